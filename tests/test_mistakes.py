"""Ten mistakes that people make, and what `mz check` says to each: `docs/mistakes.md`, made from what it really says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Mz
from tests.test_docs import compare

MISTAKES = (
    ("把50%看成了60%", "targets.yaml", "    value: 50\n", "    value: 60\n"),
    ("责任处室打错一个字", "tasks.yaml", "    owners: [区划地名处]", "    owners: [区划地明处]"),
    ("照着原文写了“厅”字", "tasks.yaml", "    owners: [区划地名处]", "    owners: [厅区划地名处]"),
    ("顺手改正了原文的错字", "tasks.yaml", "制定科学合的行政区划调整方案", "制定科学合理的行政区划调整方案"),
    (
        "漏录一位成员",
        "org.yaml",
        "    - {name: 王云飞, role: 成员, post: 厅办公室主任, office: 办公室, quote: 王云飞 厅办公室主任}\n",
        "",
    ),
    ("替没有期限的目标加了期限", "targets.yaml", "    unit: 所\n", "    unit: 所\n    due: 2025-12-31\n"),
    ("冒号用了全角", "tasks.yaml", "    title: 深化农村殡葬改革", "    title：深化农村殡葬改革"),
    ("字段名打错", "tasks.yaml", "    owners: [区划地名处]", "    onwers: [区划地名处]"),
    ("地区代码没有加引号", "areas.yaml", '  - {code: "220102",', "  - {code: 220102,"),
    ("复制一条目标忘了改编号", "targets.yaml", "  - id: G6.2\n", "  - id: G6.1\n"),
)


@pytest.fixture
def desk(base: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the base's `data/` lies, as the place where the user stands."""
    monkeypatch.chdir(base.parent)
    return base


def test_every_mistake_gives_one_message_that_tells_how_to_mend_it(desk: Path, mz: Mz) -> None:
    lines = ["# 十个常见的错误", "", "<!-- 由程序生成：MZ_UPDATE=1 pytest tests/test_mistakes.py -->", ""]
    lines += ["知识库的编辑者常犯的十个错误，和`mz check`对每一个说的话。", ""]
    for number, (what, file, old, new) in enumerate(MISTAKES, 1):
        path = desk / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, what
        path.write_text(text.replace(old, new), encoding="utf-8")
        said = mz("check")
        path.write_text(text, encoding="utf-8")
        assert said.code == 1
        assert "发现1处问题" in said.out, said.out
        assert "提示：" in said.out
        lines += [f"## {number}. {what}", "", "```text", said.out.strip().rpartition("\n\n")[0], "```", ""]
    compare("mistakes.md", "\n".join(lines).rstrip() + "\n")
