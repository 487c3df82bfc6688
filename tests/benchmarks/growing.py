"""Content of any size: fewer of the shipped entries, or more with copies in disguise.

A copy keeps the words that make up half of all running text, because more content uses those
more often; its other words and characters are exchanged for ones of its own, and so are all its
names. The originals stay, so that the same questions can be asked.
"""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import accumulate
from typing import TypeVar

from knowledge.content.base import KnowledgeBase
from knowledge.models import Bilingual, Entry, Facet, Phrases
from tests.benchmarks.rivals import phrases

_UNIT = re.compile(r"[㐀-鿿]|[A-Za-z]+")
_KINDS = ("aeiou", "bcdfghjklmnpqrstvwxyz")
# The first level of GB 2312: characters in everyday use.
_EVERYDAY = b"".join(bytes((row, cell)) for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFF))
_EVERYDAY_CHARACTERS = _EVERYDAY.decode("gb2312", errors="ignore")
Change = Callable[[str], str]
B = TypeVar("B", bound=Bilingual)


def sized(knowledge: KnowledgeBase, count: int) -> KnowledgeBase:
    """Return content of about so many phrases."""
    texts = [text for text, _card in phrases(knowledge)]
    if count < len(texts):
        return _without_loose_ends(_fewer(knowledge, count))
    common = _common(texts)
    whole, rest = divmod(count, len(texts))
    copies = [_copy(knowledge, common, seed) for seed in range(1, whole)]
    copies.append(_fewer(_copy(knowledge, common, whole), rest))
    entries, asked = dict(knowledge.entries), dict(knowledge.asked)
    for copy in copies:
        entries |= copy.entries
        asked |= copy.asked
    return replace(knowledge, entries=entries, asked=asked)


def _fewer(knowledge: KnowledgeBase, count: int) -> KnowledgeBase:
    """Return some entries, always the same, of about so many phrases."""
    sizes = Counter(card.entry for _text, card in phrases(knowledge))
    mixed = random.Random(0).sample(sorted(sizes), len(sizes))
    ends = accumulate(sizes[id_] for id_ in mixed)
    chosen = {id_ for id_, end in zip(mixed, ends, strict=True) if end <= count}
    kept = {id_: entry for id_, entry in knowledge.entries.items() if id_ in chosen}
    asked = {key: value for key, value in knowledge.asked.items() if key[0] in kept}
    return replace(knowledge, entries=kept, asked=asked)


def _without_loose_ends(knowledge: KnowledgeBase) -> KnowledgeBase:
    """Return content in which no entry is tied to one that is gone."""
    held = knowledge.entries.keys()
    entries = {
        id_: entry.model_copy(
            update={
                "related": tuple(other for other in entry.related if other in held),
                "relations": {
                    kind: tuple(one for one in ties if {one.to, one.through or one.to} <= held)
                    for kind, ties in entry.relations.items()
                },
            }
        )
        for id_, entry in knowledge.entries.items()
    }
    return replace(knowledge, entries=entries)


def _copy(knowledge: KnowledgeBase, common: frozenset[str], seed: int) -> KnowledgeBase:
    rare = _disguise(seed, keep=common)
    entries = {
        f"{id_}-{seed}": _disguised(entry, rare, _disguise(seed, keep=frozenset()), seed)
        for id_, entry in knowledge.entries.items()
    }
    asked = {
        (f"{id_}-{seed}", facet): _phrases(phrasings, rare)
        for (id_, facet), phrasings in knowledge.asked.items()
    }
    return replace(knowledge, entries=entries, asked=asked)


def _disguised(entry: Entry, rare: Change, every: Change, seed: int) -> Entry:
    return entry.model_copy(
        update={
            "id": f"{entry.id}-{seed}",
            "name": _bilingual(entry.name, every),
            "abbreviations": tuple(map(every, entry.abbreviations)),
            "aliases": _phrases(entry.aliases, every),
            "facets": {id_: _facet(facet, rare) for id_, facet in entry.facets.items()},
        }
    )


def _facet(facet: Facet, change: Change) -> Facet:
    statements = tuple(_bilingual(statement, change) for statement in facet.statements)
    update = {"cues": _phrases(facet.cues, change), "statements": statements}
    return facet.model_copy(update=update)


def _bilingual(text: B, change: Change) -> B:
    return text.model_copy(update={"zh": change(text.zh), "en": change(text.en)})


def _phrases(texts: Phrases, change: Change) -> Phrases:
    return Phrases.model_construct(
        zh=tuple(map(change, texts.zh)), en=tuple(map(change, texts.en))
    )


def _disguise(seed: int, *, keep: frozenset[str]) -> Change:
    """Return what exchanges all units but some, always the same for the same."""
    chance = random.Random(seed)
    characters = list(_EVERYDAY_CHARACTERS)
    exchanged = dict(zip(characters, chance.sample(characters, len(characters)), strict=True))
    letters = dict(_letters(chance))

    def unit(match: re.Match[str]) -> str:
        text = match.group()
        if text.lower() in keep:
            return text
        return exchanged.get(text) or "".join(letters.get(letter, letter) for letter in text)

    return lambda text: _UNIT.sub(unit, text)


def _letters(chance: random.Random) -> Iterator[tuple[str, str]]:
    """Exchange vowels for vowels and consonants for consonants, so that words look like words."""
    for kind in _KINDS:
        shuffled = chance.sample(kind, len(kind))
        yield from zip(kind, shuffled, strict=True)
        yield from zip(kind.upper(), (letter.upper() for letter in shuffled), strict=True)


def _common(texts: list[str]) -> frozenset[str]:
    """Return the words and characters that make up half of each language's running text."""
    counts = Counter(unit for text in texts for unit in _UNIT.findall(text))
    latin = {unit: count for unit, count in counts.items() if unit.isascii()}
    chinese = {unit: count for unit, count in counts.items() if not unit.isascii()}
    return frozenset((*_half(latin), *_half(chinese)))


def _half(counts: Mapping[str, int]) -> Iterator[str]:
    left = sum(counts.values()) / 2
    for unit, count in sorted(counts.items(), key=lambda item: -item[1]):
        if left <= 0:
            return
        left -= count
        yield unit
