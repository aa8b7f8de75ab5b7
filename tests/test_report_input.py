"""What bad input gets, for every kind of report in every format: text stays text, mistakes are one sentence, files are whole."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from openpyxl import load_workbook
from pydantic import BaseModel

from minzheng_cli.cli.reporting import template_folders
from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.period import Period
from minzheng_cli.report.kinds import KINDS
from minzheng_cli.report.render import FORMATS, Look, render, template_of
from minzheng_cli.report.scope import Scope
from minzheng_cli.store.files import all_files
from minzheng_cli.store.load import load
from tests.conftest import DATA, DEMO, PROJECT, Mz

DAY = date(2023, 7, 20)
LONG = "长" * 10_000
HOSTILE = "=cmd|' /C calc'!A0 {{ 7*7 }}{% endfor %}<script>alert(1)</script>&amp;\x00\x0b\x1b\u202e左\u200f😀𠮷㐂"
VISIBLE = "=cmd|' /C calc'!A0 {{ 7*7 }}{% endfor %}<script>alert(1)</script>&amp;"
FREE = frozenset(
    {"title", "text", "done", "problems", "next", "evidence", "indicator", "reason", "duty", "note", "quote"}
)
"""Fields whose words people write themselves."""
CASES = [(kind, name) for kind in KINDS for name in FORMATS]
KIND_OPTIONS = {"office": ["--owner", "养老服务处"]}


LOADED = {"demo": DEMO, "empty": DATA}


def scope_of(kb: KnowledgeBase, kind: str) -> Scope:
    return Scope(Period(2022, 2), DAY, owner="养老服务处" if "owner" in KINDS[kind].needs else None)


def made(kb: KnowledgeBase, kind: str, name: str) -> bytes:
    context = KINDS[kind].context(kb, scope_of(kb, kind))
    document = render(context, name, template_of(kind, name, template_folders(DATA)), DAY, Look())
    return document.encode("utf-8") if isinstance(document, str) else document


@cache
def demo() -> KnowledgeBase:
    return load(DEMO, all_files(DEMO), sources=True, day=DAY).kb


@cache
def empty() -> KnowledgeBase:
    return load(DATA, all_files(DATA), sources=True, day=DAY).kb


@cache
def spoiled(words: str) -> KnowledgeBase:
    """The demonstration with these words in every field that people write themselves."""
    kb = demo()
    parts = {name: _spoiled(part, words) for name, part in kb.parts.items()}
    return replace(kb, parts=parts, demonstration=f"演示数据{words}")


def _spoiled(value: Any, words: str) -> Any:
    if isinstance(value, BaseModel):
        fields = {name: getattr(value, name) for name in type(value).model_fields}
        changed = {name: _changed(name, each, words) for name, each in fields.items()}
        return value.model_copy(update=changed)
    return tuple(_spoiled(each, words) for each in value) if isinstance(value, tuple) else value


def _changed(name: str, value: Any, words: str) -> Any:
    return f"{value}{words}" if name in FREE and isinstance(value, str) else _spoiled(value, words)


@pytest.mark.parametrize(("kind", "name"), CASES)
@pytest.mark.parametrize("base", [demo, empty], ids=["demo", "shipped"])
def test_every_kind_is_made_in_every_format_and_always_alike(kind: str, name: str, base: Any) -> None:
    first = made(base(), kind, name)
    assert len(first) > 200
    root = LOADED[base.__name__]
    assert made(load(root, all_files(root), sources=True, day=DAY).kb, kind, name) == first


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_hostile_words_come_out_as_words(kind: str, name: str) -> None:
    text = READERS[name](made(spoiled(HOSTILE), kind, name))
    assert VISIBLE in text
    assert not re.search("[\x00\x0b\x1b]", text)
    assert "😀𠮷㐂" in text


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_ten_thousand_characters_without_a_blank_are_all_there(kind: str, name: str) -> None:
    text = READERS[name](made(spoiled(LONG), kind, name))
    assert LONG in text


class _Words(HTMLParser):
    """The text of a page outside of its own style and script."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.scripts = 0
        self._own = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._own = tag in ("script", "style")
        self.scripts += tag == "script"

    def handle_endtag(self, tag: str) -> None:
        self._own = False

    def handle_data(self, data: str) -> None:
        if not self._own:
            self.words.append(data)


def of_page(data: bytes) -> str:
    page = _Words(data.decode("utf-8"))
    assert page.scripts <= 1
    return "".join(page.words)


