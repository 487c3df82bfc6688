"""The guide as one HTML file, complete without scripts, network or any other file."""

import base64
import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from bot.pack.drawing import STYLE as CHART_STYLE
from bot.pack.html_blocks import add_block
from bot.pack.outline import Outline, Section
from bot.pack.writer import Writer
from handlers.messages.texts import _

_STATIC = Path(__file__).parent / "static"
_SCRIPTS = ("anchors.js", "ticks.js", "unpack.js")
_SEARCH = (
    *(f"search/{name}.js" for name in ("text", "sound", "stem", "phrases", "spelling")),
    *(f"search/{name}.js" for name in ("terms", "reader", "matcher", "decide", "find")),
    "results.js",
)
# Whatever the file is opened with: nothing is fetched, and nothing is sent.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"


def html(outline: Outline, writer: Writer, *, chart: Element, tables: Mapping[str, Any]) -> bytes:
    """Return the file.

    Args:
        outline: What it holds.
        writer: Writes the few words around it.
        chart: The picture of who answers to whom, as SVG.
        tables: What its search reads.
    """
    root = Element("html", {"lang": outline.language.value})
    _head(root, outline)
    body = SubElement(root, "body")
    header = SubElement(body, "header")
    SubElement(header, "h1").text = outline.title
    date = writer.text(_("Content of {date}"), date=outline.date)
    SubElement(header, "p", {"class": "source"}).text = date
    main = SubElement(body, "main")
    _search(main, writer)
    _contents(main, outline)
    for section in outline.sections:
        _part(main, section, writer, chart)
    _scripts(body, _texts(writer), tables)
    page = tostring(root, encoding="unicode", method="html")
    return f"<!DOCTYPE html>\n{page}\n".encode()


def _head(root: Element, outline: Outline) -> None:
    head = SubElement(root, "head")
    SubElement(head, "meta", {"charset": "utf-8"})
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": _POLICY})
    viewport = "width=device-width, initial-scale=1"
    SubElement(head, "meta", {"name": "viewport", "content": viewport})
    SubElement(head, "meta", {"name": "color-scheme", "content": "light dark"})
    SubElement(head, "meta", {"name": "version", "content": outline.version})
    SubElement(head, "title").text = outline.title
    SubElement(head, "style").text = _read("pack.css") + CHART_STYLE + _read("chart_dark.css")


def _search(main: Element, writer: Writer) -> None:
    """Add the search; it stays hidden where scripts do not run."""
    form = SubElement(main, "form", {"id": "search", "role": "search", "hidden": "hidden"})
    SubElement(form, "label", {"for": "question"}).text = writer.text(_("Search, in your words"))
    field = {"id": "question", "type": "search", "autocomplete": "off", "enterkeyhint": "search"}
    SubElement(form, "input", field)
    SubElement(form, "div", {"id": "results", "aria-live": "polite"})


def _contents(main: Element, outline: Outline) -> None:
    nav = SubElement(main, "nav", {"aria-labelledby": "contents"})
    SubElement(nav, "h2", {"id": "contents"}).text = outline.contents
    listed = SubElement(nav, "ol")
    for section in outline.sections:
        point = SubElement(listed, "li")
        SubElement(point, "a", {"href": f"#{section.anchor}"}).text = section.title


def _part(main: Element, section: Section, writer: Writer, chart: Element) -> None:
    part = SubElement(main, "section", {"id": section.anchor})
    SubElement(part, "h2").text = section.title
    for block in section.blocks:
        add_block(part, block, chart)
    for folded in section.sections:
        details = SubElement(part, "details", {"id": folded.anchor})
        SubElement(SubElement(details, "summary"), "h3").text = folded.title
        for inner in folded.sections:
            piece = SubElement(details, "section", {"id": inner.anchor})
            SubElement(piece, "h4").text = inner.title
            for block in inner.blocks:
                add_block(piece, block, chart)
        for block in folded.blocks:
            add_block(details, block, chart)
    back = SubElement(SubElement(part, "p", {"class": "back"}), "a", {"href": "#contents"})
    back.text = f"↑ {writer.text(_('Contents'))}"


def _texts(writer: Writer) -> dict[str, str]:
    return {
        "none": writer.text(_("The documents do not say.")),
        "near": writer.text(_("The nearest topics:")),
        "choices": writer.text(_("Which of these do you mean?")),
        "more": writer.text(_("Open in the guide")),
        "clear": writer.text(_("Clear the ticks")),
    }


def _scripts(body: Element, texts: Mapping[str, str], tables: Mapping[str, Any]) -> None:
    """Add what runs at once, and the search, which runs when its tables are unpacked."""
    data = json.dumps(tables, ensure_ascii=False, separators=(",", ":")).encode()
    packed = base64.b64encode(zlib.compress(data, 9)).decode()
    SubElement(body, "script", {"type": "text/plain", "id": "tables"}).text = packed
    search = SubElement(body, "script", {"type": "text/plain", "id": "search-script"})
    search.text = _joined("const { tuning } = tables;", *map(_read, _SEARCH))
    said = json.dumps(texts, ensure_ascii=False)
    # The only text that would end the element early, and the only place it could come from.
    said = said.replace("</", "<\\/")
    SubElement(body, "script").text = _joined(f"const texts = {said};", *map(_read, _SCRIPTS))


def _joined(*sources: str) -> str:
    return "\n".join(('"use strict";', *sources))


def _read(name: str) -> str:
    return (_STATIC / name).read_text(encoding="utf-8")
