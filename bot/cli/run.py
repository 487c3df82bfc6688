"""``coordbot run``: serve Telegram, or the playground where no token is set."""

import asyncio
import errno
import os
import sqlite3

import typer
from rich.console import Console

from bot.content.collector import staying
from knowledge.exceptions import ContentError

_SHORTAGES = {errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE, errno.ENOMEM}
"""No room on the disk, too many open files, no memory."""


def run() -> None:
    """Serve Telegram; without COORDBOT_TOKEN, serve the playground on this machine."""
    with staying():
        from telegram.error import InvalidToken

        from bot import logs
        from bot.cli.settings import settings_or_exit
        from bot.playground.server import HOST, PORT
        from bot.process import serve
        from bot.store.exceptions import StoreError
        from bot.web.exceptions import WebError

    os.umask(0o077)  # whatever is written is for the owner only
    errors = Console(stderr=True)
    settings = settings_or_exit()
    logs.configure(settings.log_level)
    if settings.token is None:
        errors.print(f"No COORDBOT_TOKEN: the playground is at http://{HOST}:{PORT}")
    try:
        asyncio.run(serve(settings))
    except (ContentError, StoreError, WebError) as error:
        errors.print(str(error), style="red", highlight=False, markup=False)
        raise typer.Exit(code=1 if _may_pass(error) else 2) from None
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise _failed(error) from None
        errors.print(
            f"Port {PORT} is taken, perhaps by another coordbot: stop it and start again",
            style="red",
        )
        raise typer.Exit(code=2) from None
    except InvalidToken:
        errors.print(
            "COORDBOT_TOKEN: Telegram does not accept this token; get a new one from @BotFather",
            style="red",
        )
        raise typer.Exit(code=2) from None
    except Exception as error:
        raise _failed(error) from None


def _failed(error: Exception) -> typer.Exit:
    """Tell of a mistake in the program; return the end, after which it is started again.

    In the log, which leaves out the words of an error: somebody's question may be in them.
    """
    import structlog

    structlog.get_logger(__name__).critical("process_failed", exc_info=error)
    return typer.Exit(code=1)


def _may_pass(error: Exception) -> bool:
    """Return whether it may be over by itself: whoever watches over the bot starts it again.

    With exit code 2 it is left alone until somebody has mended something.
    """
    cause = error.__cause__
    if isinstance(cause, OSError):
        return cause.errno in _SHORTAGES
    return isinstance(cause, sqlite3.OperationalError)
