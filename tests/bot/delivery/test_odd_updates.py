"""Odd updates, bugs, floods and backlogs."""

import asyncio
import json
import logging
import time
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from telegram import Bot

from bot.delivery.delivery import Delivery
from bot.delivery.incoming.inbound import PERSON
from bot.delivery.incoming.polling import ALLOWED_UPDATES
from bot.delivery.incoming.shape import update_of
from bot.delivery.outgoing.limits import LocalLimits
from bot.delivery.repeated import Repeated
from bot.delivery.running import Running, running
from bot.store.dead import dead_letters, drop, replay
from tests.bot.delivery.poll import polling
from tests.bot.logged import logged
from tests.bot.parrot import parrot
from tests.bot.standin import TOKEN, StandIn, message

ODD: dict[str, dict[str, Any]] = {
    "without message_id": {"message": {"chat": {"id": 7, "type": "private"}, "date": 1}},
    "unknown kind": {"subscription": {"user": {"id": 7}, "state": "new"}},
    "ephemeral": {"message": {**message("x"), "message_id": 0, "ephemeral_message_id": 3}},
    "not an object": {"message": 5},
    "nothing": {},
}


@pytest.mark.parametrize("name", ODD)
async def test_row_31_an_odd_update_does_not_stop_the_next(telegram: StandIn, name: str) -> None:
    telegram.push(**ODD[name])
    telegram.say("next")
    async with polling(telegram):
        await telegram.until(lambda: any("next" in text for text in telegram.texts))


async def test_row_31_an_unparseable_update_is_a_dead_letter_that_can_be_replayed(
    telegram: StandIn,
) -> None:
    telegram.push(**ODD["without message_id"])
    async with polling(telegram) as bot:
        await telegram.until(lambda: not telegram.pending)
        await bot.settled(7)
        [letter] = await bot.database.run(dead_letters)
        assert letter.reason == "not understood: ValidationError"
        await bot.database.run(lambda c: replay(c, [letter.number], now=time.time()))
        await asyncio.sleep(0.7)
        [again] = await bot.database.run(dead_letters)
        assert await bot.database.run(lambda c: drop(c, [again.number])) == 1


@pytest.mark.parametrize("kind", ALLOWED_UPDATES)
def test_every_kind_that_is_asked_for_has_a_shape(kind: str) -> None:
    with pytest.raises(ValidationError):
        update_of({"update_id": 1, kind: {"chat": None}}, Bot(TOKEN))


