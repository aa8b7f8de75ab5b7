"""Every rule's case file, `rules/MZxxx.yaml`: what the rule finds and where, and near misses that it must leave alone.

A file holds `rule` (its code), `fails` and `passes`. Each case is one change to a copy of the shipped data:

- `file` and one of: `find` with `replace` (text that stands exactly once), `write` (a file's whole text), `append`
  (text at the end), `bytes` (a file's content in hexadecimal), `size` (a sparse file of so many bytes),
  `delete: true`, `folder: true` (a folder in the file's place). `encode` alone or beside one of the first three says
  in which encoding to write. `also` lists further changes, made first.
- The place where the finding must stand is marked by a caret `^`, which is taken out before anything is written: in
  `replace`, `write`, `append` or `bytes`, or, where the place is not in the changed text, in `at`, a text that stands
  exactly once in the file `in` (default: `file`) after the change; without a caret in it, `at` means its beginning.
  Without any mark the place is line 1, column 1.
- `says` is text that the message or hint must hold, `severity` is error unless given, `fixed` is the text that
  `mz check --fix` would put there; where it is not given, the finding must not be fixable.
- A case of `fails` must give exactly one finding. A case of `passes` must give none, but for the codes in `gives`.
- `known_bug` says why a case fails for now (pytest: a strict expected failure).
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, Field
from ruamel.yaml import YAML

from minzheng_cli.check.nearest import Nearest
from minzheng_cli.cli.check import check_base
from minzheng_cli.cli.explain import titles
from minzheng_cli.diagnostics import Diagnostic
from minzheng_cli.store.edit import fixes, write
from tests.conftest import DATA

CASES = Path(__file__).parent / "rules"
MARK = "^"


class Change(BaseModel):
    """One change to a file of the copy."""

    model_config = ConfigDict(extra="forbid")

    file: str
    find: str | None = None
    replace: str = ""
    write: str | None = None
    append: str | None = None
    encode: str | None = None
    bytes: str | None = None
    size: int | None = None
    delete: bool = False
    folder: bool = False

    def apply(self, root: Path) -> int | None:
        """Make the change; the offset in the file's text that the caret marks, if there is one."""
        path = root / self.file
        path.parent.mkdir(exist_ok=True)
        if self.delete or self.folder:
            path.unlink()
            if self.folder:
                path.mkdir()
        elif self.size is not None:
            with path.open("wb") as stream:
                stream.truncate(self.size)
        elif self.bytes is not None:
            path.write_bytes(bytes.fromhex(self.bytes.replace(MARK, "")))
            return self._offset_in_bytes()
        else:
            return self._put_text(path)
        return None

    def _offset_in_bytes(self) -> int | None:
        head, mark, _ = (self.bytes or "").partition(MARK)
        return len(bytes.fromhex(head).decode("utf-8", "replace")) if mark else None

    def _put_text(self, path: Path) -> int | None:
        before, new, after = self._parts(path)
        mark = new.find(MARK)
        path.write_bytes((before + new.replace(MARK, "") + after).encode(self.encode or "utf-8"))
        return None if mark < 0 else len(before) + mark

    def _parts(self, path: Path) -> tuple[str, str, str]:
        if self.write is not None:
            return "", self.write, ""
        text = read(path)
        if self.find is None:
            assert self.append or self.encode, "a case must change something"
            return text, self.append or "", ""
        at = the_only(self.find, text)
        return text[:at], self.replace, text[at + len(self.find) :]


class Case(Change):
    """One change, and what check must say of it."""

    name: str
    also: list[Change] = []
    place_in: str | None = Field(None, alias="in")
    at: str | None = None
    says: str = ""
    severity: str = "error"
    fixed: str | None = None
    gives: list[str] = []
    known_bug: str | None = None

    def spoil(self, root: Path) -> tuple[str, int, int]:
        """Make the changes; file, line and column that are marked."""
        for change in self.also:
            change.apply(root)
        offset = self.apply(root)
        file = self.place_in or self.file
        if self.at is not None:
            text = read(root / file)
            offset = the_only(self.at.replace(MARK, ""), text) + max(self.at.find(MARK), 0)
        return (file, 1, 1) if offset is None else (file, *line_and_column(read(root / file), offset))


class CaseFile(BaseModel):
    """One rule's cases."""

    model_config = ConfigDict(extra="forbid")

    rule: str
    fails: list[Case]
    passes: list[Case]


