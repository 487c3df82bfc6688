"""What people type while a procedure is open; whatever is not meant for it is a question."""

from dataclasses import dataclass, replace

from telegram import Message, Update

from handlers.ask import ask
from handlers.chats.places import asker_of, without_mention
from handlers.context import Context
from handlers.messages.effects import Screen, Send
from handlers.numbers import at, number_in
from handlers.procedures.board import Board, boards
from handlers.procedures.state import Awaiting, Wanted
from handlers.procedures.texts import NO_ANSWER, NOT_YOURS, REFUSALS
from handlers.procedures.venue import Venue
from handlers.procedures.words import (
    CANCEL,
    NOTE,
    SHORT_ANSWERS,
    SKIP,
    TICK,
    WITH_TEXT,
    WORDS,
    command_in,
    option_said,
)
from handlers.replying import renderer_for, respond
from knowledge.guided.events import Answer, Event, Exit, Fill, Note, Refusal, Resume, Skip, Tick
from knowledge.guided.run import Status
from knowledge.guided.view import ChoiceKind
from knowledge.privacy.sensitive import Sensitive, sensitive
from knowledge.text.script import to_simplified


@dataclass(frozen=True, slots=True)
class _Writer:
    """Who writes: a person, or the group or channel in whose name somebody does."""

    id: int
    first_name: str


async def say(update: Update, context: Context) -> None:
    """Take a text for the open procedure if it is meant for it, and answer it otherwise."""
    message = update.effective_message
    asker = asker_of(message) if message is not None else None
    if message is None or message.text is None or asker is None:
        return
    name = message.from_user.first_name if message.from_user is not None else ""
    # A case of abuse is no note of a procedure.
    opened = bool(context.state.procedures) and sensitive(message.text) is not Sensitive.CASE
    said = without_mention(message.text, context.bot.username)
    if opened and said and _heard(context, message, _Writer(asker, name), said):
        return
    if opened and await _to_somebody_elses(context, message, asker):
        screen = Screen(renderer_for(context, message).text(NOT_YOURS))
        respond(context, message, screen)
        return
    await ask(update, context)
    if opened:
        _offer_way_back(context, message, asker)


async def _to_somebody_elses(context: Context, message: Message, user_id: int) -> bool:
    """Return whether a text answers the prompt of a procedure that is not this person's."""
    replied, text = message.reply_to_message, message.text or ""
    if replied is None or asks(text):
        return False
    others = [
        board.opened
        for board in boards(context, Venue.of(message))
        if board.prompts and not board.may_drive(user_id)
    ]
    sent = await context.sent(message.chat_id, [one.key for one in others])
    shown = (sent.get(o.key) if o.message_id is None else o.message_id for o in others)
    return replied.message_id in set(shown)


def asks(text: str) -> bool:
    """Return whether a text is a question by its last sign, whatever else is expected."""
    return text.rstrip().endswith(("?", "？"))


def _heard(context: Context, message: Message, who: _Writer, text: str) -> bool:
    if asks(text):
        # Whatever it begins with or was asked for, it asks.
        return False
    found = boards(context, Venue.of(message))
    word = command_in(text)
    # Who was asked has pressed, and so was allowed to.
    asked = next((board for board in found if board.asks(who.id)), None)
    if asked is not None:
        awaiting = asked.asked(who.id)
        if awaiting is not None and word in CANCEL:
            asked.show_below()
            return True
        if awaiting is not None and word not in WORDS:
            _happen(asked, who, _awaited(awaiting, text), seen=awaiting.version)
            return True
    board = _current([board for board in found if board.may_drive(who.id)], word)
    return board is not None and _word(context, board, who, word, text)


def _offer_way_back(context: Context, message: Message, user_id: int) -> None:
    mine = [board for board in boards(context, Venue.of(message)) if board.may_drive(user_id)]
    board = _current(mine, "")
    effects = context.work.effects
    if board is None or not effects or not isinstance(effects[-1], Send):
        return
    screen = effects[-1].screen
    more = Screen(screen.html, (*screen.keyboard, (board.way_back,)))
    effects[-1] = replace(effects[-1], screen=more)


def _current(mine: list[Board], word: str) -> Board | None:
    going = [board for board in mine if board.opened.run.status is not Status.PAUSED]
    paused = [board for board in mine if board not in going]
    resumes = WORDS.get(word) == Resume()
    return next(iter([*paused, *going] if resumes else going), None)


def _word(context: Context, board: Board, who: _Writer, word: str, text: str) -> bool:
    if _moved(board, who, word):
        return True
    if word in SKIP | NOTE:
        _prompt(board, who.id, Wanted.REASON if word in SKIP else Wanted.NOTE)
        return True
    inline = WITH_TEXT.fullmatch(text.strip())
    if inline is not None:
        skips = to_simplified(inline[1].casefold()) in SKIP
        _happen(board, who, Skip(inline[2]) if skips else Note(inline[2]))
        return True
    option = option_said(board.procedure, board.opened.run, word)
    if option is not None:
        _happen(board, who, Answer(option))
        return True
    plain = to_simplified(text.strip())
    tick = TICK.match(plain)
    number = number_in(plain[tick.end() :] if tick is not None else plain)
    person = context.person(who.id)
    if word in SHORT_ANSWERS and board.opened.run.status is Status.OPEN:
        board.notice = NO_ANSWER
        board.show_below()
        return True
    # What was offered because nothing was found does not go before what the board asks.
    if number is None or (tick is None and person.choices and not person.near):
        return False
    return _numbered(board, who, number, on=tick is not None)


def _moved(board: Board, who: _Writer, word: str) -> bool:
    """Do what a word asks for that goes on, back or away."""
    event, status = WORDS.get(word), board.opened.run.status
    if word in CANCEL:
        event = Resume() if status is Status.CLOSING else Exit()
    if event is None:
        return False
    goes_on = event == Resume() and status is not Status.PAUSED
    # What was entered is deleted by a button alone, not by "exit" said twice.
    if goes_on or (event == Exit() and status is Status.CLOSING):
        if goes_on:
            board.go_on()
        board.show_below()
    else:
        _happen(board, who, event)
    return True


def _numbered(board: Board, who: _Writer, number: int, *, on: bool) -> bool:
    """Do what a numbered line is for; ``on`` where it is to be ticked and not to be changed."""
    choices = board.view.choices
    if not choices or board.opened.run.status is not Status.OPEN:
        return False
    choice = at(number, choices)
    if choice is None:
        board.notice = REFUSALS[Refusal.NOT_HERE]
        board.show_below()
        return True
    match choice.kind:
        case ChoiceKind.OPTION:
            _happen(board, who, Answer(choice.id))
        case ChoiceKind.CRITERION:
            _happen(board, who, Tick(choice.id, on or not choice.on))
        case ChoiceKind.FIELD:
            _prompt(board, who.id, Wanted.FIELD, choice.id)
    return True


def _awaited(awaiting: Awaiting, text: str) -> Event:
    match awaiting.what:
        case Wanted.REASON:
            return Skip(text)
        case Wanted.NOTE:
            return Note(text)
        case Wanted.FIELD:
            return Fill(awaiting.field, text)


def _happen(board: Board, who: _Writer, event: Event, *, seen: int | None = None) -> None:
    refusal = board.advance(event, by=who.first_name, seen=seen)
    if refusal is not None:
        board.notice = REFUSALS[refusal]
    board.show_below()


def _prompt(board: Board, user_id: int, what: Wanted, field: str = "") -> None:
    if board.opened.run.status is not Status.OPEN:
        board.show_below()
        return
    board.show_below(board.ask_for(user_id, what, field))
