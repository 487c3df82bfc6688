"""A served playground, a bot in it, and a browser that looks at it."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import count

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect
from telegram import Bot
from telegram.ext import Application

from bot.playground.server import TOKEN, create_app, serving
from bot.playground.world import World
from tests.bot.playground.demo_bot import add_handlers

# Two shared cores are slow at times; what is wrong stays wrong for longer than this.
expect.set_options(timeout=20_000)

CHROMIUM_ARGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Playground:
    address: str
    world: World


@pytest.fixture
def world() -> World:
    seconds = count(1_700_000_000)
    return World(bot_id=42, clock=lambda: next(seconds))


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    app = create_app()
    async with serving(port=0, app=app) as address:
        yield Playground(address, app.state.world)


@pytest.fixture
async def bot(playground: Playground) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, base_url=f"{playground.address}/bot") as bot:
        yield bot


@pytest.fixture
async def demo_bot(playground: Playground) -> AsyncIterator[Bot]:
    """The demo bot, polling."""
    application = Application.builder().token(TOKEN).base_url(f"{playground.address}/bot").build()
    add_handlers(application)
    async with application:
        assert application.updater
        await application.bot.set_my_commands(
            [("start", "开始"), ("pack", "离线包"), ("help", "帮助")], language_code="zh"
        )
        await application.bot.set_my_commands([("start", "Begin"), ("pack", "Offline pack")])
        await application.start()
        await application.updater.start_polling(timeout=10, poll_interval=0)
        yield application.bot
        await application.updater.stop()
        await application.stop()


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    executable = shutil.which("chromium") or shutil.which("google-chrome")
    if executable is None:
        pytest.skip("no Chromium on this computer")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=CHROMIUM_ARGS)
        yield browser
        await browser.close()
        await asyncio.sleep(0)


@pytest.fixture
async def page(browser: Browser, playground: Playground, demo_bot: Bot) -> AsyncIterator[Page]:
    """The chat page on a small phone, in Chinese; any error in it fails the test."""
    context = await browser.new_context(
        viewport={"width": 360, "height": 740}, locale="zh-CN", reduced_motion="reduce"
    )
    page = await context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    page.set_default_timeout(8000)
    await page.goto(playground.address)
    await page.get_by_role("button", name="开始").wait_for()
    yield page
    await context.close()
    assert errors == []
