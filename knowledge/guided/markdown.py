"""A paper as Markdown."""

import re
from collections.abc import Iterator

from knowledge.guided.draft import (
    Draft,
    Heading,
    Line,
    Paragraph,
    Piece,
    Points,
    SegmentKind,
    Table,
)
from knowledge.guided.place import Place

# What would turn a person's words into markup: a heading, a list, a table, a link.
_MARKUP = re.compile(r"([\\`*_\[\]<>|#])")


def markdown(draft: Draft) -> str:
    """Return a paper as Markdown, what people entered escaped."""
    lines = [f"# {draft.title} [{draft.mark}]"]
    for piece in draft.pieces:
        lines += ["", *_piece(piece)]
    lines += ["", "---", "", f"*{draft.warning}*", "", f"*{draft.sources}*"]
    return "\n".join(lines) + "\n"


def literal(text: str) -> str:
    """Return what a person entered so that Markdown shows it as it is."""
    return _MARKUP.sub(r"\\\1", text)


def _piece(piece: Piece) -> Iterator[str]:
    match piece:
        case Heading(text):
            yield f"## {text}"
        case Paragraph(lines, place):
            bold = "**" if place is Place.SUBJECT else ""
            # A backslash at its end keeps a line apart from the next.
            yield "\\\n".join(f"{bold}{_line(line)}{bold}" for line in lines)
        case Points(points):
            yield from (f"- {_line(point)}" for point in points)
        case Table(head, rows):
            yield f"| {' | '.join(head)} |"
            yield f"|{' --- |' * len(head)}"
            yield from (f"| {' | '.join(map(_line, row))} |" for row in rows)


def _line(line: Line) -> str:
    return "".join(_written(segment.text, segment.kind) for segment in line)


def _written(text: str, kind: SegmentKind) -> str:
    match kind:
        case SegmentKind.ENTERED:
            return literal(text)
        case SegmentKind.STRONG:
            return f"**{text}**"
        case SegmentKind.OWN | SegmentKind.MISSING:
            return text
