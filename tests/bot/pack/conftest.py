"""The guide in every language, built once, and a phone without a network that opens it."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page

from bot.pack.build import build
from bot.pack.writer import Writer
from handlers.messages.built import Built, Format
from handlers.messages.texts import Texts
from knowledge.content.base import KnowledgeBase
from knowledge.text.language import Language
from tests.bot.playground.conftest import browser

__all__ = ["browser"]
Guide = Callable[[Format, Language], Path]
Phone = Callable[..., AbstractAsyncContextManager[Page]]


@pytest.fixture(scope="session")
def guide(knowledge: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> Guide:
    """Return the file of a guide."""
    folder = tmp_path_factory.mktemp("pack")

    @cache
    def written(file_format: Format, language: Language) -> Path:
        built = Built(file_format, language, knowledge.version)
        path = folder / built.name
        path.write_bytes(build(knowledge, built))
        return path

    return written


@pytest.fixture(scope="session")
def writer(knowledge: KnowledgeBase) -> Writer:
    return Writer(knowledge, Language.SIMPLIFIED, Texts())


@pytest.fixture
def phone(browser: Browser) -> Phone:
    """Open a file on a small phone without a network; any error in it fails the test."""

    @asynccontextmanager
    async def opened(path: Path, **options: Any) -> AsyncIterator[Page]:
        context = await browser.new_context(
            viewport={"width": 360, "height": 740}, reduced_motion="reduce", **options
        )
        await context.set_offline(True)
        page = await context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
        page.on(
            "request", lambda request: errors.append(request.url) if _leaves(request.url) else None
        )
        page.set_default_timeout(15_000)
        await page.goto(path.as_uri())
        yield page
        await context.close()
        assert errors == []

    return opened


def _leaves(url: str) -> bool:
    """Return whether a request is for anything but the file itself."""
    return not url.startswith("file://")
