"""Answers for an audience: what holds in its situation first, in the word it uses."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering.audience import Audience
from knowledge.answering.terms import Term, Wording
from knowledge.assistant import Assistant
from knowledge.content.base import KnowledgeBase
from knowledge.models import Card, Situation
from knowledge.text.language import Language

QUNZU = Audience(term=Term.QUNZU)
_pieces = st.sampled_from(
    ["集群", "群组", "“集群”", "《国家集群》", "协调", "，", "工作组", "人群"]
)


@pytest.mark.parametrize(
    ("text", "worded"),
    [
        ("营养集群由谁牵头", "营养群组由谁牵头"),
        ("集群（难民署手册译“群组”）", "群组（难民署手册译“群组”）"),
        ("物流指南写“集群”", "物流指南写“集群”"),
        ("见《IASC集群过渡和停用指南》", "见《IASC集群过渡和停用指南》"),
        ("国家物流集群支持小组支持物流集群", "国家物流集群支持小组支持物流群组"),
    ],
)
def test_the_preferred_word_stands_outside_quotations_and_official_names(
    knowledge: KnowledgeBase, text: str, worded: str
) -> None:
    assert Wording(knowledge, Term.QUNZU)(text) == worded


@given(st.lists(_pieces).map("".join), st.sampled_from(Term))
def test_quotations_stay_and_everything_else_changes(text: str, term: Term) -> None:
    worded = Wording(KnowledgeBase({}, {}, None, ""), term)(text)  # type: ignore[arg-type]
    quoted = "“[^”]*”|《[^》]*》"
    assert re.findall(quoted, worded) == re.findall(quoted, text)
    assert term.other not in re.sub(quoted, "“”", worded)
    assert len(worded) == len(text)


@pytest.mark.parametrize(
    ("language", "question", "said"),
    [
        (Language.SIMPLIFIED, "谁领导营养集群", "营养群组的全球牵头机构"),
        (Language.TRADITIONAL, "誰領導營養集群", "營養群組的全球牽頭機構"),
    ],
)
def test_answers_use_the_preferred_word_in_both_scripts(
    assistant: Assistant, language: Language, question: str, said: str
) -> None:
    reply = assistant.told_to(QUNZU).ask(question, language=language)
    assert said in reply.text


def test_english_and_the_names_of_documents_stay(assistant: Assistant) -> None:
    told = assistant.told_to(QUNZU)
    card = Card("nutrition", "lead")
    assert told.show(card, Language.ENGLISH) == assistant.show(card, Language.ENGLISH)
    [part] = told.show(card, Language.SIMPLIFIED).parts
    assert "集群方法" in part.sources[0].document


def test_what_holds_in_the_situation_comes_first_and_is_marked(assistant: Assistant) -> None:
    told = assistant.told_to(Audience(Situation.DISASTER))
    first, *others = told.ask("谁牵头CCCM集群").parts[0].text.splitlines()
    assert first.startswith("【您的局势】自然灾害：国家层面的CCCM集群由IOM牵头")
    assert all("【您的局势" not in line for line in others)


def test_a_situation_named_in_the_question_goes_before_the_chosen_one(
    assistant: Assistant,
) -> None:
    told = assistant.told_to(Audience(Situation.DISASTER))
    assert "【" not in told.ask("冲突中谁牵头CCCM集群").text.splitlines()[0]


def test_where_only_other_situations_are_spoken_of_it_says_so(assistant: Assistant) -> None:
    told = assistant.told_to(Audience(Situation.MIXED))
    [part] = told.show(Card("cccm", "lead"), Language.ENGLISH).parts
    assert part.paragraphs[1].startswith("(Your situation: mixed.")
    [general] = told.show(Card("cluster", "definition"), Language.ENGLISH).parts
    assert "Your situation" not in general.text
