"""What is asked of an entry that it does not have, and that no other facet stands in for."""

from knowledge.deciding.confidence import beyond_names, cues_of
from knowledge.matching.lexicon import Name
from knowledge.matching.ranking import Ranking
from knowledge.matching.reading import Cue, Reading
from knowledge.text.phrases import Quality, Span, places_of

_LONG_HAN = 5
_LONG_WORDS = 2
# A definition may tell since when something exists, but not who chairs it or by when it is due.
DEFINITE = frozenset(
    {
        "accountable_to",
        "activated_by",
        "amount",
        "appointed_by",
        "chair",
        "deadline",
        "eligibility",
        "legal_basis",
        "link",
        "location",
        "meetings",
        "members",
    }
)


def asks_what_it_lacks(ranking: Ranking) -> bool:
    """Return whether nothing is asked of the one entry named but a thing that it lacks.

    "Who chairs CERF?" is not answered by what CERF is.
    """
    reading, best = ranking.reading, ranking.matches[0]
    if not best.named or best.cued or ranking.focused or len(set(reading.entries)) > 1:
        return False
    asked = [cue for cue in reading.cues if cue.value.entry is None and _is_definite(cue, reading)]
    return bool(asked) and not beyond_names(reading, best)[1]


def is_of_another(ranking: Ranking) -> bool:
    """Return whether the best card is of an entry not named, and holds but words of a name.

    "Cluster coordinator reports to whom" is not answered by whom a coordination group answers to.
    """
    reading, best = ranking.reading, ranking.matches[0]
    names = [name for name in reading.names if _is_long(name, reading)]
    if best.named or ranking.focused or ranking.open or not names:
        return False
    within = places_of([*names, *cues_of(reading, best)])
    return all(
        within.issuperset(range(term.start, term.end))
        for place, term in enumerate(reading.terms)
        if place in best.evidence
    )


def _is_long(name: Span[Name], reading: Reading) -> bool:
    """Return whether a name is written right, and so long that no other begins with it."""
    least = _LONG_HAN if reading.tokens[name.start].is_han else _LONG_WORDS
    return name.quality is Quality.EXACT and name.length >= least


def _is_definite(cue: Span[Cue], reading: Reading) -> bool:
    """Return whether words ask for one definite thing; a single character is part of others."""
    short = cue.length == 1 and reading.tokens[cue.start].is_han
    named = any(name.covers(cue) for name in reading.names)
    return cue.value.facet in DEFINITE and cue.quality is Quality.EXACT and not (short or named)
