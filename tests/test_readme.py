"""Every `$ mz …` of both READMEs is run, and prints what stands below it.

`MZ_UPDATE=1 pytest tests/test_readme.py` writes the outputs anew.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.conftest import PROJECT, Mz

READMES = ("README.md", "README.zh-CN.md")
SESSION = re.compile(r"```console\n\$ (mz [^\n]*)\n(.*?)```", re.DOTALL)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as the README's reader has it: the data, the demo, and the data with the edit that it speaks of."""
    for name in ("data", "examples", "templates"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    wrong = tmp_path / "改错的数据"
    shutil.copytree(PROJECT / "data", wrong)
    targets = wrong / "targets.yaml"
    edited = re.sub(
        r"(id: G8\.2.*?value: )50", r"\g<1>60", targets.read_text(encoding="utf-8"), count=1, flags=re.DOTALL
    )
    targets.write_text(edited, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


@pytest.mark.parametrize("readme", READMES)
def test_sessions_print_what_the_readme_shows(readme: str, desk: Path, mz: Mz) -> None:
    path = PROJECT / readme
    text = path.read_text(encoding="utf-8")

    def shown(match: re.Match[str]) -> str:
        result = mz(*shlex.split(match[1])[1:])
        assert result.code in (0, 1), (match[1], result.err)
        return f"```console\n$ {match[1]}\n{result.out}{result.err}```"

    actual = SESSION.sub(shown, text)
    if os.environ.get("MZ_UPDATE"):
        path.write_text(actual, encoding="utf-8")
    assert text == actual or os.environ.get("MZ_UPDATE")


def test_both_readmes_have_the_same_commands() -> None:
    english, chinese = ((PROJECT / name).read_text(encoding="utf-8") for name in READMES)
    fences = re.compile(r"```(?:sh|console)\n(?:\$ )?([^\n]*)")
    assert fences.findall(english) == fences.findall(chinese)
    assert len(fences.findall(english)) >= 9
