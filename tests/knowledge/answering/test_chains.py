"""A question that asks for a chain gets it computed; every other keeps its ordinary answer."""

import pytest

from knowledge.assistant import Assistant, Status, Topic
from knowledge.text.language import Language

CHINESE = "集群协调员 → 集群 → 集群牵头机构（CLA） → 人道主义协调员（HC）"


@pytest.mark.parametrize(
    "question",
    [
        "集群协调员往上一直到秘书长",
        "从集群协调员到秘书长的问责链",
        "從集群協調員一直到秘書長",
        "秘书长一直到集群协调员",
        "集群协调员层层往上对谁负责",
    ],
)
def test_the_chain_comes_first_and_each_link_follows(assistant: Assistant, question: str) -> None:
    [part] = assistant.ask(question, language=Language.SIMPLIFIED).parts
    assert part.paragraphs[0].startswith(CHINESE)
    assert part.paragraphs[0].endswith("→ 联合国秘书长（SG）")
    lead = "- 集群牵头机构（CLA） → 驻地协调员（RC）（未任命人道主义协调员时）"
    assert lead in part.paragraphs
    assert len(part.sources) > 3


@pytest.mark.parametrize(
    "question",
    [
        "chain of accountability from cluster coordinator up to the SG",
        "reporting line up from the cluster coordinator",
        "cluster coordinator, all the way up",
    ],
)
def test_in_english(assistant: Assistant, question: str) -> None:
    [part] = assistant.ask(question).parts
    assert part.title == "Cluster coordinator: chain of accountability"
    assert part.paragraphs[0].endswith("→ UN Secretary-General (SG)")
    assert part.follow is not None
    assert "do not say" in part.follow


def test_where_the_end_is_named_side_branches_are_left_out(assistant: Assistant) -> None:
    whole = assistant.ask("集群协调员的问责链").text
    assert "对受影响人群负责" in whole
    assert "对受影响人群负责" not in assistant.ask("集群协调员往上一直到秘书长").text


def test_an_entry_that_branches_at_once_has_no_single_way(assistant: Assistant) -> None:
    [part] = assistant.ask("难民署的汇报链").parts
    assert all(line.startswith("- ") for line in part.paragraphs)
    assert "联合国大会" in part.paragraphs[0]


def test_two_entries_tied_by_other_relations(assistant: Assistant) -> None:
    assert assistant.ask("WFP和CERF靠什么关系链连着").parts[0].paragraphs == (
        "- 世界粮食计划署（WFP） → 中央应急基金（CERF）（可以申请：获资最多的三家之一）",
    )


def test_a_follow_up_has_the_chain_of_what_was_talked_about(assistant: Assistant) -> None:
    topic = Topic("humanitarian-coordinator", "definition")
    [part] = assistant.ask("它往上一直到最上面是谁", topic=topic).parts
    assert part.card.entry == "humanitarian-coordinator"
    assert "联合国秘书长" in part.text


@pytest.mark.parametrize(
    "question",
    [
        "HC对谁负责",
        "who does the HC report to",
        "把绩效问题往上捅给谁，牵头机构掉链子",
        "no HC here who do clusters report up to",
        "CERF的问责链",
        "南苏丹的集群协调员往上一直到秘书长",
    ],
)
def test_other_questions_keep_their_answer(assistant: Assistant, question: str) -> None:
    reply = assistant.ask(question)
    assert reply.status is not Status.ANSWER or " → " not in reply.text
