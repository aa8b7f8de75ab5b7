"""The benchmark of forms: what it generates is read whole, and its table says what was measured."""

from __future__ import annotations

from pathlib import Path

from bench import forms
from bench.run import Cost

from minzheng_cli.store.files import all_files
from minzheng_cli.store.load import load
from tests.conftest import Mz


def test_what_is_generated_is_collected_whole(mz: Mz, tmp_path: Path) -> None:
    forms.write_base(12, tmp_path / "data")
    assert forms.write_filled(tmp_path / "data", tmp_path / "filled") == 12
    data = ("--data", str(tmp_path / "data"), "--as-of", str(forms.COLLECTED))
    result = mz("collect", str(tmp_path / "filled"), *data)
    assert result.code == 0, result.out
    assert "共12份表：新增120条" in result.err
    loaded = load(tmp_path / "data", all_files(tmp_path / "data"))
    assert not loaded.faults


def test_forms_are_told_over_start_up() -> None:
    costs = {"start": Cost(0.5, 1.0), "collect": Cost(1.49, 1.0), "read": Cost(0.1, 1.0), "form": Cost(2.0, 1.0)}
    assert forms.table({100: costs}).splitlines()[2] == "| 100 | 1.49 | 10.0 | 1.0 | 10.0 | 20.0 | 25 | met |"
    slow = forms.table({100: {**costs, "collect": Cost(9.0, 1.0)}})
    assert "missed" in slow
