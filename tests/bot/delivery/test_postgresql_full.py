"""Row 11 on PostgreSQL: the disk that its tables are on is full."""

import contextlib
import os
import pwd
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.application import build_application
from bot.delivery.running import running
from bot.process import limits_on
from bot.store.opening import open_database
from tests.bot.delivery.poll import polling_of
from tests.bot.standin import TOKEN, StandIn
from tests.chat import SECRET
from tests.postgresql import Server, serving

MEGABYTES = 24
"""An empty database takes eight."""
CHATS = range(1, 41)


async def test_row_11_on_postgresql_questions_are_answered_while_nothing_can_be_kept(
    telegram: StandIn, server: Server, disk: Path
) -> None:
    url = server.new_database(disk)
    application = build_application(TOKEN, api_url=telegram.url)
    async with (
        open_database(url, secret=SECRET) as database,
        running(application, database=database, limits=limits_on(database)) as bot,
        polling_of(bot),
    ):
        await telegram.until(lambda: bool(telegram.polls))
        with _full(disk):
            for chat in CHATS:
                telegram.say(f"/start {'x' * 3000}", chat=chat)
            telegram.say("who leads nutrition?", chat=99)
            telegram.say("/leads", chat=99)
            await telegram.until(lambda: bool(telegram.texts_to(99)))
            [answer] = telegram.texts_to(99)
            assert "UNICEF" in answer
            assert "not remember anything just now" in answer
            assert len(telegram.pending) == len(CHATS) + 2
            assert not bot.health.ready
        await telegram.until(lambda: not telegram.pending, seconds=60)
        await telegram.until(lambda: all(map(telegram.texts_to, CHATS)), seconds=60)
        await telegram.until(lambda: len(telegram.texts_to(99)) == 2)
    assert all(len(telegram.texts_to(chat)) == 1 for chat in CHATS)
    assert "not remember" not in telegram.texts_to(99)[1]


@pytest.fixture
def disk() -> Iterator[Path]:
    """A disk of its own, in memory, where the server may write."""
    owner = pwd.getpwnam("postgres")
    folder = Path(tempfile.mkdtemp(prefix="coordbot-disk-"))
    options = f"size={MEGABYTES}m,mode=0700,uid={owner.pw_uid},gid={owner.pw_gid}"
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        folder.rmdir()
        pytest.skip("only root can mount a disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)
        folder.rmdir()


@pytest.fixture
def server(disk: Path) -> Iterator[Server]:
    """A server of its own: that of the other tests could not start again without the disk."""
    with serving() as server:
        yield server


@contextlib.contextmanager
def _full(disk: Path) -> Iterator[None]:
    """Leave no room on a disk."""
    filler = disk / "filler"
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    try:
        yield
    finally:
        filler.unlink()
