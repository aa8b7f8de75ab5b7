"""Tables of PDF files: cells by the rules that are drawn, over the pages that a table goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from minzheng_cli.importing.document.blocks import Block, Paragraph, Table
from minzheng_cli.importing.document.parse import parse
from minzheng_cli.importing.document.reading import blocks_of
from tests.conftest import Mz
from tests.pdfs import HEIGHT, pdf, placed, rule

LEFT, TOP, SIZE, LEADING = 60, 100, 12, 16
COLUMNS = (34, 82, 130, 82)
"""Points: room for two, six, ten and six characters beside the margins."""
HEADER = ("序号", "类别", "任务", "责任单位")
Row = Sequence[str | None]
"""Cells, each with / between its lines; None goes on with the cell above."""


def drawn(
    rows: Sequence[Row], widths: Sequence[float] = COLUMNS, top: float = TOP, *, sides: bool = True
) -> Iterator[bytes]:
    """What draws a table: its words, and the rules around its cells."""
    edges = [LEFT + sum(widths[:at]) for at in range(len(widths) + 1)]
    y = top
    for at, row in enumerate(rows):
        lines = [(cell or "").split("/") for cell in row]
        floor = y + LEADING * max(map(len, lines)) + 4
        for column, cell in enumerate(lines):
            for number, words in enumerate(cell, 1):
                yield placed(edges[column] + 5, y + LEADING * number, words, SIZE)
            if row[column] is not None:
                yield rule(edges[column], y, edges[column + 1], y)
            if at + 1 == len(rows):
                yield rule(edges[column], floor, edges[column + 1], floor)
        for edge in edges if sides else edges[1:-1]:
            yield rule(edge, y, edge, floor)
        y = floor


def rows_of(blocks: Sequence[Block]) -> list[tuple[tuple[str, ...], ...]]:
    return [block.rows for block in blocks if isinstance(block, Table)]


def texts(blocks: Sequence[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def read(*pages: Iterator[bytes] | list[bytes]) -> list[Block]:
    return blocks_of(pdf([list(page) for page in pages]), ".pdf")


LINES = (
    HEADER,
    ("1", "路灯", "修好老街两旁坏了的路/灯，年底前完成", "县修路办/县河道管理服/务中心"),
    ("2", None, "添置长椅120把", "县河道管理服/务中心、县图/书馆"),
    ("3", "花草", "1.种好花草；/2.按时浇水。", ""),
)
TOLD = (
    HEADER,
    ("1", "路灯", "修好老街两旁坏了的路灯，年底前完成", "县修路办\n县河道管理服务中心"),
    ("2", "路灯", "添置长椅120把", "县河道管理服务中心、县图书馆"),
    ("3", "花草", "1.种好花草；\n2.按时浇水。", ""),
)


@pytest.mark.parametrize("sides", [True, False])
def test_cells_are_where_the_rules_are(sides: bool) -> None:
    above, below = placed(LEFT, 80, "某某县小事清单"), placed(LEFT, 400, "以上小事由县修路办汇总。")
    blocks = read([above, *drawn(LINES, sides=sides), below])
    assert rows_of(blocks) == [TOLD]
    assert texts(blocks) == ["某某县小事清单", "以上小事由县修路办汇总。"]
    assert [block.line for block in blocks] == [1, 2, 6]


def test_rules_may_be_thin_boxes() -> None:
    boxes = [f"{x} {HEIGHT - y - h} {w} {h} re f\n".encode() for x, y, w, h in (
        (60, 100, 200, 1), (60, 120, 200, 1), (60, 140, 200, 1), (60, 100, 1, 41), (160, 100, 1, 41), (259, 100, 1, 41),
    )]  # fmt: skip
    cells = [placed(65 + 100 * (at % 2), 115 + 20 * (at // 2), words, SIZE) for at, words in enumerate("甲乙丙丁")]
    assert rows_of(read([*boxes, *cells])) == [(("甲", "乙"), ("丙", "丁"))]


def test_the_ground_behind_words_is_no_cell() -> None:
    ground = f"{LEFT + 34 + 82 + 5} {HEIGHT - TOP - 22} 36 20 re f\n".encode()
    assert rows_of(read([ground, *drawn(LINES)])) == [TOLD]


def test_rows_are_tasks() -> None:
    draft = parse(read([placed(LEFT, 80, "2025年小事责任分工表"), *drawn(LINES)]))
    assert [(task.number, task.title, task.owners[0].names if task.owners else ()) for task in draft.tasks] == [
        ("1", "修好老街两旁坏了的路灯，年底前完成", ("县修路办", "县河道管理服务中心")),
        ("2", "添置长椅120把", ("县河道管理服务中心", "县图书馆")),
        ("3", "种好花草", ()),
    ]


def test_a_table_goes_on_over_pages() -> None:
    first = drawn([HEADER, ("1", "路灯", "修好老街两旁坏了的路", "县修路办")], top=600)
    second = drawn(
        [HEADER, ("", "", "灯，年底前完成", ""), ("2", "长椅", "添置长椅", "县图书馆"), ("3", None, "种花", "县花木局")]
    )
    third = drawn([HEADER, ("4", "", "浇水", "县水务局")])
    number = [placed(280, 790, "— 1 —")]
    blocks = read([*first, *number], [*second, *number], [*third, *number])
    assert rows_of(blocks) == [
        (
            HEADER,
            ("1", "路灯", "修好老街两旁坏了的路灯，年底前完成", "县修路办"),
            ("2", "长椅", "添置长椅", "县图书馆"),
            ("3", "长椅", "种花", "县花木局"),
            ("4", "长椅", "浇水", "县水务局"),
        )
    ]
    assert texts(blocks) == []


def test_the_last_row_may_stand_alone_on_a_page() -> None:
    blocks = read([*drawn(LINES[:2])], [*drawn([("2", "长椅", "添置长椅", "县图书馆")]), placed(LEFT, 400, "完")])
    assert [len(rows) for rows in rows_of(blocks)] == [3]
    assert texts(blocks) == ["完"]


def test_another_table_on_the_next_page_is_another() -> None:
    blocks = read([*drawn(LINES[:2])], [*drawn([HEADER[:3], ("1", "长椅", "添置长椅")], (50, 100, 150))])
    assert [len(rows) for rows in rows_of(blocks)] == [2, 2]


def test_boxes_and_lines_below_heads_are_no_tables() -> None:
    page = [
        placed(LEFT, 90, "某某县修路办文件"),
        rule(LEFT, 96, 500, 96),
        *drawn([("专栏",), ("修好老街两旁坏了的路灯。",)], (300,)),
        *drawn([("（责任单位：", "县修路办）")], (100, 100), top=300),
    ]
    blocks = read(page)
    assert rows_of(blocks) == []
    assert "".join(texts(blocks)) == "某某县修路办文件专栏修好老街两旁坏了的路灯。（责任单位： 县修路办）"


def test_without_rules_it_says_that_tables_are_not_read(mz: Mz, tmp_path: Path) -> None:
    file = tmp_path / "表.pdf"
    file.write_bytes(
        pdf([[placed(60, 100, "某某县办好小事的情况"), placed(60, 200, "灯"), placed(160, 200, "县修路办")]])
    )
    told = mz("import", str(file), "--dry-run").err
    assert "PDF里没有框线的表格认不出来，请转成Word文件再导入" in told


def test_a_drawing_of_many_lines_is_no_table() -> None:
    lines = [rule(10 + at / 2, 50, 10 + at / 2, 800) for at in range(1000)]
    assert (
        rows_of(read([*lines, *(rule(10, 50 + at / 2, 500, 50 + at / 2) for at in range(1000)), placed(60, 90, "图")]))
        == []
    )
