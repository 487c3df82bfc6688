"""What is asked of an entry that it does not have, and that no other facet stands in for."""

from knowledge.confidence import beyond_names
from knowledge.phrases import Quality, Span
from knowledge.ranking import Ranking
from knowledge.reading import Cue, Reading

# A definition may tell since when something exists, but not who chairs it or by when it is due.
_DEFINITE = frozenset(
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


def _is_definite(cue: Span[Cue], reading: Reading) -> bool:
    """Return whether words ask for one definite thing; a single character is part of others."""
    short = cue.length == 1 and reading.tokens[cue.start].is_han
    named = any(name.covers(cue) for name in reading.names)
    return cue.value.facet in _DEFINITE and cue.quality is Quality.EXACT and not (short or named)
