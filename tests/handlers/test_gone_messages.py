"""Presses under messages that were deleted, and under those the bot never sees."""

from typing import Any

import pytest
from telegram import MaybeInaccessibleMessage

from bot.delivery.api.signatures import Signatures
from tests.chat import SECRET, Chat, Handle
from tests.fake_telegram import FakeTelegram

EVERY = (
    "s:nutrition:lead", "p:ocha:definition", "b", "b:cluster:0", "b:e:cerf", "c:none", "l:en",
    "l:auto", "x:0", "f:yes", "f:no", "set", "set:term", "set:reminders:0", "y:nutrition:lead",
    "n:nutrition:lead", "o:en", "o:html:en", "v:", "v:ocha", "k:new", "k:on", "k:off", "m:end",
    "gs:cluster-activation", "g:1:0:d", "w:nothing", "d:en:v:nobody", "zz",
)  # fmt: skip


@pytest.mark.parametrize("data", EVERY)
async def test_row_39_a_button_under_a_deleted_message_does_what_it_did(
    wire: FakeTelegram, handle: Handle, data: str
) -> None:
    await Chat(wire, handle, user_id=7).press_data(data)
    before = _outcome(wire)
    wire.calls.clear()
    await Chat(wire, handle, user_id=8).press_gone(data)
    assert _outcome(wire) == before
    assert before[0][0] == "answerCallbackQuery"


@pytest.mark.parametrize("where", [{"inline_message_id": "1"}, {}], ids=["inline", "nowhere"])
@pytest.mark.parametrize("data", EVERY)
async def test_row_39_a_button_in_no_chat_says_what_to_do_and_changes_nothing(
    chat: Chat, wire: FakeTelegram, data: str, where: dict[str, Any]
) -> None:
    signed = Signatures(SECRET).signed(data, chat=chat.chat_id)
    assert await chat.press_under(signed, **where) == []
    assert chat.alert()["show_alert"]
    assert "重新提问" in chat.alert()["text"]
    [kept] = await chat.say("/mydata")
    assert "没有保存您的任何信息" in kept.text


@pytest.fixture
def told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library as it documents itself: now it takes what is gone for a message without text."""
    monkeypatch.setattr("telegram._callbackquery.Message", MaybeInaccessibleMessage)


_SETTINGS = ("l:en", "l:auto", "c:none", "set:term:cluster", "set:reminders:0")
_OTHERS = ("s:nutrition:lead", "x:0", "v:", "o:en", "o:html:en", "k:new", "k:on", "f:yes", "m:end")


@pytest.mark.usefixtures("told_apart")
@pytest.mark.filterwarnings("ignore:.*InaccessibleMessage")
@pytest.mark.parametrize("data", [*_SETTINGS, *_OTHERS])
async def test_a_button_whose_message_the_library_does_not_show_is_answered_and_does_nothing(
    wire: FakeTelegram, handle: Handle, data: str
) -> None:
    wire.administrators = {7}
    group = Chat(wire, handle, user_id=7, chat_id=-1001)
    await group.say("/language English")
    [before] = await group.say("/chat")
    outsider = Chat(wire, handle, user_id=8, chat_id=-1001)
    assert await outsider.press_gone(data) == []
    assert outsider.alert()["show_alert"]
    assert "Please ask again" in outsider.alert()["text"]
    [after] = await group.say("/chat")
    assert after.text == before.text


async def test_row_39_a_procedure_whose_message_was_deleted_goes_on_in_a_new_one(
    chat: Chat, wire: FakeTelegram
) -> None:
    [board] = await chat.say("/activate_cluster")
    data = next(b["callback_data"] for name, b in board.buttons.items() if "没有难民" in name)
    wire.refusals.append(("editMessageText", "Bad Request: message to edit not found"))
    gone = {"chat": chat.chat, "message_id": 44, "date": 0}
    _refused, fresh = await chat.press_under(data, message=gone)
    assert not fresh.edited
    assert "开始之前" in fresh.text
    [edited] = await chat.press_bytes(next(iter(fresh.buttons.values()))["callback_data"])
    assert edited.edited


def _outcome(wire: FakeTelegram) -> list[tuple[str, Any]]:
    """Return the calls without what differs from person to person."""
    whose = {"callback_query_id", "chat_id", "reply_markup"}
    return [
        (name, {k: v for k, v in given.items() if k not in whose})
        for name, given in wire.calls
        if name != "getMe"
    ]
