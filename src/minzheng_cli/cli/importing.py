"""What `mz import` does, step by step: read, settle what is sure, lay out, write; `amending` goes on where there is a base."""

from __future__ import annotations

import gc
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_cli.errors import MzError, disk_reason
from minzheng_cli.importing.document.drafting.base import Base, base_of
from minzheng_cli.importing.document.drafting.keeping import Kept
from minzheng_cli.importing.document.drafting.settle import Settled, settle
from minzheng_cli.store.files import AREAS, ORG, PLAN, REQUIRED, SOURCES

if TYPE_CHECKING:
    from datetime import date

    from minzheng_cli.importing.document.blocks import Block
    from minzheng_cli.importing.document.draft import Draft
    from minzheng_cli.importing.document.drafting.unsolved import Findings
    from minzheng_cli.model.org import OrgFile


@dataclass(frozen=True)
class Found:
    """What a document was read into, and how sure it had to be."""

    file: Path
    blocks: Sequence[Block]
    settled: Settled
    threshold: float

    @property
    def name(self) -> str:
        """The file's name as it can be printed and written, whatever bytes it has on the disk."""
        return _printable(self.file.name)

    def laid_out(self, kept: Kept) -> Base:
        """The files of a knowledge base, with what people had made of an earlier one."""
        return base_of(self.settled, self.blocks, f"{_printable(self.file.stem).strip() or '原文'}.txt", kept)

    @cached_property
    def draft(self) -> Draft:
        """What is sure enough, with all questions that a knowledge base of it would raise."""
        if not self.settled.draft.tasks:
            return self.settled.draft
        return self.laid_out(Kept(org=org_of_issuer(self.settled.draft))).draft


