"""Wire the library's application: bot, handlers, services."""

import gc
import time
from pathlib import Path

from telegram import BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.ext import Application, ContextTypes, ExtBot
from telegram.request import BaseRequest

from bot.delivery.immediate import Immediate
from bot.delivery.wire import AiohttpRequest
from handlers.context import BotApplication, Context, Services
from handlers.register import GROUP_COMMANDS, PRIVATE_COMMANDS, register
from handlers.state import Clock
from handlers.texts import Texts
from knowledge.assistant import Assistant
from knowledge.language import Language
from knowledge.loader import CONTENT, load


def build_application(
    token: str,
    *,
    api_url: str = "https://api.telegram.org",
    knowledge_dir: Path | None = None,
    snapshot: Path | None = None,
    operator: str = "",
    clock: Clock = time.time,
    request: BaseRequest | None = None,
) -> BotApplication:
    """Return the application, with every handler and without any way to fetch updates itself.

    Args:
        token: The bot's token.
        api_url: The base of the Bot API.
        knowledge_dir: Extra or replaced content.
        snapshot: A file that keeps the parsed content, to start faster.
        operator: Who runs the bot, as people are told.
        clock: Tells the time to handlers.
        request: What speaks HTTP; tests put a fake wire here.

    Raises:
        ContentError: The content cannot be loaded.
    """
    # The content is a million objects that stay: collecting walks over them in vain, while they
    # are made and, unless they are frozen, ever after in the middle of somebody's question.
    gc.disable()
    try:
        assistant = Assistant(load(CONTENT, extra=knowledge_dir, snapshot=snapshot))
    finally:
        gc.enable()
    gc.freeze()
    services = Services(assistant, Texts(), clock, operator)
    application = bare_application(token, services, api_url=api_url, request=request)
    register(application)
    return application


def bare_application(
    token: str,
    services: Services,
    *,
    api_url: str = "https://api.telegram.org",
    request: BaseRequest | None = None,
) -> BotApplication:
    """Return an application without handlers; the arguments are those of build_application."""
    bot: ExtBot[None] = ExtBot(
        token,
        base_url=f"{api_url.rstrip('/')}/bot",
        base_file_url=f"{api_url.rstrip('/')}/file/bot",
        request=request or AiohttpRequest(),
        # Updates are fetched past the library's own poller, which acknowledges them too early.
        get_updates_request=request or AiohttpRequest(),
        rate_limiter=Immediate(),
    )
    application: BotApplication = (
        Application.builder()
        .bot(bot)
        .updater(None)
        .context_types(ContextTypes(context=Context))
        .job_queue(None)
        .build()
    )
    application.bot_data["services"] = services
    return application


async def publish_commands(application: BotApplication) -> None:
    """Fill the command menus, per kind of chat and language."""
    services: Services = application.bot_data["services"]
    for scope, commands in (
        (BotCommandScopeAllPrivateChats(), PRIVATE_COMMANDS),
        (BotCommandScopeAllGroupChats(), GROUP_COMMANDS),
    ):
        for code, language in ((None, Language.ENGLISH), ("zh", Language.SIMPLIFIED)):
            translate = services.texts.of(language)
            described = [(name, translate(text)) for name, text in commands.items()]
            await application.bot.set_my_commands(described, scope=scope, language_code=code)
