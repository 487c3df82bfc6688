"""A second curator looks at a proposal: accepted, it becomes a patch for the content files."""

from dataclasses import replace

from telegram import Message, Update

from handlers.chats.records import Proposal, ProposalState
from handlers.context import Context
from handlers.curators.data import ACCEPT, REJECT, REVIEW
from handlers.curators.roles import for_curators, log
from handlers.messages.effects import Button, File, Screen, SendFile
from handlers.messages.escaping import escaped
from handlers.messages.render import Renderer
from handlers.messages.texts import _
from handlers.replying import STALE, renderer_of
from knowledge.content.patches import statement_patch
from knowledge.models import Card


@for_curators
async def review_button(update: Update, context: Context) -> None:
    """Accept or reject a proposal of somebody else."""
    query = update.callback_query
    if query is None or query.data is None:
        return
    renderer = renderer_of(context, query)
    action, id_ = query.data.split(":")[1:3]
    proposal = await context.services.desk.proposal(id_)
    if proposal is None or proposal.state is not ProposalState.WAITING:
        await query.answer(renderer.gettext(STALE), show_alert=True)
        return
    if proposal.proposer == query.from_user.id:
        text = _("Somebody else has to decide about your own proposal.")
        await query.answer(renderer.gettext(text), show_alert=True)
        return
    await query.answer()
    accepted = action == ACCEPT
    state = ProposalState.ACCEPTED if accepted else ProposalState.REJECTED
    context.keep(replace(proposal, state=state))
    log(context, update, str(state), proposal.id)
    _tell(context, query.message, renderer, proposal, accepted=accepted)
    if accepted:
        await _give_patch(context, renderer, proposal, query.from_user.id)


def review_screen(
    context: Context, renderer: Renderer, proposal: Proposal, *, buttons: bool
) -> Screen:
    """Return a proposal as it is read before it is decided about."""
    head = renderer.text(_("Proposal {number}"), number=proposal.id)
    lines = [
        f"<b>{head}</b>",
        f"<blockquote>{escaped(proposal.text)}</blockquote>",
    ]
    title = _title(context, renderer, proposal)
    if title:
        lines.append(renderer.text(_("Belongs to: {title}"), title=title))
    if proposal.source:
        lines.append(renderer.text(_("Source: {documents}"), documents=proposal.source))
    if not buttons:
        return Screen("\n".join(lines))
    lines.append(renderer.text(_("Is it right, and does it stand there?")))
    accept = Button(renderer.gettext(_("Accept")), data=f"{REVIEW}:{ACCEPT}:{proposal.id}")
    reject = Button(renderer.gettext(_("Reject")), data=f"{REVIEW}:{REJECT}:{proposal.id}")
    return Screen("\n".join(lines), ((accept, reject),))


def _title(context: Context, renderer: Renderer, proposal: Proposal) -> str:
    entry = context.local.knowledge.entries.get(proposal.entry or "")
    if entry is None or proposal.facet not in entry.facets:
        return ""
    return context.local.composer.title(Card(entry.id, proposal.facet), renderer.language)


def _tell(
    context: Context, shown: object, renderer: Renderer, proposal: Proposal, *, accepted: bool
) -> None:
    text = _("Proposal {number}: accepted.") if accepted else _("Proposal {number}: rejected.")
    outcome = renderer.text(text, number=proposal.id)
    context.send(proposal.proposer, Screen(outcome))
    if isinstance(shown, Message):
        body = review_screen(context, renderer, proposal, buttons=False).html
        screen = Screen(f"{body}\n\n{outcome}")
        context.edit(shown.chat_id, screen, message_id=shown.message_id)


async def _give_patch(
    context: Context, renderer: Renderer, proposal: Proposal, reviewer: int
) -> None:
    entry = context.local.knowledge.entries.get(proposal.entry or "")
    text = statement_patch(
        entry, proposal.facet, proposal.text, proposal.source, today=context.today()
    )
    name = f"proposal-{proposal.id}.yaml"
    await context.services.content.put_aside(name, text)
    caption = Screen(renderer.text(_("Put this into the content; it is not live before that.")))
    for curator in (proposal.proposer, reviewer):
        context.work.add(SendFile(curator, File(name, text.encode()), caption))
