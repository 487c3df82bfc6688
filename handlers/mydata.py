"""``/mydata``: everything that is kept about a person in this chat, in one message."""

from collections.abc import Iterator, Mapping

from telegram import Message, Update
from telegram.constants import ChatType

from handlers.chats.places import asker_of
from handlers.chats.settings import ChatSettings
from handlers.context import Context
from handlers.messages.effects import Screen
from handlers.messages.escaping import escaped
from handlers.messages.render import MAX_CHARACTERS, Renderer
from handlers.messages.texts import LANGUAGE_NAMES, _
from handlers.procedures.board import Board, boards
from handlers.procedures.venue import Venue
from handlers.replying import renderer_for, respond
from knowledge.answering.audience import NAMES as NAMES_OF_SITUATIONS
from knowledge.guided.run import Run

# By table; what is in the state of the chat is told in words of its own.
_ROWS: Mapping[str, str] = {
    "chat": _("When this chat was last used; where I may not write here for a while, until when"),
    "sent_message": _("IDs of my messages here, so that I can edit them: {number}"),
    "event": _("Reminders: {number}"),
    "outbox": _("Messages that wait to be sent: {number}"),
    "gap_watch": _("Questions of which you want to know when they are answered: {number}"),
    "dead_letter": _("What could not be handled or sent, sealed: {number}"),
}


async def my_data(update: Update, context: Context) -> None:
    """Show what is kept; in a group without what was entered, since everybody reads it."""
    message = update.effective_message
    asker = asker_of(message) if message is not None else None
    if message is None or asker is None:
        return
    renderer = renderer_for(context, message)
    rows = await context.records.kept(message.chat_id)
    lines = [
        *_chosen(context, renderer),
        *_remembered(context, renderer, context.alias(asker)),
        *(renderer.text(_ROWS[name], number=str(count)) for name, count in rows.items() if count),
    ]
    mine = [b for b in boards(context, Venue.of(message)) if b.was_started_by(asker)]
    blocks = [*lines, *_procedures(renderer, mine, private=_is_private(message))]
    if not blocks:
        respond(context, message, Screen(renderer.text(_("Nothing is kept about you here."))))
        return
    head = renderer.text(_("Kept about you in this chat:"))
    tail = renderer.text(_("/privacy says why and how long; /forget deletes it."))
    respond(context, message, Screen("\n".join((f"<b>{head}</b>", *blocks, tail))))


def _chosen(context: Context, renderer: Renderer) -> Iterator[str]:
    state = context.state
    if state.language is not None:
        yield renderer.text(
            _("Language of the answers: {name}"), name=LANGUAGE_NAMES[state.language]
        )
    if state.country is not None:
        yield renderer.text(_("Country: {name}"), name=state.country)
    if state.everywhere:
        yield renderer.text(_("Global answers only"))
    if state.settings != ChatSettings():
        yield renderer.text(_("Other settings: /chat shows them"))
    if state.pocket is not None:
        yield renderer.text(_("Told of changes of the pocket card: yes"))


def _remembered(context: Context, renderer: Renderer, alias: int) -> Iterator[str]:
    person = context.state.people.get(alias)
    if person is None:
        return
    if person.topic is not None:
        entry = context.assistant.knowledge.entries.get(person.topic.entry)
        name = person.topic.entry if entry is None else renderer.language.of(entry.name)
        yield renderer.text(_("Your last topic: {name}"), name=name)
    if person.situation is not None:
        name = renderer.language.of(NAMES_OF_SITUATIONS[person.situation])
        yield renderer.text(_("Situation you told of: {name}"), name=name)
    if person.language is not None:
        yield renderer.text(
            _("Language you were answered in: {name}"), name=LANGUAGE_NAMES[person.language]
        )
    if person.choices:
        number = str(len(person.choices))
        yield renderer.text(_("Choices that were offered: {number}"), number=number)


def _procedures(renderer: Renderer, mine: list[Board], *, private: bool) -> Iterator[str]:
    room = MAX_CHARACTERS
    for board in mine:
        entered = list(_entered(board.opened.run))
        text = _("Procedure: {place}; texts entered: {number}")
        yield renderer.text(text, place=board.place, number=str(len(entered)))
        if private and entered:
            shown = "\n".join(entered)[:room]
            room -= len(shown)
            yield f"<blockquote expandable>{escaped(shown)}</blockquote>"


def _entered(run: Run) -> Iterator[str]:
    yield from run.fields.values()
    for notes in run.notes.values():
        yield from notes
    yield from (mark.reason for mark in run.marks.values() if mark.reason)


def _is_private(message: Message) -> bool:
    return message.chat.type == ChatType.PRIVATE
