"""Word documents are as GB/T 9704-2012 asks, and the checker that says so notices each departure."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest

from minzheng_cli.errors import MzError
from minzheng_cli.query.compare import Change
from minzheng_cli.query.compare.told import ChangeReport
from minzheng_cli.report.changes import ChangesPage, changes_page
from minzheng_cli.report.render import Look
from minzheng_cli.report.word.render import render
from tests.conftest import DATA, PROJECT, Mz
from tests.gongwen import violations

TEMPLATE = PROJECT / "templates" / "changes.docx"
DAY = date(2022, 7, 1)
HOSTILE = "<b>&{{ 7*7 }}{% endfor %}=cmd|' /C calc'!A0\x00\x0b\u202e😀𠮷" + "长" * 10_000


def page(text: str = "由60改为50") -> ChangesPage:
    changes = (
        Change("target.value", "G6.2", "目标值降低", "80%", text, True, "村比例"),
        Change("task.added", "T15", "新增任务", None, text, False),
    )
    return changes_page(ChangeReport(changes, "甲", "乙", "演示数据"), DAY)


def rendered(text: str = "由60改为50") -> bytes:
    return render(page(text), TEMPLATE, DAY, Look())


def text_of(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode("utf-8")


def test_a_page_is_as_the_standard_asks() -> None:
    assert violations(rendered()) == []


def test_the_same_bytes_each_time() -> None:
    assert rendered() == rendered()


def test_shipped_templates_are_what_the_tool_makes(tmp_path: Path) -> None:
    from tools.make_templates import names, template

    for name in names():
        assert template(name) == (PROJECT / "templates" / f"{name}.docx").read_bytes(), name


def test_hostile_text_is_text() -> None:
    data = rendered(HOSTILE)
    text = text_of(data)
    assert "&lt;b&gt;&amp;{{ 7*7 }}" in text
    assert "\x00" not in text
    assert "长" * 10_000 in re.sub("<[^>]+>", "", text)
    assert [each for each in violations(data) if "left in the text" not in each] == []


def test_fonts_can_be_switched() -> None:
    data = render(page(), TEMPLATE, DAY, Look("Windows"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8")
    assert "仿宋_GB2312" not in everything
    assert '"仿宋"' in everything


BREAKS = [  # what is broken, in which part, by which replacement, and what the checker must say
    ("word/document.xml", r'w:top="\d+"', 'w:top="1440"', "margin top is 25.4 mm, not 37"),
    ("word/document.xml", r'w:bottom="\d+"', 'w:bottom="1440"', "margin bottom"),
    ("word/document.xml", r'w:left="\d+"', 'w:left="1440"', "margin left"),
    ("word/document.xml", r'w:right="1474"', 'w:right="1440"', "margin right"),
    ("word/document.xml", r'w:h="\d+"', 'w:h="15840"', "paper h"),
    ("word/document.xml", r'w:footer="\d+"', 'w:footer="720"', "under the text, not 7"),
    ("word/document.xml", r'w:linePitch="\d+"', 'w:linePitch="312"', "line pitch is 15.6 pt"),
    ("word/document.xml", r'w:charSpace="-?\d+"', 'w:charSpace="0"', "characters a line, not 28"),
    ("word/document.xml", r'w:type="linesAndChars"', 'w:type="lines"', "no grid"),
    ("word/document.xml", r"<w:tblHeader/>", "", "without a repeated head"),
    ("word/document.xml", r"<w:cantSplit/>", "", "may break across pages"),
    ("word/document.xml", r'<w:vAlign w:val="center"/>', "", "not aligned"),
    ("word/document.xml", r"2022年7月1日", "2022年07月01日", "date reads"),
    ("word/document.xml", r"一、", "1、", "numbered wrongly"),
    ("word/styles.xml", r'w:eastAsia="方正小标宋简体"', 'w:eastAsia="宋体"', "Title is not in 方正小标宋简体"),
    ("word/styles.xml", r'w:eastAsia="仿宋_GB2312"', 'w:eastAsia="MS Mincho"', "default East Asian font"),
    ("word/styles.xml", r'w:eastAsia="黑体"', 'w:eastAsia="宋体"', "Heading1 is not in 黑体"),
    ("word/styles.xml", r'w:eastAsia="楷体_GB2312"', 'w:eastAsia="宋体"', "Heading2 is not in 楷体_GB2312"),
    ("word/styles.xml", r'w:sz w:val="44"', 'w:sz w:val="36"', "Title is not 22.0 pt"),
    ("word/styles.xml", r'w:firstLineChars="200"', 'w:firstLineChars="100"', "begins 1 characters in"),
    ("word/styles.xml", r'w:line="579" w:lineRule="exact"', 'w:line="360" w:lineRule="auto"', "no exact line pitch"),
    ("word/styles.xml", r'w:rightChars="200"', 'w:rightChars="400"', "not two characters from the right"),
    ("word/styles.xml", r'<w:outlineLvl w:val="1"/>', "", "Heading2 is not a heading"),
    ("word/theme/theme1.xml", r'<a:ea typeface="[^"]+"/>', '<a:ea typeface=""/>', "no East Asian font"),
    ("word/settings.xml", r"<w:evenAndOddHeaders/>", "", "odd and even pages"),
    ("word/footer1.xml", r'w:val="right"', 'w:val="center"', "not at the right"),
    ("word/footer2.xml", r'w:val="left"', 'w:val="right"', "not at the left"),
    ("word/footer1.xml", r'w:val="28"', 'w:val="21"', "not 14 pt"),
    ("word/footer1.xml", r"宋体", "黑体", "not in 宋体"),
    ("word/footer1.xml", r"— ", "", "reads"),
    ("word/footer2.xml", r'w:leftChars="100"', "", "not one character"),
    ("docProps/core.xml", r"<dc:title>.*</dc:title>", "<dc:title></dc:title>", "without a title"),
]


@pytest.mark.parametrize(("part", "find", "put", "says"), BREAKS, ids=[f"{b[0]}-{b[3]}" for b in BREAKS])
def test_the_checker_notices(part: str, find: str, put: str, says: str) -> None:
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(rendered())) as archive, zipfile.ZipFile(broken, "w") as changed:
        for name in archive.namelist():
            data = archive.read(name)
            if name == part:
                text, count = re.subn(find, put, data.decode("utf-8"))
                assert count
                data = text.encode("utf-8")
            changed.writestr(name, data)
    assert any(says in each for each in violations(broken.getvalue()))


def test_a_template_that_is_none_is_named(tmp_path: Path) -> None:
    for content in (b"", b"PK\x03\x04 broken", b"text"):
        template = tmp_path / "changes.docx"
        template.write_bytes(content)
        with pytest.raises(MzError, match=r"不是Word文档"):
            render(page(), template, DAY, Look())
    with pytest.raises(MzError, match=r"找不到模板"):
        render(page(), tmp_path / "none.docx", DAY, Look())


def test_a_diff_goes_to_word(mz: Mz, base: Path, tmp_path: Path) -> None:
    file = base / "targets.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("value: 80", "value: 60"), encoding="utf-8")
    target = tmp_path / "变化 情况.docx"
    result = mz("diff", str(DATA), str(base), "-o", str(target), "--as-of", "2022-07-01")
    assert (result.code, result.out) == (1, "")
    assert violations(target.read_bytes()) == []
    assert "不低于60%" in text_of(target.read_bytes())
    assert mz("diff", str(DATA), str(base), "--format", "docx").code == 2
    assert "后缀" in mz("diff", str(DATA), str(base), "-o", str(tmp_path / "x.pdf")).err


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    (tmp_path / "page.docx").write_bytes(rendered())
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf"]
    subprocess.run([*command, "page.docx"], cwd=tmp_path, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "page.pdf").stat().st_size > 5_000


def with_part(data: bytes, name: str, part: bytes) -> bytes:
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(changed, "w") as other:
        for each in archive.namelist():
            other.writestr(each, part if each == name else archive.read(each))
    return changed.getvalue()


def test_contents_and_imprint_when_asked(mz: Mz, tmp_path: Path) -> None:
    target = tmp_path / "报告.docx"
    asked = ("--toc", "--copies-to", "各市（州）民政局。")
    result = mz("report", "half-year", "--as-of", "2022-01-20", "-o", str(target), *asked)
    assert result.code == 0, result.err
    assert violations(target.read_bytes()) == []
    xml = text_of(target.read_bytes())
    text = re.sub("<[^>]+>", "", xml)
    assert text.strip().startswith("目　　录 TOC")
    assert text.count("一、总体情况") == 2
    assert "抄送：各市（州）民政局。领导小组办公室2022年1月20日印发" in text
    raised = xml.replace('w:tblpYSpec="bottom"', 'w:tblpYSpec="top"').replace("抄送：", "抄报：")
    said = violations(with_part(target.read_bytes(), "word/document.xml", raised.encode("utf-8")))
    assert [each.partition(" ")[0] for each in said] == ["imprint", "imprint"]
    plain = tmp_path / "无.docx"
    assert mz("report", "half-year", "--as-of", "2022-01-20", "-o", str(plain)).code == 0
    assert "目　　录" not in text_of(plain.read_bytes())
    assert "抄送" not in text_of(plain.read_bytes())


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--toc",), "--toc和--copies-to只用于Word。"),
        (("--copies-to", "各处", "-o", "x.md"), "--toc和--copies-to只用于Word。"),
        (("--copies-to", " ", "-o", "x.docx"), "--copies-to后面是空的。"),
    ],
)
def test_what_only_word_has(mz: Mz, asked: tuple[str, ...], said: str) -> None:
    result = mz("report", "half-year", *asked)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(said)
