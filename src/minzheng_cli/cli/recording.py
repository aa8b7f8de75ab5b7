"""What commands that add entries have in common: which file, is it right, what was written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from minzheng_cli.cli import complete
from minzheng_cli.cli.common import shown
from minzheng_cli.errors import MzError

if TYPE_CHECKING:
    from minzheng_cli.console.findings import CheckReport
    from minzheng_cli.model.base import Part
    from minzheng_cli.model.knowledge import KnowledgeBase
    from minzheng_cli.model.period import Period
    from minzheng_cli.store.append import Addition
    from minzheng_cli.store.edit import Edit

P = TypeVar("P", bound="Part")
_NUMBER = re.compile(r"[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.[0-9]{1,9})?")
Approve = Callable[[list["Edit"]], None]

PeriodOption = Annotated[
    str | None,
    typer.Option("--period", metavar="报告期", help="记在哪个报告期；不写时按日期", autocompletion=complete.periods),
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="只显示会添上哪几行，不写入")]


def base_of(ctx: typer.Context, data: str | None) -> tuple[Path, KnowledgeBase]:
    """The folder of the knowledge base, and all that it says. Raises MzError where it has faults or is read-only."""
    from minzheng_cli.cli.common import data_root, open_base
    from minzheng_cli.store.edit import refuse_packaged
    from minzheng_cli.store.files import all_files
    from minzheng_cli.store.root import find_root

    root = find_root(data_root(ctx, data))
    refuse_packaged(root)
    return root, open_base(ctx, data, all_files(root))


def parse_period(text: str) -> Period:
    """A period as 2022H1 or 2022上半年. Raises MzError."""
    from minzheng_cli.model.period import Period

    period = Period.parse(text)
    if period is None:
        raise MzError(f"报告期“{text}”写法不对。", "请写成2022H1或2022上半年")
    return period


def period_or(text: str | None, day: date) -> Period:
    """The period given, or the one that the day lies in. Raises MzError."""
    from minzheng_cli.model.period import Period

    return Period.containing(day) if text is None else parse_period(text)


def parse_figure(option: str, text: str | None) -> int | float | None:
    """A number as a clerk types it, in full-width digits or with thousands apart, too. Raises MzError."""
    if text is None:
        return None
    plain = unicodedata.normalize("NFKC", text).strip()
    if not _NUMBER.fullmatch(plain):
        raise MzError(f"{option}后面要写数字，不能写“{text}”。", "只写数字，不写单位，如35")
    plain = plain.replace(",", "")
    return float(plain) if "." in plain else int(plain)


def parse_count(option: str, text: str | None) -> int | None:
    """A whole number. Raises MzError."""
    number = parse_figure(option, text)
    if isinstance(number, float):
        raise MzError(f"{option}后面要写整数，不能写“{text}”。", "例如8")
    return number


def progress_file(period: Period) -> str:
    """The file of a period below the root."""
    from minzheng_cli.store.files import PROGRESS

    return f"{PROGRESS}/{period}.yaml"


def made(model: type[P], options: dict[str, str], **values: Any) -> P:
    """An entry of the values given. Raises MzError for the first that breaks the model; `options` names the options."""
    from pydantic import ValidationError

    try:
        return model(**values)
    except ValidationError as error:
        field = str(error.errors(include_url=False, include_input=False)[0]["loc"][0])
        info = model.model_fields[field]
        example = f"，如{info.examples[0]}" if info.examples else ""
        name = options.get(field, f"--{field}")
        raise MzError(f"{name}写得不对：{values.get(field)}。", f"{info.description}{example}") from None


def one_of(option: str, text: str, choices: Iterable[str]) -> str:
    """The choice, if it is one. Raises MzError with all of them."""
    listed = list(choices)
    if text not in listed:
        raise MzError(f"{option}不能写“{text}”。", f"可选：{'、'.join(listed)}")
    return text


def add(
    root: Path, additions: list[Addition], then: str, today: date, *, dry_run: bool, approve: Approve | None = None
) -> None:
    """Add the entries, unless that makes the data wrong `today`, and say where; or show the lines. Raises MzError.

    `then` says what to do next; `approve` is asked first, as `store.append.append` asks.
    """
    from minzheng_cli.console.terminal import write_out, write_words
    from minzheng_cli.store.append import additions_edits, append

    hints: list[str] = []

    def judge(edits: list[Edit]) -> None:
        if approve:
            approve(edits)
        hints.extend(_approved(root, edits, today))

    if dry_run:
        edits = additions_edits(root, additions)
        judge(edits)
        write_out("".join(_end_of_line(edit.added[1]) for edit in edits))
        write_words(f"会添到{_places(root, edits)}，现在没有写入。")
    else:
        edits = append(root, additions, judge)
        write_words(f"已写入{_places(root, edits)}。{then}")
    for words in hints:
        write_words(words)


def _places(root: Path, edits: Iterable[Edit]) -> str:
    return "、".join(
        f"{shown(root / edit.file)}{'（新建）' if edit.is_new else f'第{edit.added[0]}行'}" for edit in edits
    )


def _end_of_line(text: str) -> str:
    return text.replace("\r\n", "\n").rstrip("\n") + "\n"


def _approved(root: Path, edits: list[Edit], today: date) -> list[str]:
    """What else should be known of the new entries. Raises MzError where they would make the data wrong."""
    from minzheng_cli.check.manners import baseline_of, beyond
    from minzheng_cli.diagnostics import Severity

    after = _checked(root, edits, today)
    mine = {edit.file: edit.added for edit in edits}
    errors = [each for each in after.diagnostics if each.severity is Severity.ERROR]
    if errors:
        new, _, _ = beyond(errors, baseline_of(_checked(root, [], today).diagnostics))
        if new:
            raise MzError(f"没有写入：{new[0].message}（{new[0].code}）。", new[0].hint)
    return [
        f"提醒：{each.message}（{each.code}）。{each.hint}"
        for each in after.diagnostics
        if each.severity is not Severity.ERROR and _is_within(each.location.line, mine.get(each.location.file))
    ]


def _is_within(line: int, lines: tuple[int, str] | None) -> bool:
    return lines is not None and lines[0] <= line < lines[0] + len(lines[1].splitlines())


def _checked(root: Path, edits: list[Edit], today: date) -> CheckReport:
    """What `mz check` says of the base with the edits in it."""
    from minzheng_cli.cli.check import check_base
    from minzheng_cli.store.edit import as_edited

    if not edits:
        return check_base(root, today)
    with as_edited(root, edits) as copy:
        return check_base(copy, today)
