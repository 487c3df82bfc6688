"""A button of a procedure was pressed."""

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType

from handlers.cards import renderer_of
from handlers.context import Context
from handlers.procedures import data
from handlers.procedures.board import Board, boards
from handlers.procedures.data import Pressed, pressed
from handlers.procedures.state import Awaiting, Wanted
from handlers.procedures.texts import GONE, NOT_YOURS, REFUSALS
from knowledge.guided.events import (
    Answer,
    Back,
    Done,
    Event,
    Exit,
    Pause,
    Refusal,
    Resume,
    Skip,
    Tick,
)
from knowledge.guided.run import Status
from knowledge.language import Language

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
    alias = context.alias(query.from_user.id)
    if not _may_press(query, board, alias):
        await query.answer(renderer.gettext(NOT_YOURS), show_alert=True)
        return
    # Typed numbers mean this screen now, not a choice offered before.
    context.state.person(alias).choices = ()
    refusal, awaiting = _do(board, button, alias)
    if refusal is None:
        await query.answer()
    else:
        await query.answer(renderer.gettext(REFUSALS[refusal]))
    if button.action == data.OPEN:
        # It stands under a list or an answer, which are worth keeping.
        board.show_below()
    else:
        board.show_here(awaiting)


def _board(context: Context, query: CallbackQuery, button: Pressed | None) -> Board | None:
    if button is None or not isinstance(query.message, Message):
        return None
    found = boards(context, query.message)
    return next((board for board in found if board.opened.run.id == button.run), None)


def _may_press(query: CallbackQuery, board: Board, alias: int) -> bool:
    message = query.message
    private = message is not None and message.chat.type == ChatType.PRIVATE
    return board.opened.may_drive(alias, private=private)


def _do(board: Board, button: Pressed, alias: int) -> tuple[Refusal | None, Awaiting | None]:
    opened = board.opened
    opened.awaiting.pop(alias, None)
    if button.action in _WANTED:
        return _ask_for(board, button, alias)
    if button.action == data.EVERYBODY:
        return _open_to_all(board, alias), None
    if button.action == data.PAPERS:
        return _papers(board, button), None
    if button.action == data.OPEN:
        paused = opened.run.status is Status.PAUSED
        return (board.advance(Resume()) if paused else None), None
    event = _event(button)
    return (board.advance(event, seen=button.version) if event is not None else None), None


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


def _ask_for(board: Board, button: Pressed, alias: int) -> tuple[Refusal | None, Awaiting | None]:
    run = board.opened.run
    if run.status is not Status.OPEN or button.version < run.cells.get("step", 0):
        return Refusal.STALE, None
    return None, board.ask_for(alias, _WANTED[button.action], button.name)


def _open_to_all(board: Board, alias: int) -> Refusal | None:
    if alias != board.opened.starter:
        return Refusal.NOT_HERE
    board.opened.everybody = not board.opened.everybody
    return None


def _papers(board: Board, button: Pressed) -> Refusal | None:
    run = board.opened.run
    if run.status is not Status.CLOSING or button.version < run.cells.get("step", 0):
        return Refusal.STALE
    chinese = Language.SIMPLIFIED if board.language is Language.ENGLISH else board.language
    languages = {
        "zh": (chinese,),
        "en": (Language.ENGLISH,),
        "both": (chinese, Language.ENGLISH),
    }
    board.send_papers(languages.get(button.name, (board.language,)))
    return board.advance(Exit())