def read(path: Path) -> str:
    """The text with its line ends as they are."""
    return path.read_bytes().decode("utf-8", "replace")


def the_only(words: str, text: str) -> int:
    """Where words stand in a text that must hold them exactly once."""
    assert text.count(words) == 1, f"{words!r} stands {text.count(words)} times"
    return text.index(words)


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """1-based line and column."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def load_cases(path: Path) -> CaseFile:
    """A case file."""
    return CaseFile.model_validate(YAML(typ="safe").load(path))


FILES = {path.stem: load_cases(path) for path in sorted(CASES.glob("*.yaml"))}


def cases(side: str) -> list[Any]:
    """Every case of one side as a pytest parameter, named by rule and case."""
    return [
        pytest.param(
            file.rule,
            case,
            id=f"{file.rule}-{case.name}",
            marks=[pytest.mark.xfail(reason=case.known_bug, strict=True)] if case.known_bug else [],
        )
        for file in FILES.values()
        for case in getattr(file, side)
    ]


def said(diagnostics: tuple[Diagnostic, ...]) -> str:
    """The diagnostics as a failing test shows them."""
    lines = [
        f"  {d.location.file}:{d.location.line}:{d.location.column} {d.code} {d.message} | {d.hint}"
        for d in diagnostics
    ]
    return "\n".join(["found:", *lines])


@pytest.mark.parametrize(("code", "case"), cases("fails"))
def test_fault_is_found_at_its_place(base: Path, code: str, case: Case) -> None:
    file, line, column = case.spoil(base)
    found = check_base(base).diagnostics
    shown = said(found)
    assert [each.code for each in found] == [code], shown
    only = found[0]
    assert (only.location.file, only.location.line, only.location.column) == (file, line, column), shown
    assert case.says in f"{only.message} {only.hint}", shown
    assert only.severity == case.severity
    assert only.fix == case.fixed


@pytest.mark.parametrize(("code", "case"), cases("passes"))
def test_near_miss_is_left_alone(base: Path, code: str, case: Case) -> None:
    case.spoil(base)
    found = check_base(base).diagnostics
    assert code not in case.gives
    assert [each.code for each in found] == case.gives, said(found)


@pytest.mark.parametrize(("code", "case"), [each for each in cases("fails") if each.values[1].fixed is not None])
def test_fix_leaves_nothing_to_find(base: Path, code: str, case: Case) -> None:
    case.spoil(base)
    (only,) = check_base(base).diagnostics
    (edit,) = fixes(base, [only])
    write(base, [edit])
    assert read(base / only.location.file) == edit.after
    assert check_base(base).diagnostics == ()


def test_every_code_has_cases_of_both_sides() -> None:
    assert set(FILES) == set(titles())
    for name, file in FILES.items():
        assert file.rule == name
        assert len(file.fails) >= 2
        assert file.passes


def test_names_of_cases_are_unique() -> None:
    for file in FILES.values():
        names = [case.name for case in (*file.fails, *file.passes)]
        assert len(set(names)) == len(names), file.rule


def test_the_nearest_name_is_looked_for_among_those_that_begin_alike() -> None:
    names = Nearest([f"T{number}" for number in range(1000)])
    assert names.hint("T1000") == "是不是“T100”？"
    assert names.hint("Z1000") == ""


def test_the_nearest_name_is_not_looked_for_without_end() -> None:
    names = Nearest(["社会救助处"])
    asked = [names.to("社会求助处") for _ in range(1000)]
    assert asked[0] == "社会救助处"
    assert asked[-1] == ""


def snapshot(root: Path) -> dict[str, tuple[int, str]]:
    """Every file and folder below the root: when it was changed, and a digest of its bytes."""
    return {
        str(path): (path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "")
        for path in (root, *sorted(root.rglob("*")))
    }


@pytest.mark.parametrize("code", ["MZ004", "MZ103", "MZ202", "MZ402", "MZ501"])
def test_check_changes_nothing(base: Path, code: str) -> None:
    FILES[code].fails[0].spoil(base)
    before = snapshot(base)
    assert check_base(base).diagnostics
    assert snapshot(base) == before


def test_check_changes_nothing_of_sound_data(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    before = snapshot(tmp_path)
    assert check_base(tmp_path / "data").diagnostics == ()
    assert snapshot(tmp_path) == before
