"""What an operator may set about the content; loads fast, for commands that need no more."""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

from knowledge.models import CountryCode


class ContentSettings(BaseSettings):
    """Which content is answered from, as ``COORDBOT_*`` variables or in ``.env``."""

    model_config = SettingsConfigDict(
        env_prefix="COORDBOT_",
        env_file=".env",
        env_ignore_empty=True,  # as in .env.example
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,  # a rejected setting must not print its neighbours
    )

    knowledge_dir: Path | None = None
    """A folder with extra or replaced content."""

    country: CountryCode | None = None
    """ISO 3166-1 alpha-3 code of the country whose own content comes first, until a chat chooses
    otherwise; its content is in ``knowledge_dir``."""
