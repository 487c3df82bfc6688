"""What is offered to somebody who is still typing."""

import pytest

from knowledge.assistant import Assistant
from knowledge.ready import begun, most_needed, ready_answers
from knowledge.text.language import Language


@pytest.mark.parametrize("language", Language)
def test_the_most_needed_answers_exist(assistant: Assistant, language: Language) -> None:
    parts = most_needed(assistant, language)
    assert len({part.card for part in parts}) == len(parts) == 10


@pytest.mark.parametrize(
    "question", ["谁领导营养集群", "国家工作队", "明天天气怎么样", "谢谢", "CERF"]
)
def test_offers_are_few_and_each_is_made_once(assistant: Assistant, question: str) -> None:
    reply = assistant.ask(question)
    offered = ready_answers(assistant, reply, reply.language, limit=10)
    assert len({part.card for part in offered}) == len(offered) <= 10
    assert [part.card for part in offered[: len(reply.parts)]] == [p.card for p in reply.parts]


@pytest.mark.parametrize(
    ("typed", "entry"),
    [("nutri", "nutrition"), ("Inter-Agency St", "iasc"), ("營養", "nutrition")],
)
def test_a_name_is_offered_from_its_first_letters(
    assistant: Assistant, typed: str, entry: str
) -> None:
    assert entry in [
        part.card.entry for part in begun(assistant, typed, Language.ENGLISH, limit=5)
    ]


@pytest.mark.parametrize("typed", ["", "  ", "zzz", "utrition"])
def test_what_begins_no_name_offers_nothing(assistant: Assistant, typed: str) -> None:
    assert begun(assistant, typed, Language.ENGLISH, limit=5) == ()
