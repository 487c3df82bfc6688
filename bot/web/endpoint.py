"""Where Telegram posts updates, and what it takes for that."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bot.web.paths import OWN_PATHS, path_of

# https://core.telegram.org/bots/api#setwebhook: these, and nothing but HTTPS.
_HTTPS = 443
_PORTS = {None, _HTTPS, 80, 88, 8443}
_SECRET = re.compile(r"[A-Za-z0-9_-]{32,256}")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where Telegram posts updates, and what shows that it is Telegram."""

    url: str
    secret: str = field(repr=False)

    certificate: bytes | None = field(default=None, repr=False)
    """What Telegram is given to trust, if no authority has signed it."""

    @property
    def host(self) -> str:
        """What its certificate has to be for."""
        return urlsplit(self.url).hostname or ""

    @property
    def port(self) -> int:
        """Where it is reached."""
        return urlsplit(self.url).port or _HTTPS


def check_url(url: str, *, public: bool) -> None:
    """See that updates can be posted to a URL.

    Args:
        url: The URL.
        public: Whether Telegram itself posts, and not a Bot API server of one's own.

    Raises:
        ValueError: They cannot.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"https", "http"} or not parts.hostname:
        raise ValueError("must be a URL, for example https://bot.example.org/telegram")
    if public and (parts.scheme != "https" or parts.port not in _PORTS):
        raise ValueError("must be https on port 443, 80, 88 or 8443: Telegram posts nowhere else")
    if parts.query or parts.fragment or parts.username:
        raise ValueError("must have nothing but a host, a port and a path")
    if path_of(url) in OWN_PATHS:
        raise ValueError(f"must have another path than {', '.join(sorted(OWN_PATHS))}")


def check_secret(secret: str) -> None:
    """See that Telegram takes a secret, and that nobody guesses it.

    Raises:
        ValueError: It is not of that form.
    """
    if not _SECRET.fullmatch(secret):
        raise ValueError("must be 32 to 256 letters, digits, _ or -: try openssl rand -hex 32")
