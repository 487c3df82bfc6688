"""Tell which questions ask the same, so that a curator sees them once."""

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz import fuzz, process

from knowledge.normalize import normalize

# Held in place by tests/knowledge/test_similar.py: typing errors and politeness are forgiven.
ALIKE = 82.0
# Each new question is compared with all that are kept; they are folded once.
KEPT = 2048
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
    names, asked = _compared(question)
    alike = {
        key: folded
        for key, (its_names, folded) in ((key, _compared(one)) for key, one in others.items())
        if its_names == names
    }
    found = process.extractOne(asked, alike, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE)
    return None if found is None else str(found[2])


@lru_cache(maxsize=KEPT)
def _compared(question: str) -> tuple[frozenset[str], str]:
    """Return what of a question has to be the same, and what alike."""
    return _names(question), _folded(question)


def _folded(question: str) -> str:
    return _NOISE.sub(" ", normalize(question)).strip().casefold()


def _names(question: str) -> frozenset[str]:
    """Return abbreviations and numbers; among Chinese characters every Latin word is one."""
    text = normalize(question)
    mixed = _HAN.search(text) is not None
    tokens: list[str] = _TOKEN.findall(text)
    return frozenset(t.casefold() for t in tokens if mixed or not any(c.islower() for c in t))
