"""The chart of who answers to whom as SVG: one drawing for the pack, for paper and for chat."""

from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from bot.pack.chart_layout import LINE, MARGIN, NAME, PADDING, SPACE, WIDTH, Box, boxes
from bot.pack.writer import Writer
from handlers.messages.texts import _
from knowledge.models import EntryId
from knowledge.tables.chart import chart

STYLE = (Path(__file__).parent / "static" / "chart.css").read_text(encoding="utf-8")
_TRUNK = 9.0  # from the left edge of a box to the line that goes down from it


def drawing(writer: Writer, asked: EntryId | None = None) -> Element:
    """Return the chart as an ``<svg>`` element without its style.

    Args:
        writer: The content and the language.
        asked: The entry to be told apart, with its line upward.
    """
    placed = boxes(writer, chart(writer.knowledge, asked))
    svg = Element("svg", {"class": "chart", "role": "img", "xmlns": "http://www.w3.org/2000/svg"})
    SubElement(svg, "title").text = writer.text(_("Who answers to whom"))
    rows = [box for box in placed if box.row is not None]
    for box in rows:
        _connect(svg, rows, box)
    for box in placed:
        _draw(svg, box)
    foot = placed[-1].y + placed[-1].height + LINE
    for line in (
        _("Dashed line: on a condition, or for one matter only."),
        _("Dashed box: stands in full elsewhere."),
    ):
        text = SubElement(svg, "text", {"x": f"{MARGIN:g}", "y": f"{foot:g}", "class": "small"})
        text.text = writer.text(line)
        foot += LINE
    svg.set("viewBox", f"0 0 {WIDTH:g} {foot:g}")
    return svg


def standalone(svg: Element) -> str:
    """Return a drawing as a file of its own, which brings its style along."""
    style = Element("style")
    style.text = STYLE
    whole = Element("svg", svg.attrib)
    whole.extend([style, *svg])
    return tostring(whole, encoding="unicode")


def _connect(svg: Element, rows: list[Box], box: Box) -> None:
    """Draw the line from a box to the one above it, down to it from the box before it there."""
    if box.row is None or box.row.above is None:
        return
    above = rows[box.row.above]
    siblings = [b for b in rows if b.row is not None and b.row.above == box.row.above]
    place = siblings.index(box)
    before = siblings[place - 1].middle if place else above.y + above.height
    later = [b.row for b in siblings[place:] if b.row is not None]
    x = above.x + _TRUNK
    trunk = _line_class(
        conditional=all(row.conditional for row in later), way=any(row.on_way for row in later)
    )
    branch = _line_class(conditional=box.row.conditional, way=box.row.on_way)
    SubElement(svg, "path", {"d": f"M{x:g} {before:g}V{box.middle:g}", "class": trunk})
    SubElement(svg, "path", {"d": f"M{x:g} {box.middle:g}H{box.x:g}", "class": branch})


def _line_class(*, conditional: bool, way: bool) -> str:
    return " ".join(["conditional"] * conditional + ["way"] * way)


def _draw(svg: Element, box: Box) -> None:
    names = {
        "asked": box.asked,
        "way": box.row is not None and box.row.on_way and not box.asked,
        "again": box.row is not None and box.row.again and not box.asked,
    }
    kind = " ".join(name for name, holds in names.items() if holds)
    place = {"x": box.x, "y": box.y, "width": box.width, "height": box.height, "rx": 4}
    SubElement(svg, "rect", {key: f"{value:g}" for key, value in place.items()} | {"class": kind})
    for number, line in enumerate(box.lines):
        y = box.y + PADDING / 2 + number * LINE + NAME - 1
        text = SubElement(svg, "text", {"x": f"{box.x + PADDING:g}", "y": f"{y:g}", "class": kind})
        text.text = line.name
        if line.said:
            said = SubElement(text, "tspan", {"class": f"small {kind}".strip()})
            said.text = line.said
            if line.name:
                said.set("dx", f"{SPACE:g}")
