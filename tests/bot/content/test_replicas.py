"""Several processes on one PostgreSQL answer from the content that a curator went back to."""

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.application import bare_application
from bot.content import watching
from bot.content.live import LiveContent
from bot.content.sources import Sources
from bot.content.watching import follow, join
from bot.delivery.running import Running, running
from bot.store import choices
from bot.store.database import Database
from bot.store.opening import in_schema, open_database
from handlers.messages.texts import Texts
from handlers.services import Services
from knowledge.content.editions import Edition
from tests.bot.delivery.replicated import until
from tests.chat import NOW, SECRET
from tests.conftest import FakeClock
from tests.fake_telegram import TOKEN, FakeTelegram
from tests.knowledge.conftest import content
from tests.postgresql import Server

__all__ = ["content"]
GOOD, BAD, BETTER = "一家测试机构。", "一家搞错了的机构。", "一家改正了的机构。"


@dataclass
class Replica:
    """One process, and what it answered from when it began to answer."""

    live: LiveContent
    services: Services
    bot: Running
    first: str = field(init=False)

    def __post_init__(self) -> None:
        self.first = self.text

    @property
    def text(self) -> str:
        """What it says of the one entry."""
        return said_by(self.services)


Start = Callable[..., contextlib.AbstractAsyncContextManager[Replica]]


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_LOOK_SECONDS", 0.05)


@pytest.fixture
def start(content: Path, tmp_path_factory: pytest.TempPathFactory, database_url: str) -> Start:
    """Return what starts a process, in a container made anew unless it is given a folder."""
    unanswered = content / "vocabulary" / "unanswered.yaml"
    unanswered.write_text("weather: [天气]\n", encoding="utf-8")
    moments = (datetime.fromtimestamp(NOW, UTC) + timedelta(minutes=n) for n in range(1000))

    @contextlib.asynccontextmanager
    async def run(
        *, var: Path | None = None, files: Path = content, url: str = database_url
    ) -> AsyncIterator[Replica]:
        kept = (var or tmp_path_factory.mktemp("var")) / "editions"
        live = LiveContent(Sources(files, kept=kept), now=lambda: next(moments))
        services = Services(live.open(), Texts(), FakeClock())
        live.serve(services)
        application = bare_application(TOKEN, services, request=FakeTelegram())
        async with open_database(url, secret=SECRET) as database:
            await join(live, database)
            async with running(application, database=database, drain_seconds=0.1) as bot:
                await live.remember()
                following = asyncio.create_task(follow(live, bot, services))
                try:
                    yield Replica(live, services, bot)
                finally:
                    following.cancel()
                    await asyncio.gather(following, return_exceptions=True)

    return run


async def spoil(content: Path, *replicas: Replica, old: str = GOOD, new: str = BAD) -> None:
    """Change the files, which every process notices."""
    write(content, old, new)
    for one in replicas:
        assert (await one.live.catch_up()).swapped


def write(content: Path, old: str, new: str) -> None:
    path = content / "entries" / "body" / "test-body.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def said_by(services: Services) -> str:
    entry = services.assistant.knowledge.entries["test-body"]
    return entry.facets["definition"].statements[0].zh


async def say(text: str, *replicas: Replica) -> None:
    """Wait until all answer from some content."""
    await until(lambda: all(one.text == text for one in replicas))


async def chosen(database: Database) -> choices.Choice | None:
    return await database.run(choices.current)


async def test_all_go_back_when_one_does_and_go_on_when_one_is_told_to(
    start: Start, content: Path
) -> None:
    async with start() as one, start() as two:
        await spoil(content, one, two)
        assert (await one.live.roll_back(1)) is not None
        assert one.text == GOOD
        await say(GOOD, two)
        async with start() as fresh:
            assert fresh.first == GOOD
            for other in (one, two, fresh):
                assert not (await other.live.catch_up()).swapped
            assert (await fresh.live.reload()).swapped
            await say(BAD, one, two, fresh)
            assert await chosen(one.bot.database) is None
    async with start() as restarted:
        assert restarted.first == BAD


async def test_new_files_are_in_force_for_all(start: Start, content: Path) -> None:
    async with start() as one, start() as two:
        await spoil(content, one, two)
        await one.live.roll_back(1)
        await say(GOOD, two)
        write(content, BAD, BETTER)
        assert (await two.live.catch_up()).swapped
        await say(BETTER, one, two)
        assert await chosen(one.bot.database) is None


