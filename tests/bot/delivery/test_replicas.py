"""Several processes at work on one PostgreSQL at once."""

import asyncio
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.health import Trouble
from bot.delivery.running import Running
from bot.delivery.waking.shares import SHARES, fair_part, share_of
from tests.bot.delivery.replicated import freeze, held, replica, shared_out, until
from tests.bot.standin import StandIn, refusal, standing_in


@given(st.integers(1, 200))
def test_fair_parts_cover_everything_and_leave_little_over(processes: int) -> None:
    assert SHARES <= fair_part(processes) * processes < SHARES + processes


@given(st.integers(-(2**52), 2**52))
def test_every_chat_is_in_a_share(chat: int) -> None:
    assert 0 <= share_of(chat) < SHARES


async def test_chats_are_shared_out_and_handed_on(telegram: StandIn, database_url: str) -> None:
    async with replica(telegram, database_url) as first:
        assert held(first) == set(range(SHARES))
        async with replica(telegram, database_url) as second:
            await shared_out(first, second)
            assert not held(first) & held(second)
        await shared_out(first)


async def test_one_polls_and_all_answer_in_order(telegram: StandIn, database_url: str) -> None:
    async with (
        replica(telegram, database_url) as first,
        replica(telegram, database_url) as second,
        replica(telegram, database_url) as third,
    ):
        await shared_out(first, second, third)
        for number in range(5):
            for chat in range(1, 41):
                telegram.say(f"q{number}", chat=chat)
        await telegram.until(lambda: len(telegram.texts) == 200)
        assert [bot.waker.leads for bot in (first, second, third)] == [True, False, False]
        await until(lambda: all(bot.health.ready for bot in (first, second, third)))
    for chat in range(1, 41):
        assert telegram.texts_to(chat) == [f"{n + 1} q{n}" for n in range(5)]


