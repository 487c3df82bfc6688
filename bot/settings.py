"""What an operator may set."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class LogLevel(StrEnum):
    """The least severe line that is logged."""

    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"


class Settings(BaseSettings):
    """Everything an operator may set, as ``COORDBOT_*`` variables or in ``.env``."""

    model_config = SettingsConfigDict(
        env_prefix="COORDBOT_",
        env_file=".env",
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,  # a rejected setting must not print its neighbours
    )

    token: SecretStr | None = Field(default=None, min_length=10)
    """Token from @BotFather. Without it the local playground is served."""

    api_url: str = Field(default="https://api.telegram.org", pattern=r"^https?://\S+$")
    """Base of the Bot API; a test server otherwise."""

    database_url: SecretStr = SecretStr("sqlite:///var/coordbot.db")
    """Where everything is kept: a file, or ``postgresql://user:password@host/name``."""

    knowledge_dir: Path | None = None
    """A folder with extra or replaced content."""

    curators: Annotated[frozenset[int], NoDecode] = frozenset()
    """Telegram user ids of those who look after the content, separated by commas."""

    keep_gaps: bool = True
    """Whether questions without an answer are kept for curators: without who asked, without what
    tells who somebody is, for 30 days at most."""

    log_level: LogLevel = LogLevel.INFO
    """The least severe line that is logged."""

    @field_validator("curators", mode="before")
    @classmethod
    def _separated(cls, value: object) -> object:
        """Read ``1, 2`` as well as the JSON list ``[1, 2]``."""
        if not isinstance(value, str):
            return value
        return [part for part in re.split(r"[\s,\[\]]+", value) if part]
