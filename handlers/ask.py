"""Answer a question asked in plain words, and a typed number that picks a choice."""

from telegram import Message, Update

from handlers.chats.places import is_group, question_in
from handlers.context import Context
from handlers.finding import Answered, answer_to
from handlers.meant import meant
from handlers.meeting.notes import dictated, meeting_in, note
from handlers.messages.effects import Screen
from handlers.messages.render import Renderer
from handlers.messages.texts import _
from handlers.observed import observed
from handlers.repeated import forget_edited, pointer
from handlers.replying import answer_key, renderer_for, respond, screen_of
from handlers.sensitive import careful_screen
from knowledge.assistant import Reply, Status
from knowledge.privacy.sensitive import sensitive


async def ask(update: Update, context: Context) -> None:
    """Reply to a question in private, or in a group to one that answers or names the bot."""
    message = update.effective_message
    if message is None or message.text is None:
        return
    # What is written under one of several pictures is answered; the others need no more.
    context.services.albums.note(message)
    question = meant(context, message, question_in(message, context.bot.username))
    if question:
        await answer_text(context, message, question)
        return
    renderer = renderer_for(context, message)
    greeting = Reply(Status.ANSWER, renderer.language, subject="greeting")
    respond(context, message, renderer.reply(greeting))


async def ask_command(update: Update, context: Context) -> None:
    """Reply to ``/ask question``; without a question, to the message it answers."""
    message = update.effective_message
    if message is None:
        return
    text = question_in(message, context.bot.username)
    if text:
        await answer_text(context, message, meant(context, message, text))
        return
    renderer = renderer_for(context, message)
    hint = _("Write your question after the command, for example: /ask who leads nutrition?")
    respond(context, message, Screen(renderer.text(hint)))


async def edited(update: Update, context: Context) -> None:
    """Answer an edited question by editing the answer it got.

    What was no question before is none now: a note of a procedure, a word among people.
    """
    message = update.edited_message
    if message is None or message.text is None:
        return
    key = answer_key(message)
    text = question_in(message, context.bot.username)
    # A command but /ask is not done again.
    if not text or text.startswith("/") or key not in await context.sent(message.chat_id, [key]):
        return
    text = meant(context, message, text)
    if (noted := _noted(context, message, text)) is not None:
        context.edit(message.chat_id, noted, key=key)
        return
    answered = answer_to(context, message, text)
    if answered is None:
        return
    forget_edited(context.state, message)
    if answered.sensitive is None:
        _note(context, message, text, answered)
    renderer = renderer_for(context, message, answered.reply.language)
    screen = _screen(context, message, text, answered, renderer)
    context.edit(message.chat_id, screen, key=key)


async def answer_text(context: Context, message: Message, text: str) -> None:
    """Describe the reply to a question, in the place where it was asked."""
    if (noted := _noted(context, message, text)) is not None:
        respond(context, message, noted)
        return
    answered = answer_to(context, message, text)
    if answered is None:
        return
    reply = answered.reply
    renderer = renderer_for(context, message, reply.language)
    screen = _screen(context, message, text, answered, renderer)
    target = None
    if is_group(message.chat) and answered.sensitive is None:
        _note(context, message, text, answered)
        if reply.parts:
            key = answer_key(message)
            first = await pointer(context, message, reply.parts[0], renderer, key=key)
            screen, target = first or (screen, None)
    respond(context, message, screen, reply_to=target)


def _screen(
    context: Context, message: Message, text: str, answered: Answered, renderer: Renderer
) -> Screen:
    if answered.ends_at is not None:
        return _picks_nothing(renderer, answered.ends_at)
    if answered.sensitive is None:
        screen = screen_of(context, message.chat, answered.reply, renderer)
        return observed(context, message, text, answered.reply, screen)
    username = context.bot.username
    return careful_screen(renderer, message, answered.reply, answered.sensitive, username)


def _picks_nothing(renderer: Renderer, ends_at: int) -> Screen:
    """Return what is said to a number under which nothing is offered."""
    if not ends_at:
        text = _("There is no list to choose from. Press a button, or ask in words.")
        return Screen(renderer.text(text))
    text = _("The list ends at {number}. Send one of its numbers, or ask again.")
    return Screen(renderer.text(text, number=str(ends_at)))


def _note(context: Context, message: Message, text: str, answered: Answered) -> None:
    """Keep a question for the recap, if a meeting is on."""
    meeting = meeting_in(context.state, message, context.now())
    reply = answered.reply
    if meeting is None or (reply.status is Status.ANSWER and not reply.parts):
        return
    note(
        meeting,
        question="" if answered.picked else text,
        message_id=answered.question,
        key=answer_key(message),
        title=reply.parts[0].title if reply.parts else "",
    )


def _noted(context: Context, message: Message, text: str) -> Screen | None:
    """Keep what is to be noted in a meeting and say so; None if it is a question."""
    meeting = meeting_in(context.state, message, context.now())
    said = dictated(text) if meeting is not None else None
    if said is None or meeting is None or sensitive(text) is not None:
        return None
    key = answer_key(message)
    note(meeting, question=said, message_id=message.message_id, key=key, noted=True)
    told = _("Noted; it will be in the recap of the meeting.")
    return Screen(renderer_for(context, message).text(told))
