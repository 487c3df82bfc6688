"""What is remembered of a chat between two messages, and no more than that."""

from typing import Protocol

from pydantic import BaseModel, ConfigDict, ValidationError

from handlers.chats.settings import ChatSettings
from handlers.meeting.state import SECONDS, Meeting
from handlers.procedures.state import OpenProcedure
from knowledge.assistant import Topic
from knowledge.models import Card, CountryCode, Situation
from knowledge.text.language import Language

# A follow-up ("and who chairs it?") is understood for this long.
TOPIC_SECONDS = 600.0
# Of so many things between the first and the last one can be gone back to.
TRAIL = 3
# The same answer is not said twice in a group for this long.
GIVEN_SECONDS = 300.0


class Person(BaseModel):
    """What is remembered of one person in one chat."""

    model_config = ConfigDict(extra="ignore")

    topic: Topic | None = None
    topic_at: float = 0.0
    """When something was last said to the person, in seconds since the epoch."""
    trail: tuple[Card, ...] = ()
    """What was talked about before the topic, each thing once, the first first."""
    choices: tuple[Card, ...] = ()
    """What was offered last; a typed number picks one."""
    near: bool = False
    """Whether they are only near what was asked, and so were not asked for."""
    asked: int = 0
    """The message with the question to which it was offered."""
    language: Language | None = None
    """That of the last answer, for what does not tell one: a button, a number, an abbreviation."""
    situation: Situation | None = None
    """That in which she said she is: what holds there is told first."""

    def talks_about(self, topic: Topic, now: float) -> None:
        """Remember what was talked about, so that a follow-up is understood."""
        left = self.topic_now(now)
        if left is None:
            self.trail = ()
        elif left.entry != topic.entry:
            others = [card for card in self.trail if card.entry != left.entry]
            self.trail = (*others[:1], *others[1:][-TRAIL:], Card(left.entry, left.facet))
        self.topic, self.topic_at = topic, now

    def is_offered(
        self, choices: tuple[Card, ...], now: float, *, asked: int, near: bool = False
    ) -> None:
        """Remember what was offered to which question, or that nothing was."""
        self.choices, self.near = choices, near and bool(choices)
        self.asked = asked if choices else 0
        if choices:
            self.topic_at = now

    def is_told_in(self, language: Language, now: float) -> None:
        """Remember the language of an answer, for as long as the rest."""
        self.language = language
        if self.topic is None and not self.choices:
            self.topic_at = now

    def tells_of(self, situation: Situation, now: float) -> None:
        """Remember the situation in which she said she is, for as long as the rest."""
        self.situation, self.topic_at = situation, now

    def topic_now(self, now: float) -> Topic | None:
        """Return the topic, unless it was too long ago."""
        return self.topic if now - self.topic_at <= TOPIC_SECONDS else None

    def situation_now(self, now: float) -> Situation | None:
        """Return the situation she told of, unless it was too long ago."""
        return self.situation if now - self.topic_at <= TOPIC_SECONDS else None


class Given(BaseModel):
    """An answer given in a group a moment ago."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    at: float
    """When, in seconds since the epoch."""
    place: int
    """The pseudonym of where; a group that becomes a supergroup numbers its messages anew."""
    question: int
    """The message it answers."""
    key: str
    """The name under which it was sent."""


class Pocket(BaseModel):
    """What is remembered where changes of the pocket card are to be told."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    language: Language
    digest: str
    """Of the card as it was when it was last looked at."""


class ChatState(BaseModel):
    """What is remembered of one chat."""

    model_config = ConfigDict(extra="ignore")

    language: Language | None = None
    """The language chosen for it; each question's own unless set."""
    country: CountryCode | None = None
    """The country chosen for it, whose own content comes first."""
    everywhere: bool = False
    """Whether it was chosen that no country's content comes first. Not a value of ``country``: a
    process of the version before must be able to read the state."""
    settings: ChatSettings = ChatSettings()
    """What its administrators chose."""
    people: dict[int, Person] = {}
    """By pseudonym; in a group nobody's topic is anybody else's."""
    procedures: dict[str, OpenProcedure] = {}
    """Guided procedures that are open here, by the id of the run."""
    scope: int | None = None
    """The pseudonym of the group this supergroup was before: people keep theirs."""
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
    pocket: Pocket | None = None
    """Set where changes of the pocket card are to be told."""

    def country_in(self, office: CountryCode | None) -> CountryCode | None:
        """Return the country whose content comes first, in a bot that works for an office."""
        return None if self.everywhere else self.country or office

    def choose_country(self, code: CountryCode | None) -> None:
        """Choose a country, or none; what was offered before may not be there any more."""
        self.country, self.everywhere = code, code is None
        for person in self.people.values():
            person.topic, person.trail, person.choices = None, (), ()

    def choose_situation(self, situation: Situation | None) -> None:
        """Choose the situation the chat works in, or none; what people told of counts no more."""
        self.settings = self.settings.but(situation=situation)
        for person in self.people.values():
            person.situation = None

    def forget_group(self) -> None:
        """Forget what was asked here: nobody is left to whom it could be told."""
        self.meetings.clear()
        self.given.clear()

    def person(self, alias: int) -> Person:
        """Return what is remembered of a person, ready to be changed."""
        return self.people.setdefault(alias, Person())

    def forget(self, alias: int) -> None:
        """Forget a person: what she asked about, and that a text of hers is awaited."""
        self.people.pop(alias, None)
        for one in self.procedures.values():
            one.awaiting.pop(alias, None)

    def without_old(self, now: float) -> "ChatState":
        """Return what is left when the time of topics, choices and awaited texts is over."""
        people = {
            alias: person
            for alias, person in self.people.items()
            if now - person.topic_at <= TOPIC_SECONDS
        }
        left = {
            "people": people,
            "procedures": {name: one.without_old(now) for name, one in self.procedures.items()},
            "meetings": {t: m for t, m in self.meetings.items() if now - m.began <= SECONDS},
            "given": {n: one for n, one in self.given.items() if now - one.at <= GIVEN_SECONDS},
        }
        return self.model_copy(update=left)


def tidied(state: str, now: float) -> str:
    """Return a stored state without what is too old in it; one that cannot be read as it is."""
    try:
        left = ChatState.model_validate_json(state).without_old(now)
    except ValidationError:
        return state
    return left.model_dump_json(exclude_defaults=True)


class Clock(Protocol):
    """Tells the time."""

    def __call__(self) -> float:
        """Return seconds since the epoch."""
