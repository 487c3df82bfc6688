"""Settings that do not fit together are refused, by name."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from tests.testland import write_testland

TOKEN = "123456789:" + "AAsetting" * 4  # in two pieces: a whole one looks like a leak
WEBHOOK = {
    "TOKEN": TOKEN,
    "MODE": "webhook",
    "WEBHOOK_URL": "https://bot.example.org/telegram",
    "WEBHOOK_SECRET": "s3cret_" * 5,
}


def server(at: str) -> dict[str, str]:
    return {"DATABASE_URL": f"postgresql://{at}"}


SERVER = server("coordbot:hush@127.0.0.1:9/coordbot")


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.chdir(str(tmp_path))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"MODE": "push"}, "COORDBOT_MODE"),
        ({"TOKEN": ""}, "COORDBOT_MODE: webhook needs a COORDBOT_TOKEN"),
        ({"WEBHOOK_URL": ""}, "COORDBOT_WEBHOOK_URL: is needed"),
        ({"WEBHOOK_SECRET": ""}, "COORDBOT_WEBHOOK_SECRET: is needed"),
        ({"WEBHOOK_SECRET": "hush" * 7}, "COORDBOT_WEBHOOK_SECRET: must be 32"),
        ({"WEBHOOK_SECRET": "h u s h " * 9}, "COORDBOT_WEBHOOK_SECRET: must be 32"),
        ({"API_URL": "http://[x"}, "COORDBOT_API_URL: must be a URL"),
        ({"API_URL": "https://:80"}, "COORDBOT_API_URL: must be a URL"),
        ({"WEBHOOK_URL": "bot.example.org"}, "COORDBOT_WEBHOOK_URL: must be a URL"),
        ({"WEBHOOK_URL": "http://bot.example.org/x"}, "COORDBOT_WEBHOOK_URL: must be https"),
        ({"WEBHOOK_URL": "https://bot.example.org:8485/x"}, "COORDBOT_WEBHOOK_URL: must be https"),
        ({"WEBHOOK_URL": "https://bot.example.org:99999/"}, "COORDBOT_WEBHOOK_URL: Port out"),
        ({"WEBHOOK_URL": "https://bot.example.org/?a=b"}, "COORDBOT_WEBHOOK_URL: must have no"),
        ({"WEBHOOK_URL": "https://bot.example.org/readyz"}, "COORDBOT_WEBHOOK_URL: must have an"),
        ({"DATABASE_SCHEMA": "kenya"}, "COORDBOT_DATABASE_SCHEMA: is for PostgreSQL; with SQLite"),
        ({**SERVER, "DATABASE_SCHEMA": "Kenya"}, "COORDBOT_DATABASE_SCHEMA: must be lower-case"),
        ({**SERVER, "DATABASE_SCHEMA": "pg_kenya"}, "COORDBOT_DATABASE_SCHEMA: must be"),
        ({**SERVER, "DATABASE_SCHEMA": "kenya,public"}, "COORDBOT_DATABASE_SCHEMA: must be"),
        ({**SERVER, "DATABASE_SCHEMA": "k" * 41}, "COORDBOT_DATABASE_SCHEMA: must be"),
        ({"DATABASE_URL": "hush"}, "COORDBOT_DATABASE_URL: must be a URL: sqlite:///"),
        ({"DATABASE_URL": "'postgresql://u:hush@h/x'"}, "COORDBOT_DATABASE_URL: must be a URL"),
        (server("u:hush@h:port/x"), "COORDBOT_DATABASE_URL: the port must be a number: sqlite:"),
        (server("u:hush@h:54 32/x"), "COORDBOT_DATABASE_URL: the port must be a number"),
        (server("u:hush@h:99999/x"), "COORDBOT_DATABASE_URL: there is no port"),
        (server("u:hush@h:0/x"), "COORDBOT_DATABASE_URL: there is no port"),
        (server("u:p@hush@h/x"), "COORDBOT_DATABASE_URL: in a password, write @ as %40"),
        (server("h/x?user=u&password=hush"), "COORDBOT_DATABASE_URL: no password behind the ?"),
        (server("u:p@h/x?sslpassword=hush"), "COORDBOT_DATABASE_URL: no sslpassword behind the ?"),
        ({**server("u:hush@h:port/x"), "DATABASE_SCHEMA": "kenya"}, "COORDBOT_DATABASE_URL: the"),
        ({"DATABASE_URL": "mysql://u:hush@h/x"}, "COORDBOT_DATABASE_URL: only SQLite and"),
        ({"DATABASE_URL": "sqlite://hush.db"}, "COORDBOT_DATABASE_URL: needs three slashes"),
        ({"DATABASE_URL": "sqlite:///"}, "COORDBOT_DATABASE_URL: needs three slashes"),
        ({"CURATORS": "7, lin"}, "COORDBOT_CURATORS: Input should be a valid integer"),
        ({"LISTEN": "8485"}, "COORDBOT_LISTEN: must be host:port"),
        ({"LISTEN": "::1:8485"}, "COORDBOT_LISTEN: must be host:port"),
        ({"LISTEN": "127.0.0.1:x"}, "COORDBOT_LISTEN: must be host:port"),
        ({"LISTEN": "127.0.0.1:65536"}, "COORDBOT_LISTEN: there is no port"),
    ],
)
@pytest.mark.parametrize(("command", "code"), [("run", 2), ("doctor", 1), ("status", 2)])
def test_a_bad_combination_is_refused_by_its_name(
    changed: dict[str, str], told: str, command: str, code: int
) -> None:
    environment = {f"COORDBOT_{name}": value for name, value in (WEBHOOK | changed).items()}
    result = CliRunner().invoke(app, [command], env=environment)
    assert result.exit_code == code
    assert told in " ".join(result.output.split())
    assert "hush" not in result.output
    assert TOKEN not in result.output


@pytest.mark.parametrize(
    ("country", "told"),
    [
        ("XTM", "COORDBOT_COUNTRY: there is no content of its own for XTM; there is for XTL"),
        ("Testland", "COORDBOT_COUNTRY: String should match"),
    ],
)
def test_a_country_without_content_is_said_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, country: str, told: str
) -> None:
    monkeypatch.setattr("bot.logs.configure", lambda _level: None)
    write_testland(tmp_path)
    environment = {"COORDBOT_KNOWLEDGE_DIR": str(tmp_path), "COORDBOT_COUNTRY": country}
    result = CliRunner().invoke(app, ["run"], env=environment | {"COORDBOT_TOKEN": TOKEN})
    assert result.exit_code == 2
    assert told in " ".join(result.output.split())
