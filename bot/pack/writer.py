"""What all parts of the guide are written with: the content, a language, the interface texts."""

from dataclasses import dataclass
from functools import cached_property

from bot.pack.outline import Block, Bullets, Paragraph, Reference, Section, Style
from handlers.messages.texts import Texts, Translate, _
from knowledge.answering.answer import Composer, Part, SourceLine, documents_of
from knowledge.content.base import KnowledgeBase
from knowledge.models import Entry
from knowledge.text.language import Language


@dataclass(frozen=True)
class Writer:
    """Writes in one language."""

    knowledge: KnowledgeBase
    language: Language
    texts: Texts

    @cached_property
    def composer(self) -> Composer:
        """What turns cards into paragraphs."""
        return Composer(self.knowledge)

    @cached_property
    def gettext(self) -> Translate:
        """What translates the texts of the interface."""
        return self.texts.of(self.language)

    def text(self, message: str, **values: str) -> str:
        """Return an interface text in the language."""
        return self.gettext(message).format(**values)

    def reference(self, entry: Entry) -> Reference:
        """Return a way to an entry."""
        return Reference(self.composer.name(entry, self.language), entry.id)

    def source(self, sources: tuple[SourceLine, ...]) -> str:
        """Return where something stands."""
        return self.text(_("Source: {documents}"), documents=documents_of(sources, self.language))

    def card(self, part: Part, anchor: str, title: str) -> Section:
        """Return a card, or a chain, as a section."""
        blocks = [block for paragraph in part.paragraphs for block in blocks_of(paragraph)]
        if part.follow:
            blocks.append(Paragraph(part.follow, Style.NOTE))
        blocks.append(Paragraph(self.source(part.sources), Style.SOURCE))
        return Section(anchor, title, tuple(blocks))


def blocks_of(text: str) -> list[Block]:
    """Return a text of the content as blocks: its lines that begin with a dash are a list."""
    blocks: list[Block] = []
    points: list[str] = []
    for line in [*filter(None, map(str.strip, text.split("\n"))), ""]:
        if line.startswith("- "):
            points.append(line.removeprefix("- "))
            continue
        if points:
            blocks.append(Bullets(tuple(points)))
            points = []
        if line:
            blocks.append(Paragraph(line))
    return blocks
