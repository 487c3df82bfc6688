"""Row 52: too few files or too little memory at the start, or no room on the disk."""

import asyncio
import errno
import os
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.store import chats
from bot.store.backup import back_up_file
from bot.store.checks import make_folder
from bot.store.exceptions import UnsafeStoreError
from bot.store.opening import open_database
from bot.store.schema import chat

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("what", ["files", "memory"])
async def test_row_52_a_sound_database_is_not_put_aside_because_it_cannot_be_opened(
    tmp_path: Path, what: str
) -> None:
    path = tmp_path / "bot.db"
    async with open_database(f"sqlite:///{path}") as database:
        await database.run(lambda c: chats.save_state(c, 7, "kept", now=1.0))
    starved = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.bot.store.starved",
        *(str(path), what),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    out, _err = await starved.communicate()
    opened, tried = map(int, out.decode().split(" of "))
    assert 0 < opened < tried
    assert not list(tmp_path.glob("bot.db.broken-*"))
    async with open_database(f"sqlite:///{path}") as database:
        assert await database.run(lambda c: c.execute(chat.select()).one().state) == "kept"


async def test_row_52_a_copy_that_has_no_room_does_not_cost_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bot.db"
    async with open_database(f"sqlite:///{path}"):
        back_up_file(path)
    path.write_bytes(b"broken" * 1000)

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(UnsafeStoreError, match="No space left"):
            async with open_database(f"sqlite:///{path}"):
                pass
    assert path.read_bytes().startswith(b"broken")
    async with open_database(f"sqlite:///{path}"):
        pass
    assert len(list(tmp_path.glob("bot.db.broken-*"))) == 1


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.EMFILE, 1), (errno.ENOSPC, 1), (errno.EACCES, 2), (errno.EROFS, 2)],
    ids=["files", "disk full", "not allowed", "read-only"],
)
def test_row_52_what_may_pass_is_tried_again_and_what_somebody_must_mend_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: int
) -> None:
    def refuse(self: Path, _content: bytes) -> None:
        raise OSError(number, os.strerror(number), str(self))

    async def serve(_settings: object) -> None:
        make_folder(tmp_path / "bot.db")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    monkeypatch.setattr("bot.logs.configure", lambda _level: None)
    monkeypatch.setattr("bot.process.serve", serve)
    result = CliRunner().invoke(app, ["run"])
    assert result.exit_code == code
    assert os.strerror(number) in " ".join(result.output.split())
