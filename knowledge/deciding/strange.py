"""Abbreviations that the content does not hold: UNDAC."""

from knowledge.matching.reading import Reading
from knowledge.matching.several import JOINING
from knowledge.text.first_person import speaks_of_us
from knowledge.text.phrases import places_of

# A shorter one may be a slip, and who types more than so many words in capitals shouts.
_ABBREVIATION = 4
_LOUD = 2
_JOINS = JOINING | {"或", "or", "vs", "versus", "/"}


def asks_of_strange(reading: Reading) -> bool:
    """Return whether it asks of an abbreviation that the content does not hold.

    Beside a name it is said in passing, "ADRA asks who leads nutrition", unless it is joined to
    it: "UNDAC and OCHA". Who speaks of herself may name whom she works for.
    """
    strange = _strange_abbreviations(reading)
    if not strange or speaks_of_us(" ".join(token.raw for token in reading.tokens)):
        return False
    named = places_of(reading.names)
    return not named or any(
        place + 2 * side in named and reading.tokens.lower[place + side] in _JOINS
        for place in strange
        for side in (-1, 1)
    )


def _strange_abbreviations(reading: Reading) -> list[int]:
    """Return their places."""
    words = [token.raw for token in reading.tokens]
    latin = [word for word in words if word.isascii() and word.isalpha()]
    if len(latin) > _LOUD and all(word.isupper() for word in latin):
        return []
    places = [term.start for term in reading.terms if not term.known]
    return [place for place in places if _is_abbreviation(words[place])]


def _is_abbreviation(word: str) -> bool:
    return word.isalpha() and word.isupper() and len(word) >= _ABBREVIATION
