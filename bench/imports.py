"""Measure `mz import` on generated plans of many pages: `python bench/imports.py`.

Four tasks a page, each with two targets and its owners (演示文本). CPU time and peak memory of whole processes, as in `run.py`;
memory is told over that of a process that imports one page, and as a multiple of the file's size.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.run import Command, Cost, machine, markdown, measure, mz

PAGES = (125, 250, 500, 1_000)
FORMATS = ("txt", "md", "html", "docx")
_HEAD = (
    "某市民政局关于印发养老服务实施方案的通知",
    "某民发〔2023〕8号",
    "各县（市、区）民政局：",
    "现印发给你们，请认真执行。",
    "某市民政局",
    "2023年3月1日",
    "养老服务实施方案",
    "一、主要任务",
)


def lines(pages: int) -> list[str]:
    """The paragraphs of a plan: four tasks a page."""
    tasks = (
        f"{number}.健全第{number}类服务网络。巩固家庭养老基础地位，加强敬老养老助老宣传，推动县、乡、村三级服务体系建设，"
        f"确保每个县（市、区）至少建有{number % 9 + 1}所收住失能老年人的养老机构；盘活现有设施，增强运行活力，提升护理型床位占比，"
        f"到2025年底不低于{number % 60 + 20}%。（责任处室：养老服务处，责任单位：各县（市、区）民政局）"
        for number in range(1, 4 * pages + 1)
    )
    return [*_HEAD, *tasks]


def write(path: Path, pages: int) -> None:
    """Write the plan in the format of the path's suffix."""
    texts = lines(pages)
    if path.suffix == ".docx":
        from docx import Document

        word = Document()
        for text in texts:
            word.add_paragraph(text)
        word.save(str(path))
        return
    apart = "\n\n" if path.suffix == ".md" else "\n"
    if path.suffix == ".html":
        texts = ["<!DOCTYPE html><meta charset='utf-8'>", *(f"<p>{text}</p>" for text in texts)]
    path.write_text(apart.join(texts) + "\n", encoding="utf-8")


def costs(path: Path, runs: int) -> dict[str, Cost]:
    """What it costs to show what a file holds, and to write a knowledge base: the least of several runs."""
    folder = path.with_name("base")
    commands = {
        "show": Command("show", mz("import", str(path), "--format", "json", "--dry-run")),
        "write": Command("write", mz("import", str(path), "-o", str(folder))),
    }
    found = {}
    for name, command in commands.items():
        every = []
        for _ in range(runs):
            shutil.rmtree(folder, ignore_errors=True)
            every.append(measure(command))
        found[name] = min(every, key=lambda cost: cost.cpu)
    return found


def row(kind: str, pages: int, size: float, cost: dict[str, Cost], start: dict[str, Cost]) -> list[str]:
    """A row of the table; `size` in MB."""
    cells = [f".{kind}", f"{pages}", f"{size:.2f}"]
    for name in ("show", "write"):
        over = cost[name].memory - start[name].memory
        cells += [f"{cost[name].cpu:.2f}", f"{over:.0f}", f"{over / size:.0f}"]
    return cells


def main(arguments: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", default=",".join(map(str, PAGES)), help="numbers of pages, with commas between them")
    parser.add_argument("--runs", type=int, default=3, help="how often each command runs (default: %(default)s)")
    options = parser.parse_args(arguments)
    print(f"{machine()}\n", flush=True)
    rows = []
    with tempfile.TemporaryDirectory(prefix="mz-bench-") as name:
        for kind in FORMATS:
            one = Path(name) / f"plan1.{kind}"
            write(one, 1)
            start = costs(one, options.runs)
            for pages in map(int, options.pages.split(",")):
                path = Path(name) / f"plan{pages}.{kind}"
                write(path, pages)
                rows.append(row(kind, pages, path.stat().st_size / 1e6, costs(path, options.runs), start))
    heading = ["file", "pages", "MB"]
    for what in ("--format json", "-o"):
        heading += [f"{what}: CPU s", "MB more", "times its size"]
    print(markdown(heading, rows))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
