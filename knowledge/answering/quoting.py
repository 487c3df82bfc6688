"""Whoever asks for a document's own sentence is told that she is given other words."""

from knowledge.content.base import QuotingWords
from knowledge.matching.lexicon import Synonyms
from knowledge.matching.reading import Reading
from knowledge.text.phrases import PhraseIndex


class Quoting:
    """Finds out whether a question asks for the words of a document.

    Args:
        words: How that is asked; None where nothing tells.
        synonyms: What questions are read with.
    """

    def __init__(self, words: QuotingWords | None, synonyms: Synonyms) -> None:
        self._asking = synonyms.index(words.asking) if words else PhraseIndex[None]()
        self.notice = words.notice if words else None

    def is_asked(self, reading: Reading) -> bool:
        """Return whether a question asks for a sentence as it is written."""
        return bool(self._asking.find(reading.tokens, heard=False))

    def is_all_asked(self, reading: Reading) -> bool:
        """Return whether a question asks for a sentence, and does not say of what."""
        if reading.names:
            return False
        spans = self._asking.find(reading.tokens, heard=False)
        return bool(spans) and not reading.outside([*spans, *reading.chatter])
