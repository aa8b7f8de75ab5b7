"""Entries are spliced in behind what is there; every other byte stays, and so do values, comments and layout."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from minzheng_cli.errors import MzError
from minzheng_cli.model.base import Part
from minzheng_cli.model.progress import Acceptance, Extension, Lock, Observation, ProgressFile, Report
from minzheng_cli.store.append import Addition, added, additions_edits, append, plain
from minzheng_cli.store.edit import Edit
from minzheng_cli.store.layout import layout, words
from minzheng_cli.store.layout.comments import compose
from minzheng_cli.store.parsing import parse
from tests.conftest import DEMO

FILE = "progress/2022H1.yaml"
SEEN = Observation(target="G6.1", area="220100", as_of=date(2022, 6, 30), numerator=8, denominator=11)
SEEN_LINE = '- {target: G6.1, area: "220100", as_of: 2022-06-30, numerator: 8, denominator: 11}'
JUDGED = Acceptance(item="G6.1", verdict="达到", accepted=date(2023, 1, 20), by="办公室")
ASKED = Extension(target="G6.1", due=date(2023, 6, 30), reason="慢", requested=date(2022, 11, 2))
LOCK = Lock(on=date(2022, 8, 15), seal="0123456789abcdef")


def report(done: str = "甲", **more: Any) -> Report:
    values = {"task": "T6", "office": "养老服务处", "status": "进行中", "reported": date(2022, 7, 8), **more}
    return Report(done=done, **values)


CASES = {
    "behind the last item": (
        "period: 2022H1\nobservations:\n  - {target: G6.1}  # 长春\n",
        f"period: 2022H1\nobservations:\n  - {{target: G6.1}}  # 长春\n  {SEEN_LINE}\n",
    ),
    "the list has no key yet": (
        "period: 2022H1\n",
        f"period: 2022H1\n\nobservations:\n  {SEEN_LINE}\n",
    ),
    "between the keys around it": (
        "period: 2022H1\nreports: []\n\n# 认定\nacceptances: []\n",
        f"period: 2022H1\nreports: []\n\nobservations:\n  {SEEN_LINE}\n\n# 认定\nacceptances: []\n",
    ),
    "an empty list": (
        "period: 2022H1\nobservations: []\nreports: []\n",
        f"period: 2022H1\nobservations:\n  {SEEN_LINE}\nreports: []\n",
    ),
    "an empty list with a comment": (
        "period: 2022H1\nobservations: [ ]   # 还没有\n",
        f"period: 2022H1\nobservations:  # 还没有\n  {SEEN_LINE}\n",
    ),
    "an empty list with a comment in it": (
        "period: 2022H1\nobservations: [  # 还没有\n]\n",
        f"period: 2022H1\nobservations: [  # 还没有\n  {SEEN_LINE[2:]}]\n",
    ),
    "nothing behind the key": (
        "period: 2022H1\nobservations:\n\nreports: ~\n",
        f"period: 2022H1\nobservations:\n  {SEEN_LINE}\n\nreports: ~\n",
    ),
    "null behind the key": (
        "period: 2022H1\nobservations: ~  # 空\n",
        f"period: 2022H1\nobservations:  # 空\n  {SEEN_LINE}\n",
    ),
    "comments stay below the list": (
        "period: 2022H1\nobservations:\n  - {target: G6.1}\n  # 以下待补\n\n  # - {target: G6.2}\n# 末尾\n",
        f"period: 2022H1\nobservations:\n  - {{target: G6.1}}\n  {SEEN_LINE}\n  # 以下待补\n\n  # - {{target: G6.2}}\n# 末尾\n",
    ),
    "comments of the last item stay with it": (
        "period: 2022H1\nobservations:\n  - target: G6.1\n    # 待核\n\n    # 再核\n  # 待补\n",
        f"period: 2022H1\nobservations:\n  - target: G6.1\n    # 待核\n\n    # 再核\n  {SEEN_LINE}\n  # 待补\n",
    ),
    "dashes that are not indented": (
        "period: 2022H1\nobservations:\n- {target: G6.1}\n- target: G6.2\n  problems:\nreports: []\n",
        f"period: 2022H1\nobservations:\n- {{target: G6.1}}\n- target: G6.2\n  problems:\n{SEEN_LINE}\nreports: []\n",
    ),
    "in brackets": (
        "period: 2022H1\nobservations: [{target: G6.1}, {target: G6.2}, ]\n",
        f"period: 2022H1\nobservations: [{{target: G6.1}}, {{target: G6.2}}, {SEEN_LINE[2:]}, ]\n",
    ),
    "in brackets over several lines": (
        "period: 2022H1\nobservations: [\n  {target: G6.1},  # 一\n  {target: G6.2}  # 二\n]\n",
        f"period: 2022H1\nobservations: [\n  {{target: G6.1}},  # 一\n  {{target: G6.2}}, {SEEN_LINE[2:]}  # 二\n]\n",
    ),
    "no line break at the end": (
        "period: 2022H1\nobservations:\n  - {target: G6.1}",
        f"period: 2022H1\nobservations:\n  - {{target: G6.1}}\n  {SEEN_LINE}\n",
    ),
    "no line break at the end, and the list in the middle": (
        "observations:\n  - {target: G6.1}\nperiod: 2022H1",
        f"observations:\n  - {{target: G6.1}}\n  {SEEN_LINE}\nperiod: 2022H1",
    ),
    "CR LF": (
        "period: 2022H1\r\nobservations:\r\n  - {target: G6.1}\r\n\r\n# 完\r\n",
        f"period: 2022H1\r\nobservations:\r\n  - {{target: G6.1}}\r\n  {SEEN_LINE}\r\n\r\n# 完\r\n",
    ),
    "line breaks of both kinds": (
        "period: 2022H1\r\nobservations:\n  - {target: G6.1}\r\n# 完\n",
        f"period: 2022H1\r\nobservations:\n  - {{target: G6.1}}\r\n  {SEEN_LINE}\r\n# 完\n",
    ),
    "behind a text whose blank lines don't count": (
        "period: 2022H1\nobservations:\n  - evidence: |\n      甲\n\n      # 乙\n\n\nreports: []\n",
        f"period: 2022H1\nobservations:\n  - evidence: |\n      甲\n\n      # 乙\n  {SEEN_LINE}\n\n\nreports: []\n",
    ),
    "behind a text whose blank lines count": (
        "period: 2022H1\nobservations:\n  - evidence: |+\n      甲\n\n\nreports: []\n",
        f"period: 2022H1\nobservations:\n  - evidence: |+\n      甲\n\n\n  {SEEN_LINE}\nreports: []\n",
    ),
    "document marks": (
        "---\nperiod: 2022H1\n...\n# 完\n",
        f"---\nperiod: 2022H1\n\nobservations:\n  {SEEN_LINE}\n...\n# 完\n",
    ),
    "an indented file": (
        "  period: 2022H1\n  observations:\n    - {target: G6.1}\n",
        f"  period: 2022H1\n  observations:\n    - {{target: G6.1}}\n    {SEEN_LINE}\n",
    ),
    "quoted keys and emoji": (
        '"period": 2022H1\n"observations": # 🙂𠮷\n  - {evidence: "🙂𠮷"}\n',
        f'"period": 2022H1\n"observations": # 🙂𠮷\n  - {{evidence: "🙂𠮷"}}\n  {SEEN_LINE}\n',
    ),
}


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES)
def test_where_an_entry_goes(before: str, after: str) -> None:
    assert added(before, FILE, {"observations": [SEEN]}) == after


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "数据 库"
    (folder / "progress").mkdir(parents=True)
    shutil.copyfile(DEMO / "plan.yaml", folder / "plan.yaml")
    return folder


def put(root: Path, text: str) -> None:
    (root / FILE).write_bytes(text.encode("utf-8"))


def everything(file: str = FILE) -> list[Addition]:
    entries: Sequence[tuple[str, Part]] = (
        ("acceptances", JUDGED),
        ("observations", SEEN),
        ("reports", report()),
        ("extensions", ASKED),
        ("observations", SEEN.model_copy(update={"area": "JL-CBS"})),
    )
    return [Addition(file, field, entry) for field, entry in entries]


ALL = """\
reports:
  - task: T6
    office: 养老服务处
    status: 进行中
    done: 甲
    reported: 2022-07-08

