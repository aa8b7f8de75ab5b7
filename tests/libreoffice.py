"""LibreOffice as a person uses it: a form opened there, filled there, saved as xlsx there.

Filling goes through its own flat XML (fods): LibreOffice opens the form and writes that, the script sets cells of the
sheet, LibreOffice opens it again and saves xlsx.
"""

from __future__ import annotations

import copy
import subprocess
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from lxml import etree

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
Cells = Mapping[tuple[str, str], Any]
"""Values by the row's id and the column's title."""


def convert(paths: Sequence[Path], suffix: str, folder: Path) -> None:
    """Open the files and save them in another format, all in one run."""
    profile = f"-env:UserInstallation=file://{folder}-profile"
    command = ["soffice", "--headless", profile, "--convert-to", suffix, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=400)


def filled(form: Path, sheet: str, cells: Cells, folder: Path) -> Path:
    """The form with the cells filled, as LibreOffice saves it."""
    convert([form], "fods", folder / "flat")
    flat = folder / "flat" / f"{form.stem}.fods"
    tree = etree.parse(str(flat))
    _fill(tree, sheet, cells)
    tree.write(str(flat), encoding="utf-8", xml_declaration=True)
    convert([flat], "xlsx", folder / "saved")
    return folder / "saved" / form.name


def _fill(tree: Any, sheet: str, cells: Cells) -> None:
    table = next(each for each in tree.iter(f"{TABLE}table") if each.get(f"{TABLE}name") == sheet)
    columns: dict[str, int] = {}
    for row in table.iter(f"{TABLE}table-row"):
        texts = [_text(cell) for cell in _each(row)]
        if texts and texts[0] == "编号":
            columns = {title: at for at, title in enumerate(texts)}
        for (name, title), value in cells.items():
            if texts and texts[0] == name:
                _set(_each(row)[columns[title]], value)


def _each(row: Any) -> list[Any]:
    """The row's first cells, each on its own: one that stands for several is written out."""
    for at, cell in reversed(list(enumerate(row))):
        times = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
        if 1 < times < 40:
            del cell.attrib[f"{TABLE}number-columns-repeated"]
            for _ in range(times - 1):
                row.insert(at, copy.deepcopy(cell))
    return [cell for cell in row if cell.tag in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")]


def _text(cell: Any) -> str:
    return "\n".join("".join(words.itertext()) for words in cell.findall(f"{TEXT}p"))


def _set(cell: Any, value: Any) -> None:
    for old in list(cell):
        cell.remove(old)
    kinds = {int: "float", float: "float", date: "date"}
    kind = kinds.get(type(value), "string")
    cell.set(f"{OFFICE}value-type", kind)
    if kind == "float":
        cell.set(f"{OFFICE}value", str(value))
    elif kind == "date":
        cell.set(f"{OFFICE}date-value", value.isoformat())
    etree.SubElement(cell, f"{TEXT}p").text = str(value)
