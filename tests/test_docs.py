"""The docs say what the program does: generated pages are up to date, links lead somewhere, nothing is left out."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from minzheng_cli.cli.app import COMMANDS, IN_A_REPOSITORY, NEEDS_FILES, WRITING
from tests.conftest import PROJECT, Mz
from tests.pages import commands_page, data_page, rules_page


def compare(name: str, wanted: str) -> None:
    """Compare a page with what it should be, or write it with MZ_UPDATE."""
    path = PROJECT / "docs" / name
    if os.environ.get("MZ_UPDATE"):
        path.write_text(wanted, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == wanted


def test_rules_page() -> None:
    compare("rules.md", rules_page())


def test_commands_page(mz: Mz) -> None:
    compare("commands.md", commands_page(mz))


def test_data_page() -> None:
    compare("data.md", data_page())


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_help_is_chinese_and_every_example_runs(
    command: object, mz: Mz, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    name, example = command.__name__, COMMANDS[command]  # type: ignore[attr-defined,index]
    text = mz(name, "--help").out
    assert example in text
    assert not re.search(r"Usage|Options|Show this|\[default|required", text)
    if command not in IN_A_REPOSITORY | WRITING | NEEDS_FILES:  # what those do, their own tests say
        result = mz(*example.split()[1:])
        assert result.code == 0, result.err


PAGES = sorted([*PROJECT.glob("*.md"), *PROJECT.glob("docs/*.md"), *PROJECT.glob("examples/**/*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    missing = [target for target in targets if not (page.parent / target).exists()]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_path_of_a_machine_stands_in_a_page(page: Path) -> None:
    assert not re.search(r"(?<![\w.])/(work|root|home|tmp)/", page.read_text(encoding="utf-8"))
