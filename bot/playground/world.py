"""The state of the playground: what people do in it and what the bot does in it."""

from collections.abc import Callable
from itertools import count

from bot.playground.chats import Chats, not_modified, quoted
from bot.playground.errors import ApiError, bad_request
from bot.playground.keyboard import has_button
from bot.playground.parameters import Attachment
from bot.playground.people import (
    GROUP,
    LANGUAGES,
    Json,
    Person,
    bot_user,
    two_people,
)
from bot.playground.profile import Profile
from bot.playground.typed import is_command_for_bot, typed
from bot.playground.updates import PendingUpdates
from handlers.latest import Latest

KEPT_FILES = 50
KEPT_QUERIES = 200
ID_EPOCH = 1_577_836_800
"""Message ids count the seconds since 2020: a bot that remembers the last run of the playground
must not find its old ids on new messages."""

Listener = Callable[[Json], None]


class World:
    """Two people, their private chats with the bot, and a group of all three."""

    def __init__(self, *, bot_id: int, clock: Callable[[], float]) -> None:
        now = int(clock())
        self._clock = clock
        self.bot = bot_user(bot_id)
        self.people = two_people()
        self.profile = Profile()
        self.updates = PendingUpdates(first_id=now)
        self.files: Latest[str, Attachment] = Latest(KEPT_FILES)
        self.chats = Chats(
            [*(person.as_chat() for person in self.people.values()), GROUP],
            first_message_id=now - ID_EPOCH,
        )
        self._query_ids = count(now * 1000)
        self._queries: Latest[str, Json] = Latest(KEPT_QUERIES)
        self._offers: Latest[str, dict[str, Json]] = Latest(KEPT_QUERIES)
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        """Tell somebody all that happens from now on."""
        self._listeners.append(listener)

    def tell(self, event: Json) -> None:
        """Tell all who listen."""
        for listener in self._listeners:
            listener(event)

    def person(self, person_id: int) -> Person:
        """Return one of the two people."""
        if person_id not in self.people:
            raise bad_request("user not found")
        return self.people[person_id]

    # What people do.

    def say(self, *, person_id: int, chat_id: int, text: str, reply_to: int = 0) -> Json:
        """Write a message as a person."""
        person = self._member(person_id, chat_id)
        content = {"from": person.as_user(), "date": self.now(), **typed(text)}
        if reply_to:
            content["reply_to_message"] = quoted(self.chats.find(chat_id, reply_to))
        message = self.chats.add(chat_id, content)
        self.tell({"type": "message", "message": message})
        self._deliver("message", message)
        return message

    def rewrite(self, *, person_id: int, chat_id: int, message_id: int, text: str) -> Json:
        """Edit a message of one's own."""
        self._member(person_id, chat_id)
        old = self.chats.find(chat_id, message_id, "message to edit not found")
        if old["from"]["id"] != person_id:
            raise bad_request("message can't be edited")
        bare = {key: value for key, value in old.items() if key != "entities"}
        message = {**bare, **typed(text), "edit_date": self.now()}
        if message["text"] == old["text"]:
            return old
        self._replace(message)
        self._deliver("edited_message", message)
        return message

    def press(self, *, person_id: int, chat_id: int, message_id: int, data: str) -> str:
        """Press a button and return the id under which the bot will answer."""
        person = self._member(person_id, chat_id)
        message = self.chats.find(chat_id, message_id)
        if not has_button(message, data):
            raise bad_request("the message has no such button")
        query = {"message": message, "chat_instance": str(chat_id), "data": data}
        return self._ask("callback_query", person, query)

    def search(self, *, person_id: int, chat_id: int, query: str) -> str:
        """Type ``@bot query`` and return the id under which the bot will answer."""
        person = self._member(person_id, chat_id)
        kind = self.chats.chat(chat_id)["type"]
        chat_type = "sender" if kind == "private" else kind
        content = {"query": query[:256], "offset": "", "chat_type": chat_type}
        return self._ask("inline_query", person, content)

    def choose(self, *, person_id: int, chat_id: int, query_id: str, result_id: str) -> Json:
        """Send one of the messages the bot offered for a search."""
        person = self._member(person_id, chat_id)
        offer = self._offers.get(query_id, {}).get(result_id)
        if offer is None:
            raise bad_request("the bot did not offer this result")
        sender = {"from": person.as_user(), "via_bot": self.bot, "date": self.now()}
        message = self.chats.add(chat_id, {**sender, **offer})
        self.tell({"type": "message", "message": message})
        self._deliver("message", message)
        return message

    def speak(self, language_code: str) -> None:
        """Set the language of everybody's app."""
        if language_code not in LANGUAGES:
            raise bad_request("unknown language")
        for person in self.people.values():
            person.language_code = language_code

    # What the bot does.

    def post(self, chat_id: int, content: Json) -> Json:
        """Write a message as the bot."""
        message = self.chats.add(chat_id, {"from": self.bot, "date": self.now(), **content})
        self.tell({"type": "message", "message": message})
        return message

    def revise(self, chat_id: int, message_id: int, content: Json) -> Json:
        """Replace what a message of the bot says."""
        old = self.chats.find(chat_id, message_id, "message to edit not found")
        if old["from"]["id"] != self.bot["id"]:
            raise bad_request("message can't be edited")
        always = {"message_id", "chat", "from", "date", "reply_to_message", "edit_date"}
        kept = {key: value for key, value in old.items() if key in always}
        message = {**kept, **content}
        if message == old:
            raise not_modified()
        message["edit_date"] = self.now()
        self._replace(message)
        return message

    def query(self, query_id: str) -> Json:
        """Return a press or a search the bot may answer.

        Raises:
            ApiError: It is unknown or too long ago.
        """
        if query_id not in self._queries:
            raise bad_request(
                "query is too old and response timeout expired or query ID is invalid"
            )
        return self._queries[query_id]

    def offer(self, query_id: str, contents: dict[str, Json]) -> None:
        """Keep the messages offered for a search, by result id."""
        self.query(query_id)
        self._offers[query_id] = contents

    def keep_file(self, attachment: Attachment) -> str:
        """Keep a document and return its file id."""
        file_id = f"document-{next(self._query_ids)}"
        self.files[file_id] = attachment
        return file_id

    def file(self, file_id: str) -> Attachment:
        """Return a document the bot has sent."""
        if file_id not in self.files:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return self.files[file_id]

    def now(self) -> int:
        """Return the time in seconds."""
        return int(self._clock())

    def _member(self, person_id: int, chat_id: int) -> Person:
        """Return a person who may write in a chat."""
        person = self.person(person_id)
        self.chats.chat(chat_id)
        if chat_id not in {person_id, GROUP["id"]}:
            raise ApiError("Forbidden: not a member of the chat", code=403)
        return person

    def _replace(self, message: Json) -> None:
        self.chats.replace(message)
        self.tell({"type": "edit", "message": message})

    def _ask(self, kind: str, person: Person, content: Json) -> str:
        query_id = str(next(self._query_ids))
        query = {"id": query_id, "from": person.as_user(), **content}
        self._queries[query_id] = query
        self.updates.put(kind, query)
        return query_id

    def _deliver(self, kind: str, message: Json) -> None:
        """Give the bot a message, unless its privacy mode hides it in the group."""
        answered = message.get("reply_to_message", {}).get("from", {})
        in_private = message["chat"]["type"] == "private"
        is_answer = answered.get("id") == self.bot["id"]
        if in_private or is_answer or "via_bot" in message or is_command_for_bot(message):
            self.updates.put(kind, message)
