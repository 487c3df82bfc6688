"""How two entries stand to each other is told by the relation between them."""

import pytest

from knowledge.assistant import Assistant
from knowledge.text.language import Language


@pytest.mark.parametrize(
    ("question", "entry", "facet"),
    [
        ("ERC和OCHA什么关系", "emergency-relief-coordinator", "leads"),
        ("ERC同OCHA咩關係", "emergency-relief-coordinator", "leads"),
        ("what is the relation between HC and ERC", "humanitarian-coordinator", "accountable_to"),
        ("how do the RC and the UNCT relate", "resident-coordinator", "leads"),
        ("EDG和IASC什么关系", "emergency-directors-group", "definition"),
        ("CERF和OCHA是什么关系", "ocha", "eligibility"),
    ],
)
def test_what_ties_them_comes_first(
    assistant: Assistant, question: str, entry: str, facet: str
) -> None:
    first = assistant.ask(question).parts[0]
    assert (first.card.entry, first.card.facet) == (entry, facet)


def test_two_of_a_kind_without_a_tie_are_compared(assistant: Assistant) -> None:
    first = assistant.ask("CERF和CHF什么关系", language=Language.SIMPLIFIED).parts[0]
    assert (first.card.entry, first.card.facet) == ("cerf", "comparison")


def test_a_card_that_tells_of_both_stays(assistant: Assistant) -> None:
    first = assistant.ask("SRSG和HC什么关系").parts[0]
    assert (first.card.entry, first.card.facet) == ("special-representative-of-the-sg", "caution")


def test_who_asks_for_more_is_not_told_of_the_tie(assistant: Assistant) -> None:
    first = assistant.ask("ERC和OCHA什么关系，谁任命ERC").parts[0]
    assert first.card.facet != "leads"
