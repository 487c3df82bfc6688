"""Run one event through the handlers, and say what is to be committed."""

import json
from collections.abc import Awaitable, Callable
from contextvars import Token
from dataclasses import dataclass, field
from functools import partial

import structlog
from structlog.contextvars import bound_contextvars

from bot.delivery.api.signatures import Signatures
from bot.delivery.api.updates import (
    PRESS,
    UNREAD,
    Back,
    ChatChange,
    Gone,
    Migrated,
    Raw,
    chat_change,
    chat_of,
)
from bot.delivery.incoming.dispatch import dispatch
from bot.delivery.incoming.inbound import Admission
from bot.delivery.incoming.late import LATE_SECONDS, is_late
from bot.delivery.incoming.recount import Recount
from bot.delivery.incoming.sayings import Sayings
from bot.delivery.incoming.shape import update_of
from bot.exhaustion import end_if_exhausted
from bot.secret import Secret
from bot.store.events import UPDATE, Event, update_key
from bot.store.outbox import NewMessage
from bot.store.work import Chat
from handlers.chats.records import Record
from handlers.chats.state import ChatState
from handlers.chats.timers import Cancel, Timer, TimerFired
from handlers.context import BotApplication, SentMessages, Turn, current_turn
from handlers.messages.effects import Forget

_log = structlog.get_logger(__name__)

MAX_DEATHS = 3
PRESS_SECONDS = 120.0
"""A press older than this does nothing: whoever pressed has given up, or pressed again."""


@dataclass(slots=True)
class Handled:
    """What an event brings about; all of it is committed, or nothing."""

    messages: list[NewMessage] = field(default_factory=list)
    timers: list[Timer | Cancel] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    state: str | None = None
    """The new state of the chat; None if it has not changed."""
    apology: bool = False
    change: ChatChange | None = None
    forget: Forget | None = None
    """What is deleted first."""
    reason: str | None = None
    """Why the event becomes a dead letter."""


class Handling:
    """Runs events through the application."""

    def __init__(
        self,
        application: BotApplication,
        sent: SentMessages,
        asked_again: Callable[[Event], Awaitable[bool]],
        secret: Secret,
        recount: Recount,
    ) -> None:
        self._application = application
        self._sent = sent
        self._asked_again = asked_again
        self._secret = secret
        self._recount = recount
        self._signatures = Signatures(secret)
        self._sayings = Sayings(application.bot_data["services"], self._signatures)

    async def handle(self, event: Event, chat: Chat, *, now: float) -> Handled:
        """Return what an event brings about; never raises for what is in the event.

        Raises:
            MemoryError: There was too little for it, and the process was not to end; it is to be
                tried again.
        """
        try:
            raw: Raw = json.loads(event.payload)
            state = ChatState.model_validate_json(chat.state) if chat.state else ChatState()
        except ValueError as error:
            return Handled(reason=f"not readable: {type(error).__name__}")
        if event.deaths >= MAX_DEATHS:
            return self._dead(event, raw, state, f"the process died {event.deaths} times over it")
        if event.is_timer:
            fired = TimerFired(event.chat, raw["name"], raw["data"])
            return await self._run(fired, event, chat, state)
        match self._recount.admit(event, raw):
            case Admission.IGNORED:
                return Handled()
            case Admission.NOTICE:
                return Handled([self._sayings.busy(event, raw, state)])
        if UNREAD in raw:
            return self._unread(event, raw, state)
        return await self._handle_update(event, raw, chat, state, now)

    async def answer(self, raw: Raw) -> None:
        """Answer an inline query or a guest's message, of which nothing is kept."""
        with bound_contextvars(event_key=update_key(raw.get("update_id"))):
            try:
                update = update_of(raw, self._application.bot)
            except Exception as error:
                end_if_exhausted(error)
                _log.warning("not_understood", reason=type(error).__name__)
                return
            token = current_turn.set(Turn(ChatState(), partial(self._secret.person, 0)))
            try:
                await dispatch(self._application, update)
            finally:
                current_turn.reset(token)

    async def _handle_update(
        self, event: Event, raw: Raw, chat: Chat, state: ChatState, now: float
    ) -> Handled:
        change = chat_change(raw)
        if isinstance(change, Gone):
            state.forget_group()
            return Handled(state=_changed(chat, state), change=change)
        if isinstance(change, Migrated) or (PRESS in raw and _is_old(event, now)):
            return Handled(change=change)
        if chat.stopped_until > now and not isinstance(change, Back):
            return Handled()
        if is_late(raw, now) and (event.chat < 0 or await self._asked_again(event)):
            return Handled(change=change if chat.stopped_until else None)
        try:
            update = update_of(self._signatures.checked(raw), self._application.bot)
        except Exception as error:
            end_if_exhausted(error)
            return Handled(reason=f"not understood: {type(error).__name__}")
        handled = await self._run(update, event, chat, state)
        # A message that says what is known already writes nothing.
        handled.change = change if chat.stopped_until else None
        self._apologise(handled, event, raw, chat, state, now)
        return handled

    async def _run(self, update: object, event: Event, chat: Chat, state: ChatState) -> Handled:
        scope = state.scope or self._secret.chat(event.chat)
        turn = Turn(state, partial(self._secret.person, scope), self._sent)
        token: Token[Turn] = current_turn.set(turn)
        try:
            went_well = await dispatch(self._application, update)
        finally:
            current_turn.reset(token)
        messages = [self._sayings.message(event, effect) for effect in turn.work.effects]
        if not went_well:
            return Handled(messages, reason="the handler failed; see the log")
        work = turn.work
        changed = _changed(chat, state) if work.forget is not Forget.CHAT else None
        return Handled(messages, work.timers, work.records, changed, forget=work.forget)

    def _apologise(
        self,
        handled: Handled,
        event: Event,
        raw: Raw,
        chat: Chat,
        state: ChatState,
        now: float,
    ) -> None:
        if is_late(raw, now) and handled.messages and now - chat.apologised > LATE_SECONDS:
            handled.messages.insert(0, self._sayings.delayed(event, raw, state))
            handled.apology = True

    def _unread(self, event: Event, raw: Raw, state: ChatState) -> Handled:
        reason = f"not read: {raw[UNREAD]}"
        # In a group it may not have been meant for the bot.
        return Handled(reason=reason) if event.chat < 0 else self._dead(event, raw, state, reason)

    def _dead(self, event: Event, raw: Raw, state: ChatState, reason: str) -> Handled:
        if event.is_timer or not chat_of(raw):
            return Handled(reason=reason)
        reference = event.key.removeprefix(UPDATE)
        return Handled([self._sayings.failed(event, raw, state, reference)], reason=reason)


def _changed(chat: Chat, state: ChatState) -> str | None:
    after = state.model_dump_json(exclude_defaults=True)
    return after if after != (chat.state or "{}") else None


def _is_old(event: Event, now: float) -> bool:
    return now - event.received > PRESS_SECONDS