async def test_killed_in_between_it_goes_back_all_the_same_and_once(
    start: Start, content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start(var=tmp_path / "var") as one, start() as two:
        await spoil(content, one, two, new=BETTER)
        await spoil(content, one, two, old=BETTER)
        with monkeypatch.context() as patched:
            patched.setattr(LiveContent, "_swap", _killed)
            with pytest.raises(_KilledError):
                await one.live.roll_back(1)
        await say(BETTER, two)
    async with start(var=tmp_path / "var") as again:
        assert again.first == BETTER
        # The update was not marked as done.
        change = await again.live.roll_back(1)
        assert change is not None
        assert change.version == again.services.assistant.knowledge.version
        assert again.text == BETTER
        await again.live.roll_back(2)
        assert again.text == GOOD


async def test_what_cannot_be_gone_back_to_is_said_by_one_that_did_not_see_it(
    start: Start, content: Path
) -> None:
    async with start() as one:
        await spoil(content, one, new=BETTER)
        async with start() as two:
            await spoil(content, one, two, old=BETTER)
            await one.live.roll_back(1)
            await one.live.roll_back(2)
            await say(GOOD, one, two)
            # What it has a copy of is newer, and was gone back from.
            assert await two.live.roll_back(3) is None
            assert two.text == GOOD


async def test_files_that_were_not_gone_back_from_stay_in_force(
    start: Start, content: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    others = tmp_path_factory.mktemp("other") / "content"
    shutil.copytree(content, others)
    write(others, GOOD, BETTER)
    async with start() as one, start(files=others) as other:
        await spoil(content, one)
        await one.live.roll_back(1)
        async with start(files=others) as fresh:
            assert fresh.first == BETTER
            await spoil(others, fresh, old=BETTER, new="又一家机构。")
            assert one.text == GOOD
            await until(lambda: other.live._choice is not None)
            assert other.text == BETTER
            # Its files become those that were gone back from.
            write(others, "又一家机构。", BAD)
            assert (await fresh.live.catch_up()).swapped
            assert fresh.text == GOOD
        assert await chosen(one.bot.database) is not None


@pytest.mark.parametrize("harm", ["cut off", "of another program"])
async def test_one_that_cannot_read_it_stays_with_its_files_and_says_so_once(
    start: Start, content: Path, tmp_path_factory: pytest.TempPathFactory, harm: str
) -> None:
    async with start() as one, start() as two:
        await spoil(content, one, two)
        known = two.services.assistant.knowledge.version
        packed = _unreadable(content, tmp_path_factory.mktemp("edition"), harm)
        impossible = choices.Choice(known, "0123456789", asked=1, since=1.0)
        with capture_logs() as lines:
            await one.bot.database.run(partial(choices.put, chosen=impossible, edition=packed))
            await until(lambda: one.live._choice == two.live._choice == impossible)
            await asyncio.sleep(0.3)
        broken = [line for line in lines if line["event"] == "copy_broken"]
        assert [line["copy"] for line in broken] == ["0123456789"] * 2
        assert one.text == two.text == BAD
        async with start() as fresh:
            assert fresh.first == BAD
        # Whoever has an older copy of her own goes back to that.
        await one.live.roll_back(2)
        await say(GOOD, one, two)


async def test_files_that_are_broken_lift_nothing(start: Start, content: Path) -> None:
    async with start() as one, start() as two:
        await spoil(content, one, two)
        await one.live.roll_back(1)
        await say(GOOD, two)
        write(content, "  definition:", "  colour:")
        assert (await two.live.reload()).problems
        assert await chosen(one.bot.database) is not None
        assert one.text == two.text == GOOD


async def test_offices_in_one_database_go_back_each_by_itself(
    start: Start, content: Path, database_url: str
) -> None:
    kenya, sudan = (in_schema(database_url, name) for name in ("kenya", "sudan"))
    async with start(url=kenya) as one, start(url=sudan) as other:
        await spoil(content, one, other)
        await one.live.roll_back(1)
        async with start(url=sudan) as fresh:
            assert fresh.first == BAD
        assert await chosen(other.bot.database) is None
        assert (one.text, other.text) == (GOOD, BAD)


async def test_one_that_starts_while_the_server_is_away_waits_for_it(
    start: Start, content: Path, database_url: str, postgresql: Server, tmp_path: Path
) -> None:
    async with start() as one:
        await spoil(content, one)
        await one.live.roll_back(1)
    live = LiveContent(Sources(content, kept=tmp_path / "var"))
    services = Services(live.open(), Texts(), FakeClock())
    live.serve(services)
    async with open_database(database_url, secret=SECRET) as database:
        await asyncio.to_thread(postgresql.stop)
        joining = asyncio.create_task(join(live, database))
        await asyncio.sleep(0.3)
        assert not joining.done()
        await asyncio.to_thread(postgresql.start)
        await joining
    assert (
        services.assistant.knowledge.entries["test-body"].facets["definition"].statements[0].zh
        == GOOD
    )


class _KilledError(Exception):
    pass


def _killed(*_arguments: object) -> None:
    raise _KilledError


def _unreadable(content: Path, folder: Path, harm: str) -> bytes:
    edition = Edition(folder / "20261124T080000-0123456789")
    shutil.copytree(content, edition.directory)
    if harm == "cut off":
        return edition.packed()[:-100]
    write(edition.directory, "kind: body", "sort: body")
    return edition.packed()
