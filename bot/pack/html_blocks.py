"""The blocks of the guide as HTML elements; ElementTree escapes every text."""

from collections.abc import Iterable
from copy import deepcopy
from xml.etree.ElementTree import Element, SubElement

from bot.pack.outline import (
    Block,
    Bullets,
    Chart,
    Paragraph,
    Reference,
    References,
    Step,
    Style,
    Table,
    Tick,
)


def add_block(parent: Element, block: Block, chart: Element) -> None:
    """Append a block to an element."""
    match block:
        case Paragraph(text, style):
            _paragraph(parent, text, style)
        case Bullets(lines):
            _list(parent, lines)
        case Table():
            _table(parent, block)
        case References(label, to):
            _references(parent, label, to)
        case Step():
            _step(parent, block)
        case Chart():
            figure = SubElement(parent, "figure")
            figure.append(deepcopy(chart))


def _paragraph(parent: Element, text: str, style: Style) -> None:
    attributes = {} if style is Style.PLAIN else {"class": style.value}
    SubElement(parent, "p", attributes).text = text


def _list(parent: Element, lines: Iterable[str]) -> None:
    points = SubElement(parent, "ul")
    for line in lines:
        SubElement(points, "li").text = line


def _table(parent: Element, table: Table) -> None:
    element = SubElement(parent, "table")
    head = SubElement(SubElement(element, "thead"), "tr")
    for title in table.head:
        SubElement(head, "th", {"scope": "col"}).text = title
    body = SubElement(element, "tbody")
    for first, *others in table.rows:
        row = SubElement(body, "tr")
        SubElement(row, "th", {"scope": "row"}).text = first
        for cell in others:
            SubElement(row, "td").text = cell


def _references(parent: Element, label: str, to: Iterable[Reference]) -> None:
    paragraph = SubElement(parent, "p", {"class": "also"})
    if label:
        SubElement(paragraph, "span").text = label
    for reference in to:
        _link(paragraph, reference)


def _link(parent: Element, reference: Reference) -> None:
    if reference.anchor:
        SubElement(parent, "a", {"href": f"#{reference.anchor}"}).text = reference.text
    else:
        SubElement(parent, "span").text = reference.text


def _step(parent: Element, step: Step) -> None:
    element = SubElement(parent, "section", {"id": step.tick.id, "class": "step"})
    SubElement(element, "p", {"class": "place"}).text = step.place
    _tick(SubElement(element, "h4"), step.tick)
    if step.do:
        _list(element, step.do)
    for criterion in step.criteria:
        _tick(SubElement(element, "p", {"class": "criterion"}), criterion)
    if step.ways:
        _references(element, "", step.ways)
    for told in step.told:
        SubElement(element, "p").text = told
    if step.links:
        _references(element, "→", step.links)
    _paragraph(element, step.source, Style.SOURCE)


def _tick(parent: Element, tick: Tick) -> None:
    label = SubElement(parent, "label")
    SubElement(label, "input", {"type": "checkbox", "data-tick": tick.id})
    SubElement(label, "span").text = tick.text
