"""The shape of an update that handlers rely on, checked before they see it.

The library takes what it is given: a chat that is null, a number that is a word. None of that
comes from Telegram; should it ever, it is a dead letter, not a crash in the middle of a handler.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from telegram import Bot, Update

from bot.delivery.api.updates import LARGEST_ID, Raw

_Id = Annotated[int, Field(ge=-LARGEST_ID, le=LARGEST_ID)]


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")


class _Chat(_Shape):
    id: _Id
    type: str


class _Person(_Shape):
    id: _Id
    is_bot: bool
    language_code: str | None = None


class _Entity(_Shape):
    type: str
    offset: int
    length: int


class _Message(_Shape):
    message_id: _Id
    date: int
    chat: _Chat
    sender: _Person | None = Field(default=None, alias="from")
    text: str | None = None
    entities: list[_Entity] | None = None
    message_thread_id: _Id | None = None
    reply_to_message: "_Message | None" = None


class _Press(_Shape):
    id: str
    sender: _Person = Field(alias="from")
    message: _Message | None = None
    data: str | None = None


class _Query(_Shape):
    id: str
    sender: _Person = Field(alias="from")
    query: str


class _Membership(_Shape):
    chat: _Chat
    sender: _Person = Field(alias="from")


class _Update(_Shape):
    """Of each kind that is asked for, and posts: handlers look at any message there is.

    See ALLOWED_UPDATES in polling.py.
    """

    message: _Message | None = None
    edited_message: _Message | None = None
    callback_query: _Press | None = None
    inline_query: _Query | None = None
    guest_message: _Message | None = None
    channel_post: _Message | None = None
    edited_channel_post: _Message | None = None
    my_chat_member: _Membership | None = None


def update_of(raw: Raw, bot: Bot) -> Update:
    """Return an update as handlers read it.

    Raises:
        ValueError: It has not the shape that handlers rely on.
        Exception: The library cannot parse it.
    """
    _Update.model_validate(raw)
    return Update.de_json(raw, bot)
