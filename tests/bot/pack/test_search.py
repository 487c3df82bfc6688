"""The search inside the file finds what the bot finds, although it is written a second time."""

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bot.pack.search_index import tuning
from handlers.messages.built import Format
from knowledge.assistant import Assistant, Reply, Status
from knowledge.content.base import KnowledgeBase
from knowledge.matching.matcher import Matcher
from knowledge.quality.evaluation import Grade, grade, read_questions
from knowledge.text.language import Language
from knowledge.text.tokens import stem
from tests.bot.pack.conftest import Guide, Phone
from tests.knowledge.matching.test_acts import CLOSED, OPEN
from tests.knowledge.matching.test_sifting import DENIED
from tests.test_dialogues import dialogues

QUESTIONS = sorted((Path(__file__).parents[2] / "questions" / "eval").glob("*.jsonl"))
LEAST_AGREEMENT = 0.95
EVERY = 4


async def test_search_agrees_with_the_bot_where_the_bot_is_right(
    guide: Guide, phone: Phone, assistant: Assistant
) -> None:
    sample = read_questions(QUESTIONS)[::EVERY]
    replies = [(q.q, assistant.ask(q.q)) for q in sample]
    right = [
        (text, reply)
        for (text, reply), question in zip(replies, sample, strict=True)
        if grade(question, reply) is Grade.RIGHT
    ]
    async with phone(guide(Format.HTML, Language.SIMPLIFIED)) as page:
        await page.locator("#search").wait_for()
        found = await page.evaluate("qs => qs.map(find)", [text for text, _reply in right])
    agreed = [_agree(reply, one) for (_text, reply), one in zip(right, found, strict=True)]
    assert len(right) > 150
    assert sum(agreed) / len(agreed) >= LEAST_AGREEMENT


def _agree(reply: Reply, found: dict[str, Any]) -> bool:
    """Return whether both say nothing, offer the same, or put the same card first."""
    if found["status"] == "none" or reply.status is Status.NONE or reply.subject:
        return found["status"] == "none" and (reply.status is Status.NONE or bool(reply.subject))
    if reply.status is Status.CHOICES:
        offered = {f"{c.card.entry}--{c.card.facet}" for c in reply.choices}
        return found["status"] == "choices" and offered == set(found["anchors"])
    entry, facet = reply.parts[0].card.entry, reply.parts[0].card.facet
    line = reply.parts[0].line_of is not None
    return bool(found["anchors"][0] == f"{entry}--{'chain' if line else facet}")


# In the page: the syllables and words of each question, and the entries that it names.
READ = """questions => questions.map(read).map(({ tokens, names }) => [
  tokens.map((token) => token.raw),
  [...new Set(names.map((name) => tables.entries[name.value.entry]))],
])"""


async def test_pinyin_is_read_as_the_bot_reads_it(
    guide: Guide, phone: Phone, knowledge: KnowledgeBase
) -> None:
    matcher = Matcher(knowledge)
    turns = [turn.q for dialogue in dialogues() for turn in dialogue.turns]
    typed = {q: reading for q in turns if q.isascii() and (reading := matcher.read(q)).pinyin}
    async with phone(guide(Format.HTML, Language.SIMPLIFIED)) as page:
        await page.locator("#search").wait_for()
        found = await page.evaluate(READ, list(typed))
    assert len(typed) > 30
    assert sum("ta" in q.split() or "ma" in q.split() for q in typed) > 3
    assert found == [
        [[token.raw for token in reading.tokens], list(reading.entries)]
        for reading in typed.values()
    ]


@pytest.mark.parametrize("asked", [[*CLOSED, *OPEN], DENIED], ids=["acts", "denied"])
async def test_names_are_read_as_the_bot_reads_them(
    guide: Guide, phone: Phone, knowledge: KnowledgeBase, asked: list[str]
) -> None:
    matcher = Matcher(knowledge)
    async with phone(guide(Format.HTML, Language.SIMPLIFIED)) as page:
        await page.locator("#search").wait_for()
        found = await page.evaluate(READ, asked)
    assert [set(names) for _tokens, names in found] == [
        set(matcher.read(q).entries) for q in asked
    ]


def test_a_number_that_two_modules_call_alike_is_an_error() -> None:
    first, second, third = (ModuleType(name) for name in ("first", "second", "third"))
    vars(first).update(_LEAST=1, MOST=2)
    vars(second).update(MOST=2)
    vars(third).update(LEAST=3)
    assert tuning([first, second]) == {"LEAST": 1, "MOST": 2}
    with pytest.raises(ValueError, match="LEAST is 3 in third"):
        tuning([first, second, third])


async def test_words_are_stemmed_as_the_bot_stems_them(
    guide: Guide, phone: Phone, assistant: Assistant
) -> None:
    async with phone(guide(Format.HTML, Language.SIMPLIFIED)) as page:
        await page.locator("#search").wait_for()
        words = await page.evaluate("[...knownWords.values()].flat()")
        stems = await page.evaluate("words => words.map(stem)", words)
    assert len(words) > 4000
    assert [(w, s) for w, s in zip(words, stems, strict=True) if s != stem(w)] == []


async def test_every_place_that_search_may_point_at_exists(guide: Guide, phone: Phone) -> None:
    async with phone(guide(Format.HTML, Language.ENGLISH)) as page:
        await page.locator("#search").wait_for()
        missing = await page.evaluate(
            "tables.cards.map((_, n) => anchorOf(n)).filter(a => !document.getElementById(a))"
        )
        links = await page.evaluate(
            "[...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href').slice(1))"
            ".filter(a => !document.getElementById(a))"
        )
    assert json.dumps([missing, links]) == "[[], []]"
