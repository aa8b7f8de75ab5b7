"""What `mz import` does, step by step: read, settle what is sure, lay out, write, compare with what there is."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_cli.errors import MzError, disk_reason
from minzheng_cli.importing.document.draft import Draft, Question
from minzheng_cli.importing.document.drafting.base import Base, base_of
from minzheng_cli.importing.document.drafting.keeping import Kept
from minzheng_cli.importing.document.drafting.settle import Settled, settle, with_questions
from minzheng_cli.store.files import AREAS, ORG, PLAN, REQUIRED, SOURCES, TARGETS, TASKS

if TYPE_CHECKING:
    from datetime import date

    from minzheng_cli.importing.document.blocks import Block
    from minzheng_cli.importing.document.drafting.review import Findings
    from minzheng_cli.model.org import OrgFile
    from minzheng_cli.query.compare import Change
    from minzheng_cli.store.load import Loaded

_BATCH = 10_000
_NEW = "新"
"""What is put behind the folder's name for a new import beside an earlier one."""


@dataclass(frozen=True)
class Found:
    """What a document was read into, and how sure it had to be."""

    file: Path
    blocks: Sequence[Block]
    settled: Settled
    threshold: float

    @property
    def draft(self) -> Draft:
        """What is sure enough, with all questions."""
        return self.settled.draft


def threshold_of(text: str) -> float:
    """The threshold from the command line. Raises MzError."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise MzError(f"--threshold要写0到1之间的数，不能写“{text}”。", "例如：--threshold 0.8")
    return value


def read_document(file: Path, threshold: float) -> Found:
    """What stands in the file. Raises MzError where it can't be read."""
    from minzheng_cli.importing.document.reading import read

    if not file.exists():
        raise MzError(f"“{file}”不存在。", "请核对文件名；含空格的要加引号")
    blocks = read(file)
    from minzheng_cli.importing.document.parse import parse

    return Found(file, blocks, settle(parse(blocks), threshold), threshold)


def show(found: Found, name: str) -> None:
    """Print what was found."""
    import json

    from minzheng_cli.cli.imported import tables
    from minzheng_cli.console.rows import render_rows
    from minzheng_cli.console.terminal import standard_output, write_out
    from minzheng_cli.importing.document.contract import as_json

    if name == "json":
        for pieces in _batched(json.JSONEncoder(ensure_ascii=False, indent=2).iterencode(as_json(found.draft))):
            write_out("".join(pieces))
        write_out("\n")
    elif any(rows.lines for rows in tables(found.draft)):
        text = render_rows(tables(found.draft), name, standard_output())
        write_out(text if isinstance(text, str) else text.decode("utf-8"))


def _batched(pieces: Iterable[str]) -> Iterator[list[str]]:
    """The pieces some thousands at a time: a long text need not be held as a whole."""
    left = iter(pieces)
    while batch := list(islice(left, _BATCH)):
        yield batch


def say_nothing_found(found: Found, *, only_shown: bool) -> None:
    """Say that the document holds no tasks. Raises MzError where a knowledge base was asked for."""
    from minzheng_cli.console.terminal import write_words

    error = MzError(
        f"“{found.file.name}”里没有任务，没有写入。",
        "讲话、批复、名单等本来没有任务；有任务而没有认出的，请看它的编号和标题",
    )
    if not only_shown:
        raise error
    write_words(str(error))


def summary(found: Found) -> str:
    """How much was found."""
    draft = found.draft
    goals = sum(1 for target in draft.targets if not target.task)
    among = f"（其中{goals}个是方案的总目标，不在任务里）" if goals else ""
    return (
        f"读出{len(draft.tasks)}项任务、{len(draft.targets)}个量化目标{among}，{len(draft.questions)}个问题要人来定。"
    )


