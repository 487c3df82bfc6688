"""Tell asking from telling: people describe their situation first and ask then, or not at all."""

import re
from collections.abc import Iterator

from knowledge.decision import Miss, Verdict, is_vetoed
from knowledge.normalize import normalize
from knowledge.ranking import Ranking

# What a statement must score to be about coordination at all.
LEAST_STATEMENT = 7.0
ASKS = re.compile(
    r"[?？吗呢谁哪么几啥吧何]|多[少久长快大]|是否|能不能|有没有|请|帮"
    r"|\b(?:who|what|when|where|which|why|how|can|could|does|do|is|are|tell|give|please)\b",
    re.IGNORECASE,
)
# What is asked of the place that was told of is not asked by its own words.
THERE = re.compile(
    r"那边|那里|那儿|当地|这边|这里|这儿|我们这|咱们这|本国|该国|那个国家|这个国家"
    r"|\b(?:over there|there\W*$|here|local(?:ly)?)\b"
    r"|\b(?:the|this|that|our) (?:country|area|town|city)\b",
    re.IGNORECASE,
)
# So many words are a story; fewer belong to the question: "in Sudan, who leads …".
STORY = 10
WORD = re.compile(r"[㐀-鿿]|[A-Za-z0-9]+")
CLAUSE = re.compile(r"(?<=[,，、:：。！？!?；;\n])|(?<=\. )")
_US = re.compile(r"我们|咱们|我這|我这|我在|\b(?:we|us|our|i am|i'm)\b", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[。！？!?；;\n])|(?<=\. )")


def last_sentences(question: str) -> Iterator[str]:
    """Yield the end of a long message: people tell first and ask then."""
    sentences = [part for part in SENTENCE.split(question) if part.strip()]
    for count in (1, 2):
        if len(sentences) > count:
            yield " ".join(sentences[-count:])


def question_apart(question: str) -> str | None:
    """Return the clause at the end that asks by itself; None if the rest belongs to it.

    People tell of late salaries and lost visas and then ask for something else: no word of such
    a story speaks against answering.
    """
    clauses = [part for part in CLAUSE.split(question) if part.strip()]
    told, asked = "".join(clauses[:-1]), normalize("".join(clauses[-1:]))
    if len(WORD.findall(told)) < STORY or not ASKS.search(asked) or THERE.search(asked):
        return None
    return asked


def is_statement(question: str, ranking: Ranking, verdict: Verdict) -> bool:
    """Return whether a message tells of the user's situation, in our field, and asks nothing.

    A sentence that could be answered is a question without its mark, unless it speaks of "us".
    """
    if not ranking.matches or is_vetoed(verdict):
        return False
    told = question.rstrip().endswith(("。", ".", "！", "!")) and not ASKS.search(question)
    about_us = isinstance(verdict, Miss) or bool(_US.search(question))
    return told and about_us and ranking.matches[0].score >= LEAST_STATEMENT
