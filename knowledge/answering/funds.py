"""Who may have money from a fund: asked in talk of it, and told of it before of any other."""

import re

from knowledge.content.base import KnowledgeBase
from knowledge.matching.pointing_back import is_elliptic
from knowledge.matching.reading import Reading
from knowledge.models import Card, EntryId, FacetId, Kind, RelationKind
from knowledge.text.language import Language

_MAY_HAVE = (RelationKind.ELIGIBLE_FOR, RelationKind.NOT_ELIGIBLE_FOR)
_ELIGIBILITY = "eligibility"
_GOVERNMENT = "government"
# "And can OCHA?", 红会行吗, "is IOM allowed?": whether somebody may have it.
_MAY = re.compile(
    r"[能可行][吗不么吧否以]|也[能可行]|能.{0,6}[拿用申要领分]|[拿领要]得?到|有份|申请"
    r"|\b(?:can|may|could|able|allowed|eligible|qualify|entitled|apply|also|too)\b",
    re.IGNORECASE,
)
# Whoever says more asks for something else.
_FEW_TERMS = 5


class Funds:
    """Knows which entries are funds that say who may apply."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self._entries = knowledge.entries
        self._funds = frozenset(
            entry.id
            for entry in knowledge.entries.values()
            if entry.kind is Kind.FUND and _ELIGIBILITY in entry.facets
        )

    def in_full(
        self, reading: Reading, about: EntryId, facet: FacetId, language: Language
    ) -> str | None:
        """Return the question whether somebody may apply, with the fund that was talked about.

        Args:
            reading: What a follow-up says.
            about: What was talked about.
            facet: What of it was told.
            language: The language of the answer.

        Returns:
            None where the talk was of no fund, or more is asked than that.
        """
        if about not in self._funds or len(reading.terms) > _FEW_TERMS:
            return None
        again = facet == _ELIGIBILITY and is_elliptic(reading)
        who = self._who(reading, language)
        if who is None or not (again or _asks_whether(reading)):
            return None
        fund = language.of(self._entries[about].name)
        return f"{who}能申请{fund}吗" if language.is_chinese else f"can {who} apply for {fund}?"

    def leant_on(self, reading: Reading, *, lacks_facet: bool) -> frozenset[EntryId]:
        """Return talk of which funds may change an answer: whether NGOs get it is not the same.

        Args:
            reading: What a question says.
            lacks_facet: Whether it asks for no facet: "can OCHA?".
        """
        asks = _ELIGIBILITY in reading.facets or (lacks_facet and _asks_whether(reading))
        return self._funds if asks else frozenset()

    def _who(self, reading: Reading, language: Language) -> str | None:
        """Return who is asked about, and nothing else; None if more is asked."""
        named = reading.entries
        asked = [cue for cue in reading.asked if cue.value.facet != _ELIGIBILITY]
        outside = [c for c in asked if not any(name.covers(c) for name in reading.names)]
        if len(named) == 1 and not outside and named[0] not in self._funds:
            return language.of(self._entries[named[0]].name)
        if not named and {cue.value.facet for cue in outside} == {_GOVERNMENT}:
            return "政府" if language.is_chinese else "the government"
        return None

    def named_first(self, cards: tuple[Card, ...], reading: Reading) -> tuple[Card, ...]:
        """Return the cards, what the fund that is named says first where the best is of others.

        That IOM may apply for CERF says nothing of another fund.
        """
        first, named = cards[0], [entry for entry in reading.entries if entry in self._funds]
        if first.facet != _ELIGIBILITY or first.entry in self._funds or len(named) != 1:
            return cards
        held = self._entries[first.entry].relations
        told_of = {relation.to for kind in _MAY_HAVE for relation in held.get(kind, ())}
        own = Card(named[0], _ELIGIBILITY)
        return cards if named[0] in told_of else tuple(dict.fromkeys((own, *cards)))


def _asks_whether(reading: Reading) -> bool:
    """Return whether a question may ask if somebody may have money: "can OCHA?"."""
    return bool(_MAY.search(reading.written(0, len(reading.tokens))))
