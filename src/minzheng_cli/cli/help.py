"""Help in Chinese, laid out by cell width: Typer's own is in English."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    Ctx = Any
    Formatter = Any

_OWN_HELP = {
    "help": "显示帮助",
    "install_completion": "为当前的命令行安装自动补全",
    "show_completion": "显示自动补全脚本",
}


class ChineseCommand(TyperCommand):
    """A command whose help is in Chinese."""

    def format_help(self, ctx: Ctx, formatter: Formatter) -> None:
        """Usage, what it does, its arguments and options, an example."""
        formatter.write(_usage(self, ctx) + _about(self) + _parameters(self, ctx) + _example(self))


class ChineseGroup(TyperGroup):
    """A group of commands whose help is in Chinese."""

    def format_help(self, ctx: Ctx, formatter: Formatter) -> None:
        """Usage, what it is for, the commands, the options."""
        commands = [
            (name, str(getattr(self.commands[name], "help", "") or "").partition("\n")[0])
            for name in self.list_commands(ctx)
        ]
        text = f"用法：mz [选项] 命令 [参数]\n\n{self.help or ''}\n\n命令：\n{_columns(commands)}"
        formatter.write(f"{text}{_parameters(self, ctx)}\n各命令的用法：mz 命令 --help\n")


def _usage(command: TyperCommand, ctx: Ctx) -> str:
    names = "".join(f" {_name(p)}" for p in command.params if p.param_type_name == "argument")
    return f"用法：{ctx.command_path} [选项]{names}\n"


def _about(command: TyperCommand) -> str:
    from shutil import get_terminal_size

    from minzheng_cli.console.wrapping import wrap

    return f"\n{wrap(command.help or '', max(get_terminal_size().columns, 20))}\n"


def _example(command: TyperCommand) -> str:
    return f"\n例如：\n  {command.epilog}\n" if command.epilog else ""


def _parameters(command: TyperCommand | TyperGroup, ctx: Ctx) -> str:
    arguments = [
        (_name(p), str(getattr(p, "help", "") or "")) for p in command.params if p.param_type_name == "argument"
    ]
    options = [(_option(p), _meaning(p)) for p in command.get_params(ctx) if p.param_type_name == "option"]
    text = f"\n参数：\n{_columns(arguments)}" if arguments else ""
    return f"{text}\n选项：\n{_columns(options)}"


def _name(parameter: Any) -> str:
    metavar = parameter.metavar or parameter.name
    return str(metavar) if parameter.required else f"[{metavar}]"


def _option(parameter: Any) -> str:
    names = ", ".join(sorted(parameter.opts, key=len))
    return f"{names} {parameter.metavar}" if parameter.metavar and not parameter.is_flag else names


def _meaning(parameter: Any) -> str:
    return _OWN_HELP.get(parameter.name) or str(parameter.help or "")


def _columns(pairs: Iterable[tuple[str, str]]) -> str:
    from shutil import get_terminal_size

    from rich.cells import cell_len

    from minzheng_cli.console.wrapping import wrap

    listed = list(pairs)
    width = min(max((cell_len(left) for left, _ in listed), default=0), 30)
    room = max(get_terminal_size().columns - width - 6, 20)
    lines = []
    for left, right in listed:
        pieces = wrap(right, room).split("\n")
        lines.append(f"  {left}{' ' * max(width - cell_len(left), 0)}  {pieces[0]}")
        lines += [f"{' ' * (width + 4)}{piece}" for piece in pieces[1:]]
    return "".join(f"{line.rstrip()}\n" for line in lines)
