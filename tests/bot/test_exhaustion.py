"""Row 52: a process that has run out of memory ends, and what it was at is not given up."""

import asyncio
import os
import threading

import pytest
from sqlalchemy.exc import OperationalError

from bot.background import background
from bot.delivery.running import running
from bot.exhaustion import ending_when_exhausted
from bot.store import figures
from bot.store.opening import open_database
from bot.store.peers import Peers
from tests.bot.parrot import parrot
from tests.bot.standin import StandIn, message, standing_in
from tests.chat import SECRET


@pytest.fixture
def ends(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """With which codes the process would have ended."""
    codes: list[int] = []
    monkeypatch.setattr(os, "_exit", codes.append)
    return codes


class _Ended(BaseException):
    """Nothing of what was at work goes on after the end of the process."""


@pytest.fixture
def end(ends: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing go on that has ended the process."""

    def ended(code: int) -> None:
        ends.append(code)
        raise _Ended

    monkeypatch.setattr(os, "_exit", ended)


def _lack(*_arguments: object, **_named: object) -> None:
    raise MemoryError


async def test_row_52_a_callback_that_lacks_memory_ends_the_process(ends: list[int]) -> None:
    with ending_when_exhausted():
        asyncio.get_running_loop().call_soon(_lack)
        await asyncio.sleep(0.01)
    assert ends == [1]


async def test_row_52_a_thread_that_lacks_memory_ends_the_process(
    ends: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    others: list[object] = []
    monkeypatch.setattr(threading, "excepthook", others.append)
    with ending_when_exhausted():
        thread = threading.Thread(target=_lack)
        thread.start()
        await asyncio.to_thread(thread.join)
    assert ends == [1]
    assert len(others) == 1


@pytest.mark.usefixtures("end")
@pytest.mark.parametrize("where", ["handler", "log", "parsing"])
async def test_row_52_an_event_that_lacks_memory_is_kept_and_the_process_ends(
    ends: list[int], monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    async with (
        standing_in(StandIn()) as telegram,
        open_database() as database,
        running(parrot(api_url=telegram.url), database=database) as bot,
    ):
        with ending_when_exhausted(), monkeypatch.context() as patched:
            if where == "parsing":
                patched.setattr("bot.delivery.incoming.handling.update_of", _lack)
            else:
                patched.setattr("tests.bot.parrot.counted", _lack)
            if where == "log":
                patched.setattr("handlers.other._log", None)
            await bot.handle(telegram.say("hello"))
            await asyncio.sleep(0.01)
        assert ends == [1]
        assert telegram.texts == []
        waiting = await database.run(lambda c: figures.count(c, now=5e9))
        assert (waiting.events, waiting.dead_letters) == (1, 0)
        await bot.delivery.sweep()
        await bot.settled(7)
        assert telegram.texts == ["1 hello"]


@pytest.mark.usefixtures("end")
async def test_row_52_work_beside_that_lacks_memory_ends_the_process(ends: list[int]) -> None:
    async def work() -> None:
        _lack()

    with ending_when_exhausted():
        async with background(work, again=0.01):
            await asyncio.sleep(0.05)
            assert ends == [1]


@pytest.mark.usefixtures("end")
async def test_row_52_what_is_not_kept_ends_the_process_too(
    ends: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"id": "1", "from": message("")["from"], "query": "CERF", "offset": ""}
    monkeypatch.setattr("bot.delivery.incoming.handling.update_of", _lack)
    async with standing_in(StandIn()) as telegram, running(parrot(api_url=telegram.url)) as bot:
        with ending_when_exhausted():
            await bot.handle(telegram.push(inline_query=asked))
    assert ends == [1]


@pytest.mark.usefixtures("end")
async def test_row_52_an_answer_past_the_journal_that_lacks_memory_ends_the_process(
    ends: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_arguments: object) -> None:
        raise OperationalError("", None, Exception())

    monkeypatch.setattr("bot.delivery.unkept.update_of", _lack)
    async with standing_in(StandIn()) as telegram, running(parrot(api_url=telegram.url)) as bot:
        asked = telegram.say("hello")
        with ending_when_exhausted(), monkeypatch.context() as patched:
            patched.setattr(bot.database, "run", full)
            with pytest.raises(_Ended):
                await bot.delivery.accept([asked])
    assert ends == [1]


@pytest.mark.usefixtures("end")
async def test_row_52_a_replica_that_lacks_memory_to_stay_with_the_others_ends(
    ends: list[int], monkeypatch: pytest.MonkeyPatch, database_url: str
) -> None:
    async with (
        standing_in(StandIn()) as telegram,
        open_database(database_url, secret=SECRET) as database,
        running(parrot(api_url=telegram.url), database=database),
    ):
        with ending_when_exhausted(), monkeypatch.context() as patched:
            patched.setattr(Peers, "survey", _lack)
            async with asyncio.timeout(10):
                while not ends:  # noqa: ASYNC110 - nobody tells
                    await asyncio.sleep(0.05)
    assert ends == [1]


async def test_what_goes_on_beside_is_begun_again_when_it_fails() -> None:
    begun: list[int] = []
    done = asyncio.Event()

    async def work() -> None:
        begun.append(1)
        if len(begun) < 3:
            raise OSError("no room")
        done.set()

    async with asyncio.timeout(10), background(work, again=0.01):
        await done.wait()
        await asyncio.sleep(0.05)
    assert len(begun) == 3, "what has come to its end is not begun again"


async def test_a_sweep_that_fails_is_not_done_without() -> None:
    async with standing_in(StandIn()) as telegram, running(parrot(api_url=telegram.url)) as bot:

        async def fail() -> None:
            raise LookupError

        bot.delivery.sweep = fail  # type: ignore[method-assign]
        async with asyncio.timeout(5):
            with pytest.raises(LookupError):
                await bot.poll()
