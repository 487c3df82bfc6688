"""Whoever asks for a document's own sentence is told that she is given other words."""

from knowledge.content.base import QuotingWords
from knowledge.matching.lexicon import Synonyms
from knowledge.matching.reading import Reading
from knowledge.text.phrases import PhraseIndex, places_of


class Quoting:
    """Finds out whether a question asks for the words of a document.

    Args:
        words: How that is asked; None where nothing tells.
        synonyms: What questions are read with.
    """

    def __init__(self, words: QuotingWords | None, synonyms: Synonyms) -> None:
        self._asking: PhraseIndex[None] = PhraseIndex()
        for phrase in words.asking.all if words else ():
            self._asking.add(synonyms.read(phrase), None)
        self.notice = words.notice if words else None

    def is_asked(self, reading: Reading) -> bool:
        """Return whether a question asks for a sentence as it is written."""
        return bool(self._asking.find(reading.tokens, heard=False))

    def is_all_asked(self, reading: Reading) -> bool:
        """Return whether a question asks for a sentence, and does not say of what."""
        spans = self._asking.find(reading.tokens, heard=False)
        if not spans or reading.names:
            return False
        covered = places_of([*spans, *reading.chatter])
        return all(covered.issuperset(range(term.start, term.end)) for term in reading.terms)
