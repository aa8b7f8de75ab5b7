"""Makes docs/mz.svg, the README's picture, from what `mz` really prints: `python docs/picture.py`."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from rich.console import Console

PROJECT = Path(__file__).resolve().parents[1]
WIDTH = 84
CELL, LINE, MARGIN = 9.0, 26, 18
COLOURS = {1: "#ff7b72", 2: "#7ee787", 3: "#e3b341", 6: "#79c0ff"}
"""The terminal's red, green, yellow and cyan on a dark ground."""
FONTS = "'Sarasa Mono SC','Noto Sans Mono CJK SC','Microsoft YaHei',Menlo,Consolas,monospace"


class Screen(StringIO):
    """A stream that says it is a terminal, so that colours are shown."""

    encoding = "utf-8"  # type: ignore[assignment]

    def isatty(self) -> bool:
        """True."""
        return True


def session(*commands: str) -> str:
    """The commands and what they print, with colours."""
    from minzheng_cli.cli.main import run

    screen = Screen()
    with redirect_stdout(screen):
        for command in commands:
            screen.write(f"\x1b[32m$\x1b[0m \x1b[1m{command}\x1b[0m\n")
            run(command.split()[1:])
            screen.write("\n")
    return screen.getvalue()


def main() -> None:
    """Write the picture."""
    os.environ.update(COLUMNS=str(WIDTH), TERM="xterm-256color")
    os.environ.pop("NO_COLOR", None)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(PROJECT / "data", Path(folder) / "data")
        os.chdir(folder)
        shown = session("mz tasks --owner 社会救助处", "mz targets --due 2025")
        targets = Path(folder) / "data" / "targets.yaml"
        text = targets.read_text(encoding="utf-8")
        wrong = re.sub(r"(id: G8\.2.*?value: )50", r"\g<1>60", text, count=1, flags=re.DOTALL)
        targets.write_text(wrong, encoding="utf-8")
        shown += session("mz check")
        os.chdir(PROJECT)
    (PROJECT / "docs" / "mz.svg").write_text(picture(shown.rstrip().split("\n")), encoding="utf-8")


def picture(lines: list[str]) -> str:
    """Lines with ANSI colours as SVG; every run of characters of one width stands at its own cell."""
    width, height = WIDTH * CELL + 2 * MARGIN, len(lines) * LINE + 2 * MARGIN
    body = "\n".join(text for number, line in enumerate(lines) for text in _runs(line, MARGIN + (number + 0.75) * LINE))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height}" role="img" aria-label="mz">\n'
        f'<rect width="100%" height="100%" rx="8" fill="#0d1117"/>\n'
        f'<g font-family="{FONTS}" font-size="18" fill="#e6edf3">\n{body}\n</g>\n</svg>\n'
    )


def _runs(line: str, y: float) -> Iterator[str]:
    from rich.cells import cell_len
    from rich.text import Text

    text = Text.from_ansi(line)
    cell = 0
    styled = [(char, text.get_style_at_offset(CONSOLE, offset)) for offset, char in enumerate(text.plain)]
    for (wide, _, style), run in groupby(styled, lambda pair: (cell_len(pair[0]) == 2, pair[0] == " ", pair[1])):
        words = "".join(char for char, _ in run)
        x, length, cell = MARGIN + cell * CELL, cell_len(words) * CELL, cell + cell_len(words)
        if words.isspace():
            continue
        number = style.color.number if style.color else None
        colour = f' fill="{COLOURS[number]}"' if number in COLOURS else ""
        weight = ' font-weight="bold"' if style.bold else ""
        faint = ' opacity="0.6"' if style.dim else ""
        fit = "spacing" if wide else "spacingAndGlyphs"
        size = f'x="{x:g}" y="{y:g}" textLength="{length:g}" lengthAdjust="{fit}"'
        yield f"<text {size}{colour}{weight}{faint}>{escape(words)}</text>"


CONSOLE = Console(force_terminal=True, color_system="standard")

if __name__ == "__main__":
    main()
