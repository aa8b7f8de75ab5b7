"""Every kind of report in every format: as the standard asks, the same each time, with nothing invented or left out."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from datetime import date
from itertools import takewhile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from minzheng_cli.report.formatting import title_lines
from minzheng_cli.report.kinds import KINDS
from minzheng_cli.report.render import FORMATS
from minzheng_cli.report.word.signature import right_indents
from minzheng_cli.store.load import Loaded
from tests.conftest import DATA, DEMO, Mz
from tests.gongwen import violations

NEEDS = {"office": ("--owner", "基层政权建设和社区治理处")}
HOSTILE = "<b>&{{ 7*7 }}{% endfor %}=cmd|' /C calc'!A0😀𠮷|" + "长" * 10_000
BOTH = [pytest.param(DATA, id="shipped"), pytest.param(DEMO, id="demo")]
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def made(mz: Mz, root: Path, target: Path, kind: str, *more: str) -> bytes:
    """A report as a file."""
    asked = ("report", kind, "--data", str(root), "--as-of", "2022-07-20", *NEEDS.get(kind, ()), *more)
    result = mz(*asked, "-o", str(target))
    assert (result.code, result.out) == (0, ""), result.err
    return target.read_bytes()


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    """Style and text of every paragraph of a Word document, in tables too."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = ET.fromstring(archive.read("word/document.xml"))
    found = []
    for each in root.iter(f"{WORD}p"):
        style = each.find(f"{WORD}pPr/{WORD}pStyle")
        words = "".join("\t" if node.tag == f"{WORD}tab" else node.text or "" for node in each.iter() if _says(node))
        found.append((style.get(f"{WORD}val", "") if style is not None else "", words))
    return found


def _says(node: ET.Element) -> bool:
    return node.tag in (f"{WORD}t", f"{WORD}tab")


def text_of(data: bytes) -> str:
    return "\n".join(words for _, words in paragraphs(data))


def kinds_in(name: str) -> list[str]:
    """The kinds that come in a format."""
    suffix = FORMATS[name].template
    return [kind for kind in KINDS if suffix is None or (DATA.parent / "templates" / f"{kind}{suffix}").is_file()]


def test_every_kind_has_a_word_template_and_a_markdown_one() -> None:
    mine = {"half-year", "office", "notice", "plan", "checklist"}
    assert mine <= set(kinds_in("docx")) & set(kinds_in("md"))


@pytest.mark.parametrize("root", BOTH)
@pytest.mark.parametrize("kind", kinds_in("docx"))
def test_word_is_as_the_standard_asks(mz: Mz, tmp_path: Path, kind: str, root: Path) -> None:
    assert violations(made(mz, root, tmp_path / "a.docx", kind)) == []


@pytest.mark.parametrize("name", ["md", "docx", "xlsx"])
@pytest.mark.parametrize("kind", ["half-year", "office", "notice", "plan"])
def test_the_same_bytes_each_time(mz: Mz, tmp_path: Path, kind: str, name: str) -> None:
    first, second = (made(mz, DEMO, tmp_path / f"{n}.{name}", kind) for n in "ab")
    assert first == second


@pytest.mark.parametrize("kind", ["half-year", "office", "notice", "plan"])
def test_demonstration_data_is_marked_everywhere(mz: Mz, tmp_path: Path, kind: str) -> None:
    for name in ("md", "docx", "xlsx"):
        data = made(mz, DEMO, tmp_path / f"a.{name}", kind)
        text = data.decode() if name == "md" else _all_text(data)
        assert "演示数据" in text, name


