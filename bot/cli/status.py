"""``coordbot status``: what waits, and whether the bot is at work."""

import asyncio
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from bot.cli.database import on_database

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.store.figures import Figures


def status() -> None:
    """Show what waits in the database, and how the process on this computer fares."""
    from bot.cli.settings import settings_or_exit
    from bot.store.figures import count
    from bot.web.asking import readiness
    from bot.web.listening import address_of

    settings = settings_or_exit()
    found = on_database(partial(count, now=time.time()))
    said = asyncio.run(readiness(address_of(settings.listen)))
    table = Table(show_header=False, box=None)
    for name, value in (*_process(settings, said), *_tables(settings, found)):
        table.add_row(name, value)
    Console().print(table, highlight=False, markup=False)


def _process(settings: "Settings", said: dict[str, Any] | None) -> list[tuple[str, str]]:
    if said is None:
        return [("bot", f"nothing answers at {settings.listen}: it is not running here")]
    return [
        ("bot", "; ".join(said["troubles"]) or "at work"),
        ("updates", f"{settings.mode}, last known to come in {_ago(said)}"),
        ("content", said["content_version"]),
    ]


def _ago(said: dict[str, Any]) -> str:
    return f"{said['last_update_fetch_seconds']:.0f} s ago"


def _tables(settings: "Settings", found: "Figures") -> list[tuple[str, str]]:
    oldest = "" if found.oldest is None else f", the oldest for {time.time() - found.oldest:.0f} s"
    return [
        ("backlog", f"{found.events} events{oldest}"),
        ("timers due", str(found.timers)),
        ("outbox", f"{found.messages} messages"),
        ("dead letters", f"{found.dead_letters} (coordbot dead list)"),
        ("database", _place(settings)),
    ]


def _place(settings: "Settings") -> str:
    from bot.store.opening import shown, sqlite_path

    path = sqlite_path(settings.store)
    if path is None:
        return shown(settings.store)
    return f"{path}, {path.stat().st_size / 1e6:.1f} MB"
