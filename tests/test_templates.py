"""Templates belong to the user: exported, found, used; and what is wrong with one is said with its place."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from minzheng_cli.report.kinds import KINDS
from minzheng_cli.report.render import TEMPLATES
from tests.conftest import DATA, DEMO, PROJECT, Mz

HALF_YEAR = ("report", "half-year", "--period", "2022H1", "--as-of", "2022-07-20")
SHIPPED = PROJECT / "templates"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def reworded(path: Path, change: Callable[[str], str], part: str = "word/document.xml") -> None:
    """Change the XML of a Word template, or the text of another."""
    if path.suffix != ".docx":
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
        return
    packed = io.BytesIO()
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(packed, "w") as changed:
        for name in archive.namelist():
            data = archive.read(name)
            changed.writestr(name, change(data.decode("utf-8")).encode("utf-8") if name == part else data)
    path.write_bytes(packed.getvalue())


def exported(mz: Mz, name: str, kind: str = "half-year") -> Path:
    result = mz("template", "export", kind, "-o", name)
    assert result.code == 0, result.err
    return Path(name)


def test_the_list_names_every_template(mz: Mz) -> None:
    text = mz("template").out
    assert text == mz("template", "list").out
    for kind, made in KINDS.items():
        assert re.search(rf"^{kind} +docx、md、html +{made.title}$", text, re.MULTILINE)
    shipped = {path.name.split(".")[0] for path in SHIPPED.iterdir()} - {"changes"}
    assert shipped == {line.split()[0] for line in text.splitlines()}


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_exported_is_what_is_shipped(mz: Mz, here: Path, kind: str, name: str) -> None:
    result = mz("template", "export", kind, "--format", name)
    (made,) = here.iterdir()
    assert (result.code, result.out) == (0, "")
    assert made.read_bytes() == (SHIPPED / made.name).read_bytes()
    assert f"--template {made.name}" in result.err


@pytest.mark.parametrize(
    "name", ["我的 模板.docx", "我的模板.md", "我的模板.md.j2", "我的模板.html", "我的模板.html.j2", "甲.DOCX"]
)
def test_an_exported_template_is_used_as_it_is(mz: Mz, here: Path, name: str) -> None:
    template = exported(mz, name)
    suffix = f".{name.lower().removesuffix('.j2').rpartition('.')[2]}"
    for output, arguments in (("自带", []), ("自己", ["--template", str(template)])):
        assert mz(*HALF_YEAR, "--data", str(DEMO), "-o", f"{output}{suffix}", *arguments).code == 0
    assert Path(f"自带{suffix}").read_bytes() == Path(f"自己{suffix}").read_bytes()


def test_a_file_that_is_there_stays_unless_told(mz: Mz, here: Path) -> None:
    mine = here / "half-year.docx"
    mine.write_bytes(b"a day of work")
    result = mz("template", "export", "half-year")
    assert (result.code, result.err) == (2, "“half-year.docx”已经有了，没有改动。请换一个名字，或加--force覆盖\n")
    assert mine.read_bytes() == b"a day of work"
    assert mz("template", "export", "half-year", "--force").code == 0
    assert mine.read_bytes() == (SHIPPED / "half-year.docx").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["exprot"], "没有动作“exprot”。是不是“export”？"),
        (["export"], "没有写导出哪一种报告的模板。可选：half-year、"),
        (["export", "half-yaer"], "没有模板“half-yaer”。是不是“half-year”？"),
        (["export", "half-year", "-o", "x.pdf"], "不能从文件名“x.pdf”的后缀判断格式。"),
        (["export", "half-year", "--format", "xlsx"], "没有half-year的模板格式“xlsx”。"),
        (["export", "base", "--format", "docx"], "没有base的模板格式“docx”。"),
        (["export", "half-year", "-o", "没有/x.docx"], "文件夹“没有”不存在。"),
        (["list", "half-year"], "多写了“half-year”。要导出：mz template export half-year"),
    ],
)
def test_mistakes_are_one_sentence(mz: Mz, here: Path, arguments: list[str], said: str) -> None:
    result = mz("template", *arguments)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert result.err.startswith(said)
    assert list(here.iterdir()) == []


def test_a_folder_of_templates_beside_the_data_is_used(mz: Mz, here: Path) -> None:
    shutil.copytree(DEMO, here / "data")
    (here / "templates").mkdir()
    exported(mz, "templates/base.html.j2", "base")
    reworded(here / "templates" / "base.html.j2", lambda text: text.replace("--accent: #9b1c1f", "--accent: #123456"))
    exported(mz, "templates/half-year.md.j2")
    reworded(here / "templates" / "half-year.md.j2", lambda text: text + "\n自己的模板\n")
    assert "--accent: #123456" in mz(*HALF_YEAR, "--format", "html").out
    assert "#123456" in mz("report", "checklist", "--format", "html").out
    assert mz(*HALF_YEAR).out.endswith("自己的模板\n")
    (here / "另一份.md").write_text("{{ report.period }}\n", encoding="utf-8")
    assert mz(*HALF_YEAR, "--template", "另一份.md").out == "2022年上半年\n"


def test_a_template_may_build_on_those_beside_it(mz: Mz, here: Path) -> None:
    (here / "甲.html").write_text(
        '{% extends "base.html.j2" %}{% block main %}{% include "乙.html" %}{% endblock %}', encoding="utf-8"
    )
    (here / "乙.html").write_text("<p>{{ report.period }}</p>", encoding="utf-8")
    assert "<p>2022年上半年</p>" in mz(*HALF_YEAR, "--format", "html", "--template", "甲.html").out


def test_one_style_restyled_in_word_shows(mz: Mz, here: Path) -> None:
    template = exported(mz, "我的模板.docx")
    reworded(template, lambda text: text.replace("方正小标宋简体", "华文中宋"), "word/styles.xml")
    assert mz(*HALF_YEAR, "--template", str(template), "-o", "报告.docx").code == 0
    with zipfile.ZipFile("报告.docx") as archive:
        assert "华文中宋" in archive.read("word/styles.xml").decode("utf-8")


FAULTS = [  # a line of a template, and what must be said of it
    ("{{ report.titel }}", "没有“titel”这一项，最接近的是“title”"),
    ("{{ raport.title }}", "没有“raport”这一项，最接近的是“report”"),
    ("{{ report.title.没有 }}", "没有“没有”这一项，这里没有下一级内容"),
    ("{% if %}", "标记里没有写内容"),
    ("{% endif %}", "多了{% endif %}，前面没有与它相对的开头"),
    ("{% if report.title %}{% endfor %}", "这里不该有{% endfor %}，应先写{% endif %}"),
    ("{{ report.title | 文字 }}", "没有“文字”这个过滤器"),
    ("{{ report.title.__class__ }}", "不能用“__class__”，模板只能用report里的内容"),
    ("{{ report.__init__.__globals__ }}", "不能用“__init__”，模板只能用report里的内容"),
    ("{{ 1 + report.title }}", "文字和数不能这样相加"),
    ("{{ 1 / 0 }}", "除以了零"),
    ("{{ 2 ** 9999999 }}", "乘方的次数太大"),
    ("{{ 'a' * 99999999 }}", "重复的次数太多"),
    ("{% for each in range(1000000) %}{% endfor %}", "range里的数太大，最多100000"),
    ("{% for each in report.task_count %}{% endfor %}", "这项内容不能这样用"),
    ("{{ report.title report }}", "在“report”处写法不对，标记应在它之前结束"),
    ("{{ 3 }", "多了“}”"),
]


@pytest.mark.parametrize(("words", "said"), FAULTS, ids=[each[0] for each in FAULTS])
@pytest.mark.parametrize("name", ["甲.md", "甲.html"])
def test_a_fault_in_a_text_template_is_said_with_its_line(mz: Mz, here: Path, name: str, words: str, said: str) -> None:
    Path(name).write_text(f"头\n\n{words}\n尾\n", encoding="utf-8")
    result = mz(*HALF_YEAR, "--template", name, "--format", Path(name).suffix[1:])
    hint = "请对照随程序安装的模板改正，导出用 mz template export"
    assert (result.code, result.out, result.err) == (2, "", f"模板{name}第3行有误：{said}。{hint}\n")


def test_what_is_never_closed_is_said(mz: Mz, here: Path) -> None:
    Path("甲.md").write_text("{% for each in report.targets %}\n一行\n", encoding="utf-8")
    assert "缺少{% endfor %}" in mz(*HALF_YEAR, "--template", "甲.md").err
    Path("甲.md").write_text("{# 注释", encoding="utf-8")
    assert "注释{# #}没有结束" in mz(*HALF_YEAR, "--template", "甲.md").err


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("{{ report.period }}中文".encode("gbk"), "模板甲.md不是UTF-8编码。请用编辑器另存为UTF-8\n"),
        ("{% include '没有.md' %}".encode(), "模板甲.md要引用的“没有.md”找不到。请放在同一个文件夹，或去掉这一句\n"),
        (
            b"{% include '../../etc/passwd' %}",
            "模板甲.md要引用的“../../etc/passwd”找不到。请放在同一个文件夹，或去掉这一句\n",
        ),
        (b"{% include report.period %}", "模板甲.md要引用的“2022年上半年”找不到。请放在同一个文件夹，或去掉这一句\n"),
    ],
)
def test_a_text_template_that_cannot_be_read(mz: Mz, here: Path, data: bytes, said: str) -> None:
    Path("甲.md").write_bytes(data)
    result = mz(*HALF_YEAR, "--template", "甲.md")
    assert (result.code, result.out, result.err) == (2, "", said)


def test_the_file_that_is_at_fault_is_named_where_one_builds_on_another(mz: Mz, here: Path) -> None:
    Path("甲.html").write_text('{% include "乙.html.j2" %}', encoding="utf-8")
    Path("乙.html.j2").write_text("一\n二{{ report.没有 }}\n", encoding="utf-8")
    result = mz(*HALF_YEAR, "--template", "甲.html", "--format", "html")
    assert re.match(r"模板\S*乙\.html\.j2第2行有误：没有“没有”这一项", result.err)
    Path("乙.html.j2").write_text('{% include "乙.html.j2" %}', encoding="utf-8")
    result = mz(*HALF_YEAR, "--template", "甲.html", "--format", "html")
    assert (result.code, "模板引用了自己" in result.err) == (2, True)


def in_word(words: str) -> Callable[[str], str]:
    """Put words into the template as its first paragraph."""
    text = words.replace("&", "&amp;").replace("<", "&lt;")
    return lambda xml: xml.replace("<w:body>", f"<w:body><w:p><w:r><w:t>前面的字{text}后面的字</w:t></w:r></w:p>", 1)


@pytest.mark.parametrize(("words", "said"), FAULTS, ids=[each[0] for each in FAULTS])
def test_a_fault_in_a_word_template_is_said_with_its_paragraph(mz: Mz, here: Path, words: str, said: str) -> None:
    template = exported(mz, "我的模板.docx")
    reworded(template, in_word(words))
    result = mz(*HALF_YEAR, "--template", str(template), "-o", "报告.docx")
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert result.err.startswith("模板我的模板.docx")
    assert said in result.err or (words == "{{ 3 }" and "少了一半括号" in result.err)
    assert f"“前面的字{words}" in result.err
    assert not Path("报告.docx").exists()


def test_a_fault_in_a_footer_is_said_to_be_there(mz: Mz, here: Path) -> None:
    template = exported(mz, "我的模板.docx")
    reworded(template, lambda xml: xml.replace("— </w:t>", "{{ report.页码 }}</w:t>", 1), "word/footer1.xml")
    result = mz(*HALF_YEAR, "--template", str(template), "-o", "报告.docx")
    assert result.err.startswith("模板我的模板.docx页脚“{{ report.页码 }}")
    assert "没有“页码”这一项" in result.err


def test_a_tag_that_word_split_over_runs_is_healed(mz: Mz, here: Path) -> None:
    template = exported(mz, "我的模板.docx")
    split = "</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>"
    pieces = f"{{{split}{{ report.{split}period {split}}}}}"
    reworded(
        template, lambda xml: xml.replace("<w:body>", f"<w:body><w:p><w:r><w:t>分段：{pieces}</w:t></w:r></w:p>", 1)
    )
    assert mz(*HALF_YEAR, "--template", str(template), "-o", "报告.docx").code == 0
    with zipfile.ZipFile("报告.docx") as archive:
        assert "分段：2022年上半年" in re.sub("<[^>]+>", "", archive.read("word/document.xml").decode("utf-8"))


def test_a_template_as_wps_packs_it_is_used(mz: Mz, here: Path) -> None:
    """WPS keeps parts in another order, with its own properties part and namespaces."""
    template = exported(mz, "我的模板.docx")
    packed = io.BytesIO()
    with zipfile.ZipFile(template) as archive, zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as changed:
        for name in sorted(archive.namelist(), reverse=True):
            data = archive.read(name)
            if name == "word/document.xml":
                wps = b'<w:document xmlns:wpsCustomData="http://www.wps.cn/officeDocument/2013/wpsCustomData"'
                data = data.replace(b"<w:document", wps, 1)
            if name == "[Content_Types].xml":
                data = data.replace(
                    b"</Types>", b'<Default Extension="wps" ContentType="application/octet-stream"/></Types>'
                )
            changed.writestr(name, data)
        changed.writestr("docProps/custom.wps", b"1")
    template.write_bytes(packed.getvalue())
    assert mz(*HALF_YEAR, "--template", str(template), "-o", "报告.docx").code == 0


NOT_WORD = {
    "empty": b"",
    "text": "不是Word".encode(),
    "old .doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "broken archive": b"PK\x03\x04 broken",
    "web page": b"<html></html>",
}


@pytest.mark.parametrize("data", NOT_WORD.values(), ids=NOT_WORD)
def test_a_file_that_is_no_word_document(mz: Mz, here: Path, data: bytes) -> None:
    Path("我的模板.docx").write_bytes(data)
    result = mz(*HALF_YEAR, "--template", "我的模板.docx", "-o", "报告.docx")
    assert (result.code, result.err) == (2, "模板我的模板.docx不是Word文档，或已经损坏。请用Word另存为.docx\n")


@pytest.mark.parametrize("change", [lambda xml: "不是XML", lambda xml: xml[: len(xml) // 2]], ids=["no xml", "cut"])
def test_a_word_document_whose_parts_are_broken(mz: Mz, here: Path, change: Callable[[str], str]) -> None:
    template = exported(mz, "我的模板.docx")
    reworded(template, change)
    result = mz(*HALF_YEAR, "--template", str(template), "-o", "报告.docx")
    assert (result.code, result.err) == (2, "模板我的模板.docx不是Word文档，或已经损坏。请用Word另存为.docx\n")


def test_a_workbook_by_the_name_of_a_word_document(mz: Mz, here: Path) -> None:
    assert mz("report", "checklist", "-o", "表.xlsx").code == 0
    Path("表.xlsx").rename("表.docx")
    result = mz(*HALF_YEAR, "--template", "表.docx", "-o", "报告.docx")
    assert (result.code, "不是Word文档" in result.err) == (2, True)


@pytest.mark.parametrize("words", ["{% include 'x.docx' %}", "{% extends 'x' %}", "{% import 'x' as y %}"])
def test_a_word_template_stands_alone(mz: Mz, here: Path, words: str) -> None:
    template = exported(mz, "我的模板.docx")
    reworded(template, in_word(words))
    result = mz(*HALF_YEAR, "--template", str(template), "-o", "报告.docx")
    assert result.err.startswith("模板我的模板.docx引用了别的文件。Word模板不能用include")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--template", "没有.docx", "-o", "x.docx"], "找不到模板“没有.docx”。用 mz template export"),
        (["--template", ".", "-o", "x.docx"], "找不到模板“.”。"),
        (["--template", "甲.md", "-o", "x.docx"], "模板“甲.md”不是docx格式的。docx格式的模板以.docx结尾"),
        (["--template", "甲.md", "-o", "x.xlsx"], "xlsx格式不用模板。请去掉--template"),
    ],
)
def test_a_template_that_does_not_fit(mz: Mz, here: Path, arguments: list[str], said: str) -> None:
    Path("甲.md").write_text("甲", encoding="utf-8")
    result = mz(*HALF_YEAR, *arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(said)


def test_templates_of_the_package_are_never_written(mz: Mz, here: Path) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in SHIPPED.iterdir()}
    exported(mz, "甲.docx")
    mz(*HALF_YEAR, "--template", "甲.docx", "-o", "报告.docx", "--data", str(DATA))
    assert {path.name: path.stat().st_mtime_ns for path in SHIPPED.iterdir()} == before
