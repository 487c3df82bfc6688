"""Who is in the playground: two people, the bot, their private chats and one group."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

BOT_USERNAME = "coordbot"
GROUP: Json = {"id": -1008484848484, "type": "supergroup", "title": "现场小组 Field team"}
LANGUAGES = ("zh-hans", "zh-hant", "en")


@dataclass(slots=True)
class Person:
    """Somebody who writes to the bot, and whose private chat has the same id."""

    id: int
    first_name: str
    username: str
    language_code: str = LANGUAGES[0]

    def as_user(self) -> Json:
        """Return the person as a Bot API ``User``."""
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": self.first_name,
            "username": self.username,
            "language_code": self.language_code,
        }

    def as_chat(self) -> Json:
        """Return the person's private chat with the bot as a Bot API ``Chat``."""
        return {
            "id": self.id,
            "type": "private",
            "first_name": self.first_name,
            "username": self.username,
        }


def two_people() -> dict[int, Person]:
    """Return the people of a new playground."""
    people = [Person(8484001, "林晓", "lin_xiao"), Person(8484002, "Sam", "sam_field")]
    return {person.id: person for person in people}


def bot_user(bot_id: int) -> Json:
    """Return the bot as a Bot API ``User``."""
    return {
        "id": bot_id,
        "is_bot": True,
        "first_name": "coordbot",
        "username": BOT_USERNAME,
    }
