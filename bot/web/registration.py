"""Tell Telegram where to post updates, and watch that it can."""

import asyncio
import random
from datetime import datetime

import structlog
from telegram import WebhookInfo
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.delivery.api import backoff
from bot.delivery.api.outcomes import retry_after
from bot.delivery.health import Health
from bot.delivery.incoming.polling import ALLOWED_UPDATES
from bot.delivery.repeated import Repeated
from bot.web.endpoint import Endpoint
from bot.web.exceptions import WebhookRefusedError

_log = Repeated(structlog.get_logger(__name__))

MAX_CONNECTIONS = 40
LOOK_SECONDS = 15.0
FAILING_SECONDS = 300.0
"""After an error Telegram tries again within two minutes; one that is older is over."""


class Registration:
    """Registers the webhook, and again when there has been none for a while.

    Somebody who polled with the token for a moment has taken it away then, and nobody would ever
    hear anything. Every replica registers the same; who finds another one registered leaves it
    alone, because two processes must not fight over it.
    """

    def __init__(self, bot: ExtBot[None], health: Health, endpoint: Endpoint) -> None:
        self._bot = bot
        self._health = health
        self._endpoint = endpoint
        # Telegram shows its last error for long, by a clock that may not be ours: only one that
        # was not there at the last look tells of now.
        self._looked = False
        self._error: datetime | None = None
        self._failed: float | None = None
        self._gone_since: float | None = None

    async def run(self) -> None:
        """Register, then watch for ever.

        Raises:
            InvalidToken: Telegram does not know the token (any more).
            WebhookRefusedError: Telegram does not take the URL.
        """
        failures = 0
        while (pause := await self.register(failures)) is not None:
            failures += 1
            await asyncio.sleep(pause)
        while True:
            pause = await self.look()
            await asyncio.sleep(pause)

    async def register(self, failures: int = 0) -> float | None:
        """Tell Telegram; return in how many seconds to try again, None if it knows.

        Raises:
            InvalidToken: Telegram does not know the token (any more).
            WebhookRefusedError: Telegram does not take the URL.
        """
        try:
            # What waits at Telegram is kept: dropping it is never asked for.
            await self._bot.set_webhook(
                self._endpoint.url,
                secret_token=self._endpoint.secret,
                certificate=self._endpoint.certificate,
                allowed_updates=ALLOWED_UPDATES,
                max_connections=MAX_CONNECTIONS,
            )
        except InvalidToken:
            raise
        except BadRequest as error:
            raise WebhookRefusedError(error.message) from None
        except TelegramError as error:
            pause = backoff.pause(failures, jitter=random.random())  # noqa: S311
            _log.warning("webhook_not_set", reason=type(error).__name__, retry_in=round(pause, 1))
            return max(pause, retry_after(error)) if isinstance(error, RetryAfter) else pause
        return None

    async def look(self) -> float:
        """Ask Telegram how the webhook fares; return in how many seconds to look again.

        Raises:
            InvalidToken: Telegram does not know the token (any more).
        """
        try:
            info = await self._bot.get_webhook_info()
        except InvalidToken:
            raise
        except TelegramError as error:
            _log.warning("webhook_not_seen", reason=type(error).__name__)
            return LOOK_SECONDS
        self._health.reached()
        if info.url == self._endpoint.url:
            self._gone_since = self._health.conflict_since = None
            self._health.polled = self._health.clock()
            self._judge(info)
            return LOOK_SECONDS
        if self._health.conflict_since is None:
            self._health.conflict_since = self._health.clock()
        if info.url:
            self._gone_since = None
            if self._health.in_conflict:
                _log.critical("webhook_taken_over")
            return LOOK_SECONDS
        return await self._gone()

    async def _gone(self) -> float:
        """Register again, unless whoever took the webhook away may be about to set another one."""
        now = self._health.clock()
        if self._gone_since is None:
            self._gone_since = now
        if not self._health.lasts(self._gone_since):
            return LOOK_SECONDS
        try:
            pause = await self.register()
        except WebhookRefusedError:
            # Telegram took it before: the name may be gone for a moment.
            _log.warning("webhook_not_set", reason="refused", retry_in=LOOK_SECONDS)
            return LOOK_SECONDS
        if pause is not None:
            return max(pause, LOOK_SECONDS)
        _log.critical("webhook_set_again", gone_for=round(now - self._gone_since))
        self._gone_since = None
        return LOOK_SECONDS

    def _judge(self, info: WebhookInfo) -> None:
        """Say whether updates wait because of an error that is not over."""
        now = self._health.clock()
        if self._looked and info.last_error_date not in {self._error, None}:
            self._failed = now
        self._looked, self._error = True, info.last_error_date
        recent = self._failed is not None and now - self._failed < FAILING_SECONDS
        self._health.webhook_failing = recent and info.pending_update_count > 0
        if self._health.webhook_failing:
            _log.critical("webhook_fails", waiting=info.pending_update_count)
