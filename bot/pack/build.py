"""Build a file of the offline pack."""

from bot.pack.drawing import drawing
from bot.pack.guide import guide
from bot.pack.html import html
from bot.pack.pdf import pdf, png
from bot.pack.search_index import search_index
from bot.pack.txt import txt
from bot.pack.writer import Writer
from handlers.messages.built import Built, Format
from handlers.messages.texts import Texts
from knowledge.content.base import KnowledgeBase


def build(knowledge: KnowledgeBase, built: Built) -> bytes:
    """Return the content of a file; it takes seconds, a PDF up to 450 MB of memory."""
    writer = Writer(knowledge, built.language, Texts())
    if built.format is Format.PNG:
        return png(drawing(writer, built.asked))
    outline = guide(writer)
    match built.format:
        case Format.HTML:
            tables = search_index(knowledge)
            return html(outline, writer, chart=drawing(writer), tables=tables)
        case Format.PDF:
            return pdf(outline, writer, chart=drawing(writer))
        case Format.TXT:
            return txt(outline)
