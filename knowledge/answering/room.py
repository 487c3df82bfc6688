"""How much of an answer is shown at once."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from knowledge.answering.answer import Part
from knowledge.models import EntryId

# An answer is read on a phone, in one go.
MAX_CHARACTERS = 1150


def with_room(
    first: Part, others: Iterable[Part], named: Sequence[EntryId] = ()
) -> tuple[Part, ...]:
    """Return the first part, and of the others those for which there is room on a phone.

    Whoever asks the same of two ("who leads health and who leads WASH") is told of both, of the
    second in short where there is no room for more.
    """
    parts, room = [first], MAX_CHARACTERS - len(first.text)
    for whole in others:
        same = whole.card.facet == first.card.facet and whole.card.entry in named
        short = same and len(whole.text) >= room
        part = replace(whole, paragraphs=whole.paragraphs[:1]) if short else whole
        if len(part.text) < room:
            parts.append(part)
            room -= len(part.text) + 2
    return tuple(parts)
