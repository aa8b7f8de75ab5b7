"""Workbooks of Excel 97–2003 (.xls) and LibreOffice (.ods), read in a process of their own.

On a damaged one of these, python-calamine may run for ever, or ask for all memory and end the process with it. Forms in
.xlsx, which nearly all are, don't need this: what misleads the reader there is found beforehand (`container`).
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

from minzheng_cli.errors import MzError
from minzheng_cli.importing.sheets import Raw, Sheet, damaged, laid_out

_PATIENCE = 10.0
"""Seconds; a sound form takes a tenth of one."""
_MEMORY = 2 * 2**30
_REFUSED = "refused"


def laid_out_apart(data: bytes) -> list[Sheet]:
    """As `sheets.laid_out`, and whatever happens there leaves this process alone. Raises MzError."""
    command = [sys.executable, "-m", "minzheng_cli.importing.apart"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_PATIENCE, check=True)  # noqa: S603
        answer = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        raise damaged() from None
    if isinstance(answer, dict):
        raise MzError(*answer[_REFUSED])
    return [_sheet(*each) for each in answer]


def _sheet(name: str, rows: list[list[Any]], covered: list[list[list[int]]]) -> Sheet:
    places = {(here[0], here[1]): (shown[0], shown[1]) for here, shown in covered}
    return Sheet(name, [[_raw(value) for value in row] for row in rows], places)


def _raw(value: Any) -> Raw:
    raw: Raw = value
    if isinstance(value, dict):
        kind, text = next(iter(value.items()))
        raw = _KINDS[kind].fromisoformat(text)
    return raw


_KINDS: dict[str, Any] = {"datetime": datetime, "date": date, "time": time}


def _plain(value: Raw) -> Any:
    """A value that JSON has no word for."""
    if isinstance(value, timedelta):
        return str(value)
    return {type(value).__name__: value.isoformat()} if isinstance(value, date | time) else str(value)


def _answer(data: bytes) -> Any:
    try:
        return [[each.name, each.rows, list(each.covered.items())] for each in laid_out(data)]
    except MzError as error:
        return {_REFUSED: [error.message, error.hint]}


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    _limit_memory()
    sys.stdout.write(json.dumps(_answer(sys.stdin.buffer.read()), default=_plain))
