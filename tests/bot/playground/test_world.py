import pytest

from bot.playground.chats import KEPT
from bot.playground.errors import ApiError
from bot.playground.people import GROUP
from bot.playground.updates import PendingUpdates
from bot.playground.world import World

LIN, SAM, TEAM = 8484001, 8484002, int(GROUP["id"])
BUTTONS = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}


def heard(world: World) -> list[str]:
    """The texts that reached the bot."""
    return [update["message"]["text"] for update in world.updates.read()]


def test_bot_hears_everything_in_private(world: World) -> None:
    message = world.say(person_id=LIN, chat_id=LIN, text=" 谁领导营养集群？ ")
    assert message["from"]["language_code"] == "zh-hans"
    assert heard(world) == ["谁领导营养集群？"]


def test_command_carries_its_entity(world: World) -> None:
    message = world.say(person_id=LIN, chat_id=LIN, text="/start now")
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


def test_bot_in_group_hears_only_what_is_meant_for_it(world: World) -> None:
    answer = world.post(TEAM, {"text": "hello"})
    for text in (
        "hi all",
        "@coordbot hi",
        "/start@otherbot",
        "see /help",
        "/start",
        "/a@CoordBot",
    ):
        world.say(person_id=SAM, chat_id=TEAM, text=text)
    world.say(person_id=LIN, chat_id=TEAM, text="thanks", reply_to=answer["message_id"])
    assert heard(world) == ["/start", "/a@CoordBot", "thanks"]


def test_nobody_writes_in_the_chat_of_another(world: World) -> None:
    with pytest.raises(ApiError, match="not a member"):
        world.say(person_id=SAM, chat_id=LIN, text="hi")


def test_edit_reaches_bot_and_leaves_the_first_update_alone(world: World) -> None:
    message = world.say(person_id=LIN, chat_id=LIN, text="one")
    place = {"person_id": LIN, "chat_id": LIN, "message_id": message["message_id"]}
    world.rewrite(**place, text="two")
    first, second = world.updates.read()
    assert first["message"]["text"] == "one"
    assert second["edited_message"]["text"] == "two"
    assert second["edited_message"]["edit_date"]


def test_only_own_messages_can_be_edited(world: World) -> None:
    message = world.say(person_id=LIN, chat_id=TEAM, text="/one")
    place = {"person_id": SAM, "chat_id": TEAM, "message_id": message["message_id"]}
    with pytest.raises(ApiError, match="can't be edited"):
        world.rewrite(**place, text="two")


def test_press_becomes_a_query_the_bot_can_answer(world: World) -> None:
    message = world.post(LIN, {"text": "?", "reply_markup": BUTTONS})
    place = {"person_id": LIN, "chat_id": LIN, "message_id": message["message_id"]}
    query_id = world.press(**place, data="yes")
    [update] = world.updates.read()
    assert update["callback_query"] == world.query(query_id)
    with pytest.raises(ApiError, match="no such button"):
        world.press(**place, data="forged")


def test_old_messages_are_forgotten(world: World) -> None:
    for number in range(KEPT + 5):
        world.post(LIN, {"text": str(number)})
    history = world.chats.history(LIN)
    assert len(history) == KEPT
    assert history[0]["text"] == "5"


def test_ids_do_not_repeat_those_of_an_earlier_run() -> None:
    earlier = World(bot_id=42, clock=lambda: 1_700_000_000)
    later = World(bot_id=42, clock=lambda: 1_700_000_060)
    old = earlier.say(person_id=LIN, chat_id=LIN, text="hi")
    new = later.say(person_id=LIN, chat_id=LIN, text="hi")
    assert new["message_id"] > old["message_id"]
    assert later.updates.read()[0]["update_id"] > earlier.updates.read()[0]["update_id"]


def test_listener_is_told_of_all_that_happens(world: World) -> None:
    events: list[str] = []
    world.listen(lambda event: events.append(event["type"]))
    message = world.post(LIN, {"text": "a"})
    world.revise(LIN, message["message_id"], {"text": "b"})
    assert events == ["message", "edit"]


def test_updates_wait_until_a_later_one_is_asked_for() -> None:
    updates = PendingUpdates(first_id=10)
    for text in "abc":
        updates.put("message", {"text": text})
    assert [update["update_id"] for update in updates.read()] == [10, 11, 12]
    assert [update["update_id"] for update in updates.read(offset=11, limit=1)] == [11]
    assert len(updates) == 2
    assert [update["update_id"] for update in updates.read(offset=-1)] == [12]
    assert updates.read(offset=13) == []


def test_unwanted_updates_are_not_kept() -> None:
    updates = PendingUpdates(first_id=1)
    updates.want(["callback_query"])
    updates.put("message", {})
    assert len(updates) == 0
