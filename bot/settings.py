"""What an operator may set."""

from enum import StrEnum
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.secret import MIN_CHARACTERS, Secret


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
        env_ignore_empty=True,  # so that the example can be copied as it is
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

    secret: SecretStr | None = Field(default=None, min_length=MIN_CHARACTERS)
    """Signs buttons and makes pseudonyms; at least 32 characters. Needed with PostgreSQL, the same
    for every process; with SQLite one is made and kept beside the database unless set."""

    operator: str = Field(default="", max_length=200)
    """Who runs the bot and how to reach them, as /privacy tells people."""

    knowledge_dir: Path | None = None
    """A folder with extra or replaced content."""

    log_level: LogLevel = LogLevel.INFO
    """The least severe line that is logged."""

    @property
    def installation(self) -> Secret | None:
        """The secret of the installation, if it is set."""
        return None if self.secret is None else Secret(self.secret.get_secret_value())
