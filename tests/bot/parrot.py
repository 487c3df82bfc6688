"""A bot that counts and repeats, for tests of what is around the handlers."""

import os
import signal
import time
from typing import Any, cast

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, MessageHandler, TypeHandler, filters
from telegram.request import BaseRequest

from bot.application import bare_application
from bot.delivery.incoming.inbound import Admission, Inbound
from handlers.chats.state import Clock
from handlers.chats.timers import Cancel, Timer, TimerFired
from handlers.context import BotApplication, Context
from handlers.messages.effects import Edit, File, Screen
from handlers.messages.texts import Texts
from handlers.other import on_error
from handlers.services import Services
from knowledge.assistant import Assistant
from tests.bot.standin import TOKEN

_texts = Texts()


class OpenDoor(Inbound):
    """Lets everything in: for tests in which a few people ask more than people do."""

    def admit(self, number: int, **_counted: object) -> Admission:
        return Admission.WELCOME


def parrot(
    *, api_url: str = "http://unused", clock: Clock = time.time, request: BaseRequest | None = None
) -> BotApplication:
    services = Services(cast("Assistant", None), _texts, clock)
    application = bare_application(TOKEN, services, api_url=api_url, request=request)
    application.add_handler(TypeHandler(TimerFired, fired))
    application.add_handler(CallbackQueryHandler(pressed))
    application.add_handler(MessageHandler(filters.TEXT & filters.UpdateType.MESSAGE, said))
    application.add_error_handler(cast("Any", on_error))
    return application


async def said(update: Update, context: Context) -> None:
    message = update.effective_message
    assert message is not None
    assert message.text is not None
    chat = message.chat_id
    match message.text.split(maxsplit=2):
        case ["boom"]:
            context.send(chat, Screen("half of an answer"))
            raise ValueError("a bug in a handler")
        case ["die"]:
            os.kill(os.getpid(), signal.SIGKILL)
        case ["many", count]:
            for number in range(int(count)):
                context.send(chat, Screen(f"m{number}"))
        case ["remind", name, seconds]:
            due = context.now() + float(seconds)
            context.work.timers.append(Timer(chat, name, due, {"n": name}))
        case ["cancel", name]:
            context.work.timers.append(Cancel(chat, name))
        case ["edit", key, text]:
            context.edit(chat, Screen(text), key=key)
        case ["shine", key, text]:
            context.work.add(Edit(chat, Screen(text), key=key, cosmetic=True))
        case ["in", key, text]:
            context.send(chat, Screen(text), key=key, reply_to=5, thread_id=6)
        case ["file", name]:
            content = f"content of {name}".encode()
            context.send_file(chat, File(name, content), Screen(f"<b>{name}</b>"))
        case ["build", key]:
            context.send_file(chat, File(f"{key}.txt", build=key), Screen(key))
        case ["to", other, text]:
            context.send(int(other), Screen(text))
        case _:
            context.send(chat, Screen(f"{counted(context)} {message.text}"))


async def pressed(update: Update, context: Context) -> None:
    query = update.callback_query
    assert query is not None
    await query.answer()
    if isinstance(query.message, Message):
        count = counted(context)
        context.edit(query.message.chat_id, Screen(f"pressed {count}"), message_id=1)


async def fired(update: object, context: Context) -> None:
    assert isinstance(update, TimerFired)
    context.send(update.chat_id, Screen(f"timer {update.data['n']}"))


def counted(context: Context) -> int:
    """Count in the state of the chat, so that an event handled twice shows."""
    person = context.state.person(1)
    person.topic_at += 1
    return int(person.topic_at)
