"""Short definitions, and what an answer leaves unexplained."""

import pytest

from knowledge.answering.short import FACET, Abbreviations, short_definition
from knowledge.assistant import Assistant
from knowledge.text.language import Language


@pytest.mark.parametrize("language", Language)
def test_every_definition_is_short_and_says_something(
    assistant: Assistant, language: Language
) -> None:
    for entry in assistant.knowledge.entries.values():
        if FACET in entry.facets:
            text = short_definition(assistant.composer, entry, language, limit=200)
            assert 10 < len(text.encode("utf-16-le")) // 2 <= 200


def test_abbreviations_are_found_in_the_order_of_the_text(assistant: Assistant) -> None:
    text = "由RC请求，ERC启动，HC不同于HCT；ABC没有人知道。"
    found = Abbreviations(assistant.knowledge).named(text, own="humanitarian-coordinator")
    assert [entry.abbreviations[0] for entry in found] == ["RC", "ERC", "HCT"]
