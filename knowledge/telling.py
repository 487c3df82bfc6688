"""Tell asking from telling: people describe their situation first and ask then, or not at all."""

import re
from collections.abc import Iterator

from knowledge.decision import Miss, Verdict
from knowledge.ranking import Ranking

# What a statement must score to be about coordination at all.
LEAST_STATEMENT = 7.0
_ASKS = re.compile(
    r"[?？吗呢谁哪么几啥吧何]|多少|是否|能不能|有没有|请|帮"
    r"|\b(?:who|what|when|where|which|why|how|can|could|does|do|is|are|tell|give|please)\b",
    re.IGNORECASE,
)
_US = re.compile(r"我们|咱们|我這|我这|我在|\b(?:we|us|our|i am|i'm)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[。！？!?；;\n])|(?<=\. )")


def last_sentences(question: str) -> Iterator[str]:
    """Yield the end of a long message: people tell first and ask then."""
    sentences = [part for part in _SENTENCE.split(question) if part.strip()]
    for count in (1, 2):
        if len(sentences) > count:
            yield " ".join(sentences[-count:])


def is_statement(question: str, ranking: Ranking, verdict: Verdict) -> bool:
    """Return whether a message tells of the user's situation, in our field, and asks nothing.

    A sentence that could be answered is a question without its mark, unless it speaks of "us".
    """
    if not ranking.matches or (isinstance(verdict, Miss) and verdict.subject is not None):
        return False
    told = question.rstrip().endswith(("。", ".", "！", "!")) and not _ASKS.search(question)
    about_us = isinstance(verdict, Miss) or bool(_US.search(question))
    return told and about_us and ranking.matches[0].score >= LEAST_STATEMENT
