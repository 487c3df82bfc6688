"""The command line: ``coordbot``."""

import typer

from bot.cli import kb, store
from bot.cli.ask import ask
from bot.cli.doctor import doctor
from bot.cli.run import run
from bot.cli.status import status

app = typer.Typer(no_args_is_help=True, pretty_exceptions_show_locals=False)
app.command("ask")(ask)
app.command("run")(run)
app.command("status")(status)
app.command("doctor")(doctor)
app.add_typer(kb.app, name="kb")
app.add_typer(store.db, name="db")
app.add_typer(store.letters, name="dead")


def main() -> None:
    """Run the command line."""
    app()
