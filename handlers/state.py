"""What is remembered of a chat between two messages, and no more than that."""

from typing import Protocol

from pydantic import BaseModel, ConfigDict

from handlers.meeting.state import Meeting
from handlers.procedures.state import OpenProcedure
from handlers.settings import ChatSettings
from knowledge.assistant import Topic
from knowledge.language import Language
from knowledge.models import CountryCode
from knowledge.text_index import Card

# A follow-up ("and who chairs it?") is understood for this long.
TOPIC_SECONDS = 600.0


class Person(BaseModel):
    """What is remembered of one person in one chat."""

    model_config = ConfigDict(extra="ignore")

    topic: Topic | None = None
    topic_at: float = 0.0
    """When it was talked about, in seconds since the epoch."""
    choices: tuple[Card, ...] = ()
    """What was offered last; a typed number picks one."""
    asked: int = 0
    """The message with the question to which it was offered."""

    def talks_about(self, topic: Topic, now: float) -> None:
        """Remember what was talked about, so that a follow-up is understood."""
        self.topic, self.topic_at = topic, now

    def topic_now(self, now: float) -> Topic | None:
        """Return the topic, unless it was too long ago."""
        return self.topic if now - self.topic_at <= TOPIC_SECONDS else None


class Given(BaseModel):
    """An answer given in a group a moment ago."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    at: float
    """When, in seconds since the epoch."""
    chat_id: int
    """Where; a group that becomes a supergroup numbers its messages anew."""
    question: int
    """The message it answers."""
    key: str
    """The name under which it was sent."""


class ChatState(BaseModel):
    """What is remembered of one chat."""

    model_config = ConfigDict(extra="ignore")

    language: Language | None = None
    """The language chosen for it; each question's own unless set."""
    country: CountryCode | None = None
    """The country whose own content comes first."""
    settings: ChatSettings = ChatSettings()
    """What its administrators chose."""
    people: dict[int, Person] = {}
    """By user id; in a group nobody's topic is anybody else's."""
    procedures: dict[str, OpenProcedure] = {}
    """Guided procedures that are open here, by the id of the run."""
    rated: tuple[int, ...] = ()
    """Ids of the answers that were rated last, so that each is counted once."""
    news_language: Language | None = None
    """The language of a curator's app, for news that come without her asking."""
    expecting: str | None = None
    """What a curator is to write next in her own chat: ``source:`` and a proposal, or ``alias:``
    and a gap."""
    meetings: dict[int, Meeting] = {}
    """Meetings that are on, by the forum topic; 0 where there are no topics."""
    told_rights: bool = False
    """Whether it was said that the bot need not be an administrator."""
    given: dict[str, Given] = {}
    """Answers given in the last minutes, by what they say."""

    def choose_country(self, code: CountryCode | None) -> None:
        """Choose a country, or none; what was offered before may not be there any more."""
        self.country = code
        for person in self.people.values():
            person.topic, person.choices = None, ()

    def forget_group(self) -> None:
        """Forget what was asked here: nobody is left to whom it could be told."""
        self.meetings.clear()
        self.given.clear()

    def person(self, user_id: int) -> Person:
        """Return what is remembered of a person, ready to be changed."""
        return self.people.setdefault(user_id, Person())


class Clock(Protocol):
    """Tells the time."""

    def __call__(self) -> float:
        """Return seconds since the epoch."""
