"""Every button of every answer is one that Telegram takes."""

import pytest
from pydantic import ValidationError

from bot.delivery.api.signatures import MAX_DATA
from handlers.messages.definitions import definition_row
from handlers.messages.effects import Button
from handlers.messages.keyboards import in_rows
from handlers.messages.render import Renderer
from handlers.messages.texts import Texts
from knowledge.assistant import Assistant
from knowledge.models import Card, Entry
from knowledge.text.language import Language


@pytest.mark.parametrize("language", Language)
def test_what_stands_behind_a_button_has_room_for_its_signature(
    assistant: Assistant, language: Language
) -> None:
    renderer = Renderer(assistant, Texts(), language)
    cards = [Card(e.id, f) for e in assistant.knowledge.entries.values() for f in e.facets]
    screens = [renderer.answer(assistant.show(card, language).parts) for card in cards]
    data = [b.data for screen in screens for row in screen.keyboard for b in row if b.data]
    assert [one for one in data if len(one.encode()) > MAX_DATA] == []


def test_the_longest_id_can_be_explained(assistant: Assistant) -> None:
    part = assistant.ask("who represents UNHCR in the HLCP").parts[0]
    rows = [definition_row(assistant, part, language) for language in Language]
    data = [button.data for row in rows for button in row if button.data]
    assert any("assistant-high-commissioner-operations" in one for one in data)
    assert max(len(one.encode()) for one in data) <= MAX_DATA


def test_an_id_that_no_button_could_hold_is_refused(assistant: Assistant) -> None:
    entry = assistant.knowledge.entries["nutrition"].model_dump(mode="json")
    with pytest.raises(ValidationError, match="too many for a button: shorten the id"):
        Entry.model_validate({**entry, "id": "x" * 39})


def test_rows_are_filled_one_after_the_other() -> None:
    buttons = [Button(label, data=label) for label in "abcde"]
    assert [[one.label for one in row] for row in in_rows(iter(buttons), 2)] == [
        ["a", "b"],
        ["c", "d"],
        ["e"],
    ]
    assert in_rows([], 2) == ()
