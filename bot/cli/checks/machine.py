"""The settings file, the content, the disk, the database, and the process itself."""

import os
import shutil
import sqlite3
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot.cli.checks import Finding
from bot.content.sources import Sources
from bot.secret import Secret
from bot.settings import Settings
from bot.store.backup import is_sound
from bot.store.exceptions import NoTablesError, StoreError
from bot.store.migrate import is_current
from bot.store.opening import open_beside, shown, sqlite_path
from bot.web.asking import readiness
from bot.web.listening import address_of
from knowledge.exceptions import ContentError

LEAST_FREE_BYTES = 200_000_000
"""Room for the database, its three copies, and a day of log."""

_START = (
    "start it (systemctl start coordbot, docker compose up --detach, coordbot run); if it ends "
    "again, the end of its log says why (deploy/README.md, Read the log)"
)


def secrets(file: Path) -> Finding:
    """Return whether only its owner can read the settings file."""
    if file.exists() and file.stat().st_mode & 0o077:
        return Finding(
            "settings", f"others can read {file} and the token in it", f"chmod 600 {file}"
        )
    return Finding("settings", "valid")


def content(sources: Sources) -> Finding:
    """Return whether there is what people are answered from."""
    try:
        knowledge = sources.read()
    except ContentError as error:
        first, *others = error.problems
        more = f" and {len(others)} more" if others else ""
        remedy = "mend it: coordbot kb check names every mistake in the files"
        return Finding("content", f"{first}{more}", remedy)
    return Finding("content", f"{len(knowledge.entries)} entries, version {knowledge.version}")


def disk(folder: Path) -> Finding:
    """Return whether there is room where the database is."""
    free = shutil.disk_usage(_existing(folder)).free
    told = f"{free / 1e9:.1f} GB free"
    if free >= LEAST_FREE_BYTES:
        return Finding("disk", told)
    return Finding("disk", f"{told} for {folder}", "make room: a full disk takes no updates in")


async def database(url: str, secret: Secret | None = None) -> Finding:
    """Return whether the bot can keep anything."""
    path = sqlite_path(url)
    if path is not None and not path.exists():
        return _unborn(path)
    try:
        if path is not None and not is_sound(path):
            remedy = "start the bot: coordbot run puts it aside and takes the latest sound copy"
            return Finding("database", f"{path} is broken", remedy)
        async with open_beside(url, secret=secret) as opened:
            current = await opened.run(is_current)
    except NoTablesError:
        return Finding("database", f"{shown(url)} is empty: tables are made at the first start")
    except StoreError as error:
        return Finding("database", str(error), "set that right, then ask again: coordbot doctor")
    except (SQLAlchemyError, sqlite3.OperationalError) as error:
        return Finding(
            "database",
            f"does not answer: {type(error).__name__}",
            "check COORDBOT_DATABASE_URL, and that the server runs",
        )
    if not current:
        return Finding("database", f"{shown(url)} has old tables", "coordbot db upgrade")
    return Finding("database", f"{shown(url)} answers")


async def has_run(url: str, secret: Secret | None = None) -> bool:
    """Return whether a bot is known to have run on the database."""
    try:
        async with open_beside(url, secret=secret):
            return True
    except (StoreError, SQLAlchemyError, sqlite3.OperationalError):
        # If it cannot be opened, that is what has to be told.
        return False


async def process(settings: Settings, *, has_run: bool) -> Finding:
    """Return how the bot on this computer fares, if it runs."""
    address = address_of(settings.listen)
    said = await readiness(address)
    if said is None:
        told = f"nothing answers at {settings.listen}: it is not running here"
        # At any free port nobody can ask; before its first start nobody expects it to run.
        expected = has_run and address.port != 0
        return Finding("bot", told, _START if expected else "")
    if said["troubles"]:
        return Finding("bot", "; ".join(said["troubles"]), "read its log, and the lines above")
    return Finding("bot", "at work")


def _unborn(path: Path) -> Finding:
    if os.access(_existing(path.parent), os.W_OK):
        return Finding("database", f"{path} will be made at the first start")
    return Finding(
        "database",
        f"the folder of {path} cannot be written to",
        "make it writable for the user the bot runs as, or set COORDBOT_DATABASE_URL",
    )


def _existing(folder: Path) -> Path:
    """Return a folder, or the nearest around it that is there."""
    folder = folder.absolute()
    return next(one for one in (folder, *folder.parents) if one.exists())
