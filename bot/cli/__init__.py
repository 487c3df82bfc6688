"""The command line: ``coordbot``."""

import typer

from bot.cli import kb

app = typer.Typer(no_args_is_help=True, pretty_exceptions_show_locals=False)
app.add_typer(kb.app, name="kb")


def main() -> None:
    """Run the command line."""
    app()
