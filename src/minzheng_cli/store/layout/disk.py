"""Which files on the disk are laid out, and each as an edit."""

from __future__ import annotations

from pathlib import Path

from minzheng_cli.errors import MzError
from minzheng_cli.store.edit import Edit
from minzheng_cli.store.files import LOCALITIES, PROGRESS, REQUIRED, all_files, model_of
from minzheng_cli.store.layout import at_fault, layout
from minzheng_cli.store.reading import read_text

DataFile = tuple[Path, str]
"""The root of a knowledge base, and a file's path below it."""
_BOM = "\ufeff"


def data_files(root: Path) -> list[DataFile]:
    """All data files that are there."""
    return [(root, file) for file in all_files(root) if (root / file).is_file()]


def data_file(path: str) -> DataFile:
    """The data file that a path on the disk is, by its name. Raises MzError where it is none."""
    place = Path(path).resolve()
    if not place.is_file():
        raise MzError(f"找不到文件“{path}”。", "请检查路径")
    if place.parent.name in (PROGRESS, LOCALITIES) and place.suffix == ".yaml":
        return place.parent.parent, f"{place.parent.name}/{place.name}"
    if place.name not in REQUIRED:
        known = f"{'、'.join(REQUIRED)}和{PROGRESS}/、{LOCALITIES}/下的文件"
        raise MzError(f"“{path}”不是知识库的数据文件。", f"可以整理的是{known}")
    return place.parent, place.name


def formatted(root: Path, file: str) -> Edit:
    """The file as it is and as it should be laid out. Raises MzError where it can't be read."""
    read = read_text(root, file)
    if read.text is None:
        raise at_fault(read.faults[0])
    before = (root / file).read_bytes().decode("utf-8")
    if before.removeprefix(_BOM) != read.text:
        raise MzError("刚刚被别的程序改过。", "请再运行一次")
    return Edit(file, before, layout(read.text, file, model_of(file)), 0)
