"""The menus of commands the bot sets, by kind of chat and language."""

import re
from typing import Any

from bot.playground.errors import bad_request
from bot.playground.people import BOT_USERNAME, Json

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_MAX_COMMANDS = 100
_SCOPES = {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
}


class Profile:
    """The menus a bot sets for its users."""

    def __init__(self) -> None:
        self._commands: dict[tuple[str, str], list[Json]] = {}

    def set_commands(self, commands: Any, scope: Any, language: str) -> None:
        """Replace the menu of a scope and language."""
        if not isinstance(commands, list) or len(commands) > _MAX_COMMANDS:
            raise bad_request("can't parse commands JSON object")
        menu = [_checked_command(command) for command in commands]
        self._commands[_scope_key(scope), _checked_language(language)] = menu

    def seen_by(self, language_code: str) -> Json:
        """Return what an app in this language shows of the bot."""
        short = language_code[:2]
        return {
            "username": BOT_USERNAME,
            "commands": {
                "private": self._menu("all_private_chats", short),
                "supergroup": self._menu("all_group_chats", short),
            },
        }

    def _menu(self, scope: str, language: str) -> list[Json]:
        """Return the most specific menu, in the order Telegram looks for it."""
        for key in ((scope, language), (scope, ""), ("default", language), ("default", "")):
            if menu := self._commands.get(key):
                return menu
        return []


def _checked_language(language: str) -> str:
    if language and not re.fullmatch("[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return language


def _scope_key(scope: Any) -> str:
    """Return one word for a scope; a scope of one chat carries the chat in it."""
    if scope is None:
        return "default"
    if not isinstance(scope, dict) or scope.get("type") not in _SCOPES:
        raise bad_request("unsupported type specified")
    return ":".join(str(value) for value in scope.values())


def _checked_command(command: Any) -> Json:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name = str(command.get("command", "")).removeprefix("/")
    description = str(command.get("description", ""))
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}
