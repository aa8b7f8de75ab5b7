"""Markdown: headings, paragraphs, lists and pipe tables; marks of emphasis and links are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from minzheng_cli.importing.document.blocks import Block, Paragraph, Table
from minzheng_cli.importing.document.reading.numbering import with_number
from minzheng_cli.importing.document.reading.text import decode
from minzheng_cli.importing.document.reading.words import clean, joined

_FRONT = re.compile(r"\A---\n(?:(?!---\n).*\n){0,99}---\n")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-+)\s*")
_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*")
_LINE = re.compile(r"\s*([-*_])(\s*\1){2,}\s*")
_BULLET = re.compile(r"^[-*+]\s+")
_NUMBER = re.compile(r"(\d{1,9}[.)])\s+")
_QUOTE = re.compile(r"^(?:\s{0,3}>\s?)+")
_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_MARKS = (
    (re.compile(r"!\[[^\]\n]{0,200}\]\([^)]{0,999}\)"), ""),
    (re.compile(r"\[([^\]\n]{0,200})\]\([^)]{0,999}\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![*\w])\*(?=\S)([^*]{1,500})(?<=\S)\*"), r"\1"),
    (re.compile(r"`([^`]{1,500})`"), r"\1"),
    (re.compile(r"</?(?:br|p|div|span|b|strong|em|i|u|center|sub|sup)\b[^<>]{0,200}>", re.IGNORECASE), ""),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)
_STRUCK = re.compile(r"(\*\*|__|)(?:~~(?=[^\s~]).{1,500}?(?<=[^\s~])~~|<(del|s|strike)>.{0,500}?</\2>)\1")
_NO_WORDS = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])?\s*")
_BOLD_LINE = re.compile(r"\s*(\*\*|__)(?=\S)(?:(?!\1).){1,500}(?<=\S)\1\s*")
_OWN_LINE = re.compile(
    r"\u3000|(?:\*\*|__)?(?:[\u4e00-\u9fff]{2,8}(?:\*\*|__)?\s*[:：]|[一二三四五六七八九十百]+、|（(?:[一二三四五六七八九十]+|\d{1,2})）|\d{1,3}(?:[.．](?!\d)|、(?=\D{2}))|[①-⑳]|第[一二三四五六七八九十百]+[条章]|——|附件)|[\u4e00-\u9fff]{2,14}[〔\[（]\d{4}[〕\]）]\s*\d{1,4}号\s*$|\d{4}年\d{1,2}月\d{1,2}日\s*$"
)
_STOPS = "。！？；：）"
_LONGEST_HEADING = 500


def read(data: bytes) -> list[Block]:
    """The document's blocks, each with the number of its first line."""
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    text = _FRONT.sub(lambda match: "\n" * match[0].count("\n"), text)
    return list(_blocks([_unstruck(_QUOTE.sub("", line, count=1)) for line in _uncommented(text).split("\n")]))


def _uncommented(text: str) -> str:
    """The text without comments; their line breaks stay."""
    first, *others = text.split("<!--")
    kept = [first]
    for each in others:
        comment, end, rest = each.partition("-->")
        kept.append("\n" * comment.count("\n") + rest if end else f"<!--{each}")
    return "".join(kept)


def _unstruck(line: str) -> str:
    """A line without what is struck out; nothing of an item that is struck out as a whole."""
    kept = _STRUCK.sub("", line)
    return "" if kept != line and _NO_WORDS.fullmatch(kept) else kept


def _blocks(lines: list[str]) -> Iterator[Block]:
    """Runs of lines without a blank one between them, each as a table or as paragraphs."""
    at = 0
    for is_empty, group in groupby(lines, key=lambda line: not line.strip()):
        run = list(group)
        if not is_empty:
            yield from _run(run, at + 1)
        at += len(run)


def _run(lines: list[str], first: int) -> Iterator[Block]:
    table = next((at for at in range(1, len(lines)) if "|" in lines[at - 1] and _is_rule(lines[at])), None)
    if table is None:
        yield from _paragraphs(lines, first)
        return
    yield from _paragraphs(lines[: table - 1], first)
    header = tuple(_cells(lines[table - 1]))
    rows = (_fitted(tuple(_cells(row)), len(header)) for row in lines[table + 1 :])
    yield Table((header, *rows), first + table - 1)


def _fitted(row: tuple[str, ...], width: int) -> tuple[str, ...]:
    """A row with as many cells as the header: as pages show it, empty ones are added, and what is too much is left out."""
    return (*row, *[""] * (width - len(row)))[:width]


def _is_rule(line: str) -> bool:
    return "|" in line and "-" in line and bool(_RULE.fullmatch(line))


def _cells(row: str) -> Iterator[str]:
    for cell in re.split(r"(?<!\\)\|", row.strip().removeprefix("|").removesuffix("|")):
        yield "\n".join(filter(None, (_plain(line) for line in re.split(r"<br\s*/?>", cell))))


def _paragraphs(lines: list[str], first: int) -> Iterator[Paragraph]:
    """Lines that run on are one paragraph; a heading, an item, an indent or a stop at the end before begin a new one."""
    text, start, broken = "", first, True
    for line, words in enumerate(lines, first):
        if _LINE.fullmatch(words) or _FENCE.match(words):
            continue
        heading = _HEADING.fullmatch(words.strip()) if len(words) < _LONGEST_HEADING else None
        if _UNDERLINE.fullmatch(words) and text and line == start + 1:
            yield Paragraph(text, start, 1 if "=" in words else 2)
            text = ""
            continue
        if text and (heading or broken or _begins(words, text)):
            yield Paragraph(text, start)
            text = ""
        if heading:
            if title := _plain(heading[2]):
                yield Paragraph(title, line, len(heading[1]))
            continue
        start = start if text else line
        text = joined(text, _plain(_item(words)))
        broken = words.endswith(("  ", "\\")) or bool(_BOLD_LINE.fullmatch(words))
    if text:
        yield Paragraph(text, start)


def _begins(words: str, before: str) -> bool:
    stripped = words.lstrip(" ")
    patterns = (_BULLET, _NUMBER, _OWN_LINE)
    return (
        any(each.match(stripped) for each in patterns)
        or bool(_BOLD_LINE.fullmatch(words))
        or before.endswith(tuple(_STOPS))
    )


def _item(words: str) -> str:
    """A list's item without its bullet; a number stays, close to its words."""
    stripped = _BULLET.sub("", words.strip(), count=1)
    number = _NUMBER.match(stripped)
    return with_number(number[1], stripped[number.end() :]) if number else stripped


def _plain(text: str) -> str:
    for mark, instead in _MARKS:
        text = mark.sub(instead, text)
    return clean(text.removesuffix("\\"))
