"""Signed callback data: only a button that the bot sent into a chat works there.

Some apps let people type the bytes behind a button, and a button can be pressed with data from
another chat. So eight characters are added to what a handler writes, and cut off again, checked,
before a handler reads it.
"""

import base64
import hmac
from typing import Any

from bot.delivery.api.updates import PRESS, Raw
from bot.secret import Purpose, Secret

MAC_BYTES = 6
"""48 bits: guessing goes through Telegram, a press at a time."""
MAC_CHARACTERS = 8
MAX_DATA = 64 - MAC_CHARACTERS
"""Bytes left for what a handler writes."""
INVALID = "!"
"""What a handler reads in the place of data that is not valid; that of no button."""
_ANYBODY = 0


class Signatures:
    """Signs and checks callback data."""

    def __init__(self, secret: Secret) -> None:
        self._secret = secret

    def signed(self, data: str, *, chat: int, user: int | None = None) -> str:
        """Return data that is valid in one chat, and there for one person only if one is given."""
        return data + self._mac(data, chat, user or _ANYBODY)

    def checked(self, raw: Raw) -> Raw:
        """Return an update without the signature; the data of a press that is not valid goes."""
        press = raw.get(PRESS)
        if not isinstance(press, dict):
            return raw
        return {**raw, PRESS: {**press, "data": self._verified(press) or INVALID}}

    def _verified(self, press: dict[str, Any]) -> str | None:
        signed = press.get("data")
        if not isinstance(signed, str):
            return None
        data, mac = signed[:-MAC_CHARACTERS], signed[-MAC_CHARACTERS:].encode("utf-8", "replace")
        chat = _id(press.get("message"), "chat")
        # Both are compared, so that the time tells nothing of which one it was.
        fits = [
            hmac.compare_digest(mac, self._mac(data, chat, user).encode())
            for user in (_ANYBODY, _id(press, "from"))
        ]
        return data if any(fits) else None

    def _mac(self, data: str, chat: int, user: int) -> str:
        digest = self._secret.digest(Purpose.BUTTON, chat, user, data=data)
        return base64.urlsafe_b64encode(digest[:MAC_BYTES]).decode()


def _id(holder: object, name: str) -> int:
    """Return the id of a chat or a person; 0 where there is none, as under inline messages."""
    inner = holder.get(name) if isinstance(holder, dict) else None
    value = inner.get("id") if isinstance(inner, dict) else None
    return value if isinstance(value, int) else 0
