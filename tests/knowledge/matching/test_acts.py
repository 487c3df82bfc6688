"""What is done to a thing is told of as an entry of its own."""

import pytest

from knowledge.assistant import Assistant, Topic
from knowledge.content.base import KnowledgeBase
from knowledge.matching.matcher import Matcher
from knowledge.models import Card

ACT = "cluster-deactivation"
CLOSED = [
    "can we switch off the WASH cluster",
    "when do we switch a cluster off",
    "when can the health cluster be shut down",
    "turn off the nutrition cluster when?",
    "should the logistics cluster be wound up",
    "停用营养集群要看什么",
    "营养集群什么时候可以关",
    "群组是不是该收摊了",
    "幾時可以關閉一個群組",
    "教育集群不要了",
]
OPEN = {
    "who leads the WASH cluster": "wash",
    "the office is closed. who leads the WASH cluster": "wash",
    "can we activate the WASH cluster": "wash",
    "the shelter is closed who leads the shelter cluster": "shelter",
    "camp closed down: who leads CCCM": "cccm",
    "who closes the gap in the health cluster": "health",
    "does the health cluster work closely with WHO": "health",
    "is the logistics cluster close to the government": "logistics",
    "which cluster is responsible when schools are closed": "cluster",
    "相关集群有哪些": "cluster",
    "解散集群间协调小组": "inter-cluster-coordination-group",
    "学校关闭了，教育集群谁管": "education",
    "中心关闭后保护集群谁牵头": "protection",
    "保护集群应该关注哪些问题": "protection",
    "卫生集群不需要了解当地情况吗": "health",
}


@pytest.fixture(scope="module")
def matcher(knowledge: KnowledgeBase) -> Matcher:
    return Matcher(knowledge)


@pytest.mark.parametrize("question", CLOSED)
def test_who_asks_to_close_a_cluster_asks_of_deactivation(
    matcher: Matcher, assistant: Assistant, question: str
) -> None:
    assert set(matcher.read(question).entries) == {ACT}
    assert assistant.ask(question).parts[0].card.entry == ACT


@pytest.mark.parametrize(("question", "named"), OPEN.items())
def test_what_is_done_to_something_else_is_no_such_act(
    matcher: Matcher, question: str, named: str
) -> None:
    assert named in matcher.read(question).entries
    assert ACT not in matcher.read(question).entries


def test_another_cluster_is_still_named(matcher: Matcher) -> None:
    reading = matcher.read("who leads the health cluster if the nutrition cluster is closed")
    assert reading.entries == ("health", ACT)


def test_in_a_talk_it_is_the_same(assistant: Assistant) -> None:
    reply = assistant.ask("and when can it be shut down?", topic=Topic("wash", "lead"))
    assert reply.parts[0].card == Card(ACT, "criteria")


def test_what_a_thing_tells_of_itself_is_not_told_elsewhere(matcher: Matcher) -> None:
    assert matcher.read("怎么加入保护集群").entries == ("minimum-commitments",)
    assert matcher.read("怎么加入物流集群").entries == ("logistics",)
