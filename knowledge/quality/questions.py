"""The questions that must find an entry, written beside the content."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from knowledge.content.base import KnowledgeBase
from knowledge.content.files import by_kind
from knowledge.content.strict_yaml import parse
from knowledge.exceptions import Problem
from knowledge.models import EntryId, FacetId
from knowledge.text.language import has_characters

QUESTIONS = Path(__file__).parents[2] / "tests" / "questions"
"""Where they are in a checkout; an installed package has none."""
MIN_QUESTIONS = 4


class Question(BaseModel):
    """One question that must find an entry, as people type it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    q: str
    facet: FacetId | None = None
    """The facet it asks for; None where a bare name shows the first facet."""


_QUESTIONS = TypeAdapter(tuple[Question, ...])


def read_questions(
    knowledge: KnowledgeBase, folder: Path
) -> tuple[dict[EntryId, tuple[Question, ...]], list[Problem]]:
    """Read the questions of every entry, and what is wrong with their files."""
    found: dict[EntryId, tuple[Question, ...]] = {}
    problems: list[Problem] = []
    for path in by_kind(folder):
        entry = knowledge.entries.get(path.stem)
        if entry is None or entry.kind != path.parent.name:
            reason = f"there is no entry {path.parent.name}/{path.stem}; rename or remove"
            problems.append(Problem(path, 0, "", reason))
            continue
        parsed = parse(path)
        problems += parsed.problems
        if parsed.value is None:
            continue
        try:
            found[entry.id] = _QUESTIONS.validate_python(parsed.value)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                line = parsed.line_of(detail["loc"])
                problems.append(Problem(path, line, str(detail["loc"]), detail["msg"]))
            continue
        for index, question in enumerate(found[entry.id]):
            if question.facet is not None and question.facet not in entry.facets:
                reason = f"the entry has no facet {question.facet!r}"
                problems.append(Problem(path, parsed.line_of((index,)), "facet", reason))
    return found, problems


def check_questions(knowledge: KnowledgeBase, folder: Path) -> Iterator[Problem]:
    """Say which entries have too few questions, or none in one of the languages."""
    found, problems = read_questions(knowledge, folder)
    yield from problems
    for entry in knowledge.entries.values():
        questions = found.get(entry.id, ())
        path = folder / entry.kind / f"{entry.id}.yaml"
        if len(questions) < MIN_QUESTIONS:
            reason = f"{len(questions)} questions; write at least {MIN_QUESTIONS}"
            yield Problem(path, 0, "", reason)
        elif not {has_characters(q.q) for q in questions} >= {True, False}:
            yield Problem(path, 0, "", "ask in both languages")
