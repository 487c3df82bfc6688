"""Read what is done to a thing: to switch a cluster off is deactivation, not the cluster."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    """Words for what is done, as they stand around the thing."""

    entry: EntryId
    """What tells of it."""
    before: str
    after: str


class Acts:
    """The acts that are told of as entries of their own.

    Args:
        words: How they are said, by the entry that tells of them.
        entries: What they may be done to is among these.
        synonyms: What means the same.
    """

    def __init__(
        self, words: Mapping[EntryId, ActWords], entries: Iterable[Entry], synonyms: Synonyms
    ) -> None:
        known = {entry.id: entry for entry in entries}
        self._things: dict[EntryId, frozenset[EntryId]] = {}
        self._acts: list[Act] = []
        self._parts: PhraseIndex[str] = PhraseIndex()
        for entry in words.keys() & known.keys():
            said = words[entry]
            things = (one.id for one in known.values() if said.to in (one.kind, one.id))
            self._things[entry] = frozenset(things)
            for phrase in said.phrases.all:
                before, _thing, after = phrase.partition(THING)
                self._acts.append(Act(entry, before, after))
                for part in filter(None, (before, after)):
                    self._parts.add(synonyms.read(part), part)

    def read(self, names: Sequence[Span[Name]], tokens: Tokens) -> list[Span[Name]]:
        """Return what a question names: an act, and no longer the things it may be done to.

        Args:
            names: What it names, in its order.
            tokens: The question.
        """
        done = [act for act in self._things if self._is_thing(act, names)]
        if not done:
            return list(names)
        parts: dict[str, list[Span[str]]] = defaultdict(list)
        for span in self._parts.find(tokens, heard=False):
            parts[span.value].append(span)
        for entry in done if parts else ():
            found = list(self._said(entry, names, parts, tokens))
            if found:
                things = self._things[entry]
                others = [name for name in names if name.value.entry not in things]
                return sorted((*others, *dict.fromkeys(found)), key=lambda span: span.start)
        return list(names)

    def _is_thing(self, act: EntryId, names: Iterable[Span[Name]]) -> bool:
        return any(name.value.entry in self._things[act] for name in names)

    def _said(
        self, entry: EntryId, names: Sequence[Span[Name]], parts: _Parts, tokens: Tokens
    ) -> Iterator[Span[Name]]:
        """Yield the words of an act, and the things to which it is done."""
        named = Name(entry, abbreviation=False)
        for thing in names:
            if thing.value.entry not in self._things[entry]:
                continue
            for act in self._acts:
                for span in self._around(thing, act, parts) if act.entry == entry else ():
                    between = [*range(span.end, thing.start), *range(thing.end, span.start)]
                    if not any(tokens[place].raw in _ENDS for place in between):
                        yield Span(span.start, span.end, named, Quality.EXACT)
                        yield Span(thing.start, thing.end, named, Quality.EXACT)

    @staticmethod
    def _around(thing: Span[Name], act: Act, parts: _Parts) -> Iterator[Span[str]]:
        """Yield the words of an act that stand around a thing as they should."""
        before = [s for s in parts.get(act.before, ()) if 0 <= thing.start - s.end <= _BEFORE]
        far = _WITHIN if act.before else _AFTER
        after = [s for s in parts.get(act.after, ()) if 0 <= s.start - thing.end <= far]
        if (before or not act.before) and (after or not act.after):
            yield from (*before, *after)
