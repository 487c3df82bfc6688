import asyncio
import io
from base64 import b64decode

import httpx
import pytest
from telegram import (
    Bot,
    BotCommandScopeAllGroupChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReplyParameters,
)
from telegram.error import BadRequest, Conflict, InvalidToken

from bot.delivery.api.calls import EDIT, FILES, SEND
from bot.playground.methods import METHODS
from bot.playground.server import TOKEN
from tests.bot.playground.conftest import Playground
from tests.bot.playground.test_world import LIN, TEAM

# One pixel.
PICTURE = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
)
YES = InlineKeyboardMarkup.from_button(InlineKeyboardButton("Yes", callback_data="yes"))


async def test_message_comes_back_formatted(bot: Bot) -> None:
    message = await bot.send_message(LIN, "<b>你好</b> 🌍", "HTML", reply_markup=YES)
    assert message.text_html == "<b>你好</b> 🌍"
    assert message.reply_markup == YES
    assert message.from_user == bot.bot


async def test_answered_message_is_quoted(bot: Bot, playground: Playground) -> None:
    asked = playground.world.say(person_id=LIN, chat_id=LIN, text="who leads?")
    answer = await bot.send_message(
        LIN, "UNICEF", reply_parameters=ReplyParameters(asked["message_id"], quote="who")
    )
    assert answer.reply_to_message
    assert answer.reply_to_message.text == "who leads?"
    assert answer.quote
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(LIN, "x", reply_to_message_id=1)
    await bot.send_message(LIN, "x", reply_to_message_id=1, allow_sending_without_reply=True)


@pytest.mark.parametrize(
    ("chat_id", "text", "options", "reason"),
    [
        pytest.param(LIN, " ", {}, "Message text is empty", id="empty"),
        pytest.param(LIN, "x" * 4097, {}, "Message is too long", id="long"),
        pytest.param(LIN, "<b>x", {"parse_mode": "HTML"}, "Can't parse entities: .*", id="html"),
        pytest.param(LIN, "x", {"parse_mode": "Wiki"}, "Unsupported parse_mode", id="mode"),
        pytest.param(5, "x", {}, "Chat not found", id="chat"),
    ],
)
async def test_bad_message_is_refused(
    bot: Bot, chat_id: int, text: str, options: dict[str, str], reason: str
) -> None:
    with pytest.raises(BadRequest, match=reason):
        await bot.send_message(chat_id, text, **options)  # type: ignore[arg-type]


async def test_button_data_is_counted_in_bytes(bot: Bot) -> None:
    fits = InlineKeyboardButton("x", callback_data="协" * 21)
    await bot.send_message(LIN, "x", reply_markup=InlineKeyboardMarkup.from_button(fits))
    too_long = InlineKeyboardButton("x", callback_data="协" * 22)
    with pytest.raises(BadRequest, match="Button_data_invalid"):
        await bot.send_message(LIN, "x", reply_markup=InlineKeyboardMarkup.from_button(too_long))


async def test_edit_changes_text_and_buttons(bot: Bot) -> None:
    message = await bot.send_message(LIN, "one", reply_markup=YES)
    edited = await bot.edit_message_text("two", LIN, message.message_id)
    assert isinstance(edited, type(message))
    assert (edited.text, edited.reply_markup) == ("two", None)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("two", LIN, message.message_id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("three", LIN, 1)


async def test_document_can_be_sent_again_and_loaded(bot: Bot, playground: Playground) -> None:
    message = await bot.send_document(
        LIN, io.BytesIO("手册".encode()), "pack", filename="手册.html"
    )
    assert message.document
    assert (message.document.file_name, message.caption) == ("手册.html", "pack")
    again = await bot.send_document(TEAM, message.document.file_id)
    assert again.document == message.document
    assert await _loaded(playground, message.document.file_id) == "手册".encode()


async def test_picture_can_be_sent_again_and_loaded(bot: Bot, playground: Playground) -> None:
    message = await bot.send_photo(LIN, PICTURE, "chart", reply_markup=YES)
    [size] = message.photo
    assert (size.width, size.height, size.file_size) == (1, 1, len(PICTURE))
    assert message.caption == "chart"
    again = await bot.send_photo(TEAM, size.file_id)
    assert again.photo == message.photo
    assert await _loaded(playground, size.file_id) == PICTURE


async def _loaded(playground: Playground, file_id: str) -> bytes:
    """What the page shows of a file."""
    async with httpx.AsyncClient(base_url=playground.address) as client:
        return (await client.get(f"/api/files/{file_id}")).content


async def test_what_is_no_picture_is_refused(bot: Bot) -> None:
    for content in (b"x", b"<svg xmlns='http://www.w3.org/2000/svg'/>"):
        with pytest.raises(BadRequest, match="Image_process_failed"):
            await bot.send_photo(LIN, content)


def test_every_way_to_send_is_known() -> None:
    assert {SEND, EDIT, *FILES} <= METHODS.keys()


async def test_callback_answer_reaches_the_page(bot: Bot, playground: Playground) -> None:
    events: list[object] = []
    message = await bot.send_message(LIN, "?", reply_markup=YES)
    playground.world.listen(events.append)
    query_id = playground.world.press(
        person_id=LIN, chat_id=LIN, message_id=message.message_id, data="yes"
    )
    assert await bot.answer_callback_query(query_id, "done", show_alert=True)
    assert events == [{"type": "answer", "id": query_id, "text": "done", "alert": True, "url": ""}]
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query("1")


async def test_commands_are_kept_by_language_and_scope(bot: Bot, playground: Playground) -> None:
    await bot.set_my_commands([("help", "Help")])
    await bot.set_my_commands([("help", "帮助")], language_code="zh")
    await bot.set_my_commands([("ask", "Ask")], scope=BotCommandScopeAllGroupChats())
    seen = playground.world.profile.seen_by("zh-hant")
    assert [c["description"] for c in seen["commands"]["private"]] == ["帮助"]
    assert [c["command"] for c in seen["commands"]["supergroup"]] == ["ask"]


async def test_members_can_be_asked_for(bot: Bot) -> None:
    assert (await bot.get_chat_member(TEAM, LIN)).status == "creator"
    assert (await bot.get_chat_member(TEAM, bot.id)).status == "member"
    assert (await bot.get_webhook_info()).url == ""


async def test_long_poll_returns_as_soon_as_something_is_said(
    bot: Bot, playground: Playground
) -> None:
    waiting = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    playground.world.say(person_id=LIN, chat_id=LIN, text="hi")
    async with asyncio.timeout(2):
        [update] = await waiting
    assert update.message
    assert await bot.get_updates(offset=update.update_id + 1, timeout=0) == ()


async def test_second_poller_ends_the_first(bot: Bot, playground: Playground) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    async with httpx.AsyncClient() as second:
        await second.get(f"{playground.address}/bot{TOKEN}/getUpdates")
    with pytest.raises(Conflict):
        await first


async def test_unknown_method_is_refused_otherwise_than_a_wrong_token(
    playground: Playground, bot: Bot
) -> None:
    with pytest.raises(BadRequest, match="does not know sendrichmessage"):
        await bot.do_api_request("sendRichMessage", {"chat_id": LIN})
    stranger = Bot("1:wrong", base_url=f"{playground.address}/bot")
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()
    async with httpx.AsyncClient(base_url=playground.address) as client:
        wrong = await client.post("/bot1:wrong/getMe")
        lowercase = await client.post(f"/bot{TOKEN}/getme", json={})
    assert wrong.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert lowercase.json()["ok"]
