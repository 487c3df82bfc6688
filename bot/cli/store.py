"""``coordbot db`` and ``coordbot dead``: what an operator does with the database."""

import asyncio
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.database import on_database, told

db = typer.Typer(no_args_is_help=True, help="Look after the database.")
letters = typer.Typer(no_args_is_help=True, help="What could not be handled or sent, and why.")
Numbers = Annotated[list[int], typer.Argument(help="Numbers as shown by list.")]


@db.command("upgrade")
def upgrade() -> None:
    """Bring the tables to what this version expects; run also does so when it starts."""
    from bot.cli.settings import settings_or_exit
    from bot.store.opening import open_database

    secret = settings_or_exit().installation

    async def work(url: str) -> None:
        async with open_database(url, secret=secret):
            pass

    told(lambda url: asyncio.run(work(url)))
    typer.echo("the database is up to date")


@db.command("backup")
def backup(
    *,
    folder: Annotated[
        Path | None, typer.Option(help="Where copies go; beside the database unless given.")
    ] = None,
    keep: Annotated[int, typer.Option(min=1, help="How many copies stay there.")] = 3,
) -> None:
    """Copy the database, also while the bot runs. What people wrote is not in the copy."""
    from bot.store import copies

    typer.echo(told(lambda url: copies.back_up(url, folder=folder, keep=keep)))


@db.command("restore")
def restore(
    copy: Annotated[Path, typer.Argument(help="A copy made by coordbot db backup.")],
) -> None:
    """Put a copy in the place of the database. Stop the bot first."""
    from bot.store import copies

    aside = told(lambda url: copies.restore(url, copy))
    if aside is not None:
        typer.echo(f"what was there before is now {aside}")
    upgrade()


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
