"""The questions people ask, and the figures the answers must keep."""

from collections import Counter
from pathlib import Path

import pytest

from knowledge.assistant import Assistant, Status
from knowledge.content.base import KnowledgeBase
from knowledge.quality.evaluation import Grade, Half, Report, evaluate, read_questions
from knowledge.quality.expected import name_cases, question_cases
from knowledge.quality.questions import read_questions as read_entry_questions

QUESTIONS = Path(__file__).parent / "questions"
EVALUATION = sorted((QUESTIONS / "eval").glob("*.jsonl"))
FURTHER = sorted((QUESTIONS / "further").glob("*.jsonl"))


@pytest.fixture(scope="module")
def report(assistant: Assistant) -> Report:
    """The half of the evaluation questions that is not tuned on, asked."""
    questions = [q for q in read_questions(EVALUATION) if q.half is Half.REPORT]
    assert len(questions) > 350
    return evaluate(assistant.ask, questions)


def test_evaluation_questions_are_of_every_kind() -> None:
    questions = read_questions(EVALUATION)
    assert {q.lang for q in questions} == {"zh-Hans", "zh-Hant", "en", "mixed"}
    assert {q.style for q in questions} == {
        "clean", "short", "colloquial", "typo", "abbrev", "long"
    }  # fmt: skip
    assert min(Counter(q.expect for q in questions).values()) > 40


def test_most_answerable_questions_are_answered_right(report: Report) -> None:
    assert report.share(Grade.RIGHT, answerable=True) >= 0.90


def test_few_answers_are_wrong(report: Report) -> None:
    assert report.share(Grade.WRONG) <= 0.05


def test_what_no_document_holds_is_refused(report: Report) -> None:
    assert report.share(Grade.RIGHT, answerable=False) >= 0.92


def test_what_was_mended_stays_so(assistant: Assistant) -> None:
    report = evaluate(assistant.ask, read_questions(FURTHER))
    assert len(report.rows) > 3500
    assert report.share(Grade.RIGHT, answerable=True) >= 0.95
    assert report.share(Grade.WRONG) <= 0.03
    assert report.share(Grade.RIGHT, answerable=False) >= 0.93


def test_every_name_finds_its_own_entry_first(
    assistant: Assistant, knowledge: KnowledgeBase
) -> None:
    cases = list(name_cases(knowledge))
    assert len(cases) > 1500
    assert [c for c in cases if not c.holds(assistant.ask(c.question))] == []


def test_questions_of_the_entries_find_their_facet(
    assistant: Assistant, knowledge: KnowledgeBase
) -> None:
    expected, problems = read_entry_questions(knowledge, QUESTIONS)
    cases = list(question_cases(knowledge, expected))
    failed = [case for case in cases if not case.holds(assistant.ask(case.question))]
    assert problems == []
    assert len(failed) / len(cases) <= 0.05, failed


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        ("怎么启动集群", "怎么停用集群", "cluster-activation cluster-deactivation"),
        ("HC是谁", "HCT是什么", "humanitarian-coordinator humanitarian-country-team"),
        ("卫生集群谁牵头", "水和环境卫生集群谁牵头", "health wash"),
        ("CERF是什么", "ERF是什么", "cerf emergency-response-fund"),
        ("ERF是什么", "CHF是什么", "emergency-response-fund common-humanitarian-fund"),
        ("who is the RC", "who is the RC/HC", "resident-coordinator rc-hc"),
        ("UNCT成员", "HCT成员", "un-country-team humanitarian-country-team"),
        ("UNSDG多久开会", "CEB多久开会", "unsdg ceb"),
        ("CMCoord是什么", "CIMIC是什么", "civil-military-coordination cimic"),
    ],
)
def test_confusable_pairs_are_told_apart(
    assistant: Assistant, one: str, other: str, difference: str
) -> None:
    found = [assistant.ask(question).parts[0].card.entry for question in (one, other)]
    assert found == difference.split()


FAR = """
天气预报
how do I cook rice
HC叫什么名字
谁是现任紧急救济协调员
南苏丹营养集群谁牵头
集群协调员工资多少
UNHAS怎么订座
每人每天多少升水
write me a poem
北京到日内瓦的机票
"""


@pytest.mark.parametrize("question", FAR.split("\n")[1:-1])
def test_near_and_far_from_the_documents_is_refused(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status is Status.NONE
