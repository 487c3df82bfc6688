"""Read what is done to a thing: to switch a cluster off is deactivation, not the cluster."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from knowledge.content.base import THING, ActWords
from knowledge.matching.lexicon import Name, Synonyms
from knowledge.models import Entry, EntryId
from knowledge.text.phrases import PhraseIndex, Quality, Span
from knowledge.text.tokens import Tokens

# "Switch off the whole WASH cluster", "can the WASH cluster by the end of May be switched off",
# "switch the WASH cluster off".
_BEFORE = 3
_AFTER = 8
_WITHIN = 1
_ENDS = frozenset("。？！?!;；.")
_Parts = Mapping[str, Sequence[Span[str]]]


class Act(NamedTuple):
    """What may be done to things, and is told of as an entry of its own."""

    entry: EntryId
    things: frozenset[EntryId]
    said: tuple[tuple[str, str], ...]
    """What stands before and after the thing; one of them may be empty."""


class Acts:
    """All such acts.

    Args:
        words: How they are said, by the entry that tells of them.
        entries: What they may be done to is among these.
        synonyms: What means the same.
    """

    def __init__(
        self, words: Mapping[EntryId, ActWords], entries: Iterable[Entry], synonyms: Synonyms
    ) -> None:
        known = {entry.id: entry for entry in entries}
        self._acts: list[Act] = []
        self._parts: PhraseIndex[str] = PhraseIndex()
        for entry, of in words.items():
            if entry not in known:
                continue  # other content has the same words, and need not have the entry
            things = frozenset(one.id for one in known.values() if of.to in (one.kind, one.id))
            parted = [phrase.partition(THING) for phrase in of.phrases.all]
            said = tuple((before, after) for before, _thing, after in parted)
            self._acts.append(Act(entry, things, said))
            for part in filter(None, chain.from_iterable(said)):
                self._parts.add(synonyms.read(part), part)

    def read(self, names: Sequence[Span[Name]], tokens: Tokens) -> list[Span[Name]]:
        """Return what a question names: an act, and no longer the things it is done to.

        Args:
            names: What it names, in its order.
            tokens: The question.
        """
        for act in self._acts:
            things = [name for name in names if name.value.entry in act.things]
            found = set(self._said(act, things, tokens)) if things else set()
            if found:
                others = [name for name in names if name not in things]
                return sorted((*others, *found), key=lambda span: span.start)
        return list(names)

    def _said(
        self, act: Act, things: Iterable[Span[Name]], tokens: Tokens
    ) -> Iterator[Span[Name]]:
        """Yield the words of an act, and the things to which it is done, as its names."""
        parts: dict[str, list[Span[str]]] = defaultdict(list)
        for part in self._parts.find(tokens, heard=False):
            parts[part.value].append(part)
        named = Name(act.entry, abbreviation=False)
        for thing in things:
            for before, after in act.said:
                for span in _around(thing, before, after, parts):
                    between = tokens[span.end : thing.start] or tokens[thing.end : span.start]
                    if not any(token.raw in _ENDS for token in between):
                        yield Span(span.start, span.end, named, Quality.EXACT)
                        yield Span(thing.start, thing.end, named, Quality.EXACT)


def _around(thing: Span[Name], before: str, after: str, parts: _Parts) -> list[Span[str]]:
    """Return the words of an act that stand around a thing as they should."""
    first = [span for span in parts.get(before, ()) if 0 <= thing.start - span.end <= _BEFORE]
    far = _WITHIN if before else _AFTER
    last = [span for span in parts.get(after, ()) if 0 <= span.start - thing.end <= far]
    return [*first, *last] if (first or not before) and (last or not after) else []
