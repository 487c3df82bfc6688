"""Read what is done to a thing: to switch a cluster off is deactivation, not the cluster."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from knowledge.content.base import THING, ActWords
from knowledge.matching.lexicon import Name, Synonyms
from knowledge.models import Entry, EntryId, Kind
from knowledge.text.phrases import PhraseIndex, Quality, Span
from knowledge.text.tokens import Tokens

# With what follows, the last character is another word: 关注, 撤离, 了解.
_OTHER_WORDS = {"关": "注心于系键切怀门联", "撤": "离回走退", "了": "解结"}


class Act(NamedTuple):
    """What may be done to things, and is told of as an entry of its own."""

    entry: EntryId
    things: frozenset[EntryId]
    kind: Kind
    said: tuple[tuple[str, str], ...]
    """What stands before and after the thing; one of them may be empty."""
    between: frozenset[str]
    """What may stand between."""


class Acts:
    """All such acts.

    Args:
        words: How they are said, by the entry that tells of them.
        entries: Those there are.
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
                continue  # as the check of the content tells
            things = frozenset(of.things(known.values()))
            parted = [phrase.partition(THING) for phrase in of.phrases.all]
            said = tuple((before, after) for before, _thing, after in parted)
            between = chain.from_iterable(synonyms.read(word).lower for word in of.between.all)
            self._acts.append(Act(entry, things, of.to, said, frozenset(between)))
            for part in filter(None, chain.from_iterable(said)):
                self._parts.add(synonyms.read_as_written(part), part)

    def read(
        self, names: Sequence[Span[Name]], things: Sequence[Span[Kind]], tokens: Tokens
    ) -> list[Span[Name]]:
        """Return what a question names: an act, and no longer the things it is done to.

        Args:
            names: What it names, in its order.
            things: Words for kinds of thing. "The shelter is closed" closes no cluster.
            tokens: The question, each word as it is written: "closely" is not "closed".
        """
        for act in self._acts:
            done = [name for name in names if _is_thing(name, act, things)]
            places = set(self._places(act, done, tokens)) if done else set()
            if places:
                named = Name(act.entry, abbreviation=False)
                said = (Span(start, end, named, Quality.EXACT) for start, end in places)
                others = (name for name in names if (name.start, name.end) not in places)
                return sorted((*others, *said), key=lambda span: (span.start, span.end))
        return list(names)

    def _places(
        self, act: Act, things: Iterable[Span[Name]], tokens: Tokens
    ) -> Iterator[tuple[int, int]]:
        """Yield where the words of an act stand, and the things to which it is done."""
        parts = list(self._parts.find(tokens, heard=False))
        for thing in things:
            near = [p for p in parts if act.between.issuperset(_between(p, thing, tokens))]
            first = {part.value: part for part in near if part.end <= thing.start}
            last = {p.value: p for p in near if thing.end <= p.start and _is_whole(p, tokens)}
            for before, after in act.said:
                around = [first.get(before), last.get(after)]
                found = [(part.start, part.end) for part in around if part is not None]
                if len(found) == bool(before) + bool(after):
                    yield from (*found, (thing.start, thing.end))


def _is_thing(name: Span[Name], act: Act, things: Iterable[Span[Kind]]) -> bool:
    """Return whether a name is of what it is done to, and says so, or is its letters: WASH."""
    said = any(thing.value == act.kind and name.covers(thing) for thing in things)
    return name.value.entry in act.things and (said or name.value.abbreviation)


def _is_whole(part: Span[str], tokens: Tokens) -> bool:
    """Return whether the last character of a part begins no other word."""
    others = _OTHER_WORDS.get(tokens[part.end - 1].raw, "")
    return not any(token.raw in others for token in tokens[part.end : part.end + 1])


def _between(part: Span[str], thing: Span[Name], tokens: Tokens) -> Sequence[str]:
    """Return the words between two spans, whichever comes first."""
    return tokens.lower[min(part.end, thing.end) : max(part.start, thing.start)]
