"""Handle one update: parse it, run the handlers, carry out what they describe."""

from collections import OrderedDict
from typing import Any

import structlog
from telegram import Update
from telegram.error import TelegramError

from bot.delivery.transport import Transport
from handlers.context import BotApplication, Turn, current_turn
from handlers.effects import Effect
from handlers.state import ChatState

_log = structlog.get_logger(__name__)
_REMEMBERED_CHATS = 10_000
_REMEMBERED_MESSAGES = 50_000


class Dispatcher:
    """Runs updates through the application, with the state of chats in memory."""

    def __init__(self, application: BotApplication) -> None:
        self._application = application
        self._transport = Transport(application.bot)
        self._states: OrderedDict[int, str] = OrderedDict()
        self._sent: OrderedDict[tuple[int, str], int] = OrderedDict()

    async def handle(self, raw: dict[str, Any]) -> None:
        """Handle one update as it came from the Bot API; errors are logged, never raised."""
        try:
            update = Update.de_json(raw, self._application.bot)
        except Exception:
            _log.exception("update_not_understood", update_id=raw.get("update_id"))
            return
        turn = Turn(self._state(chat_of(update)))
        token = current_turn.set(turn)
        try:
            await self._application.process_update(update)
        finally:
            current_turn.reset(token)
        if not turn.failed:
            self._remember(chat_of(update), turn.state)
        for effect in turn.work.effects:
            await self._carry_out(effect, update.update_id)

    def _state(self, chat_id: int | None) -> ChatState:
        stored = self._states.get(chat_id) if chat_id is not None else None
        return ChatState.model_validate_json(stored) if stored else ChatState()

    def _remember(self, chat_id: int | None, state: ChatState) -> None:
        if chat_id is not None:
            self._states[chat_id] = state.model_dump_json()
            self._states.move_to_end(chat_id)
            _bound(self._states, _REMEMBERED_CHATS)

    async def _carry_out(self, effect: Effect, update_id: int) -> None:
        key = (effect.chat_id, effect.key or "")
        try:
            message_id = await self._transport.carry_out(effect, message_id=self._sent.get(key))
        except TelegramError as error:
            _log.warning("effect_failed", update_id=update_id, reason=error.message)
            return
        if effect.key and message_id is not None:
            self._sent[key] = message_id
            _bound(self._sent, _REMEMBERED_MESSAGES)


def chat_of(update: Update) -> int | None:
    """Return the chat an update belongs to; None for inline queries and the like."""
    return update.effective_chat.id if update.effective_chat is not None else None


def _bound(store: OrderedDict[Any, Any], size: int) -> None:
    while len(store) > size:
        store.popitem(last=False)
