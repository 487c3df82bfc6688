"""Where everything of the chart goes, for a page as narrow as a phone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from bot.pack.lettering import width, wrapped
from bot.pack.writer import Writer
from knowledge.models import Entry
from knowledge.tables.chart import CLUSTERS, Chart, Row
from knowledge.tables.leads import Lead, lead_table

WIDTH = 400.0
"""In units of which a small phone shows nine tenths of a pixel."""
NAME, SMALL = 13.0, 11.0
LINE = 14.5
MARGIN, PADDING, SPACE = 6.0, 4.0, 4.0
_INDENT, _GAP = 18.0, 4.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line in a box: a name, and beside or below it, smaller, what holds of it."""

    name: str
    said: str = ""

    @property
    def width(self) -> float:
        """Return how much room it takes."""
        between = SPACE if self.name and self.said else 0.0
        return width(self.name, NAME) + between + width(self.said, SMALL)


@dataclass(frozen=True, slots=True)
class Box:
    """A row of the tree, or a cluster, with its place."""

    lines: tuple[Line, ...]
    x: float
    y: float
    row: Row | None = None
    asked: bool = False
    room: float = 0.0
    """How wide it is at least."""

    @property
    def height(self) -> float:
        """Return how high it is."""
        return len(self.lines) * LINE + PADDING

    @property
    def width(self) -> float:
        """Return how wide it is."""
        return max(self.room, *(line.width + 2 * PADDING for line in self.lines))

    @property
    def middle(self) -> float:
        """Return the height at which a line reaches it."""
        return self.y + self.height / 2


def boxes(writer: Writer, drawn: Chart) -> list[Box]:
    """Return the boxes of a chart from the top down, the clusters where their row's tree ends."""
    placed: list[Box] = []
    y = MARGIN
    last = _end_of_clusters(drawn)
    for number, row in enumerate(drawn.rows):
        x = MARGIN + row.depth * _INDENT
        lines = tuple(_lines(writer, row, WIDTH - MARGIN - x - 2 * PADDING))
        placed.append(Box(lines, x, y, row, asked=row.entry == drawn.asked))
        y += placed[-1].height + _GAP
        if number == last:
            placed += _clusters(writer, drawn, y)
            y = placed[-1].y + placed[-1].height + 3 * _GAP
    return placed


def _end_of_clusters(drawn: Chart) -> int | None:
    """Return the last row of the tree under that of the clusters."""
    start = next(
        (n for n, r in enumerate(drawn.rows) if r.entry == CLUSTERS and not r.again), None
    )
    if start is None:
        return None
    deeper = takewhile(lambda row: row.depth > drawn.rows[start].depth, drawn.rows[start + 1 :])
    return start + sum(1 for _row in deeper)


def _lines(writer: Writer, row: Row, room: float) -> Iterator[Line]:
    name = writer.composer.name(writer.knowledge.entries[row.entry], writer.language)
    said = writer.language.semicolon.join(writer.language.of(when) for when in row.conditions)
    # Alone on its side of the line, it needs no space that sets it apart.
    in_brackets = writer.language.in_brackets(said).lstrip()
    *above, last = wrapped(name, NAME, room)
    yield from map(Line, above)
    if not said or Line(last, in_brackets).width <= room:
        yield Line(last, in_brackets if said else "")
        return
    yield Line(last)
    yield from (Line("", line) for line in wrapped(said, SMALL, room))


def _clusters(writer: Writer, drawn: Chart, y: float) -> Iterator[Box]:
    """Yield the clusters with their lead agencies, two beside each other."""
    column = (WIDTH - 2 * MARGIN - _INDENT + _GAP) / 2
    table = lead_table(writer.knowledge)
    for start in range(0, len(table), 2):
        pair = table[start : start + 2]
        labels = [_label(writer, cluster, leads) for cluster, leads in pair]
        texts = [wrapped(label, SMALL, column - _GAP - 2 * PADDING) for label in labels]
        high = max(map(len, texts))
        for number, (text, (cluster, _leads)) in enumerate(zip(texts, pair, strict=True)):
            yield Box(
                lines=tuple(Line("", line) for line in text) + (Line(""),) * (high - len(text)),
                x=MARGIN + _INDENT + number * column,
                y=y,
                asked=cluster.id == drawn.asked,
                room=column - _GAP,
            )
        y += high * LINE + PADDING + _GAP


def _label(writer: Writer, cluster: Entry, leads: Sequence[Lead]) -> str:
    # There is no room for conditions, and whoever leads under one must not read as the lead.
    told = [lead for lead in leads if lead.everywhere] or leads
    agencies = (writer.knowledge.entries[lead.agency] for lead in told)
    short = dict.fromkeys(a.abbreviations[0] if a.abbreviations else a.id for a in agencies)
    return f"{writer.language.of(cluster.name)} {' / '.join(short)}"
