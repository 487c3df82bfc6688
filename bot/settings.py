"""What an operator may set."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import NoDecode

from bot.content.settings import ContentSettings
from bot.secret import MIN_CHARACTERS, Secret
from bot.store.address import check_address
from bot.store.opening import in_schema
from bot.web.certificate import certificate_in, serving_with
from bot.web.endpoint import Endpoint, check_secret, check_url
from bot.web.listening import address_of

TELEGRAM = "https://api.telegram.org"
# PostgreSQL keeps names that begin with pg_ for itself.
_SCHEMA = re.compile(r"(?!pg_)[a-z][a-z0-9_]{0,39}")


class LogLevel(StrEnum):
    """The least severe line that is logged."""

    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"


class Mode(StrEnum):
    """How updates come in."""

    POLLING = "polling"
    WEBHOOK = "webhook"


class Settings(ContentSettings):
    """Everything an operator may set, as ``COORDBOT_*`` variables or in ``.env``."""

    token: SecretStr | None = Field(default=None, min_length=10)
    """Token from @BotFather. Without it the local playground is served."""

    api_url: str = Field(default=TELEGRAM, pattern=r"^https?://\S+$")
    """Base of the Bot API; a test server otherwise."""

    database_url: SecretStr = SecretStr("sqlite:///var/coordbot.db")
    """Where everything is kept: a file, or ``postgresql://user:password@host/name``."""

    database_schema: str = ""
    """The schema of PostgreSQL that this bot has to itself, made if it is not there; the server's
    default unless set. Several bots can live in one database, each in its own."""

    @property
    def store(self) -> str:
        """The URL by which the database is opened: connections work in the schema."""
        url = self.database_url.get_secret_value()
        return in_schema(url, self.database_schema) if self.database_schema else url

    secret: SecretStr | None = Field(default=None, min_length=MIN_CHARACTERS)
    """Signs buttons and makes pseudonyms; at least 32 characters. Needed with PostgreSQL, the same
    for every process; with SQLite one is made and kept beside the database unless set."""

    operator: str = Field(default="", max_length=200)
    """Who runs the bot and how to reach them, as /privacy tells people."""

    curators: Annotated[frozenset[int], NoDecode] = frozenset()
    """Telegram user ids of those who look after the content, separated by commas."""

    keep_gaps: bool = True
    """Whether questions without an answer are kept for curators: without who asked, without what
    tells who somebody is, for 30 days at most."""

    log_level: LogLevel = LogLevel.INFO
    """The least severe line that is logged."""

    @property
    def installation(self) -> Secret | None:
        """The secret of the installation, if it is set; bots in other schemas have others."""
        if self.secret is None:
            return None
        secret = Secret(self.secret.get_secret_value())
        return secret.of_bot(self.database_schema) if self.database_schema else secret

    mode: Mode = Mode.POLLING
    """How updates come in: fetched, or posted by Telegram to a webhook."""

    webhook_url: str | None = Field(default=None, validate_default=True)
    """Where Telegram posts updates: HTTPS, passed on to ``listen`` under the same path."""

    webhook_secret: SecretStr | None = Field(default=None, validate_default=True)
    """What Telegram shows with every update: 32 to 256 letters, digits, ``_`` or ``-``."""

    webhook_certificate: Path | None = None
    """The certificate of ``webhook_url`` in PEM format, where no proxy has one that an authority
    signed. Telegram is given it if it is self-signed."""

    webhook_key: Path | None = None
    """Its key, where there is no proxy: the bot then serves HTTPS itself, on the port of
    ``webhook_url``, and nothing but the webhook there."""

    listen: str = "127.0.0.1:8485"
    """Where the webhook, ``/healthz``, ``/startupz``, ``/readyz`` and ``/metrics`` are served."""

    @property
    def webhook(self) -> Endpoint | None:
        """Where Telegram posts updates, in webhook mode."""
        if (
            self.mode is not Mode.WEBHOOK
            or self.webhook_url is None
            or self.webhook_secret is None
        ):
            return None
        own = self.webhook_certificate and certificate_in(self.webhook_certificate)
        return Endpoint(
            self.webhook_url,
            self.webhook_secret.get_secret_value(),
            own.pem if own and own.is_self_signed else None,
        )

    @field_validator("api_url")
    @classmethod
    def _has_a_host(cls, url: str) -> str:
        try:
            parts = urlsplit(url)
            named = bool(parts.hostname) and parts.port != 0
        except ValueError:
            named = False
        if not named:
            raise ValueError(f"must be a URL, for example {TELEGRAM}")
        return url

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, url: SecretStr) -> SecretStr:
        check_address(url.get_secret_value())
        return url

    @field_validator("database_schema")
    @classmethod
    def _is_a_schema(cls, name: str, info: ValidationInfo) -> str:
        url: SecretStr | None = info.data.get("database_url")
        if name and not _SCHEMA.fullmatch(name):
            raise ValueError("must be lower-case letters, digits and _, for example kenya")
        if name and url is not None and url.get_secret_value().startswith("sqlite"):
            raise ValueError(
                "is for PostgreSQL; with SQLite, name a file for this bot in COORDBOT_DATABASE_URL"
            )
        return name

    @field_validator("curators", mode="before")
    @classmethod
    def _separated(cls, value: object) -> object:
        """Read ``1, 2`` as well as the JSON list ``[1, 2]``."""
        if not isinstance(value, str):
            return value
        return [part for part in re.split(r"[\s,\[\]]+", value) if part]

    @field_validator("mode")
    @classmethod
    def _can_be_served(cls, mode: Mode, info: ValidationInfo) -> Mode:
        if mode is Mode.WEBHOOK and info.data.get("token", ...) is None:
            raise ValueError("webhook needs a COORDBOT_TOKEN; the playground has no webhook")
        return mode

    @field_validator("webhook_url", "webhook_secret")
    @classmethod
    def _is_there(cls, value: Any, info: ValidationInfo) -> Any:
        if value is None and info.data.get("mode") is Mode.WEBHOOK:
            raise ValueError("is needed where COORDBOT_MODE is webhook")
        return value

    @field_validator("webhook_url")
    @classmethod
    def _can_be_posted_to(cls, url: str | None, info: ValidationInfo) -> str | None:
        if url is not None:
            check_url(url, public=info.data.get("api_url") == TELEGRAM)
        return url

    @field_validator("webhook_secret")
    @classmethod
    def _is_secret(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None:
            check_secret(secret.get_secret_value())
        return secret

    @field_validator("webhook_certificate")
    @classmethod
    def _is_a_certificate(cls, file: Path | None) -> Path | None:
        if file is not None:
            certificate_in(file)
        return file

    @field_validator("webhook_key")
    @classmethod
    def _is_its_key(cls, file: Path | None, info: ValidationInfo) -> Path | None:
        certificate: Path | None = info.data.get("webhook_certificate")
        if file is not None and certificate is not None:
            serving_with(certificate, file)
        elif file is not None:
            raise ValueError("needs a COORDBOT_WEBHOOK_CERTIFICATE that it is the key of")
        return file

    @field_validator("listen")
    @classmethod
    def _is_an_address(cls, listen: str) -> str:
        address_of(listen)
        return listen
