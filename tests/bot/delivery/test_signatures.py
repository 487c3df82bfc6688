"""A button works only where the bot put it, and for whom."""

import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.api.calls import call_of
from bot.delivery.api.signatures import INVALID, MAX_DATA, Signatures
from bot.secret import Secret
from handlers.messages.effects import Button, Screen, Send
from handlers.replying import STALE
from tests.chat import Chat, Handle
from tests.fake_telegram import FakeTelegram

SIGNATURES = Signatures(Secret("s" * 32))
DATA = st.text(string.ascii_lowercase + ":-_0123456789", min_size=1, max_size=MAX_DATA)
CHATS = st.integers(-(2**52), 2**52)
PEOPLE = st.integers(1, 2**52)


def _press(data: object, *, chat: int = 7, user: int = 7) -> dict[str, Any]:
    message = {"message_id": 1, "chat": {"id": chat}}
    return {"callback_query": {"from": {"id": user}, "message": message, "data": data}}


def _read(raw: dict[str, Any]) -> str | None:
    data: str = SIGNATURES.checked(raw)["callback_query"]["data"]
    return None if data == INVALID else data


@given(DATA, CHATS, PEOPLE)
def test_what_was_signed_is_read_again_in_its_chat_by_everybody(
    data: str, chat: int, user: int
) -> None:
    signed = SIGNATURES.signed(data, chat=chat)
    assert len(signed.encode()) <= 64
    assert _read(_press(signed, chat=chat, user=user)) == data
    assert _read(_press(signed, chat=chat + 1, user=user)) is None


@given(DATA, PEOPLE)
def test_what_was_signed_for_one_is_read_by_nobody_else(data: str, user: int) -> None:
    signed = SIGNATURES.signed(data, chat=-5, user=user)
    assert _read(_press(signed, chat=-5, user=user)) == data
    assert _read(_press(signed, chat=-5, user=user + 1)) is None


@given(st.text(max_size=64) | st.none() | st.integers() | st.lists(st.text()))
def test_whatever_else_is_pressed_has_no_data(data: object) -> None:
    assert _read(_press(data)) is None


@given(DATA, st.integers(0, 63), st.characters(codec="ascii"))
def test_a_changed_character_makes_it_invalid(data: str, place: int, other: str) -> None:
    signed = SIGNATURES.signed(data, chat=7)
    place %= len(signed)
    changed = signed[:place] + other + signed[place + 1 :]
    assert _read(_press(changed)) == (data if changed == signed else None)


def test_a_button_for_one_is_signed_for_one() -> None:
    button = Button("x", data="f:yes", for_user=9)
    call = call_of(Send(-5, Screen("x", ((button,),))), SIGNATURES)
    [[sent]] = call.parameters["reply_markup"]["inline_keyboard"]
    assert _read(_press(sent["callback_data"], chat=-5, user=9)) == "f:yes"
    assert _read(_press(sent["callback_data"], chat=-5, user=8)) is None


@pytest.mark.parametrize("data", ["", "l:en", "f:yes", "s:nutrition:lead", "x" * 64])
async def test_row_38_an_unsigned_press_gets_an_alert_and_changes_nothing(
    chat: Chat, wire: FakeTelegram, data: str
) -> None:
    assert await chat.press_bytes(data) == []
    name, parameters = wire.calls[-1]
    assert name == "answerCallbackQuery"
    assert parameters["show_alert"]
    assert "重新提问" in parameters["text"]
    [shown] = await chat.say("/mydata")
    assert "没有保存" in shown.text


async def test_row_37_a_press_from_another_chat_gets_an_alert(
    chat: Chat, wire: FakeTelegram, handle: Handle
) -> None:
    [menu] = await chat.say("/language")
    other = Chat(wire, handle, user_id=8, language_code="en")
    assert await other.press(menu, "English") == []
    assert wire.calls[-1][1]["text"] == STALE
