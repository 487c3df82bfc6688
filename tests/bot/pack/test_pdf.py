"""The guide on paper: searchable, tagged, in its own font, and nothing in it is markup."""

import re
import zlib
from xml.etree.ElementTree import Element, SubElement

import pypdfium2 as pdfium
import pytest
from fontTools.ttLib import TTFont
from pypdfium2.raw import FPDF_PAGEOBJ_TEXT

from bot.pack.guide import guide as outline_of
from bot.pack.outline import Outline, Paragraph, Section
from bot.pack.pdf import FONTS, pdf
from bot.pack.pdf_packing import packed
from bot.pack.txt import txt
from bot.pack.writer import Writer
from handlers.messages.built import Format
from handlers.messages.texts import Texts
from knowledge.content.base import KnowledgeBase
from knowledge.text.language import Language
from tests.bot.pack.conftest import Guide

# What Typst itself draws, from fonts of its own.
_BY_TYPST = set("\n•☐")


def _text(content: bytes) -> str:
    document = pdfium.PdfDocument(content)
    return "".join(page.get_textpage().get_text_range() for page in document)


def test_pages_can_be_searched_and_say_where_else_to_look(guide: Guide) -> None:
    content = guide(Format.PDF, Language.TRADITIONAL).read_bytes()
    document = pdfium.PdfDocument(content)
    assert document.get_metadata_value("Title") == "人道主義協調離線手冊"
    assert next(document.get_toc()).get_title() == "關於本手冊"
    text = re.sub(r"\s", "", _text(content))
    assert "營養集群的全球牽頭機構是聯合國兒童基金會" in text
    assert re.search(r"集群牽頭機構（CLA）\(第\d+頁\)", text)
    assert len(content) < 1_500_000


def test_document_is_tagged_says_its_language_and_brings_its_font(guide: Guide) -> None:
    content = guide(Format.PDF, Language.TRADITIONAL).read_bytes()
    document = pdfium.PdfDocument(content)
    fonts = [piece.get_font() for piece in document[3].get_objects(filter=[FPDF_PAGEOBJ_TEXT])]
    assert {font.is_embedded for font in fonts} == {True}
    assert all("NotoSansCJK" in font.get_base_name() for font in fonts)
    whole = b"".join(_unpacked(content))
    assert b"/MarkInfo" in whole
    assert b"/Lang(zh-TW)" in re.sub(rb"\s", b"", whole)


def _unpacked(content: bytes) -> list[bytes]:
    found = []
    for match in re.finditer(rb"/ObjStm[^>]*/Length (\d+)>>\nstream\n", content):
        found.append(zlib.decompress(content[match.end() : match.end() + int(match[1])]))
    return found


@pytest.mark.parametrize("language", Language)
def test_font_has_every_character_of_the_guide(
    knowledge: KnowledgeBase, language: Language
) -> None:
    [font] = FONTS.glob("*.otf")
    drawn = set(map(chr, TTFont(font).getBestCmap()))
    written = set(txt(outline_of(Writer(knowledge, language, Texts()))).decode("utf-8-sig"))
    assert written - drawn - _BY_TYPST == set()


def test_what_is_written_is_never_read_as_markup(writer: Writer) -> None:
    text = '#panic("x") *bold* $x$ @ref <label> \\ `raw` #read("/etc/passwd")'
    section = Section("s", text, (Paragraph(text),))
    outline = Outline(Language.ENGLISH, text, "2026-01-02", "v", text, (section,))
    chart = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": "0 0 1 1"})
    SubElement(chart, "rect", {"width": "1", "height": "1"})
    written = re.sub(r"\s", "", _text(pdf(outline, writer, chart=chart)))
    assert written.count(re.sub(r"\s", "", text)) >= 3


def test_packing_refuses_what_it_does_not_know() -> None:
    with pytest.raises(ValueError, match="table of objects"):
        packed(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n")