def put(found: Found, folder: Path, day: date) -> bool:
    """Write the knowledge base, or a new one beside an earlier one; True where the two differ. Raises MzError."""
    if any((folder / name).exists() for name in REQUIRED):
        return _put_beside(found, folder, day)
    from minzheng_cli.console.terminal import write_words

    _refuse_other(folder)
    with _drafted(found, folder, Kept(org=_org_of_issuer(found.draft)), _packaged_org(found.draft), day) as (
        made,
        draft,
        findings,
    ):
        _write_review(made, draft, findings, found, ())
        _move(made, folder)
    left = f"mz check 还会指出{findings.count}处，也在清单里。" if findings.count else "mz check 没有发现问题。"
    write_words(
        f"已写入“{folder}”。{summary(replace(found, settled=Settled(draft, frozenset())))}请对照“{folder / _review_name()}”逐条核对；{left}"
    )
    return False


def _put_beside(found: Found, folder: Path, day: date) -> bool:
    from minzheng_cli.console.changes import render_changes
    from minzheng_cli.console.terminal import standard_output, write_out, write_words
    from minzheng_cli.query.compare.told import ChangeReport

    beside = folder.with_name(f"{folder.name}.{_NEW}")
    if beside.exists():
        raise MzError(f"“{beside}”已经有了，是上一次导入的新稿。", "请先处理完，把它移走或删去")
    now = _loaded(folder, day)
    kept = Kept(
        now.kb.tasks,
        now.kb.targets,
        now.kb.org if ORG in now.kb.parts else None,
        now.kb.plan if PLAN in now.kb.parts else None,
    )
    with _drafted(found, beside, kept, folder / ORG, day) as (made, draft, findings):
        changes = _changes(now, _loaded(made, day))
        if not changes:
            write_words(f"“{found.file.name}”里的任务和目标与“{folder}”里的相同，没有写入。")
            return False
        told = [
            f"{change.ref} {change.message}：{change.about or change.after or change.before or ''}"
            for change in changes
        ]
        _write_review(made, draft, findings, found, told)
        _move(made, beside)
    write_out(
        render_changes(ChangeReport(tuple(changes), folder.as_posix(), found.file.name), "table", standard_output())
    )
    write_words(
        f"“{folder}”没有改动。新稿写在“{beside}”，字句没变的地方沿用了已有的责任单位和指标；"
        f"要重新看的列在“{beside / _review_name()}”里，看完把里面的文件复制过去。"
    )
    return True


def _review_name() -> str:
    from minzheng_cli.importing.document.drafting.review import NAME

    return NAME


def _refuse_other(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise MzError(f"“{folder}”已经存在，又不是知识库。", "请用-o换一个文件夹")
    if not folder.absolute().parent.is_dir():
        raise MzError(f"文件夹“{folder.absolute().parent}”不存在。", "请先建立文件夹，或换一个位置")


@contextmanager
def _drafted(
    found: Found, folder: Path, kept: Kept, org: Path | None, day: date
) -> Iterator[tuple[Path, Draft, Findings]]:
    """The knowledge base in a folder beside the one where it is to be; with its questions and findings."""
    try:
        with tempfile.TemporaryDirectory(prefix=".mz-", dir=folder.absolute().parent) as beside:
            made = Path(beside) / "data"
            base = base_of(found.settled, found.blocks, _source_name(found.file), kept)
            _write(made, base)
            questions = _add_areas(made, found.draft)
            findings = _with_known_org(made, org, day)
            yield made, with_questions(base.draft, questions), findings
    except OSError as error:
        raise MzError(
            f"无法写入“{folder}”：{disk_reason(error)}。", "原有文件没有改动；请检查权限和磁盘空间"
        ) from error


def _source_name(file: Path) -> str:
    return f"{file.stem.strip() or '原文'}.txt"


def _write(root: Path, base: Base) -> None:
    for name, text in base.files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))


def _move(made: Path, folder: Path) -> None:
    if folder.exists():
        folder.rmdir()
    made.rename(folder)


