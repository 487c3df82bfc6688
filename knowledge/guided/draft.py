"""A paper that comes out of a run: what it says, apart from how it is written down."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.guided.place import Place
from knowledge.text.language import Language


class SegmentKind(StrEnum):
    """Whose words they are, and how they stand out."""

    OWN = "own"
    ENTERED = "entered"
    """Typed by people: never markup."""
    MISSING = "missing"
    """Stands for what was not entered."""
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Segment:
    """Words within a line."""

    text: str
    kind: SegmentKind = SegmentKind.OWN


Line = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of one or more lines."""

    lines: tuple[Line, ...]
    place: Place = Place.BODY


@dataclass(frozen=True, slots=True)
class Points:
    """A list."""

    points: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head."""

    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]


Piece = Heading | Paragraph | Points | Table


@dataclass(frozen=True, slots=True)
class Draft:
    """One paper in one language; nobody has reviewed it."""

    name: str
    """The name of its file, without an ending."""
    title: str
    mark: str
    """One word that says that it is a draft."""
    warning: str
    """What that means, in a sentence."""
    sources: str
    """The documents it stands on."""
    language: Language
    letter: bool
    """Whether it is a letter, which bears no title of its own."""
    pieces: tuple[Piece, ...]
    written: float
    """When what it says was entered last, in seconds since the epoch."""
