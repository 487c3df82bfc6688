"""What is kept of what was rendered, and for how long."""

import gc
import weakref

import pytest

from handlers.messages.built import Built
from handlers.messages.render import Renderer, kept_renderers
from handlers.messages.texts import Texts
from handlers.services import Services
from knowledge.assistant import Assistant
from knowledge.content.base import KnowledgeBase
from knowledge.text.language import Language
from tests.conftest import FakeClock

TEXTS = Texts()


@pytest.mark.parametrize("language", Language)
def test_an_answer_is_shown_as_before(assistant: Assistant, language: Language) -> None:
    renderer = kept_renderers()(assistant, TEXTS, language)
    parts = assistant.ask("who leads nutrition?", language=language).parts
    shown = renderer.answer(parts)
    assert renderer.answer(list(parts)) is shown
    assert Renderer(assistant, TEXTS, language).answer(parts) == shown


def test_how_large_the_chart_is_is_shown_once_it_is_known(assistant: Assistant) -> None:
    known: list[int] = []

    def size(_built: Built) -> int | None:
        return known[0] if known else None

    renderer = kept_renderers()(assistant, TEXTS, Language.ENGLISH, sizes=size)
    parts = assistant.ask("chain of command of the logistics cluster coordinator").parts
    assert parts[0].line_of is not None
    assert "kB" not in str(renderer.answer(parts).keyboard)
    known.append(120_000)
    assert "120 kB" in str(renderer.answer(parts).keyboard)


def test_content_that_is_no_more_does_not_stay(knowledge: KnowledgeBase) -> None:
    old = Assistant(knowledge)
    services = Services(old, TEXTS, FakeClock())
    renderer = services.renderer(old, TEXTS, Language.ENGLISH)
    renderer.answer(old.ask("who leads nutrition?").parts)
    gone = weakref.ref(old)
    services.answer_from(Assistant(knowledge))
    del old, renderer
    gc.collect()
    assert gone() is None
