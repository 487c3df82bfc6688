"""What people read of the interface, and what operators may set, is complete."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot.settings import Settings
from handlers.messages.texts import LOCALES, Texts, interface_language
from handlers.register import GROUP_COMMANDS, PRIVATE_COMMANDS
from knowledge.text.language import Language

ROOT = Path(__file__).parent.parent
CATALOG = LOCALES / "zh_Hans" / "LC_MESSAGES" / "coordbot.po"


def test_every_text_of_the_code_is_translated_and_nothing_else_is() -> None:
    used = {
        message
        for folder in (ROOT / "handlers", ROOT / "bot" / "pack")
        for _file, _line, message, _comments, _context in extract_from_dir(
            folder, keywords={"_": None}
        )
        if isinstance(message, str)
    }
    with CATALOG.open("rb") as file:
        catalog = {m.id: m.string for m in read_po(file) if m.id}
    assert len(used) > 50
    assert used == set(catalog)
    assert [message for message, text in catalog.items() if not text] == []


def test_a_translation_keeps_the_values_of_its_text() -> None:
    with CATALOG.open("rb") as file:
        for message in read_po(file):
            fields = re.compile(r"\{\w+\}")
            assert set(fields.findall(str(message.id))) == set(fields.findall(str(message.string)))


def test_traditional_texts_are_converted() -> None:
    assert Texts().of(Language.TRADITIONAL)("Back") == "返回"
    assert "編號" in Texts().of(Language.TRADITIONAL)("Press a button or send its number.")


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("zh-hans", Language.SIMPLIFIED),
        ("zh", Language.SIMPLIFIED),
        ("zh-hant", Language.TRADITIONAL),
        ("zh-HK", Language.TRADITIONAL),
        ("zh-hans-hk", Language.SIMPLIFIED),
        ("zh-Hans-TW", Language.SIMPLIFIED),
        ("zh-Hant-CN", Language.TRADITIONAL),
        ("pt-br", Language.ENGLISH),
        (None, Language.ENGLISH),
    ],
)
def test_interface_language_follows_the_app(code: str | None, language: Language) -> None:
    assert interface_language(code) is language


def test_commands_fit_telegrams_menus() -> None:
    for commands in (PRIVATE_COMMANDS, GROUP_COMMANDS):
        assert len(commands) <= 100
        for name, description in commands.items():
            assert re.fullmatch(r"[a-z0-9_]{1,32}", name)
            assert 1 <= len(description) <= 256


def test_env_example_has_every_setting_and_no_other() -> None:
    example = (ROOT / "deploy" / ".env.example").read_text(encoding="utf-8")
    named = set(re.findall(r"^COORDBOT_(\w+)=", example, re.MULTILINE))
    assert named == {name.upper() for name in Settings.model_fields}


def test_readmes_are_of_one_mind() -> None:
    english = (ROOT / "README.md").read_text(encoding="utf-8")
    chinese = (ROOT / "README.zh.md").read_text(encoding="utf-8")
    for needle in ("make run", "make test", "127.0.0.1:8484", "docs/dialogue.png"):
        assert needle in english
        assert needle in chinese
    assert (ROOT / "docs" / "dialogue.png").is_file()


def test_no_text_hides_where_it_is_not_extracted() -> None:
    inside = re.compile(r"""f["'].*\{[^}]*\b_\(""")
    hidden = [p for p in (ROOT / "handlers").rglob("*.py") if inside.search(p.read_text("utf-8"))]
    assert hidden == []
