"""What follows from each error of the Bot API: one table."""

import re
from dataclasses import dataclass
from enum import StrEnum

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)


class Consequence(StrEnum):
    """What is done about a message that Telegram did not take."""

    WAIT = "wait as long as Telegram says; a cosmetic edit is dropped"
    RETRY = "try again later, until it has been refused too often"
    OFFLINE = "try again later, for ever: nothing has reached Telegram"
    UNSURE = "try once more: it may have arrived without our knowing"
    DONE = "nothing: the chat shows it already"
    DROP = "forget it: it is of no use any more"
    AS_NEW = "send a new message instead of the edit"
    PLAIN = "send it without markup, and cut"
    WITHOUT_REPLY = "send it without the reply to a message"
    WITHOUT_THREAD = "send it to the general topic"
    UPLOAD = "upload the file anew: Telegram does not know it any more"
    STOP = "stop writing to the chat"
    MIGRATE = "send it to the supergroup, and move all that is kept"
    REVOKED = "keep it, and end the process: the token is not valid"
    BURY = "keep it as a dead letter"


class Unreachable(NetworkError):
    """No connection: the request has certainly not arrived."""


class AnswerLost(NetworkError):
    """The request was sent and no answer came: it may have arrived."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table."""

    error: type[TelegramError]
    description: str
    """A regular expression found in Telegram's words, in any case of letters."""
    consequence: Consequence


# The first row that fits holds. BadRequest is a NetworkError in the library, and so stands before
# it. What only the library's own client raises is not here: see wire.py.
TABLE = (
    Row(RetryAfter, "", Consequence.WAIT),
    Row(ChatMigrated, "", Consequence.MIGRATE),
    Row(InvalidToken, "", Consequence.REVOKED),
    Row(Forbidden, "", Consequence.STOP),
    Row(BadRequest, "message is not modified", Consequence.DONE),
    Row(
        BadRequest,
        "message to edit not found|message can't be edited|message_id_invalid",
        Consequence.AS_NEW,
    ),
    Row(
        BadRequest,
        "can't parse entities|(message|caption) is too long|message_too_long",
        Consequence.PLAIN,
    ),
    Row(
        BadRequest,
        "message to be replied not found|reply message not found|replied message not found"
        "|quote_text_invalid",
        Consequence.WITHOUT_REPLY,
    ),
    Row(BadRequest, "thread not found|topic_deleted|topic_closed", Consequence.WITHOUT_THREAD),
    Row(BadRequest, "wrong file identifier|wrong remote file|file_reference", Consequence.UPLOAD),
    Row(BadRequest, "query is too old|query_id_invalid", Consequence.DROP),
    Row(
        BadRequest,
        "chat not found|user not found|not enough rights|have no rights|chat_write_forbidden"
        "|chat_restricted|peer_id_invalid|user_deactivated|group chat was deactivated"
        "|chat is deactivated|bot is not a member",
        Consequence.STOP,
    ),
    Row(BadRequest, "", Consequence.BURY),
    Row(Unreachable, "", Consequence.OFFLINE),
    Row(AnswerLost, "", Consequence.UNSURE),
    Row(NetworkError, "too large", Consequence.BURY),
    Row(TelegramError, "", Consequence.RETRY),
)
_PATTERNS = tuple((row, re.compile(row.description, re.IGNORECASE)) for row in TABLE)


def consequence_of(error: TelegramError) -> Consequence:
    """Return what follows from an error of the Bot API."""
    return row_of(error).consequence


def row_of(error: TelegramError) -> Row:
    """Return the row of the table that fits an error."""
    for row, pattern in _PATTERNS:
        if isinstance(error, row.error) and pattern.search(error.message):
            return row
    raise AssertionError("the last row fits every error")


def retry_after(error: RetryAfter) -> float:
    """Return for how many seconds Telegram wants to be left alone."""
    seconds = error.retry_after
    return float(seconds if isinstance(seconds, int | float) else seconds.total_seconds())