def _add_areas(root: Path, draft: Draft) -> list[Question]:
    """The packaged divisions, for a plan of the same province; else a question."""
    from minzheng_cli.store.root import packaged

    if "吉林" not in f"{draft.head.issuer}{draft.head.title}":
        text = "本省（区、市）有哪些市、县？请照随程序安装的areas.yaml的格式写成areas.yaml，名录放进sources"
        return [Question("行政区划", text, "", 1, 0.0)]
    areas = packaged("data") / AREAS
    shutil.copyfile(areas, root / AREAS)
    named = next(
        line.partition(":")[2].strip() for line in areas.read_text("utf-8").splitlines() if line.startswith("source:")
    )
    shutil.copyfile(packaged("data") / SOURCES / named, root / SOURCES / named)
    return []


def _org_of_issuer(draft: Draft) -> OrgFile | None:
    """The bodies of the packaged plan, where the same department has issued this one."""
    from minzheng_cli.store.load import load
    from minzheng_cli.store.root import packaged

    if _packaged_org(draft) is None:
        return None
    return load(packaged("data"), (ORG,)).kb.org


def _packaged_org(draft: Draft) -> Path | None:
    from minzheng_cli.store.load import load
    from minzheng_cli.store.root import packaged

    plan = load(packaged("data"), (PLAN,)).kb.parts.get(PLAN)
    same = draft.head.issuer is not None and getattr(plan, "issuer", None) == draft.head.issuer
    return packaged("data") / ORG if same else None


def _with_known_org(root: Path, org: Path | None, day: date) -> Findings:
    """What `mz check` finds; the bodies that are known already replace the drafted ones where they fit the document as well."""
    drafted = _findings(root, day)
    if org is None or not org.is_file():
        return drafted
    own = (root / ORG).read_bytes()
    shutil.copyfile(org, root / ORG)
    known = _findings(root, day)
    if known.count > drafted.count:
        (root / ORG).write_bytes(own)
        return drafted
    return known


def _findings(root: Path, day: date) -> Findings:
    """What `mz check` finds; where that is too much for a list, only how often each rule does: places cost memory."""
    from minzheng_cli.check.engine import run
    from minzheng_cli.check.registry import rules
    from minzheng_cli.importing.document.drafting.review import MOST_LISTED, Findings
    from minzheng_cli.store.files import all_files
    from minzheng_cli.store.load import load
    from minzheng_cli.store.places import locate

    loaded = load(root, all_files(root), sources=True, day=day)
    found = run(loaded.kb, rules().values())
    times = Counter([*(each.code for each in loaded.faults), *(each.code for each in found)])
    if times.total() > MOST_LISTED:
        return Findings(times)
    placed = sorted((*loaded.faults, *locate(loaded, found)), key=lambda each: each.sort_key)
    return Findings(times, tuple(placed))


def _write_review(root: Path, draft: Draft, findings: Findings, found: Found, changed: Sequence[str]) -> None:
    from minzheng_cli.importing.document.drafting.review import NAME, review

    text = review(draft, findings, found.file.name, found.threshold, changed)
    (root / NAME).write_bytes(text.encode("utf-8"))


def _loaded(root: Path, day: date) -> Loaded:
    """What is compared. Raises MzError where it can't be read."""
    from minzheng_cli.store.load import load

    loaded = load(root, (PLAN, TASKS, TARGETS, ORG), day=day)
    if any(file not in loaded.kb.parts for file in (TASKS, TARGETS)):
        raise MzError(f"“{root}”里的{TASKS}或{TARGETS}读不了，无法比较。", "请先运行 mz check，按提示改正")
    return loaded


def _changes(before: Loaded, after: Loaded) -> list[Change]:
    """What is different in tasks and targets; the notes that people wrote beside the targets are no difference."""
    from minzheng_cli.query.compare.names import Names
    from minzheng_cli.query.compare.targets import pair_targets, target_changes
    from minzheng_cli.query.compare.tasks import pair_tasks, task_changes

    old, new = before.kb, after.kb
    tasks = pair_tasks(old.tasks, new.tasks, Names())
    targets = pair_targets(old.targets, new.targets, tasks.names)
    noted = new.targets.model_copy(update={"numbers": old.targets.numbers, "commitments": old.targets.commitments})
    return [*task_changes(tasks), *target_changes(old.targets, noted, targets, targets.names)]
