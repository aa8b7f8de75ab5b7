"""Colours and weights of a terminal, for text that is laid out already."""

from __future__ import annotations

from minzheng_cli.console.terminal import Terminal

_RESET = "\x1b[0m"
BOLD, DIM = "\x1b[1m", "\x1b[2m"
RED, GREEN, YELLOW, BLUE, CYAN = (f"\x1b[{code}m" for code in (31, 32, 33, 34, 36))
GREY, BRIGHT_YELLOW = "\x1b[90m", "\x1b[93m"


def paint(text: str, style: str, terminal: Terminal) -> str:
    """The text in a style, which may be several joined; plain where the terminal has no colour."""
    return f"{style}{text}{_RESET}" if terminal.colour and style and text else text
