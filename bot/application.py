"""Wire the library's application: bot, handlers, services."""

import time
from collections.abc import Mapping

import structlog
from telegram import (
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest
from telegram.ext import Application, ContextTypes, ExtBot
from telegram.request import BaseRequest

from bot.content.collector import staying
from bot.content.live import LiveContent
from bot.content.sources import Sources
from bot.delivery.api.wire import AiohttpRequest
from bot.delivery.outgoing.immediate import Immediate
from handlers.chats.state import Clock
from handlers.context import BotApplication, Context
from handlers.messages.texts import Texts
from handlers.observer import Observer, Unobserved
from handlers.register import CURATOR_COMMANDS, GROUP_COMMANDS, PRIVATE_COMMANDS, menu, register
from handlers.services import Services
from knowledge.text.language import Language

_log = structlog.get_logger(__name__)


def build_application(
    token: str,
    *,
    api_url: str = "https://api.telegram.org",
    content: LiveContent | None = None,
    curators: frozenset[int] = frozenset(),
    keeps_gaps: bool = True,
    operator: str = "",
    clock: Clock = time.time,
    observer: Observer | None = None,
    request: BaseRequest | None = None,
) -> BotApplication:
    """Return the application, with every handler and without any way to fetch updates itself.

    Args:
        token: The bot's token.
        api_url: The base of the Bot API.
        content: What people are answered from; the shipped content unless given.
        curators: User ids of those who look after the content.
        keeps_gaps: Whether questions without an answer are kept for them.
        operator: Who runs the bot, as people are told.
        clock: Tells the time to handlers.
        observer: Is told how questions fare; nobody unless given.
        request: What speaks HTTP; tests put a fake wire here.

    Raises:
        ContentError: The content cannot be loaded, and there is no copy of any.
    """
    content = content or LiveContent(Sources())
    with staying():
        assistant = content.open()
    services = Services(
        assistant,
        Texts(),
        clock,
        observer or Unobserved(),
        curators=curators,
        keeps_gaps=keeps_gaps,
        operator=operator,
        country=content.sources.country,
    )
    content.serve(services)
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
    """Fill the command menus, per kind of chat and language; curators have one of their own."""
    services: Services = application.bot_data["services"]
    for curator in sorted(services.curators):
        commands = {**PRIVATE_COMMANDS, **CURATOR_COMMANDS}
        try:
            await _publish(application, BotCommandScopeChat(curator), commands)
        except BadRequest:
            # Telegram knows no such chat before the curator has written to the bot.
            _log.warning("curator_has_not_started", user_id=curator)
    await _publish(application, BotCommandScopeAllPrivateChats(), PRIVATE_COMMANDS)
    await _publish(application, BotCommandScopeAllGroupChats(), GROUP_COMMANDS)


async def _publish(
    application: BotApplication, scope: BotCommandScope, commands: Mapping[str, str]
) -> None:
    services: Services = application.bot_data["services"]
    for code, language in ((None, Language.ENGLISH), ("zh", Language.SIMPLIFIED)):
        translate = services.texts.of(language)
        shown = menu(commands, services.assistant.knowledge)
        described = [(name, translate(text)) for name, text in shown.items()]
        await application.bot.set_my_commands(described, scope=scope, language_code=code)
