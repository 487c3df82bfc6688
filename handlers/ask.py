"""Answer a question asked in plain words, and a typed number that picks a choice."""

import re

from telegram import Message, Update
from telegram.constants import ChatType

from handlers.context import Context
from handlers.effects import Screen
from handlers.keyboards import deep_link
from handlers.render import Renderer
from handlers.sensitive import careful_screen, sensitivity
from handlers.texts import _, interface_language
from knowledge.assistant import Reply, Status, Topic
from knowledge.language import Language, language_of

_NUMBER = re.compile(r"\s*([1-9１-９])\s*[.。)）]?\s*")


async def ask(update: Update, context: Context) -> None:
    """Reply to a question in a private chat, or to one that answers the bot in a group."""
    message = update.effective_message
    if message is not None and message.text is not None:
        answer_text(context, message, message.text)


async def ask_command(update: Update, context: Context) -> None:
    """Reply to ``/ask question``; without a question, to the message it answers."""
    message = update.effective_message
    if message is None:
        return
    text = " ".join(context.args or ())
    if not text and message.reply_to_message is not None:
        text = message.reply_to_message.text or ""
    if text:
        answer_text(context, message, text)
        return
    renderer = renderer_for(context, message)
    hint = _("Write your question after the command, for example: /ask who leads nutrition?")
    respond(context, message, Screen(renderer.text(hint)))


async def edited(update: Update, context: Context) -> None:
    """Answer an edited question by editing the answer it got."""
    message = update.edited_message
    if message is None or message.text is None:
        return
    text = re.sub(r"^/ask(@\w+)?\s*", "", message.text)
    screen = screen_for(context, message, text)
    if screen is not None:
        context.edit(message.chat_id, screen, key=answer_key(message))


def answer_text(context: Context, message: Message, text: str) -> None:
    """Describe the reply to a question, in the place where it was asked."""
    screen = screen_for(context, message, text)
    if screen is not None:
        respond(context, message, screen)


def screen_for(context: Context, message: Message, text: str) -> Screen | None:
    """Return what a question is answered with, remembering what it was about."""
    user = message.from_user
    if user is None:
        return None
    person = context.person(user.id)
    number = _NUMBER.fullmatch(text)
    if number is not None and person.choices:
        position = int(number.group(1)) - 1
        if position < len(person.choices):
            language = context.state.language or interface_language(user.language_code)
            reply = context.assistant.show(person.choices[position], language)
            return _rendered(context, message, reply)
    default = interface_language(user.language_code)
    language = context.state.language or language_of(text, default=default)
    topic = person.topic_now(context.now())
    reply = context.assistant.ask(text, language=language, topic=topic)
    if (kind := sensitivity(text, reply)) is not None:
        # Nothing of it is remembered.
        renderer = renderer_for(context, message, reply.language)
        return careful_screen(renderer, message, reply, kind, context.bot.username)
    return _rendered(context, message, reply)


def _rendered(context: Context, message: Message, reply: Reply) -> Screen:
    assert message.from_user is not None  # noqa: S101 - the caller has checked
    person = context.person(message.from_user.id)
    if reply.topic is not None:
        person.talks_about(reply.topic, context.now())
    offered = tuple(c.card for c in reply.choices if reply.status is not Status.ANSWER)
    person.is_offered(offered, context.now())
    renderer = renderer_for(context, message, reply.language)
    if message.chat.type == ChatType.PRIVATE or not reply.parts:
        return renderer.reply(reply)
    link = deep_link(context.bot.username, reply.parts[0].card)
    return renderer.group_answer(reply.parts, link)


def renderer_for(
    context: Context, message: Message | None, language: Language | None = None
) -> Renderer:
    """Return a renderer in the chat's language, or else in that of the person's app."""
    if language is None:
        user = message.from_user if message is not None else None
        language = context.state.language or interface_language(
            user.language_code if user is not None else None
        )
    return Renderer(context.assistant, context.services.texts, language)


def respond(context: Context, message: Message, screen: Screen) -> None:
    """Describe a reply: in a group to the message and silently, into the same topic."""
    group = message.chat.type != ChatType.PRIVATE
    context.send(
        message.chat_id,
        screen,
        reply_to=message.message_id if group else None,
        thread_id=message.message_thread_id if message.is_topic_message else None,
        silent=group,
        key=answer_key(message),
    )


def answer_key(message: Message) -> str:
    """Return the name under which the answer to a message is sent."""
    return f"answer:{message.message_id}"


__all__ = ["Topic", "answer_text", "ask", "ask_command", "edited", "renderer_for", "respond"]
