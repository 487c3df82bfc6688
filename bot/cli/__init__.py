"""The command line: ``coordbot``."""

import typer

from bot.cli import kb, store
from bot.cli.ask import ask
from bot.cli.run import run

app = typer.Typer(no_args_is_help=True, pretty_exceptions_show_locals=False)
app.command("ask")(ask)
app.command("run")(run)
app.add_typer(kb.app, name="kb")
app.add_typer(store.db, name="db")
app.add_typer(store.letters, name="dead")


def main() -> None:
    """Run the command line."""
    app()
