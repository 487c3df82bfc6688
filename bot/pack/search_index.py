"""What the guide searches by: the tables of the bot's own matcher, as small as JSON allows.

The scripts under ``static/search/`` read it; each table is explained where they do.
"""

import re
import string
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType
from typing import Any, TypeVar

from knowledge.content.base import THING, KnowledgeBase
from knowledge.deciding import confidence, decision, unanswered, understanding
from knowledge.deciding.unanswered import STILL_ANSWERED
from knowledge.matching import asking, lexicon, reader, reading, scorer, sifting, text_index
from knowledge.matching.cards import STAND_INS
from knowledge.matching.lexicon import Synonyms
from knowledge.matching.matcher import Matcher
from knowledge.matching.reader import Learned
from knowledge.matching.reading import REQUEST, RETELLINGS
from knowledge.matching.repairing import SAID
from knowledge.matching.text_index import IN_ASKED, IN_CUE, IN_NAME, IN_TEXT, TextIndex
from knowledge.models import Phrases
from knowledge.tables.relations import chain
from knowledge.text import story
from knowledge.text.normalize import normalize_all
from knowledge.text.phrases import PhraseIndex
from knowledge.text.pinyin import ALSO_TYPED, sound, syllables
from knowledge.text.script import FIRST_HAN, HAN, LAST_HAN
from knowledge.text.tokens import Tokens

T = TypeVar("T")
_DIGITS = string.ascii_uppercase + string.ascii_lowercase + string.digits + "+/"
_SHARES = (IN_ASKED, IN_TEXT, IN_NAME, IN_CUE)
_TUNED = (
    asking,
    confidence,
    decision,
    lexicon,
    reader,
    reading,
    scorer,
    sifting,
    story,
    text_index,
    unanswered,
    understanding,
)
_GREEK_AND_CYRILLIC = range(0x370, 0x530)
_HAN = range(ord(FIRST_HAN), ord(LAST_HAN) + 1)
_BESIDE_HAN = re.compile(f"(?<=[{HAN}]) | (?=[{HAN}])")


def search_index(knowledge: KnowledgeBase) -> dict[str, Any]:
    """Return the tables, ready for JSON."""
    learned, index, importance = Matcher(knowledge).learned
    entries = list(knowledge.entries)
    facets = list(knowledge.vocabulary.facets)
    numbers = {entry: number for number, entry in enumerate(entries)}
    return {
        "tuning": tuning(_TUNED),
        "telling": {
            name: getattr(story, name).pattern
            for name in ("SENTENCE", "CLAUSE", "ASKS", "THERE", "WORD")
        },
        "entries": entries,
        "kinds": [entry.kind for entry in knowledge.entries.values()],
        "importance": [importance[entry] for entry in entries],
        "facets": facets,
        "cards": [[numbers[card.entry], facets.index(card.facet)] for card in index.cards],
        **_words(index),
        **_phrases(learned, numbers, facets),
        "acts": _acts(knowledge, numbers),
        **_chains(knowledge, entries, numbers),
        **_letters(learned),
        "synonyms": knowledge.vocabulary.synonyms,
        "stopWords": " ".join(sorted(index.stopwords.words)),
        "stopCharacters": index.stopwords.characters.pattern,
        "ordinaryWords": " ".join(sorted(learned.ordinary_words)),
        "otherWords": " ".join(sorted(learned.other_words)),
    }


def tuning(modules: Iterable[ModuleType]) -> dict[str, float]:
    """Return the numbers that modules are tuned by, so that no script repeats one.

    Raises:
        ValueError: A name stands for two numbers; the scripts know it without its module.
    """
    numbers: dict[str, float] = {}
    for module in modules:
        for bound, value in vars(module).items():
            name = bound.strip("_")
            if not bound.isupper() or not isinstance(value, int | float):
                continue
            if numbers.setdefault(name, value) != value:
                raise ValueError(f"{name} is {value} in {module.__name__} and another elsewhere")
    return numbers


def _words(index: TextIndex) -> dict[str, str]:
    """Return the terms with the cards that hold them."""
    han, words = [], []
    for feature, posting in sorted(index.written()):
        cards = _packed(posting)
        if feature.startswith("w:"):
            words.append(f"{feature.removeprefix('w:')} {cards}")
        else:
            han.append(feature + cards)
    return {"han": "".join(han), "words": "\n".join(words)}


def _packed(posting: Mapping[int, float]) -> str:
    """Write ascending card numbers as distances, each with the place of its share."""
    digits, before = "", 0
    for number, share in sorted(posting.items()):
        rest = (number - before) * len(_SHARES) + _SHARES.index(share)
        before = number
        while rest >= 32:
            digits += _DIGITS[32 + rest % 32]
            rest //= 32
        digits += _DIGITS[rest]
    return digits


