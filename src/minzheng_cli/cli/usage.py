"""What Typer says about a command line, said again in Chinese."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from minzheng_cli.errors import MzError

_NO_COMMAND = re.compile(r"No such command (['\"])(.*?)\1\.", re.DOTALL)
_EXTRA = re.compile(r"unexpected extra argument(?:s|\(s\))? \((.*)\)", re.DOTALL)


def usage_mistake(error: Any, arguments: Sequence[str] = ()) -> MzError:
    """The mistake in a command line that Typer refused: one sentence, and what to do."""
    kind, message = type(error).__name__, str(getattr(error, "message", error))
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else _path(arguments)
    hint = f"用法见 {path} --help"
    if kind == "NoSuchOption":
        return _unknown_option(error, context, hint)
    if kind == "BadOptionUsage":
        wants = "后面要写内容" if "requires" in message else "后面不写内容"
        return MzError(f"选项{error.option_name}{wants}。", hint)
    if kind == "MissingParameter":
        parameter = getattr(error, "param", None)
        name = getattr(parameter, "metavar", None) or getattr(parameter, "name", "") or ""
        return MzError(f"缺少参数“{name}”。", hint)
    if unknown := _NO_COMMAND.match(message):
        return _unknown_command(unknown[2], context, hint)
    if extra := _EXTRA.search(message):
        return MzError(f"多写了参数“{extra[1]}”。", f"含空格的内容要加引号；{hint}")
    return MzError("命令写法不对。", hint)


def _unknown_option(error: Any, context: Any, hint: str) -> MzError:
    from minzheng_cli.query.select import nearest

    known = [name for p in context.command.params for name in getattr(p, "opts", ()) if name.startswith("--")]
    near = nearest(error.option_name, known)
    return MzError(f"没有选项“{error.option_name}”。", f"是不是“{near}”？" if near else hint)


def _path(arguments: Sequence[str]) -> str:
    """The command that was meant, for a mistake of which Typer doesn't tell the command."""
    from minzheng_cli.cli.app import COMMANDS

    known = {command.__name__ for command in COMMANDS}
    return next((f"mz {each}" for each in arguments if each in known), "mz")


def _unknown_command(name: str, context: Any, hint: str) -> MzError:
    from minzheng_cli.query.select import nearest

    near = nearest(name, list(getattr(context.command, "commands", {})))
    return MzError(f"没有命令“{name}”。", f"是不是“mz {near}”？" if near else hint)
