"""Fetch updates by long polling and hand them on, each chat in its order."""

import asyncio
import warnings
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from telegram.error import InvalidToken, RetryAfter, TelegramError
from telegram.ext import ExtBot
from telegram.warnings import PTBUserWarning

_log = structlog.get_logger(__name__)
POLL_SECONDS = 30
_LONGEST_PAUSE = 30.0
ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "inline_query", "my_chat_member"]

Handle = Callable[[dict[str, Any]], Awaitable[None]]


class Poller:
    """Polls until it is cancelled."""

    def __init__(self, bot: ExtBot[None], handle: Handle) -> None:
        self._bot = bot
        self._handle = handle
        self._offset = 0
        self._lanes: dict[int, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Fetch and hand on updates for ever.

        Raises:
            InvalidToken: Telegram does not know the token (any more).
        """
        pause = 1.0
        while True:
            try:
                updates = await self._fetch()
            except InvalidToken:
                raise
            except TelegramError as error:
                wait = error.retry_after if isinstance(error, RetryAfter) else pause
                seconds = wait if isinstance(wait, int | float) else wait.total_seconds()
                _log.warning("polling_failed", reason=error.message, retry_in=seconds)
                await asyncio.sleep(seconds)
                pause = min(pause * 2, _LONGEST_PAUSE)
                continue
            pause = 1.0
            for raw in updates:
                self._offset = int(raw["update_id"]) + 1
                self._enqueue(raw)

    async def _fetch(self) -> list[dict[str, Any]]:
        with warnings.catch_warnings():
            # Raw updates are wanted, so that one that cannot be parsed fails alone.
            warnings.simplefilter("ignore", PTBUserWarning)
            updates: list[dict[str, Any]] = await self._bot.do_api_request(
                "getUpdates",
                api_kwargs={
                    "offset": self._offset,
                    "timeout": POLL_SECONDS,
                    "allowed_updates": ALLOWED_UPDATES,
                },
            )
        return updates

    def _enqueue(self, raw: dict[str, Any]) -> None:
        """Start handling an update after the one before it in the same chat."""
        chat = raw_chat(raw)
        before = self._lanes.get(chat)
        task = asyncio.create_task(self._after(before, raw))
        self._lanes[chat] = task
        task.add_done_callback(lambda done: self._forget(chat, done))

    async def _after(self, before: asyncio.Task[None] | None, raw: dict[str, Any]) -> None:
        if before is not None:
            await asyncio.wait([before])
        await self._handle(raw)

    def _forget(self, chat: int, task: asyncio.Task[None]) -> None:
        if self._lanes.get(chat) is task:
            del self._lanes[chat]
        if not task.cancelled() and task.exception() is not None:
            _log.error("update_failed", exc_info=task.exception())

    async def drain(self, seconds: float) -> None:
        """Let what has begun come to its end, for some seconds at most."""
        if self._lanes:
            await asyncio.wait(self._lanes.values(), timeout=seconds)


def raw_chat(raw: dict[str, Any]) -> int:
    """Return what an unparsed update is ordered by: its chat, or the user, or nothing (0)."""
    for value in raw.values():
        if not isinstance(value, dict):
            continue
        message = value.get("message")
        for holder in (value, message if isinstance(message, dict) else {}):
            chat = holder.get("chat")
            if isinstance(chat, dict) and isinstance(chat.get("id"), int):
                return int(chat["id"])
        sender = value.get("from")
        if isinstance(sender, dict) and isinstance(sender.get("id"), int):
            return int(sender["id"])
    return 0
