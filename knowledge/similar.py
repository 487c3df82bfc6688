"""Tell which questions ask the same, so that a curator sees them once."""

import hashlib
import re
from collections.abc import Mapping

from rapidfuzz import fuzz, process

from knowledge.normalize import normalize

# Held in place by tests/knowledge/test_similar.py: typing errors and politeness are forgiven.
ALIKE = 82.0
_HAN = re.compile(r"[㐀-鿿]")
_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9/&-]*")
_NOISE = re.compile(
    r"[?？!！。，,.、；;:：“”\"'\s]+|请问|谢谢|\bplease\b|\bthanks?\b", re.IGNORECASE
)


def question_id(question: str) -> str:
    """Return twelve characters that name a question: the same however it is punctuated."""
    return hashlib.sha256(_folded(question).encode()).hexdigest()[:12]


def most_similar(question: str, others: Mapping[str, str]) -> str | None:
    """Return the key of the other question that asks the same, if there is one.

    Names of a few capitals are exact: HC is not HCT, however alike the rest is.

    Args:
        question: What was asked.
        others: Questions by key.
    """
    names = _names(question)
    alike = {key: _folded(other) for key, other in others.items() if _names(other) == names}
    found = process.extractOne(
        _folded(question), alike, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE
    )
    return None if found is None else str(found[2])


def _folded(question: str) -> str:
    return _NOISE.sub(" ", normalize(question)).strip().casefold()


def _names(question: str) -> frozenset[str]:
    """Return abbreviations and numbers; among Chinese characters every Latin word is one."""
    text = normalize(question)
    mixed = _HAN.search(text) is not None
    tokens: list[str] = _TOKEN.findall(text)
    return frozenset(t.casefold() for t in tokens if mixed or not any(c.islower() for c in t))
