"""The corpus of broken knowledge bases, `data/broken/`: one fault each, found at its place, and nothing else.

Each folder is a whole knowledge base, `data/sound/` with one thing wrong, and says in its `fault.yaml` what is wrong
(`kind`) and what check must say of it: `rule`, `file`, `line`, `column`, a piece of the message (`says`) and its
`severity`; `until` is the column behind the words that are pointed at, `as_of` the day to check on where it matters.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

from minzheng_cli.cli.check import check_base
from minzheng_cli.cli.explain import titles
from tests.conftest import DATA, SOUND

CORPUS = SOUND.parent / "broken"
DAY = date(2022, 8, 31)
"""The day that every case is checked on unless it names its own: after all dates of the miniature's progress."""


class Fault(BaseModel):
    """What one broken knowledge base has wrong, and where."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str
    rule: str
    file: str
    line: int
    column: int
    until: int | None = None
    says: str
    severity: str
    as_of: date = DAY


FAULTS = {
    path.parent.name: Fault.model_validate(YAML(typ="safe").load(path)) for path in sorted(CORPUS.glob("*/fault.yaml"))
}


@pytest.mark.parametrize("name", FAULTS)
def test_the_fault_is_found_and_nothing_else(name: str) -> None:
    fault = FAULTS[name]
    root = CORPUS / name
    before = dict(fingerprints(root))
    found = check_base(root, fault.as_of).diagnostics
    shown = "\n".join(f"{d.location.file}:{d.location.line}:{d.location.column} {d.code} {d.message}" for d in found)
    assert [each.code for each in found] == [fault.rule], shown
    (only,) = found
    where = only.location
    assert (where.file, where.line, where.column) == (fault.file, fault.line, fault.column), shown
    assert fault.until in (None, where.column + where.width), shown
    assert fault.says in only.message, shown
    assert only.severity == fault.severity
    assert dict(fingerprints(root)) == before, "check has changed something"


def fingerprints(root: Path) -> Iterator[tuple[str, tuple[int, str]]]:
    """Every file and folder below the root: when it was changed, and a digest of its bytes."""
    for path in (root, *sorted(root.rglob("*"))):
        data = path.read_bytes() if path.is_file() else b""
        yield str(path), (path.stat().st_mtime_ns, hashlib.sha256(data).hexdigest())


def test_the_sound_miniature_gives_nothing() -> None:
    before = dict(fingerprints(SOUND))
    assert check_base(SOUND, DAY).diagnostics == ()
    assert dict(fingerprints(SOUND)) == before


def test_the_miniature_is_cut_from_the_notice() -> None:
    """Clauses are left out, none is reworded: each stands in the shipped source, each division in the register."""
    notice, register = (re.sub(r"\s", "", path.read_text(encoding="utf-8")) for path in sources(DATA))
    excerpt, divisions = (path.read_text(encoding="utf-8") for path in sources(SOUND))
    clauses = [clause for clause in re.split("[，；。：\n]", excerpt) if clause.strip()]
    assert len(clauses) > 50
    assert [clause for clause in clauses if re.sub(r"\s", "", clause) not in notice] == []
    lines = divisions.splitlines()[1:]
    assert [line for line in lines if line.replace(" ", "") not in register] == []


def sources(root: Path) -> tuple[Path, Path]:
    """The notice's text and the register of divisions."""
    (notice,) = (root / "sources").glob("*-22*.txt")
    (register,) = (root / "sources").glob("*divisions*.txt")
    return notice, register


def test_the_corpus_is_large_and_every_folder_says_what_is_wrong() -> None:
    assert len(FAULTS) >= 150
    assert set(FAULTS) == {path.name for path in CORPUS.iterdir()}
    assert all(fault.kind.strip() and fault.says for fault in FAULTS.values())


def test_every_code_has_two_cases_or_more() -> None:
    times = Counter(fault.rule for fault in FAULTS.values())
    assert set(times) <= set(titles())
    assert {code: times[code] for code in titles() if times[code] < 2} == {}


def test_no_case_is_another_again() -> None:
    """Two folders with the same bytes would count one fault twice."""
    digests = Counter(
        tuple(
            (path.relative_to(CORPUS / name).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest())
            for path in sorted((CORPUS / name).rglob("*"))
            if path.is_file() and path.name != "fault.yaml"
        )
        for name in FAULTS
    )
    assert max(digests.values()) == 1
