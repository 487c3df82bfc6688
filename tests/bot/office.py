"""The whole program as an operator starts it for one office, beside others on a PostgreSQL."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from tests.bot.standin import StandIn
from tests.chat import SECRET
from tests.program import COORDBOT, Program, connected_to, start

SOON = 90.0
"""On a busy computer."""
_LEFT = """
    SELECT (SELECT count(*) FROM event WHERE done IS NULL AND key LIKE 'u:%')
        + (SELECT count(*) FROM outbox)
"""


class Office:
    """The bot of one office, and the Telegram it is connected to."""

    def __init__(
        self,
        name: str,
        telegram: StandIn,
        folder: Path,
        *,
        database_url: str,
        content: Path,
        country: str,
    ) -> None:
        self.name = name
        self.telegram = telegram
        self.folder = folder
        self._url = database_url
        self._program: Program | None = None
        self.settings = connected_to(telegram) | {
            "DATABASE_URL": database_url,
            "DATABASE_SCHEMA": name,
            # The same for all, as in .env of deploy/compose.offices.example.yaml.
            "SECRET": SECRET.text,
            "KNOWLEDGE_DIR": str(content),
            "COUNTRY": country,
        }

    async def start(self) -> None:
        """Start it; it may take a moment until it answers."""
        self._program = await start([COORDBOT, "run"], self.folder, self.settings)

    async def kill(self) -> None:
        """End it as a crash would."""
        assert self._program is not None
        await self._program.kill()

    async def end(self) -> str:
        """End it as an operator does; returns its log."""
        assert self._program is not None
        return await self._program.end()

    @property
    def is_running(self) -> bool:
        """Whether it has not ended by itself."""
        return self._program is not None and self._program.is_running

    @property
    def said(self) -> str:
        """What it wrote to its log so far."""
        return "" if self._program is None else self._program.said

    async def call(self, *arguments: str, **settings: str) -> tuple[int, str]:
        """Run a command in the office's folder; returns how it ended and all it said."""
        program = await start([COORDBOT, *arguments], self.folder, self.settings | settings)
        code = await asyncio.wait_for(program.ended(), SOON)
        # On one line, wherever the terminal would have begun another.
        return code, " ".join(program.said.split())

    def say(self, text: str, *, chat: int) -> None:
        """Let somebody write to it."""
        command, _space, _rest = text.partition(" ")
        entity = {"type": "bot_command", "offset": 0, "length": len(command)}
        self.telegram.say(text, chat=chat, entities=[entity] if text.startswith("/") else [])

    async def press(self, *, chat: int) -> None:
        """Press the last button that somebody was shown, and wait until that has happened."""
        await self.telegram.until(lambda: bool(self._buttons(chat)))
        self.telegram.press(self._buttons(chat)[-1]["callback_data"], chat=chat)
        await self.telegram.until(lambda: not self.telegram.pending)
        await self.until(_LEFT, lambda rows: rows == [(0,)])

    async def until(
        self, query: str, condition: Callable[[list[tuple[Any, ...]]], object] = bool
    ) -> list[tuple[Any, ...]]:
        """Wait until something is in its schema; returns it."""
        async with asyncio.timeout(SOON):
            while not condition(rows := self.rows(query)):  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.05)
        return rows

    async def answers(self, question: str, *, chat: int) -> str:
        """Return what somebody is told."""
        before = len(self.telegram.texts_to(chat))
        self.say(question, chat=chat)
        await self.telegram.until(
            lambda: len(self.telegram.texts_to(chat)) > before or not self.is_running, seconds=SOON
        )
        return self.telegram.texts_to(chat)[-1]

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return what is in its schema, or change it."""
        options = f"-csearch_path={self.name}"
        with psycopg.connect(self._url, options=options, autocommit=True) as connection:
            found = connection.execute(query.encode())
            return found.fetchall() if found.description else []

    def _buttons(self, chat: int) -> list[dict[str, Any]]:
        """Return what is under the last message of a chat."""
        told = [call.parameters for call in self.telegram.calls if call.chat == chat]
        rows = told[-1].get("reply_markup", {"inline_keyboard": []})["inline_keyboard"]
        return [button for row in rows for button in row]
