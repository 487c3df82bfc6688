"""Weigh the words that ask for a facet: how surely they do, and whether they only frame others."""

from collections.abc import Iterator
from itertools import takewhile

from knowledge.matching.cards import STAND_INS, Cards
from knowledge.matching.reading import Cue, Reading
from knowledge.text.phrases import Quality, Span

# Held in place by the questions under tests/questions/: change one and see which move.
CUE_WEIGHT = 2.8
OWN_CUE_WEIGHT = 3.0
SOUND_CUE = 0.5
BESIDE_MORE = 0.85
WHAT_IT_IS = Cue("definition")
_WHAT_IT_DOES = "whatdoes"
_BEFORE_NOUNS = frozenset({"the", "a", "an", "its", "their", "main"})


def strengths(reading: Reading, cards: Cards) -> dict[Cue, float]:
    """Return how surely a question asks for a facet, by what asks for it."""
    found: dict[Cue, float] = {}
    for span in reading.cues:
        if _is_frame(span, reading, cards):
            continue
        strength = _strength(span, reading)
        found[span.value] = max(found.get(span.value, 0.0), strength)
        for cue in _stand_ins(span.value, reading, cards):
            # "Name the members in Chinese" asks for the members.
            more = set(reading.facets) - {span.value.facet, cue.facet}
            share = BESIDE_MORE if more and cue.facet == WHAT_IT_IS.facet else 1.0
            found[cue] = max(found.get(cue, 0.0), share * strength)
    return found


def beside_names(reading: Reading) -> list[Span[Cue]]:
    """Return what asks for a facet and is no name: NGO asks for partners, but not of NGOs."""
    return [cue for cue in reading.asked if not any(n.covers(cue) for n in reading.names)]


def _is_frame(span: Span[Cue], reading: Reading, cards: Cards) -> bool:
    """Return whether words only frame what is asked: "what are the benefits", 强项是什么."""
    if span.value != WHAT_IT_IS and reading.said_in(span) != _WHAT_IT_DOES:
        return False
    han = reading.tokens[span.start].is_han
    beside = {span.start} if han else _places_after(span, reading)
    return any(
        (cue.end if han else cue.start) in beside
        and cue.value.facet != span.value.facet
        and any(cards.has(entry, cue.value.facet) for entry in reading.entries)
        for cue in beside_names(reading)
    )


def _places_after(span: Span[Cue], reading: Reading) -> set[int]:
    """Return where what is asked may begin: "what is the aim", "what is the HCT meant for"."""
    said = reading.tokens.lower[span.end :]
    place = span.end + sum(1 for _ in takewhile(_BEFORE_NOUNS.__contains__, said))
    return {span.end, place, *(name.end for name in reading.names if name.start == place)}


def _stand_ins(cue: Cue, reading: Reading, cards: Cards) -> Iterator[Cue]:
    """Yield what tells as much of the one entry named, if it does not have what is asked."""
    facet = STAND_INS.get(cue.facet)
    if facet is None or cue.entry is not None or len(reading.entries) != 1:
        return
    [entry] = reading.entries
    if not cards.has(entry, cue.facet):
        yield Cue(facet, entry)


def _strength(span: Span[Cue], reading: Reading) -> float:
    """Return how surely words ask for a facet: short ones are often something else."""
    han = reading.tokens[span.start].is_han
    length = span.length
    value = {1: 0.45, 2: 0.75}.get(length, 1.0) if han else {1: 0.6}.get(length, 1.0)
    # Where everything was written by its sound, that says nothing against a word.
    if span.quality is Quality.SOUND and not reading.pinyin:
        value *= SOUND_CUE
    return value * (CUE_WEIGHT if span.value.entry is None else OWN_CUE_WEIGHT)
