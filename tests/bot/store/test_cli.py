"""``coordbot db`` and ``coordbot dead``."""

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.store import dead
from bot.store.opening import open_beside
from tests.chat import SECRET

cli = CliRunner()


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path}/bot.db"
    monkeypatch.setenv("COORDBOT_DATABASE_URL", url)
    monkeypatch.chdir(tmp_path)
    return url


async def _bury(url: str) -> None:
    async with open_beside(url) as database:
        for key in ("u:1", "u:2"):
            await database.run(
                lambda c, key=key: dead.bury_event(  # type: ignore[misc]
                    c, chat=7, key=key, payload="said", reason="a reason", now=0.0
                )
            )


def test_dead_letters_are_listed_replayed_and_dropped(url: str) -> None:
    assert cli.invoke(app, ["db", "upgrade"]).exit_code == 0
    asyncio.run(_bury(url))
    listed = cli.invoke(app, ["dead", "list"]).stdout
    assert listed.splitlines()[0] == "1\t1970-01-01T00:00:00+00:00\tu:1\tevent\ta reason"
    assert "said" not in listed
    assert cli.invoke(app, ["dead", "replay", "1"]).stdout == "1 put back\n"
    assert cli.invoke(app, ["dead", "drop", "2", "3"]).stdout == "1 removed\n"
    assert cli.invoke(app, ["dead", "list"]).stdout == ""


@pytest.mark.parametrize("file", ["missing", "empty"])
@pytest.mark.parametrize("command", ["status", "db backup", "dead list", "kb gaps"])
def test_before_the_first_start_it_says_what_to_do(
    url: str, tmp_path: Path, command: str, file: str
) -> None:
    if file == "empty":
        (tmp_path / "bot.db").touch()
    result = cli.invoke(app, command.split())
    assert result.exit_code == 2
    assert "bot.db yet: the bot makes its tables at its first start" in result.stderr
    assert not (tmp_path / "backups").exists()


@pytest.mark.parametrize("command", ["status", "db backup", "dead list", "kb gaps"])
def test_a_server_that_does_not_answer_is_told_without_its_password(
    monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("COORDBOT_DATABASE_URL", "postgresql://coordbot:hush@127.0.0.1:9/coordbot")
    monkeypatch.setenv("COORDBOT_SECRET", SECRET.text)
    result = cli.invoke(app, command.split())
    assert result.exit_code == 2
    assert "OperationalError" in result.stderr
    assert "hush" not in result.output
