"""The search inside the file finds what the bot finds, although it is written a second time."""

import json
from pathlib import Path
from typing import Any

from handlers.built import Format
from knowledge.assistant import Assistant, Reply, Status
from knowledge.evaluation import Grade, grade, read_questions
from knowledge.language import Language
from knowledge.tokens import stem
from tests.bot.pack.conftest import Guide, Phone

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
