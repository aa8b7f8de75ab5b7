"""The one way out: every command ends here with its exit code, and no reader ever sees a traceback."""

from __future__ import annotations

import gc
import os
import sys
from io import TextIOWrapper
from typing import NoReturn

from minzheng_cli.errors import Exit, MzError, disk_reason


def main() -> NoReturn:
    """Run the command line and leave with an exit code of `Exit`."""
    gc.disable()  # a short-lived process that only builds up; collecting was most of the time of loading
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # what an encoding lacks becomes a question mark, never an error
    code = run(sys.argv[1:])
    _flush()
    if "coverage" not in sys.modules:
        os._exit(code)  # all is written: taking a large knowledge base apart piece by piece would only cost time
    sys.exit(code)


def _flush() -> None:
    """Write out what is left; what can't be written any more (full disk, closed stream) is dropped: it was reported."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        except (ValueError, AttributeError):
            continue


def run(arguments: list[str]) -> int:
    """Run the command line with these arguments; give its exit code."""
    from typer.exceptions import Abort, TyperException

    from minzheng_cli.cli.usage import usage_mistake

    try:
        from minzheng_cli.cli.app import app

        code = app(arguments, prog_name="mz", standalone_mode=False)
        return _left(int(code) if isinstance(code, int) else Exit.OK)
    except MzError as error:
        return _say(error, Exit.USAGE)
    except TyperException as error:
        return _say(usage_mistake(error, arguments), Exit.USAGE)
    except (KeyboardInterrupt, Abort):
        return _say(MzError("已中断。"), Exit.INTERRUPTED)
    except SystemExit as leaving:
        if not isinstance(leaving.__context__, BrokenPipeError):
            raise
        _drop_output()
        return Exit.OK
    except OSError as error:
        return _say(_disk_mistake(error), Exit.USAGE)
    except MemoryError:
        return _say(MzError("内存不足。", "请检查文件是否过大"), Exit.USAGE)
    except Exception:  # noqa: BLE001 - the last boundary: a trace goes into a log file, never on the screen
        return _bug()


def _left(code: int) -> int:
    """The code that Typer gives; of an interruption it says nothing itself."""
    return _say(MzError("已中断。"), Exit.INTERRUPTED) if code == Exit.INTERRUPTED else code


def _say(error: MzError, code: Exit) -> int:
    from minzheng_cli.console.terminal import write_words

    try:
        write_words(str(error))
    except OSError:
        _drop_output()
    return code


def _disk_mistake(error: OSError) -> MzError:
    reason = disk_reason(error)
    return MzError(f"无法读写“{error.filename or '输出'}”：{reason}。", "请检查路径、权限和磁盘空间")


def _drop_output() -> None:
    """Nobody reads on: keep Python from complaining when it flushes at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _bug() -> int:
    import tempfile
    import traceback
    from pathlib import Path

    log = Path(tempfile.gettempdir()) / "mz-错误日志.txt"
    try:
        log.write_text(traceback.format_exc(), encoding="utf-8")
    except OSError:
        return _say(MzError("程序出错，日志也无法写入。", "请把所用的命令告诉维护人员"), Exit.BUG)
    return _say(MzError("程序出错，这不是您的问题。", f"请把日志“{log}”和所用的命令告诉维护人员"), Exit.BUG)
