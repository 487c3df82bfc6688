"""Which statement of a card is nearest to a question: it is said first."""

from functools import lru_cache

from knowledge.content.base import KnowledgeBase
from knowledge.matching.matcher import Matcher
from knowledge.matching.reading import Reading
from knowledge.matching.text_index import overlap
from knowledge.models import Card

# Cards of which it is kept what their statements are found by: some 2 kB each.
_KEPT = 1024


class Nearest:
    """Compares the statements of cards with questions."""

    def __init__(self, knowledge: KnowledgeBase, matcher: Matcher) -> None:
        self._entries = knowledge.entries
        self._matcher = matcher
        self._found_by = lru_cache(maxsize=_KEPT)(self._features)

    def statement(self, card: Card, reading: Reading) -> int:
        """Return which statement holds most of a question, by its place; of several the first."""
        if len(self._entries[card.entry].facets[card.facet].statements) == 1:
            return 0
        held = [overlap(features, reading.terms) for features in self._found_by(card)]
        return held.index(max(held))

    def _features(self, card: Card) -> tuple[str, ...]:
        statements = self._entries[card.entry].facets[card.facet].statements
        return tuple(self._matcher.listed(f"{one.zh}\n{one.en}") for one in statements)
