"""``/propose``: something the bot should say; live only with a source and a second curator."""

from dataclasses import replace

from telegram import Message, Update

from handlers.chats.records import Proposal, ProposalState
from handlers.context import Context
from handlers.curators.data import DISCARD, REVIEW, SOURCE
from handlers.curators.review import review_screen
from handlers.curators.roles import for_curators, log
from handlers.messages.effects import Button, Screen
from handlers.messages.render import Renderer
from handlers.messages.texts import _
from handlers.procedures.data import id_from_update
from handlers.replying import STALE, renderer_for, renderer_of, respond
from knowledge.models import Card
from knowledge.privacy.redaction import redact

SOURCE_OF = "source:"
"""What the chat expects, before the id of the proposal."""
MAX_SOURCE = 200


@for_curators
async def propose(update: Update, context: Context) -> None:
    """Make a draft of the text after the command, or of the message that it answers."""
    message = update.effective_message
    if message is None or message.from_user is None:
        return
    replied = message.reply_to_message
    text = " ".join(context.args or ()) or ((replied.text if replied else None) or "")
    renderer = renderer_for(context, message)
    # Whose words they were is nobody's business; a name in them neither.
    text = "\n".join(filter(None, (redact(line) for line in text.splitlines())))
    if not text:
        hint = _("Answer a good answer with /propose, or write the text after the command.")
        respond(context, message, Screen(renderer.text(hint)))
        return
    card = _about(context, text)
    draft = Proposal(
        id_from_update(update.update_id),
        text,
        card.entry if card else None,
        card.facet if card else None,
        message.from_user.id,
    )
    context.keep(draft)
    log(context, update, "proposed", draft.id)
    # In private, wherever it was said: the group need not read along.
    context.send(message.from_user.id, _draft_screen(context, renderer, draft))


@for_curators
async def draft_button(update: Update, context: Context) -> None:
    """Ask for the source of a draft, or throw the draft away."""
    query = update.callback_query
    if query is None or query.data is None:
        return
    renderer = renderer_of(context, query)
    action, id_ = query.data.split(":")[1:3]
    draft = await context.services.desk.proposal(id_)
    mine = draft is not None and draft.proposer == query.from_user.id
    if draft is None or not mine or draft.state is not ProposalState.DRAFT:
        await query.answer(renderer.gettext(STALE), show_alert=True)
        return
    await query.answer()
    if action == SOURCE:
        context.state.expecting = f"{SOURCE_OF}{id_}"
        text = _("Now write where it stands: document, section and date, in one message.")
    else:
        context.state.expecting = None
        context.keep(replace(draft, state=ProposalState.REJECTED))
        text = _("Thrown away.")
    if isinstance(query.message, Message):
        context.send(query.message.chat_id, Screen(renderer.text(text)))


async def take_source(update: Update, context: Context, message: Message, id_: str) -> bool:
    """Take a text as the source of a draft, and ask the other curators to look at it.

    Returns:
        Whether there is such a draft.
    """
    draft = await context.services.desk.proposal(id_)
    if draft is None or draft.state is not ProposalState.DRAFT:
        return False
    context.state.expecting = None
    source = " ".join((message.text or "").split())[:MAX_SOURCE]
    waiting = replace(draft, source=source, state=ProposalState.WAITING)
    context.keep(waiting)
    log(context, update, "sourced", draft.id)
    renderer = renderer_for(context, message)
    others = sorted(context.services.curators - {draft.proposer})
    for curator in others:
        context.send(curator, review_screen(context, renderer, waiting, buttons=True))
    text = (
        _("Thank you. Another curator decides.")
        if others
        else _("Nobody else is a curator, so nobody can decide. Ask the operator to add one.")
    )
    respond(context, message, Screen(renderer.text(text)))
    return True


def _about(context: Context, text: str) -> Card | None:
    """Return the card that a text seems to belong to."""
    reply = context.local.ask(text)
    cards = [part.card for part in reply.parts] or [choice.card for choice in reply.choices]
    return cards[0] if cards else None


def _draft_screen(context: Context, renderer: Renderer, draft: Proposal) -> Screen:
    body = review_screen(context, renderer, draft, buttons=False).html
    hint = renderer.text(_("It needs a source before anybody looks at it."))
    source = Button(renderer.gettext(_("Write the source")), data=f"{REVIEW}:{SOURCE}:{draft.id}")
    away = Button(renderer.gettext(_("Throw away")), data=f"{REVIEW}:{DISCARD}:{draft.id}")
    return Screen(f"{body}\n\n{hint}", ((source,), (away,)))
