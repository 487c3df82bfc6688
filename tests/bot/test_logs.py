"""No log line holds the token or what people write, at any level."""

import asyncio
import logging
import os
import sys
from pathlib import Path

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot import logs
from bot.playground.server import serving

TOKEN = "1234567890:" + "AAsecret" * 5  # in two pieces: a whole one looks like a leak
COORDBOT = Path(sys.executable).parent / "coordbot"


@given(st.text(max_size=30), st.text(max_size=30))
def test_whatever_stands_around_a_token_it_is_redacted(before: str, after: str) -> None:
    assert "AAsecret" not in logs.redact(f"{before}{TOKEN}{after}")


def test_the_password_of_a_database_is_redacted() -> None:
    assert "hush" not in logs.redact("postgresql://coordbot:hush@db/coordbot")


def test_arguments_and_tracebacks_are_redacted(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    try:
        logs.configure("DEBUG")
        logging.getLogger("httpx").warning("GET https://api.telegram.org/bot%s/getMe", TOKEN)
        try:
            int(TOKEN)
        except ValueError:
            structlog.get_logger("x").exception("failed", url=f"/bot{TOKEN}/")
    finally:
        root.handlers[:], root.level = before
        structlog.reset_defaults()
    lines = capsys.readouterr().err
    assert "ValueError" in lines
    assert "AAsecret" not in lines


async def test_a_bot_started_at_debug_never_prints_its_token(tmp_path: Path) -> None:
    """It polls a Bot API that refuses it, then one that is not there."""
    async with serving(port=0) as address:
        environment = {
            **os.environ,
            "COORDBOT_TOKEN": TOKEN,
            "COORDBOT_LOG_LEVEL": "DEBUG",
            "COORDBOT_DATABASE_URL": f"sqlite:///{tmp_path}/bot.db",
            "COORDBOT_LISTEN": "127.0.0.1:0",
        }
        output = ""
        for url in (address, "http://127.0.0.1:9"):
            environment["COORDBOT_API_URL"] = url
            output += await _run(environment, tmp_path, until="telegram_unreachable")
    assert "does not accept this token" in output
    assert "telegram_unreachable" in output
    assert "AAsecret" not in output


async def _run(environment: dict[str, str], folder: Path, *, until: str) -> str:
    """Return what the bot prints until it ends by itself, or has printed something."""
    process = await asyncio.create_subprocess_exec(
        COORDBOT,
        "run",
        env=environment,
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    assert process.stdout is not None
    output = b""
    async with asyncio.timeout(60):
        while line := await process.stdout.readline():
            output += line
            if until.encode() in line and process.returncode is None:
                process.terminate()
    await process.wait()
    return output.decode()
