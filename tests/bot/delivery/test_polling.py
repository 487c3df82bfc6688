"""Updates on their way in."""

import asyncio
from pathlib import Path

import pytest
from telegram.error import InvalidToken

from bot.delivery.api.wire import READ_SECONDS
from bot.delivery.incoming.polling import POLL_SECONDS
from bot.delivery.running import running
from tests.bot.delivery.poll import polling
from tests.bot.parrot import parrot
from tests.bot.standin import StandIn, message, refusal


async def test_what_waits_is_fetched_and_acknowledged(telegram: StandIn) -> None:
    for number in range(250):
        telegram.say("q", chat=number + 1)
    async with polling(telegram):
        await telegram.until(lambda: len(telegram.texts) == 250 and not telegram.pending)


async def test_row_14_a_locked_database_takes_nothing_and_loses_nothing(
    telegram: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.sqlite._PRAGMAS", ("busy_timeout=100", "journal_mode=WAL"))
    async with polling(telegram, f"sqlite:///{tmp_path}/bot.db") as bot:
        other = await asyncio.create_subprocess_exec(
            "python3",
            "-c",
            "import sqlite3, sys, time\n"
            "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
            "c.execute('BEGIN IMMEDIATE'); print('locked', flush=True); time.sleep(1.5)",
            f"{tmp_path}/bot.db",
            stdout=asyncio.subprocess.PIPE,
        )
        assert other.stdout is not None
        await other.stdout.readline()
        telegram.say("waits")
        await telegram.until(lambda: bot.health.storage_failed)
        assert telegram.pending
        assert not bot.health.ready
        await telegram.until(lambda: telegram.texts == ["1 waits"] and not telegram.pending)
        await other.wait()
        assert not bot.health.storage_failed


async def test_row_11_a_full_disk_acknowledges_nothing_and_recovers(
    telegram: StandIn, tmp_path: Path
) -> None:
    async with polling(telegram, f"sqlite:///{tmp_path}/bot.db") as bot:
        pages = await bot.database.run(
            lambda c: c.exec_driver_sql("PRAGMA page_count").scalar_one()
        )
        await bot.database.run(lambda c: c.exec_driver_sql(f"PRAGMA max_page_count={pages}"))
        texts = [f"{n} " + "x" * 3000 for n in range(20)]
        for text in texts:
            telegram.say(text)
        await telegram.until(lambda: bot.health.storage_failed)
        assert len(telegram.pending) == 20
        await bot.database.run(lambda c: c.exec_driver_sql("PRAGMA max_page_count=100000"))
        await telegram.until(lambda: len(telegram.texts) == 20 and not telegram.pending)
        assert [text.split()[1] for text in telegram.texts] == [str(n) for n in range(20)]
        assert not bot.health.storage_failed


async def test_row_19_a_short_conflict_is_waited_for(telegram: StandIn) -> None:
    telegram.fail("getUpdates", refusal(409, "Conflict: terminated by other getUpdates", times=2))
    telegram.say("hello")
    async with polling(telegram) as bot:
        await telegram.until(lambda: telegram.texts == ["1 hello"])
        assert bot.health.conflict_since is None
        assert not bot.health.in_conflict


async def test_row_20_a_lasting_conflict_is_told(
    telegram: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.health.CONFLICT_SECONDS", 0.5)
    telegram.fail("getUpdates", refusal(409, "Conflict: terminated by other", times=99))
    async with polling(telegram) as bot:
        await telegram.until(lambda: bot.health.in_conflict)
        assert not bot.health.ready


@pytest.mark.parametrize("status", [401, 404])
async def test_row_21_a_revoked_token_ends_polling(telegram: StandIn, status: int) -> None:
    async with running(parrot(api_url=telegram.url)) as bot:
        telegram.fail("getUpdates", refusal(status, "Unauthorized"))
        with pytest.raises(InvalidToken) as raised:
            await bot.poll()
    assert ":AA" not in str(raised.value)


async def test_row_21_a_token_revoked_while_sending_keeps_the_message(
    telegram: StandIn,
) -> None:
    async with running(parrot(api_url=telegram.url), drain_seconds=0.1) as bot:
        telegram.fail("sendMessage", refusal(401, "Unauthorized", times=99))
        await bot.handle(telegram.say("hello"))
        assert bot.health.revoked.is_set()
        assert not bot.health.ready


async def test_row_25_polling_goes_on_after_an_outage(telegram: StandIn) -> None:
    async with polling(telegram):
        await telegram.until(lambda: bool(telegram.polls))
        await telegram.stop()
        await asyncio.sleep(0.3)
        telegram.say("hello")
        await telegram.start()
        await telegram.until(lambda: telegram.texts == ["1 hello"])


def test_row_27_a_slow_link_may_take_its_time() -> None:
    assert POLL_SECONDS >= 30
    # 5 s there, 5 s back, and a message of 4096 characters of 3 bytes at 2 kB/s.
    assert READ_SECONDS >= 10 + 4096 * 3 / 2000


async def test_row_29_an_update_that_comes_again_is_answered_once(
    telegram: StandIn, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    update = telegram.say("hello")
    telegram.pending += [update, update]
    async with polling(telegram, url):
        await telegram.until(lambda: bool(telegram.texts) and not telegram.pending)
    telegram.pending.append(update)
    async with polling(telegram, url):
        await telegram.until(lambda: not telegram.pending)
    assert telegram.texts == ["1 hello"]


async def test_row_30_numbers_may_jump_and_come_out_of_order(telegram: StandIn) -> None:
    async with polling(telegram):
        for number in (900, 905, 903, 20, 21):
            telegram.pending.append({"update_id": number, "message": message(f"n{number}")})
            telegram._arrived.set()
            await telegram.until(lambda n=number: any(f"n{n}" in t for t in telegram.texts))  # type: ignore[misc]
    assert [text.split()[1] for text in telegram.texts] == ["n900", "n905", "n903", "n20", "n21"]
