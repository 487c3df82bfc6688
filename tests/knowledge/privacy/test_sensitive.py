"""Cases of abuse and incidents are told from the topic, and both from everything else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.content.base import KnowledgeBase
from knowledge.privacy.sensitive import Sensitive, sensitive
from knowledge.quality.questions import read_questions

QUESTIONS = Path(__file__).parents[2] / "questions"


@pytest.mark.parametrize(
    "text",
    [
        "我的同事被强奸了怎么办",
        "怎麼舉報性剝削",
        "安全事件向谁报告",
        "车队遭袭击",
        "how do I report sexual exploitation by a staff member?",
        "our convoy was attacked yesterday",
        "Two colleagues were kidnapped",
        "a guard asked her for sex for food",
        "同事骚扰我",
        "我被骚扰了怎么举报",
        "上司让我陪睡",
        "有同事收钱才给物资",
        "食物换性",
        "my boss wants me to sleep with him",
    ],
)
def test_a_case_is_seen(text: str) -> None:
    assert sensitive(text) is Sensitive.CASE


@pytest.mark.parametrize("text", ["PSEA是什么", "谁负责PSEA", "is a PSEA network a cluster"])
def test_the_topic_is_no_case(text: str) -> None:
    assert sensitive(text) is Sensitive.TOPIC


@pytest.mark.parametrize(
    "text",
    [
        "谁向谁报告",
        "CERF reporting deadline",
        "who reports to the HC",
        "CERF收到钱多久才发",
        "谁收钱",
    ],
)
def test_reporting_lines_are_neither(text: str) -> None:
    assert sensitive(text) is None


def test_questions_of_other_entries_are_neither(knowledge: KnowledgeBase) -> None:
    by_entry, _problems = read_questions(knowledge, QUESTIONS)
    seen = {
        (entry, sensitive(one.q))
        for entry, questions in by_entry.items()
        for one in questions
        if sensitive(one.q)
    }
    assert seen == {("psea", Sensitive.TOPIC)}


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert sensitive(text) in {None, *Sensitive}
