"""``/leads``: which agency leads which cluster, computed from the relations."""

from html import escape

from telegram import Update

from handlers.ask import renderer_for, respond
from handlers.context import Context
from handlers.effects import Screen
from handlers.render import Renderer
from handlers.texts import _
from knowledge.leads import Lead, lead_table
from knowledge.models import Situation

_SITUATIONS = {
    Situation.CONFLICT: _("conflict"),
    Situation.DISASTER: _("disaster"),
    Situation.REFUGEE: _("refugees"),
    Situation.MIXED: _("mixed"),
    Situation.NO_HC: _("no HC appointed"),
}


async def leads(update: Update, context: Context) -> None:
    """Show the lead agencies of the global clusters."""
    message = update.effective_message
    if message is not None:
        respond(context, message, _screen(context, renderer_for(context, message)))


def _screen(context: Context, renderer: Renderer) -> Screen:
    table = lead_table(context.assistant.knowledge)
    name = context.assistant.composer.name
    joint = "、" if renderer.language.is_chinese else ", "
    lines = []
    situation = context.state.settings.situation
    for cluster, found in table:
        # First those that lead in the situation of the chat.
        ordered = sorted(found, key=lambda lead: situation is None or lead.situation != situation)
        agencies = joint.join(dict.fromkeys(_agency(context, renderer, lead) for lead in ordered))
        cluster_name = escape(name(cluster, renderer.language), quote=False)
        lines.append(f"<b>{cluster_name}</b>: {agencies}")
    caution = renderer.text(
        _(
            "Leads at country level may differ. In refugee situations clusters are not activated: "
            "UNHCR leads. Number and names of the clusters are announced to change; "
            "check before use."
        )
    )
    country = context.assistant.knowledge.country
    if country is None:
        head = renderer.text(_("Global lead agencies of the clusters"))
    else:
        text = _("Lead agencies of the clusters: {country} first, then global")
        head = renderer.text(text, country=renderer.language.of(country.name))
    return Screen("\n".join((f"<b>{head}</b>", *lines, "", caution)))


def _agency(context: Context, renderer: Renderer, lead: Lead) -> str:
    entry = context.assistant.knowledge.entries[lead.agency]
    short = entry.abbreviations[0] if entry.abbreviations else renderer.language.of(entry.name)
    conditions = []
    if lead.situation is not None:
        conditions.append(renderer.gettext(_SITUATIONS[lead.situation]))
    if lead.when is not None:
        conditions.append(context.assistant.composer.say(lead.when, renderer.language))
    if not conditions:
        return escape(short, quote=False)
    joint, brackets = ("：", "{}（{}）") if renderer.language.is_chinese else (": ", "{} ({})")
    told = escape(brackets.format(short, joint.join(conditions)), quote=False)
    chosen = lead.situation is not None and lead.situation is context.state.settings.situation
    return f"<u>{told}</u>" if chosen else told
