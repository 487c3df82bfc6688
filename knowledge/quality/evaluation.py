"""Measure answers on questions people ask: right, hedged, missed or wrong, and by how much.

The question files are JSON lines with ``q``, ``lang``, ``style``, ``kind``, ``expect``
(``answer``, ``abstain``, ``clarify``) and ``must``: regular expressions, all to be found in the
right answer. Half of the questions are tuned on, the other half is only reported.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from knowledge.assistant import Reply, Status
from knowledge.text.script import HAN

# A phone shows this much without getting lost.
LONGEST = 1200
HEAD = 300
_HAN = re.compile(f"[{HAN}]")
_FLAGS = re.IGNORECASE | re.DOTALL


class Half(StrEnum):
    """Which questions: those looked at while tuning, or those only reported."""

    TUNE = "tune"
    REPORT = "report"


class Grade(StrEnum):
    """How good a reply is."""

    RIGHT = "right"
    HEDGED = "hedged"
    """Choices where an answer was due."""
    MISSED = "missed"
    """Nothing, although the documents hold the answer."""
    WRONG = "wrong"
    """Something else, the wrong language, or too much to read: the costly kind."""


class EvaluationQuestion(BaseModel):
    """One question, and what a right answer holds."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    q: str
    lang: str
    style: str
    kind: str
    expect: Literal["answer", "abstain", "clarify"]
    must: tuple[str | tuple[str, ...], ...] = ()
    """Every one has to be found; of a list, any."""
    must_not: tuple[str, ...] = ()
    """None may be found in the first 300 characters."""

    @property
    def half(self) -> Half:
        """Return the half it belongs to, by a hash of its words, so that it never changes."""
        digest = hashlib.md5(self.q.encode(), usedforsecurity=False).digest()
        return Half.REPORT if digest[-1] % 2 else Half.TUNE


@dataclass(frozen=True, slots=True)
class Graded:
    """A question with its reply and grade."""

    question: EvaluationQuestion
    reply: Reply
    grade: Grade


@dataclass(frozen=True, slots=True)
class Report:
    """Graded questions, counted."""

    rows: tuple[Graded, ...]

    def share(self, grade: Grade, *, answerable: bool | None = None) -> float:
        """Return the share of a grade, 0 to 1, of all or of the (un)answerable questions."""
        rows = [
            row
            for row in self.rows
            if answerable is None or (row.question.expect != "abstain") is answerable
        ]
        return sum(row.grade is grade for row in rows) / len(rows) if rows else 0.0

    def by(self, key: Callable[[EvaluationQuestion], str]) -> dict[str, Counter[Grade]]:
        """Return the grades by some property of the questions."""
        found: dict[str, Counter[Grade]] = {}
        for row in self.rows:
            found.setdefault(key(row.question), Counter())[row.grade] += 1
        return dict(sorted(found.items()))

    def calibration(self) -> list[tuple[float, float]]:
        """Return coverage against error, as shares, for every possible bar on the score."""
        answered = sorted(
            (row for row in self.rows if row.reply.parts), key=lambda row: -row.reply.score
        )
        curve, wrong = [], 0
        for count, row in enumerate(answered, start=1):
            wrong += row.grade is Grade.WRONG
            curve.append((count / len(self.rows), wrong / count))
        return curve


def read_questions(paths: Iterable[Path]) -> list[EvaluationQuestion]:
    """Read questions, one JSON object a line.

    Raises:
        ValueError: A line is not a question; the message names file and line.
    """
    questions = []
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                questions.append(EvaluationQuestion.model_validate_json(line))
            except ValueError as error:
                raise ValueError(f"{path}:{number}: {error}") from error
    return questions


def evaluate(ask: Callable[[str], Reply], questions: Iterable[EvaluationQuestion]) -> Report:
    """Ask every question and grade the replies."""
    rows = []
    for question in questions:
        reply = ask(question.q)
        rows.append(Graded(question, reply, grade(question, reply)))
    return Report(tuple(rows))


def grade(question: EvaluationQuestion, reply: Reply) -> Grade:
    """Grade one reply."""
    match question.expect, reply.status:
        case "abstain", Status.NONE:
            return Grade.RIGHT
        case "abstain", Status.CHOICES:
            return Grade.HEDGED
        case "abstain", _:
            return Grade.WRONG
        case _, Status.NONE:
            return Grade.MISSED
        case "clarify", Status.CHOICES:
            titles = " ".join(choice.title for choice in reply.choices)
            return Grade.RIGHT if _holds(question.must, titles) else Grade.HEDGED
        case "answer", Status.CHOICES:
            return Grade.HEDGED
    return Grade.RIGHT if _is_right(question, reply.text) else Grade.WRONG


def _is_right(question: EvaluationQuestion, text: str) -> bool:
    readable = len(text) <= LONGEST and _in_language(question, text)
    return readable and says(text, question.must, question.must_not)


def says(text: str, must: Sequence[str | tuple[str, ...]], must_not: Sequence[str]) -> bool:
    """Return whether a text holds all that it must, and begins with nothing that it must not."""
    forbidden = any(re.search(pattern, text[:HEAD], re.IGNORECASE) for pattern in must_not)
    return _holds(must, text) and not forbidden


def _holds(must: Sequence[str | tuple[str, ...]], text: str) -> bool:
    groups = ((group,) if isinstance(group, str) else group for group in must)
    return all(any(re.search(pattern, text, _FLAGS) for pattern in group) for group in groups)


def _in_language(question: EvaluationQuestion, text: str) -> bool:
    """Return whether an answer is in the language of its question, names apart."""
    body = re.sub(r"https?://\S+", "", text)
    han = len(_HAN.findall(body))
    letters = len(re.findall(r"[A-Za-z]", body))
    if question.lang == "en":
        return not re.search("[a-z]{3}", question.q) or han * 6 <= letters
    return han >= 8 or letters <= 60
