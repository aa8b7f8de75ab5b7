"""Measure `mz form --all` and `mz collect` beside reading the same files with python-calamine: `python bench/forms.py`.

The forms are those of N counties, filled with made-up figures (演示数据). As in `run.py`, CPU time of whole processes.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.run import Command, Cost, machine, markdown, measure, mz

DATA = Path(__file__).resolve().parents[1] / "data"
SIZES = (70, 700, 2_800)
"""Forms: the localities of a province, ten times as many, and every county of the country."""
LIMIT = 25.0
"""Milliseconds of CPU for each form over start-up."""
PERIOD, SENT, COLLECTED = "2022H1", date(2022, 6, 20), date(2022, 7, 12)
READ_ALONE = """
import sys, pathlib
from python_calamine import CalamineWorkbook
for path in pathlib.Path(sys.argv[1]).iterdir():
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python(skip_empty_area=False)
"""


def write_base(count: int, folder: Path) -> None:
    """The shipped plan over `count` counties with made-up names, ten to a prefecture."""
    shutil.copytree(DATA, folder)
    lines = ["as_of: 2021-06-03", "source: jilin-divisions-2021-06.txt", "areas:"]
    lines.append('  - {code: "990000", name: 演示省, type: 省}')
    for number in range(-(-count // 10)):
        code = f"{1001 + number}"
        lines.append(f'  - {{code: "{code}00", name: 演示{number}市, type: 地级市}}')
        counties = range(min(10, count - 10 * number))
        lines += [f'  - {{code: "{code}{each + 11}", name: 演示{number}市{each}县, type: 县}}' for each in counties]
    (folder / "areas.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_filled(base: Path, folder: Path) -> int:
    """A filled form of every county; give how many."""
    from minzheng_cli.model.period import Period
    from minzheng_cli.query.form import Forms
    from minzheng_cli.report.forms.workbook import Place, Value, form_bytes
    from minzheng_cli.store.files import REQUIRED
    from minzheng_cli.store.load import load

    folder.mkdir()
    period = Period.parse(PERIOD)
    assert period
    forms = Forms(load(base, REQUIRED).kb, period, SENT)
    counties = [area for area in forms.areas() if area.is_county]
    for number, area in enumerate(counties):
        form = forms.of("area", area.code)
        assert form
        entries: dict[Place, Value] = {}
        for row in form.sheets[0].rows:
            place = ("observations", row.id)
            entries[*place, "reported"] = date(2022, 7, 8)
            if "value" in row.closed:
                entries |= {(*place, "numerator"): number % 7, (*place, "denominator"): 7 + number % 5}
            else:
                entries[*place, "value"] = 1 + number % 40
        (folder / form.file_name).write_bytes(form_bytes(form, entries))
    return len(counties)


def costs(size: int, runs: int) -> Iterator[tuple[str, Cost]]:
    """What each command costs over `size` forms: the least of several runs."""
    with tempfile.TemporaryDirectory(prefix="mz-bench-") as name:
        folder = Path(name)
        write_base(size, folder / "data")
        write_filled(folder / "data", folder / "filled")
        one = sorted((folder / "filled").iterdir())[0]
        commands = {
            "start": _collect(folder, one),
            "collect": _collect(folder, folder / "filled"),
            "read": Command("read", (sys.executable, "-c", READ_ALONE, str(folder / "filled"))),
            "form": Command("form", mz("form", PERIOD, "--all", "-o", str(folder / "forms"), *_data(folder))),
        }
        for each, command in commands.items():
            yield each, min((_fresh(folder, command) for _ in range(runs)), key=lambda cost: cost.cpu)


def _data(folder: Path) -> tuple[str, ...]:
    return ("--data", str(folder / "data"), "--as-of", str(COLLECTED))


def _collect(folder: Path, what: Path) -> Command:
    return Command("collect", mz("collect", str(what), "--period", PERIOD, *_data(folder)))


def _fresh(folder: Path, command: Command) -> Cost:
    """The cost of a run on a base into which nothing was collected yet, and a folder without forms."""
    for left in ("data/progress", "forms"):
        shutil.rmtree(folder / left, ignore_errors=True)
    return measure(command)


def table(found: dict[int, dict[str, Cost]]) -> str:
    """Milliseconds for each form, over one form's start-up, and beside reading alone."""
    rows = []
    for size, cost in found.items():
        each = 1000 * (cost["collect"].cpu - cost["start"].cpu) / max(size - 1, 1)
        read, made = 1000 * cost["read"].cpu / size, 1000 * cost["form"].cpu / size
        verdict = "met" if each <= LIMIT else "missed"
        row = [f"{size}", f"{cost['collect'].cpu:.2f}", f"{each:.1f}", f"{read:.1f}", f"{each / read:.1f}"]
        rows.append([*row, f"{made:.1f}", f"{LIMIT:.0f}", verdict])
    heading = ["forms", "collect, CPU s", "ms per form over start-up", "calamine alone, ms", "ratio"]
    return markdown([*heading, "mz form, ms per form", "at most, ms", "verdict"], rows)


def main(arguments: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of forms, with commas between them")
    parser.add_argument("--runs", type=int, default=3, help="how often each command runs (default: %(default)s)")
    options = parser.parse_args(arguments)
    print(f"{machine()}\n", flush=True)
    sizes = [int(size) for size in options.sizes.split(",")]
    print(table({size: dict(costs(size, options.runs)) for size in sizes}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
