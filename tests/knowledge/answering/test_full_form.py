"""Whoever asks for a name in the other language, or in full, is told it first."""

import pytest

from knowledge.answering.full_form import asks_full_form, full_form
from knowledge.assistant import Assistant
from knowledge.content.base import KnowledgeBase
from knowledge.models import Card


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("CHAP是什麼的縮寫，英文", "Common Humanitarian Action Plan"),
        ("CCCM是哪几个英文字的缩写", "Camp Coordination and Camp Management"),
        ("HCT全称", "Humanitarian Country Team"),
        ("UNHCR全称", "United Nations High Commissioner for Refugees"),
        ("人道主义应急计划英文怎么说", "Humanitarian Response Plan"),
        ("人道主义国家工作队用英语怎么说", "Humanitarian Country Team"),
        ("what is the chinese name of the HCT", "人道主义国家工作队"),
        ("how do you say humanitarian coordinator in chinese", "人道主义协调员"),
    ],
)
def test_the_name_is_said_first(assistant: Assistant, question: str, name: str) -> None:
    [line, *_rest] = assistant.ask(question).parts[0].paragraphs
    assert name in line


@pytest.mark.parametrize("question", ["用英文说CERF是什么", "CHAP是做什么的", "英文版在哪"])
def test_a_name_is_not_asked_for(question: str) -> None:
    assert not asks_full_form(question)


def test_what_says_the_name_does_not_say_it_twice(assistant: Assistant) -> None:
    text = assistant.ask("紧急呼吁的英文名").parts[0].text
    assert text.count("Flash Appeal") == 1


def test_the_letters_themselves_are_no_full_form(knowledge: KnowledgeBase) -> None:
    for entry in knowledge.entries.values():
        name = full_form(entry)
        assert name is None or not set(name.split()) & set(entry.abbreviations[:1])


def test_who_asks_for_more_than_the_name_gets_that(assistant: Assistant) -> None:
    reply = assistant.ask("name the members of the HCT in chinese")
    assert reply.parts[0].card == Card("humanitarian-country-team", "members")
