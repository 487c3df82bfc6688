"""The guide as plain text, for whatever opens nothing else."""

from collections.abc import Iterator

from bot.pack.outline import (
    Block,
    Bullets,
    Chart,
    Outline,
    Paragraph,
    References,
    Section,
    Step,
    Style,
    Table,
)

_MARKS = {Style.PLAIN: "", Style.NOTE: "! ", Style.SOURCE: "  "}


def txt(outline: Outline) -> bytes:
    """Return the file; the byte order mark tells old viewers that it is UTF-8."""
    lines = [outline.title, "", *_contents(outline)]
    for number, section in enumerate(outline.sections, start=1):
        lines += ["", "", f"{number}. {section.title}", "=" * 40, *_blocks(section)]
        for part in section.sections:
            lines += ["", f"## {part.title}"]
            for piece in part.sections:
                lines += ["", f"[{piece.title}]", *_blocks(piece)]
            lines += _blocks(part)
    return ("\ufeff" + "\n".join(lines) + "\n").encode()


def _contents(outline: Outline) -> Iterator[str]:
    yield outline.contents
    for number, section in enumerate(outline.sections, start=1):
        yield f"{number}. {section.title}"


def _blocks(section: Section) -> Iterator[str]:
    for block in section.blocks:
        yield from _lines(block)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text, style):
            yield _MARKS[style] + text
        case Bullets(lines):
            yield from (f"- {line}" for line in lines)
        case Table(_head, rows):
            for first, *others in rows:
                yield f"- {first}: {'; '.join(others)}"
        case References(label, to):
            names = "; ".join(reference.text for reference in to)
            yield f"> {label}: {names}" if label else f"> {names}"
        case Step():
            yield from _step(block)
        case Chart():
            pass  # the lines upward of every role say the same in words


def _step(step: Step) -> Iterator[str]:
    yield ""
    yield f"[ ] {step.tick.text} ({step.place})"
    yield from (f"    - {line}" for line in step.do)
    yield from (f"    [ ] {criterion.text}" for criterion in step.criteria)
    yield from (f"    > {way.text}" for way in step.ways)
    yield from (f"    {told}" for told in step.told)
    yield f"      {step.source}"
