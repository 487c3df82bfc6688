"""The chats of the playground and the last messages of each."""

from collections.abc import Iterable, Iterator
from itertools import count

from bot.playground.errors import ApiError, bad_request
from bot.playground.people import Json

KEPT = 500


class Chats:
    """Messages by chat; one is replaced, never changed, so what was handed out stays."""

    def __init__(self, chats: Iterable[Json], *, first_message_id: int) -> None:
        self._chats = {chat["id"]: chat for chat in chats}
        self._messages: dict[int, dict[int, Json]] = {chat_id: {} for chat_id in self._chats}
        self._ids = count(first_message_id)

    def __iter__(self) -> Iterator[Json]:
        return iter(self._chats.values())

    def chat(self, chat_id: int) -> Json:
        """Return a chat.

        Raises:
            ApiError: There is no such chat.
        """
        if chat_id not in self._chats:
            raise bad_request("chat not found")
        return self._chats[chat_id]

    def history(self, chat_id: int) -> list[Json]:
        """Return the messages of a chat, oldest first."""
        return list(self._messages[chat_id].values())

    def find(self, chat_id: int, message_id: int, missing: str = "message not found") -> Json:
        """Return a message.

        Raises:
            ApiError: It is not there (any more); ``missing`` is the reason given.
        """
        self.chat(chat_id)
        message = self._messages[chat_id].get(message_id)
        if message is None:
            raise bad_request(missing)
        return message

    def add(self, chat_id: int, content: Json) -> Json:
        """Keep a new message and forget the oldest ones."""
        chat = self.chat(chat_id)
        message = {"message_id": next(self._ids), "chat": chat, **content}
        messages = self._messages[chat_id]
        messages[message["message_id"]] = message
        while len(messages) > KEPT:
            del messages[next(iter(messages))]
        return message

    def replace(self, message: Json) -> None:
        """Put the edited form of a message in its place."""
        self._messages[message["chat"]["id"]][message["message_id"]] = message


def quoted(message: Json) -> Json:
    """Return a message as the answer to it carries it: without what it answers itself."""
    return {key: value for key, value in message.items() if key != "reply_to_message"}


def not_modified() -> ApiError:
    """Return the error for an edit that changes nothing."""
    return bad_request(
        "message is not modified: specified new message content and reply markup are exactly "
        "the same as a current content and reply markup of the message"
    )
