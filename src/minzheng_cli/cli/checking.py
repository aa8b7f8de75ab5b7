"""What `mz check` does, step by step: load, run the rules, place the findings, leave out what isn't wanted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from minzheng_cli.check import manners
from minzheng_cli.check.engine import run
from minzheng_cli.check.registry import rules
from minzheng_cli.cli.explain import titles
from minzheng_cli.console.findings import CheckReport
from minzheng_cli.diagnostics import Diagnostic
from minzheng_cli.errors import MzError
from minzheng_cli.store.edit import Edit, fixes, write
from minzheng_cli.store.files import all_files
from minzheng_cli.store.load import Loaded, load
from minzheng_cli.store.places import locate

_ROUNDS = 5
"""How often fixing may uncover something else that can be fixed."""


@dataclass(frozen=True)
class Wanted:
    """What the user wants to see: on which day, codes or families, a baseline's file, a revision, how many."""

    day: date
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    baseline: str | None = None
    since: str | None = None
    limit: int = 0

    @classmethod
    def of(
        cls,
        select: list[str] | None,
        ignore: list[str] | None,
        baseline: str | None,
        since: str | None,
        limit: str,
        day: date,
    ) -> Wanted:
        """From the command line. Raises MzError for an unknown code or a limit that is no number."""
        if not limit.isascii() or not limit.isdigit():
            raise MzError(f"--limit后面要写个数，不能写“{limit}”。", "例如：--limit 100；0为全部")
        return cls(day, _codes(select), _codes(ignore), baseline, since, int(limit))


def _codes(names: list[str] | None) -> tuple[str, ...]:
    from minzheng_cli.query.select import unknown

    known = titles()
    found = []
    for name in (part.strip().upper() for each in names or () for part in each.split(",") if part.strip()):
        if len(name) < 3 or not any(code.startswith(name) for code in known):
            raise unknown("规则", name, known)
        found.append(name)
    return tuple(found)


def report_on(root: Path, wanted: Wanted) -> CheckReport:
    """What is wrong with the knowledge base below `root`, as far as it is wanted; nothing is written."""
    files = all_files(root)
    loaded = load(root, files, sources=True, day=wanted.day)
    found = _all_of(loaded)
    judged = [code for code in titles() if manners.is_selected(code, wanted.select, wanted.ignore)]
    found = manners.without_ignored(found, loaded.texts, judged=judged)
    found = manners.selected(found, wanted.select, wanted.ignore)
    notes: list[str] = []
    if wanted.since is not None:
        found, notes = _since(root, wanted.since, wanted.day, found)
    if wanted.baseline is not None:
        found, more = _beyond_baseline(found, wanted.baseline)
        notes += more
    return CheckReport(
        diagnostics=tuple(sorted(found, key=lambda each: each.sort_key)),
        root=_as_written(root),
        texts=loaded.texts,
        titles=titles(),
        checked=len({*files, *loaded.texts}),
        demonstration=loaded.kb.demonstration,
        limit=wanted.limit,
        notes=tuple(notes),
    )


def _all_of(loaded: Loaded) -> list[Diagnostic]:
    return [*loaded.faults, *locate(loaded, run(loaded.kb, rules().values()))]


def _since(root: Path, revision: str, day: date, found: list[Diagnostic]) -> tuple[list[Diagnostic], list[str]]:
    """Those that the revision did not have; compared by code and ref, since lines move."""
    from minzheng_cli.store.revisions import at_revision

    with at_revision(root, revision) as before:
        old = load(before, all_files(before), sources=True, day=day)
        known = manners.baseline_of(_all_of(old))
    new, hidden, _ = manners.beyond(found, known)
    return new, [f"另有{hidden}处在{revision}里就有，没有列出。"] if hidden else []


def _beyond_baseline(found: list[Diagnostic], file: str) -> tuple[list[Diagnostic], list[str]]:
    path = Path(file)
    if not path.is_file():
        raise MzError(f"找不到基线文件“{file}”。", "先用 mz check --write-baseline 生成")
    known = manners.parse_baseline(path.read_bytes().decode("utf-8", "replace"), file)
    new, hidden, gone = manners.beyond(found, known)
    notes = [f"另有{hidden}处在基线里，没有列出。"] if hidden else []
    return new, [*notes, *([f"基线里有{gone}处已经没有了，可以重新生成基线。"] if gone else [])]


def remember(report: CheckReport, file: str) -> None:
    """Write the findings as a baseline, and say so."""
    from minzheng_cli.console.terminal import write_words
    from minzheng_cli.store.write import write_whole

    write_whole(Path(file), manners.baseline_text(manners.baseline_of(report.diagnostics)).encode("utf-8"))
    write_words(f"已把{len(report.diagnostics)}处问题写入基线“{file}”。以后用 mz check --baseline {file}，只看新的问题")


def statistics_of(report: CheckReport) -> str:
    """How often each rule found something, most often first."""
    counts = Counter(each.code for each in report.diagnostics)
    lines = [f"{times:>6}  {code}  {report.titles.get(code, '')}" for code, times in sorted(counts.items(), key=_often)]
    mark = [report.demonstration] if report.demonstration else []
    return "".join(f"{line}\n" for line in [*mark, *lines, *report.notes])


def _often(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]


def mend(root: Path, wanted: Wanted, *, preview: bool) -> None:
    """Put all safe fixes on the disk, or show what they would change. Says what was done on standard error."""
    from minzheng_cli.console.terminal import write_out, write_words

    plain = replace(wanted, baseline=None, since=None)
    if preview:
        edits = fixes(root, report_on(root, plain).diagnostics)
        write_out("".join(_unified(edit, _as_written(root)) for edit in edits))
        write_words(f"--fix会改正{sum(edit.fixed for edit in edits)}处，现在没有写入任何文件。")
        return
    fixed = 0
    for _ in range(_ROUNDS):
        edits = fixes(root, report_on(root, plain).diagnostics)
        if not edits:
            break
        write(root, edits)
        fixed += sum(edit.fixed for edit in edits)
    write_words(f"已改正{fixed}处。" if fixed else "没有可以自动改正的地方。")


def _unified(edit: Edit, root: str) -> str:
    from difflib import unified_diff

    def lines(text: str) -> Sequence[str]:
        return text.splitlines(keepends=True)

    name = f"{root}/{edit.file}" if root not in ("", ".") else edit.file
    found = unified_diff(lines(edit.before), lines(edit.after), f"{name}（原）", f"{name}（改后）", n=1)
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in found)


def _as_written(root: Path) -> str:
    """The folder relative to where the user stands, if it lies below, so that a path can be clicked."""
    try:
        return root.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return root.as_posix()
