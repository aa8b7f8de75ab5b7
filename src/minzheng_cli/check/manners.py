"""Which diagnostics are shown: by code, by a comment beside the data, by a baseline. Pure: diagnostics in and out."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from minzheng_cli.diagnostics import Diagnostic, Location, Severity
from minzheng_cli.errors import MzError

NO_REASON, UNUSED = "MZ011", "MZ012"
"""Codes of an ignore comment that gives no reason, and of one that nothing needs."""
_IGNORE = re.compile(r"(?:^|\s)#\s*mz:\s*ignore\[([^\]]*)\][ \t]*(.*?)\s*$")
_BREAKS = re.compile(r"\r\n|\n|\r")


def selected(diagnostics: Iterable[Diagnostic], select: Collection[str], ignore: Collection[str]) -> list[Diagnostic]:
    """Those whose code or family (`MZ301`, `MZ3`) is selected, if any is, and not ignored."""
    return [each for each in diagnostics if is_selected(each.code, select, ignore)]


def is_selected(code: str, select: Collection[str], ignore: Collection[str]) -> bool:
    """True for a code that `--select` and `--ignore` leave on; the longer, more exact name decides."""
    chosen = max((len(name) for name in select if code.startswith(name)), default=0)
    dropped = max((len(name) for name in ignore if code.startswith(name)), default=0)
    if select and not chosen:
        return False
    return not dropped or chosen > dropped


@dataclass(frozen=True)
class _Comment:
    file: str
    line: int
    column: int
    codes: tuple[str, ...]
    reason: str
    covers: int
    """The line it speaks of: its own, or the next where it stands alone."""


def without_ignored(
    diagnostics: Iterable[Diagnostic], texts: Mapping[str, str], *, judged: Collection[str]
) -> list[Diagnostic]:
    """Less those that a comment `# mz: ignore[MZ301] 理由` beside them excuses.

    A comment without a reason excuses nothing and is a finding; so is one that nothing needs, among the codes in
    `judged` (those that were looked for).
    """
    comments = [comment for file, text in texts.items() if file.endswith(".yaml") for comment in _comments(file, text)]
    used: set[tuple[int, str]] = set()
    kept: list[Diagnostic] = []
    for each in diagnostics:
        where = each.location
        excuse = next(
            (
                (number, code)
                for number, comment in enumerate(comments)
                if comment.file == where.file and comment.covers == where.line and comment.reason
                for code in comment.codes
                if each.code.startswith(code)
            ),
            None,
        )
        if excuse is None:
            kept.append(each)
        else:
            used.add(excuse)
    kept += [
        finding for number, comment in enumerate(comments) for finding in _comment_faults(number, comment, used, judged)
    ]
    return sorted(kept, key=lambda each: each.sort_key)


def _comments(file: str, text: str) -> Iterator[_Comment]:
    if "mz:" not in text:
        return
    for number, line in enumerate(_BREAKS.split(text), 1):
        match = _IGNORE.search(line)
        if match:
            codes = tuple(code.strip().upper() for code in re.split("[,，、]", match[1]) if code.strip())
            alone = not line[: match.start()].strip()
            column = line.index("#", match.start()) + 1
            yield _Comment(file, number, column, codes, match[2], number + 1 if alone else number)


def _comment_faults(
    number: int, comment: _Comment, used: Collection[tuple[int, str]], judged: Collection[str]
) -> Iterator[Diagnostic]:
    where = Location(comment.file, comment.line, comment.column)
    if not comment.reason or not comment.codes:
        hint = "写成：# mz: ignore[MZ301] 为什么可以不管"
        what = "没有写理由" if comment.codes else "没有写规则编号"
        yield Diagnostic(NO_REASON, Severity.ERROR, f"忽略检查的注释{what}", where, hint=hint)
        return
    for code in comment.codes:
        if (number, code) not in used and any(each.startswith(code) for each in judged):
            message = f"这里没有{code}的问题，忽略检查的注释是多余的"
            yield Diagnostic(UNUSED, Severity.ERROR, message, where, text=code, hint="请删去这条注释")
        elif not any(each.startswith(code) for each in judged) and not re.fullmatch(r"MZ\d{1,3}", code):
            yield Diagnostic(UNUSED, Severity.ERROR, f"没有规则“{code}”", where, text=code, hint="规则见 mz explain")


Baseline = Counter[tuple[str, str, str]]
"""How often each code was found, by file and ref: not by line, which moves."""


def baseline_of(diagnostics: Iterable[Diagnostic]) -> Baseline:
    """What a baseline remembers of these diagnostics."""
    return Counter((each.code, each.location.file, each.ref) for each in diagnostics)


def baseline_text(baseline: Baseline) -> str:
    """A baseline as the JSON text of its file, in a fixed order."""
    entries = [
        {"code": code, "file": file, "ref": ref, "count": count}
        for (code, file, ref), count in sorted(baseline.items())
    ]
    return json.dumps({"version": 1, "findings": entries}, ensure_ascii=False, indent=2) + "\n"


def parse_baseline(text: str, name: str) -> Baseline:
    """A baseline from the text of its file. Raises MzError where it isn't one."""
    try:
        data = {1: json.loads(text)}[json.loads(text)["version"]]
        return Counter({(e["code"], e["file"], e["ref"]): int(e["count"]) for e in data["findings"]})
    except (ValueError, TypeError, KeyError):
        raise MzError(f"基线文件“{name}”不是mz写的。", "请用 mz check --write-baseline 重新生成") from None


def beyond(diagnostics: Iterable[Diagnostic], baseline: Baseline) -> tuple[list[Diagnostic], int, int]:
    """Those that the baseline doesn't know, how many it does, and how many of its entries are no longer found."""
    left = Counter(baseline)
    new: list[Diagnostic] = []
    for each in diagnostics:
        key = (each.code, each.location.file, each.ref)
        if left[key] > 0:
            left[key] -= 1
        else:
            new.append(each)
    gone = sum(left.values())
    return new, sum(baseline.values()) - gone, gone
