"""The guide as a phone opens it: with scripts and without, in both scripts, without a network."""

import pytest
from playwright.async_api import Page, expect

from handlers.messages.built import Format
from knowledge.text.language import Language
from tests.barriers import serious_barriers
from tests.bot.pack.conftest import Guide, Phone

ACTIVATION = "#do--cluster-activation"


async def assert_fits(page: Page) -> None:
    assert await page.locator("html").evaluate("e => e.scrollWidth") <= 360


@pytest.mark.parametrize(
    ("language", "nutrition"),
    [(Language.SIMPLIFIED, "营养集群"), (Language.TRADITIONAL, "營養集群")],
)
async def test_without_scripts_the_nutrition_lead_and_activation_are_found(
    guide: Guide, phone: Phone, language: Language, nutrition: str
) -> None:
    async with phone(guide(Format.HTML, language), java_script_enabled=False) as page:
        await expect(page.locator("#search")).to_be_hidden()
        await page.locator("nav a[href='#guide--leads']").click()
        await expect(page.locator("#guide--leads h2")).to_be_in_viewport()
        await expect(page.get_by_role("row", name=nutrition)).to_contain_text("UNICEF")
        await page.locator("nav a[href='#guide--procedures']").click()
        await page.locator(f"{ACTIVATION} > summary").click()
        boxes = page.locator(f"{ACTIVATION} h4 input")
        for number in range(await boxes.count()):
            await boxes.nth(number).check()
        await expect(boxes.last).to_be_checked()
        await assert_fits(page)


async def test_ticks_outlive_the_page_until_they_are_cleared(guide: Guide, phone: Phone) -> None:
    async with phone(guide(Format.HTML, Language.SIMPLIFIED)) as page:
        await page.locator(f"{ACTIVATION} > summary").click()
        first = page.locator(f"{ACTIVATION} input").first
        await first.check()
        await page.reload()
        await expect(first).to_be_checked()
        await page.locator(f"{ACTIVATION} > summary").click()
        await page.locator(ACTIVATION).get_by_role("button", name="清除勾选").click()
        await page.reload()
        await expect(first).not_to_be_checked()


@pytest.mark.parametrize(
    ("language", "question", "answer"),
    [
        (Language.SIMPLIFIED, "谁领导营养集群", "联合国儿童基金会"),
        (Language.SIMPLIFIED, "yingyang jiqun shui fuze", "联合国儿童基金会"),
        (Language.TRADITIONAL, "營養集群由誰領導", "聯合國兒童基金會"),
        (Language.ENGLISH, "who leeds nutrition", "Children's Fund"),
    ],
)
async def test_search_answers_on_the_spot(
    guide: Guide, phone: Phone, language: Language, question: str, answer: str
) -> None:
    async with phone(guide(Format.HTML, language), color_scheme="dark") as page:
        await page.get_by_role("searchbox").fill(question)
        found = page.locator("#results article")
        await expect(found).to_contain_text(answer)
        await assert_fits(page)
        await found.get_by_role("link").last.click()
        await expect(page.locator("#nutrition--lead")).to_be_in_viewport()


async def test_search_says_what_no_document_holds_and_offers_what_may_be_meant(
    guide: Guide, phone: Phone
) -> None:
    async with phone(guide(Format.HTML, Language.SIMPLIFIED)) as page:
        results = page.locator("#results")
        await page.get_by_role("searchbox").fill("明天天气怎么样")
        await expect(results).to_contain_text("文件里没有")
        await page.get_by_role("searchbox").fill("国家工作队")
        await expect(results.get_by_role("link")).to_have_count(2)


async def test_large_letters_do_not_push_anything_off_the_screen(
    guide: Guide, phone: Phone
) -> None:
    async with phone(guide(Format.HTML, Language.ENGLISH)) as page:
        await page.add_style_tag(content="html { font-size: 200%; }")
        await page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
        await assert_fits(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_no_serious_barrier(guide: Guide, phone: Phone, scheme: str) -> None:
    async with phone(guide(Format.HTML, Language.SIMPLIFIED), color_scheme=scheme) as page:
        await page.locator(f"{ACTIVATION} > summary").click()
        await page.get_by_role("searchbox").fill("HC")
        await expect(page.locator("#results article")).to_be_visible()
        assert await serious_barriers(page) == []


@pytest.mark.parametrize("language", Language)
def test_file_is_small_whole_and_keeps_to_itself(guide: Guide, language: Language) -> None:
    content = guide(Format.HTML, language).read_text(encoding="utf-8")
    assert len(content.encode()) < 1_500_000
    assert f'<html lang="{language}">' in content
    for way_out in ("<link", "<img", "<iframe", " src=", "fetch(", "XMLHttpRequest", "import("):
        assert way_out not in content
