"""Files on their way out: built at their turn, uploaded once, from then on sent by their id.

The outbox keeps what a file is made of, ``{"name", "content"}`` or ``{"name", "build"}``.
"""

import json
from base64 import b64decode
from typing import Any, Protocol

import sqlalchemy as sa
from telegram import InputFile

from bot.delivery.api.calls import FILES, FRESH, Call
from bot.store import uploads
from bot.store.database import Database
from bot.store.outbox import Message
from handlers.messages.effects import File


class BuildError(Exception):
    """A file cannot be built; the message says why."""


class OutdatedError(Exception):
    """What a key stands for is not in force any more, and not kept either."""

    def __init__(self, instead: File) -> None:
        """Tell which file there is instead."""
        super().__init__(instead.build)
        self.instead = instead


class Build(Protocol):
    """Builds files whose content depends on nothing but their key."""

    async def __call__(self, key: str) -> bytes:
        """Return the content of a file, without holding up the event loop.

        Raises:
            BuildError: It cannot be built.
            OutdatedError: It cannot be built any more; another takes its place.
            OSError: It cannot be built now.
        """


async def build_nothing(key: str) -> bytes:
    """Refuse every key: for a bot that sends no built files."""
    raise BuildError(f"nothing builds {key}")


class Files:
    """Puts files into calls."""

    def __init__(self, database: Database, build: Build) -> None:
        self._database = database
        self._build = build

    async def filled(self, call: Call) -> Call:
        """Return a call with its file in it, or with the id under which Telegram has it.

        Raises:
            BuildError: The file cannot be built.
            OutdatedError: The file cannot be built any more; another takes its place.
            OSError: The file cannot be built now.
        """
        name = FILES.get(call.method)
        if name is None:
            return call
        file: dict[str, Any] = call.parameters[name]
        return Call(call.method, {**call.parameters, name: await self._content(file)})

    async def _content(self, file: dict[str, Any]) -> InputFile | str:
        key = file.get("build")
        if key is None:
            return InputFile(b64decode(file["content"]), filename=file["name"])
        if FRESH not in file:
            known = await self._database.run(lambda c: uploads.file_id(c, key))
            if known is not None:
                return known
        return InputFile(await self._build(key), filename=file["name"])


def remember(connection: sa.Connection, message: Message, file_id: str, *, now: float) -> None:
    """Remember under which id Telegram has the file that a message brought, if it was built."""
    name = FILES.get(message.method)
    if name is None:
        return
    key = json.loads(message.parameters)[name].get("build")
    if key is not None:
        uploads.keep(connection, key, file_id, now=now)
