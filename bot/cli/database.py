"""Run a short job on the database that is set, or say why that is impossible."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import typer

if TYPE_CHECKING:
    from bot.store.database import Job

T = TypeVar("T")


def on_database(job: "Job[T]") -> T:
    """Return what a job returns, run beside the bot; ends the program if there is no database."""
    from bot.cli.settings import settings_or_exit
    from bot.store.opening import open_beside

    secret = settings_or_exit().installation

    async def work(url: str) -> T:
        async with open_beside(url, secret=secret) as database:
            return await database.run(job)

    return told(lambda url: asyncio.run(work(url)))


def told(work: Callable[[str], T]) -> T:
    """Return what some work with the URL of the database returns, or end with code 2."""
    from sqlalchemy.exc import SQLAlchemyError

    from bot.cli.settings import settings_or_exit
    from bot.store.exceptions import StoreError

    url = settings_or_exit().store
    try:
        return work(url)
    except StoreError as error:
        why = str(error)
    except SQLAlchemyError as error:
        # Not with its words: they hold what was asked for, and where.
        why = f"the database does not do it ({type(error).__name__}): ask coordbot doctor why"
    typer.echo(why, err=True)
    raise typer.Exit(code=2)


def has_database() -> bool:
    """Return whether there is a database to look into."""
    from bot.store.opening import sqlite_path

    path = told(sqlite_path)
    return path is None or path.exists()