def _phrases(learned: Learned, numbers: Mapping[str, int], facets: list[str]) -> dict[str, Any]:
    """Return phrases by what they mean, as lines with a bar between them."""
    return {
        "names": [
            [lines, numbers[name.entry], int(name.abbreviation)]
            for name, lines in _by_meaning(learned.names)
        ],
        "cues": [
            [lines, facets.index(cue.facet), -1 if cue.entry is None else numbers[cue.entry]]
            for cue, lines in _by_meaning(learned.cues)
        ],
        "unanswered": [[lines, subject] for subject, lines in _by_meaning(learned.unanswered)],
        "apartSubjects": learned.unanswered_apart.values,
        "stillAnswered": {
            subject: [facets.index(facet) for facet in facets if facet in held]
            for subject, held in STILL_ANSWERED.items()
        },
        "standIns": {
            str(facets.index(facet)): facets.index(other)
            for facet, other in STAND_INS.items()
            if facet in facets and other in facets
        },
        "apart": [[_joined(f), n, place] for f, n, place in learned.unanswered_apart.items()],
        "chatter": "|".join(
            # A guide has no answer before, and nobody says a single character to it.
            dict.fromkeys(
                text
                for forms, kind in learned.chatter.items()
                if kind not in {*RETELLINGS, REQUEST} and len(text := _joined(forms)) > 1
            )
        ),
        "kindWords": [[lines, kind] for kind, lines in _by_meaning(learned.kinds)],
    }


def _by_meaning(index: PhraseIndex[T]) -> Iterator[tuple[T, str]]:
    found: dict[T, list[str]] = defaultdict(list)
    for forms, value in index.items():
        found[value].append(_joined(forms))
    for value, lines in found.items():
        yield value, "|".join(lines)


def _forms(tokens: Tokens) -> str:
    """Return what is compared of tokens."""
    return _joined(token.form for token in tokens)


def _acts(knowledge: KnowledgeBase, numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return what tells of an act, to what it is done, and how it is said."""
    synonyms = Synonyms(knowledge.vocabulary.synonyms)
    return [
        {
            "entry": numbers[entry],
            "kind": of.to,
            "things": [numbers[thing] for thing in of.things(knowledge.entries.values())],
            "said": [
                [_forms(synonyms.read_as_written(part)) for part in phrase.split(THING)]
                for phrase in of.phrases.all
            ],
            "between": [word for one in of.between.all for word in synonyms.read(one).lower],
        }
        for entry, of in knowledge.vocabulary.acts.items()
        if entry in numbers
    ]


def _joined(forms: Iterable[str]) -> str:
    """Return forms as one text: Chinese characters need no space between them."""
    return _BESIDE_HAN.sub("", " ".join(forms))


def _chains(
    knowledge: KnowledgeBase, entries: Iterable[str], numbers: Mapping[str, int]
) -> dict[str, Any]:
    """Return what asks for a line upward, and whom each entry's line comes by."""
    words = knowledge.vocabulary.relations
    synonyms = Synonyms(knowledge.vocabulary.synonyms)

    def cut(phrases: Phrases) -> str:
        return "|".join(_forms(synonyms.read(phrase)) for phrase in phrases.all)

    lines = {entry: chain(knowledge, entry).links for entry in entries}
    return {
        "chainWords": cut(words.chain.cues) if words else "",
        "betweenWords": cut(words.chain.between) if words else "",
        "lines": {
            numbers[entry]: list(dict.fromkeys(numbers[link.end] for link in links))
            for entry, links in lines.items()
            if links
        },
    }


def _letters(learned: Learned) -> dict[str, Any]:
    """Return how letters are made equal, and how Chinese characters sound."""
    foreign = ["’", *(chr(code) for code in (*_GREEK_AND_CYRILLIC, *_HAN))]
    same = [c for c in foreign if unicodedata.normalize("NFKC", c) == c]
    plain = zip(same, normalize_all(same), strict=True)
    changed = {c: one for c, one in plain if one != c and len(one) == 1}
    by_sound: dict[str, str] = defaultdict(str)
    held = {
        form for index in (learned.names, learned.cues) for f, _ in index.items() for form in f
    }
    for code in _HAN:
        character = chr(code)
        if character in held or _is_everyday(character):
            by_sound[sound(character)] += character
    return {
        "plain": ["".join(changed), "".join(changed.values())],
        "sounds": " ".join(f"{heard}{characters}" for heard, characters in by_sound.items()),
        "syllables": " ".join(sorted(syllables())),
        "alsoTyped": ALSO_TYPED,
        "said": sorted(SAID),
    }


def _is_everyday(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
