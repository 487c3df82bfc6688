"""Say yes or no first, where a question asks whether one relation holds between two entries.

Only a question that says nothing else is judged: with one more word ("through a partner?") the
relation may hold or not, and the card alone has to tell.
"""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from knowledge.answering.judging import Judge, Judgement
from knowledge.content.base import KnowledgeBase
from knowledge.matching.lexicon import Name, Synonyms
from knowledge.matching.reading import Reading
from knowledge.models import EntryId, RelationKind
from knowledge.text.language import Language
from knowledge.text.phrases import PhraseIndex, Span

T = TypeVar("T")
_BOTH = 2


class YesNo:
    """Judges questions whether a relation holds."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        relations = knowledge.vocabulary.relations
        words = relations.yes_no if relations else None
        self._verbs: PhraseIndex[RelationKind] = PhraseIndex()
        self._asking: PhraseIndex[None] = PhraseIndex()
        self._filling: PhraseIndex[None] = PhraseIndex()
        self._open: PhraseIndex[None] = PhraseIndex()
        self._judge = Judge(knowledge, words) if words else None
        self._lead_agency = frozenset(words.lead_agency if words else ())
        if words is None:
            return
        synonyms = Synonyms(knowledge.vocabulary.synonyms)
        for kind, verbs in words.verbs.items():
            for verb in verbs.all:
                self._verbs.add(synonyms.read(verb), kind)
        for index, phrases in (
            (self._asking, words.asking),
            (self._filling, words.filling),
            (self._open, words.open),
        ):
            for phrase in phrases.all:
                index.add(synonyms.read(phrase), None)

    def judge(self, reading: Reading, language: Language) -> Judgement | None:
        """Return yes or no with what tells more; None where that cannot be told."""
        asking, judge = self._asking.find(reading.tokens, heard=False), self._judge
        if judge is None or not asking or reading.unanswered:
            return None
        verbs = self._verbs.find(reading.tokens, heard=False)
        names = _outside(reading.names, verbs)
        kinds = {verb.value for verb in verbs if not any(name.covers(verb) for name in names)}
        entries = _in_order(names)
        spans: list[Span[Any]] = [*names, *verbs, *asking]
        if kinds == {RelationKind.MEMBER_OF} and len(entries) == 1:
            word = self._abbreviation_beside(reading, spans)
            return judge.listing(entries[0], word, language) if word else None
        if self._says_more(reading, spans):
            return None
        if kinds <= {RelationKind.LEADS} and not self._lead_agency.isdisjoint(entries):
            agencies = [one for one in entries if one not in self._lead_agency]
            return judge.leading(agencies[0], language) if len(agencies) == 1 else None
        if len(kinds) != 1 or len(entries) != _BOTH:
            return None
        [kind], [one, other] = kinds, entries
        if kind is RelationKind.ACCOUNTABLE_TO:
            return judge.accountability(one, other, language)
        return judge.holding(kind, one, other, language)

    def _says_more(self, reading: Reading, spans: Sequence[Span[Any]]) -> bool:
        """Return whether a word is left over, or one asks for more than yes or no."""
        return self._asks_more(reading, spans) or bool(self._left_over(reading, spans))

    def _asks_more(self, reading: Reading, spans: Sequence[Span[Any]]) -> bool:
        open_ = self._open.find(reading.tokens, heard=False)
        return any(not any(other.covers(span) for other in spans) for span in open_)

    def _left_over(self, reading: Reading, spans: Sequence[Span[Any]]) -> list[str]:
        filling = self._filling.find(reading.tokens, heard=False)
        return [
            "".join(token.raw for token in reading.tokens[term.start : term.end])
            for term in reading.outside([*spans, *filling])
        ]

    def _abbreviation_beside(self, reading: Reading, spans: Sequence[Span[Any]]) -> str | None:
        """Return the one word left over, if it may be the name of what has no entry."""
        left = self._left_over(reading, spans)
        if len(left) != 1 or self._asks_more(reading, spans):
            return None
        [word] = left
        return word if word.isascii() and word.isupper() and len(word) > _BOTH else None


def _in_order(names: Iterable[Span[Name]]) -> list[EntryId]:
    """Return the entries named, in the order of their places; empty where a name means several."""
    named: dict[tuple[int, int], EntryId] = {}
    for span in names:
        if (span.start, span.end) in named:
            return []
        named[span.start, span.end] = span.value.entry
    return list(dict.fromkeys(named.values()))


def _outside(spans: Iterable[Span[T]], others: Sequence[Span[Any]]) -> list[Span[T]]:
    """Return spans that are not part of another: "lead agency" in "is the lead agency of"."""
    return [span for span in spans if not any(other.exceeds(span) for other in others)]
