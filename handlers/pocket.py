"""``/pocket``: the most needed answers in two messages to pin, renewed when they change.

Telegram keeps pinned messages readable without a network. For whoever wants to hear of changes
a timer looks once a day, and each change is offered once.
"""

from telegram import Message, Update

from handlers.ask import renderer_for
from handlers.cards import renderer_of
from handlers.context import Context
from handlers.effects import Button, Screen
from handlers.keyboards import POCKET
from handlers.places import thread_of
from handlers.pocket_card import digest_of, pocket_messages
from handlers.render import Renderer
from handlers.state import Pocket
from handlers.texts import _
from handlers.timers import Cancel, Timer, TimerFired

TIMER = "pocket"
DAY_SECONDS = 86_400.0


async def pocket(update: Update, context: Context) -> None:
    """Send the messages; under the last stands a way to hear of changes."""
    message = update.effective_message
    if message is not None:
        _send(context, message, renderer_for(context, message))


async def pocket_button(update: Update, context: Context) -> None:
    """Begin or stop to tell of changes, or send the messages anew."""
    query = update.callback_query
    if query is None or query.data is None or not isinstance(query.message, Message):
        return
    renderer, chat_id = renderer_of(context, query), query.message.chat_id
    match query.data.partition(":")[2]:
        case "on":
            _look_daily(context, chat_id, renderer)
            await query.answer(renderer.gettext(_("I will offer you a new one when it changes.")))
        case "off":
            context.state.pocket = None
            context.work.timers.append(Cancel(chat_id, TIMER))
            await query.answer(renderer.gettext(_("I will not tell you of changes any more.")))
        case _:
            await query.answer()
            _send(context, query.message, renderer)


async def look_again(fired: TimerFired, context: Context) -> None:
    """Offer new messages if what is behind them has changed since the last look."""
    before = context.state.pocket
    if before is None:
        return
    renderer = renderer_for(context, None, before.language)
    if _look_daily(context, fired.chat_id, renderer) != before:
        text = renderer.text(_("What is on your pocket card has changed."))
        new = Button(renderer.gettext(_("Send the new one")), data=f"{POCKET}:new")
        context.send(fired.chat_id, Screen(text, ((new,), (_choice(context, renderer),))))


def _send(context: Context, message: Message, renderer: Renderer) -> None:
    *first, last = pocket_messages(context.assistant, renderer)
    screens = (*map(Screen, first), Screen(last, ((_choice(context, renderer),),)))
    for screen in screens:
        context.send(message.chat_id, screen, thread_id=thread_of(message), silent=True)
    if context.state.pocket is not None:
        _look_daily(context, message.chat_id, renderer)


def _look_daily(context: Context, chat_id: int, renderer: Renderer) -> Pocket:
    """Remember what the messages say now, and look again tomorrow."""
    digest = digest_of(pocket_messages(context.assistant, renderer))
    context.state.pocket = Pocket(language=renderer.language, digest=digest)
    context.work.timers.append(Timer(chat_id, TIMER, context.now() + DAY_SECONDS))
    return context.state.pocket


def _choice(context: Context, renderer: Renderer) -> Button:
    if context.state.pocket is None:
        return Button(renderer.gettext(_("Tell me when it changes")), data=f"{POCKET}:on")
    return Button(renderer.gettext(_("Stop telling me")), data=f"{POCKET}:off")
