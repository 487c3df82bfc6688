"""What takes the place of a message that Telegram refuses, row by row."""

import pytest

from bot.delivery.running import Running
from bot.store.dead import dead_letters
from bot.store.outbox import unsent
from tests.bot.standin import StandIn, refusal


async def _dead(bot: Running) -> list[str]:
    return [letter.reason for letter in await bot.database.run(dead_letters)]


async def _left(bot: Running, chat: int = 7) -> int:
    return len(await bot.database.run(lambda c: unsent(c, chat)))


FALLBACKS = [
    ("in x y", "can't parse entities: unsupported", {"parse_mode": None}),
    ("in x y", "message is too long", {"parse_mode": None}),
    ("in x y", "message to be replied not found", {"reply_parameters": None}),
    ("in x y", "QUOTE_TEXT_INVALID", {"reply_parameters": None}),
    ("in x y", "message thread not found", {"message_thread_id": None}),
    ("in x y", "TOPIC_CLOSED", {"message_thread_id": None}),
]


@pytest.mark.parametrize(("text", "description", "without"), FALLBACKS)
async def test_row_32_and_36_a_message_goes_out_without_what_was_refused(
    bot: Running, telegram: StandIn, text: str, description: str, without: dict[str, None]
) -> None:
    telegram.fail("sendMessage", refusal(400, f"Bad Request: {description}"))
    await bot.handle(telegram.say(text))
    await telegram.until(lambda: len(telegram.calls) == 1)
    [name] = without
    assert name not in telegram.calls[0].parameters
    assert telegram.texts == ["y"]


async def test_row_32_an_edit_of_a_deleted_message_becomes_a_new_one(
    bot: Running, telegram: StandIn
) -> None:
    await bot.handle(telegram.say("in x first"))
    telegram.fail("editMessageText", refusal(400, "Bad Request: message to edit not found"))
    await bot.handle(telegram.say("edit x second"))
    await telegram.until(lambda: len(telegram.calls) == 2)
    assert [call.method for call in telegram.calls] == ["sendMessage", "sendMessage"]
    await bot.handle(telegram.say("edit x third"))
    assert telegram.calls[2].parameters["message_id"] == 2


async def test_row_32_an_edit_that_changes_nothing_is_done(
    bot: Running, telegram: StandIn
) -> None:
    await bot.handle(telegram.say("in x first"))
    telegram.fail("editMessageText", refusal(400, "Bad Request: message is not modified"))
    await bot.handle(telegram.say("edit x first"))
    assert (await _left(bot), await _dead(bot)) == (0, [])


async def test_row_32_what_has_no_fallback_becomes_a_dead_letter(
    bot: Running, telegram: StandIn
) -> None:
    telegram.fail("sendMessage", refusal(400, "Bad Request: BUTTON_DATA_INVALID"))
    await bot.handle(telegram.say("hello"))
    assert await _dead(bot) == ["Button_data_invalid"]
    await bot.handle(telegram.say("again"))
    assert telegram.texts == ["2 again"]


@pytest.mark.parametrize(
    ("status", "description"),
    [
        (403, "Forbidden: bot was blocked by the user"),
        (403, "Forbidden: user is deactivated"),
        (403, "Forbidden: bot was kicked from the group chat"),
        (400, "Bad Request: chat not found"),
        (400, "Bad Request: not enough rights to send text messages to the chat"),
    ],
)
async def test_rows_33_and_34_a_chat_that_is_closed_is_left_alone(
    bot: Running, telegram: StandIn, status: int, description: str
) -> None:
    await bot.handle(telegram.say("remind x 0.2", chat=-7))
    telegram.fail("sendMessage", refusal(status, description, times=99))
    await bot.handle(telegram.say("many 5", chat=-7))
    await bot.handle(telegram.say("and again", chat=-7))
    await bot.settled(-7)
    assert telegram.faults["sendMessage"][0].times == 98
    assert await _left(bot, -7) == 0
    assert await _dead(bot) == []


async def test_row_33_who_unblocks_the_bot_is_answered(bot: Running, telegram: StandIn) -> None:
    telegram.fail("sendMessage", refusal(403, "Forbidden: bot was blocked by the user"))
    await bot.handle(telegram.say("a"))
    await bot.handle(telegram.say("b"))
    assert telegram.texts == ["2 b"]


@pytest.mark.parametrize("status", ["kicked", "left", "restricted"])
async def test_row_34_membership_that_ends_stops_the_chat(
    bot: Running, telegram: StandIn, status: str
) -> None:
    await bot.handle(_membership(telegram, status))
    await bot.handle(telegram.say("hello", chat=-7))
    assert telegram.calls == []
    await bot.handle(_membership(telegram, "member"))
    await bot.handle(telegram.say("hello", chat=-7))
    assert telegram.texts == ["1 hello"]


async def test_row_35_a_refused_send_moves_to_the_supergroup_once(
    bot: Running, telegram: StandIn
) -> None:
    await bot.handle(telegram.say("a", chat=-7))
    telegram.fail(
        "sendMessage",
        refusal(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1007),
    )
    await bot.handle(telegram.say("b", chat=-7))
    await telegram.until(lambda: len(telegram.calls) == 2)
    await bot.handle(telegram.say("c", chat=-1007))
    assert telegram.texts_to(-1007) == ["2 b", "3 c"]


async def test_row_35_the_service_message_moves_the_state(bot: Running, telegram: StandIn) -> None:
    await bot.handle(telegram.say("a", chat=-7))
    await bot.handle(telegram.say("", chat=-7, migrate_to_chat_id=-1007))
    await bot.handle(telegram.say("", chat=-1007, migrate_from_chat_id=-7))
    await bot.handle(telegram.say("b", chat=-1007))
    assert telegram.texts == ["1 a", "2 b"]


def _membership(telegram: StandIn, status: str) -> dict[str, object]:
    said = telegram.say("", chat=-7)["message"]
    user = {"id": 123456789, "is_bot": True, "first_name": "Parrot"}
    return telegram.push(
        my_chat_member={
            "chat": said["chat"],
            "from": said["from"],
            "date": 1,
            "old_chat_member": {"status": "member", "user": user},
            "new_chat_member": {"status": status, "user": user},
        }
    )
