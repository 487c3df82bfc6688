"""The command line: ``coordbot``."""

from importlib.metadata import version
from typing import Annotated

import typer

from bot.cli import kb, store
from bot.cli.ask import ask
from bot.cli.doctor import doctor
from bot.cli.pack import chart, pack
from bot.cli.run import run
from bot.cli.status import status

app = typer.Typer(no_args_is_help=True, pretty_exceptions_show_locals=False)
app.command("ask")(ask)
app.command("run")(run)
app.command("status")(status)
app.command("doctor")(doctor)
app.command("pack")(pack)
app.command("chart")(chart)
app.add_typer(kb.app, name="kb")
app.add_typer(store.db, name="db")
app.add_typer(store.letters, name="dead")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"coordbot {version('coordbot')}")
        raise typer.Exit


@app.callback()
def coordbot(
    *,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_show_version, help="Show the version and stop."
        ),
    ] = False,
) -> None:
    """Answer humanitarian field staff about coordination, with sources."""
