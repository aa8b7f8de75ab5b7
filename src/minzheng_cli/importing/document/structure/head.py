"""The document itself: title, number, issuer, date, addressees, as GB/T 9704-2012 arranges them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise

from minzheng_cli.importing.document.blocks import Block, Paragraph, Table
from minzheng_cli.importing.document.draft import Head
from minzheng_cli.importing.document.owners.roles import LABEL
from minzheng_cli.importing.document.structure.markers import marker
from minzheng_cli.model.numerals import chinese_number

_OPEN, _CLOSE = r"〔［\[【（(﹝", r"〕］\]】）)﹞"
_NUMBER = re.compile(
    rf"([\u4e00-\u9fff]{{2,16}}(?:（[\u4e00-\u9fff]{{1,6}}）)?\s*[{_OPEN}]\s*\d{{4}}\s*[{_CLOSE}]\s*第?\s*\d+\s*号)"
)
_DIGITS = "〇○零一二三四五六七八九0-9０-９OＯ"
_DATE = re.compile(
    rf"([{_DIGITS}]{{4}})\s*年\s*([一二三四五六七八九十0-9]{{1,2}})\s*月\s*([一二三四五六七八九十0-9]{{1,3}})\s*[日号]"
)
_PLAIN_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_LABELLED = {
    "number": re.compile(r"[【\[]?(?:发文字号|文\s*号|文件编号|发文文号|政策文号)[】\]]?\s*[:：]?\s*(\S.*)"),
    "issuer": re.compile(
        r"[【\[]?(?:发文机关|发布机构|制发机关|发文单位|发布单位|公开主体|发布机关|发布部门)[】\]]?\s*[:：]\s*(\S+)"
    ),
    "date": re.compile(r"[【\[]?(?:成文日期|发文日期|印发日期|生成日期|制发日期)[】\]]?\s*[:：]?\s*(\S.*)"),
    "title": re.compile(r"[【\[]?(?:标\s*题|信息名称|文件名称|名\s*称)[】\]]?\s*[:：]\s*(\S.*)"),
}
_META = re.compile(
    r"[【\[]?(?:索\s*引\s*号|主题分类|公开方式|发布日期|发布时间|生效日期|有效性|效力|时效|主题词|体裁分类|组配分类|关键词|公开日期|信息分类|发布人|公开范围|废止日期|内容概述|来源|时间|日期|所属类别|文件来源|文章来源|文档类型|分类|标签|原文链接|链接|网址|作者|责任编辑|编辑|审核|浏览次数|点击数?|阅读|字号|字体)[^:：]{0,4}[】\]]?\s*[:：].*"
)
_TRAIL = re.compile(
    r"(?:您(?:现在|当前)?|现在|当前)(?:所在)?的?位置|(?:网站)?首页\s*(?:[/|｜\-—]\s*\S|>\s*$)|.{2,20}(?:>|＞|»|›|→)\s*.{2,}|(?:下载|打开|进入)\s*(?:app|APP|客户端).{0,6}|(?:基本|文件|文档)信息$"
)
"""Where a page stands on its site, and what else it shows above a document."""
_CELLS = re.compile(r"\s[|｜]\s")
_TOP = 40
_TITLE_LINES = 14
_LONGEST_LABEL = 6
_LONGEST_TITLE_LINE = 80
_MOST_TITLE_LINES = 6
_SAYS_ISSUER = "厅|局|委员会|委|部|政府|办公室|办公厅|总会|院|会|领导小组|中心|联合会|指挥部|督查室|研究室"
_TITLE_END = re.compile(
    r"(?:通知|意见|方案|计划|规划|要点|函|决定|办法|分工|清单|措施|安排|纲要|报告|批复|公告|公示|讲话|答复|任务|[）)])$"
)
_SPAN = re.compile(r"[（(]\s*\d{4}\s*年?\s*(?:[—–\-－~～至到]{1,2}\s*\d{4}\s*年?)?[^）)]{0,4}[）)]")
_ADOPTED = re.compile(r"[（(].{0,60}(?:通过|施行|印发|发布|修订|修正|批准)[^）)]{0,12}[）)]")
_ONLY_MONTH = re.compile(r"[（(]?\d{4}\s*年\s*\d{1,2}\s*月[）)]?")
_ANNEX = re.compile(r"附\s*件\s*[\d一二三四五六七八九十]{0,3}[:：]?")
_OF_A_PAGE = re.compile(r"\s*[（(]\s*(?:\d{4}-\d{1,2}-\d{1,2}|有效|现行有效|已失效)\s*[）)]$")
"""通知 ( 2025-01-27 ), 通知(有效): what a page puts behind a title."""
_BESIDES = re.compile(r".{2,30}文件|[★—\-─\s]+")
_ISSUER_IN_TITLE = re.compile(
    rf"^(.{{2,40}}?(?:{_SAYS_ISSUER})(?:办公[室厅])?)\s*(?:关于|印发|转发|贯彻落实|落实|\d{{4}}年|对)"
)
_ISSUER_IN_NOTE = re.compile(rf"[（(]\s*([\u4e00-\u9fff]{{2,30}}(?:{_SAYS_ISSUER}))\s*\d{{4}}\s*年")
_LONGEST_SIGNER = 40
_SIGNER = re.compile(r"[\u4e00-\u9fff（）×Xx]+")
_ASSIGNS = re.compile(rf"[：:]|^[（(]?{LABEL.pattern}|[，；。]")
"""What the line above a signature has in common with it is not enough: 责任单位：市财政局 assigns."""
_BODY_END = re.compile(rf"(?:{_SAYS_ISSUER}|办|专班|集团|公司|处|署)$")


def is_document_number(text: str) -> bool:
    """True for 吉民发〔2021〕22号 alone on a line."""
    return bool(_NUMBER.fullmatch(text.strip()))


def is_date(text: str) -> bool:
    """True for a day alone on a line, in digits or Chinese numerals."""
    return len(text) <= 24 and bool(_DATE.fullmatch("".join(text.split())))


def is_signer(text: str) -> bool:
    """True for a line that signs: a body's name alone, or several with wide blanks between them."""
    flat = "".join(text.split())
    is_name = bool(_SIGNER.fullmatch(flat)) and not _ASSIGNS.search(flat)
    return len(flat) <= _LONGEST_SIGNER and is_name and bool(_BODY_END.search(flat))


