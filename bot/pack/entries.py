"""Entries as sections: every facet, the line upward, what to read next."""

from collections.abc import Iterable, Iterator

from bot.pack.outline import Block, Paragraph, Reference, References, Section, Style
from bot.pack.writer import Writer
from handlers.browse import KINDS
from handlers.messages.texts import _
from knowledge.answering.chains import Chains
from knowledge.models import Card, Entry, EntryId, Kind
from knowledge.tables.relations import chain

CHAIN = "chain"
"""Ends the anchor of a line upward; no facet is called so."""


def anchor_of(entry: EntryId, facet: str) -> str:
    """Return the anchor of a facet."""
    return f"{entry}--{facet}"


def kind_section(writer: Writer, kind: Kind, *blocks: Block) -> Section:
    """Return all entries of a kind, under what is to be read before them."""
    chains = Chains(writer.knowledge, writer.composer)
    entries = [entry for entry in writer.knowledge.entries.values() if entry.kind is kind]
    return Section(
        anchor=f"kind--{kind}",
        title=writer.text(KINDS[kind]),
        blocks=blocks,
        sections=tuple(_entry(writer, chains, entry) for entry in entries),
    )


def disagreements(writer: Writer) -> Section:
    """Return where the documents differ: what to follow, and where both are said."""
    return Section(
        anchor="guide--differences",
        title=writer.text(_("Where the documents differ")),
        blocks=(
            Paragraph(writer.text(_("Both sides are kept, each with its source and date."))),
            *_differences(writer),
        ),
    )


def _entry(writer: Writer, chains: Chains, entry: Entry) -> Section:
    sections = [*_facets(writer, entry)]
    line = chains.chain(chain(writer.knowledge, entry.id), writer.language)
    words = writer.knowledge.vocabulary.relations
    if line is not None and words is not None:
        title = writer.language.of(words.chain.title)
        sections.append(writer.card(line, anchor_of(entry.id, CHAIN), title))
    return Section(
        anchor=entry.id,
        title=writer.composer.name(entry, writer.language),
        blocks=tuple(_also(writer, (writer.knowledge.entries[other] for other in entry.related))),
        sections=tuple(sections),
    )


def _facets(writer: Writer, entry: Entry) -> Iterator[Section]:
    for facet in writer.knowledge.facets_of(entry):
        part = writer.composer.part(Card(entry.id, facet), writer.language)
        title = writer.language.of(writer.knowledge.vocabulary.facets[facet].title)
        yield writer.card(part, anchor_of(entry.id, facet), title)


def _also(writer: Writer, entries: Iterable[Entry]) -> Iterator[Block]:
    to = tuple(writer.reference(entry) for entry in entries)
    if to:
        yield References(writer.text(_("See also")), to)


def _differences(writer: Writer) -> Iterator[Block]:
    of = writer.language.of
    for entry in writer.knowledge.entries.values():
        for facet in writer.knowledge.facets_of(entry):
            follow = entry.facets[facet].follow
            if follow is not None:
                title = writer.composer.title(Card(entry.id, facet), writer.language)
                yield References("", (Reference(title, anchor_of(entry.id, facet)),))
                yield Paragraph(of(follow), Style.NOTE)
