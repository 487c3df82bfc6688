"""Every line that is logged about an event says about which."""

import pytest
from structlog.contextvars import bound_contextvars, get_contextvars, merge_contextvars
from structlog.testing import capture_logs

from bot.delivery.handling import Handled
from bot.delivery.running import Running
from bot.store.events import reference_of
from tests.bot.standin import StandIn, refusal


async def test_handling_and_sending_name_the_update(bot: Running, telegram: StandIn) -> None:
    telegram.fail("sendMessage", refusal(400, "Bad Request: something new"))
    with capture_logs(processors=[merge_contextvars]) as lines:
        update = telegram.say("boom")
        await bot.handle(update)
    key = f"u:{update['update_id']}"
    assert {(line["event"], line.get("event_key")) for line in lines} == {
        ("handler_failed", key),
        ("event_dead", key),
        ("not_sent", key),
        ("message_dead", key),
    }


async def test_a_chat_woken_by_another_event_does_not_take_its_name(
    bot: Running, telegram: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    async def handle(*_event: object, **_now: object) -> Handled:
        seen.append(get_contextvars())
        return Handled()

    monkeypatch.setattr("bot.delivery.handling.Handling.handle", handle)
    with bound_contextvars(event_key="u:1", other="of the waker"):
        await bot.delivery.accept([telegram.say("hello")])
    await bot.settled(7)
    assert seen == [{"event_key": "u:1000"}]


def test_the_name_of_a_timer_in_the_log_holds_no_chat() -> None:
    assert reference_of("t:clock:-100123:55") == "t:55"
    assert reference_of("u:55") == "u:55"
