"""Answer what needs no memory while updates cannot be kept.

Such updates are not acknowledged, so they come again until they can be kept; those that were
answered are then done. What dies with the process before that is answered once more.
"""

from collections.abc import Callable, Sequence

import structlog
from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.delivery.api.calls import call_of
from bot.delivery.api.signatures import Signatures
from bot.delivery.api.telegram_api import TelegramApi
from bot.delivery.api.updates import Raw
from bot.delivery.incoming.shape import update_of
from bot.delivery.outgoing.limits import Limits
from bot.exhaustion import end_if_exhausted
from handlers.latest import Latest
from handlers.messages.effects import Send

_log = structlog.get_logger(__name__)
_REMEMBERED = 10_000

Answer = Callable[[Update], Send | None]


class Unkept:
    """Answers past the journal and the outbox."""

    def __init__(
        self,
        bot: ExtBot[None],
        api: TelegramApi,
        limits: Limits,
        signatures: Signatures,
        answer: Answer,
    ) -> None:
        self._bot = bot
        self._api = api
        self._limits = limits
        self._signatures = signatures
        self._answer = answer
        self._answered: Latest[int, None] = Latest(_REMEMBERED)

    def __contains__(self, update_id: object) -> bool:
        """Return whether an update was answered here."""
        return update_id in self._answered

    async def answer(self, updates: Sequence[Raw]) -> None:
        """Answer those that can be; the others wait."""
        for raw in updates:
            identity = raw.get("update_id")
            if isinstance(identity, int) and identity not in self and await self._told(raw):
                self._answered[identity] = None

    async def _told(self, raw: Raw) -> bool:
        try:
            effect = self._answer(update_of(raw, self._bot))
        except Exception as error:
            end_if_exhausted(error)
            # It is handled as it should be when it can be kept.
            _log.warning("not_answered_unkept", reason=type(error).__name__)
            return False
        if effect is None or await self._limits.slot(effect.chat_id):
            return False
        try:
            await self._api.call(call_of(effect, self._signatures))
        except TelegramError as error:
            _log.warning("not_answered_unkept", reason=type(error).__name__)
            return False
        return True
