"""The whole program as an operator starts it for one office, beside others on a PostgreSQL."""

import asyncio
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import psycopg

from tests.bot.standin import StandIn
from tests.chat import SECRET

SOON = 90.0
"""On a busy computer."""
_COORDBOT = "from bot.cli import main; import sys; sys.argv[1:] = {arguments!r}; main()"

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
        self._folder = folder
        self._url = database_url
        self._process: asyncio.subprocess.Process | None = None
        self.settings = {
            "TOKEN": telegram.token,
            "API_URL": telegram.url,
            "DATABASE_URL": database_url,
            "DATABASE_SCHEMA": name,
            # The same for all, as in .env of deploy/compose.offices.example.yaml.
            "SECRET": SECRET.text,
            "KNOWLEDGE_DIR": str(content),
            "COUNTRY": country,
            "LISTEN": "127.0.0.1:0",
        }

    async def start(self) -> None:
        """Start it; it may take a moment until it answers."""
        self._process = await self._coordbot("run")

    async def kill(self) -> None:
        """End it as a crash would."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()

    async def end(self) -> str:
        """End it as an operator does; returns its log."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.terminate()
        _out, log = await asyncio.wait_for(self._process.communicate(), 20)
        return log.decode()

    @property
    def is_running(self) -> bool:
        """Whether it has not ended by itself."""
        return self._process is not None and self._process.returncode is None

    async def call(self, *arguments: str, **settings: str) -> tuple[int | None, str]:
        """Run a command in the office's folder; returns how it ended and all it said."""
        process = await self._coordbot(*arguments, **settings)
        out, log = await asyncio.wait_for(process.communicate(), SOON)
        # On one line, wherever the terminal would have begun another.
        return process.returncode, " ".join((out + log).decode().split())

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

    async def _coordbot(self, *arguments: str, **settings: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            _COORDBOT.format(arguments=list(arguments)),
            env=_environment(self.settings | settings),
            cwd=self._folder,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("COORDBOT_")}
    root = {"PYTHONPATH": str(Path(__file__).parents[2])}
    return bare | root | {f"COORDBOT_{name}": value for name, value in settings.items()}
