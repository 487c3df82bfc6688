"""What is done to a thing is told of as an entry of its own."""

import pytest

from knowledge.assistant import Assistant, Topic
from knowledge.content.base import KnowledgeBase
from knowledge.matching.matcher import Matcher
from knowledge.models import Card

ACT = "cluster-deactivation"


@pytest.fixture(scope="module")
def matcher(knowledge: KnowledgeBase) -> Matcher:
    return Matcher(knowledge)


OPEN = ["学校关闭了，教育集群谁管", "camp closed down: who leads CCCM"]
CLOSED = [
    "can we switch off the WASH cluster",
    "when do we switch a cluster off",
    "when can the health cluster be shut down",
    "turn off the nutrition cluster when?",
    "should the logistics cluster be wound up",
    "health and nutrition clusters dissolved, on what grounds",
    "停用营养集群要看什么",
    "营养集群什么时候可以关",
    "群组是不是该收摊了",
    "幾時可以關閉一個群組",
    "教育集群不要了",
]


@pytest.mark.parametrize("question", CLOSED)
def test_who_asks_to_close_a_cluster_asks_of_deactivation(
    matcher: Matcher, assistant: Assistant, question: str
) -> None:
    assert set(matcher.read(question).entries) == {ACT}
    assert assistant.ask(question).parts[0].card.entry == ACT


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("who leads the WASH cluster", "wash"),
        ("the office is closed. who leads the WASH cluster", "wash"),
        ("相关集群有哪些", "cluster"),
        ("解散集群间协调小组", "inter-cluster-coordination-group"),
        ("can we activate the WASH cluster", "wash"),
        ("学校关闭了，教育集群谁管", "education"),
        ("中心关闭后保护集群谁牵头", "protection"),
        ("the shelter is closed who leads the shelter cluster", "shelter"),
        ("camp closed down: who leads CCCM", "cccm"),
        ("who closes the gap in the health cluster", "health"),
    ],
)
def test_what_is_done_to_something_else_is_no_such_act(
    matcher: Matcher, question: str, named: str
) -> None:
    assert named in matcher.read(question).entries
    assert ACT not in matcher.read(question).entries


def test_in_a_talk_it_is_the_same(assistant: Assistant) -> None:
    topic = Topic("wash", "lead")
    reply = assistant.ask("and when can it be shut down?", topic=topic)
    assert Card("wash", "activated_by") not in [part.card for part in reply.parts]
