"""Every line that is logged about an event says about which."""

from typing import NoReturn

import pytest
from structlog.contextvars import bound_contextvars, get_contextvars, merge_contextvars
from structlog.testing import capture_logs

from bot.delivery.incoming.handling import Handled
from bot.delivery.running import Running
from bot.store.events import reference_of
from tests.bot.standin import StandIn, refusal


@pytest.fixture(autouse=True)
def _every_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery.repeated.EACH_SECONDS", 0.0)


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


@pytest.mark.parametrize(
    "broken",
    [
        "bot.delivery.incoming.handling.Handling.handle",
        "bot.delivery.commits.finish",
        "bot.store.outbox.sent",
    ],
)
async def test_a_failure_names_the_update_whose_handling_or_commit_or_mark_it_was(
    bot: Running, telegram: StandIn, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    await bot.handle(telegram.say("before"))

    def fail(*_given: object, **_named: object) -> NoReturn:
        raise ValueError("a mistake")

    monkeypatch.setattr(broken, fail)
    with capture_logs(processors=[merge_contextvars]) as lines:
        update = telegram.say("hello")
        await bot.handle(update)
    [line] = lines
    assert (line["event"], line["event_key"]) == ("chat_failed", f"u:{update['update_id']}")


async def test_a_failure_between_events_names_none(
    bot: Running, telegram: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object, **_named: object) -> NoReturn:
        raise ValueError("a mistake")

    monkeypatch.setattr("bot.delivery.delivery.next_of", fail)
    with capture_logs(processors=[merge_contextvars]) as lines:
        await bot.handle(telegram.say("hello"))
        with bound_contextvars(event_key="u:1"):
            bot.waker.wake([8])
        await bot.settled(8)
    assert [(line["event"], line.get("event_key")) for line in lines] == [("chat_failed", None)]


async def test_a_chat_woken_by_another_event_does_not_take_its_name(
    bot: Running, telegram: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    async def handle(*_event: object, **_now: object) -> Handled:
        seen.append(get_contextvars())
        return Handled()

    monkeypatch.setattr("bot.delivery.incoming.handling.Handling.handle", handle)
    with bound_contextvars(event_key="u:1", other="of the waker"):
        await bot.delivery.accept([telegram.say("hello")])
    await bot.settled(7)
    assert seen == [{"event_key": "u:1000"}]


async def test_what_is_told_to_a_chat_names_none(bot: Running) -> None:
    with capture_logs(processors=[merge_contextvars]) as lines:
        await bot.tell([424242], "news", {"not": "what the parrot wants"}, key="v1:55")
        await bot.settled(424242)
    assert {line["event_key"] for line in lines} == {"t:55"}
    assert "424242" not in str(lines)


def test_the_name_of_a_timer_in_the_log_holds_no_chat() -> None:
    assert reference_of("t:clock:-100123:55") == "t:55"
    assert reference_of("u:55") == "u:55"
