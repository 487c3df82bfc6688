"""What is asked of all lead agencies together is computed from the relations."""

import pytest

from knowledge.assistant import Assistant, Topic
from knowledge.models import Card


@pytest.mark.parametrize(
    "question",
    [
        "哪个机构牵头的集群最多",
        "哪家機構牽頭的群組最多？",
        "which agency leads the most clusters?",
        "哪些机构牵头不止一个集群",
    ],
)
def test_who_leads_the_most(assistant: Assistant, question: str) -> None:
    text = assistant.ask(question).text
    assert {"UNICEF", "UNHCR", "WFP"} <= {
        name for name in ("UNICEF", "UNHCR", "WFP", "WHO") if name in text
    }
    assert "WHO" not in text


@pytest.mark.parametrize(
    ("question", "others", "led"),
    [
        ("哪些集群不是难民署牵头", "营养集群", "保护集群"),
        ("which clusters does UNICEF not lead?", "Protection Cluster", "Nutrition Cluster"),
    ],
)
def test_what_an_agency_does_not_lead(
    assistant: Assistant, question: str, others: str, led: str
) -> None:
    text = assistant.ask(question).text
    assert 0 < text.index(others) < text.index(led)


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("那家机构还牵哪些集群", "education"),
        ("what other clusters does it lead?", "education"),
        ("牵头教育集群的机构还牵头哪些集群", None),
        ("说回教育，那家机构还领导哪些集群", "cerf"),
    ],
)
def test_what_else_the_agency_of_a_cluster_leads(
    assistant: Assistant, question: str, about: str | None
) -> None:
    topic = Topic(about, "lead") if about else None
    [part, *_] = assistant.ask(question, topic=topic).parts
    assert part.card == Card("unicef", "leads")
    assert "WASH" in part.text or "水、环境卫生" in part.text


def test_both_agencies_that_lead_a_cluster_are_told_of(assistant: Assistant) -> None:
    reply = assistant.ask("它还牵头哪些集群", topic=Topic("cccm", "lead"))
    assert "国际移民组织（IOM）：1个" in reply.text
    assert "联合国难民署（UNHCR）：3个" in reply.text


@pytest.mark.parametrize(
    "question", ["教育集群还有哪些机构牵头", "UNICEF除了教育还牵头哪些集群", "它还有哪些职能"]
)
def test_who_else_leads_is_another_question(assistant: Assistant, question: str) -> None:
    reply = assistant.ask(question, topic=Topic("education", "lead"))
    assert "3个（" not in reply.text


@pytest.mark.parametrize(
    "question", ["WFP牵头几个集群", "谁牵头营养集群", "which clusters does WHO lead?"]
)
def test_plain_questions_are_left_to_the_cards(assistant: Assistant, question: str) -> None:
    assert "不由" not in assistant.ask(question).text
    assert "does not lead" not in assistant.ask(question).text
