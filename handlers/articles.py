"""Answers as inline results: what is posted into chats where the bot is not."""

from hashlib import blake2s

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode

from handlers.context import Context
from handlers.messages.effects import Button, Screen
from handlers.messages.keyboards import deep_link
from handlers.messages.render import Renderer
from knowledge.answering.answer import Part
from knowledge.assistant import Reply

_DESCRIPTION = 100
"""Characters of the first lines; phones show about two."""


def answer_article(context: Context, renderer: Renderer, *parts: Part) -> InlineQueryResultArticle:
    """Return an answer of one or more parts, with its sources and a way to the private chat."""
    link = deep_link(context.bot.username, parts[0].card)
    screen = renderer.card(parts, link)
    return _article(context, renderer, parts[0].title, parts[0].text, screen)


def miss_article(context: Context, renderer: Renderer, reply: Reply) -> InlineQueryResultArticle:
    """Return a result that says that no document answers."""
    told = renderer.nothing(reply.subject)
    screen = Screen(told, _near(context, reply))
    title, _newline, description = told.partition("\n")
    return _article(context, renderer, title, description, screen)


def choice_article(context: Context, renderer: Renderer, reply: Reply) -> InlineQueryResultArticle:
    """Return the topics that may be meant, each of which opens in the private chat."""
    screen = Screen(renderer.reply(reply, choose_by_number=False).html, _near(context, reply))
    return _article(context, renderer, screen.html.partition("\n")[0], "", screen)


def careful_article(
    context: Context, renderer: Renderer, screen: Screen
) -> InlineQueryResultArticle:
    """Return a result that says only what is on a screen."""
    return _article(context, renderer, screen.html, "", screen)


def _near(context: Context, reply: Reply) -> tuple[tuple[Button, ...], ...]:
    return tuple(
        (Button(choice.title, url=deep_link(context.bot.username, choice.card)),)
        for choice in reply.choices
    )


def _article(
    context: Context, renderer: Renderer, title: str, description: str, screen: Screen
) -> InlineQueryResultArticle:
    rows = [[InlineKeyboardButton(b.label, url=b.url) for b in row] for row in screen.keyboard]
    return InlineQueryResultArticle(
        id=_id(context, renderer, screen),
        title=title,
        description=description[:_DESCRIPTION],
        input_message_content=InputTextMessageContent(
            screen.html,
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ),
        reply_markup=InlineKeyboardMarkup(rows) if rows else None,
    )


def _id(context: Context, renderer: Renderer, screen: Screen) -> str:
    """Return an id that no other content version and no other text has, of at most 64 bytes."""
    text = blake2s(screen.html.encode(), digest_size=8).hexdigest()
    return f"{context.assistant.knowledge.version}-{renderer.language}-{text}"
