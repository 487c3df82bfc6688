"""Whatever people send, they get an answer they can use, and nothing breaks."""

from typing import NoReturn

import pytest

from tests.chat import Chat, Handle
from tests.fake_telegram import FakeTelegram

ODD = {
    "longest": "集" * 4096,
    "longest-astral": "𠀀" * 4096,
    "emoji": "🙏🙏🙏",
    "family": "👩‍👩‍👧‍👦",
    "zalgo": "h̵̡e̷l̶l̴o̸",
    "rtl": "\u202eمن يقود التغذية",
    "nul": "谁领导\x00营养集群",
    "lone-surrogate-escaped": "\\ud800",
    "html": "<b>谁</b><script>alert(1)</script>",
    "unclosed": "<b>谁领导营养集群",
    "markdown": "*_[]()~`>#+-=|{}.!",
    "one-character": "谁",
    "digits": "4",
    "full-width": "ＨＣ是什么",
    "spaces": "   ",
    "only-mention": "@coord_bot",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
async def test_odd_text_is_answered_once_within_the_limits(chat: Chat, text: str) -> None:
    [reply] = await chat.say(text)
    assert 0 < len(reply.text) <= 4096
    assert "<script>" not in reply.html


@pytest.mark.parametrize(
    "content",
    [
        {"sticker": {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1,
                     "is_animated": False, "is_video": False, "type": "regular"}},
        {"voice": {"file_id": "a", "file_unique_id": "b", "duration": 1}},
        {"location": {"latitude": 1.0, "longitude": 2.0}},
        {"contact": {"phone_number": "1", "first_name": "a"}},
        {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]},
    ],
    ids=lambda content: next(iter(content)),
)  # fmt: skip
async def test_what_is_not_text_is_declined_and_not_downloaded(
    chat: Chat, wire: FakeTelegram, content: dict[str, object]
) -> None:
    [reply] = await chat.send(content)
    assert "只能看文字" in reply.text
    assert {name for name, _ in wire.calls} <= {"getMe", "sendMessage"}


@pytest.mark.parametrize("kind", ["photo", "document"])
async def test_a_question_under_a_picture_or_a_file_is_answered(chat: Chat, kind: str) -> None:
    size = {"file_id": "a", "file_unique_id": "b"}
    content = [size | {"width": 1, "height": 1}] if kind == "photo" else size
    [reply] = await chat.send({kind: content, "caption": "谁领导营养集群"})
    assert "联合国儿童基金会" in reply.text


async def test_pictures_sent_together_are_declined_once(chat: Chat) -> None:
    picture = {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]}
    told = [await chat.send(picture | {"media_group_id": album}) for album in "1112"]
    assert [len(replies) for replies in told] == [1, 0, 0, 1]
    [answer] = await chat.send(picture | {"media_group_id": "3", "caption": "谁领导营养集群"})
    assert "联合国儿童基金会" in answer.text
    assert await chat.send(picture | {"media_group_id": "3"}) == []
    assert len(await chat.send(picture)) == 1


async def test_an_unknown_command_points_to_help(chat: Chat) -> None:
    [reply] = await chat.say("/nonsense")
    assert "/help" in reply.text


@pytest.mark.parametrize(
    "data", ["", "s:", "s:nobody:lead", "s:nutrition:nothing", "p:::", "b:e:nobody", "b:x:99",
             "b:cluster:99", "x:99", "x:-1", "l:klingon", "zzz", "b:cluster:²"]
)  # fmt: skip
async def test_a_forged_or_old_button_never_breaks(
    chat: Chat, wire: FakeTelegram, data: str
) -> None:
    await chat.press_data(data)
    names = [name for name, _ in wire.calls]
    assert "answerCallbackQuery" in names


@pytest.mark.parametrize(
    ("code", "said"),
    [("zh-hans", "我这边出了问题"), ("zh-hant", "我這邊出了問題"), ("en", "Something went wrong")],
)
async def test_a_press_that_fails_is_apologised_for_in_the_language_of_who_pressed(
    wire: FakeTelegram, handle: Handle, monkeypatch: pytest.MonkeyPatch, code: str, said: str
) -> None:
    monkeypatch.setattr("handlers.browse.kinds_screen", _fail)
    person = Chat(wire, handle, language_code=code)
    [reply] = await person.press_data("b")
    assert reply.text.startswith(said)


async def test_a_message_that_fails_is_apologised_for_in_the_language_spoken_before(
    wire: FakeTelegram, handle: Handle, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Chat(wire, handle, language_code="en")
    await person.say("谁领导营养集群")
    monkeypatch.setattr("handlers.browse.kinds_screen", _fail)
    [reply] = await person.say("/browse")
    assert reply.text.startswith("我这边出了问题")


def _fail(*_given: object) -> NoReturn:
    raise ValueError("a mistake")
