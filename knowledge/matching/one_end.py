"""Read which end of which relation is asked for: who appoints A, or whom A appoints.

The words are the same either way; their order, and marks such as 由, 向 and "by", tell who does it
to whom. Only a question that says nothing else is read so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from knowledge.content.relation_words import OneEndWords
from knowledge.matching.lexicon import Name, Synonyms
from knowledge.matching.reading import Reading
from knowledge.models import EntryId, Phrases, RelationKind
from knowledge.text.phrases import PhraseIndex, Quality, Span

_ARTICLES = frozenset({"the", "a", "an", "this", "that", "那", "这", "个", "该"})
_NO_RELATION = frozenset({"advantages", "functions", "purpose", "role"})
"""Facets whose cues may hold a verb that says something else there: 管什么, 带来什么."""


@dataclass(frozen=True, slots=True)
class End:
    """An entry at one end of a relation, and which end that is; the other one is asked for."""

    kind: RelationKind
    entry: EntryId
    inverse: bool
    """Whether the relation points at the entry: who appoints it, not whom it appoints."""


class _Verb(NamedTuple):
    kind: RelationKind
    form: str
    """verb, reversed, noun or given, as the vocabulary has them."""


class OneEnd:
    """Reads questions for one end of a relation.

    Args:
        words: How they are asked.
        filling: Words that change nothing.
        synonyms: Words that mean the same.
    """

    def __init__(self, words: OneEndWords, filling: Phrases, synonyms: Synonyms) -> None:
        self._verbs: PhraseIndex[_Verb] = PhraseIndex()
        for form, verbs in (
            ("verb", words.verbs),
            ("reversed", words.reversed_),
            ("noun", words.nouns),
            ("given", words.given),
        ):
            for kind, phrases in verbs.items():
                for phrase in phrases.all:
                    self._verbs.add(synonyms.read(phrase), _Verb(kind, form))
        self._who, self._by, self._to, self._giving, self._filling = (
            synonyms.index(phrases)
            for phrases in (words.who, words.by, words.to, words.giving, words.filling)
        )
        self._changing_nothing = synonyms.index(filling)

    def read(self, reading: Reading) -> End | None:
        """Return the end that is asked about; None where it is not one relation of one entry."""
        if reading.unanswered or not reading.names:
            return None
        asking = self._asking(reading)
        # Half of all questions ask for no one: in them no verbs are looked for.
        verbs = self._said(reading) if asking is not None else []
        if asking is None or len({verb.value for verb in verbs}) != 1:
            return None
        names = _outside(reading.names, [*verbs, asking])
        entries = {name.value.entry for name in names}
        if len(entries) != 1:
            return None
        [entry], [name, *_], verb = entries, names, verbs[0]
        if self._says_more(reading, [*names, *verbs, asking]):
            return None
        if any(
            cue.value.facet in _NO_RELATION and cue.covers(verb) and cue.covers(asking)
            for cue in reading.asked
        ):
            return None
        # "What support does OCHA give" asks for what is given, not who gives it.
        giving = self._giving.find(reading.tokens, heard=False)
        if asking.end == verb.start and any(word.start >= name.end for word in giving):
            return None
        asked_does_it = self._does_it(reading, asking, name, verb)
        if asked_does_it is None:
            return None
        return End(verb.value.kind, entry, asked_does_it != (verb.value.form == "reversed"))

    def _said(self, reading: Reading) -> list[Span[_Verb]]:
        """Return the verbs that are not part of a name or of a longer one."""
        found = _outside(self._verbs.find(reading.tokens, heard=False), reading.names)
        found = [verb for verb in found if not any(other.exceeds(verb) for other in found)]
        if self._to.find(reading.tokens, heard=False):
            return found
        # In Chinese one answers *to* somebody; else 负责 says nothing: 负责任命谁.
        return [verb for verb in found if verb.value != _ANSWERS or not _is_han(verb, reading)]

    def _asking(self, reading: Reading) -> Span[None] | None:
        """Return what asks, with the kind of thing asked for; None if nothing or too much asks."""
        found = _outside(self._who.find(reading.tokens, heard=False), reading.names)
        found = [who for who in found if not any(other.exceeds(who) for other in found)]
        if len(found) != 1:
            return None
        [who] = found
        things = [t.end for t in reading.things if t.start == who.end]
        return Span(who.start, max([who.end, *things]), None, Quality.EXACT)

    def _does_it(
        self, reading: Reading, asking: Span[None], name: Span[Name], verb: Span[_Verb]
    ) -> bool | None:
        """Return whether who is asked for does it to the one named; None where that is unclear."""
        by = [self._is_marked(end, self._by, reading) for end in (asking, name)]
        to = [self._is_marked(end, self._to, reading) for end in (asking, name)]
        if verb.value.form in ("noun", "given"):
            # 谁的成员, N的成员: what has members stands before it. 谁的支持: who supports.
            owner = next((end for end in (asking, name) if end.end == verb.start), None)
            return None if owner is None else (owner is name) == (verb.value.form == "noun")
        if any(by):
            return by[0] if by != [True, True] else None
        if self._ends_in_by(reading):
            return True
        if any(to):
            return to[1] if to != [True, True] else None
        before = [end for end in (asking, name) if end.end <= verb.start]
        # Whoever stands last before the verb does it: HC谁任命, "whom does the ERC appoint".
        return not before or max(before) is asking

    def _is_marked(self, end: Span[Any], marks: PhraseIndex[None], reading: Reading) -> bool:
        start = end.start
        while start and reading.tokens.lower[start - 1] in _ARTICLES:
            start -= 1
        return any(mark.end == start for mark in marks.find(reading.tokens, heard=False))

    def _ends_in_by(self, reading: Reading) -> bool:
        """Return whether it ends as "who is it led by"."""
        last = max((n for n, t in enumerate(reading.tokens) if t.is_word or t.is_han), default=-1)
        return any(mark.end == last + 1 for mark in self._by.find(reading.tokens, heard=False))

    def _says_more(self, reading: Reading, spans: Sequence[Span[Any]]) -> bool:
        filling = [
            span
            for index in (self._filling, self._changing_nothing, self._by, self._to)
            for span in index.find(reading.tokens, heard=False)
        ]
        return bool(reading.outside([*spans, *filling, *reading.things]))


_ANSWERS = _Verb(RelationKind.ACCOUNTABLE_TO, "verb")


def _outside(spans: Iterable[Span[Any]], others: Sequence[Span[Any]]) -> list[Span[Any]]:
    return [span for span in spans if not any(other.covers(span) for other in others)]


def _is_han(span: Span[Any], reading: Reading) -> bool:
    return reading.tokens[span.start].is_han
