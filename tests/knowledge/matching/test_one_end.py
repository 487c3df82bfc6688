"""What is asked of one end of a relation is told as asked: who appoints A, or whom A appoints."""

import pytest

from knowledge.assistant import Assistant, Status
from knowledge.content.base import KnowledgeBase
from knowledge.matching.lexicon import Synonyms
from knowledge.matching.matcher import Matcher
from knowledge.matching.one_end import End, OneEnd
from knowledge.models import RelationKind


@pytest.fixture(scope="module")
def matcher(knowledge: KnowledgeBase) -> Matcher:
    return Matcher(knowledge)


@pytest.fixture(scope="module")
def one_end(knowledge: KnowledgeBase) -> OneEnd:
    vocabulary = knowledge.vocabulary
    relations = vocabulary.relations
    assert relations is not None
    return OneEnd(relations.one_end, relations.yes_no.filling, Synonyms(vocabulary.synonyms))


@pytest.mark.parametrize(
    "question",
    [
        "谁任命紧急救济协调员",
        "ERC由谁任命",
        "ERC是谁任命的",
        "任命ERC的是谁",
        "who appoints the ERC?",
        "the ERC is appointed by whom",
        "by whom is the ERC appointed",
        "who is the ERC appointed by",
    ],
)
def test_who_does_it_is_asked(matcher: Matcher, one_end: OneEnd, question: str) -> None:
    reading = matcher.read(question)
    assert one_end.read(reading) == End(
        RelationKind.APPOINTS, "emergency-relief-coordinator", inverse=True
    )


@pytest.mark.parametrize(
    "question",
    [
        "ERC任命谁",
        "ERC有权任命哪些人",
        "由ERC任命的是谁",
        "whom does the ERC appoint?",
        "who is appointed by the ERC",
        "the ERC appoints whom",
    ],
)
def test_whom_it_is_done_to_is_asked(matcher: Matcher, one_end: OneEnd, question: str) -> None:
    reading = matcher.read(question)
    assert one_end.read(reading) == End(
        RelationKind.APPOINTS, "emergency-relief-coordinator", inverse=False
    )


@pytest.mark.parametrize(
    ("question", "inverse"),
    [
        ("谁向RC汇报", True),
        ("RC向谁汇报", False),
        ("RC的下属有谁", True),
        ("RC的上级是谁", False),
        ("who reports to the RC", True),
        ("who does the RC report to", False),
        ("whom does the RC oversee", True),
        ("who oversees the RC", False),
        ("who is the RC's boss", False),
    ],
)
def test_who_answers_to_whom(
    matcher: Matcher, one_end: OneEnd, question: str, inverse: bool
) -> None:
    end = one_end.read(matcher.read(question))
    assert end == End(RelationKind.ACCOUNTABLE_TO, "resident-coordinator", inverse=inverse)


@pytest.mark.parametrize(
    "question",
    [
        "谁任命",  # nobody is named
        "ERC和HC谁任命",  # two are
        "ERC为什么任命HC",
        "谁能撤掉ERC任命的人",  # it says more
        "who appoints the ERC in Mali",
    ],
)
def test_what_asks_for_more_is_left_to_the_cards(
    matcher: Matcher, one_end: OneEnd, question: str
) -> None:
    assert one_end.read(matcher.read(question)) is None


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("秘书长任命谁", "紧急救济协调员"),
        ("who reports to the deputy secretary-general?", "Resident Coordinator"),
        ("谁对人道主义国家工作队负责", "集群间协调小组"),
        ("SAG of the Logistics Cluster supports whom", "Global Logistics Cluster Support Team"),
        ("谁给各国红会提供支持", "IFRC"),
        ("what does OCHA chair", "Inter-cluster coordination"),
        ("who is invited to the HCT", "Red Cross and Red Crescent Movement"),
        ("谁管紧急救济协调员", "秘书长"),
    ],
)
def test_the_other_end_is_told_first(assistant: Assistant, question: str, first: str) -> None:
    assert first in assistant.ask(question).parts[0].text[:250]


@pytest.mark.parametrize("question", ["联合国秘书长由谁任命", "who appoints the UN SG?"])
def test_what_is_told_of_one_end_is_not_the_other(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status is Status.NONE
