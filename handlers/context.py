"""The callback context of every handler."""

import time
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, Protocol

from telegram.ext import Application, CallbackContext, ExtBot

from handlers.chats.records import Record
from handlers.chats.state import ChatState, Person
from handlers.messages.effects import Edit, File, Screen, Send, SendFile, Work
from handlers.messages.texts import interface_language
from handlers.observer import Surface
from handlers.services import Services
from knowledge.answering.audience import EVERYBODY
from knowledge.assistant import Assistant, Reply, Topic
from knowledge.models import Card, CountryCode, Situation
from knowledge.text.language import Language

_Data = dict[Any, Any]
BotApplication = Application[ExtBot[None], "Context", _Data, _Data, _Data, None]


class Records(Protocol):
    """What the store keeps of a chat besides its state."""

    async def kept(self, chat_id: int) -> Mapping[str, int]:
        """Return how many rows there are, by table."""


class SentMessages(Protocol):
    """Knows under which ids messages have gone out."""

    async def __call__(self, chat_id: int, keys: Sequence[str]) -> Mapping[str, int | None]:
        """Return the ids of the messages under these keys; None for those that wait their turn."""


async def nothing_sent(chat_id: int, keys: Sequence[str]) -> Mapping[str, int | None]:
    """Know of no message; for updates that belong to no chat."""
    return {}


@dataclass(slots=True)
class Turn:
    """What handlers read and describe while one update is handled."""

    state: ChatState
    alias: Callable[[int], int]
    """Makes the pseudonym of a person in the chat from her user id."""
    sent: SentMessages = nothing_sent
    work: Work = field(default_factory=Work)


# Set by delivery while the handlers have an update.
current_turn: ContextVar[Turn] = ContextVar("current_turn")


class Context(CallbackContext[ExtBot[None], _Data, _Data, _Data]):
    """The callback context; ``bot.application`` puts the services into ``bot_data``."""

    @property
    def services(self) -> Services:
        """What handlers need from outside."""
        services: Services = self.bot_data["services"]
        return services

    @property
    def records(self) -> Records:
        """What the store keeps besides the state; set by whoever runs the application."""
        records: Records = self.bot_data["records"]
        return records

    @property
    def assistant(self) -> Assistant:
        """What answers questions, as was chosen for the chat: its country, situation and words."""
        teller = self.everywhere
        if self.country is not None:
            teller = teller.in_country(self.country)
        if self.state.settings.audience != EVERYBODY:
            teller = teller.told_to(self.state.settings.audience)
        return teller

    @property
    def country(self) -> CountryCode | None:
        """The country whose content comes first in the chat."""
        return self.state.country_in(self.services.country)

    @property
    def local(self) -> Assistant:
        """What answers where nothing was chosen: for what is the bot's and not the chat's."""
        return self.everywhere.in_country(self.services.country)

    @cached_property
    def everywhere(self) -> Assistant:
        """What answers questions; one update is handled with one, even if content changes."""
        return self.services.assistant

    @property
    def state(self) -> ChatState:
        """What is remembered of the chat; changes are kept if handling succeeds."""
        return current_turn.get().state

    def alias(self, user_id: int) -> int:
        """Return the pseudonym under which a person is remembered in this chat."""
        return current_turn.get().alias(user_id)

    def person(self, user_id: int) -> Person:
        """Return what is remembered of a person in this chat, ready to be changed."""
        return self.state.person(self.alias(user_id))

    def language_for(self, user_id: int | None, code: str | None) -> Language:
        """Return the language for somebody whose words do not tell one.

        Args:
            user_id: Who it is: what she was answered in last goes before what her app is in.
            code: The language of the app, as Telegram tells it.
        """
        person = None if user_id is None else self.state.people.get(self.alias(user_id))
        spoken = person.language if person is not None else None
        return self.state.language or spoken or interface_language(code)

    @property
    def work(self) -> Work:
        """Where effects are described."""
        return current_turn.get().work

    def now(self) -> float:
        """Return seconds since the epoch."""
        return self.services.clock()

    def today(self) -> date:
        """Return the day, in UTC."""
        return datetime.fromtimestamp(self.now(), UTC).date()

    async def sent(self, chat_id: int, keys: Sequence[str]) -> Mapping[str, int | None]:
        """Return the ids of the messages under these keys; None for those that wait their turn.

        What was never said under a key, or was given up, is missing.
        """
        return await current_turn.get().sent(chat_id, keys)

    def ask(
        self,
        question: str,
        *,
        surface: Surface,
        language: Language | None = None,
        default: Language | None = None,
        topic: Topic | None = None,
        trail: Sequence[Card] = (),
        situation: Situation | None = None,
    ) -> Reply:
        """Answer a question as ``Assistant.ask`` does, and tell the observer how that went.

        In the situation given: that in which whoever asks said she is.
        """
        started = time.perf_counter()
        teller = self.assistant.in_situation(situation)
        reply = teller.ask(question, language=language, default=default, topic=topic, trail=trail)
        self.services.observer.question(
            outcome=reply.status,
            language=reply.language,
            surface=surface,
            seconds=time.perf_counter() - started,
        )
        return reply

    def send(self, chat_id: int, screen: Screen, **options: Any) -> None:
        """Describe a new message."""
        self.work.add(Send(chat_id, screen, **options))

    def edit(self, chat_id: int, screen: Screen, **options: Any) -> None:
        """Describe the change of an earlier message."""
        self.work.add(Edit(chat_id, screen, **options))

    def send_file(self, chat_id: int, file: File, screen: Screen, **options: Any) -> None:
        """Describe a file with its caption."""
        self.work.add(SendFile(chat_id, file, screen, **options))

    def keep(self, record: Record) -> None:
        """Describe what is to be kept beside the state of the chat."""
        self.work.records.append(record)
