"""What is asked of all lead agencies together is computed from the relations."""

import pytest

from knowledge.assistant import Assistant


@pytest.mark.parametrize(
    "question",
    [
        "哪个机构牵头的集群最多",
        "哪家機構牽頭的群組最多？",
        "which agency leads the most clusters?",
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
    "question", ["WFP牵头几个集群", "谁牵头营养集群", "which clusters does WHO lead?"]
)
def test_plain_questions_are_left_to_the_cards(assistant: Assistant, question: str) -> None:
    assert "不由" not in assistant.ask(question).text
    assert "does not lead" not in assistant.ask(question).text
