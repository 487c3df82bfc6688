"""``coordbot db backup`` and ``coordbot db restore``, on both databases."""

import asyncio
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.store import chats, dead, events
from bot.store.events import NewEvent
from bot.store.opening import open_beside, open_database
from bot.store.work import next_of
from tests.chat import SECRET
from tests.postgresql import BIN

cli = CliRunner()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{BIN}{os.pathsep}{os.environ['PATH']}")
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/var/bot.db"
    else:
        url = request.getfixturevalue("database_url")
    monkeypatch.setenv("COORDBOT_DATABASE_URL", url)
    monkeypatch.setenv("COORDBOT_SECRET", SECRET.text)
    return url


def _call(*arguments: str) -> tuple[int, str]:
    result = cli.invoke(app, ["db", *arguments])
    return result.exit_code, result.output


async def _save(url: str, state: str) -> None:
    async with open_database(url, secret=SECRET) as database:
        await database.run(lambda c: chats.save_state(c, 7, state, now=1.0))


async def _state(url: str) -> str:
    async with open_beside(url, secret=SECRET) as database:
        fresh = NewEvent("u:9", 7, "{}", received=1.0)
        await database.run(lambda c: events.journal(c, [fresh]))
        work = await database.run(lambda c: next_of(c, 7, now=2.0, most_unsent=1))
    return work.chat.state


async def _ask_and_bury(url: str) -> None:
    async with open_beside(url, secret=SECRET) as database:
        said = [NewEvent(key, 8, "said", 1.0) for key in ("u:1", "b:2")]
        said.append(NewEvent("t:x:8:1", 8, "timer", 1.0, due=9.0))
        await database.run(lambda c: events.journal(c, said))
        await database.run(
            lambda c: dead.bury_event(
                c, chat=7, key="u:2", payload="said", reason="a reason", now=0.0
            )
        )


async def _kept(url: str) -> tuple[list[str], int]:
    async with open_beside(url, secret=SECRET) as database:
        payloads = await database.run(
            lambda c: list(c.exec_driver_sql("SELECT payload FROM event").scalars())
        )
        return payloads, len(await database.run(dead.dead_letters))


def test_a_copy_brings_back_state_and_timers_but_no_message(url: str, tmp_path: Path) -> None:
    asyncio.run(_save(url, "before"))
    asyncio.run(_ask_and_bury(url))
    code, said = _call("backup", "--folder", str(tmp_path / "copies"))
    assert code == 0, said
    copy = Path(said.strip())
    assert copy.stat().st_mode & 0o777 == 0o600
    asyncio.run(_save(url, "after"))
    code, said = _call("restore", str(copy))
    assert code == 0, said
    assert asyncio.run(_kept(url)) == (["timer"], 0)
    assert asyncio.run(_state(url)) == "before"


def test_old_copies_are_removed(url: str, tmp_path: Path) -> None:
    asyncio.run(_save(url, "kept"))
    suffix = "backup" if url.startswith("sqlite") else "dump"
    name = url.rpartition("/")[2]
    if suffix == "dump":
        name += ".public"
    for day in range(1, 6):
        (tmp_path / f"{name}.2020010{day}T000000.{suffix}").touch()
    _call("backup", "--folder", str(tmp_path), "--keep", "2")
    left = sorted(path.name for path in tmp_path.glob(f"{name}.2*.{suffix}"))
    assert len(left) == 2
    assert left[0] == f"{name}.20200105T000000.{suffix}"


async def test_a_running_bot_is_not_overwritten(url: str, tmp_path: Path) -> None:
    await _save(url, "kept")
    _code, copy = await asyncio.to_thread(_call, "backup", "--folder", str(tmp_path))
    async with open_database(url, secret=SECRET):
        code, said = await asyncio.to_thread(_call, "restore", copy.strip())
    assert code == 2
    assert "stop" in said
    assert await _state(url) == "kept"


def test_the_database_before_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    monkeypatch.setenv("COORDBOT_DATABASE_URL", url)
    monkeypatch.setenv("COORDBOT_SECRET", SECRET.text)
    asyncio.run(_save(url, "before"))
    copy = _call("backup")[1].strip()
    asyncio.run(_save(url, "after"))
    assert "what was there before is now" in _call("restore", copy)[1]
    [aside] = tmp_path.glob("bot.db.replaced-*[0-9]")
    assert asyncio.run(_state(f"sqlite:///{aside}")) == "after"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [(None, "there is no file"), (b"junk" * 1000, "no sound copy"), (b"", "something else")],
    ids=["missing", "broken", "another"],
)
def test_what_is_no_copy_is_not_restored(
    content: bytes | None, complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    monkeypatch.setenv("COORDBOT_DATABASE_URL", url)
    monkeypatch.setenv("COORDBOT_SECRET", SECRET.text)
    asyncio.run(_save(url, "kept"))
    copy = tmp_path / "copy"
    if content is not None:
        copy.write_bytes(content)
    code, said = _call("restore", str(copy))
    assert code == 2
    assert complaint in said
    assert asyncio.run(_state(url)) == "kept"


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_copy_that_fails_leaves_nothing(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asyncio.run(_save(url, "kept"))
    programs = tmp_path / "programs"
    programs.mkdir()
    # It writes all that there is, and fails then.
    failing = f'#!/bin/sh\nPATH="{BIN}:$PATH" pg_dump "$@"; exit 1\n'
    (programs / "pg_dump").write_text(failing)
    (programs / "pg_dump").chmod(0o700)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    code, said = _call("backup", "--folder", str(tmp_path / "copies"))
    assert code == 2, said
    assert list((tmp_path / "copies").iterdir()) == []


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_without_the_programs_of_postgresql_it_says_so(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _call("upgrade")[0] == 0
    monkeypatch.setenv("PATH", str(tmp_path))
    code, said = _call("backup")
    assert code == 2
    assert "pg_dump is not installed here" in said
