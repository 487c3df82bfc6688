"""``coordbot db`` and ``coordbot dead``: what an operator does with the database."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
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
    from bot.store.exceptions import StoreError

    settings = settings_or_exit()
    try:
        return asyncio.run(work(settings.database_url.get_secret_value(), settings.installation))
    except StoreError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(code=2) from None
