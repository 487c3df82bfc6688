"""Who names a situation and nothing else asks of one thing: how that is responded to."""

import pytest

from knowledge.assistant import Assistant, Status, Topic
from knowledge.models import Situation


@pytest.mark.parametrize(
    ("question", "entry", "facet"),
    [
        ("难民局势谁牵头", "refugee-coordination", "lead"),
        ("难民局势怎么协调", "refugee-coordination", "coordination"),
        ("who leads in a refugee crisis", "refugee-coordination", "lead"),
        ("who coordinates refugees", "refugee-coordination", "coordination"),
        ("混合局势谁牵头", "mixed-situations", "lead"),
        ("灾害局势谁牵头", "lead-agency-table", "lead"),
        ("who leads in conflict", "lead-agency-table", "lead"),
    ],
)
def test_what_is_asked_of_a_situation_is_told(
    assistant: Assistant, question: str, entry: str, facet: str
) -> None:
    card = assistant.ask(question).parts[0].card
    assert (card.entry, card.facet) == (entry, facet)


@pytest.mark.parametrize("question", ["难民", "地震", "who leads?"])
def test_what_could_be_asked_of_several_is_still_asked_back(
    assistant: Assistant, question: str
) -> None:
    assert assistant.ask(question).status is Status.CHOICES


@pytest.mark.parametrize("question", ["谁牵头", "who leads?"])
def test_of_who_said_in_which_situation_she_is_it_need_not_be_asked(
    assistant: Assistant, question: str
) -> None:
    there = assistant.in_situation(Situation.REFUGEE)
    assert there.ask(question).parts[0].card.entry == "refugee-coordination"


def test_in_a_talk_it_asks_of_what_was_talked_about(assistant: Assistant) -> None:
    reply = assistant.ask(
        "打仗时候归哪家协调", topic=Topic("red-cross-red-crescent-movement", "parts")
    )
    assert reply.parts[0].card.entry == "icrc"
