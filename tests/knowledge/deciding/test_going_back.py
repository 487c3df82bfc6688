"""Going back in a talk to the first thing, or to the one before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.deciding.going_back import Return, asks_of_both, going_back, of_both
from knowledge.models import Card

WASH, CERF = Card("wash", "lead"), Card("cerf", "amount")
TRAIL = (WASH, CERF)


@pytest.mark.parametrize(
    ("question", "to", "asked", "plainly"),
    [
        ("回到第一个，它还牵头别的吗", WASH, "它还牵头别的吗", True),
        ("那第一個呢，NGO拿得到嗎", WASH, "NGO拿得到嗎", False),
        ("好，說回前面那個。誰批", CERF, "誰批", True),
        ("前面那个呢", CERF, "", False),
        ("ok, back to the first one: who pays?", WASH, "who pays?", True),
        ("and of the first one", WASH, "", False),
        ("back to the previous question", CERF, "", True),
        ("the one before that", CERF, "", False),
    ],
)
def test_who_goes_back_is_understood(question: str, to: Card, asked: str, plainly: bool) -> None:
    assert going_back(question, TRAIL, "hct") == Return(to, asked, plainly)


@pytest.mark.parametrize(
    "question",
    [
        "第一个条件是什么",
        "the first one of the criteria, what is it",
        "why can the first one sometimes not manage",
        "回到CERF，谁批",
        "first?",
        "谁牵头卫生",
        "",
    ],
)
def test_the_first_of_something_named_is_nothing_to_go_back_to(question: str) -> None:
    assert going_back(question, TRAIL, "hct") is None


@given(st.text(max_size=80))
def test_before_anything_was_talked_about_nobody_goes_back(question: str) -> None:
    assert going_back(question, (), "hct") is None
    back = going_back(question, TRAIL, "hct")
    assert back is None or question.endswith(back.asked)


@pytest.mark.parametrize(
    ("question", "full"),
    [
        ("which of the two is smaller", "which of CHF and ERF is smaller"),
        ("这俩哪个更小", "CHF and ERF哪个更小"),
        ("那两个有什么区别", "CHF and ERF有什么区别"),
        ("are both of them open to NGOs", "are CHF and ERF open to NGOs"),
    ],
)
def test_what_is_asked_of_both_is_asked_by_their_names(question: str, full: str) -> None:
    assert asks_of_both(question)
    assert of_both(question, "CHF", "ERF", " and ") == full


@pytest.mark.parametrize(
    "question", ["那两条标准是什么", "那两個聯合國機構一起帶呢", "two agencies"]
)
def test_two_of_something_named_are_not_what_was_talked_about(question: str) -> None:
    assert not asks_of_both(question)


def test_the_latter_is_what_was_talked_of_last_for_the_first_time() -> None:
    assert going_back("后面那个向谁负责", TRAIL, "wash") == Return(CERF, "向谁负责", plainly=False)
    assert going_back("后面那个向谁负责", TRAIL, "hct") is None