async def test_whoever_is_told_something_is_told_at_once_by_whoever_works_on_the_chat(
    telegram: StandIn, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.waking.replicas._SWEEP_SECONDS", 600.0)
    async with (
        replica(telegram, database_url, polls=False) as first,
        replica(telegram, database_url, polls=False) as second,
    ):
        await shared_out(first, second)
        await first.tell(range(1, 41), "news", {"n": "news"}, key="1")
        await telegram.until(lambda: telegram.texts == ["timer news"] * 40)


async def test_another_polls_when_the_one_that_polled_ends(
    telegram: StandIn, database_url: str
) -> None:
    async with replica(telegram, database_url) as first:
        await until(lambda: first.health.polled is not None)
        second_running = replica(telegram, database_url)
        second = await second_running.__aenter__()
        assert not second.waker.leads
    telegram.say("hello")
    await telegram.until(lambda: telegram.texts == ["1 hello"])
    assert second.waker.leads
    await second_running.__aexit__(None, None, None)


async def test_row_25_one_that_hears_nothing_lets_another_poll(
    telegram: StandIn, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.incoming.polling._LONGEST_PAUSE", 0.2)
    async with (
        standing_in(StandIn()) as broken,
        replica(broken, database_url) as first,
        replica(telegram, database_url) as second,
    ):
        await until(lambda: second.health.ready)
        broken.fail("getUpdates", refusal(502, "Bad Gateway", times=10**6))
        heard = first.health.polled
        await until(lambda: bool(broken.faults["getUpdates"][0].times < 10**6))
        assert heard is not None
        assert second.health.polled == pytest.approx(heard, abs=2.5)
        assert not second.waker.leads
        monkeypatch.setattr("bot.delivery.health.DEAF_SECONDS", 3.0)
        await until(lambda: not first.health.ready)
        await until(lambda: second.waker.leads)
        assert not first.waker.leads
        telegram.say("hello")
        # Whoever works on the chat answers it.
        await until(lambda: telegram.texts + broken.texts == ["1 hello"])
        await until(lambda: first.health.ready and second.health.ready)


async def test_row_25_nobody_looks_well_where_nobody_hears_anything(
    telegram: StandIn, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.health.DEAF_SECONDS", 1.5)
    telegram.fail("getUpdates", refusal(502, "Bad Gateway", times=10**6))
    async with (
        replica(telegram, database_url) as first,
        replica(telegram, database_url) as second,
    ):
        tried: set[Running] = set()

        def deaf_all_the_time() -> bool:
            assert all(Trouble.DEAF in bot.health.troubles for bot in (first, second))
            tried.update(bot for bot in (first, second) if bot.waker.leads)
            return len(tried) == 2

        await until(deaf_all_the_time)


async def test_one_alone_goes_on_however_long_it_hears_nothing(
    telegram: StandIn, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.health.DEAF_SECONDS", -1.0)
    telegram.fail("getUpdates", refusal(502, "Bad Gateway", times=3))
    telegram.say("hello")
    async with replica(telegram, database_url):
        await telegram.until(lambda: telegram.texts == ["1 hello"])


async def test_who_joins_is_told_when_updates_were_fetched_last(
    telegram: StandIn, database_url: str
) -> None:
    async with replica(telegram, database_url) as first:
        await until(lambda: first.health.polled is not None)
        telegram.fail("getUpdates", refusal(429, "Too Many Requests", retry_after=60))
        await until(lambda: not telegram.faults["getUpdates"][0].times)
        async with replica(telegram, database_url) as second:
            await until(lambda: second.health.ready)
            assert second.health.polled == pytest.approx(first.health.polled, abs=0.5)


async def test_row_55_an_update_delivered_to_two_at_once_is_answered_once(
    telegram: StandIn, database_url: str
) -> None:
    async with (
        replica(telegram, database_url, polls=False) as first,
        replica(telegram, database_url, polls=False) as second,
    ):
        await shared_out(first, second)
        updates = [telegram.say("hello", chat=chat) for chat in range(1, 21)]
        await asyncio.gather(*(bot.delivery.accept(updates) for bot in (first, second, first)))
        await telegram.until(lambda: len(telegram.texts) == 20)
        await asyncio.gather(first.delivery.sweep(), second.delivery.sweep())
    assert telegram.texts == ["1 hello"] * 20


async def test_updates_of_one_chat_that_come_to_all_in_turn_stay_in_order(
    telegram: StandIn, database_url: str
) -> None:
    async with (
        replica(telegram, database_url, polls=False) as first,
        replica(telegram, database_url, polls=False) as second,
    ):
        await shared_out(first, second)
        for number in range(20):
            await (first, second)[number % 2].delivery.accept([telegram.say(f"q{number}")])
        await telegram.until(lambda: len(telegram.texts) == 20)
    assert telegram.texts == [f"{n + 1} q{n}" for n in range(20)]


async def test_row_50_a_frozen_one_stops_and_another_takes_over(
    telegram: StandIn, database_url: str
) -> None:
    async with (
        replica(telegram, database_url, lease=1.5) as first,
        replica(telegram, database_url, lease=1.5) as second,
    ):
        await shared_out(first, second)
        thaw = freeze(first)
        await until(lambda: held(first) == set())
        assert not first.waker.leads
        await shared_out(second)
        for chat in range(1, 9):
            telegram.say("hello", chat=chat)
        await telegram.until(lambda: telegram.texts == ["1 hello"] * 8)
        thaw()
        await shared_out(first, second)


async def test_row_49_timers_fire_once_though_one_clock_is_an_hour_ahead(
    telegram: StandIn, database_url: str
) -> None:
    async with (
        replica(telegram, database_url, clock=lambda: time.time() + 3600) as first,
        replica(telegram, database_url) as second,
    ):
        await shared_out(first, second)
        for chat in range(1, 17):
            telegram.say("remind tea 0.1", chat=chat)
            telegram.say("q", chat=chat)
        await telegram.until(lambda: telegram.texts.count("timer tea") == 16)
        await asyncio.gather(first.delivery.sweep(), second.delivery.sweep())
    for chat in range(1, 17):
        assert sorted(telegram.texts_to(chat)) == ["1 q", "timer tea"]
