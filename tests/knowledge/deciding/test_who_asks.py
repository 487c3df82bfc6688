"""Whom a message tells of asks for nothing: an auditor who wants to know, people left homeless."""

import pytest

from knowledge.assistant import Assistant, Status
from knowledge.text.story import without_asker


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("洪水那年的钱，现在审计来问CERF最多给多少", "洪水那年的钱,CERF最多给多少"),
        ("会计老问CERF是什么", "CERF是什么"),
        ("Our auditor asked who leads the Health Cluster", " who leads the Health Cluster"),
        ("CERF最多给多少", None),
        ("审计来问", None),
    ],
)
def test_who_wants_to_know_is_not_asked_about(question: str, asked: str | None) -> None:
    assert without_asker(question) == asked


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("审计来问，CERF一次紧急情况最多给多少", "cerf"),
        ("房东问我WHO牵头哪个集群", "who"),
        ("My landlord keeps asking what OCHA is", "ocha"),
        ("新来的实习生老是把公正和中立搞混，这两个区别在哪？", "humanitarian-principles"),
    ],
)
def test_whoever_wants_to_know_it_is_answered(
    assistant: Assistant, question: str, entry: str
) -> None:
    assert assistant.ask(question).parts[0].card.entry == entry


@pytest.mark.parametrize(
    "question",
    ["审计问我们财务报表怎么做", "医生问我霍乱怎么治", "你们招实习生吗", "UNHCR实习怎么申请"],
)
def test_what_no_document_holds_is_refused_whoever_asks(
    assistant: Assistant, question: str
) -> None:
    assert assistant.ask(question).status is Status.NONE


@pytest.mark.parametrize(
    "told",
    [
        "我们省上周台风，几万人没家了，难民署只有两个人在首都",
        "我們這邊洪水，路全斷了，幾千人在山上，OCHA在首都沒過來",
    ],
)
def test_how_many_suffer_is_told_not_asked(assistant: Assistant, told: str) -> None:
    assert assistant.ask(told).subject == "noted"


@pytest.mark.parametrize("aside", ["唔好意思，啱啱斷線", "對唔住，頭先個電話響"])
def test_an_excuse_asks_nothing(assistant: Assistant, aside: str) -> None:
    assert assistant.ask(aside).status is Status.ANSWER
    assert not assistant.ask(aside).parts


def test_an_excuse_before_a_question_changes_nothing(assistant: Assistant) -> None:
    assert assistant.ask("對唔住，邊個任命HC").parts[0].card.facet == "appointed_by"


def test_how_many_is_asked(assistant: Assistant) -> None:
    assert assistant.ask("我们想知道，保护集群下面有几个责任区").subject != "noted"
