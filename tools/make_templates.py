"""Make the Word templates `templates/*.docx`: python -m tools.make_templates [FOLDER]

They are shipped as files, so that a user can restyle them in Word; this is how they were begun. Each kind of report is
a module of `tools/kinds` with `build(document)`.
"""

from __future__ import annotations

import io
import sys
import zipfile
from importlib import import_module
from pathlib import Path

import docx

from minzheng_cli.report.word.package import empty_document, zipped

HERE = Path(__file__).resolve().parent
TEMPLATES = HERE.parent / "templates"


def names() -> list[str]:
    """The kinds that have a Word template, as `mz report` names them."""
    return sorted(path.stem.replace("_", "-") for path in (HERE / "kinds").glob("[a-z]*.py"))


def template(name: str) -> bytes:
    """A template as bytes, the same each time."""
    document = docx.Document(io.BytesIO(empty_document()))
    import_module(f"tools.kinds.{name.replace('-', '_')}").build(document)
    packed = io.BytesIO()
    document.save(packed)
    with zipfile.ZipFile(packed) as archive:
        return zipped({entry: archive.read(entry) for entry in archive.namelist()})


def main() -> None:
    """Write every template."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else TEMPLATES
    for name in names():
        (folder / f"{name}.docx").write_bytes(template(name))


if __name__ == "__main__":
    main()
