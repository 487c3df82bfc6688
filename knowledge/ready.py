"""Ready answers: those needed most, and those to pick from for what somebody has typed so far."""

from collections.abc import Iterable, Iterator

from knowledge.answering.answer import Part, first_facet
from knowledge.assistant import Assistant, Reply, Status
from knowledge.content.base import KnowledgeBase
from knowledge.models import Card
from knowledge.text.language import Language
from knowledge.text.script import to_simplified

# What is asked most, and first when a cluster is set up. ``coordbot kb check`` tells of those that
# content has no more.
MOST_NEEDED = (
    Card("lead-agency-table", "lead"),
    Card("cluster-activation", "criteria"),
    Card("cluster-activation-steps", "steps"),
    Card("cluster", "definition"),
    Card("humanitarian-coordinator", "accountable_to"),
    Card("humanitarian-country-team", "definition"),
    Card("cluster-lead-agency", "responsible_for"),
    Card("provider-of-last-resort", "definition"),
    Card("cerf", "eligibility"),
    Card("refugee-coordination-model", "definition"),
)
ON_POCKET_CARD = (
    Card("cluster-activation", "criteria"),
    Card("cluster-activation", "steps"),
    Card("cluster-activation", "deadline"),
    Card("cluster", "accountable_to"),
    Card("humanitarian-coordinator", "accountable_to"),
    Card("resident-coordinator", "accountable_to"),
    Card("unhcr-contacts", "contact"),
)


def held(knowledge: KnowledgeBase, cards: Iterable[Card]) -> Iterator[Card]:
    """Yield those of the cards that there are: better fewer than none, if one was renamed."""
    return (card for card in cards if knowledge.holds(card.entry, card.facet))


def ready_answers(
    assistant: Assistant, reply: Reply, language: Language, *, limit: int
) -> tuple[Part, ...]:
    """Return answers to pick from, best first.

    Args:
        assistant: Who has replied.
        reply: The reply to what was typed; to chatter, the most needed answers are offered.
        language: The language of the answers.
        limit: How many at most.

    Returns:
        What answers, or may be meant, then other aspects of the same; for a miss the nearest
        topics, if there are any.
    """
    parts = {part.card: part for part in reply.parts}
    for card in _cards(assistant, reply):
        if len(parts) >= limit:
            break
        if card not in parts:
            parts[card] = assistant.composer.part(card, language)
    return tuple(parts.values())


def most_needed(assistant: Assistant, language: Language) -> tuple[Part, ...]:
    """Return the answers that are offered before anything is typed."""
    cards = held(assistant.knowledge, MOST_NEEDED)
    return tuple(assistant.composer.part(card, language) for card in cards)


def begun(assistant: Assistant, typed: str, language: Language, *, limit: int) -> tuple[Part, ...]:
    """Return introductions of what somebody may be about to name, best first."""
    found = _begun(assistant.knowledge, to_simplified(typed.strip()).casefold())
    return tuple(assistant.composer.part(card, language) for card in found[:limit])


def _begun(knowledge: KnowledgeBase, typed: str) -> list[Card]:
    if not typed:
        return []
    places: dict[Card, int] = {}
    for entry in knowledge.entries.values():
        # At the beginning of a word, and the earlier in a name the better.
        found = [f" {name.casefold()}".find(f" {typed}") for name in entry.names]
        if any(place >= 0 for place in found):
            card = Card(entry.id, first_facet(knowledge, entry))
            places[card] = min(place for place in found if place >= 0)
    return sorted(places, key=lambda card: places[card])


def _cards(assistant: Assistant, reply: Reply) -> Iterator[Card]:
    knowledge = assistant.knowledge
    yield from (choice.card for choice in reply.choices)
    if reply.status is Status.ANSWER and not reply.parts:
        yield from held(knowledge, MOST_NEEDED)
    for part in reply.parts:
        entry = knowledge.entries[part.card.entry]
        yield from (Card(entry.id, facet) for facet in knowledge.facets_of(entry))
