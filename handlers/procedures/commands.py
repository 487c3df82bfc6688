"""``/procedures``, ``/activate_cluster`` and ``/resume``."""

from telegram import Message, Update

from handlers.chats.places import asker_of
from handlers.context import Context
from handlers.messages.effects import Button, Screen
from handlers.messages.escaping import escaped
from handlers.messages.keyboards import in_rows
from handlers.messages.render import Renderer
from handlers.messages.texts import _
from handlers.procedures import data
from handlers.procedures.board import Board, boards
from handlers.procedures.data import id_from_update
from handlers.procedures.state import MAX_OPEN, OpenProcedure
from handlers.procedures.texts import GONE
from handlers.procedures.venue import Venue
from handlers.replying import renderer_for, renderer_of, respond
from knowledge.guided.models import ProcedureId
from knowledge.guided.run import begin

ACTIVATION: ProcedureId = "cluster-activation"


async def procedures(update: Update, context: Context) -> None:
    """List what is open here and what can be started."""
    message = update.effective_message
    if message is not None:
        respond(context, message, _list_screen(context, message, renderer_for(context, message)))


async def activate_cluster(update: Update, context: Context) -> None:
    """Start the activation of clusters, or show the one that this person has open."""
    message = update.effective_message
    asker = asker_of(message) if message is not None else None
    if message is not None and asker is not None:
        _start(context, message, ACTIVATION, user_id=asker, update_id=update.update_id)


async def start_button(update: Update, context: Context) -> None:
    """Start the procedure that a button of the list names."""
    query = update.callback_query
    if query is None or query.data is None:
        return
    name = query.data.partition(":")[2]
    if not isinstance(query.message, Message) or name not in _known(context):
        await query.answer(renderer_of(context, query).gettext(GONE), show_alert=True)
        return
    await query.answer()
    user_id = query.from_user.id
    _start(
        context,
        query.message,
        name,
        user_id=user_id,
        update_id=update.update_id,
        renderer=renderer_of(context, query),
    )


async def resume(update: Update, context: Context) -> None:
    """Go on with the procedure that is open; with several, list them."""
    message = update.effective_message
    asker = asker_of(message) if message is not None else None
    if message is None or asker is None:
        return
    mine = _mine(context, message, asker)
    if len(mine) != 1:
        renderer = renderer_for(context, message)
        screen = _list_screen(context, message, renderer)
        if not mine:
            none = renderer.text(_("No procedure that you started is open here."))
            screen = Screen(f"{none}\n\n{screen.html}", screen.keyboard)
        respond(context, message, screen)
        return
    mine[0].go_on()
    mine[0].show_below()


def _known(context: Context) -> set[ProcedureId]:
    return set(context.assistant.knowledge.procedures)


def _mine(context: Context, message: Message, user_id: int) -> list[Board]:
    return [board for board in boards(context, Venue.of(message)) if board.may_drive(user_id)]


def _start(
    context: Context,
    message: Message,
    name: ProcedureId,
    *,
    user_id: int,
    update_id: int,
    renderer: Renderer | None = None,
) -> None:
    renderer = renderer or renderer_for(context, message)
    context.person(user_id).choices = ()
    venue = Venue.of(message)
    found = boards(context, venue)
    same = (b for b in found if b.procedure.id == name and b.was_started_by(user_id))
    board = next(same, None)
    if board is None and len(found) >= MAX_OPEN:
        text = _("Too many procedures are open in this chat. Finish one, or /forget yours.")
        respond(context, message, Screen(renderer.text(text)))
        return
    if board is None:
        procedure = context.assistant.knowledge.procedures[name]
        run = begin(procedure, id_from_update(update_id), now=context.now())
        opened = OpenProcedure(run=run, starter=context.alias(user_id), language=renderer.language)
        context.state.procedures[run.id] = opened
        board = Board(context, venue, opened, procedure)
    else:
        board.go_on()
    board.show_below()


def _list_screen(context: Context, message: Message, renderer: Renderer) -> Screen:
    known = context.assistant.knowledge.procedures.values()
    opened = boards(context, Venue.of(message))
    lines: list[str] = []
    rows: list[tuple[Button, ...]] = []
    if opened:
        head = renderer.text(_("Open here"))
        lines.append(f"<b>{head}</b>")
        lines += [f"▶ {escaped(board.place)}" for board in opened]
        lines.append("")
        rows += [(board.way_back,) for board in opened]
    head = renderer.text(_("Procedures, step by step"))
    lines.append(f"<b>{head}</b>")
    for procedure in known:
        name, purpose = (renderer.language.of(t) for t in (procedure.name, procedure.purpose))
        # No numbers: one that is typed answers the procedure that is open.
        lines.append(f"- {escaped(name)} – {escaped(purpose)}")
    starts = [
        Button(renderer.language.of(procedure.name), data=f"{data.START}:{procedure.id}")
        for procedure in known
    ]
    return Screen("\n".join(lines), (*rows, *in_rows(starts, 2)))