def _all_text(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_them(mz: Mz, tmp_path: Path) -> None:
    for kind in ("half-year", "office", "notice", "plan"):
        for name in ("docx", "xlsx"):
            made(mz, DEMO, tmp_path / f"{kind}-{name}.{name}", kind)
    files = [each.name for each in tmp_path.iterdir()]
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf"]
    subprocess.run([*command, *files], cwd=tmp_path, check=True, capture_output=True, timeout=300)
    assert {each.stem for each in tmp_path.glob("*.pdf") if each.stat().st_size > 5_000} == {
        Path(f).stem for f in files
    }


@pytest.mark.parametrize("kind", ["half-year", "office", "notice"])
def test_hostile_text_is_text(mz: Mz, base: Path, tmp_path: Path, kind: str) -> None:
    words = HOSTILE.replace("'", "''")
    (base / "progress").mkdir()
    (base / "progress" / "2022H1.yaml").write_text(
        f"""period: 2022H1
reports:
  - {{task: T5, office: 基层政权建设和社区治理处, status: 进行中, done: '{words}', problems: '{words}', reported: 2022-07-08}}
observations:
  - {{target: G6.1, area: "220000", as_of: 2021-12-31, numerator: 30, denominator: 60}}
  - {{target: G6.1, area: "220000", as_of: 2022-06-30, numerator: 30, denominator: 60, evidence: '{words}'}}
""",
        encoding="utf-8",
    )
    bare = re.sub(r"\s", "", HOSTILE)
    data = made(mz, base, tmp_path / "a.docx", kind)
    assert [each for each in violations(data) if "left in the text" not in each] == []
    assert kind == "notice" or bare in re.sub(r"\s", "", text_of(data))
    text = made(mz, base, tmp_path / "a.md", kind).decode()
    assert kind == "notice" or "\\<b\\>\\&{{ 7\\*7 }}{% endfor %}=cmd\\|" in text
    book = CalamineWorkbook.from_path(str(_written(tmp_path, made(mz, base, tmp_path / "a.xlsx", kind))))
    cells = [str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
    assert kind == "notice" or any(bare[:60] in re.sub(r"\s", "", cell) for cell in cells)


def _written(folder: Path, data: bytes) -> Path:
    (folder / "read.xlsx").write_bytes(data)
    return folder / "read.xlsx"


# half-year


def test_the_half_year_report_has_its_annexes_on_their_pages(mz: Mz, tmp_path: Path, shipped: Loaded) -> None:
    data = made(mz, DEMO, tmp_path / "a.docx", "half-year", "--period", "2022H1")
    lines = paragraphs(data)
    marks = [words for style, words in lines if style == "AnnexMark"]
    assert marks == ["附件1", "附件2", "附件3"]
    assert [words for style, words in lines if style.startswith("AnnexNote")] == [
        "附件：1.\t2022年上半年量化目标完成情况表",
        "2.\t2022年上半年未报送情况表",
        "3.\t2022年上半年量化目标出处和数据来源",
    ]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        pages = re.findall(r"<w:pgSz [^>]+>", archive.read("word/document.xml").decode())
    assert ["landscape" in each for each in pages] == [False, True, False]
    text = text_of(data)
    for target in shipped.kb.targets.targets:
        assert target.quote in text
    assert "第6项任务，原文第55行" in text
    assert "清单印发文件和公示照片" in text


def test_the_half_year_report_says_what_each_task_force_did(mz: Mz, tmp_path: Path) -> None:
    text = text_of(made(mz, DEMO, tmp_path / "a.docx", "half-year", "--period", "2022H1"))
    assert "兜底帮扶指导专班：承担第1、2、3、4、8项任务，应报送6份，已报送5份，未报送的处室有儿童福利处" in text
    assert "乡村治理指导专班：承担第5、6、7项任务，应报送3份，已报送3份；" in text
    assert "还有任务未报送的处室见附件2。" in text


def test_what_is_late_stands_in_the_text(mz: Mz, tmp_path: Path) -> None:
    asked = ("report", "half-year", "--data", str(DEMO), "--as-of", "2023-02-20", "--period", "2022H2")
    assert mz(*asked, "-o", str(tmp_path / "a.docx")).code == 0
    text = text_of((tmp_path / "a.docx").read_bytes())
    assert re.search(
        r"^逾期：村级小微权力清单县（市、区）覆盖率（G6\.1），目标全覆盖（100%），2022年底（批准延至", text, re.M
    )
    assert re.search(r"^滞后：农村社会福利服务中心护理型床位占比（G8\.2）", text, re.M)


def test_without_targets_there_is_neither_a_table_nor_a_landscape_page(mz: Mz, base: Path, tmp_path: Path) -> None:
    org = (base / "org.yaml").read_text(encoding="utf-8")
    (base / "org.yaml").write_text(org.replace("{tasks: [T9, T10]", "{tasks: [T10]"), encoding="utf-8")
    data = made(mz, base, tmp_path / "a.docx", "half-year", "--task-force", "F4")
    text = text_of(data)
    assert "专项事务指导专班的任务没有量化目标。" in text
    assert "附件：2022年上半年未报送情况表" in text
    assert "landscape" not in _all_text(data)
    assert violations(data) == []


# office


def test_an_office_must_be_named(mz: Mz) -> None:
    result = mz("report", "office")
    assert result.code == 2
    assert "--owner" in result.err


def test_an_office_sees_what_it_is_and_owes(mz: Mz) -> None:
    result = mz(
        "report", "office", "--data", str(DEMO), "--owner", "厅儿童福利处（安全监督管理处）", "--as-of", "2022-07-20"
    )
    text = result.out
    assert "领导小组成员：李东焱，厅儿童福利处（安全监督管理处）处长。" in text
    assert "第3项任务归入兜底帮扶指导专班。" in text
    assert "　　2022年上半年：未报送。\n" in text
    assert "　　2021年下半年：进行中（2022年1月11日报送）。" in text
    assert "1. 第3项任务：2022年上半年工作进展未报送，应于2022年7月15日前报送，已逾期5天。\n" in text
    assert "养老服务处：" not in text, "the other owner's report is its own"
    assert "儿童福利处2022年上半年第3项任务未报送" in result.err


def test_days_left_count_from_the_day_asked_about(mz: Mz) -> None:
    asked = ("report", "office", "--data", str(DEMO), "--owner", "基层政权建设和社区治理处")
    assert "余164天" in mz(*asked, "--as-of", "2022-07-20").out
    assert "余365天" in mz(*asked, "--as-of", "2022-07-20", "--period", "2021H2").out
    assert "已过51天" in mz(*asked, "--as-of", "2023-02-20").out


def test_an_office_without_tasks_is_told_so(mz: Mz) -> None:
    text = mz("report", "office", "--owner", "规划财务处", "--as-of", "2022-07-20").out
    assert "方案没有把任务交给规划财务处。" in text
    assert "领导小组成员：李伟东，厅规划财务处处长。" in text
    assert "所承担的任务没有量化目标。" in text


def test_a_reform_shows_in_names_and_duties(mz: Mz, base: Path) -> None:
    org = (base / "org.yaml").read_text(encoding="utf-8")
    old = "  - name: 区划地名处\n    kind: 处室\n"
    new = f"{old}    until: 2024-03-31\n    successor: 社会事务处\n    basis: 机构改革方案\n"
    assert old in org
    (base / "org.yaml").write_text(org.replace(old, new), encoding="utf-8")
    asked = ("report", "office", "--data", str(base), "--as-of", "2024-07-20")
    after = mz(*asked, "--owner", "社会事务处").out
    assert "承接区划地名处的任务。" in after
    assert "#### 11.加强区划地名服务" in after
    before = mz(*asked, "--owner", "区划地名处").out
    assert "用到2024年3月31日为止，此后由社会事务处承接（依据：机构改革方案）" in before


# notice


def test_each_office_gets_its_own_form_with_blanks(mz: Mz, tmp_path: Path, shipped: Loaded) -> None:
    data = made(mz, DEMO, tmp_path / "a.docx", "notice")
    lines = paragraphs(data)
    assert [words for style, words in lines if style == "Addressee"] == ["儿童福利处：", "区划地名处：", "省慈善总会："]
    assert [words.strip("　") for style, words in lines if style == "FormNumber"] == ["编号："] * 3
    assert sum("请于　　　　年　　月　　日前" in words for _, words in lines) == 3
    assert shipped.kb.source is not None
    quoted = [words for _, words in lines if "，原文第" in words]
    assert len(quoted) == 3
    for words in quoted:
        assert words.partition("（第")[0] in shipped.kb.source.flat


def test_nothing_is_late_before_its_day(mz: Mz, tmp_path: Path) -> None:
    for day, kind in (("2022-01-15", "情况说明"), ("2022-01-16", "通知单")):
        result = mz("report", "notice", "--as-of", day)
        assert result.out.startswith(f"# 督办{kind}\n"), day
    none = mz("report", "notice", "--as-of", "2022-01-15").out
    assert "截至2022年1月15日，方案没有滞后、逾期和逾期未报送的事项，不需要督办。" in none
    assert "编号" not in none
    assert mz("report", "notice", "--as-of", "2022-01-15", "-o", str(tmp_path / "a.docx")).code == 0
    assert violations((tmp_path / "a.docx").read_bytes()) == []


def test_late_targets_are_told_with_figures_and_only_to_their_owners(mz: Mz) -> None:
    asked = ("report", "notice", "--data", str(DEMO), "--as-of", "2023-02-20")
    text = mz(*asked, "--owner", "基层政权建设和社区治理处").out
    (line,) = (each for each in text.splitlines() if "G6.1" in each)
    assert "到2022年底，实现所有县（市、区）全覆盖（第6项任务，原文第55行）" in line
    assert "截至2022年12月31日为96.7%（58/60）" in line
    assert line.endswith("| 逾期 |")
    assert text.count("# 督办通知单") == 1
    assert "G8.2" not in text
    assert "G7.1" not in text, "the count of a new year has begun, and nothing is owed for it yet"


def test_all_writes_one_for_each_office(mz: Mz, tmp_path: Path) -> None:
    result = mz("report", "notice", "--data", str(DEMO), "--as-of", "2022-07-20", "--all", "-o", str(tmp_path / "督办"))
    assert result.code == 0, result.err
    written = {each.stem.rpartition("_")[2]: each for each in (tmp_path / "督办").iterdir()}
    assert {"儿童福利处", "社会救助处", "全部"} <= set(written)
    assert "不需要督办" in text_of(written["社会救助处"].read_bytes())
    assert all(violations(each.read_bytes()) == [] for each in written.values())


# plan


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_the_plan_comes_back_word_for_word(mz: Mz, tmp_path: Path, shipped: Loaded) -> None:
    assert shipped.kb.source is not None
    wanted = bare(shipped.kb.source.text)
    data = made(mz, DATA, tmp_path / "a.docx", "plan")
    assert bare(text_of(data)) == wanted
    text = made(mz, DATA, tmp_path / "a.md", "plan").decode()
    assert bare(re.sub(r"^#+ |\\", "", text, flags=re.MULTILINE)) == wanted


def test_the_plan_has_its_structure(mz: Mz, tmp_path: Path, shipped: Loaded) -> None:
    lines = paragraphs(made(mz, DATA, tmp_path / "a.docx", "plan"))
    titles = [f"{task.number}.{task.title}。" for task in shipped.kb.tasks.tasks]
    assert [words for style, words in lines if style == "Heading3"] == titles
    assert [words[0] for style, words in lines if style == "Heading1"] == list("一二三一二三四")
    assert sum(style == "Heading2" for style, _ in lines) == 3 + 4 + 3 + 4
    assert [words for style, words in lines if style in ("Signature", "Date")] == ["吉林省民政厅", "2021年6月3日"]
    assert sum(style == "Roster" for style, _ in lines) == 21


def test_words_that_were_changed_are_shown_as_the_data_has_them(mz: Mz, base: Path) -> None:
    file = base / "tasks.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("完善村务公开制度，", "健全村务公开制度，"), encoding="utf-8"
    )
    result = mz("report", "plan", "--data", str(base))
    assert (
        "到2022年底，实现所有县（市、区）全覆盖。健全村务公开制度，丰富公开内容、形式。加强村务监督委员会" in result.out
    )
    assert "有1处文字与原文不符" in result.err


def test_without_the_notice_the_plan_cannot_be_laid_out(mz: Mz, base: Path) -> None:
    (base / "sources" / "jilin-2021-22.txt").unlink()
    result = mz("report", "plan", "--data", str(base))
    assert result.code == 2
    assert "sources/jilin-2021-22.txt" in result.err


# what they share


@pytest.mark.parametrize("kind", ["half-year", "office", "notice", "plan"])
def test_the_workbook_holds_what_the_document_says(mz: Mz, tmp_path: Path, kind: str) -> None:
    made(mz, DEMO, tmp_path / "a.xlsx", kind)
    book = CalamineWorkbook.from_path(str(tmp_path / "a.xlsx"))
    tables = [name for name in book.sheet_names if not name.startswith("图表")]
    sheets = {name: book.get_sheet_by_name(name).to_python()[2:] for name in tables}
    rows = {name: sum(1 for _ in takewhile(any, each)) - 1 for name, each in sheets.items()}
    assert (
        rows
        == {
            "half-year": {"任务进展": 18, "量化目标": 10},
            "office": {"任务": 4, "量化目标": 6, "待办事项": 0},
            "notice": {"督办事项": 3},
            "plan": {"方案全文": 103},
        }[kind]
    )


@given(st.text("厅处甲", min_size=1, max_size=24), st.dates(date(1949, 10, 1), date(2099, 12, 31)))
def test_signature_and_date_keep_their_distances(signature: str, day: date) -> None:
    told = f"{day.year}年{day.month}月{day.day}日"
    width = sum(0.5 if char.isdigit() else 1 for char in told)
    first, second = right_indents(signature, told)
    assert (28 - second - width) - (28 - first - len(signature)) == 2
    assert min(first, second) == 2


@given(st.text("关于工作的振兴报告和，、《》甲乙", max_size=90), st.integers(8, 30))
def test_a_title_is_broken_into_lines_that_fit(title: str, room: int) -> None:
    lines = title_lines(title, room).split("\n")
    assert "".join(lines) == title
    assert all(len(line) <= room for line in lines)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("吉林省民政厅巩固拓展民政领域脱贫攻坚成果同乡村振兴有效衔接工作领导小组", 3),
        ("关于巩固拓展民政领域脱贫攻坚成果同乡村振兴有效衔接2022年上半年工作进展情况的报告", 3),
        ("慈善事业促进和社会工作处巩固拓展民政领域脱贫攻坚成果同乡村振兴有效衔接工作责任和进展情况", 3),
    ],
)
def test_no_title_is_broken_within_a_word(title: str, lines: int) -> None:
    broken = title_lines(title, 20)
    assert len(broken.split("\n")) == lines
    for word in ("脱贫攻坚", "乡村振兴", "有效衔接", "上半年", "2022年上半年", "社会工作处", "领导小组", "工作进展"):
        assert word in broken or word not in title