observations:
  - {target: G6.1, area: "220100", as_of: 2022-06-30, numerator: 8, denominator: 11}
  - {target: G6.1, area: JL-CBS, as_of: 2022-06-30, numerator: 8, denominator: 11}

extensions:
  - target: G6.1
    due: 2023-06-30
    reason: 慢
    requested: 2022-11-02

acceptances:
  - item: G6.1
    verdict: 达到
    accepted: 2023-01-20
    by: 办公室
"""


def test_a_new_file_names_its_schema_and_its_period(root: Path) -> None:
    (edit,) = append(root, everything())
    text = f"# yaml-language-server: $schema=../../../schemas/progress.schema.json\nperiod: 2022H1\n\n{ALL}"
    assert (root / FILE).read_text("utf-8") == edit.after == text
    assert edit.is_new
    assert layout(text, FILE, ProgressFile) == text


def test_without_a_schema_in_the_plan_a_new_file_names_none(root: Path) -> None:
    (root / "plan.yaml").write_text("source: x.txt\n", "utf-8")
    assert append(root, everything())[0].after == f"period: 2022H1\n\n{ALL}"


@pytest.mark.parametrize(
    ("before", "head"),
    [("", ""), ("# 只有注释\n\n#完", "# 只有注释\n\n#完\n"), ("\n\n", "\n\n"), ("\ufeff# 甲\r\n", "\ufeff# 甲\r\n")],
)
def test_a_file_of_comments_alone_gets_its_period(before: str, head: str, root: Path) -> None:
    put(root, before)
    (edit,) = append(root, everything())
    assert edit.after.replace("\r\n", "\n") == f"{head}period: 2022H1\n\n{ALL}".replace("\r\n", "\n")
    assert not edit.is_new


def test_a_byte_order_mark_stays(root: Path) -> None:
    put(root, "\ufeffperiod: 2022H1\n")
    append(root, everything())
    assert (root / FILE).read_text("utf-8") == f"\ufeffperiod: 2022H1\n\n{ALL}"


def test_several_files_in_one_go(root: Path) -> None:
    put(root, "period: 2022H1\n")
    edits = append(root, [*everything(), *everything("progress/2022H2.yaml")])
    assert [edit.file for edit in edits] == [FILE, "progress/2022H2.yaml"]
    assert (root / "progress/2022H2.yaml").read_text("utf-8").endswith(f"period: 2022H2\n\n{ALL}")


def test_what_an_edit_adds_and_where(root: Path) -> None:
    put(root, "period: 2022H1\nobservations:\n  - {target: G6.1}\n# 完\n")
    (edit,) = additions_edits(root, [Addition(FILE, "observations", SEEN)])
    assert edit.added == (4, f"  {SEEN_LINE}\n")
    (edit,) = additions_edits(root, [Addition(FILE, "acceptances", JUDGED)])
    assert edit.added == (5, edit.after[edit.after.index("acceptances:") : edit.after.index("# 完")])
    assert Edit("x", "甲\n乙\n", "甲\n乙\n", 0).added == (3, "")


def test_the_lock_is_a_key_of_its_own(root: Path) -> None:
    put(root, "period: 2022H1  # 上半年\n\nreports: []\n")
    append(root, [Addition(FILE, "locked", LOCK)])
    text = "period: 2022H1  # 上半年\nlocked: {on: 2022-08-15, seal: 0123456789abcdef}\n\nreports: []\n"
    assert (root / FILE).read_text("utf-8") == text
    assert layout(text, FILE, ProgressFile) == text
    with pytest.raises(MzError, match="2022H1已经锁定"):
        append(root, everything())
    assert (root / FILE).read_text("utf-8") == text


def test_an_empty_lock_is_filled_in() -> None:
    assert added("period: 2022H1\nlocked:  # 待锁\n", FILE, {"locked": [LOCK]}) == (
        "period: 2022H1\nlocked: {on: 2022-08-15, seal: 0123456789abcdef}  # 待锁\n"
    )


REFUSED = {
    "YAML at fault": ("period: 2022H1\nreports: [\n", "progress/2022H1.yaml有错，没有写入：第2行，方括号"),
    "a key twice": ("period: 2022H1\nperiod: 2022H1\n", "写了两次"),
    "a list at the top": ("- period: 2022H1\n", "没有写入"),
    "in braces altogether": ("{period: 2022H1}\n", "花括号里，没有写入.*mz fmt"),
    "a value that a comma would break": ("period: 2022H1\nreports: [甲,,]\n", "没有写入"),
}


@pytest.mark.parametrize(("text", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_added_to(text: str, reason: str, root: Path) -> None:
    put(root, text)
    with pytest.raises(MzError, match=reason):
        append(root, everything())
    assert (root / FILE).read_bytes() == text.encode("utf-8")
    assert sorted(path.name for path in root.iterdir()) == ["plan.yaml", "progress"]


def test_bytes_that_are_no_text(root: Path) -> None:
    (root / FILE).write_bytes("期".encode("gbk"))
    with pytest.raises(MzError, match="没有写入"):
        append(root, everything())
    assert (root / FILE).read_bytes() == "期".encode("gbk")


def test_who_refuses_before_anything_is_written(root: Path) -> None:
    def refuse(edits: list[Edit]) -> None:
        raise MzError(f"{len(edits)}个文件不行。")

    with pytest.raises(MzError, match="1个文件不行"):
        append(root, everything(), refuse)
    assert not (root / FILE).exists()


def test_nothing_to_add_touches_nothing(root: Path) -> None:
    assert append(root, []) == []
    assert sorted(path.name for path in root.iterdir()) == ["plan.yaml", "progress"]


@pytest.mark.parametrize(
    ("done", "written"),
    [
        ("一\n二", "|-\n      一\n      二"),
        ("一\n\n  # 二\n三: 四", "|-\n      一\n\n        # 二\n      三: 四"),
        ("一\n", '"一\\n"'),
        (" 一\n二", '" 一\\n二"'),
        ("一\t\n二", '"一\\t\\n二"'),
        ("1", '"1"'),
        ("甲: 乙 #丙", '"甲: 乙 #丙"'),
        ("- 甲", '"- 甲"'),
        ("2022-07-08", '"2022-07-08"'),
        ("\u00ad软连字符", '"\\xAD软连字符"'),
        ("𠮷林🙂👨‍👩‍👧", "𠮷林🙂👨‍👩‍👧"),
    ],
)
def test_how_words_are_written(done: str, written: str) -> None:
    text = added("period: 2022H1\n", FILE, {"reports": [report(done)]})
    assert f"    done: {written}\n    reported:" in text
    assert layout(text, FILE, ProgressFile) == text


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).filter(lambda text: text.strip())


@settings(max_examples=300, deadline=None)
@given(done=TEXTS, evidence=TEXTS, line_break=st.sampled_from(["\n", "\r\n"]))
def test_any_words_come_back_as_they_were(done: str, evidence: str, line_break: str) -> None:
    entry, seen = report(done, evidence=evidence), SEEN.model_copy(update={"evidence": evidence})
    before = line_break.join(["# 甲", "period: 2022H1", "observations: []", ""])
    after = added(before, FILE, {"reports": [entry], "observations": [seen]})
    value = parse(after, FILE).value
    assert value is not None
    assert value["reports"] == [plain(entry)]
    assert value["observations"] == [plain(seen)]


GAPS = st.lists(st.sampled_from(["", "  # 甲", "# 乙: {", "    # 丙\t", "   ", "  # - 丁"]), max_size=3)
ITEMS = st.lists(
    st.sampled_from(
        [
            "  - {target: G6.1, evidence: 甲}  # 注",
            "  - target: G6.2",
            "  - evidence: |\n      甲\n\n        # 乙",
            "  - evidence: >-\n      甲\n      乙",
            "  - evidence: '甲\n      乙'",
            '  - {target: "G6.1",\n     area: "220100"}',
            "  - note:",
            "  - # 注\n    target: G6.3  # 再注",
        ]
    ),
    max_size=4,
)


@st.composite
def files(draw: st.DrawFn) -> str:
    """A progress file as hands leave it: keys in any order, comments and blank lines anywhere."""
    lines = draw(GAPS)
    for key in draw(st.permutations(["period", "reports", "observations", "acceptances"])):
        if key == "period":
            lines.append("period: 2022H1")
        elif items := draw(ITEMS):
            lines.append(f"{key}:{draw(st.sampled_from(['', '  # 注']))}")
            for item in items:
                lines += [*draw(GAPS), item]
        elif draw(st.booleans()):
            lines.append(f"{key}:{draw(st.sampled_from(['', ' []', ' ~ # 空']))}")
        lines += draw(GAPS)
    text = "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n"]))
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(text=files(), field=st.sampled_from(["reports", "observations", "acceptances"]))
def test_hand_written_layout_survives(text: str, field: str) -> None:
    """Outside one splice not a byte changes; the splice only adds, but for the brackets of an empty list."""
    assume(not parse(text, FILE).faults)
    entry = {"reports": report(), "observations": SEEN, "acceptances": JUDGED}[field]
    after = added(text, FILE, {field: [entry]})
    value, old = parse(after, FILE).value, parse(text, FILE).value
    assert value is not None
    assert old is not None
    assert value == {**old, field: [*(old.get(field) or []), plain(entry)]}
    start = next((at for at, pair in enumerate(zip(text, after, strict=False)) if pair[0] != pair[1]), len(text))
    rest = len(text) - start
    kept = next((n for n in range(rest) if text[-1 - n] != after[-1 - n]), rest)
    assert text[start : len(text) - kept].partition("#")[0].strip() in ("", "[]", "~")
    even, now = (each.replace("\r\n", "\n") for each in (text, after))
    assert words(now, compose(now)) == words(even, compose(even))


@pytest.mark.parametrize("period", ["2021H2", "2022H1", "2022H2", "2023H1"])
def test_a_tidy_file_stays_tidy(period: str) -> None:
    file = f"progress/{period}.yaml"
    text = (DEMO / file).read_text("utf-8")
    text = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("locked:"))
    after = added(
        text,
        file,
        {"reports": [report("甲\n乙")], "observations": [SEEN], "extensions": [ASKED], "acceptances": [JUDGED]},
    )
    assert layout(after, file, ProgressFile) == after
    old, new = (ProgressFile.model_validate(parse(each, file).value) for each in (text, after))
    assert new.reports[:-1] == old.reports
    assert new.observations[:-1] == old.observations
    assert (new.extensions[-1], new.acceptances[-1]) == (ASKED, JUDGED)
