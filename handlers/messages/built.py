"""Files that are built from the content alone: what they are called, and by which key."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from handlers.messages.effects import File
from knowledge.content.base import KnowledgeBase
from knowledge.models import CountryCode, EntryId
from knowledge.text.language import Language


class Format(StrEnum):
    """What is built."""

    HTML = "html"
    PDF = "pdf"
    TXT = "txt"
    PNG = "png"
    """The chart as a picture; everything else is the whole guide."""


@dataclass(frozen=True, slots=True)
class Built:
    """A file, named by all that it depends on."""

    format: Format
    language: Language
    version: str
    """That of the content."""
    asked: EntryId | None = None
    """The entry that is told apart in a chart."""
    country: CountryCode | None = None
    """The country whose own content comes first."""

    @property
    def key(self) -> str:
        """Return what a file is built by."""
        country = f":{self.country}" if self.country else ""
        return f"{self.format}:{self.language}:{self.version}:{self.asked or ''}{country}"

    @property
    def name(self) -> str:
        """Return what the file is called where it is kept."""
        what = "chart" if self.format is Format.PNG else "guide"
        country = f"-{self.country}" if self.country else ""
        return f"coordination-{what}{country}-{self.language}.{self.format}"

    @property
    def file(self) -> File:
        """Return the file as it is sent."""
        return File(self.name, build=self.key, picture=self.format is Format.PNG)

    @classmethod
    def of(cls, key: str) -> "Built":
        """Return what a key stands for.

        Raises:
            ValueError: It stands for nothing.
        """
        file_format, language, version, asked, *rest = key.split(":")
        country = ":".join(rest) or None
        return cls(Format(file_format), Language(language), version, asked or None, country)


def built_from(
    knowledge: KnowledgeBase,
    file_format: Format,
    language: Language,
    asked: EntryId | None = None,
) -> Built:
    """Return what a file is called that is built from some content."""
    country = knowledge.country.code if knowledge.country is not None else None
    return Built(file_format, language, knowledge.version, asked, country)


Sizes = Callable[[Built], int | None]
"""Tells how many bytes a file has that was built before; None if that is not known yet."""


def unknown_size(built: Built) -> int | None:
    """Know of no file: for a bot that builds none."""
    return None


def size_words(size: int | None) -> tuple[str, ...]:
    """Return how large a file is, for a button; nothing where that is not known."""
    if size is None:
        return ()
    return (f"{size / 1e6:.1f} MB" if size >= 1_000_000 else f"{max(size // 1000, 1)} kB",)
