"""What `mz collect` does, step by step: read every form, compare, let the rules judge, write, reply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_cli.cli.collected import Outcome
from minzheng_cli.errors import MzError, disk_reason
from minzheng_cli.importing.changes import Change, Recorded, additions, judge
from minzheng_cli.importing.entries import Said, entered, read_entries
from minzheng_cli.importing.filled import Fault, read_form
from minzheng_cli.importing.fit import Fitting, fitted

if TYPE_CHECKING:
    from datetime import date

    from minzheng_cli.diagnostics import Finding
    from minzheng_cli.importing.entries import Entry
    from minzheng_cli.model.knowledge import KnowledgeBase
    from minzheng_cli.store.append import Addition
    from minzheng_cli.store.edit import Edit
    from minzheng_cli.store.load import Loaded

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".et"})
"""What is taken from a folder; a file that is named itself is always tried."""
_LOCKS = ("~$", ".~", ".")
"""How the files begin that Excel, WPS and LibreOffice leave beside an open one."""
_JUDGING = ("MZ4", "MZ7")
"""Families of rules that speak of entries."""


@dataclass(frozen=True)
class _Read:
    """An outcome, and the rows that it is to come from."""

    outcome: Outcome
    said: tuple[Said, ...] = ()


def fitting_of(kb: KnowledgeBase, period: str | None, day: date) -> Fitting:
    """What forms are held against: the period asked for, or the last that has ended. Raises MzError."""
    from minzheng_cli.cli.periods import period_or_last
    from minzheng_cli.query.form import Forms

    wanted = period_or_last(kb.plan, period, day)
    progress = kb.progress.get(f"progress/{wanted}.yaml")
    return Fitting(Forms(kb, wanted, day), wanted, progress is not None and progress.locked is not None)


def form_files(paths: Iterable[str], besides: Path | None) -> list[Path]:
    """The forms among files and folders, each once, in the order of their names; none below the folder `besides`.

    Raises MzError for a path that doesn't exist, and where nothing is left.
    """
    found: dict[Path, Path] = {}
    skipped = besides.resolve() if besides else None
    for path in map(Path, paths):
        if not path.exists():
            raise MzError(f"“{path}”不存在。", "请写填报表或放填报表的文件夹")
        for each in _below(path) if path.is_dir() else (path,):
            if skipped is None or skipped not in each.resolve().parents:
                found.setdefault(each.resolve(), each)
    if not found:
        raise MzError("没有找到填报表。", f"文件夹里应有{'、'.join(sorted(SUFFIXES))}文件")
    return list(found.values())


def _below(folder: Path) -> list[Path]:
    files = (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in SUFFIXES and path.is_file())
    return [path for path in files if not path.name.startswith(_LOCKS)]


def collect_from(files: Sequence[Path], fitting: Fitting, day: date) -> list[Outcome]:
    """What came of each form; nothing is written."""
    from minzheng_cli.console.steps import steps

    kb = fitting.forms.kb
    targets = {target.id: target for target in kb.targets.targets}
    reads = {}
    for path in steps(files, "收表", len(files)):
        outcome = _read(path, fitting)
        if outcome.filled is None:
            reads[path.as_posix()] = _Read(outcome)
            continue
        said, faults, empty = read_entries(outcome.filled, targets, day)
        faults = [*outcome.filled.faults, *faults]
        reads[path.as_posix()] = _Read(replace(outcome, faults=tuple(faults), empty=empty), tuple(said))
    judged = judge({name: read.said for name, read in reads.items()}, Recorded(kb, fitting.period))
    found = [
        replace(read.outcome, changes=judged[name].changes, faults=(*read.outcome.faults, *judged[name].faults))
        for name, read in reads.items()
    ]
    return _ruled(kb, found, f"progress/{fitting.period}.yaml")


def _read(path: Path, fitting: Fitting) -> Outcome:
    """The form in a file, or why it is refused; its own fault stops no other."""
    try:
        filled = read_form(path.read_bytes())
        return Outcome(path, fitted(filled, fitting), filled)
    except MzError as error:
        return Outcome(path, refused=error)
    except OSError as error:
        return Outcome(path, refused=MzError(f"读不了：{disk_reason(error)}。", "请检查权限，或关闭正在打开它的程序"))


def _ruled(kb: KnowledgeBase, outcomes: list[Outcome], file: str) -> list[Outcome]:
    """The outcomes as the rules of `mz check` see them: an entry that breaks one becomes a fault."""
    from minzheng_cli.diagnostics import Severity

    mine: dict[int, Change] = {id(c.entry): c for each in outcomes for c in each.changes if c.kind != "无变化"}
    if not mine:
        return outcomes
    found: dict[int, list[Fault]] = {}
    for finding in _findings(_with(kb, file, [additions([change])[0] for change in mine.values()])):
        change = mine.get(id(finding.ref.subject))
        if change:
            fault = _fault(change, finding, mild=finding.severity is not Severity.ERROR)
            found.setdefault(id(change.entry), []).append(fault)
    return [_without(each, found) for each in outcomes]


def _without(outcome: Outcome, found: dict[int, list[Fault]]) -> Outcome:
    said = {(fault.list, fault.row) for fault in outcome.faults}
    faults = [
        fault
        for change in outcome.changes
        for fault in found.get(id(change.entry), ())
        if not fault.mild or (fault.list, fault.row) not in said  # the form's own words are the clearer ones
    ]
    bad = {key for key, each in found.items() if any(not fault.mild for fault in each)}
    kept = tuple(change for change in outcome.changes if id(change.entry) not in bad)
    return replace(outcome, changes=kept, faults=(*outcome.faults, *faults))


def _findings(kb: KnowledgeBase) -> list[Finding]:
    from minzheng_cli.check.engine import run
    from minzheng_cli.check.registry import rules

    return run(kb, (rule for code, rule in rules().items() if code.startswith(_JUDGING)))


def _with(kb: KnowledgeBase, file: str, added: list[tuple[str, Entry]]) -> KnowledgeBase:
    """The knowledge base as it will be, with the entries themselves in it."""
    from minzheng_cli.model.progress import Observation, ProgressFile, Report

    now = kb.progress.get(file) or ProgressFile(period=Path(file).stem)
    reports = tuple(entry for _, entry in added if isinstance(entry, Report))
    observations = tuple(entry for _, entry in added if isinstance(entry, Observation))
    after = now.model_copy(update={"reports": now.reports + reports, "observations": now.observations + observations})
    return replace(kb, parts={**kb.parts, file: after})


def _fault(change: Change, finding: Finding, *, mild: bool) -> Fault:
    """A rule's finding at the cell that it speaks of."""
    row = change.said.row
    column = str(finding.ref.steps[0]) if finding.ref.steps else "id"
    column = column if column in row.cells else "id"
    message = f"{finding.message}（{finding.code}）"
    return Fault(row.cells[column], message, _hint(finding, mild=mild), row.list, row.id, column, mild)


