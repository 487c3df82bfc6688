"""Find what a question is answered with: by what was offered, or by what is known."""

from dataclasses import dataclass, replace

from telegram import Message

from handlers.chats.places import asker_of, is_group, language_code_of
from handlers.chats.state import Person
from handlers.context import Context
from handlers.messages.texts import interface_language
from handlers.numbers import at, number_in
from handlers.observer import Surface
from handlers.sensitive import sensitivity
from knowledge.assistant import Reply, Status, Topic
from knowledge.models import Card
from knowledge.privacy.sensitive import Sensitive
from knowledge.text.language import Language, has_characters, language_of


@dataclass(frozen=True, slots=True)
class Answered:
    """What is said to a question."""

    reply: Reply
    question: int
    """The message with the question: an earlier one where a number picked a choice."""
    picked: bool = False
    sensitive: Sensitive | None = None
    """How the question speaks of abuse or incidents."""
    ends_at: int | None = None
    """Set where the question is a number that picks nothing: how much there is to choose from."""


def answer_to(context: Context, message: Message, text: str) -> Answered | None:
    """Return what a question is answered with, remembering what it was about.

    Args:
        context: The context of the update.
        message: Where it was asked, and by whom.
        text: What was asked.
    """
    asker = asker_of(message)
    if asker is None:
        return None
    person = context.person(asker)
    default = _default(person, message, text)
    number = number_in(text)
    picked = _picked(context, person, text, number)
    topic = person.topic_now(context.now())
    situation = person.situation_now(context.now())
    if picked is not None:
        # A number is answered in the language of the talk, words in theirs.
        own = default if number is not None else language_of(text, default=default)
        teller = context.assistant.in_situation(situation)
        reply = teller.show(picked, context.state.language or own)
        asked = person.asked or message.message_id
        answered = Answered(reply, asked, picked=asked != message.message_id)
    elif number is not None and (person.choices or topic is None):
        # What was offered stays open.
        return _picks_nothing(context, message, person, default)
    else:
        reply = context.ask(
            text,
            surface=Surface.GROUP if is_group(message.chat) else Surface.PRIVATE,
            language=context.state.language,
            default=default,
            topic=topic,
            trail=person.trail,
            situation=situation,
        )
        if number is not None and not _is_pointed_at(reply, topic):
            return _picks_nothing(context, message, person, default)
        answered = Answered(reply, message.message_id)
    if context.state.language is None:
        person.is_told_in(reply.language, context.now())
    if (kind := sensitivity(text, reply)) is not None:
        # Nothing of it is remembered but the language.
        return replace(answered, sensitive=kind)
    remember(context, person, reply, asked=message.message_id)
    return answered


def remember(context: Context, person: Person, reply: Reply, *, asked: int) -> None:
    """Remember what somebody was told or offered, for what she says next.

    Args:
        context: The context of the update.
        person: Who it is.
        reply: What she was told.
        asked: The message to which it was said.
    """
    if reply.situation is not None:
        person.tells_of(reply.situation, context.now())
    if reply.topic is not None:
        person.talks_about(reply.topic, context.now())
    offered = tuple(c.card for c in reply.choices if reply.status is not Status.ANSWER)
    near = reply.status is Status.NONE
    person.is_offered(offered, context.now(), asked=asked, near=near)


def _is_pointed_at(reply: Reply, topic: Topic | None) -> bool:
    """Return whether it tells a point of what was told, or the second of two spoken of."""
    told = reply.topic
    return told is not None and (told.point > 0 or topic is None or told.entry != topic.entry)


def _picks_nothing(
    context: Context, message: Message, person: Person, default: Language
) -> Answered:
    reply = Reply(Status.ANSWER, context.state.language or default)
    return Answered(reply, message.message_id, ends_at=len(person.choices))


def _default(person: Person, message: Message, text: str) -> Language:
    """Return the language of an answer where the question does not tell, or not the script."""
    app, spoken = interface_language(language_code_of(message)), person.language
    if spoken is None or (has_characters(text) and not spoken.is_chinese):
        return app
    return spoken


def _picked(context: Context, person: Person, text: str, number: int | None) -> Card | None:
    """Return what a number or a few words mean of what was offered just before."""
    if number is None:
        return context.assistant.pick(text, person.choices) if person.choices else None
    card = at(number, person.choices)
    known = context.assistant.knowledge.holds
    return card if card is not None and known(card.entry, card.facet) else None
