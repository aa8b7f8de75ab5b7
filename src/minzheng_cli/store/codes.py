"""The codes of faults that are found while reading, with what `mz explain` says about them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """A kind of fault in a file."""

    code: str
    title: str
    doc: str


def _fault(code: str, title: str, what: str, why: str, wrong: str, right: str) -> Fault:
    doc = f"查什么：{what}\n\n为什么：{why}\n\n反例：\n    {wrong}\n正例：\n    {right}"
    return Fault(code, title, doc)


FAULTS = {
    fault.code: fault
    for fault in (
        _fault(
            "MZ001",
            "文件缺失或读不了",
            "知识库的文件都在，是文件而不是文件夹，可以读取。",
            "缺一个文件，就有一类内容无从核对。",
            "data/下没有org.yaml",
            "data/org.yaml存在",
        ),
        _fault(
            "MZ002",
            "编码不是UTF-8",
            "文件都用UTF-8编码。",
            "用GBK保存的文件，在别的电脑上会变成乱码。",
            "记事本另存为时编码选“ANSI”",
            "编码选“UTF-8”",
        ),
        _fault(
            "MZ003",
            "文件开头有BOM",
            "文件开头没有BOM标记。",
            "BOM看不见，却会让有的工具读错第一行。",
            "编码选“带有BOM的UTF-8”",
            "编码选“UTF-8”",
        ),
        _fault(
            "MZ004",
            "YAML写法有误",
            "文件符合YAML的写法。",
            "写法有误，读到这里就无法继续。",
            "title：深化基层民主自治实践",
            "title: 深化基层民主自治实践",
        ),
        _fault(
            "MZ005",
            "同一字段写了两次",
            "一个条目里每个字段只写一次。",
            "写两次时，一般工具会不声不响地丢掉前一个。",
            "- {id: T6, title: 深化基层民主自治实践, title: 深化村民自治实践}",
            "- {id: T6, title: 深化基层民主自治实践}",
        ),
        _fault(
            "MZ006",
            "使用了锚点、别名或标签",
            "不使用YAML的锚点（&）、别名（*）和类型标签（!）。",
            "内容写在别处，审阅的人看不到原话。",
            "owners: *owners",
            "owners: [社会救助处]",
        ),
        _fault(
            "MZ007",
            "有看不见的控制字符",
            "文件里没有控制字符、零宽字符和改变文字方向的字符。",
            "看不见的字符会让两段看起来一样的文字不相等。",
            "从网页粘贴来的文字里带有零宽空格",
            "手工重新输入这一处",
        ),
        _fault(
            "MZ008",
            "文件过大或嵌套太深",
            "文件不超过256MB，嵌套不超过255层。",
            "正常的数据到不了这个程度，多半是放错了文件。",
            "[[[[[[……",
            "按示例的层次书写",
        ),
        _fault(
            "MZ009",
            "不是一份完整的内容",
            "文件的最外层是“键: 值”，一个文件只有一份内容。",
            "空文件、列表或多份内容拼在一起，都读不出任务。",
            "- id: T1",
            "tasks:\n      - id: T1",
        ),
        _fault(
            "MZ010",
            "有形似而不同的字符",
            "编号、日期、字段名里没有俄文、希腊文字母和全角字母、数字；汉字之间没有部首、兼容汉字和形似汉字的假名；"
            "“二〇二一”的〇不写成字母O或圆圈。原文里本来就有的除外。",
            "看起来一样，查找、比对却对不上：俄文的Т6不是T6，部首“⽂”不是“文”。",
            "task: Т6（第一个字符是俄文字母，U+0422）",
            "task: T6",
        ),
        _fault(
            "MZ011",
            "忽略检查而没有写理由",
            "# mz: ignore[规则编号] 后面要写理由。",
            "忽略一处检查，要让以后看到的人知道为什么。",
            "# mz: ignore[MZ307]",
            "# mz: ignore[MZ307] 指标名称沿用省统计口径",
        ),
        _fault(
            "MZ012",
            "多余的忽略检查",
            "忽略检查的注释，所在的行（单独成行的，下一行）要真有这个问题。",
            "问题改好以后，留下的注释会掩盖以后的新问题。",
            "value: 50  # mz: ignore[MZ301] 待核（这一行没有问题）",
            "value: 50",
        ),
        _fault(
            "MZ101",
            "没有这个字段",
            "只使用规定的字段名。",
            "字段名写错，内容就等于没有写。",
            "onwers: [社会救助处]",
            "owners: [社会救助处]",
        ),
        _fault(
            "MZ102",
            "缺少字段",
            "必填字段都要写。",
            "缺了它，就说不清是谁、做什么、到什么时候。",
            "- id: T1\n      group: 1",
            "- id: T1\n      group: 1\n      title: 持续做好社会救助兜底保障",
        ),
        _fault(
            "MZ103",
            "内容的类型不对",
            "文字、数字、列表、true/false要按字段的要求写。",
            "像1.10这样的编号不加引号，会被当成数字1.1。",
            "area: 220100",
            'area: "220100"',
        ),
        _fault(
            "MZ104",
            "内容不合规定",
            "日期写成2025-12-31；编号按T6、T6.2、G6.2的样子；选项只能从规定的里面选。",
            "写法统一，才能查询和汇总。",
            "due: 2025年底",
            "due: 2025-12-31",
        ),
    )
}
