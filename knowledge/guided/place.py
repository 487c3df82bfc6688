"""Where paragraphs stand in a letter."""

from enum import StrEnum


class Place(StrEnum):
    """Where a paragraph of a letter stands."""

    SENDER = "sender"
    DATE = "date"
    ADDRESSEE = "addressee"
    SUBJECT = "subject"
    SALUTATION = "salutation"
    BODY = "body"
    CLOSING = "closing"
    SIGNATURE = "signature"
