"""What the content's own questions and names must find."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.answering.answer import first_facet
from knowledge.assistant import Reply
from knowledge.content.base import KnowledgeBase
from knowledge.models import Card, EntryId, FacetId
from knowledge.quality.questions import Question


@dataclass(frozen=True, slots=True)
class Case:
    """A question and what it must find."""

    question: str
    entry: EntryId
    facet: FacetId | None
    """None where any facet of the entry will do."""
    first: bool
    """Whether the entry must come first, and not only be shown."""

    def holds(self, reply: Reply) -> bool:
        """Return whether a reply shows it, or offers it where several may be meant."""
        shown = [part.card for part in reply.parts] or [c.card for c in reply.choices]
        if self.first and reply.parts:
            shown = shown[:1]
        return any(self._fits(card) for card in shown)

    def _fits(self, card: Card) -> bool:
        return card.entry == self.entry and self.facet in (None, card.facet)


def question_cases(
    knowledge: KnowledgeBase, questions: Mapping[EntryId, Sequence[Question]]
) -> Iterator[Case]:
    """Yield the questions written for the entries: their facet must be among what is shown."""
    for entry, asked in questions.items():
        first = first_facet(knowledge, knowledge.entries[entry])
        for question in asked:
            yield Case(question.q, entry, question.facet or first, first=False)


def name_cases(knowledge: KnowledgeBase) -> Iterator[Case]:
    """Yield every name of every entry: it must find its own entry before any other."""
    for entry in knowledge.entries.values():
        for name in entry.names:
            yield Case(name, entry.id, None, first=True)
