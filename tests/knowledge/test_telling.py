"""People tell a story and ask then: only what they ask is answered, or refused."""

import pytest

from knowledge.assistant import Assistant, Status
from knowledge.telling import question_apart

STORY = "工资还没发，宿舍又漏水，护照也快到期了，领导还在催我。"


@pytest.mark.parametrize(
    ("question", "apart"),
    [
        (f"{STORY}驻地协调员向谁报告？", "驻地协调员向谁报告?"),
        (f"{STORY}想弄清楚一件事：CERF多久批下来", "CERF多久批下来"),
        (
            "My visa is late, the hotel is full and I am tired. Who chairs the CEB?",
            "Who chairs the CEB?",
        ),
        ("在苏丹，营养集群由谁牵头？", None),
        ("In Sudan, who leads the Nutrition Cluster?", None),
        ("我刚到海地，要写一篇稿子，得提到集群，那边启动了几个集群？", None),
        (
            "I write about Haiti and need a table of clusters. Which are active in the country?",
            None,
        ),
        (f"{STORY}我在物流集群工作。", None),
        ("驻地协调员向谁报告？", None),
        ("", None),
    ],
)
def test_a_question_stands_apart_only_from_a_story(question: str, apart: str | None) -> None:
    assert question_apart(question) == apart


def test_words_of_a_story_do_not_refuse_its_question(assistant: Assistant) -> None:
    reply = assistant.ask(f"{STORY}驻地协调员到底向谁报告？")
    assert reply.status is Status.ANSWER
    assert reply.parts[0].card.entry == "resident-coordinator"


@pytest.mark.parametrize(
    "question",
    [
        f"{STORY}集群协调员的工资是多少？",
        f"{STORY}请问去哪里要？",
        "在苏丹，营养集群由谁牵头？",
    ],
)
def test_a_question_for_what_no_document_holds_is_refused_after_any_story(
    assistant: Assistant, question: str
) -> None:
    assert assistant.ask(question).status is Status.NONE


def test_the_end_of_a_story_is_not_taken_for_a_greeting(assistant: Assistant) -> None:
    reply = assistant.ask(
        "我是大三学生，论文里要写集群的构成，老师说不光是联合国机构，那还有哪些组织？"
    )
    assert reply.subject != "greeting"
