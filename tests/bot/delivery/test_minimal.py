"""What is written down of an update holds no names, no files and no data of people in need."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.incoming.minimal import minimal
from bot.store.events import NewEvent
from tests.chat import Chat, Handle
from tests.fake_telegram import ME, FakeTelegram

HIDDEN = "Hidden"
PERSON = {
    "id": 7, "is_bot": False, "first_name": "Lin", "last_name": HIDDEN, "username": HIDDEN,
    "language_code": "en",
}  # fmt: skip
OTHER = {**PERSON, "id": 8, "first_name": HIDDEN}
GROUP = {"id": -5, "type": "supergroup", "title": HIDDEN}
PHONE = "call +93 70 123 4567"


def written(**content: Any) -> str:
    """Return what is kept of a message of a group."""
    message = {"message_id": 1, "date": 1, "chat": GROUP, "from": PERSON, **content}
    return json.dumps(minimal({"update_id": 1, "message": message}))


def test_names_of_others_and_titles_go() -> None:
    members = {"new_chat_members": [OTHER], "forward_origin": {"sender_user": OTHER}}
    kept = written(text="hello", reply_to_message={"from": OTHER, "text": "hi"}, **members)
    assert HIDDEN not in kept
    assert "hello" in kept
    assert "hi" in kept


def test_the_name_of_a_chat_goes_unless_it_is_that_of_a_group() -> None:
    private = {"id": 7, "type": "private", "first_name": "Lin", "username": HIDDEN}
    channel = {"id": -9, "type": "channel", "title": HIDDEN, "username": HIDDEN}
    member = {"chat": private, "from": PERSON, "new_chat_member": {"user": PERSON}}
    assert HIDDEN not in json.dumps(minimal({"update_id": 1, "my_chat_member": member}))
    kept = written(
        text="hi", chat=private, reply_to_message={"chat": private}, sender_chat=channel
    )
    assert HIDDEN not in kept
    assert "reliefgroup" in written(text="hi", chat={**GROUP, "username": "reliefgroup"})


def test_contents_other_than_text_go() -> None:
    kept = written(
        contact={"phone_number": HIDDEN}, location={"latitude": 34.5}, text="x", caption=HIDDEN,
        photo=[{"file_id": HIDDEN}], document={"file_name": HIDDEN}, poll={"question": HIDDEN},
        pinned_message={"text": HIDDEN}, quote={"text": HIDDEN},
    )  # fmt: skip
    assert HIDDEN not in kept
    assert "34.5" not in kept


def test_of_a_picture_what_is_written_under_it_stays_as_a_text() -> None:
    bold = {"type": "bold", "offset": 0, "length": 2}
    picture = {"photo": [{"file_id": HIDDEN}], "caption": "HC", "caption_entities": [bold]}
    message = {"message_id": 1, "date": 1, "chat": GROUP, "from": PERSON}
    kept = minimal({"update_id": 1, "message": {**message, **picture}})["message"]
    assert HIDDEN not in json.dumps(kept)
    assert (kept["text"], kept["entities"]) == ("HC", [bold])
    assert not kept.keys() & {"photo", "caption", "caption_entities"}
    assert PHONE not in written(photo=[{"file_id": HIDDEN}], caption=PHONE)


def test_a_text_that_looks_personal_goes_before_it_is_kept() -> None:
    entity = {"type": "bot_command", "offset": 0, "length": 4}
    kept = written(text=f"/ask {PHONE}", entities=[entity, {"type": "phone_number"}])
    assert "123" not in kept
    assert '"/ask"' in kept
    assert "123" not in written(text=PHONE)
    assert "123" not in written(text="/ask", reply_to_message={"from": OTHER, "text": PHONE})


def test_what_the_bot_has_said_is_not_personal() -> None:
    assert "123" in written(text="and who?", reply_to_message={"from": ME, "text": PHONE})


def test_a_press_does_not_bring_the_question_again() -> None:
    asked = {"message_id": 1, "from": OTHER, "text": HIDDEN}
    message = {"message_id": 2, "chat": GROUP, "from": ME, "reply_to_message": asked}
    press = {"id": "1", "from": PERSON, "message": message, "data": "x"}
    kept = minimal({"update_id": 1, "callback_query": press})["callback_query"]
    assert HIDDEN not in json.dumps(kept)
    assert kept["message"]["reply_to_message"]["from"]["id"] == 8


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["message", "from", "chat", "text", "entities", "reply_to_message", "id"]
            )
            | st.text(max_size=5),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(["message", "callback_query", "x"]), JSON))
def test_any_update_can_be_written_down_and_twice_is_as_once(raw: dict[str, Any]) -> None:
    kept = minimal(raw)
    assert minimal(kept) == kept


async def test_the_journal_holds_the_minimal_form(
    wire: FakeTelegram, handle: Handle, monkeypatch: Any
) -> None:
    payloads: list[str] = []
    original = NewEvent.__init__

    def spy(self: NewEvent, key: str, chat: int, payload: str, **rest: Any) -> None:
        payloads.append(payload)
        original(self, key, chat, payload, **rest)

    monkeypatch.setattr(NewEvent, "__init__", spy)
    await Chat(wire, handle).say(PHONE)
    assert payloads
    assert "123" not in payloads[0]
