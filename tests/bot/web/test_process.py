"""The whole program behind a webhook, and back to polling."""

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.web.webhook import SECRET_HEADER
from tests.bot.posting import Posting
from tests.bot.standin import TOKEN, refusal
from tests.bot.web.certificates import make
from tests.bot.web.conftest import PATH, SECRET
from tests.ports import free_port

COORDBOT = Path(sys.executable).parent / "coordbot"


@pytest.fixture
def environment(telegram: Posting, tmp_path: Path) -> dict[str, str]:
    port = free_port()
    return {
        **os.environ,
        "COORDBOT_TOKEN": TOKEN,
        "COORDBOT_API_URL": telegram.url,
        "COORDBOT_DATABASE_URL": f"sqlite:///{tmp_path}/bot.db",
        "COORDBOT_LOG_LEVEL": "DEBUG",
        "COORDBOT_WEBHOOK_URL": f"http://127.0.0.1:{port}{PATH}",
        "COORDBOT_WEBHOOK_SECRET": SECRET,
        "COORDBOT_LISTEN": f"127.0.0.1:{port}",
    }


@contextlib.asynccontextmanager
async def coordbot(environment: dict[str, str], folder: Path, mode: str) -> AsyncIterator[None]:
    """Run the program; its log is in ``<mode>.log``."""
    with (folder / f"{mode}.log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            COORDBOT, "run", env={**environment, "COORDBOT_MODE": mode}, cwd=folder, stderr=log
        )
        try:
            yield
        finally:
            if process.returncode is None:
                process.terminate()
            assert await asyncio.wait_for(process.wait(), 20) == 0


async def test_row_54_a_webhook_served_by_the_whole_program_and_then_polling(
    telegram: Posting, environment: dict[str, str], tmp_path: Path
) -> None:
    telegram.fail("sendMessage", refusal(400, "Bad Request: something new"))
    telegram.say("a secret question")
    async with coordbot(environment, tmp_path, "webhook"):
        await telegram.until(lambda: 200 in telegram.answers, seconds=60)
        telegram.say("谁领导营养集群")
        await telegram.until(lambda: any("UNICEF" in text for text in telegram.texts))
        assert await telegram.post(b'{"private": "hush"}') == 400
        assert await telegram.post(b'{"private": "hush"}', **{SECRET_HEADER: "guessed"}) == 403
    telegram.say("who leads shelter in a disaster?")
    async with coordbot(environment, tmp_path, "polling"):
        await telegram.until(
            lambda: any("IFRC" in t for t in telegram.texts) and not telegram.pending, seconds=60
        )
    assert len(telegram.texts) == 2
    assert not telegram.webhook
    log = (tmp_path / "webhook.log").read_text("utf-8") + (tmp_path / "polling.log").read_text()
    for hidden in (TOKEN, SECRET, "guessed", "hush", "secret question", "营养"):
        assert hidden not in log
    lines = [json.loads(line) for line in log.splitlines() if line]
    [not_sent] = [line for line in lines if line["event"] == "not_sent"]
    [dead] = [line for line in lines if line["event"] == "message_dead"]
    assert not_sent["event_key"] == dead["event_key"] == "u:1000"


async def test_without_a_proxy_the_bot_is_posted_to_over_https(
    telegram: Posting, environment: dict[str, str], tmp_path: Path
) -> None:
    pair = make(tmp_path / "own", "127.0.0.1")
    url = environment["COORDBOT_WEBHOOK_URL"].replace("http://", "https://")
    environment |= {
        "COORDBOT_WEBHOOK_URL": url,
        "COORDBOT_WEBHOOK_CERTIFICATE": str(pair.certificate),
        "COORDBOT_WEBHOOK_KEY": str(pair.key),
        "COORDBOT_LISTEN": "127.0.0.1:0",
    }
    telegram.say("谁领导营养集群")
    async with coordbot(environment, tmp_path, "webhook"):
        await telegram.until(lambda: any("UNICEF" in text for text in telegram.texts), seconds=60)
        assert telegram.webhook["certificate"] == pair.certificate.read_bytes()
        # Health and figures stay inside.
        for path in ("/healthz", "/readyz", "/metrics"):
            assert await telegram.post(b"", url=url.replace("/telegram", path)) == 404
        other = make(tmp_path / "other", "127.0.0.1").certificate.read_bytes()
        telegram.webhook["certificate"] = other
        assert await telegram.post(b"") == 0, "it must not show the certificate of another"