async def test_row_31_an_update_that_cannot_be_read_stops_nobody_and_is_told(
    telegram: StandIn, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(text: str) -> None:
        if "hush" in text:
            raise KeyError(text)

    monkeypatch.setattr("bot.delivery.incoming.minimal.personal_data", fail)
    telegram.say("hush")
    telegram.say("hush", chat=-9)
    telegram.say("next", chat=8)
    with logged():
        async with polling(telegram) as bot:
            await telegram.until(lambda: telegram.texts_to(8) == ["1 next"])
            await telegram.until(lambda: not telegram.pending)
            await bot.settled(7)
            await bot.settled(-9)
            letters = await bot.database.run(dead_letters)
            assert not bot.health.storage_failed
    [told] = telegram.texts_to(7)
    assert told.startswith("Something went wrong")
    assert telegram.texts_to(-9) == [], "it may not have been meant for the bot"
    assert [letter.reason for letter in letters] == ["not read: KeyError"] * 2
    assert "hush" not in "".join(bot.database.secret.unseal(one.payload) for one in letters)
    log = capsys.readouterr().err
    assert "update_not_read" in log
    assert "hush" not in log


@pytest.mark.parametrize("number", ["x", 2**60], ids=["none", "too large for a database"])
async def test_row_31_an_update_without_a_number_stops_nobody(
    telegram: StandIn, number: object
) -> None:
    odd = {"update_id": number, "message": message("odd")}
    telegram.say("hello")
    telegram.pending.append(odd)
    async with polling(telegram) as bot:
        await telegram.until(lambda: telegram.texts == ["1 hello"])
        telegram.pending[:] = [odd]
        fetched = len(telegram.polls)
        await asyncio.sleep(0.5)
        assert len(telegram.polls) - fetched < 10, "what cannot be acknowledged comes at once"
        telegram.say("next")
        await telegram.until(lambda: telegram.texts == ["1 hello", "2 next"])
        telegram.pending.clear()
        assert not bot.health.storage_failed


async def test_a_mistake_in_the_program_is_not_blamed_on_the_database(
    bot: Running, telegram: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        raise LookupError

    monkeypatch.setattr("bot.delivery.incoming.intake.next_of_each", fail)
    with pytest.raises(LookupError):
        await bot.delivery.accept([telegram.say("hello")])
    assert not bot.health.storage_failed


async def test_a_bug_in_a_handler_is_told_and_kept(telegram: StandIn) -> None:
    telegram.say("a")
    telegram.say("boom")
    telegram.say("b")
    async with polling(telegram) as bot:
        await telegram.until(lambda: len(telegram.texts) == 3)
        [letter] = await bot.database.run(dead_letters)
    assert telegram.texts[0] == "1 a"
    assert telegram.texts[1].startswith("Something went wrong")
    assert telegram.texts[2] == "2 b"
    assert letter.reason == "the handler failed; see the log"


async def test_row_44_a_flood_by_one_is_told_once_and_others_are_served(
    telegram: StandIn,
) -> None:
    for _ in range(500):
        telegram.say("x", chat=7)
    telegram.say("hello", chat=8)
    async with polling(telegram):
        await telegram.until(lambda: telegram.texts_to(8) == ["1 hello"])
        await telegram.until(lambda: not telegram.pending)
        await asyncio.sleep(0.2)
    assert sum("a lot at once" in text for text in telegram.texts_to(7)) == 1
    assert len(telegram.texts_to(7)) <= 22


async def test_row_44_one_too_many_that_comes_again_to_a_fresh_process_is_no_news(
    telegram: StandIn, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    *_welcome, one_too_many = [telegram.say("x") for _ in range(PERSON.burst + 1)]
    async with polling(telegram, url):
        await telegram.until(lambda: len(telegram.texts) == PERSON.burst + 1)
        await telegram.until(lambda: not telegram.pending)
    telegram.pending.append(one_too_many)
    async with polling(telegram, url) as bot:
        await telegram.until(lambda: not telegram.pending)
        await bot.settled(7)
    assert len(telegram.texts) == PERSON.burst + 1
    assert "a lot at once" in telegram.texts[-1]


async def test_row_53_an_outage_says_little(
    telegram: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    now = 0.0
    logger = Repeated(_Recorder(), clock=lambda: now)  # type: ignore[arg-type]
    with caplog.at_level(logging.WARNING):
        for _ in range(3600):
            logger.warning("polling_failed", reason="Unreachable")
            now += 1.0
    assert len(_Recorder.lines) == 60
    assert sum(len(line) for line in _Recorder.lines) < 10_000


async def test_row_28_after_a_day_all_are_answered_in_order_with_one_apology(
    telegram: StandIn,
) -> None:
    yesterday = int(time.time()) - 86_000
    for number in range(100):
        for chat in range(1, 6):
            telegram.say(f"q{number}", chat=chat, date=yesterday + number * 60)
    async with polling(telegram):
        await telegram.until(lambda: len(telegram.texts) == 505, seconds=20)
    for chat in range(1, 6):
        sorry, *answers = telegram.texts_to(chat)
        assert sorry.startswith("Sorry for the delay")
        assert answers == [f"{n + 1} q{n}" for n in range(100)]


async def test_limits_hold_while_a_backlog_is_answered(telegram: StandIn) -> None:
    application = parrot(api_url=telegram.url)
    async with running(application, limits=LocalLimits()) as bot:
        started = time.monotonic()
        await bot.delivery.accept([telegram.say("many 4", chat=c) for c in range(1, 11)])
        await telegram.until(lambda: len(telegram.texts) == 40)
        assert time.monotonic() - started > 1.3


class _Recorder:
    lines: list[str] = []  # noqa: RUF012

    def warning(self, event: str, **fields: object) -> None:
        self.lines.append(json.dumps({"event": event, **fields}))


__all__ = ["Delivery"]
