"""What a guide holds, in one language and in no format yet: HTML, PDF and text are made of it."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.text.language import Language


class Style(StrEnum):
    """What a paragraph is for."""

    PLAIN = "plain"
    NOTE = "note"
    """Which statement to follow, what to take care of."""
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A few sentences."""

    text: str
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class Bullets:
    """Points, one a line."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """The title of another section, and where it is."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class References:
    """Other sections, each a link or, on paper, with its page."""

    label: str
    to: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """Something to tick."""

    id: str
    """By which a tick is kept; the same in every language."""
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a procedure."""

    tick: Tick
    place: str
    """Which step it is."""
    do: tuple[str, ...]
    ways: tuple[Reference, ...]
    """The answers to its question, and the steps they lead to."""
    criteria: tuple[Tick, ...]
    told: tuple[str, ...]
    """Who, with whom, by when, on what basis; what to write down."""
    links: tuple[Reference, ...]
    """Entries that tell more."""
    source: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The picture of who answers to whom."""


Block = Paragraph | Bullets | Table | References | Step | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the guide, with parts of its own."""

    anchor: str
    """Unique in the guide: letters, digits and dashes."""
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole guide."""

    language: Language
    title: str
    date: str
    """When a curator last read the documents, as YYYY-MM-DD."""
    version: str
    """That of the content."""
    contents: str
    """What the table of contents is headed by."""
    sections: tuple[Section, ...]
