"""The benchmark of imports: what it generates is read whole, in each format, and its table says what was measured."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench import imports
from bench.run import Cost

from minzheng_cli.importing.document.parse import parse
from minzheng_cli.importing.document.reading import read


@pytest.mark.parametrize("kind", imports.FORMATS)
def test_what_is_generated_is_read_whole(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"plan.{kind}"
    imports.write(path, 3)
    draft = parse(read(path))
    assert (len(draft.tasks), len(draft.targets)) == (12, 24)
    assert all(task.owners for task in draft.tasks)


def test_memory_is_told_over_one_page_and_beside_the_size() -> None:
    cost = {"show": Cost(2.0, 60.0), "write": Cost(3.0, 100.0)}
    start = {"show": Cost(0.4, 50.0), "write": Cost(0.5, 60.0)}
    assert imports.row("txt", 500, 2.0, cost, start) == [".txt", "500", "2.00", "2.00", "10", "5", "3.00", "40", "20"]
