import asyncio
import re
from typing import Literal

import pytest
from playwright.async_api import Browser, Page, Route, expect
from telegram import Bot

from tests.barriers import serious_barriers
from tests.bot.playground.conftest import Playground


async def say(page: Page, text: str) -> None:
    await page.get_by_label("消息", exact=True).fill(text)
    await page.keyboard.press("Enter")


async def assert_fits(page: Page) -> None:
    """Nothing is wider than the screen."""
    for selector in ("html", "#scroll"):
        assert await page.locator(selector).evaluate("e => e.scrollWidth") <= 360


async def test_typed_question_gets_a_formatted_reply(page: Page) -> None:
    await say(page, "谁领导营养集群？")
    log = page.get_by_role("log")
    await expect(log.get_by_role("article")).to_have_count(2)
    reply = log.get_by_role("article").last
    await expect(reply.locator(".quote")).to_contain_text("谁领导营养集群？")
    await expect(reply.locator("strong")).to_contain_text("联合国儿童基金会")
    more = reply.get_by_role("button", name="展开全文")
    await more.click()
    await expect(reply.get_by_role("button", name="收起")).to_have_attribute(
        "aria-expanded", "true"
    )
    await assert_fits(page)


async def test_press_edits_the_message_and_focus_stays(page: Page) -> None:
    await page.get_by_role("button", name="开始").click()
    question = page.get_by_role("button", name="谁领导营养集群？")
    await question.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("article").last).to_contain_text("已编辑")
    focused = page.locator(":focus")
    await expect(focused).to_have_count(1)
    await expect(page.get_by_role("article").last.locator(":focus")).to_have_count(1)
    await page.get_by_role("button", name="← 返回").click()
    await expect(question).to_be_visible()
    await assert_fits(page)


async def test_press_may_be_answered_by_a_notice_or_an_alert(page: Page) -> None:
    await page.get_by_role("button", name="开始").click()
    await page.get_by_role("button", name="语言 Language").click()
    await expect(page.locator("#toast")).to_have_text("已切换")
    await page.get_by_role("button", name="隐私").click()
    alert = page.get_by_role("alertdialog")
    await expect(alert).to_contain_text("不保存任何个人信息。")
    await page.keyboard.press("Enter")
    await expect(alert).to_be_hidden()


async def test_own_message_is_edited_and_answered(page: Page) -> None:
    await say(page, "第一")
    await expect(page.get_by_role("article")).to_have_count(2)
    await page.keyboard.press("ArrowUp")
    await expect(page.get_by_label("消息", exact=True)).to_have_value("第一")
    await say(page, "第二")
    own = page.get_by_role("article", name="你").first
    await expect(own).to_contain_text("第二")
    await expect(own).to_contain_text("已编辑")
    await expect(page.get_by_role("article").last).to_contain_text("edited: 第二")
    await page.get_by_role("article").last.get_by_role("button", name="回复").click()
    await say(page, "谢谢")
    thanks = page.get_by_role("article", name="你").last
    await expect(thanks.locator(".quote")).to_contain_text("edited: 第二")


async def test_second_person_speaks_in_the_group(page: Page, playground: Playground) -> None:
    await page.get_by_role("button", name="现场小组").click()
    await say(page, "大家好")
    await page.get_by_role("button", name="你是林晓。切换为Sam").click()
    await expect(page.get_by_role("article", name="林晓")).to_contain_text("大家好")
    await say(page, "/start@coordbot")
    reply = page.get_by_role("article", name="coordbot")
    await expect(reply.locator(".quote")).to_contain_text("Sam")
    await expect(page.get_by_role("article")).to_have_count(3)
    await assert_fits(page)
    await reply.get_by_role("link", name="在私聊中打开").click()
    await expect(page.get_by_role("article").last).to_contain_text("(nutrition)")
    assert len(playground.world.chats.history(8484002)) == 2


async def test_language_of_the_page_is_the_language_of_the_person(page: Page) -> None:
    await page.get_by_role("button", name="设置").click()
    await page.get_by_role("radio", name="English").check()
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(page.get_by_role("article").last).to_contain_text("Hello!")
    await page.get_by_label("Message", exact=True).fill("/")
    await expect(page.get_by_role("option").first).to_contain_text("Begin")


async def test_theme_follows_the_system_until_chosen(page: Page) -> None:
    background = "getComputedStyle(document.querySelector('.phone')).backgroundColor"
    light = await page.evaluate(background)
    await page.emulate_media(color_scheme="dark")
    assert await page.evaluate(background) != light
    await page.get_by_role("button", name="设置").click()
    theme = page.get_by_role("button", name="深色外观")
    await expect(theme).to_have_attribute("aria-pressed", "true")
    await theme.click()
    assert await page.evaluate(background) == light


async def test_what_is_typed_before_the_page_is_ready_is_said(
    playground: Playground, demo_bot: Bot, browser: Browser
) -> None:
    state = asyncio.Event()

    async def late(route: Route) -> None:
        await state.wait()
        await route.continue_()

    page = await browser.new_page(locale="zh-CN")
    await page.route("**/api/state*", late)
    await page.goto(playground.address)
    await say(page, "谁领导营养集群？")
    state.set()
    await expect(page.get_by_role("log").get_by_role("article")).to_have_count(2)


async def test_what_is_found_before_the_search_has_a_number_is_shown(page: Page) -> None:
    async def late(route: Route) -> None:
        response = await route.fetch()
        await asyncio.sleep(1)
        await route.fulfill(response=response)

    await page.route("**/api/search", late)
    await page.get_by_label("消息", exact=True).fill("@coordbot wash")
    await expect(page.get_by_role("option")).to_contain_text("Found wash")


async def test_commands_documents_and_searches_by_keyboard_alone(page: Page) -> None:
    box = page.get_by_label("消息", exact=True)
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="跳到输入框")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(box).to_be_focused()
    await page.keyboard.type("/")
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("option", selected=True)).to_contain_text("/pack")
    await page.keyboard.press("Enter")
    document = page.get_by_role("link", name="现场手册.html")
    async with page.expect_download() as download:
        await document.focus()
        await page.keyboard.press("Enter")
    assert (await download.value).suggested_filename == "现场手册.html"
    await box.focus()
    await page.keyboard.type("@coordbot wash")
    await expect(page.get_by_role("option")).to_contain_text("Found wash")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("article", name=re.compile("你")).last).to_contain_text(
        "wash: cluster"
    )
    await assert_fits(page)


async def test_whole_chat_can_be_walked_with_the_tab_key(page: Page) -> None:
    await page.get_by_role("button", name="开始").click()
    await expect(page.get_by_role("button", name="隐私")).to_be_visible()
    names = []
    await page.get_by_role("button", name="设置").focus()
    for _ in range(12):
        await page.keyboard.press("Tab")
        names.append(
            await page.evaluate(
                "document.activeElement.ariaLabel || document.activeElement.innerText"
            )
        )
    wanted = ["coordbot", "现场小组 Field team", "消息记录", "谁领导营养集群？", "隐私"]
    positions = [names.index(name) for name in wanted]
    assert positions == sorted(positions)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_no_serious_barrier(page: Page, scheme: Literal["light", "dark"]) -> None:
    await page.emulate_media(color_scheme=scheme)
    await page.get_by_role("button", name="开始").click()
    await expect(page.get_by_role("button", name="隐私")).to_be_visible()
    assert await serious_barriers(page) == []
    await page.get_by_role("button", name="设置").click()
    assert await serious_barriers(page) == []
