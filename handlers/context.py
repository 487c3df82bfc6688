"""The callback context of every handler."""

from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from telegram.ext import Application, CallbackContext, ExtBot

from handlers.effects import Edit, File, Screen, Send, SendFile, Work
from handlers.outside import Content, Desk
from handlers.recent import RecentQuestions
from handlers.records import Record
from handlers.state import ChatState, Clock
from handlers.texts import Texts
from knowledge.assistant import Assistant

_Data = dict[Any, Any]
BotApplication = Application[ExtBot[None], "Context", _Data, _Data, _Data, None]


@dataclass(slots=True)
class Services:
    """What handlers need from outside; the same for every update."""

    assistant: Assistant
    """Answers from the content in force: new content is a new assistant in its place."""
    texts: Texts
    clock: Clock
    curators: frozenset[int] = frozenset()
    """User ids of those who look after the content."""
    keeps_gaps: bool = True
    """Whether questions without an answer are kept for curators."""
    desk: Desk = field(init=False)
    """What is kept for curators; put here by whoever runs the bot."""
    content: Content = field(init=False)
    """Changes the content; put here by whoever loaded it."""
    recent: RecentQuestions = field(default_factory=RecentQuestions)


@dataclass(slots=True)
class Turn:
    """What handlers read and describe while one update is handled."""

    state: ChatState
    work: Work = field(default_factory=Work)
    failed: bool = False
    """Whether the handler raised; then the state is not kept."""


# Set by the dispatcher around the library's processing of one update.
current_turn: ContextVar[Turn] = ContextVar("current_turn")


class Context(CallbackContext[ExtBot[None], _Data, _Data, _Data]):
    """The callback context; ``bot.application`` puts the services into ``bot_data``."""

    @property
    def services(self) -> Services:
        """What handlers need from outside."""
        services: Services = self.bot_data["services"]
        return services

    @property
    def assistant(self) -> Assistant:
        """What answers questions, for the country chosen in the chat if there is one."""
        country = self.state.country
        return self.everywhere if country is None else self.everywhere.in_country(country)

    @cached_property
    def everywhere(self) -> Assistant:
        """What answers questions; one update is handled with one, even if content changes."""
        return self.services.assistant

    @property
    def state(self) -> ChatState:
        """What is remembered of the chat; changes are kept if handling succeeds."""
        return current_turn.get().state

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
