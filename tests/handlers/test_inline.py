"""Inline mode and guest mode: the bot in chats where it is not."""

import json
import re
from copy import copy
from dataclasses import replace

import pytest
from telegram.ext import ExtBot

from bot.delivery.running import Running
from handlers.messages.share import MAX_CITATION, citation
from handlers.services import Services
from knowledge.assistant import Assistant
from knowledge.content.base import KnowledgeBase
from knowledge.models import Card
from knowledge.ready import MOST_NEEDED
from knowledge.text.language import Language
from tests.chat import Chat, Handle
from tests.fake_telegram import FakeTelegram


async def test_answers_are_offered_best_first_with_their_source(chat: Chat) -> None:
    offered = await chat.inline("谁领导营养集群")
    assert offered.titles[0] == "营养集群：由谁牵头"
    assert 1 < len(offered.results) <= 10
    for result in offered.results:
        text = result["input_message_content"]["message_text"]
        assert "来源：" in text
        assert 0 < len(text) <= 4096


async def test_they_are_the_same_for_everybody_and_kept_for_a_day(
    wire: FakeTelegram, handle: Handle, chat: Chat
) -> None:
    await chat.say("/language")
    await chat.press_data("l:en")
    offered = await chat.inline("谁领导营养集群")
    assert offered == await Chat(wire, handle, user_id=8, language_code="en").inline(
        "谁领导营养集群"
    )
    assert offered.cache_time == 86_400
    assert not offered.is_personal


async def test_ids_name_the_content_version_and_the_text(
    chat: Chat, knowledge: KnowledgeBase
) -> None:
    ids = [
        r["id"]
        for text in ("营养", "營養", "what is nutrition")
        for r in (await chat.inline(text)).results
    ]
    assert len(ids) == len(set(ids))
    assert all(name.startswith(f"{knowledge.version}-") and len(name) <= 64 for name in ids)


@pytest.mark.parametrize("typed", ["", "   ", "hello", "谢谢"])
async def test_before_a_question_the_most_needed_is_offered(chat: Chat, typed: str) -> None:
    offered = await chat.inline(typed)
    assert len(offered.results) == len(MOST_NEEDED)
    assert offered.button is None


@pytest.mark.parametrize("typed", ["", "谢谢"])
async def test_what_the_content_has_no_more_is_left_out(
    chat: Chat, running_bot: Running, typed: str
) -> None:
    services: Services = running_bot.application.bot_data["services"]
    assistant, knowledge = copy(services.assistant), services.assistant.knowledge
    entries = {name: entry for name, entry in knowledge.entries.items() if name != "cerf"}
    assistant.knowledge = replace(knowledge, entries=entries)
    services = replace(services, assistant=assistant)
    running_bot.application.bot_data["services"] = services
    offered = await chat.inline(typed)
    assert len(offered.results) == len(MOST_NEEDED) - 1


@pytest.mark.parametrize(
    ("code", "word"), [("zh-hans", "来源"), ("zh-tw", "來源"), ("fr", "Source")]
)
@pytest.mark.parametrize("typed", ["", "CERF", "Sphere", "nutrition"])
async def test_where_the_text_does_not_tell_the_language_the_app_does(
    wire: FakeTelegram, handle: Handle, code: str, word: str, typed: str
) -> None:
    offered = await Chat(wire, handle, language_code=code).inline(typed)
    assert word in offered.results[0]["input_message_content"]["message_text"]
    # Telegram must not show them to somebody whose app is in another language.
    assert offered.is_personal


@pytest.mark.parametrize(("typed", "title"), [("nutri", "Nutrition Cluster"), ("营", "营")])
async def test_a_name_that_is_not_finished_offers_what_begins_so(
    chat: Chat, typed: str, title: str
) -> None:
    offered = await chat.inline(typed)
    assert title in offered.titles[0]


@pytest.mark.parametrize("typed", ["明天天气怎么样", "salary of the HC", "zzzz qqqq"])
async def test_what_nobody_can_answer_says_so_and_offers_the_private_chat(
    chat: Chat, typed: str
) -> None:
    offered = await chat.inline(typed)
    assert offered.titles[0] in {"文件里没有这方面的内容。", "The documents do not say."}
    assert offered.button is not None
    assert offered.button["start_parameter"] == "inline"


async def test_nothing_of_the_person_is_in_the_results(chat: Chat) -> None:
    await chat.say("/country XTL")
    offered = await chat.inline("HC")
    assert "Lin" not in json.dumps(offered.results, ensure_ascii=False)


async def test_the_share_button_finds_exactly_its_card(chat: Chat) -> None:
    [answer] = await chat.say("谁领导营养集群")
    query = answer.buttons["↗ 转发"]["switch_inline_query"]
    [result] = (await chat.inline(query)).results
    assert result["title"] == "营养集群：由谁牵头"


@pytest.mark.parametrize(
    ("card", "language"),
    [("nutrition:lead", "zh-hant"), ("cerf:definition", "zh-hant"), ("cerf:definition", "en")],
)
async def test_what_is_shared_is_in_the_language_of_the_answer(
    wire: FakeTelegram, handle: Handle, chat: Chat, card: str, language: str
) -> None:
    reader = Chat(wire, handle, user_id=8, language_code=language)
    answer = (await reader.press_data(f"s:{card}"))[0]
    share = next(b for label, b in answer.buttons.items() if label.startswith("↗"))
    query = share["switch_inline_query"]
    # Whatever the app of whoever opens it is in, and however the name is edited.
    for typed in (query, query.partition(" ")[2], query.replace("（", "(")):
        offered = await chat.inline(typed)
        [result] = offered.results
        first = answer.text.splitlines()[0]
        assert result["input_message_content"]["message_text"].startswith(first)
        assert not offered.is_personal


