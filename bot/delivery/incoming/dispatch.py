"""Give an update to the handlers."""

import structlog
from telegram.ext import ApplicationHandlerStop

from bot.exhaustion import end_if_exhausted
from handlers.context import BotApplication, current_turn

_log = structlog.get_logger(__name__)


async def dispatch(application: BotApplication, update: object) -> bool:
    """Let the first handler that fits take an update, in each group.

    The library's own way, ``process_update``, goes on as if all were well where it cannot make a
    context, or where the error handler fails; an event would be done that nobody has handled. And
    it logs the update then, with its text.

    Args:
        application: Whose handlers.
        update: An update or a timer.

    Returns:
        Whether all went well; if not, the error handlers have been told.

    Raises:
        MemoryError: There was too little for it, and the process was not to end.
    """
    try:
        await _handle(application, update)
    except ApplicationHandlerStop:
        return True
    except Exception as error:
        end_if_exhausted(error)
        # Half of what was to be said is not said.
        current_turn.get().work.effects.clear()
        await _tell(application, update, error)
        return False
    return True


async def _handle(application: BotApplication, update: object) -> None:
    context = None
    for group in application.handlers.values():
        for handler in group:
            check = handler.check_update(update)
            if check is None or check is False:
                continue
            if context is None:
                context = application.context_types.context.from_update(update, application)
            await handler.handle_update(update, application, check, context)
            break


async def _tell(application: BotApplication, update: object, error: Exception) -> None:
    try:
        context = application.context_types.context.from_error(update, error, application)
        for callback in application.error_handlers:
            await callback(update, context)
    except Exception as another:
        end_if_exhausted(another)
        _log.error("error_handler_failed", exc_info=another)
