"""The whole program behind a webhook, and back to polling."""

import json
from pathlib import Path

import pytest

from bot.web.webhook import SECRET_HEADER
from tests.bot.posting import Posting
from tests.bot.standin import TOKEN, refusal
from tests.bot.web.certificates import make
from tests.bot.web.conftest import PATH, SECRET
from tests.ports import free_port
from tests.program import connected_to, running


@pytest.fixture
def settings(telegram: Posting, folder: Path) -> dict[str, str]:
    port = free_port()
    return connected_to(telegram) | {
        "DATABASE_URL": f"sqlite:///{folder}/bot.db",
        "LOG_LEVEL": "DEBUG",
        "MODE": "webhook",
        "WEBHOOK_URL": f"http://127.0.0.1:{port}{PATH}",
        "WEBHOOK_SECRET": SECRET,
        "LISTEN": f"127.0.0.1:{port}",
    }


async def test_row_54_a_webhook_served_by_the_whole_program_and_then_polling(
    telegram: Posting, settings: dict[str, str], folder: Path
) -> None:
    telegram.fail("sendMessage", refusal(400, "Bad Request: something new"))
    telegram.say("a secret question")
    async with running(folder, settings) as posted:
        await telegram.until(lambda: 200 in telegram.answers, seconds=60)
        telegram.say("谁领导营养集群")
        await telegram.until(lambda: any("UNICEF" in text for text in telegram.texts))
        assert await telegram.post(b'{"private": "hush"}') == 400
        assert await telegram.post(b'{"private": "hush"}', **{SECRET_HEADER: "guessed"}) == 403
    telegram.say("who leads shelter in a disaster?")
    async with running(folder, settings | {"MODE": "polling"}) as polling:
        await telegram.until(
            lambda: any("IFRC" in t for t in telegram.texts) and not telegram.pending, seconds=60
        )
    assert len(telegram.texts) == 2
    assert not telegram.webhook
    log = posted.said + polling.said
    for hidden in (TOKEN, SECRET, "guessed", "hush", "secret question", "营养"):
        assert hidden not in log
    lines = [json.loads(line) for line in log.splitlines() if line]
    [not_sent] = [line for line in lines if line["event"] == "not_sent"]
    [dead] = [line for line in lines if line["event"] == "message_dead"]
    assert not_sent["event_key"] == dead["event_key"] == "u:1000"


async def test_without_a_proxy_the_bot_is_posted_to_over_https(
    telegram: Posting, settings: dict[str, str], folder: Path
) -> None:
    pair = make(folder / "own", "127.0.0.1")
    url = settings["WEBHOOK_URL"].replace("http://", "https://")
    settings |= {
        "WEBHOOK_URL": url,
        "WEBHOOK_CERTIFICATE": str(pair.certificate),
        "WEBHOOK_KEY": str(pair.key),
        "LISTEN": "127.0.0.1:0",
    }
    telegram.say("谁领导营养集群")
    async with running(folder, settings):
        await telegram.until(lambda: any("UNICEF" in text for text in telegram.texts), seconds=60)
        assert telegram.webhook["certificate"] == pair.certificate.read_bytes()
        # Health and figures stay inside.
        for path in ("/healthz", "/startupz", "/readyz", "/metrics"):
            assert await telegram.post(b"", url=url.replace("/telegram", path)) == 404
        other = make(folder / "other", "127.0.0.1").certificate.read_bytes()
        telegram.webhook["certificate"] = other
        assert await telegram.post(b"") == 0, "it must not show the certificate of another"
