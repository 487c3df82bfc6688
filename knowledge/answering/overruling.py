"""Where clusters are not set up at all, that is said before how they are."""

from dataclasses import replace

from knowledge.answering.answer import Composer, Part
from knowledge.content.base import KnowledgeBase
from knowledge.models import Entry, FacetId, Kind, Situation, Statement
from knowledge.text.language import Language

_NOT_SET_UP = frozenset({Situation.REFUGEE, Situation.MIXED})
"""No cluster is activated for refugees; conflict and disaster change who leads, not more."""
_SET_UP = frozenset({Kind.CLUSTER, Kind.CONCEPT, Kind.PROCEDURE})
"""A body is there in any situation, and answers to the same."""
_DONE: frozenset[FacetId] = frozenset(
    ["lead", "role", "functions", "accountable_to", "responsible_for", "chair", "appointed_by",
     "activated_by", "criteria", "steps", "deadline", "principles", "caution", "co_leadership",
     "coordination", "planning", "government", "exception"]
)  # fmt: skip
"""What tells how something is done, as all of a procedure does; what a thing is holds anywhere."""


def overruled(
    part: Part, knowledge: KnowledgeBase, composer: Composer, language: Language
) -> Part:
    """Return a part after the exception that its entry makes in the reader's situation.

    Args:
        part: What is said first.
        knowledge: What holds the exception.
        composer: Who says it, to whom.
        language: The language of both.
    """
    situation = composer.audience.situation
    entry = knowledge.entries[part.card.entry]
    done = entry.kind is Kind.PROCEDURE or part.card.facet in _DONE
    if situation not in _NOT_SET_UP or entry.kind not in _SET_UP or not done:
        return part
    statement = _exception(entry, situation)
    mark = composer.audience.mark(situation, language)
    if statement is None or any(told.startswith(mark) for told in part.paragraphs):
        return part
    return replace(
        part,
        paragraphs=(mark + composer.say(statement, language), *part.paragraphs),
        sources=(*dict.fromkeys((*composer.sources([statement], language), *part.sources)),),
    )


def _exception(entry: Entry, situation: Situation) -> Statement | None:
    own = entry.facets.get(situation)
    if own is not None:
        return own.statements[0]
    beside = entry.facets.get(Situation.REFUGEE)
    told = beside.statements if beside is not None else ()
    return next((one for one in told if one.situation is situation), None)
