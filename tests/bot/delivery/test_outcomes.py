import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.delivery.api.outcomes import (
    TABLE,
    AnswerLost,
    Consequence,
    Unreachable,
    consequence_of,
    row_of,
)

C = Consequence
ROWS: list[tuple[TelegramError, Consequence]] = [
    (RetryAfter(35), C.WAIT),
    (ChatMigrated(-100), C.MIGRATE),
    (InvalidToken("Unauthorized"), C.REVOKED),
    (Forbidden("Forbidden: bot was blocked by the user"), C.STOP),
    (Forbidden("Forbidden: user is deactivated"), C.STOP),
    (Forbidden("Forbidden: bot was kicked from the supergroup chat"), C.STOP),
    (BadRequest("Bad Request: message is not modified: specified new message"), C.DONE),
    (BadRequest("Bad Request: message to edit not found"), C.AS_NEW),
    (BadRequest("Bad Request: message can't be edited"), C.AS_NEW),
    (BadRequest("Bad Request: MESSAGE_ID_INVALID"), C.AS_NEW),
    (BadRequest("Bad Request: can't parse entities: unsupported start tag"), C.PLAIN),
    (BadRequest("Bad Request: message is too long"), C.PLAIN),
    (BadRequest("Bad Request: MESSAGE_TOO_LONG"), C.PLAIN),
    (BadRequest("Bad Request: message caption is too long"), C.PLAIN),
    (BadRequest("Bad Request: wrong file identifier/HTTP URL specified"), C.UPLOAD),
    (BadRequest("Bad Request: message to be replied not found"), C.WITHOUT_REPLY),
    (BadRequest("Bad Request: reply message not found"), C.WITHOUT_REPLY),
    (BadRequest("Bad Request: QUOTE_TEXT_INVALID"), C.WITHOUT_REPLY),
    (BadRequest("Bad Request: message thread not found"), C.WITHOUT_THREAD),
    (BadRequest("Bad Request: TOPIC_DELETED"), C.WITHOUT_THREAD),
    (BadRequest("Bad Request: TOPIC_CLOSED"), C.WITHOUT_THREAD),
    (BadRequest("Bad Request: query is too old and response timeout expired"), C.DROP),
    (BadRequest("Bad Request: chat not found"), C.STOP),
    (BadRequest("Bad Request: not enough rights to send text messages to the chat"), C.STOP),
    (BadRequest("Bad Request: have no rights to send a message"), C.STOP),
    (BadRequest("Bad Request: CHAT_WRITE_FORBIDDEN"), C.STOP),
    (BadRequest("Bad Request: group chat was deactivated"), C.STOP),
    (BadRequest("Bad Request: BUTTON_DATA_INVALID"), C.BURY),
    (Unreachable("ClientConnectorError"), C.OFFLINE),
    (AnswerLost("ServerDisconnectedError"), C.UNSURE),
    (NetworkError("Request Entity Too Large (413)"), C.BURY),
    (NetworkError("Bad Gateway (502)"), C.RETRY),
    (NetworkError("Internal Server Error (500)"), C.RETRY),
    (TelegramError("Invalid server response"), C.RETRY),
    (Conflict("Conflict"), C.RETRY),
]


@pytest.mark.parametrize(("error", "consequence"), ROWS, ids=lambda value: str(value)[:40])
def test_row_32_each_error_has_its_consequence(
    error: TelegramError, consequence: Consequence
) -> None:
    assert consequence_of(error) is consequence


def test_every_row_of_the_table_is_tested() -> None:
    assert {row_of(error) for error, _consequence in ROWS} == set(TABLE)
    assert {row.consequence for row in TABLE} == set(Consequence)


@given(st.text(), st.sampled_from([BadRequest, Forbidden, NetworkError, TelegramError]))
def test_no_words_of_telegram_are_without_consequence(
    words: str, error: type[TelegramError]
) -> None:
    assert consequence_of(error(words)) in Consequence
