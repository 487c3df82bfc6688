"""``coordbot db`` and ``coordbot dead``: what an operator does with the database."""

import time
from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.cli.database import on_database, with_url

db = typer.Typer(no_args_is_help=True, help="Look after the database.")
letters = typer.Typer(no_args_is_help=True, help="What could not be handled or sent, and why.")
Numbers = Annotated[list[int], typer.Argument(help="Numbers as shown by list.")]


@db.command("upgrade")
def upgrade() -> None:
    """Bring the tables to what this version expects; run also does so when it starts."""
    from bot.store.opening import open_database

    async def work(url: str) -> None:
        async with open_database(url):
            pass

    with_url(work)
    typer.echo("the database is up to date")


@letters.command("list")
def list_() -> None:
    """List the dead letters, without what people wrote."""
    from bot.store import dead

    for letter in on_database(dead.dead_letters):
        buried = datetime.fromtimestamp(letter.buried, UTC).isoformat(timespec="seconds")
        what = letter.method or "event"
        typer.echo(f"{letter.number}\t{buried}\t{letter.event}\t{what}\t{letter.reason}")


@letters.command("replay")
def replay(numbers: Numbers) -> None:
    """Try dead letters again; a running bot takes them up within a second."""
    from bot.store import dead

    count = on_database(lambda c: dead.replay(c, numbers, now=time.time()))
    typer.echo(f"{count} put back")


@letters.command("drop")
def drop(numbers: Numbers) -> None:
    """Remove dead letters for good."""
    from bot.store import dead

    count = on_database(lambda c: dead.drop(c, numbers))
    typer.echo(f"{count} removed")
