"""Measure `mz` beside its yardsticks in one run, and print Markdown tables: `python bench/run.py`.

What is compared is CPU time (user and system) of whole processes, the median of several runs, and the runs of
different commands take turns, so that a busy machine slows them all alike. Needs a POSIX system (`os.wait4`).
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
SIZES = (14, 1_000, 10_000)
LARGE = 100_000
START_LIMIT = 1.3
"""`mz tasks` at most this many times the baseline application."""
LIMITS = {"check": 1.0, "query": 0.7}
"""Seconds of CPU for a whole process at LIMITED tasks."""
LIMITED = 10_000
YARDSTICK = 0.16
"""Seconds that the baseline application took where these limits were set; a busy machine needs more for everything."""
OWNER = "社会救助处"


@dataclass(frozen=True)
class Command:
    """A command line under a short name; `exits` is the exit code that it must end with."""

    name: str
    argv: tuple[str, ...]
    exits: int = 0


@dataclass(frozen=True)
class Cost:
    """One run, or the median of several: seconds of CPU, and the largest resident memory in megabytes."""

    cpu: float
    memory: float


Costs = Mapping[tuple[int, str], Cost]
"""By number of tasks and name of command."""


def mz(*arguments: str) -> tuple[str, ...]:
    """The command line of `mz` under this Python."""
    return (sys.executable, "-m", "minzheng_cli", *arguments)


BASELINE = Command("baseline", (sys.executable, str(HERE / "baseline_app.py"), "tasks", "--owner", OWNER))


def start_commands() -> list[Command]:
    """What is compared for start-up."""
    return [
        Command("mz", mz("tasks", "--owner", OWNER, "--data", str(HERE.parent / "data"))),
        BASELINE,
        Command("pass", (sys.executable, "-c", "pass")),
    ]


def scale_commands(folder: Path) -> list[Command]:
    """What is compared on one generated knowledge base."""
    data = ("--data", str(folder))
    return [
        Command("check", mz("check", *data)),
        Command("query", mz("tasks", "--owner", OWNER, *data)),
        Command("one", mz("targets", "--task", "T7", *data)),
        Command("parse", (sys.executable, str(HERE / "parse_only.py"), str(folder))),
        BASELINE,
    ]


def measure(command: Command) -> Cost:
    """Run a command once. Raises RuntimeError where it doesn't end as it should."""
    environment = {key: value for key, value in os.environ.items() if key not in ("MZ_DATA", "COLUMNS")}
    child = subprocess.Popen(
        command.argv, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != command.exits:
        raise RuntimeError(f"exit code {child.returncode}: {' '.join(command.argv)}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6)


def medians(commands: Sequence[Command], runs: int) -> dict[str, Cost]:
    """The median cost of each command over `runs` rounds; one round before them warms the caches."""
    rounds = [{each.name: measure(each) for each in commands} for _ in range(runs + 1)][1:]
    return {
        each.name: Cost(median(r[each.name].cpu for r in rounds), median(r[each.name].memory for r in rounds))
        for each in commands
    }


def measure_size(size: int, runs: int) -> dict[tuple[int, str], Cost]:
    """Generate a knowledge base of `size` tasks, measure on it, delete it."""
    with tempfile.TemporaryDirectory(prefix="mz-bench-") as folder:
        subprocess.run([sys.executable, str(HERE / "generate.py"), str(size), folder], check=True)
        return {(size, name): cost for name, cost in medians(scale_commands(Path(folder)), runs).items()}


def markdown(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table whose first column is text and whose others are numbers."""
    lines = [heading, ["---", *["---:"] * (len(heading) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def start_table(costs: Mapping[str, Cost]) -> str:
    """Start-up beside the baseline application."""
    base = costs["baseline"].cpu
    names = {"mz": f"`mz tasks --owner {OWNER}`", "baseline": "baseline application", "pass": "`python -c pass`"}
    rows = [[names[name], f"{cost.cpu:.3f}", f"{cost.cpu / base:.2f}"] for name, cost in costs.items()]
    return markdown(["command", "CPU s", "ratio to the baseline"], rows)


def scale_table(costs: Costs) -> str:
    """CPU of each command at each size, beside reading alone, and the memory of a check."""
    heading = ["tasks", "check, CPU s", "query, CPU s", "query for one, CPU s", "reading alone, CPU s"]
    heading += ["baseline, CPU s", "check / reading", "query / reading", "check, MB"]
    return markdown(heading, (_scale_row(costs, size) for size in _sizes(costs)))


def _scale_row(costs: Costs, size: int) -> list[str]:
    names = ("check", "query", "one", "parse", "baseline")
    check, query, one, parse, baseline = (costs[(size, name)] for name in names)
    row = [f"{size:,}".replace(",", " "), *(f"{each.cpu:.2f}" for each in (check, query, one, parse, baseline))]
    return [*row, f"{check.cpu / parse.cpu:.2f}", f"{query.cpu / parse.cpu:.2f}", f"{check.memory:.0f}"]


def growth_table(costs: Costs) -> str:
    """Microseconds for each further task between two sizes, and how that compares with the step before (1: linear)."""
    steps = list(pairwise(_sizes(costs)))
    rows = []
    for name in ("check", "query", "parse"):
        before: float | None = None
        for small, large in steps:
            each = 1e6 * (costs[(large, name)].cpu - costs[(small, name)].cpu) / (large - small)
            change = f"{each / before:.2f}" if before else "–"
            rows.append([f"{name}, {small} → {large}", f"{each:.0f}", change])
            before = each
    return markdown(["step", "CPU µs per further task", "to the step before"], rows)


def _sizes(costs: Costs) -> list[int]:
    return sorted({size for size, _ in costs})


def limits_table(start: Mapping[str, Cost], costs: Costs) -> str:
    """What was asked for, what was measured, and by how much it is met or missed.

    Seconds are judged at the pace of the machine that the limits were set on, by the baseline application of the
    same rounds.
    """
    ratio = start["mz"].cpu / start["baseline"].cpu
    rows = [_limit_row("start, times the baseline", START_LIMIT, f"{ratio:.2f}", ratio)]
    for name, limit in LIMITS.items():
        if (LIMITED, name) in costs:
            measured = costs[(LIMITED, name)].cpu
            at_pace = measured * YARDSTICK / costs[(LIMITED, "baseline")].cpu
            rows.append(_limit_row(f"{name} at {LIMITED} tasks, CPU s", limit, f"{measured:.2f}", at_pace))
    return markdown(["target", "at most", "measured", "at pace", "of the limit", "verdict"], rows)


def _limit_row(name: str, limit: float, measured: str, at_pace: float) -> list[str]:
    verdict = "met" if at_pace <= limit else "missed"
    return [name, f"{limit:.2f}", measured, f"{at_pace:.2f}", f"{at_pace / limit:.0%}", verdict]


def machine() -> str:
    """One line on what this ran on."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    processor = models[0] if models else platform.processor() or platform.machine()
    return f"{os.cpu_count()} cores, {processor}, {platform.system()}, Python {platform.python_version()}"


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of tasks, with commas between them")
    parser.add_argument("--runs", type=int, default=7, help="how often each command runs (default: %(default)s)")
    parser.add_argument("--start-runs", type=int, default=21, help="the same for start-up (default: %(default)s)")
    parser.add_argument("--large", action="store_true", help=f"also {LARGE} tasks, three runs")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    """Measure and print."""
    if not hasattr(os, "wait4"):
        print("bench/run.py needs os.wait4, which this system does not have", file=sys.stderr)
        return 2
    options = parse_arguments(arguments)
    print(f"{machine()}\n", flush=True)
    start = medians(start_commands(), options.start_runs)
    print(start_table(start), flush=True)
    costs: dict[tuple[int, str], Cost] = {}
    for size in sorted({int(each) for each in options.sizes.split(",") if each}):
        costs |= measure_size(size, options.runs)
    if options.large:
        costs |= measure_size(LARGE, min(options.runs, 3))
    if costs:
        print(scale_table(costs), growth_table(costs), sep="\n")
    print(limits_table(start, costs))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
