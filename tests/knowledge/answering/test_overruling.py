"""Where no cluster is activated, that is said before how clusters are activated."""

import pytest

from knowledge.assistant import Assistant
from knowledge.models import Situation

REFUGEES = "【您的局势】难民局势不启动"


@pytest.mark.parametrize(
    "question",
    ["怎么启动集群", "启动集群的标准", "启动集群要注意什么", "谁批准启动集群", "谁启动卫生集群"],
)
def test_the_exception_for_refugees_comes_before_how_it_is_done(
    assistant: Assistant, question: str
) -> None:
    plain = assistant.ask(question).parts[0]
    there = assistant.in_situation(Situation.REFUGEE).ask(question).parts[0]
    assert there.paragraphs[0].startswith(REFUGEES)
    assert there.paragraphs[1:] == plain.paragraphs
    assert set(plain.sources) <= set(there.sources)


def test_it_is_said_once_where_the_answer_begins_with_it(assistant: Assistant) -> None:
    first = assistant.in_situation(Situation.REFUGEE).ask("谁牵头卫生集群").parts[0]
    assert first.text.count("【您的局势】") == 1


@pytest.mark.parametrize("question", ["HC向谁负责", "CCCM网站", "什么是CERF", "灾害中谁牵头CCCM"])
def test_nothing_is_overruled_where_it_is_not_of_the_situation(
    assistant: Assistant, question: str
) -> None:
    there = assistant.in_situation(Situation.REFUGEE).ask(question).parts[0]
    assert there.paragraphs == assistant.ask(question).parts[0].paragraphs


def test_a_disaster_changes_who_leads_and_not_how_clusters_are_activated(
    assistant: Assistant,
) -> None:
    there = assistant.in_situation(Situation.DISASTER)
    assert there.ask("怎么启动集群").parts == assistant.ask("怎么启动集群").parts


def test_where_refugees_and_displaced_people_are_the_mixed_rule_is_said(
    assistant: Assistant,
) -> None:
    first = assistant.in_situation(Situation.MIXED).ask("how do we activate the WASH cluster")
    assert first.parts[0].paragraphs[0].startswith("[Your situation] ")
    assert "joint UNHCR-OCHA note" in first.parts[0].paragraphs[0]