def of_markdown(data: bytes) -> str:
    """What a reader of Markdown shows; only <br> in tables is the template's own markup."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(data.decode("utf-8"))
    shown: list[str] = []
    for token in tokens:
        assert token.type != "html_block", token.content
        for part in token.children or ():
            assert part.type != "html_inline" or part.content == "<br>", part.content
            shown.append(part.content)
        shown.append("\n" if token.type == "inline" else "")
    return "".join(shown)


def of_word(data: bytes) -> str:
    from docx import Document

    body = Document(io.BytesIO(data)).element.body
    return "\n".join("".join(each.text or "" for each in p.iter("{*}t")) for p in body.iter("{*}p"))


def of_workbook(data: bytes) -> str:
    words: list[str] = []
    for sheet in load_workbook(io.BytesIO(data)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.value
                words += [] if cell.value is None else [str(cell.value)]
    return "\n".join(words)


READERS = {"md": of_markdown, "html": of_page, "docx": of_word, "xlsx": of_workbook}


def command(kind: str, *more: str) -> list[str]:
    return ["report", kind, *KIND_OPTIONS.get(kind, []), "--data", str(DEMO), "--as-of", "2023-07-20", *more]


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_a_file_that_is_open_elsewhere_stays_as_it_is(
    mz: Mz, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, name: str
) -> None:
    path = tmp_path / f"报告.{name}"
    path.write_bytes(b"as it was")

    def held(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.replace", held)
    result = mz(*command(kind, "-o", str(path)))
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert result.err.startswith(f"无法写入“{path}”：没有权限，或文件正被其他程序打开。原有文件没有改动；")
    assert path.read_bytes() == b"as it was"
    assert list(tmp_path.iterdir()) == [path]


MISTAKES = [  # what is asked, and what is said of it; 报告 is a folder in the one where it is asked, 文件 a file
    (["half-yaer"], "没有报告种类“half-yaer”。是不是“half-year”？"),
    (["half-year", "-o", "x.pdf"], "不能从文件名“x.pdf”的后缀判断格式。可用的后缀："),
    (["half-year", "-o", "没有后缀"], "不能从文件名“没有后缀”的后缀判断格式。"),
    (["half-year", "-o", "没有/x.docx"], "文件夹“没有”不存在。"),
    (["half-year", "-o", "报告"], "“报告”是文件夹，不能作为输出文件。"),
    (["half-year", "-o", "文件/x.docx"], "文件夹“文件”不存在。"),
    (["half-year", "-o", "长" * 300 + ".md"], "无法读写“"),
    (["half-year", "--format", "docx"], "docx格式不能显示在屏幕上。"),
    (["half-year", "--format", "pdf"], "没有输出格式“pdf”。"),
    (["half-year", "--period", "2022H3"], "报告期“2022H3”"),
    (["half-year", "--period", "2030H1"], ""),
    (["half-year", "--as-of", "2022-13-01"], "日期“2022-13-01”写法不对。"),
    (["half-year", "--task-force", "没有专班"], "没有专班“没有专班”。"),
    (["half-year", "--owner", "养老服务处"], "半年工作进展情况报告不能用--owner。"),
    (["office"], "处室责任和进展情况要写明--owner。"),
    (["office", "--owner", "没有处"], "没有处室或单位“没有处”。"),
    (["half-year", "--fonts", "华文", "-o", "x.docx"], "没有字体方案“华文”。"),
    (["half-year", "--all"], "--all要写明文件夹。"),
    (["half-year", "--all", "-o", "文件"], "“文件”是文件，不是文件夹。"),
    (["half-year", "--data", "没有"], "--data指定的文件夹“没有”不存在。"),
]


@pytest.mark.parametrize(("arguments", "said"), MISTAKES, ids=[" ".join(each[0])[:40] for each in MISTAKES])
def test_a_mistake_is_one_sentence(
    mz: Mz, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "报告").mkdir()
    (tmp_path / "文件").write_text("旧", encoding="utf-8")
    result = mz("report", *arguments)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert result.err.startswith(said)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["报告", "文件"]
    assert (tmp_path / "文件").read_text(encoding="utf-8") == "旧"


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_missing_progress_is_said_in_its_place(kind: str, name: str) -> None:
    """No heading stands empty, and what was not reported is called so."""
    text = READERS[name](made(empty(), kind, name))
    assert "None" not in text
    assert not re.search(r"\{\{|\{%", text)
    if name == "md":
        headings = made(empty(), kind, name).decode("utf-8")
        same_or_above = [(found[1], found[2]) for found in re.finditer(r"^(#+) .*\n+(?=(#+) )", headings, re.MULTILINE)]
        assert all(len(inner) > len(outer) for outer, inner in same_or_above)


def test_a_set_is_whole_and_named_by_its_parts(mz: Mz, tmp_path: Path) -> None:
    folder = tmp_path / "一套"
    result = mz(*command("half-year", "--period", "2022H2", "--all", "--format", "html", "-o", str(folder)))
    assert result.code == 0, result.err
    assert sorted(each.stem.split("_")[-1] for each in folder.iterdir()) == sorted(
        ["全部", *(force.name for force in demo().org.task_forces)]
    )
    assert all(each.read_text(encoding="utf-8").endswith("</html>\n") for each in folder.iterdir())


def test_a_machine_of_another_kind_gives_the_same_bytes(
    mz: Mz, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the folder, nor the clock, nor the order of hashes shows in a document."""
    copy = tmp_path / "别处" / "data"
    shutil.copytree(DEMO, copy)
    for kind, name in CASES:
        paths = [tmp_path / f"{at}_{kind}.{name}" for at in (1, 2)]
        assert mz(*command(kind, "-o", str(paths[0]))).code == 0
        arguments = [*command(kind, "-o", str(paths[1]), "--data", str(copy))]
        if name == "md":
            environment = {"PYTHONHASHSEED": "7", "TZ": "America/Lima", "PATH": ""}
            subprocess.run(
                [sys.executable, "-m", "minzheng_cli", *arguments],
                env=environment,
                cwd=PROJECT,
                check=True,
                capture_output=True,
            )
        else:
            assert mz(*arguments).code == 0
        assert paths[0].read_bytes() == paths[1].read_bytes(), (kind, name)


def test_no_document_names_the_machine() -> None:
    for kind in KINDS:
        data = made(demo(), kind, "docx")
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.namelist():
                assert str(PROJECT).encode() not in archive.read(part)
