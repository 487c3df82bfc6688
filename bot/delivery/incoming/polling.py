"""Fetch updates by long polling; the next call acknowledges only what is on disk."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence

import structlog
from sqlalchemy.exc import SQLAlchemyError
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.delivery.api.backoff import pause as backoff_pause
from bot.delivery.api.calls import Call
from bot.delivery.api.outcomes import retry_after
from bot.delivery.api.telegram_api import TelegramApi
from bot.delivery.api.updates import Raw, is_number
from bot.delivery.health import Health
from bot.delivery.repeated import Repeated
from bot.delivery.waking.waker import Waker

_log = Repeated(structlog.get_logger(__name__))
POLL_SECONDS = 30
_ANSWER_SECONDS = POLL_SECONDS + 30.0
_LONGEST_PAUSE = 30.0
_STANDBY_SECONDS = 0.5
ALLOWED_UPDATES = [
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "guest_message",
    "my_chat_member",
]

Accept = Callable[[Sequence[Raw]], Awaitable[None]]


class Poller:
    """Polls until it is cancelled.

    Args:
        api: Where updates come from.
        accept: Keeps them.
        health: Told how it goes.
        waker: Knows whether it is this process that polls, or another one.
    """

    def __init__(self, api: TelegramApi, accept: Accept, health: Health, waker: Waker) -> None:
        self._api = api
        self._accept = accept
        self._health = health
        self._waker = waker
        self._offset: int | None = None
        self._failures = 0
        # When updates were last fetched here, or were another one's to fetch.
        self._heard = health.clock()

    async def run(self) -> None:
        """Fetch and hand on updates for ever.

        Raises:
            InvalidToken: Telegram does not know the token (any more).
        """
        while True:
            seconds = await self._lead() if self._waker.leads else self._stand_by()
            if seconds:
                await asyncio.sleep(seconds)

    async def _lead(self) -> float:
        seconds = await self.poll()
        if self._health.is_deaf(self._heard):
            # It may be only this process that does not reach Telegram.
            self._waker.pass_on()
        return seconds

    def _stand_by(self) -> float:
        # What another one has fetched since then is not known here.
        self._offset = None
        self._heard = self._health.clock()
        if self._waker.polled is not None:
            self._health.polled_elsewhere(self._waker.polled)
        return _STANDBY_SECONDS

    async def poll(self) -> float:
        """Fetch updates once; return after how many seconds to do so again.

        Raises:
            InvalidToken: Telegram does not know the token (any more).
        """
        try:
            updates = await self._api.updates(self._parameters(), seconds=_ANSWER_SECONDS)
            await self._accept(updates)
        except InvalidToken:
            raise
        except TelegramError as error:
            if self._health.polled is None and _is_webhook_set(error):
                return await self._leave_webhook()
            return self._failed(error)
        except SQLAlchemyError as error:
            _log.critical("updates_not_kept", reason=type(error).__name__)
            return self._pause()
        if updates and not self._acknowledge(updates):
            # They come again at once, and so would the next call.
            return self._pause()
        self._failures = 0
        self._health.reached()
        self._health.polled = self._heard = self._health.clock()
        self._health.conflict_since = None
        self._waker.fetched()
        return 0.0

    def _acknowledge(self, updates: Sequence[Raw]) -> bool:
        """Let the next call acknowledge updates; return whether any of them has a number for it.

        The last counts, not the largest: after a quiet week Telegram begins at a random one.
        """
        numbers = [raw["update_id"] for raw in updates if is_number(raw.get("update_id"))]
        if numbers:
            self._offset = numbers[-1] + 1
        return bool(numbers)

    async def _leave_webhook(self) -> float:
        """Take over from a webhook; what waits there stays.

        Only until the first poll succeeds: a webhook set later is somebody's who wants it, and two
        processes must not fight over it.
        """
        try:
            await self._api.call(Call("deleteWebhook", {"drop_pending_updates": False}))
        except TelegramError as error:
            return self._failed(error)
        _log.warning("webhook_left")
        return self._pause()

    def _parameters(self) -> Raw:
        parameters: Raw = {"timeout": POLL_SECONDS, "allowed_updates": ALLOWED_UPDATES}
        return parameters if self._offset is None else {**parameters, "offset": self._offset}

    def _failed(self, error: TelegramError) -> float:
        if isinstance(error, Conflict):
            if self._health.conflict_since is None:
                self._health.conflict_since = self._health.clock()
            if self._health.in_conflict:
                _log.critical("another_process_polls")
        else:
            self._health.conflict_since = None
        pause = retry_after(error) if isinstance(error, RetryAfter) else self._pause()
        _log.warning("polling_failed", reason=type(error).__name__, retry_in=round(pause, 1))
        return pause

    def _pause(self) -> float:
        self._failures += 1
        jitter = random.random()  # noqa: S311
        return min(backoff_pause(self._failures, jitter=jitter), _LONGEST_PAUSE)


def _is_webhook_set(error: TelegramError) -> bool:
    return isinstance(error, Conflict) and "webhook is active" in error.message
