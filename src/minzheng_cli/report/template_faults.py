"""What Jinja says about a faulty template, said again in Chinese."""

from __future__ import annotations

import re

_SAID = (  # as Jinja 3.1 words them: lexer.py, parser.py, compiler.py, sandbox.py
    (
        r"Unexpected end of template\. Jinja was looking for the following tags: '(\w+)'.*",
        "有标记没有结束，缺少{% \\1 %}",
    ),
    (r"[Uu]nexpected end of template.*", "标记没有写完"),
    (
        r"Encountered unknown tag '(\w+)'\. .*innermost block that needs to be closed is '(\w+)'\.",
        "这里不该有{% \\1 %}，应先写{% end\\2 %}",
    ),
    (r"Encountered unknown tag '((?:end|el)\w+)'\..*", "多了{% \\1 %}，前面没有与它相对的开头"),
    (r"Encountered unknown tag '(.*?)'\..*", "没有“\\1”这种标记"),
    (r"No filter named '(.*?)'.*", "没有“\\1”这个过滤器"),
    (r"No test named '(.*?)'.*", "没有“\\1”这种判断"),
    (
        r"expected token 'end of (?:print statement|statement block)', got '(.*?)'",
        "在“\\1”处写法不对，标记应在它之前结束",
    ),
    (r"expected token '(.*?)', got '(.*?)'", "此处应为“\\1”，写的是“\\2”"),
    (r"unexpected char '(.*?)' at \d+", "标记里不能有字符“\\1”"),
    (r"unexpected '(.*?)'(?:, expected '(.*?)')?", "多了“\\1”"),
    (r"Missing end of (?:comment tag|raw directive)", "注释{# #}没有结束"),
    (r"Expected an expression, got 'end of .*'", "标记里没有写内容"),
    (r"Expected an expression, got '(.*?)'", "此处缺少内容，写的是“\\1”"),
    (r"access to attribute '(.*?)' of .* object is unsafe\.", "不能用“\\1”，模板只能用report里的内容"),
    (r"Range too big\..*", "range里的数太大，最多100000"),
    (r"block '(.*?)' defined twice", "{% block \\1 %}写了两次"),
    (r"can't assign to '(.*?)'", "不能给“\\1”赋值"),
    (r".*division by zero.*", "除以了零"),
    (r".*maximum recursion depth exceeded.*", "模板引用了自己"),
    (r"can only concatenate .*|unsupported operand .*|must be str.*", "文字和数不能这样相加"),
    (r"'(.*?)' object is not .*", "这项内容不能这样用"),
    (r"cannot assign attribute on non-namespace object", "不能改动report里的内容"),
    (r"(?:do_)?(\w+)\(\) (?:missing|takes|got) .*", "“\\1”后面括号里的内容不对"),
)


def chinese_fault(error: Exception) -> str:
    """What is wrong, in one Chinese clause without a full stop; words of Jinja that aren't known here stay as they are."""
    words = (str(getattr(error, "message", None) or error) or type(error).__name__).strip()
    for pattern, chinese in _SAID:
        if re.fullmatch(pattern, words, re.DOTALL):
            return re.sub(pattern, chinese, words, flags=re.DOTALL)
    return words.rstrip("。.")


def is_unfinished(error: Exception) -> bool:
    """True where something is never closed: then the place at fault is the end, which says nothing."""
    return str(getattr(error, "message", "")).startswith("Unexpected end of template")