def read_head(blocks: Sequence[Block], plan_title: str | None) -> Head:
    """What the document says of itself; `plan_title` is the title of the plan inside, where it has one of its own."""
    lines = [block.text for block in blocks if isinstance(block, Paragraph) and not block.note]
    top = lines[:_TOP]
    labels = [*top, *_of_lines(top), *_of_tables(blocks[:_TOP])]
    named = {key: _labelled(pattern, labels) for key, pattern in _LABELLED.items()}
    lead = [line for line in top if not _is_meta(line)]
    title = _OF_A_PAGE.sub("", _title(top)) or named["title"] or _caption(blocks)
    day, at = _signed(lines)
    adopted = next((line for line in lead[:6] if _ADOPTED.fullmatch(line.strip())), "")
    in_note = _ISSUER_IN_NOTE.match(adopted)
    issuer = (
        _signature(lines, at)
        or _beside_day(lead)
        or named["issuer"]
        or (in_note[1] if in_note else None)
        or _in_title(title)
    )
    day = _day(named["date"] or "") or (day if at >= 0 else _day(adopted) or day)
    return Head(
        _without_annex(plan_title or _sent_around(title)),
        _number(named["number"], lead),
        issuer,
        day,
        _addressees(lead),
    )


def _of_lines(lines: Sequence[str]) -> Iterator[str]:
    """索引号 | 000 | 发文日期 | 2024-03-05: a page's table of facts as a line of its text."""
    for line in lines[:_TITLE_LINES]:
        cells = [cell.strip() for cell in re.split("[|｜]", line)]
        yield from (f"{label}：{words}" for label, words in pairwise(cells) if len(label) <= 6 and words != label)


