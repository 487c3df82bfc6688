"""Tell which questions ask the same, so that a curator sees them once."""

import hashlib
import re
from collections import defaultdict

from rapidfuzz import fuzz, process

from knowledge.text.language import has_characters
from knowledge.text.normalize import normalize

# Held in place by tests/knowledge/text/test_similar.py: typing errors and politeness are forgiven.
ALIKE = 82.0
_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9/&-]*")
_NOISE = re.compile(
    r"[?？!！。，,.、；;:：“”\"'\s]+|请问|谢谢|\bplease\b|\bthanks?\b", re.IGNORECASE
)


def question_id(question: str) -> str:
    """Return twelve characters that name a question: the same however it is punctuated."""
    return hashlib.sha256(_folded(question).encode()).hexdigest()[:12]


class Wordings:
    """Questions, ready to be compared with another: each is folded once."""

    def __init__(self) -> None:
        self._names: dict[str, frozenset[str]] = {}
        self._folded: dict[frozenset[str], dict[str, str]] = defaultdict(dict)
        """What is left of each, by key, and by what has to be the same."""

    def __len__(self) -> int:
        return len(self._names)

    def add(self, key: str, question: str) -> None:
        """Take in a question, under a key of its own."""
        self._names[key] = names = _names(question)
        self._folded[names][key] = _folded(question)

    def remove(self, key: str) -> None:
        """Take out a question.

        Raises:
            KeyError: There is none of this key.
        """
        del self._folded[self._names.pop(key)][key]

    def most_similar(self, question: str) -> str | None:
        """Return the key of the question that asks the same as another, if there is one.

        Names of a few capitals are exact: HC is not HCT, however alike the rest is.
        """
        found = process.extractOne(
            _folded(question),
            self._folded.get(_names(question), {}),
            scorer=fuzz.token_sort_ratio,
            score_cutoff=ALIKE,
        )
        return None if found is None else str(found[2])


def _folded(question: str) -> str:
    return _NOISE.sub(" ", normalize(question)).strip().casefold()


def _names(question: str) -> frozenset[str]:
    """Return abbreviations and numbers; among Chinese characters every Latin word is one."""
    text = normalize(question)
    mixed = has_characters(text)
    tokens: list[str] = _TOKEN.findall(text)
    return frozenset(t.casefold() for t in tokens if mixed or not any(c.islower() for c in t))
