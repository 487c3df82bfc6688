"""What is chosen for a procedure, or for its chat, on the procedure's own screen."""

from handlers.context import Context
from handlers.procedures.board import Board
from handlers.procedures.data import EVERYBODY, KEEP, REMIND, Pressed
from handlers.procedures.texts import REMINDERS_OFF, REMINDERS_ON, REMINDERS_ON_UTC

SWITCHED = {EVERYBODY, KEEP, REMIND}
"""In a group, buttons for the starter and administrators only, whoever may press the others."""


def switch(context: Context, board: Board, button: Pressed) -> str | None:
    """Switch something on or off.

    Returns:
        What is to be said of it, an interface text; None if the screen shows enough.
    """
    if button.action == EVERYBODY:
        board.opened.everybody = button.on
    elif button.action == KEEP:
        board.opened.keep = button.on
    else:
        return _remind(context, on=button.on)
    return None


def _remind(context: Context, *, on: bool) -> str:
    settings = context.state.settings
    context.state.settings = settings.but(reminders=on)
    if not on:
        return REMINDERS_OFF
    return REMINDERS_ON_UTC if settings.time_zone is None else REMINDERS_ON
