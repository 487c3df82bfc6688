"""Values as JSON, for the store and for Telegram."""

import json
from typing import Any

from pydantic_core import PydanticSerializationError, to_json


def json_text(value: Any) -> str:
    """Return a value as JSON; see :func:`json_bytes`."""
    return json_bytes(value).decode()


def json_bytes(value: Any) -> bytes:
    """Return a value as JSON in UTF-8, in a tenth of the time of the standard library.

    Lone halves of surrogate pairs, valid in JSON and nowhere else, become question marks.
    """
    try:
        return to_json(value)
    except PydanticSerializationError:
        return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