def _printable(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\ufffd", "_")


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
    from minzheng_cli.importing.document.parse import parse
    from minzheng_cli.importing.document.reading import read
    from minzheng_cli.importing.document.structure.tabular import with_tables

    if not str(file).strip(" ."):
        raise MzError("没有写要导入的文件。", "例如：mz import 实施方案.docx")
    if not file.exists():
        raise MzError(f"“{file}”不存在。", "请核对文件名；含空格的要加引号")
    blocks = with_tables(read(file))
    draft = parse(blocks)
    gc.collect()  # the outline's headings know what stands above them: with the collector off nothing else frees them
    return Found(file, blocks, settle(draft, threshold), threshold)


def show(found: Found, name: str) -> None:
    """Print what was found."""
    from minzheng_cli.cli.imported import tables
    from minzheng_cli.console.rows import render_rows
    from minzheng_cli.console.terminal import standard_output, write_out
    from minzheng_cli.importing.document.contract import as_json

    if name == "json":
        for piece in as_json(found.draft):
            write_out(piece)
    elif any(rows.lines for rows in tables(found.draft)):
        text = render_rows(tables(found.draft), name, standard_output())
        write_out(text if isinstance(text, str) else text.decode("utf-8"))


def say_nothing_found(found: Found, *, only_shown: bool) -> None:
    """Say that the document holds no tasks. Raises MzError where a knowledge base was asked for."""
    from minzheng_cli.console.terminal import write_words

    is_pdf = any(block.page for block in found.blocks)
    error = MzError(
        f"“{found.name}”里没有任务，没有写入。",
        "讲话、批复、名单等本来没有任务；有任务而没有认出的，请看它的编号和标题"
        + ("。PDF里没有框线的表格认不出来，请转成Word文件再导入" if is_pdf else ""),
    )
    if not only_shown:
        raise error
    write_words(str(error))


def summary(draft: Draft) -> str:
    """How much was found."""
    goals = sum(1 for target in draft.targets if not target.task)
    among = f"（其中{goals}个是方案的总目标，不在任务里）" if goals else ""
    return (
        f"读出{len(draft.tasks)}项任务、{len(draft.targets)}个量化目标{among}，{len(draft.questions)}个问题要人来定。"
    )


def put(found: Found, folder: Path, day: date) -> bool:
    """Write the knowledge base, or a new one beside an earlier one; True where the two differ. Raises MzError."""
    if any((folder / name).exists() for name in REQUIRED):
        from minzheng_cli.cli.amending import put_beside

        return put_beside(found, folder, day)
    from minzheng_cli.console.terminal import write_words

    _refuse_other(folder)
    draft = found.settled.draft
    base = found.laid_out(Kept(org=org_of_issuer(draft)))
    with written(base, folder) as made:
        findings = _with_known_org(made, base, packaged_org(draft), day)
        write_review(made, found, base, findings)
        move(made, folder)
    left = f"mz check 还会指出{findings.count}处，也在清单里。" if findings.count else "mz check 没有发现问题。"
    write_words(f"已写入“{folder}”。{summary(base.draft)}请对照“{folder / _review_name()}”逐条核对；{left}")
    return False


def _review_name() -> str:
    from minzheng_cli.importing.document.drafting.review import NAME

    return NAME


def _refuse_other(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise MzError(f"“{folder}”已经存在，又不是知识库。", "请用-o换一个文件夹")
    if not folder.resolve().parent.is_dir():
        raise MzError(f"文件夹“{folder.resolve().parent}”不存在。", "请先建立文件夹，或换一个位置")


@contextmanager
def written(base: Base, folder: Path) -> Iterator[Path]:
    """The knowledge base in a folder beside the one where it is to be; gone again unless it is moved."""
    try:
        with tempfile.TemporaryDirectory(prefix=".mz-", dir=folder.resolve().parent) as beside:
            made = Path(beside) / "data"
            for name, text in base.files.items():
                path = made / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(text().encode("utf-8"))
            if AREAS not in base.files:
                _copy_areas(made)
            yield made
    except OSError as error:
        raise MzError(
            f"无法写入“{folder}”：{disk_reason(error)}。", "原有文件没有改动；请检查权限和磁盘空间"
        ) from error


def move(made: Path, folder: Path) -> None:
    """Put what was made where it is to be, whole."""
    folder = folder.resolve()
    if folder.exists():
        folder.rmdir()
    made.rename(folder)


def _copy_areas(root: Path) -> None:
    """The packaged divisions, for a plan of the same province."""
    from minzheng_cli.store.root import packaged

    areas = packaged("data") / AREAS
    shutil.copyfile(areas, root / AREAS)
    named = next(
        line.partition(":")[2].strip() for line in areas.read_text("utf-8").splitlines() if line.startswith("source:")
    )
    shutil.copyfile(packaged("data") / SOURCES / named, root / SOURCES / named)


def org_of_issuer(draft: Draft) -> OrgFile | None:
    """The bodies of the packaged plan, where the same department has issued this one."""
    from minzheng_cli.store.load import load
    from minzheng_cli.store.root import packaged

    if packaged_org(draft) is None:
        return None
    return load(packaged("data"), (ORG,)).kb.org


def packaged_org(draft: Draft) -> Path | None:
    """The packaged org.yaml, where the same department has issued this plan."""
    from minzheng_cli.store.load import load
    from minzheng_cli.store.root import packaged

    plan = load(packaged("data"), (PLAN,)).kb.parts.get(PLAN)
    same = draft.head.issuer is not None and getattr(plan, "issuer", None) == draft.head.issuer
    return packaged("data") / ORG if same else None


def _with_known_org(root: Path, base: Base, org: Path | None, day: date) -> Findings:
    """What `mz check` finds; the packaged bodies replace the drafted ones where they fit the document as well."""
    drafted = findings_in(root, day)
    if org is None or not org.is_file():
        return drafted
    shutil.copyfile(org, root / ORG)
    known = findings_in(root, day)
    if known.count > drafted.count:
        (root / ORG).write_bytes(base.files[ORG]().encode("utf-8"))
        return drafted
    return known


def findings_in(root: Path, day: date) -> Findings:
    """What `mz check` finds; where that is too much for a list, only how often each rule does: places cost memory."""
    from minzheng_cli.check.engine import run
    from minzheng_cli.check.registry import rules
    from minzheng_cli.cli.explain import titles
    from minzheng_cli.importing.document.drafting.unsolved import MOST_LISTED, Findings
    from minzheng_cli.store.files import all_files
    from minzheng_cli.store.load import load
    from minzheng_cli.store.places import locate

    loaded = load(root, all_files(root), sources=True, day=day)
    found = run(loaded.kb, rules().values())
    times = Counter([*(each.code for each in loaded.faults), *(each.code for each in found)])
    if times.total() > MOST_LISTED:
        return Findings(times, titles=titles())
    placed = sorted((*loaded.faults, *locate(loaded, found)), key=lambda each: each.sort_key)
    return Findings(times, tuple(placed), titles())


def write_review(root: Path, found: Found, base: Base, findings: Findings, changed: Sequence[str] = ()) -> None:
    """Write 审核清单.md."""
    from minzheng_cli.importing.document.drafting.review import NAME, Reviewed, review

    about = Reviewed(base.draft, base.noted, base.where, findings, found.name, found.threshold, changed)
    (root / NAME).write_bytes(review(about).encode("utf-8"))
