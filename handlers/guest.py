"""Guest mode: mentioned in a chat the bot is not in, it answers that one message.

Nothing about the chat is kept: such messages are never journaled, and there is no state for them.
"""

from telegram import InlineQueryResultArticle, Message, Update

from handlers.articles import answer_article, careful_article, choice_article, miss_article
from handlers.chats.places import language_code_of, question_in
from handlers.context import Context
from handlers.messages.texts import interface_language
from handlers.observer import Surface
from handlers.replying import renderer_for
from handlers.sensitive import private_way, sensitivity
from knowledge.assistant import Reply, Status


async def guest(update: Update, context: Context) -> None:
    """Answer the message that mentions the bot, or the one that it replies to."""
    message = update.guest_message
    if message is None or message.guest_query_id is None:
        return
    await message.answer_guest_query(_result(context, message))


def _result(context: Context, message: Message) -> InlineQueryResultArticle:
    question = question_in(message, context.bot.username)
    default = interface_language(language_code_of(message))
    reply = Reply(Status.ANSWER, default, subject="greeting")
    if question:
        reply = context.ask(question, surface=Surface.GUEST, default=default)
    renderer = renderer_for(context, None, reply.language)
    if (kind := sensitivity(question, reply)) is not None:
        way = private_way(renderer, reply, kind, context.bot.username)
        return careful_article(context, renderer, way)
    match reply.status:
        case Status.ANSWER if reply.parts:
            return answer_article(context, renderer, *reply.parts)
        case Status.NONE:
            return miss_article(context, renderer, reply)
        case _:
            return choice_article(context, renderer, reply)
