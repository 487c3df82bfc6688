"""A follow-up that leaves a name out is asked with the name that stands in the answer before."""

import pytest

from knowledge.assistant import Assistant, Status, Topic
from knowledge.models import Card


@pytest.mark.parametrize(
    ("said", "topic", "card"),
    [
        ("第一个是哪家的", Topic("unicef", "leads"), Card("education", "lead")),
        ("第二个谁牵头", Topic("unhcr", "leads"), Card("shelter", "lead")),
        ("who leads the first one?", Topic("wfp", "leads"), Card("logistics", "lead")),
        ("第三個由誰牽頭", Topic("cluster", "number"), Card("education", "lead")),
    ],
)
def test_a_place_in_a_list_stands_for_what_is_there(
    assistant: Assistant, said: str, topic: Topic, card: Card
) -> None:
    assert assistant.ask(said, topic=topic).parts[0].card == card


@pytest.mark.parametrize(
    ("said", "topic", "year"),
    [
        ("哪年通过的", Topic("national-authorities", "responsible_for"), "1991"),
        ("when was that adopted?", Topic("iasc", "history"), "1991"),
        ("什么时候通过的", Topic("internally-displaced-persons", "legal_basis"), "1993"),
    ],
)
def test_what_was_adopted_is_the_document_that_was_named(
    assistant: Assistant, said: str, topic: Topic, year: str
) -> None:
    [part, *_] = assistant.ask(said, topic=topic).parts
    assert part.card.entry.startswith("ga-resolution")
    assert year in part.text


@pytest.mark.parametrize(
    ("said", "topic", "first"),
    [
        ("那他任命谁", Topic("emergency-relief-coordinator", "appointed_by"), "人道主义协调员"),
        ("who reports to her?", Topic("humanitarian-coordinator", "definition"), "lead agency"),
        ("它取代了什么", Topic("system-wide-scale-up", "definition"), "3级"),
    ],
)
def test_a_pronoun_stands_at_either_end_of_a_relation(
    assistant: Assistant, said: str, topic: Topic, first: str
) -> None:
    assert first in assistant.ask(said, topic=topic).parts[0].text[:200]


def test_who_appoints_him_may_be_unsaid(assistant: Assistant) -> None:
    topic = Topic("cluster-coordinator", "definition")
    assert assistant.ask("他由谁任命", topic=topic).status is Status.NONE


@pytest.mark.parametrize("said", ["里头红会算啥身份", "里面红十字算什么"])
def test_what_a_name_is_within_a_list_is_told_there(assistant: Assistant, said: str) -> None:
    topic = Topic("humanitarian-country-team", "members")
    [part] = assistant.ask(said, topic=topic).parts
    assert part.card == Card("humanitarian-country-team", "members")


@pytest.mark.parametrize("said", ["再给个庇护所集群的", "再给个CCCM的"])
def test_another_name_is_asked_the_same(assistant: Assistant, said: str) -> None:
    topic = Topic("protection", "contact")
    assert assistant.ask(said, topic=topic).parts[0].card.facet == "contact"
