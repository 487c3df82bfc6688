"""A button of a procedure was pressed."""

from telegram import CallbackQuery, Message, Update

from handlers.administrators import NOT_KNOWN, may_decide
from handlers.context import Context
from handlers.procedures import data
from handlers.procedures.board import Board, boards
from handlers.procedures.data import Pressed, pressed
from handlers.procedures.paper_files import send_papers
from handlers.procedures.state import Awaiting, Wanted
from handlers.procedures.switches import SWITCHED, switch
from handlers.procedures.texts import GONE, KEPT, NOT_YOURS, REFUSALS, USED
from handlers.procedures.venue import Venue
from handlers.replying import renderer_of
from knowledge.guided.events import (
    Answer,
    Back,
    Done,
    Event,
    Exit,
    Export,
    Pause,
    Refusal,
    Resume,
    Skip,
    Tick,
)
from knowledge.guided.run import Status
from knowledge.text.language import Language

_EVENTS: dict[str, Event] = {
    data.DONE: Done(),
    data.BACK: Back(),
    data.PAUSE: Pause(),
    data.RESUME: Resume(),
    data.EXIT: Exit(),
}
_WANTED = {data.SKIP: Wanted.REASON, data.NOTE: Wanted.NOTE, data.FILL: Wanted.FIELD}


async def press(update: Update, context: Context) -> None:
    """Do what a button says, and show in the same message how it stands then."""
    query = update.callback_query
    if query is None or query.data is None:
        return
    button = pressed(query.data)
    board = _board(context, query, button)
    renderer = renderer_of(context, query)
    if board is None or button is None:
        await query.answer(renderer.gettext(GONE), show_alert=True)
        return
    if (why_not := await _why_not(context, query, board, button)) is not None:
        await query.answer(renderer.gettext(why_not), show_alert=True)
        return
    # Typed numbers mean this screen now, not a choice offered before.
    context.person(query.from_user.id).choices = ()
    board.asked(query.from_user.id)
    if button.action in SWITCHED:
        said = switch(context, board, button)
        await query.answer(renderer.gettext(said) if said else None, show_alert=bool(said))
        board.show_here()
        return
    refusal, awaiting = await _do(context, query, board, button)
    if refusal is None:
        await query.answer()
    else:
        # Alone nobody else can have been faster.
        alone = refusal is Refusal.STALE and not board.venue.group
        await query.answer(renderer.gettext(USED if alone else REFUSALS[refusal]))
    if button.action == data.OPEN:
        # It stands under a list or an answer, which are worth keeping.
        board.show_below()
    else:
        board.show_here(awaiting)


def _board(context: Context, query: CallbackQuery, button: Pressed | None) -> Board | None:
    if button is None or not isinstance(query.message, Message):
        return None
    found = boards(context, Venue.of(query.message))
    return next((board for board in found if board.opened.run.id == button.run), None)


async def _why_not(
    context: Context, query: CallbackQuery, board: Board, button: Pressed
) -> str | None:
    """Return why somebody may not press, as an interface text; None if she may."""
    user_id = query.from_user.id
    everybodys = board.may_drive(user_id) and button.action not in SWITCHED
    if not board.venue.group or everybodys or board.was_started_by(user_id):
        return None
    chat = query.message.chat if query.message is not None else None
    decides = chat is not None and await may_decide(context, chat, query.from_user)
    if decides is None:
        return NOT_KNOWN
    return None if decides else NOT_YOURS


async def _do(
    context: Context, query: CallbackQuery, board: Board, button: Pressed
) -> tuple[Refusal | None, Awaiting | None]:
    opened = board.opened
    if button.action in _WANTED:
        return _ask_for(board, button, query.from_user.id)
    if button.action == data.PAPERS:
        return await _papers(context, board, button), None
    if button.action == data.OPEN:
        paused = opened.run.status is Status.PAUSED
        return (board.advance(Resume()) if paused else None), None
    event = _event(button)
    if event is None:
        return None, None
    return board.advance(event, by=query.from_user.first_name, seen=button.version), None


def _event(button: Pressed) -> Event | None:
    match button.action:
        case data.ANSWER:
            return Answer(button.name)
        case data.TICK:
            return Tick(button.name, button.on)
        case data.SKIP_FOR:
            return Skip(button.name)
        case action:
            return _EVENTS.get(action)


def _ask_for(
    board: Board, button: Pressed, user_id: int
) -> tuple[Refusal | None, Awaiting | None]:
    run = board.opened.run
    if run.status is not Status.OPEN or button.version < run.cells.get("step", 0):
        return Refusal.STALE, None
    return None, board.ask_for(user_id, _WANTED[button.action], button.name)


async def _papers(context: Context, board: Board, button: Pressed) -> Refusal | None:
    refusal = board.advance(Export(), seen=button.version)
    if refusal is not None:
        return refusal
    chinese = Language.SIMPLIFIED if board.language is Language.ENGLISH else board.language
    languages = {
        "zh": (chinese,),
        "en": (Language.ENGLISH,),
        "both": (chinese, Language.ENGLISH),
    }
    await send_papers(context, board, languages.get(button.name, (board.language,)))
    if board.opened.keep:
        board.notice = KEPT
        return None
    return board.advance(Exit())
