"""``coordbot db`` and ``coordbot dead``: what an operator does with the database."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

if TYPE_CHECKING:
    from bot.secret import Secret
    from bot.store.database import Job

db = typer.Typer(no_args_is_help=True, help="Look after the database.")
letters = typer.Typer(no_args_is_help=True, help="What could not be handled or sent, and why.")
Numbers = Annotated[list[int], typer.Argument(help="Numbers as shown by list.")]
T = TypeVar("T")


@db.command("upgrade")
def upgrade() -> None:
    """Bring the tables to what this version expects; run also does so when it starts."""
    from bot.store.opening import open_database

    async def work(url: str, secret: "Secret | None") -> None:
        async with open_database(url, secret=secret):
            pass

    _run(work)
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

    typer.echo(_told(lambda url: copies.back_up(url, folder=folder, keep=keep)))


@db.command("restore")
def restore(
    copy: Annotated[Path, typer.Argument(help="A copy made by coordbot db backup.")],
) -> None:
    """Put a copy in the place of the database. Stop the bot first."""
    from bot.store import copies

    aside = _told(lambda url: copies.restore(url, copy))
    if aside is not None:
        typer.echo(f"what was there before is now {aside}")
    upgrade()


@letters.command("list")
def list_() -> None:
    """List the dead letters, without what people wrote."""
    from bot.store import dead

    for letter in _on_database(dead.dead_letters):
        buried = datetime.fromtimestamp(letter.buried, UTC).isoformat(timespec="seconds")
        what = letter.method or "event"
        typer.echo(f"{letter.number}\t{buried}\t{letter.event}\t{what}\t{letter.reason}")


@letters.command("replay")
def replay(numbers: Numbers) -> None:
    """Try dead letters again; a running bot takes them up within a second."""
    from bot.store import dead

    count = _on_database(lambda c: dead.replay(c, numbers, now=time.time()))
    typer.echo(f"{count} put back")


@letters.command("drop")
def drop(numbers: Numbers) -> None:
    """Remove dead letters for good."""
    from bot.store import dead

    count = _on_database(lambda c: dead.drop(c, numbers))
    typer.echo(f"{count} removed")


def _on_database(job: "Job[T]") -> T:
    from bot.store.opening import open_beside

    async def work(url: str, secret: "Secret | None") -> T:
        async with open_beside(url, secret=secret) as database:
            return await database.run(job)

    return _run(work)


def _run(work: Callable[[str, "Secret | None"], Coroutine[Any, Any, T]]) -> T:
    from bot.cli.settings import settings_or_exit

    secret = settings_or_exit().installation
    return _told(lambda url: asyncio.run(work(url, secret)))


def _told(work: Callable[[str], T]) -> T:
    """Do some work on the database that is set, or say in words why it cannot be done."""
    from bot.cli.settings import settings_or_exit
    from bot.store.exceptions import StoreError

    url = settings_or_exit().database_url.get_secret_value()
    try:
        return work(url)
    except StoreError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(code=2) from None
