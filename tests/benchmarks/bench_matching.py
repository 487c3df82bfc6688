"""Accuracy and time side by side: our assistant and other ways to find an answer, in one run.

The questions are those of the half not tuned on, graded as ``coordbot kb eval`` grades them.
Nothing but ours refuses by itself; so one column shows what is left of each when a bar on its
score, set on the other half, refuses as many as it should.
"""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from rich.console import Console

from knowledge.answering.answer import Composer, Part
from knowledge.answering.room import MAX_CHARACTERS
from knowledge.assistant import Assistant, Reply, Status
from knowledge.content.base import KnowledgeBase
from knowledge.content.loader import load
from knowledge.quality.evaluation import (
    EvaluationQuestion,
    Grade,
    Graded,
    Half,
    Report,
    grade,
    read_questions,
)
from knowledge.text.language import language_of
from tests.benchmarks.measured import EVALUATION, Row, apart, memory, table, tell, timed
from tests.benchmarks.rivals import RIVALS, Rank, phrases

OURS = "ours"
REFUSED = 0.95
"""The share of the questions outside the documents that has to be refused."""
Ask = Callable[[str], Reply]


def main() -> None:
    """Measure them all and print the table."""
    console = Console()
    rows = {name: apart("bench_matching", name) for name in (OURS, *RIVALS)}
    shares = ("right", "first card", "wrong", "refused", f"right at {REFUSED:.0%} refused")
    shown = table("", *shares, "median ms", "p99 ms", "build s", "MiB")
    for name, row in rows.items():
        shown.add_row(name, *_cells(row, rows[OURS]))
    console.print(shown)


def _cells(row: Row, ours: Row) -> list[str]:
    shares = [f"{row[key]:.1%}" for key in ("right", "first", "wrong", "refused", "barred")]
    costs = [f"{row[key]:.2f} ({row[key] / ours[key]:.1f}×)" for key in ("p50", "p99", "build")]
    return [*shares, *costs, f"{row['memory']:.0f}"]


def measure(name: str) -> Row:
    """Return the figures of one of them."""
    knowledge = load()
    questions = read_questions(EVALUATION)
    report = [question for question in questions if question.half is Half.REPORT]
    started = time.process_time()
    ask = _ask_ours(knowledge) if name == OURS else _ask_rival(name, knowledge)
    build = time.process_time() - started
    ask(report[0].q)  # what is loaded at the first question belongs to none
    run = timed(ask, [question.q for question in report])
    cost = {"p50": run.p50, "p99": run.p99, "build": build, "memory": memory()}
    bar = 0.0
    if name != OURS:
        tune = [question for question in questions if question.half is Half.TUNE]
        bar = _bar([ask(question.q) for question in tune if question.expect == "abstain"])
    barred = [r if r.score > bar or r.choices else _refusal(r) for r in run.results]
    whole = _graded(report, run.results)
    first = _graded(report, [replace(reply, parts=reply.parts[:1]) for reply in run.results])
    return cost | {
        "right": whole.share(Grade.RIGHT, answerable=True),
        "first": first.share(Grade.RIGHT, answerable=True),
        "wrong": whole.share(Grade.WRONG),
        "refused": whole.share(Grade.RIGHT, answerable=False),
        "barred": _graded(report, barred).share(Grade.RIGHT, answerable=True),
    }


def _graded(questions: Sequence[EvaluationQuestion], replies: Sequence[Reply]) -> Report:
    pairs = zip(questions, replies, strict=True)
    return Report(tuple(Graded(q, reply, grade(q, reply)) for q, reply in pairs))


def _refusal(reply: Reply) -> Reply:
    return replace(reply, status=Status.NONE, parts=())


def _bar(replies: Sequence[Reply]) -> float:
    """Return the score that enough questions outside the documents do not pass."""
    scores = sorted(reply.score for reply in replies)
    return scores[min(int(len(scores) * REFUSED), len(scores) - 1)]


def _ask_ours(knowledge: KnowledgeBase) -> Ask:
    return Assistant(knowledge).ask


def _ask_rival(name: str, knowledge: KnowledgeBase) -> Ask:
    rank: Rank = RIVALS[name](phrases(knowledge))
    composer = Composer(knowledge)

    def ask(question: str) -> Reply:
        language = language_of(question)
        found = rank(question)
        parts = _fitting([composer.part(card, language) for card, _score in found])
        status = Status.ANSWER if parts else Status.NONE
        return Reply(status, language, parts, score=found[0][1] if found else 0.0)

    return ask


def _fitting(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return the first part and those that fit on a phone below it, as ours are chosen."""
    fitting: list[Part] = []
    for part in parts:
        if not fitting or sum(len(p.text) + 2 for p in (*fitting, part)) <= MAX_CHARACTERS:
            fitting.append(part)
    return tuple(fitting)


if __name__ == "__main__":
    tell(measure(sys.argv[1]))
