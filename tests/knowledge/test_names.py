"""Whatever has a name is found by it, however people ask what it is."""

import re

import pytest

from knowledge.assistant import Assistant, Status
from knowledge.models import Entry

_ASIDE = re.compile(r"\s*[（(].*?[)）]")
ENGLISH = [
    "{}?", "the {}", "what is the {}?", "who or what is {}", "{} is what", "{} meaning",
    "what does the {} do", "what is {}'s role?", "tell me about the {}", "explain {} please",
]  # fmt: skip
CHINESE = [
    "{}", "{}是什么", "什么是{}", "{}啥意思", "{}指的是什么呢", "请问{}是什么意思啊", "{}是干嘛的",
    "{}的作用", "介绍一下{}", "想了解{}", "那个{}是啥", "讲讲{}吧", "{}系乜", "{}是什麼",
]  # fmt: skip


@pytest.mark.parametrize("question", [*ENGLISH, *CHINESE])
def test_a_name_is_found_however_it_is_asked_about(assistant: Assistant, question: str) -> None:
    lost = [
        asked
        for entry in assistant.knowledge.entries.values()
        for name in _names(entry, english=question in ENGLISH)
        if not _finds(assistant, asked := question.format(name), entry)
    ]
    assert lost == []


def _names(entry: Entry, *, english: bool) -> set[str]:
    name = entry.name.en if english else entry.name.zh
    return {_ASIDE.sub("", name), *entry.abbreviations[:2]}


def _finds(assistant: Assistant, question: str, entry: Entry) -> bool:
    reply = assistant.ask(question)
    if reply.status is Status.CHOICES:
        # "HC's role?" may ask back, but never of others alone.
        return entry.id in {choice.card.entry for choice in reply.choices}
    return entry.id in {part.card.entry for part in reply.parts}
