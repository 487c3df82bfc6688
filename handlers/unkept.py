"""Answer questions while nothing can be kept: the disk is full, or the database is away.

What needs no memory is answered at once; everything else waits at Telegram until it can be kept.
"""

from telegram import Update
from telegram.constants import ChatType

from handlers.chats.places import language_code_of
from handlers.messages.effects import Screen, Send
from handlers.messages.render import Renderer
from handlers.messages.texts import _, interface_language
from handlers.numbers import number_in
from handlers.sensitive import careful_screen, sensitivity
from handlers.services import Services
from knowledge.assistant import Status


def unkept_answer(services: Services, update: Update) -> Send | None:
    """Return the answer to a question in a private chat; None for what has to wait."""
    message = update.message
    if message is None or not message.text or message.text.startswith("/"):
        return None
    if message.chat.type != ChatType.PRIVATE or number_in(message.text) is not None:
        # Others listen, or what a number picks is kept.
        return None
    default = interface_language(language_code_of(message))
    reply = services.local.ask(message.text, default=default)
    kind = sensitivity(message.text, reply)
    if kind is None and (reply.status is not Status.ANSWER or not reply.parts):
        return None
    renderer = Renderer(services.local, services.texts, reply.language)
    screen = renderer.reply(reply)
    if kind is not None:
        screen = careful_screen(renderer, message, reply, kind, message.get_bot().username)
    note = renderer.text(_("I can answer, but not remember anything just now."))
    # Without buttons: a press would have to wait.
    return Send(message.chat_id, Screen(f"{screen.html}\n\n<i>{note}</i>"))
