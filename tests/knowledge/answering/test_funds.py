"""Who may have money from a fund: in talk of it the same word asks of that fund, and no other."""

import pytest

from knowledge.assistant import Assistant, Topic

FUNDS = ("cerf", "common-humanitarian-fund", "emergency-response-fund")


@pytest.mark.parametrize("fund", FUNDS)
@pytest.mark.parametrize(
    "question",
    ["NGO能拿吗", "can we as an NGO?", "NGO能从里面拿钱不", "难民署也能申请？", "and can OCHA?",
     "政府行不行", "is IOM allowed?"],
)  # fmt: skip
def test_whether_somebody_may_have_it_is_asked_of_the_fund_talked_about(
    assistant: Assistant, fund: str, question: str
) -> None:
    first = assistant.ask(question, topic=Topic(fund, "definition")).parts[0].card
    assert (first.entry, first.facet) == (fund, "eligibility")


@pytest.mark.parametrize(
    ("fund", "verdict"),
    [
        ("cerf", "不能：直接申请。"),
        ("common-humanitarian-fund", "可以。"),
        ("emergency-response-fund", "可以。"),
    ],
)
def test_a_name_alone_asks_whether_it_may_where_that_was_told_of_another(
    assistant: Assistant, fund: str, verdict: str
) -> None:
    reply = assistant.ask("那NGO呢", topic=Topic(fund, "eligibility"))
    assert reply.parts[0].text.startswith(verdict)


@pytest.mark.parametrize(
    ("question", "topic", "first"),
    [
        # It asks for something else, or of a fund it names itself.
        ("can the HC approve it?", "cerf", "humanitarian-coordinator"),
        ("NGO能申请CERF吗", "emergency-response-fund", "cerf"),
        ("OCHA呢", "cerf", "ocha"),
        # Nothing was said of any fund.
        ("NGO能拿吗", "health", "ngos"),
    ],
)
def test_other_questions_stay_as_they_are(
    assistant: Assistant, question: str, topic: str, first: str
) -> None:
    reply = assistant.ask(question, topic=Topic(topic, "definition"))
    assert reply.parts[0].card.entry == first


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("can IOM apply for an Emergency Response Fund?", "emergency-response-fund"),
        ("IFRC能申请应急基金吗", "emergency-response-fund"),
        ("IOM能申请CERF吗", "cerf"),
    ],
)
def test_what_somebody_may_have_of_another_fund_does_not_come_first(
    assistant: Assistant, question: str, first: str
) -> None:
    assert assistant.ask(question).parts[0].card.entry == first
