"""What becomes of messages that Telegram does not take: section "Telegram" of the fault matrix."""

import pytest

from bot.delivery.limits import LocalLimits
from bot.delivery.running import Running, running
from bot.store.dead import dead_letters
from bot.store.outbox import unsent
from tests.bot.parrot import parrot
from tests.bot.standin import Fault, StandIn, refusal


async def _dead(bot: Running) -> list[str]:
    return [letter.reason for letter in await bot.database.run(dead_letters)]


async def _left(bot: Running, chat: int = 7) -> int:
    return len(await bot.database.run(lambda c: unsent(c, chat)))


@pytest.mark.parametrize("seconds", [1, 35, 3600])
async def test_row_22_a_chat_waits_as_long_as_told_and_others_do_not(
    bot: Running, telegram: StandIn, seconds: int
) -> None:
    telegram.fail("sendMessage", refusal(429, "Too Many Requests", retry_after=seconds))
    await bot.handle(telegram.say("slow"))
    await bot.handle(telegram.say("quick", chat=8))
    assert telegram.texts == ["1 quick"]
    [message] = await bot.database.run(lambda c: unsent(c, 7))
    assert abs(message.due - bot.application.bot_data["services"].clock() - seconds) < 1
    if seconds == 1:
        await telegram.until(lambda: telegram.texts_to(7) == ["1 slow"])


async def test_row_23_a_cosmetic_edit_is_dropped_and_content_kept(
    bot: Running, telegram: StandIn
) -> None:
    await bot.handle(telegram.say("in x text"))
    telegram.fail("editMessageText", refusal(429, "Too Many Requests", times=2, retry_after=60))
    await bot.handle(telegram.say("shine x glitter"))
    assert await _left(bot) == 0
    await bot.handle(telegram.say("edit x content"))
    assert await _left(bot) == 1


async def test_row_23_a_press_that_cannot_be_answered_still_counts(
    bot: Running, telegram: StandIn
) -> None:
    telegram.fail("answerCallbackQuery", refusal(429, "Too Many Requests", retry_after=5))
    await bot.handle(_press(telegram))
    assert telegram.texts == ["pressed 1"]


async def test_row_32_an_old_press_is_no_error(bot: Running, telegram: StandIn) -> None:
    telegram.fail("answerCallbackQuery", refusal(400, "Bad Request: query is too old"))
    await bot.handle(_press(telegram))
    assert telegram.texts == ["pressed 1"]


BROKEN = {
    "502 with HTML": Fault(502, b"<html><h1>502 Bad Gateway</h1></html>"),
    "500": Fault(500, b'{"ok":false,"error_code":500,"description":"Internal"}'),
    "504 without a body": Fault(504, b""),
    "200 without a body": Fault(200, b""),
    "200 with half a JSON": Fault(200, b'{"ok":tr'),
    "400 without a code": Fault(500, b'{"ok":false}'),
    "a list": Fault(200, b"[]"),
}


@pytest.mark.parametrize("name", BROKEN)
async def test_row_24_a_broken_answer_is_tried_again(
    bot: Running, telegram: StandIn, name: str
) -> None:
    fault = BROKEN[name]
    telegram.fail("sendMessage", Fault(fault.status, fault.body))
    await bot.handle(telegram.say("hello"))
    await telegram.until(lambda: telegram.texts == ["1 hello"])


async def test_row_24_what_is_refused_for_ever_becomes_a_dead_letter(
    bot: Running, telegram: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.backoff.FIRST_SECONDS", 0.001)
    telegram.fail("sendMessage", refusal(500, "Internal Server Error", times=12))
    await bot.handle(telegram.say("cursed"))
    await bot.handle(telegram.say("fine"))
    await telegram.until(lambda: telegram.texts == ["2 fine"])
    [reason] = await _dead(bot)
    assert reason.startswith("refused 12 times")


async def test_row_25_nothing_is_lost_while_telegram_cannot_be_reached(
    bot: Running, telegram: StandIn
) -> None:
    await telegram.stop()
    for number in range(5):
        await bot.handle(telegram.say(f"q{number}"))
    await telegram.start()
    await telegram.until(lambda: len(telegram.texts) == 5)
    assert telegram.texts == [f"{n + 1} q{n}" for n in range(5)]


async def test_row_25_a_reset_connection_is_tried_again(bot: Running, telegram: StandIn) -> None:
    telegram.fail("sendMessage", Fault(reset=True))
    await bot.handle(telegram.say("hello"))
    await telegram.until(lambda: telegram.texts == ["1 hello"])


async def test_row_26_a_lost_answer_gives_two_copies_and_never_a_third(
    bot: Running, telegram: StandIn
) -> None:
    telegram.fail("sendMessage", Fault(lost=True, times=5, fits=lambda call: "twin" in call.text))
    await bot.handle(telegram.say("twin"))
    await bot.handle(telegram.say("next"))
    await telegram.until(lambda: "2 next" in telegram.texts)
    assert telegram.texts == ["1 twin", "1 twin", "2 next"]
    assert await _dead(bot) == ["sent twice without an answer; it may have arrived"]


async def test_row_26_one_lost_answer_gives_one_copy_more(bot: Running, telegram: StandIn) -> None:
    telegram.fail("sendMessage", Fault(lost=True))
    await bot.handle(telegram.say("twin"))
    await bot.handle(telegram.say("next"))
    await telegram.until(lambda: "2 next" in telegram.texts)
    assert telegram.texts == ["1 twin", "1 twin", "2 next"]
    assert await _dead(bot) == []


async def test_row_26_in_doubt_a_silent_telegram_is_not_tried(
    bot: Running, telegram: StandIn
) -> None:
    telegram.fail("sendMessage", Fault(lost=True))
    telegram.fail("getMe", Fault(reset=True, times=3))
    await bot.handle(telegram.say("twin"))
    await telegram.until(lambda: len(telegram.texts) == 2)
    assert telegram.faults["getMe"][0].times == 0


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


async def test_a_later_edit_makes_an_earlier_one_pointless(telegram: StandIn) -> None:
    async with running(parrot(api_url=telegram.url), limits=LocalLimits()) as bot:
        await bot.handle(telegram.say("in x 0"))
        telegram.fail("editMessageText", refusal(429, "Too Many Requests", retry_after=1))
        for number in range(1, 4):
            await bot.handle(telegram.say(f"edit x {number}"))
        await telegram.until(lambda: "3" in telegram.texts)
    assert telegram.texts == ["0", "3"]


def _press(telegram: StandIn) -> dict[str, object]:
    said = telegram.say("board")["message"]
    return telegram.push(
        callback_query={
            "id": "1",
            "from": said["from"],
            "chat_instance": "1",
            "data": "x",
            "message": said,
        }
    )


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
