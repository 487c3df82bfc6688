"""What is asked for that no document holds: salaries, news, how many of what is not counted."""

from knowledge.matching.cards import STAND_INS
from knowledge.matching.ranking import Match, Ranking
from knowledge.matching.reader import COUNTRY
from knowledge.matching.reading import Cue, Reading
from knowledge.text.phrases import Span

# A card that explains this share of a question that names nothing is of what it means.
_MEANT = 0.5
_EMAIL = "email"
COUNT, NUMBER = "count", "number"
"""The subject of questions how many there are, and the facet that tells."""
STILL_ANSWERED = {
    COUNTRY: frozenset(
        {
            "purpose",
            "legal_basis",
            "eligibility",
            "criteria",
            "steps",
            "principles",
            "comparison",
            "terminology",
            "accountable_to",
            "appointed_by",
            "conflict",
            "disaster",
            "refugee",
            "mixed",
        }
    ),
    "person": frozenset({"accountable_to", "appointed_by", "chair", "representation"}),
    _EMAIL: frozenset({"contact"}),
    "foundation": frozenset({"history"}),
    "history": frozenset({"disaster"}),
    "languages": frozenset({"terminology"}),
    "literature": frozenset({"history"}),
}
"""Facets that are answered although a subject is touched: who appoints whoever is in office now,
by what rules in whichever country."""


def unanswered_subject(ranking: Ranking) -> str | None:
    """Return what is asked for that no document holds; None if nothing is."""
    reading, best = ranking.reading, ranking.matches[0]
    own = Cue(best.card.facet, best.card.entry)
    listed = [cue for cue in reading.cues if cue.value == own] if best.named else []
    told = [facet for facet in reading.facets if best.card.facet in (facet, STAND_INS.get(facet))]
    for span in reading.unanswered:
        if any(cue.covers(span) for cue in listed) or _holds(best, reading, span):
            continue
        if span.value == COUNT and _is_counted(ranking):
            continue
        # "E-mail?" asks for those there are.
        meant = best.named or (span.value == _EMAIL and not reading.names)
        if meant and not STILL_ANSWERED.get(span.value, frozenset()).isdisjoint(told):
            continue
        return span.value
    return None


def _is_counted(ranking: Ranking) -> bool:
    """Return whether the content counts what is asked about, named or told in other words."""
    reading, matches = ranking.reading, ranking.matches
    counted = {match.card.entry for match in matches if match.card.facet == NUMBER}
    told = {
        match.card.entry
        for match in matches
        if match.card.facet != NUMBER and match.explained >= _MEANT * reading.known_weight
    }
    # What is named is meant, whatever else fits the rest.
    meant = set(reading.entries) or told
    return ranking.open or not meant.isdisjoint(counted)


def _holds(best: Match, reading: Reading, span: Span[str]) -> bool:
    """Return whether the content itself speaks of a country: the seat of WFP is in Italy."""
    inside = [place for place, term in enumerate(reading.terms) if span.covers(term)]
    # What merely sounds like the country speaks of something else.
    held = all(
        best.evidence.get(place, 0.0) > 0.0 and reading.terms[place].factor == 1.0
        for place in inside
    )
    return span.value == COUNTRY and bool(inside) and held
