"""``/pocket``: the most needed answers in two messages to pin, renewed when they change.

Telegram keeps pinned messages readable without a network. For whoever wants to hear of changes
a timer looks once a day, and each change is offered once.
"""

from telegram import Message, Update

from handlers.chats.places import thread_of
from handlers.chats.state import Pocket
from handlers.chats.timers import Cancel, Timer, TimerFired
from handlers.context import Context
from handlers.messages.effects import Button, Screen
from handlers.messages.keyboards import POCKET
from handlers.messages.render import Renderer
from handlers.messages.texts import _
from handlers.pocket_card import digest_of, pocket_messages
from handlers.replying import pressed_message, renderer_for, renderer_of
from knowledge.text.language import Language

TIMER = "pocket"
DAY_SECONDS = 86_400.0
CARD, NEWS = "card", "news"
"""Under which message a button stands."""


async def pocket(update: Update, context: Context) -> None:
    """Send the messages; under the last stands a way to hear of changes."""
    message = update.effective_message
    if message is not None:
        _send(context, message, renderer_for(context, message))


async def pocket_button(update: Update, context: Context) -> None:
    """Begin or stop to tell of changes, or send the messages anew."""
    query = update.callback_query
    if query is None or query.data is None:
        return
    message = await pressed_message(context, query)
    if message is None:
        return
    renderer = renderer_of(context, query)
    match query.data.split(":")[1:]:
        case ["on" | "off" as choice, *where]:
            text = _choose(context, message, renderer, choice)
            await query.answer(renderer.gettext(text))
            # Older buttons do not say where they stand.
            if screen := _where(context, where):
                context.edit(message.chat_id, screen, message_id=message.message_id)
        case _:
            await query.answer()
            _send(context, message, renderer)


def _choose(context: Context, message: Message, renderer: Renderer, choice: str) -> str:
    """Tell of changes from now on, or not any more; return what is said of it."""
    if choice == "on":
        _look_daily(context, message.chat_id, renderer)
        return _("I will offer you a new one when it changes.")
    context.state.pocket = None
    context.work.timers.append(Cancel(message.chat_id, TIMER))
    return _("I will not tell you of changes any more.")


async def look_again(fired: TimerFired, context: Context) -> None:
    """Offer new messages if what is behind them has changed since the last look."""
    before = context.state.pocket
    if before is None:
        return
    renderer = renderer_for(context, None, before.language)
    if _look_daily(context, fired.chat_id, renderer) != before:
        context.send(fired.chat_id, _news(context, renderer))


def _send(context: Context, message: Message, renderer: Renderer) -> None:
    *first, _last = pocket_messages(context.assistant, renderer)
    for screen in (*map(Screen, first), _end(context, renderer)):
        context.send(message.chat_id, screen, thread_id=thread_of(message), silent=True)
    if context.state.pocket is not None:
        _look_daily(context, message.chat_id, renderer)


def _look_daily(context: Context, chat_id: int, renderer: Renderer) -> Pocket:
    """Remember what the messages say now, and look again tomorrow."""
    digest = digest_of(pocket_messages(context.assistant, renderer))
    context.state.pocket = Pocket(language=renderer.language, digest=digest)
    context.work.timers.append(Timer(chat_id, TIMER, context.now() + DAY_SECONDS))
    return context.state.pocket


def _end(context: Context, renderer: Renderer) -> Screen:
    """Return the last message of the card."""
    *_first, last = pocket_messages(context.assistant, renderer)
    return Screen(last, ((_choice(context, renderer, CARD),),))


def _news(context: Context, renderer: Renderer) -> Screen:
    text = renderer.text(_("What is on your pocket card has changed."))
    new = Button(renderer.gettext(_("Send the new one")), data=f"{POCKET}:new")
    return Screen(text, ((new,), (_choice(context, renderer, NEWS),)))


def _where(context: Context, where: list[str]) -> Screen | None:
    """Return the message under which a button stands, as it is now."""
    match where:
        case [message, language] if language in set(Language):
            renderer = renderer_for(context, None, Language(language))
            return (_news if message == NEWS else _end)(context, renderer)
        case _:
            return None


def _choice(context: Context, renderer: Renderer, where: str) -> Button:
    on = context.state.pocket is None
    label = _("Tell me when it changes") if on else _("Stop telling me")
    data = f"{POCKET}:{'on' if on else 'off'}:{where}:{renderer.language}"
    return Button(renderer.gettext(label), data=data)