def _of_tables(blocks: Sequence[Block]) -> Iterator[str]:
    """What a page's table says of the document, cell beside cell: 发布机构 | 某市民政局."""
    for table in (block for block in blocks if isinstance(block, Table)):
        for row in table.rows[:_TITLE_LINES]:
            pairs = (
                ("".join(cell.split()).rstrip(":："), words.strip()) for cell, words in pairwise(row) if words != cell
            )
            yield from (f"{label}：{words}" for label, words in pairs if len(label) <= _LONGEST_LABEL)


def _caption(blocks: Sequence[Block]) -> str | None:
    """The title that stands as the first row of a table, merged over all its columns."""
    if not blocks or not isinstance(blocks[0], Table):
        return None
    filled = {cell.strip() for cell in blocks[0].rows[0] if cell.strip()}
    return filled.pop() if len(filled) == 1 and len(blocks[0].rows[0]) > 1 else None


def _is_meta(line: str) -> bool:
    if _META.match(line) or _TRAIL.match(line) or _CELLS.search(line):
        return True
    return len(line) < _LONGEST_TITLE_LINE and any(pattern.match(line) for pattern in _LABELLED.values())


def _title(lines: Sequence[str]) -> str:
    """The title: the first lines between what a page says of the document that end as titles do, else the first lines."""
    groups = [list(group) for is_meta, group in groupby(lines, key=_is_meta) if not is_meta]
    titles = ["".join(_title_lines(group)) for group in groups]
    return next((each for each in titles if _TITLE_END.search(each)), titles[0] if titles else "")


def _labelled(pattern: re.Pattern[str], lines: Sequence[str]) -> str | None:
    return next((found[1].strip() for line in lines if (found := pattern.match(line))), None)


def _title_lines(lines: Sequence[str]) -> list[str]:
    """The lines of the title: the first ones that are no number, no date, no addressees, up to one that ends a title."""
    found: list[str] = []
    for at, line in enumerate(lines[:_TITLE_LINES]):
        words = line.strip()
        if is_document_number(words) or is_date(words) or _BESIDES.fullmatch(words) or _ADOPTED.fullmatch(words):
            if found:
                break
            continue
        if found and (_ONLY_MONTH.fullmatch(words) or _ANNEX.fullmatch(words)):
            break
        if marker(words) or words.endswith(("：", ":", "。")) or len(words) > _LONGEST_TITLE_LINE:
            break
        found.append(words)
        following = lines[at + 1].strip() if at + 1 < len(lines) else ""
        if _ends_title(words, found) and not _SPAN.match(following):
            break
    return found if len(found) <= _MOST_TITLE_LINES else found[:1]


def _ends_title(words: str, found: Sequence[str]) -> bool:
    """A line that ends as titles do; of a notice that sends a plan around only 通知 or 意见 does."""
    if not _TITLE_END.search(words) or (words.endswith("方案") and len(found) == 1 and "关于印发" in words):
        return False
    return bool(re.search(r"通知$|意见$", words)) or "印发" not in "".join(found)


def _sent_around(title: str | None) -> str | None:
    """关于印发《…方案》的通知: what is sent around is the document."""
    found = re.search(r"(?:印发|转发)\s*[《〈]?([^《》〈〉]{6,}?)[》〉]?\s*的\s*通知$", title or "") or re.match(
        rf"[\u4e00-\u9fff]{{2,30}}(?:{_SAYS_ISSUER})印发[《〈]?(关于[^《》〈〉]{{6,}}?(?:意见|措施|方案|计划|规划|要点))[》〉]?$",
        title or "",
    )
    return found[1] if found else title


def _without_annex(title: str | None) -> str | None:
    """附件2 belongs to the list of annexes, not to the title."""
    return re.sub(r"^附\s*件\s*[\d一二三四五六七八九十]{0,3}\s*[:：]?\s*", "", title) if title else title


