"""``/leads``: which agency leads which cluster, computed from the relations."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from telegram import Update

from handlers.context import Context
from handlers.messages.effects import Screen
from handlers.messages.escaping import escaped
from handlers.messages.render import Renderer
from handlers.messages.texts import Translate, _
from handlers.replying import renderer_for, respond
from knowledge.answering.answer import Composer, SourceLine
from knowledge.answering.audience import NAMES
from knowledge.assistant import Assistant
from knowledge.content.base import KnowledgeBase
from knowledge.models import EntryId, Situation
from knowledge.tables.leads import Lead, lead_table
from knowledge.text.language import Language

_GLOBAL = _("Global lead agencies of the clusters")
CAUTION = _(
    "Leads at country level may differ. In refugee situations clusters are not activated: "
    "UNHCR leads. Number and names of the clusters are announced to change; "
    "check before use."
)


@dataclass(frozen=True, slots=True)
class LeadLine:
    """A cluster with who leads it, in words that are not escaped."""

    cluster: str
    agencies: tuple[str, ...]
    """Each with its conditions."""
    chosen: frozenset[str]
    """Those that lead in the situation asked for."""


async def leads(update: Update, context: Context) -> None:
    """Show the lead agencies of the global clusters."""
    message = update.effective_message
    if message is not None:
        respond(context, message, _screen(context, renderer_for(context, message)))


def _screen(context: Context, renderer: Renderer) -> Screen:
    head = leads_title(context.assistant.knowledge, renderer.language, renderer.text)
    lines = lead_lines(
        context.assistant.knowledge,
        context.assistant.composer,
        renderer.language,
        renderer.gettext,
        situation=context.state.settings.situation,
    )
    said = (lead_html(line, renderer.language) for line in lines)
    source = renderer.source(lead_sources(context.assistant, renderer.language))
    tail = ("", renderer.text(CAUTION), f"<i>{source}</i>")
    return Screen("\n".join((f"<b>{head}</b>", *said, *tail)))


def lead_sources(assistant: Assistant, language: Language) -> tuple[SourceLine, ...]:
    """Return where it stands who leads which cluster."""
    table = lead_table(assistant.knowledge)
    cited = (source for _cluster, found in table for lead in found for source in lead.sources)
    return assistant.composer.cited(cited, language)


class Says(Protocol):
    """Puts a text of the interface into a language."""

    def __call__(self, message: str, **values: str) -> str:
        """Return the text with its values."""


def leads_title(knowledge: KnowledgeBase, language: Language, say: Says) -> str:
    """Return what the lead agencies stand under: where a country is chosen, its own are first."""
    if knowledge.country is None:
        return say(_GLOBAL)
    text = _("Lead agencies of the clusters: {country} first, then global")
    return say(text, country=language.of(knowledge.country.name))


def lead_html(line: LeadLine, language: Language) -> str:
    """Return a line as it is shown, what holds in the situation underlined."""
    marked = (
        f"<u>{escaped(agency)}</u>" if agency in line.chosen else escaped(agency)
        for agency in line.agencies
    )
    agencies = language.list_comma.join(marked)
    return f"<b>{escaped(line.cluster)}</b>{language.colon}{agencies}"


def lead_lines(
    knowledge: KnowledgeBase,
    composer: Composer,
    language: Language,
    gettext: Translate,
    *,
    situation: Situation | None = None,
) -> Iterator[LeadLine]:
    """Yield every cluster with who leads it, first those that lead in a situation."""

    def said(lead: Lead) -> str:
        return _agency(knowledge, composer, lead, language, gettext)

    for cluster, leading in lead_table(knowledge):
        found = _told_once(leading)
        here = [lead for lead in found if situation is not None and lead.situation is situation]
        first = [lead for lead in here if not lead.conditional]
        agencies = dict.fromkeys(map(said, [*first, *found]))
        chosen = frozenset(map(said, here))
        yield LeadLine(composer.name(cluster, language), tuple(agencies), chosen)


def _told_once(leading: Sequence[Lead]) -> list[Lead]:
    """Leave out an agency that is named with the one it leads with."""
    pairs: set[tuple[EntryId | None, EntryId | None]] = set()
    kept = []
    for lead in leading:
        if (lead.jointly, lead.agency) not in pairs:
            kept.append(lead)
        pairs.add((lead.agency, lead.jointly))
    return kept


def _agency(
    knowledge: KnowledgeBase,
    composer: Composer,
    lead: Lead,
    language: Language,
    gettext: Translate,
) -> str:
    short = _short(knowledge, lead.agency, language)
    conditions = []
    if lead.situation is not None:
        conditions.append(language.of(NAMES[lead.situation]))
    if lead.jointly is not None:
        other = _short(knowledge, lead.jointly, language)
        short = gettext(_("{agency} with {other}")).format(agency=short, other=other)
    elif lead.when is not None:
        conditions.append(composer.say(lead.when, language))
    if not conditions:
        return short
    return short + language.in_brackets(language.colon.join(conditions))


def _short(knowledge: KnowledgeBase, agency: EntryId, language: Language) -> str:
    entry = knowledge.entries[agency]
    return entry.abbreviations[0] if entry.abbreviations else language.of(entry.name)
