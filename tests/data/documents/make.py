"""Makes the Word and PDF documents of the corpus from `recipes/`: python tests/data/documents/make.py [NAME …].

A recipe is text, a paragraph a line. What a line may begin with: `!h1` to `!h3` (heading by style), `!n1` to `!n3`
(automatic numbering; `!numbering` defines its levels), `!center`, `!right`, `!box` (a text box anchored in an empty
paragraph), `!page`, and `!table` … `!end` with cells between `|`, where `^` joins a cell to the one above, `<` to the
one on the left. Within a line: `[[+…]]` inserted and `[[-…]]` deleted with tracking, `[[*…]]` a footnote, `/n` a line
break (in a cell: a new paragraph). A recipe `x.pdf.txt` becomes a PDF through LibreOffice.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

HERE = Path(__file__).parent
ALIGN = {"!center": WD_ALIGN_PARAGRAPH.CENTER, "!right": WD_ALIGN_PARAGRAPH.RIGHT}
MARKED = re.compile(r"\[\[([-+*])(.*?)\]\]|(/n)")
TRACKED = 'w:id="1" w:author="审稿" w:date="2024-01-01T00:00:00Z"'
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
NUM_ID = 77
BOX = """<w:r {w} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape type="#_x0000_t202" style="width:300pt;height:60pt">
<v:textbox><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"""


def fill(paragraph: Paragraph, text: str, notes: list[str]) -> None:
    """Put a line's words into a paragraph, with its tracked changes, footnotes and line breaks."""
    start = 0
    for match in MARKED.finditer(text):
        paragraph.add_run(text[start : match.start()])
        start = match.end()
        if match[3]:
            paragraph.add_run().add_break()
        else:
            paragraph._p.append(parse_xml(marked(match[1], match[2], notes)))
    paragraph.add_run(text[start:])


def marked(kind: str, words: str, notes: list[str]) -> str:
    """The XML of an insertion, a deletion or a footnote's reference."""
    w = nsdecls("w")
    if kind == "+":
        return f"<w:ins {w} {TRACKED}><w:r><w:t>{words}</w:t></w:r></w:ins>"
    if kind == "-":
        return f"<w:del {w} {TRACKED}><w:r><w:delText>{words}</w:delText></w:r></w:del>"
    notes.append(words)
    return f'<w:r {w}><w:footnoteReference w:id="{len(notes)}"/></w:r>'


def add_table(word: Word, lines: list[str], notes: list[str]) -> None:
    """A table whose cells are joined as the marks say."""
    rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    table = word.add_table(len(rows), max(map(len, rows)), style="Table Grid")
    for y, row in enumerate(rows):
        for x, words in enumerate(row):
            if words not in {"^", "<"}:
                fill_cell(table.cell(y, x), words, notes)
    for y, row in enumerate(rows):
        for x, words in enumerate(row):
            if words in {"^", "<"}:
                there = table.cell(y - 1, x) if words == "^" else table.cell(y, x - 1)
                if there._tc is not table.cell(y, x)._tc:
                    join(there, table.cell(y, x))


def fill_cell(cell: _Cell, words: str, notes: list[str]) -> None:
    """A cell's paragraphs."""
    first, *more = words.split("/n")
    fill(cell.paragraphs[0], first, notes)
    for line in more:
        fill(cell.add_paragraph(), line, notes)


def join(there: _Cell, here: _Cell) -> None:
    """Merge two cells without the empty paragraph that python-docx would leave."""
    merged = there.merge(here)
    for paragraph in merged.paragraphs[1:]:
        if not paragraph.text:
            paragraph._p.getparent().remove(paragraph._p)


def define_numbering(word: Word, levels: list[str]) -> None:
    """A numbering of its own; each level is `format:text`, like `chineseCounting:（%2）`."""
    numbering = word.part.numbering_part.element
    items = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(level.strip().split(":", 1) for level in levels)
    )
    made = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{NUM_ID}">{items}</w:abstractNum>')
    numbering.insert(0, made)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{NUM_ID}"><w:abstractNumId w:val="{NUM_ID}"/></w:num>'))


def number(paragraph: Paragraph, level: int) -> None:
    """Automatic numbering at a level (from 0)."""
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{NUM_ID}"/></w:numPr>')
    )


def add_footnotes(word: Word, notes: list[str]) -> None:
    """The part that holds the footnotes' words."""
    items = "".join(
        f'<w:footnote w:id="{at}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{words}</w:t></w:r></w:p></w:footnote>'
        for at, words in enumerate(notes, 1)
    )
    data = f"<?xml version='1.0' encoding='UTF-8'?><w:footnotes {nsdecls('w')}>{items}</w:footnotes>"
    package = word.part.package
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, data.encode(), package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def add_line(word: Word, line: str, notes: list[str]) -> None:
    """One line of a recipe that is not part of a table."""
    mark, _, text = line.partition(" ") if line.startswith("!") else ("", "", line)
    if mark == "!numbering":
        define_numbering(word, text.split("|"))
    elif mark == "!page":
        word.add_page_break()  # type: ignore[no-untyped-call]
    elif mark == "!box":
        word.add_paragraph()._p.append(parse_xml(BOX.format(w=nsdecls("w"), text=text)))
    else:
        style = f"Heading {mark[2]}" if mark.startswith("!h") else None
        paragraph = word.add_paragraph(style=style)
        fill(paragraph, text, notes)
        if mark in ALIGN:
            paragraph.alignment = ALIGN[mark]
        if mark.startswith("!n"):
            number(paragraph, int(mark[2]) - 1)


def make(recipe: str) -> Word:
    """The document that a recipe describes."""
    word, notes, table = Document(), list[str](), None
    word.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋")
    for line in recipe.splitlines():
        if line == "!table":
            table = list[str]()
        elif line == "!end" and table is not None:
            add_table(word, table, notes)
            table = None
        elif table is not None:
            table.append(line)
        elif line:
            add_line(word, line, notes)
    if notes:
        add_footnotes(word, notes)
    return word


def convert(source: Path, folder: Path) -> None:
    """A PDF of a Word file, by LibreOffice."""
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{profile}", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", folder, source], check=True, capture_output=True)


def main(names: list[str]) -> None:
    """Make the documents named, or all."""
    for path in sorted(HERE.glob("recipes/*/*.txt")):
        name, folder = path.name.removesuffix(".txt"), HERE / path.parent.name
        if names and name not in names:
            continue
        word = make(path.read_text(encoding="utf-8"))
        if name.endswith(".pdf"):
            with tempfile.TemporaryDirectory() as temporary:
                source = Path(temporary) / f"{name.removesuffix('.pdf')}.docx"
                word.save(str(source))
                convert(source, folder)
        else:
            word.save(str(folder / f"{name}.docx"))


if __name__ == "__main__":
    main(sys.argv[1:])
