"""No log line holds the token or what people write, at any level."""

import asyncio
import errno
import io
import json
import logging
import re
from pathlib import Path

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from bot import logs
from bot.cli import app
from bot.playground.server import serving
from tests.bot.logged import logged
from tests.program import COORDBOT, Program, start

TOKEN = "1234567890:" + "AAsecret" * 5  # in two pieces: a whole one looks like a leak
SAID = "my sister Fatima is in Herat"


@given(st.text(max_size=30), st.text(max_size=30))
def test_whatever_stands_around_a_token_it_is_redacted(before: str, after: str) -> None:
    assert "AAsecret" not in logs.redact(f"{before}{TOKEN}{after}")


def test_the_password_of_a_database_is_redacted() -> None:
    assert "hush" not in logs.redact("postgresql://coordbot:hush@db/coordbot")


def test_arguments_and_tracebacks_are_redacted(capsys: pytest.CaptureFixture[str]) -> None:
    with logged():
        logging.getLogger("httpx").warning("GET https://api.telegram.org/bot%s/getMe", TOKEN)
        try:
            int(TOKEN)
        except ValueError:
            structlog.get_logger("x").exception("failed", url=f"/bot{TOKEN}/")
    lines = capsys.readouterr().err
    assert "ValueError" in lines
    assert "AAsecret" not in lines


def _ask_in_vain() -> None:
    try:
        int(SAID)
    except ValueError as error:
        raise OSError(errno.ENOSPC, SAID) from error


@pytest.mark.parametrize("name", ["bot", "aiohttp.server"])
def test_an_exception_is_told_without_its_words(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with logged():
        logger = structlog.get_logger(name) if name == "bot" else logging.getLogger(name)
        try:
            _ask_in_vain()
        except OSError:
            logger.exception("failed")
    told = json.loads(capsys.readouterr().err)["exception"]
    assert SAID not in told
    first, second = told.split("after ")
    assert first.startswith(f"OSError {errno.ENOSPC}\n")
    assert second.startswith("ValueError\n")
    assert len(re.findall(r"test_logs\.py:\d+ _ask_in_vain", told)) == 2


def test_what_the_event_loop_tells_is_told_without_what_was_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def fail() -> None:
        _ask_in_vain()

    async def nobody_looks() -> None:
        asyncio.get_running_loop().call_soon(int, SAID)
        await asyncio.wait([asyncio.create_task(fail())])

    with logged():
        asyncio.run(nobody_looks())
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert {line["event"] for line in lines if line["level"] == "error"} == {
        "Exception in callback int",
        "Task exception was never retrieved",
    }
    assert SAID[:9] not in str(lines)


def test_a_line_that_cannot_be_written_tells_nothing_of_what_was_in_it(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(logging, "raiseExceptions", True)  # as Python has it
    closed = io.StringIO()
    closed.close()
    with logged(closed):
        try:
            int("hush")
        except ValueError:
            logging.getLogger("x").exception("failed")
    assert "hush" not in "".join(capfd.readouterr())


@pytest.mark.parametrize("error", [KeyError(SAID), OSError(errno.EIO, SAID)], ids=repr)
def test_what_ends_the_process_is_told_without_its_words(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def serve(_settings: object) -> None:
        raise error

    monkeypatch.setattr("bot.process.serve", serve)
    with logged():
        monkeypatch.setattr("bot.logs.configure", lambda _level: None)
        result = CliRunner().invoke(app, ["run"])
    assert result.exit_code == 1
    [line] = [json.loads(one) for one in capsys.readouterr().err.splitlines()]
    assert (line["event"], line["level"]) == ("process_failed", "critical")
    assert line["exception"].startswith(type(error).__name__)
    assert SAID not in result.output + str(line) + str(result.exception)


async def test_a_bot_started_at_debug_never_prints_its_token(folder: Path) -> None:
    """It polls a Bot API that refuses it, then one that is not there."""
    async with serving(port=0) as address:
        refused = await _started(folder, address)
        assert await refused.ended() == 2
        alone = await _started(folder, "http://127.0.0.1:9")
        async with asyncio.timeout(60):
            while "telegram_unreachable" not in alone.said:  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.05)
        await alone.end()
    assert "does not accept this token" in refused.said
    assert "AAsecret" not in refused.said + alone.said


async def _started(folder: Path, url: str) -> Program:
    settings = {"TOKEN": TOKEN, "API_URL": url, "LOG_LEVEL": "DEBUG", "LISTEN": "127.0.0.1:0"}
    return await start([COORDBOT, "run"], folder, settings)