def _hint(finding: Finding, *, mild: bool) -> str:
    """What to do, for somebody who fills a form: rules speak to whoever edits the data."""
    if mild:
        return "请核对；确实如此的，不用改"
    return "请核对后改正" if finding.hint.startswith("例如") else finding.hint


def write(loaded: Loaded, outcomes: Iterable[Outcome], file: str) -> list[Edit]:
    """Add all that is new to the period's file, at once. Raises MzError where it changed since it was read."""
    from minzheng_cli.store.append import append

    def unchanged(edits: list[Edit]) -> None:
        for edit in edits:
            if edit.before.removeprefix("\ufeff") != loaded.texts.get(edit.file, ""):
                raise MzError(f"“{loaded.root / edit.file}”刚刚被别的程序改过，没有写入。", "请再运行一次")

    return append(loaded.root, list(_additions(outcomes, file)), unchanged)


def _additions(outcomes: Iterable[Outcome], file: str) -> Iterator[Addition]:
    from minzheng_cli.store.append import Addition

    for each in outcomes:
        for field, entry in additions(each.changes):
            yield Addition(file, field, entry)


def reply(outcomes: Iterable[Outcome], folder: Path) -> list[Path]:
    """Write back every form with something to mend, those cells marked; give the files."""
    from minzheng_cli.report.forms.workbook import Mark, form_bytes
    from minzheng_cli.store.write import write_whole

    written = []
    for each in outcomes:
        if not each.is_wrong or each.form is None or each.filled is None:
            continue
        marks = [
            Mark((f.list, f.row, f.column) if f.row and f.column else None, f.message, f.hint) for f in each.faults
        ]
        folder.mkdir(parents=True, exist_ok=True)
        path = _free(folder / each.form.file_name)
        write_whole(path, form_bytes(each.form, dict(entered(each.filled)), marks))
        written.append(path)
    return written


def _free(path: Path) -> Path:
    """The path, or where something is there already, the next with a number behind."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}_{number}")
    return free
