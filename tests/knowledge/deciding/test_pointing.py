"""Whoever points at a thing without naming it is asked which one she means."""

import pytest

from knowledge.assistant import Assistant, Status, Topic


@pytest.mark.parametrize(
    ("question", "offered"),
    [
        ("那个基金谁能申请", {"中央应急基金（CERF）", "共同人道主义基金（CHF）"}),
        ("那个会多久开一次来着", {"机构间常设委员会（IASC）", "联合国国家工作队（UNCT）"}),
        ("that fund, who can apply", {"Central Emergency Response Fund (CERF)"}),
    ],
)
def test_choices_are_of_the_kind_and_facet(
    assistant: Assistant, question: str, offered: set[str]
) -> None:
    reply = assistant.ask(question)
    assert reply.status is Status.CHOICES
    assert offered <= {choice.title.replace(": ", "：").split("：")[0] for choice in reply.choices}


@pytest.mark.parametrize(
    "question", ["中央应急基金这个基金谁能申请", "who may apply for CERF, that fund"]
)
def test_a_name_leaves_no_choice(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status is Status.ANSWER


@pytest.mark.parametrize(
    ("question", "offered"),
    [
        ("那個基金", {"cerf", "common-humanitarian-fund", "emergency-response-fund"}),
        ("who manages that fund", {"cerf", "common-humanitarian-fund", "emergency-response-fund"}),
        ("that committee", {"iasc", "hlcm"}),
        ("coordinator向谁report", {"humanitarian-coordinator", "resident-coordinator"}),
    ],
)
def test_a_kind_of_thing_alone_is_asked_back(
    assistant: Assistant, question: str, offered: set[str]
) -> None:
    reply = assistant.ask(question)
    assert reply.status is Status.CHOICES
    assert offered <= {choice.card.entry for choice in reply.choices}


def test_which_fund_is_asked_with_what_is_asked_of_it(assistant: Assistant) -> None:
    reply = assistant.ask("基金归谁管")
    offered = [choice.card for choice in reply.choices]
    assert {card.facet for card in offered} == {"responsible_for"}
    taken = assistant.pick("共同人道主义基金", offered)
    assert taken is not None
    assert taken.entry == "common-humanitarian-fund"


def test_that_team_is_the_one_talked_about(assistant: Assistant) -> None:
    topic = Topic("humanitarian-country-team", "functions")
    reply = assistant.ask("that team, is it only for sharing info?", topic=topic)
    assert reply.parts[0].card.entry == "humanitarian-country-team"
