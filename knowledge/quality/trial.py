"""Try content before people are answered from it."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from knowledge.assistant import Assistant
from knowledge.exceptions import Problem
from knowledge.quality.check import check
from knowledge.quality.expected import Case, name_cases, question_cases
from knowledge.quality.questions import read_questions


def failing(assistant: Assistant, cases: Iterable[Case]) -> list[Case]:
    """Return the cases that an assistant does not meet."""
    return [case for case in cases if not case.holds(assistant.ask(case.question))]


def objections(
    fresh: Assistant, *, before: Assistant | None, questions: Path | None, today: date
) -> list[Problem]:
    """Return why new content must not take the place of the old; nothing if it may.

    It must pass ``kb check``, every name must find its own entry, and no question that found its
    facet before may lose it. Whether an entry has questions at all is for ``kb check`` to say.

    Args:
        fresh: Answers from the new content.
        before: Answers from the old content; questions are not asked without it.
        questions: The folder of questions, if there is one.
        today: The day against which documents are stale.
    """
    found = [problem for problem in check(fresh.knowledge, today=today) if problem.severe]
    if found:
        return found
    found += [_lost(fresh, case) for case in failing(fresh, name_cases(fresh.knowledge))]
    if before is not None and questions is not None:
        asked = failing(fresh, _still_there(fresh, questions))
        found += [_lost(fresh, case) for case in asked if case.holds(before.ask(case.question))]
    return found


def _still_there(fresh: Assistant, folder: Path) -> Iterator[Case]:
    """Yield the questions for facets that the content has."""
    questions, _problems = read_questions(fresh.knowledge, folder)
    for case in question_cases(fresh.knowledge, questions):
        if case.facet in fresh.knowledge.entries[case.entry].facets:
            yield case


def _lost(fresh: Assistant, case: Case) -> Problem:
    reply = fresh.ask(case.question)
    found = [part.card.entry for part in reply.parts] or [c.card.entry for c in reply.choices]
    path = fresh.knowledge.origins[case.entry].path
    wanted = f"{case.entry} {case.facet or ''}".strip()
    instead = f"finds {found[0]} instead" if found else "finds nothing"
    return Problem(path, 0, "", f"{case.question!r} should find {wanted} and {instead}")
