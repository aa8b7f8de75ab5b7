"""Measure `mz report` over loading alone, in every format: `python bench/reports.py`.

The knowledge base is a generated one of N tasks (演示数据). As in `run.py`, CPU time of whole processes; *over loading* is
what a report takes beyond `bench/parse_only.py`, which reads the same files into the same models.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.run import HERE, Command, Cost, machine, markdown, medians, mz

SIZES = (14, 1_000)
KINDS = ("half-year", "checklist")
LIMITS = {"md": 1.0, "docx": 3.0}
"""Seconds of CPU over loading at LIMITED tasks."""
LIMITED = 1_000
FORMATS = ("md", "docx", "xlsx", "html")
Costs = dict[tuple[str, str], Cost]


def commands(folder: Path) -> Iterator[Command]:
    """Reading alone, and every kind in every format."""
    yield Command("parse", (sys.executable, str(HERE / "parse_only.py"), str(folder / "data")))
    for kind in KINDS:
        for name in FORMATS:
            where = ("--data", str(folder / "data"), "--as-of", "2022-07-20", "-o", str(folder / f"{kind}.{name}"))
            yield Command(f"{kind} {name}", mz("report", kind, *where))


def costs(size: int, runs: int) -> dict[str, Cost]:
    """The median cost of each command at a size."""
    with tempfile.TemporaryDirectory(prefix="mz-bench-") as name:
        folder = Path(name)
        subprocess.run([sys.executable, str(HERE / "generate.py"), str(size), str(folder / "data")], check=True)
        return medians(list(commands(folder)), runs)


def table(found: dict[int, dict[str, Cost]]) -> str:
    """CPU seconds of each report over loading, and beside its limit."""
    rows = []
    for size, cost in found.items():
        for kind in KINDS:
            for name in FORMATS:
                over = cost[f"{kind} {name}"].cpu - cost["parse"].cpu
                rows.append([f"{kind}, {name}", f"{size}", f"{cost[f'{kind} {name}'].cpu:.2f}", f"{over:.2f}"])
                limit = LIMITS.get(name) if size == LIMITED else None
                rows[-1] += [f"{limit:.1f}", "met" if over <= limit else "missed"] if limit else ["–", "–"]
    return markdown(["report", "tasks", "CPU s", "over loading, CPU s", "at most, s", "verdict"], rows)


def main(arguments: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of tasks, with commas between them")
    parser.add_argument("--runs", type=int, default=3, help="how often each command runs (default: %(default)s)")
    options = parser.parse_args(arguments)
    print(f"{machine()}\n", flush=True)
    print(table({int(size): costs(int(size), options.runs) for size in options.sizes.split(",")}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
