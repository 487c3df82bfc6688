"""The guide, most needed first: leads, roles, checklists, funds, then everything by kind."""

from collections.abc import Iterator

from bot.pack.checklists import checklists
from bot.pack.entries import disagreements, kind_section
from bot.pack.outline import Bullets, Chart, Outline, Paragraph, Section, Style, Table
from bot.pack.writer import Writer
from handlers.country import COUNTRY_FIRST
from handlers.leads import CAUTION, lead_lines, leads_title
from handlers.messages.texts import _
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


def guide(writer: Writer) -> Outline:
    """Return the guide in the language of its writer."""
    return Outline(
        language=writer.language,
        title=writer.text(_("Humanitarian coordination: offline guide")),
        date=writer.knowledge.checked.isoformat(),
        version=writer.knowledge.version,
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
    lines: tuple[str, ...] = (
        _("Every statement is in our own words and names its document. No document is replaced."),
        _("Where they are silent, nothing is said here. Check what is announced to change."),
    )
    date, country = writer.knowledge.checked.isoformat(), writer.knowledge.country
    if country is not None:
        name = writer.language.of(country.name)
        lines = (writer.text(COUNTRY_FIRST, country=name), *lines)
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
    lines = lead_lines(writer.knowledge, writer.composer, writer.language, writer.gettext)
    rows = tuple((line.cluster, writer.language.list_comma.join(line.agencies)) for line in lines)
    return Section(
        anchor="guide--leads",
        title=leads_title(writer.knowledge, writer.language, writer.text),
        blocks=(Table(head, rows), Paragraph(writer.text(CAUTION), Style.NOTE)),
    )


def _architecture(writer: Writer) -> Section:
    return Section(
        anchor="guide--chart",
        title=writer.text(_("Who answers to whom")),
        blocks=(Chart(),),
    )


def _sources(writer: Writer) -> Section:
    return Section(
        anchor="guide--sources",
        title=writer.text(_("Sources")),
        blocks=(Bullets(tuple(_source_lines(writer))),),
    )


def _source_lines(writer: Writer) -> Iterator[str]:
    of = writer.language.of
    for document in writer.knowledge.documents.values():
        line = writer.text(
            _("{title}. {publisher}, {date}. Read by us on {checked}."),
            title=of(document.title),
            publisher=of(document.publisher),
            date=document.date or (of(document.dated) if document.dated else ""),
            checked=document.checked.isoformat(),
        )
        yield f"{line} {document.url or ''}".rstrip()