def _number(labelled: str | None, lines: Sequence[str]) -> str | None:
    for text in [labelled or "", *lines[:20]]:
        found = _NUMBER.search(text) if text == labelled else _NUMBER.fullmatch(text.strip(" （）()"))
        if found:
            return re.sub(r"\s", "", found[1])
        loose = _NUMBER.search(text)
        if loose and len(text) <= len(loose[1]) + 12 and "《" not in text and not text.endswith("。"):
            return re.sub(r"\s", "", loose[1])
    return None


def _day(text: str) -> date | None:
    flat = "".join(text.split())
    found = _DATE.search(flat)
    if found:
        return _date(_year(found[1]), _count(found[2]), _count(found[3]))
    plain = _PLAIN_DATE.search(flat)
    return _date(int(plain[1]), int(plain[2]), int(plain[3])) if plain else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(text: str) -> int:
    digits = {"〇": "0", "○": "0", "零": "0", "O": "0", "Ｏ": "0"} | {
        han: str(at) for at, han in enumerate("一二三四五六七八九", 1)
    }
    return int("".join(digits.get(char, char) for char in text))


def _count(text: str) -> int:
    return int(text) if text.isdecimal() else chinese_number(text)


def _signed(lines: Sequence[str]) -> tuple[date | None, int]:
    """The first day that stands alone on a line behind some text, else the first at all; and its line, -1 for none."""
    alone = [at for at, line in enumerate(lines) if is_date(line)]
    if alone:
        behind = (at for at in alone if any(line.endswith(("。", "：", ":")) for line in lines[:at]))
        at = next(behind, alone[0])
        return _day(lines[at]), at
    for line in [each for each in lines[:12] if not _is_meta(each)][:6]:
        found = re.fullmatch(r"[（(]?.{0,30}?(\d{4}年\d{1,2}月\d{1,2}日)[）)]?", "".join(line.split()))
        if found and "—" not in line:
            return _day(found[1]), -1
    for line in reversed(lines[-6:]):  # 某某局2023年3月1日 on one line
        found = re.fullmatch(r"[\u4e00-\u9fff（）]{3,30}(\d{4}年\d{1,2}月\d{1,2}日)", "".join(line.split()))
        if found and not line.endswith("印发"):
            return _day(found[1]), lines.index(line)
    return None, -1


def _signature(lines: Sequence[str], at: int) -> str | None:
    """The bodies that sign right above the date; several are joined by 、."""
    if at < 0:
        return None
    same = re.sub(r"\d{4}年.*", "", "".join(lines[at].split()))
    if _BODY_END.search(same):
        return same
    return "、".join(_signers(lines[max(0, at - 8) : at])) or None


def _beside_day(lines: Sequence[str]) -> str | None:
    """某某办公室　　2024年5月10日 on one line below the title."""
    for line in lines[:6]:
        found = re.fullmatch(r"[（(]?([\u4e00-\u9fff]{4,30})[\s\u3000]+\d{4}年\d{1,2}月\d{1,2}日[）)]?", line.strip())
        if found and _BODY_END.search(found[1]):
            return found[1]
    return None


def _signers(lines: Sequence[str]) -> list[str]:
    found: list[str] = []
    for line in reversed(lines):
        flat = "".join(line.split())
        if len(flat) > 40 or not _BODY_END.search(flat) or marker(line) or _ASSIGNS.search(flat):
            break
        found[:0] = list(_apart(line)) if "　" in line or "  " in line else [flat]
    return found


def _apart(line: str) -> Iterator[str]:
    return (part for part in re.split(r"\s{2,}|\u3000+", line.strip()) if _BODY_END.search(part))


def _in_title(title: str | None) -> str | None:
    found = _ISSUER_IN_TITLE.match(title or "")
    return found[1] if found else None


def _addressees(lines: Sequence[str]) -> str | None:
    """The line that ends in a colon and names bodies, before the first numbered heading."""
    for line in lines[:20]:
        if marker(line):
            return None
        if re.search(r"如下|以下|下列|通知|\d{4}年|。", line):
            continue
        if line.endswith(("：", ":")) and re.search(r"[局委厅部处室府会院校司位门市县区]", line) and len(line) <= 300:
            return line
    return None
