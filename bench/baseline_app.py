"""The yardstick for start-up: a Typer application of two commands, one of which prints one rich table."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer()

ROWS = (("T1", "持续做好社会救助兜底保障", "社会救助处"), ("T2", "深入推进社会救助制度改革", "社会救助处"))


@app.command()
def tasks(owner: Annotated[str, typer.Option(help="Whose tasks.")] = "社会救助处") -> None:
    """Print a table of tasks."""
    from rich.console import Console
    from rich.table import Table

    table = Table("编号", "任务", "责任处室")
    for row in ROWS:
        if row[2] == owner:
            table.add_row(*row)
    Console(width=100).print(table)


@app.command()
def hello() -> None:
    """The second command: with only one, Typer would build no group."""
    typer.echo("hello")


if __name__ == "__main__":
    app()
