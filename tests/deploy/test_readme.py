"""What the operator is told to type exists, and what the log may say is explained."""

import re
from pathlib import Path

import pytest
import typer

from bot.cli import app
from bot.settings import Settings
from tests.deploy.files import DEPLOY, manifest

GUIDES = [DEPLOY / "README.md", DEPLOY / "README.zh.md"]
ROOT = DEPLOY.parent
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
    # The program is called by its path, in the container, or in running text.
    called = re.findall(r"(?:bin/|exec bot |`|… )coordbot (\w+)(?: (\w+))?", _said(guide))
    assert len(called) > 8
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


def test_guides_are_of_one_mind() -> None:
    english, chinese = map(_said, GUIDES)
    blocks = re.compile(r"```sh\n(.*?)```", re.DOTALL)

    def typed(text: str) -> list[str]:
        return [re.sub(r"\s+#.*", "", block) for block in blocks.findall(text)]

    assert typed(english) == typed(chinese)
    assert len(re.findall("^## ", english, re.M)) == len(re.findall("^## ", chinese, re.M))
