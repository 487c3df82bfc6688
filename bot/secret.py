"""The secret of an installation, and the keys made of it."""

import base64
import hashlib
import secrets
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nacl.secret import SecretBox

MIN_CHARACTERS = 32


class Purpose(StrEnum):
    """What a key is for; those of two purposes have nothing in common."""

    BUTTON = "button"
    BOT = "bot"
    CHAT = "chat"
    PERSON = "person"
    LETTER = "letter"


class Secret:
    """What only the processes of one installation know; nothing of it is in the database.

    With another secret old buttons are refused, and what was remembered of chats is not found
    again: it is gone after the retention.
    """

    def __init__(self, text: str) -> None:
        if len(text) < MIN_CHARACTERS:
            raise ValueError(f"a secret has at least {MIN_CHARACTERS} characters")
        self.text = text
        self._key = hashlib.blake2b(text.encode()).digest()

    def __repr__(self) -> str:
        return "Secret(…)"

    @classmethod
    def fresh(cls) -> "Secret":
        """Return a secret nobody knows."""
        return cls(secrets.token_hex(32))

    def of_bot(self, name: str) -> "Secret":
        """Return the secret of one of several bots that are given this one.

        Somebody who writes to two of them has a pseudonym in each, and nobody can tell from the
        database that the two are one.
        """
        return Secret(self.digest(Purpose.BOT, data=name).hex())

    def digest(self, purpose: Purpose, *numbers: int, data: str = "") -> bytes:
        """Return 32 bytes that only somebody with the secret can make.

        Keyed BLAKE2b takes an eighth of the time of HMAC-SHA256, and an answer has ten of them.
        """
        head = ":".join((purpose, *map(str, numbers)))
        message = f"{head}\0{data}".encode("utf-8", "replace")
        return hashlib.blake2b(message, key=self._key, digest_size=32).digest()

    def chat(self, chat: int) -> int:
        """Return the pseudonym under which a chat is kept."""
        return _number(self.digest(Purpose.CHAT, chat))

    def person(self, chat: int, user: int) -> int:
        """Return the pseudonym of a person in a chat; she has another one in each."""
        return _number(self.digest(Purpose.PERSON, chat, user))

    def seal(self, text: str) -> str:
        """Return a text that only somebody with the secret can read."""
        sealed = self._box.encrypt(text.encode("utf-8", "replace"))
        return base64.b64encode(sealed).decode()

    def unseal(self, sealed: str) -> str:
        """Return a text that was sealed.

        Raises:
            ValueError: It was sealed with another secret, or is damaged.
        """
        from nacl.exceptions import CryptoError  # noqa: PLC0415

        try:
            return self._box.decrypt(base64.b64decode(sealed)).decode()
        except CryptoError:
            raise ValueError("sealed with another secret") from None

    @cached_property
    def _box(self) -> "SecretBox":
        # Loaded only where something goes wrong: few processes ever need it.
        from nacl.secret import SecretBox  # noqa: PLC0415

        return SecretBox(self.digest(Purpose.LETTER))


def _number(digest: bytes) -> int:
    """Return 63 bits, which fit into a column of big integers."""
    return int.from_bytes(digest[:8], "big") >> 1
