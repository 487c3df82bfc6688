"""``/meeting``: open a meeting, and close it with a recap."""

import asyncio

from telegram import Message, Update

from handlers.chats.places import is_group, thread_of
from handlers.chats.time_zones import local_time
from handlers.chats.timers import Cancel, Timer, TimerFired
from handlers.context import Context
from handlers.meeting.notes import meeting_in
from handlers.meeting.recap import Recap, html_of, markdown_of, recap_of
from handlers.meeting.state import MAX_TITLE, SECONDS, Meeting
from handlers.messages.effects import Button, File, Screen
from handlers.messages.keyboards import MEETING
from handlers.messages.render import Renderer
from handlers.messages.texts import _
from handlers.procedures.board import boards
from handlers.procedures.venue import Venue
from handlers.replying import pressed_message, renderer_for, renderer_of, respond

TIMER = "meeting:"
END = f"{MEETING}:end"
_ENDS = {"end", "stop", "结束", "結束"}


async def meeting(update: Update, context: Context) -> None:
    """Open a meeting, with a title if there is one, or close the one that is on."""
    message = update.effective_message
    if message is None:
        return
    renderer = renderer_for(context, message)
    words = " ".join(context.args or ())
    on = meeting_in(context.state, message, context.now())
    if not is_group(message.chat):
        text = _("Meetings are for groups: add me to one, and write /meeting there.")
        respond(context, message, Screen(renderer.text(text)))
    elif words.casefold() in _ENDS:
        await _close(context, message, renderer)
    elif on is not None:
        text = _("“{title}” is on already. Questions so far: {number}.")
        number = str(len(on.asked) + on.missed)
        screen = _screen(renderer, text, title=on.title, number=number)
        if words:
            more = renderer.text(
                _("“{title}” can be opened once it is closed."), title=words[:MAX_TITLE]
            )
            screen = Screen(f"{screen.html}\n{more}", screen.keyboard)
        respond(context, message, screen)
    else:
        title = _open(context, message, renderer, words)
        text = _(
            "“{title}” is on. I keep what I am asked here until /meeting end, 12 hours at most."
        )
        respond(context, message, _screen(renderer, text, title=title))


async def end_button(update: Update, context: Context) -> None:
    """Close the meeting from the button under its opening."""
    query = update.callback_query
    if query is None:
        return
    message = await pressed_message(context, query)
    if message is None:
        return
    renderer = renderer_of(context, query)
    if meeting_in(context.state, message, context.now()) is None:
        await query.answer(renderer.gettext(_NONE), show_alert=True)
        return
    await query.answer()
    await _close(context, message, renderer)


async def timed_out(fired: TimerFired, context: Context) -> None:
    """Forget a meeting that nobody has closed."""
    thread = int(fired.data["thread"])
    on = context.state.meetings.get(thread)
    # The clock may have been changed: what is not old enough yet is kept a little longer.
    if on is None or context.now() - on.began < SECONDS:
        return
    del context.state.meetings[thread]
    renderer = renderer_for(context, None, context.state.language or on.language)
    text = _("“{title}” was not closed for 12 hours; what was kept of it is deleted.")
    screen = Screen(renderer.text(text, title=on.title))
    context.send(fired.chat_id, screen, thread_id=thread or None, silent=True)


def _open(context: Context, message: Message, renderer: Renderer, title: str) -> str:
    now, thread = context.now(), thread_of(message) or 0
    began = local_time(context.state.settings, now)
    default = renderer.gettext(_("Meeting of {day}")).format(day=f"{began:%Y-%m-%d}")
    opened = Meeting(
        title=title[:MAX_TITLE] or default,
        began=now,
        place=context.alias(message.chat_id),
        language=renderer.language,
        places=_places(context, message),
    )
    context.state.meetings[thread] = opened
    data = {"thread": str(thread)}
    due = now + SECONDS
    context.work.timers.append(Timer(message.chat_id, f"{TIMER}{thread}", due, data))
    return opened.title


async def _close(context: Context, message: Message, renderer: Renderer) -> None:
    on = meeting_in(context.state, message, context.now())
    if on is None:
        respond(context, message, Screen(renderer.text(_NONE)))
        return
    thread = thread_of(message)
    del context.state.meetings[thread or 0]
    context.work.timers.append(Cancel(message.chat_id, f"{TIMER}{thread or 0}"))
    recap = recap_of(
        on,
        renderer=renderer_for(context, None, context.state.language or on.language),
        places=_places(context, message),
        chat=message.chat,
        moved=on.place != context.alias(message.chat_id),
        thread=thread,
        sent=await context.sent(message.chat_id, [one.key for one in on.asked]),
        now=context.now(),
        settings=context.state.settings,
    )
    respond(context, message, Screen(html_of(recap)))
    if not recap.sections:
        return
    files = {"docx": await asyncio.to_thread(_word, recap), "md": markdown_of(recap).encode()}
    name = f"meeting-{local_time(context.state.settings, on.began):%Y-%m-%d}"
    for ending, content in files.items():
        file = File(f"{name}.{ending}", content)
        caption = Screen(renderer.text("{title}", title=recap.title))
        context.send_file(message.chat_id, file, caption, thread_id=thread, silent=True)


def _word(recap: Recap) -> bytes:
    # Loaded here, off the event loop, when somebody needs it.
    from handlers.meeting.word import word_of  # noqa: PLC0415

    return word_of(recap)


def _places(context: Context, message: Message) -> dict[str, str]:
    places = {}
    for board in boards(context, Venue.of(message)):
        places[board.opened.run.id] = f"{board.place}{board.language.colon}{board.view.title}"
    return places


def _screen(renderer: Renderer, text: str, **values: str) -> Screen:
    close = Button(renderer.gettext(_("Close with a recap")), data=END)
    return Screen(renderer.text(text, **values), ((close,),))


_NONE = _("No meeting is on here. /meeting opens one.")
