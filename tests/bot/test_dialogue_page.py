"""The whole bot as a newcomer meets it: the page of the playground, in a real browser."""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from bot.application import bare_application
from bot.delivery.running import running
from bot.pack.packs import Packs
from bot.playground.server import TOKEN, create_app, serving
from handlers.messages.texts import Texts
from handlers.register import register
from handlers.services import Services
from knowledge.assistant import Assistant
from tests.barriers import serious_barriers
from tests.bot.playground.conftest import browser

__all__ = ["browser"]
PICTURE = Path(__file__).parent.parent.parent / "docs" / "dialogue.png"
"""Made anew where COORDBOT_PICTURE is set; takes an emoji font (fonts-noto-color-emoji)."""


@pytest.fixture
async def page(browser: Browser, assistant: Assistant, tmp_path: Path) -> AsyncIterator[Page]:
    """The chat page on a small phone, with the real handlers behind it."""
    async with serving(port=0, app=create_app()) as address:
        application = bare_application(
            TOKEN, Services(assistant, Texts(), time.time), api_url=address
        )
        register(application)
        packs = Packs(lambda: assistant.knowledge, tmp_path)
        async with running(application, build=packs) as bot:
            polling = asyncio.create_task(bot.poll())
            context = await browser.new_context(
                viewport={"width": 360, "height": 740}, locale="zh-CN", reduced_motion="reduce"
            )
            page = await context.new_page()
            page.set_default_timeout(15_000)
            await page.goto(address)
            # The page listens once it shows the empty chat.
            await page.get_by_role("button", name="开始").wait_for()
            yield page
            await context.close()
            polling.cancel()


async def ask(page: Page, question: str) -> None:
    """Type a question and wait for the bot's message under it."""
    articles = page.get_by_role("log").get_by_role("article")
    before = await articles.count()
    await page.get_by_role("textbox").first.fill(question)
    await page.keyboard.press("Enter")
    await expect(articles).to_have_count(before + 2)


async def test_the_first_questions_of_a_newcomer(page: Page) -> None:
    last = page.get_by_role("log").get_by_role("article").last
    await ask(page, "明天天气怎么样")
    await expect(last).to_contain_text("文件里没有这方面的内容")
    await ask(page, "who leads shelter in a disaster?")
    await expect(last).to_contain_text("IFRC")
    await ask(page, "難民局勢會啟動集群嗎")
    await expect(last).to_contain_text("難民")
    await ask(page, "谁领导营养集群")
    await expect(last).to_contain_text("联合国儿童基金会")
    assert await page.locator("html").evaluate("e => e.scrollWidth") <= 360


async def test_picture_of_a_dialogue(page: Page) -> None:
    await ask(page, "谁领导营养集群")
    await ask(page, "明天天气怎么样")
    articles = page.get_by_role("log").get_by_role("article")
    await expect(articles.last).to_contain_text("文件里没有这方面的内容")
    # The whole of it, without a word that is scrolled away.
    hidden = await page.locator("#scroll").evaluate("e => e.scrollHeight - e.clientHeight")
    await page.set_viewport_size({"width": 360, "height": 740 + hidden})
    await expect(articles.first).to_be_in_viewport(ratio=1)
    if os.environ.get("COORDBOT_PICTURE"):
        await page.screenshot(path=PICTURE)


async def test_buttons_and_a_group_work(page: Page) -> None:
    articles = page.get_by_role("log").get_by_role("article")
    await ask(page, "/start")
    await page.get_by_role("button", name="营养集群由谁牵头？").click()
    await expect(articles.last).to_contain_text("联合国儿童基金会")
    await (
        page.get_by_role("tab", name="现场小组")
        .or_(page.get_by_role("button", name="现场小组"))
        .first.click()
    )
    await ask(page, "/ask 谁领导物流集群")
    await expect(articles.last).to_contain_text("世界粮食计划署")


async def test_the_chart_is_seen_and_can_be_enlarged(page: Page) -> None:
    await ask(page, "/chart")
    await page.get_by_role("button", name="看图").click()
    last = page.get_by_role("log").get_by_role("article").last
    picture = last.get_by_role("img")
    await expect(picture).to_be_in_viewport()
    await expect(last).to_contain_text("谁向谁负责")
    shown, whole = await picture.evaluate("e => [e.clientWidth, e.naturalWidth]")
    assert 250 < shown < 360 < whole
    assert await page.locator("html").evaluate("e => e.scrollWidth") <= 360
    assert await serious_barriers(page) == []
    async with page.expect_popup() as opened:
        await last.get_by_role("link", name="图片").click()
    alone = await opened.value
    assert await alone.locator("img").evaluate("e => e.naturalWidth") == whole
