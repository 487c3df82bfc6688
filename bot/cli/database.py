"""Run a short job on the database beside a running bot, or say why that is impossible."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

import typer

if TYPE_CHECKING:
    from bot.store.database import Job

T = TypeVar("T")


def on_database(job: "Job[T]") -> T:
    """Return what a job returns; ends the program with code 2 if there is no database."""
    from bot.store.opening import open_beside

    async def work(url: str) -> T:
        async with open_beside(url) as database:
            return await database.run(job)

    return with_url(work)


def has_database() -> bool:
    """Return whether there is a database to look into."""
    from bot.cli.settings import settings_or_exit
    from bot.store.opening import sqlite_path

    path = sqlite_path(settings_or_exit().database_url.get_secret_value())
    return path is None or path.exists()


def with_url(work: Callable[[str], Coroutine[Any, Any, T]]) -> T:
    """Return what some work with the URL of the database returns, or end as on_database does."""
    from bot.cli.settings import settings_or_exit
    from bot.store.exceptions import StoreError

    url = settings_or_exit().database_url.get_secret_value()
    try:
        return asyncio.run(work(url))
    except StoreError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(code=2) from None
