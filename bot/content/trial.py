"""Whether content may be answered from."""

from collections.abc import Sequence
from datetime import date

from bot.content.copies import Copies
from bot.content.sources import Sources
from knowledge.assistant import Assistant
from knowledge.content.base import KnowledgeBase
from knowledge.exceptions import ContentError, Problem
from knowledge.quality.check import check
from knowledge.quality.trial import objections


class Trial:
    """Tries what the files hold; what was good once, and copied, need not be tried again."""

    def __init__(self, sources: Sources, copies: Copies) -> None:
        self._sources = sources
        self._copies = copies

    def first(self, *, today: date) -> KnowledgeBase:
        """Return what the files hold at the start.

        Raises:
            ContentError: They must not be used.
        """
        knowledge = self._sources.read()
        if not self._copies.has(knowledge.version):
            _raise(check(knowledge, today=today))
        return knowledge

    def passed(self, knowledge: KnowledgeBase, *, before: Assistant, today: date) -> Assistant:
        """Return an assistant that may take the place of another, or that other.

        Args:
            knowledge: What the files hold.
            before: Who answers now.
            today: The day against which documents are stale.

        Raises:
            ContentError: The files must not be used.
        """
        known = before.knowledge
        if knowledge.version == known.version and known.copied is None:
            return before
        fresh = self._sources.assistant_of(knowledge)
        if not self._copies.has(knowledge.version):
            questions = self._sources.questions
            _raise(objections(fresh, before=before, questions=questions, today=today))
        return fresh


def _raise(problems: Sequence[Problem]) -> None:
    severe = [problem for problem in problems if problem.severe]
    if severe:
        raise ContentError(severe)
