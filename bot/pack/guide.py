"""The guide, most needed first: leads, roles, checklists, funds, then everything by kind."""

from bot.pack.checklists import checklists
from bot.pack.entries import disagreements, kind_section
from bot.pack.outline import Chart, Outline, Paragraph, Section, Style, Table
from bot.pack.writer import Writer
from handlers.leads import CAUTION, GLOBAL_LEADS, lead_lines
from handlers.texts import Texts, _
from knowledge.base import KnowledgeBase
from knowledge.language import Language
from knowledge.models import Kind

_REST = (
    Kind.CLUSTER,
    Kind.BODY,
    Kind.PROCEDURE,
    Kind.PLAN,
    Kind.ORGANISATION,
    Kind.CONCEPT,
    Kind.DOCUMENT,
)


def guide(knowledge: KnowledgeBase, language: Language, texts: Texts) -> Outline:
    """Return the guide in one language."""
    writer = Writer(knowledge, language, texts)
    return Outline(
        language=language,
        title=writer.text(_("Humanitarian coordination: offline guide")),
        date=knowledge.checked.isoformat(),
        version=knowledge.version,
        contents=writer.text(_("Contents")),
        sections=(
            _about(writer),
            _leads(writer),
            _architecture(writer),
            kind_section(writer, Kind.ROLE),
            checklists(writer),
            kind_section(writer, Kind.FUND),
            *(kind_section(writer, kind) for kind in _REST),
            disagreements(writer),
            _sources(writer),
        ),
    )


def _about(writer: Writer) -> Section:
    dated = _("Content of {date}, version {version}. Made by a chat assistant from the documents.")
    lines = (
        _("Every statement is in our own words and names its document. No document is replaced."),
        _("Where they are silent, nothing is said here. Check what is announced to change."),
    )
    date = writer.knowledge.checked.isoformat()
    return Section(
        anchor="guide--about",
        title=writer.text(_("About this guide")),
        blocks=(
            Paragraph(writer.text(dated, date=date, version=writer.knowledge.version)),
            *(Paragraph(writer.text(line)) for line in lines),
        ),
    )


def _leads(writer: Writer) -> Section:
    head = (writer.text(_("Cluster")), writer.text(_("Lead agency")))
    rows = tuple(lead_lines(writer.knowledge, writer.language, writer.gettext))
    return Section(
        anchor="guide--leads",
        title=writer.text(GLOBAL_LEADS),
        blocks=(Table(head, rows), Paragraph(writer.text(CAUTION), Style.NOTE)),
    )


def _architecture(writer: Writer) -> Section:
    return Section(
        anchor="guide--chart",
        title=writer.text(_("Who answers to whom")),
        blocks=(Chart(),),
    )


def _sources(writer: Writer) -> Section:
    of = writer.language.of
    head = tuple(map(writer.text, (_("Document"), _("Publisher"), _("Date"), _("Read by us"))))
    rows = []
    for document in writer.knowledge.documents.values():
        date = document.date or (of(document.dated) if document.dated else "")
        title = f"{of(document.title)} {document.url or ''}".strip()
        rows.append((title, of(document.publisher), date, document.checked.isoformat()))
    return Section(
        anchor="guide--sources",
        title=writer.text(_("Sources")),
        blocks=(Table(head, tuple(rows)),),
    )
