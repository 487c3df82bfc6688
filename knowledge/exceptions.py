"""Errors of the knowledge base.

* KnowledgeError
  * ContentError: one or more files do not say what they should; every problem found is listed
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with the content, where it stands and what to do about it."""

    path: Path
    """The file."""
    line: int
    """The line, counted from one; 0 where the whole file is meant."""
    field: str
    """The field, as a dotted path; empty where the whole file is meant."""
    reason: str
    """What is wrong and what to write instead."""
    severe: bool = True
    """Whether the content must not be used; otherwise it is advice to the curator."""

    def __str__(self) -> str:
        """Return ``file:line: field: reason``, as editors and terminals link it."""
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return ": ".join(part for part in (place, self.field, self.reason) if part)


class KnowledgeError(Exception):
    """Anything wrong with the knowledge base."""


class ContentError(KnowledgeError):
    """The content cannot be loaded; ``problems`` lists everything found in one go."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)
