"""``coordbot status`` and ``coordbot doctor``, against a stand-in and a running bot."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.cli.checks import machine, telegram
from bot.store import dead
from bot.store.opening import open_beside, open_database
from knowledge.assistant import Assistant
from tests import chat
from tests.bot import standin
from tests.bot.posting import Posting, posting
from tests.bot.standin import TOKEN
from tests.bot.web.conftest import SECRET, Served, serving_parrot

WELL = {"can_join_groups": True, "supports_inline_queries": True}


@pytest.fixture(autouse=True)
def _well(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(standin, "ME", standin.ME | WELL)


@pytest.fixture
async def stand_in() -> AsyncIterator[Posting]:
    async with posting() as one:
        yield one


@pytest.fixture
async def served(stand_in: Posting, assistant: Assistant, tmp_path: Path) -> AsyncIterator[Served]:
    async with serving_parrot(stand_in, assistant, f"sqlite:///{tmp_path}/bot.db") as served:
        served.bot.health.polled = served.bot.health.clock()
        yield served


async def coordbot(command: str, served: Served, **settings: str) -> Result:
    """Run a command beside a running bot, in a thread: it has an event loop of its own."""
    environment = {
        "COORDBOT_TOKEN": TOKEN,
        "COORDBOT_API_URL": served.telegram.url,
        "COORDBOT_DATABASE_URL": "sqlite:///bot.db",
        "COORDBOT_MODE": "webhook",
        "COORDBOT_WEBHOOK_URL": served.settings.webhook_url,
        "COORDBOT_WEBHOOK_SECRET": SECRET,
        "COORDBOT_LISTEN": f"127.0.0.1:{served.port}",
        **{f"COORDBOT_{name}": value for name, value in settings.items()},
    }
    return await asyncio.to_thread(CliRunner().invoke, app, [command], env=environment)


async def test_doctor_finds_nothing_wrong_with_a_bot_that_is_well(served: Served) -> None:
    result = await coordbot("doctor", served)
    assert result.exit_code == 0, result.output
    assert "✗" not in result.output
    for about in (
        "content",
        "token",
        "connection",
        "clock",
        "disk",
        "database",
        "webhook",
        "privacy mode",
    ):
        assert f"✓ {about}: " in result.output
    assert "✓ bot: at work" in result.output
    assert TOKEN not in result.output


@pytest.mark.parametrize(
    ("me", "about"),
    [
        ({"can_read_all_group_messages": True}, "privacy mode"),
        ({"can_join_groups": False}, "groups"),
        ({"supports_inline_queries": False}, "inline mode"),
    ],
)
async def test_doctor_says_what_to_tell_botfather(
    served: Served, monkeypatch: pytest.MonkeyPatch, me: dict[str, bool], about: str
) -> None:
    monkeypatch.setattr(standin, "ME", standin.ME | me)
    result = await coordbot("doctor", served)
    assert result.exit_code == 1
    assert f"✗ {about}: " in result.output
    assert "@BotFather" in result.output


async def test_doctor_knows_a_wrong_token_from_a_dead_network(served: Served) -> None:
    wrong = await coordbot("doctor", served, TOKEN="123456789:" + "AAwrong" * 5)
    assert wrong.exit_code == 1
    assert "✗ token: Telegram does not know it" in wrong.output
    dead = await coordbot("doctor", served, API_URL="http://127.0.0.1:9")
    assert dead.exit_code == 1
    assert "✗ connection: http://127.0.0.1:9 cannot be reached" in dead.output
    assert TOKEN not in dead.output


async def test_doctor_knows_a_country_without_content(served: Served) -> None:
    result = await coordbot("doctor", served, COUNTRY="XZZ")
    assert result.exit_code == 1
    told = "COORDBOT_COUNTRY: there is no content of its own for XZZ; there is for none"
    assert told in " ".join(result.output.split())


async def test_doctor_says_that_a_webhook_keeps_polling_from_updates(served: Served) -> None:
    result = await coordbot("doctor", served, MODE="polling")
    assert result.exit_code == 1
    assert "✗ webhook: one is set, so polling fetches nothing" in result.output


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("", "✗ webhook: none is registered; 0 updates wait → start the bot"),
        ("https://other.example/", "✗ webhook: another URL is registered; 0 updates wait → stop"),
    ],
)
async def test_doctor_says_what_there_is_instead_of_the_webhook(
    served: Served, url: str, told: str
) -> None:
    served.telegram.webhook = {"url": url}
    result = await coordbot("doctor", served)
    assert result.exit_code == 1
    assert told in result.output


async def test_doctor_says_why_telegram_cannot_deliver(served: Served) -> None:
    served.instance.bot = None
    served.telegram.say("waits")
    await served.telegram.until(lambda: served.telegram.error_date > 0)
    result = await coordbot("doctor", served)
    assert result.exit_code == 1
    assert "✗ webhook: 1 updates wait; last error: Wrong response" in result.output
    assert "✗ bot: the process is starting" in result.output


@pytest.mark.parametrize(("ahead", "told"), [(95, "s ahead of "), (-95, "s behind ")])
async def test_row_49_a_wrong_clock_is_told(served: Served, ahead: int, told: str) -> None:
    found = await telegram.telegram(served.settings, clock=lambda: time.time() + ahead)
    [clock] = [finding for finding in found if finding.about == "clock"]
    assert told in clock.told
    assert not clock.is_well


def test_row_11_a_disk_that_is_nearly_full_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert machine.disk(tmp_path / "not" / "there" / "yet").is_well
    monkeypatch.setattr(machine, "LEAST_FREE_BYTES", 10**18)
    assert not machine.disk(tmp_path).is_well


async def test_a_database_is_looked_at_without_being_made(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new.db"
    assert (await machine.database(url)).is_well
    assert not (tmp_path / "new.db").exists()
    (tmp_path / "new.db").touch()
    assert "made at the first start" in (await machine.database(url)).told
    async with open_database(url):
        pass
    assert (await machine.database(url)).is_well
    async with open_beside(url) as database:
        await database.run(lambda c: c.exec_driver_sql("DELETE FROM alembic_version"))
    assert (await machine.database(url)).remedy == "coordbot db upgrade"
    (tmp_path / "new.db").write_bytes(b"no database at all" * 100)
    assert "broken" in (await machine.database(url)).told


async def test_a_server_that_is_not_there_is_told_without_its_password() -> None:
    url = "postgresql://coordbot:hush@127.0.0.1:9/coordbot"
    found = await machine.database(url, chat.SECRET)
    assert "does not answer" in found.told
    assert "hush" not in found.told
    assert "COORDBOT_SECRET" in (await machine.database(url)).told


def test_a_settings_file_that_others_can_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    assert machine.secrets(file).is_well
    file.touch(mode=0o600)
    assert machine.secrets(file).is_well
    file.chmod(0o644)
    assert machine.secrets(file).remedy == f"chmod 600 {file}"


async def test_a_bot_that_has_run_and_does_not_is_told_with_what_to_do(
    served: Served, tmp_path: Path
) -> None:
    stopped = await coordbot("doctor", served, LISTEN="[::1]:9")
    assert stopped.exit_code == 1
    assert "✗ bot: nothing answers at [::1]:9: it is not running here → start it" in stopped.output
    anywhere = await coordbot("doctor", served, LISTEN="[::1]:0")
    assert (anywhere.exit_code, "✓ bot: nothing answers" in anywhere.output) == (0, True)
    none = {"TOKEN": "", "MODE": "polling", "WEBHOOK_URL": "", "WEBHOOK_SECRET": ""}
    playing = await coordbot("doctor", served, LISTEN="[::1]:9", **none)
    assert "✓ bot: nothing answers" in playing.output
    url = f"sqlite:///{tmp_path}/new.db"
    first = await coordbot("doctor", served, LISTEN="[::1]:9", DATABASE_URL=url)
    assert (first.exit_code, "✓ bot: nothing answers" in first.output) == (0, True)


async def test_status_shows_what_waits_and_how_the_bot_fares(
    served: Served, assistant: Assistant
) -> None:
    await served.bot.database.run(
        lambda c: dead.bury_event(c, chat=7, key="u:1", payload="said", reason="why", now=0.0)
    )
    lines = (await coordbot("status", served)).output.splitlines()
    shown = {line[:14].strip(): line[14:].strip() for line in lines}
    assert shown["bot"] == "at work"
    assert shown["updates"].startswith("webhook, last known to come in ")
    assert shown["content"] == assistant.knowledge.version
    assert shown["backlog"] == "0 events"
    assert shown["outbox"] == "0 messages"
    assert shown["dead letters"] == "1 (coordbot dead list)"
    assert shown["database"].startswith("bot.db, ")


async def test_status_says_what_is_wrong_and_when_nothing_runs(served: Served) -> None:
    served.bot.health.storage_failed = True
    assert "the database does not keep" in (await coordbot("status", served)).output
    assert "it is not running here" in (await coordbot("status", served, LISTEN="[::1]:9")).output
