"""The guide as a PDF, and drawings as PNG: set by Typst, in the font that comes along.

Whatever is written reaches Typst as data: nothing of it is ever read as markup.
"""

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import typst

from bot.pack.chart_layout import WIDTH
from bot.pack.drawing import standalone
from bot.pack.outline import Outline, Section
from bot.pack.pdf_packing import packed
from bot.pack.writer import Writer
from handlers.messages.texts import _
from knowledge.text.language import Language

FONTS = Path(__file__).parent / "fonts"
PICTURE_WIDTH = 1080
"""Pixels: as many as most phones show side by side."""
_STATIC = Path(__file__).parent / "static"
_REGIONS = {Language.SIMPLIFIED: "CN", Language.TRADITIONAL: "TW", Language.ENGLISH: "GB"}
_POINTS_PER_INCH = 72


def pdf(outline: Outline, writer: Writer, *, chart: Element) -> bytes:
    """Return the guide as a tagged PDF; equal content, equal bytes."""
    day = date.fromisoformat(outline.date)
    guide = {
        "title": outline.title,
        "dated": writer.text(_("Content of {date}"), date=outline.date),
        "date": [day.year, day.month, day.day],
        "language": "zh" if outline.language.is_chinese else "en",
        "region": _REGIONS[outline.language],
        "contents": outline.contents,
        "page": writer.gettext(_("page {number}")).split("{number}"),
        "chart": writer.text(_("Who answers to whom")),
        "sections": [_section(section) for section in outline.sections],
    }
    inputs = {"guide": json.dumps(guide), "chart": standalone(chart)}
    created = datetime(day.year, day.month, day.day, tzinfo=UTC)
    whole = typst.compile(
        _STATIC / "guide.typ",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs=inputs,
        pdf_standards="ua-1",
        timestamp=created,
    )
    return packed(whole)


def png(drawing: Element) -> bytes:
    """Return a drawing as a picture of the width of a phone."""
    return typst.compile(
        _STATIC / "picture.typ",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format="png",
        ppi=PICTURE_WIDTH / WIDTH * _POINTS_PER_INCH,
        sys_inputs={"drawing": standalone(drawing), "width": str(WIDTH)},
    )


def _section(section: Section) -> dict[str, Any]:
    return {
        "anchor": section.anchor,
        "title": section.title,
        "blocks": [{"kind": type(block).__name__, **asdict(block)} for block in section.blocks],
        "sections": [_section(inner) for inner in section.sections],
    }
