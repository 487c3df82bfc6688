"""What becomes of messages that Telegram does not take: section "Telegram" of the fault matrix."""

import pytest

from bot.delivery.outgoing.limits import LocalLimits
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
    "400 of a proxy": Fault(400, b"<html><h1>400 Bad Request</h1></html>"),
    "401 of a portal": Fault(401, b"<!DOCTYPE html><title>Log in</title>"),
    "403 of a gateway": Fault(403, b'{"message":"Forbidden"}'),
    "404 of another server": Fault(404, b"404 page not found"),
}


@pytest.mark.parametrize("name", BROKEN)
async def test_row_24_a_broken_answer_is_tried_again(
    bot: Running, telegram: StandIn, name: str
) -> None:
    fault = BROKEN[name]
    telegram.fail("sendMessage", Fault(fault.status, fault.body))
    await bot.handle(telegram.say("hello"))
    await telegram.until(lambda: telegram.texts == ["1 hello"])
    assert not bot.health.revoked.is_set()


async def test_row_24_what_is_refused_for_ever_becomes_a_dead_letter(
    bot: Running, telegram: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.api.backoff.FIRST_SECONDS", 0.001)
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


async def test_an_edit_that_came_with_what_it_changes_is_not_lost(
    bot: Running, telegram: StandIn
) -> None:
    said = ("in x nutrition", "in y logistics", "edit x shelter", "edit y health", "in z last")
    await bot.delivery.accept([telegram.say(text) for text in said])
    await bot.settled(7)
    assert telegram.texts == ["nutrition", "logistics", "shelter", "health", "last"]
    shown = [call.parameters.get("message_id") for call in telegram.calls]
    assert shown == [None, None, 1, 2, None]
    assert await _left(bot) == 0


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