@pytest.mark.parametrize("cut", ["", "-", "--", "--zh", "--zh-Han"])
async def test_a_query_without_its_whole_language_still_finds_the_card(
    chat: Chat, cut: str
) -> None:
    [result] = (await chat.inline(f"营养集群 nutrition--lead{cut}")).results
    assert result["title"] == "营养集群：由谁牵头"


async def test_there_is_no_share_button_where_inline_mode_is_off(
    wire: FakeTelegram, chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ExtBot, "supports_inline_queries", False)
    [answer] = await chat.say("谁领导营养集群")
    assert "↗ 转发" not in answer.buttons
    assert "📋 引用" in answer.buttons


async def test_the_cite_button_copies_source_section_and_date(chat: Chat) -> None:
    [answer] = await chat.say("谁领导营养集群")
    cited = answer.buttons["📋 引用"]["copy_text"]["text"]
    assert cited.startswith("《物流行动指南：集群方法》“集群方法概述”，未注日期")
    assert len(cited) <= 256


def test_every_citation_fits_on_the_clipboard(assistant: Assistant) -> None:
    cards = [
        Card(entry.id, facet)
        for entry in assistant.knowledge.entries.values()
        for facet in entry.facets
    ]
    cited = [
        citation(assistant.composer.part(card, language), language)
        for card in cards
        for language in Language
    ]
    assert all(0 < len(line) <= MAX_CITATION for line in cited)


def test_a_citation_names_sections_in_the_script_of_the_answer_and_none_in_english(
    assistant: Assistant,
) -> None:
    card = Card("cccm", "contact")
    part = {language: assistant.composer.part(card, language) for language in Language}
    cited = {language: citation(part[language], language) for language in Language}
    assert "“5. 主要联系人”" in cited[Language.SIMPLIFIED]
    assert "「5. 主要聯繫人」" in cited[Language.TRADITIONAL]
    assert not re.search("[㐀-鿿]", cited[Language.ENGLISH])


def test_no_citation_in_english_is_partly_in_chinese(assistant: Assistant) -> None:
    entries = assistant.knowledge.entries.values()
    parts = (
        assistant.composer.part(Card(entry.id, facet), Language.ENGLISH)
        for entry in entries
        for facet in entry.facets
    )
    cited = [citation(part, Language.ENGLISH) for part in parts]
    assert [one for one in cited if re.search("[㐀-鿿]", one)] == []
    assert [one for one in cited if len(set(one.split("; "))) < len(one.split("; "))] == []


async def test_an_abbreviation_is_explained_in_an_alert_that_phones_keep(chat: Chat) -> None:
    [answer] = await chat.say("HCT是什么")
    assert await chat.press(answer, "HC ?") == []
    alert = chat.alert()
    assert alert["text"].startswith("人道主义协调员（HC）")
    assert len(alert["text"]) <= 200
    assert alert["show_alert"]
    assert int(alert["cache_time"]) >= 86_400


@pytest.mark.parametrize("data", ["d:", "d:en:x", "d:xx:v:nutrition", "d:en:v:nobody"])
async def test_a_forged_definition_button_says_that_it_is_old(chat: Chat, data: str) -> None:
    await chat.press_data(data)
    assert "过期" in chat.alert()["text"]


async def test_a_guest_is_answered_where_the_bot_is_not(chat: Chat, wire: FakeTelegram) -> None:
    result = await chat.mention("@Coord_bot 谁领导营养集群")
    assert "联合国儿童基金会" in result["input_message_content"]["message_text"]
    assert {name for name, _ in wire.calls} == {"getMe", "answerGuestQuery"}


async def test_a_mention_of_nothing_is_greeted(chat: Chat) -> None:
    result = await chat.mention("@coord_bot")
    assert result["input_message_content"]["message_text"].startswith("您好")


async def test_a_mention_alone_answers_the_message_it_replies_to(chat: Chat) -> None:
    asked = {"message_id": 1, "date": 1, "chat": chat.chat, "text": "who leads shelter?"}
    result = await chat.mention("@coord_bot", reply_to_message=asked)
    assert "IFRC" in result["input_message_content"]["message_text"]


async def test_a_guests_choices_open_in_private(chat: Chat) -> None:
    result = await chat.mention("@coord_bot 国家工作队")
    assert "?start=" in json.dumps(result["reply_markup"])


@pytest.mark.parametrize("text", ["@coord_bot", "@coord_bot /chat", "@coord_bot 明天天气怎么样"])
async def test_ordinary_handlers_never_see_a_guest(
    chat: Chat, wire: FakeTelegram, text: str
) -> None:
    await chat.mention(text)
    assert {name for name, _ in wire.calls} == {"getMe", "answerGuestQuery"}


async def test_a_guest_query_that_is_too_old_is_nobodys_error(
    chat: Chat, wire: FakeTelegram
) -> None:
    wire.refusals.append(("answerGuestQuery", "Bad Request: query is too old"))
    await chat.mention("@coord_bot HC")
    assert [name for name, _ in wire.calls] == ["getMe", "answerGuestQuery"]
