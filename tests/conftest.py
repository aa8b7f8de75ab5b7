"""What tests share: the command line in this process, and copies of the shipped data to spoil."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from minzheng_cli.cli.main import run
from minzheng_cli.store.files import all_files
from minzheng_cli.store.load import Loaded, load

PROJECT = Path(__file__).resolve().parents[1]
DATA = PROJECT / "data"
DEMO = PROJECT / "examples" / "demo"
SOUND = PROJECT / "tests" / "data" / "sound"
"""A miniature of the shipped data with progress and a locality: what `data/broken` is made from."""


@dataclass(frozen=True)
class Result:
    """What a command left behind."""

    code: int
    out: str
    err: str


Mz = Callable[..., Result]


@pytest.fixture
def mz(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Mz:
    """Run `mz` in this process; the shipped data unless the arguments say otherwise."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("MZ_DATA", raising=False)

    def call(*arguments: str) -> Result:
        capsys.readouterr()
        code = run(list(arguments))
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return call


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A copy of the shipped knowledge base that a test may change."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    return folder


@pytest.fixture(scope="session")
def shipped() -> Loaded:
    """The shipped knowledge base, read once."""
    return load(DATA, all_files(DATA), sources=True)
