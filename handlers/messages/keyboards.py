"""Buttons, and the callback data behind them (at most 56 bytes, nothing secret)."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from unicodedata import east_asian_width

from handlers.messages.effects import Button, Keyboard
from handlers.messages.texts import Translate, _
from handlers.procedures.data import START
from knowledge.answering.answer import Part, first_facet
from knowledge.assistant import Assistant, Choice
from knowledge.models import Card, EntryId
from knowledge.text.language import Language

SHOW = "s"  # s:<entry>:<facet>: send the card as a new message
PICK = "p"  # p:<entry>:<facet>: turn the message into the card
BROWSE = "b"  # b, b:<kind>:<page>, b:e:<entry>
COUNTRY = "c"  # c:<ISO3>, c:none
LANGUAGE = "l"  # l:<language>, l:auto
FORGET = "f"  # f:yes, f:no; f:yes:<chat>, f:no:<chat> where it was asked in the name of a chat
SETTINGS = "set"  # set, set:<what>, set:<what>:<value>
MEETING = "m"  # m:end
DEFINITION = "d"  # d:<language>:<content version>:<entry>
EXAMPLE = "x"  # x:<number>: ask one of the example questions
USEFUL = "y"  # y:<entry>:<facet>: the answer was useful
REJECTED = "n"  # n:<entry>:<facet>: it was not what was asked
TELL = "w"  # w:<gap>: tell me when this is answered
OFFLINE = "o"  # o:<format>:<language>, o:<language>
CHART = "v"  # v:<entry>, v:
POCKET = "k"  # k:new, k:on:<message>:<language>, k:off:<message>:<language>

MAX_TOPICS = 2
# What a button takes that shares its row, on a small phone: letters, a Chinese character as two.
_HALF_A_ROW = 16


def card_data(action: str, card: Card) -> str:
    """Return the callback data that shows a card."""
    return f"{action}:{card.entry}:{card.facet}"


def deep_link(username: str, card: Card) -> str:
    """Return the link that opens a card in a private chat."""
    return start_link(username, start_parameter(card))


def start_parameter(card: Card) -> str:
    """Return what a private chat is started with to open a card: 64 characters of A-Za-z0-9_-."""
    return f"{card.entry}--{card.facet}"


def start_link(username: str, parameter: str) -> str:
    """Return the link that opens the private chat with a start parameter."""
    return f"https://t.me/{username}?start={parameter}"


def card_of(assistant: Assistant, entry: str, facet: str) -> Card | None:
    """Return the card that callback data or a deep link names, if it still exists."""
    return Card(entry, facet) if assistant.knowledge.holds(entry, facet) else None


def in_rows(buttons: Iterable[Button], width: int) -> Keyboard:
    """Return buttons in rows of so many; the last row may be shorter."""
    given = tuple(buttons)
    return tuple(given[start : start + width] for start in range(0, len(given), width))


def choice_buttons(choices: Sequence[Choice]) -> Keyboard:
    """Return one row a choice, numbered as in the text."""
    return tuple(
        (Button(f"{number}. {choice.title}", data=card_data(PICK, choice.card)),)
        for number, choice in enumerate(choices, start=1)
    )


def topic_buttons(assistant: Assistant, parts: Sequence[Part], language: Language) -> Keyboard:
    """Return the next topics: other facets of the entry, then related entries.

    They are few and short, so that the answer above them is still seen on a small phone.
    """
    shown = {part.card for part in parts}
    topics = (card for card in _topics(assistant, parts[0].card) if card not in shown)
    about = {part.card.entry for part in parts}
    buttons = tuple(
        Button(_label(assistant, card, about, language), data=card_data(SHOW, card))
        for card in islice(topics, MAX_TOPICS)
    )
    if all(_letters(button.label) <= _HALF_A_ROW for button in buttons):
        return (buttons,)
    return tuple((button,) for button in buttons)


def procedure_row(
    assistant: Assistant, card: Card, language: Language, gettext: Translate
) -> tuple[Button, ...]:
    """Return the button that starts the procedure which an answer is about."""
    for procedure in assistant.knowledge.procedures.values():
        if card.facet in procedure.offered_with.get(card.entry, ()):
            label = gettext(_("Step by step: {name}")).format(name=language.of(procedure.name))
            return (Button(label, data=f"{START}:{procedure.id}"),)
    return ()


def _label(assistant: Assistant, card: Card, about: set[EntryId], language: Language) -> str:
    if about != {card.entry}:
        return assistant.composer.title(card, language)
    # The answer above names its entry, where it is of one alone.
    label = assistant.composer.facet_title(card.facet, language)
    return label[0].upper() + label[1:]


def _letters(label: str) -> int:
    return sum(1 + (east_asian_width(letter) in "WF") for letter in label)


def _topics(assistant: Assistant, card: Card) -> Iterator[Card]:
    knowledge = assistant.knowledge
    entry = knowledge.entries[card.entry]
    facets = [facet for facet in knowledge.facets_of(entry) if facet != card.facet]
    yield from (Card(entry.id, facet) for facet in facets[:2])
    for other in entry.related:
        yield Card(other, first_facet(knowledge, knowledge.entries[other]))
    yield from (Card(entry.id, facet) for facet in facets[2:])
