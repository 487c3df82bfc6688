"""What the operator is told to type exists, and what the log may say is explained."""

import re
from pathlib import Path

import pytest
import typer

from bot.cli import app
from bot.settings import Settings
from tests.deploy.files import DEPLOY, manifest, unit

GUIDES = [DEPLOY / "README.md", DEPLOY / "README.zh.md"]
ROOT = DEPLOY.parent
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
_LOGGED = re.compile(r'_log\.(?:warning|error|critical|exception)\(\s*"(\w+)"')


def _commands() -> set[str]:
    group = typer.main.get_command(app)
    found = set()
    for name, command in getattr(group, "commands", {}).items():
        found |= {f"{name} {below}" for below in getattr(command, "commands", {})} or {name}
    return found


def _said(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_every_command_exists(guide: Path) -> None:
    known = _commands()
    words = {command.split()[0] for command in known}
    # The program is called in a container, as its user, or in running text.
    called = re.findall(
        r"(?:exec (?:bot|replica|kenya) |coordbot-as |-- |`)coordbot(?:-kenya)? (\w+)(?: (\w+))?",
        _said(guide),
    )
    assert len(called) > 15
    for first, second in called:
        assert first in words
        assert first in known or f"{first} {second}" in known


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_every_setting_and_file_exists(guide: Path) -> None:
    text = _said(guide)
    named = {name.lower() for name in re.findall(r"COORDBOT_(\w+)", text)}
    assert named <= set(Settings.model_fields)
    for file in re.findall(r"(?:monitoring|kubernetes)/[\w.]+\w", text):
        assert (DEPLOY / file).exists(), file
    for file in re.findall(r"(?:cp|nano) (?:deploy/)?((?:offices/|compose\.)[\w./]+)", text):
        # What is no example is made from one, for this office or another.
        example = re.sub(r"^offices/\w+", "offices/kenya", file)
        made_from = {example, f"{example}.example", example.replace(".yaml", ".example.yaml")}
        assert any((DEPLOY / one).exists() for one in made_from), file
    assert set(re.findall(r"docker compose \S+ (bot|replica|postgres)\b", text)) <= set(
        manifest("compose.yaml")["services"]
    )


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_every_warning_in_the_log_is_explained(guide: Path) -> None:
    code = [path for room in ("bot", "handlers") for path in (ROOT / room).rglob("*.py")]
    logged = {event for path in code for event in _LOGGED.findall(_said(path))}
    assert len(logged) > 10
    assert logged - set(re.findall(r"`(\w+)`", _said(guide))) == set()


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_no_event_of_the_log_is_explained_twice(guide: Path) -> None:
    rows = re.findall(r"^\| (`\w+`.*?) \|", _said(guide), re.MULTILINE)
    explained = [event for row in rows for event in re.findall(r"`(\w+)`", row)]
    assert len(explained) > 30
    assert len(explained) == len(set(explained))


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_an_update_lasts_and_reaches_everything(guide: Path) -> None:
    text = _said(guide)
    # Who typed it before one command has the version of before with the next.
    assert not re.search(r"^VERSION=", text, re.MULTILINE)
    [block] = [one for one in BLOCK.findall(text) if "git checkout v" in one]
    _a, b, c, _d = (
        part.partition("\n")[2] for part in re.split(r"^# (?=[A-D])", block, flags=re.M)[1:]
    )
    assert "deploy/systemd/* /etc/systemd/system/ && sudo systemctl daemon-reload" in b
    replicas = manifest("compose.yaml")["services"]["replica"]["deploy"]["replicas"]
    assert f"--no-recreate --scale replica={2 * replicas} --wait replica &&" in c
    assert c.index("--wait") < c.index("docker stop $old")


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_nobody_is_sent_into_a_folder_that_only_the_bot_may_enter(guide: Path) -> None:
    assert unit("coordbot.service")["StateDirectoryMode"] == ["0750"]
    assert "cd /var/lib" not in _said(guide)


def test_guides_are_of_one_mind() -> None:
    english, chinese = map(_said, GUIDES)

    def typed(text: str) -> list[str]:
        return [re.sub(r"\s+#.*", "", block) for block in BLOCK.findall(text)]

    assert typed(english) == typed(chinese)
    assert len(re.findall("^## ", english, re.M)) == len(re.findall("^## ", chinese, re.M))