BREAKS = [  # what is broken in the half-year report, by which replacement, and what the checker must say
    ("document", r">附件2<", ">附件二<", "mark of an annex reads"),
    ("document", r"未报送情况表</w:t>", "未报送情况表。</w:t>", "ends in a mark"),
    ("document", r"附件：1\.", "1.", "no 附件："),
    ("document", r'<w:pStyle w:val="AnnexTitle"/>', '<w:pStyle w:val="BodyText"/>', "no title in its third line"),
    ("document", r' w:orient="landscape"', "", "table is 225 mm wide, not 156"),
    ("document", r'w:rightChars="\d+"', 'w:rightChars="500"', "characters right of the signature"),
    ("document", r"领导小组办公室</w:t>", "领导小组办</w:t>", "characters right of the signature, not 2"),
    ("styles", r"<w:pageBreakBefore/>", "", "does not begin a page"),
    ("styles", r'w:hangingChars="400"', 'w:hangingChars="0"', "align the names of annexes"),
    (
        "document",
        r"(<w:p>(?:(?!<w:p>).)*Heading1(?:(?!</w:p>).)*四、存在问题.*?</w:p>)",
        r"\1\1",
        "nothing under the heading",
    ),
]


@pytest.mark.parametrize(("part", "find", "put", "says"), BREAKS, ids=[b[3] for b in BREAKS])
def test_the_checker_notices(mz: Mz, tmp_path: Path, part: str, find: str, put: str, says: str) -> None:
    broken = io.BytesIO()
    data = made(mz, DEMO, tmp_path / "a.docx", "half-year", "--period", "2022H1")
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(broken, "w") as changed:
        for name in archive.namelist():
            content = archive.read(name)
            if name == f"word/{part}.xml":
                text, count = re.subn(find, put, content.decode("utf-8"))
                assert count
                content = text.encode("utf-8")
            changed.writestr(name, content)
    found = violations(broken.getvalue())
    assert any(says in each for each in found)


def test_a_title_is_not_broken_within_a_year() -> None:
    title = "关于某省规范养老服务专项行动2019年上半年工作进展情况的报告"
    assert title_lines(title, 20) == "关于某省规范养老服务专项行动\n2019年上半年工作进展情况的报告"
