"""The command line: ``coordbot``."""

import typer

from bot.cli import kb
from bot.cli.ask import ask
from bot.cli.run import run

app = typer.Typer(no_args_is_help=True, pretty_exceptions_show_locals=False)
app.command("ask")(ask)
app.command("run")(run)
app.add_typer(kb.app, name="kb")


def main() -> None:
    """Run the command line."""
    app()
