"""Remind a chat of the time limits that run in its procedures, if it wants that."""

from handlers.chats.timers import TimerFired
from handlers.context import Context
from handlers.messages.effects import Screen
from handlers.procedures.board import Board, boards
from handlers.procedures.clock_timers import clock_timer, follow
from handlers.procedures.venue import Venue
from knowledge.guided.clocks import Running


async def remind(fired: TimerFired, context: Context) -> None:
    """Say how much of a time limit is left, if it still runs and the chat still wants to know."""
    timer = clock_timer(fired)
    venue = Venue(fired.chat_id, group=fired.chat_id < 0)
    board = next((b for b in boards(context, venue) if b.opened.run.id == timer.run), None)
    if board is None:
        return
    running = next((clock for clock in board.ticking if clock.id == timer.clock), None)
    if running is None:
        return
    now, timers = context.now(), context.work.timers
    again = timer.at(fired.chat_id, now=now, zone=board.zone)
    if again.due > now:
        # It fired too early, or the chat has moved to a time zone in which it is night.
        timers.append(again)
        return
    if context.state.settings.reminders:
        _say(context, board, running)
    after = max(timer.moment, now)
    timers += follow(fired.chat_id, timer.run, running, after=after, now=now, zone=board.zone)


def _say(context: Context, board: Board, running: Running) -> None:
    limit = next(one for one in board.view.limits if one.clock == running.id)
    name = board.renderer.text("{name}", name=board.language.of(board.procedure.name))
    text = f"<b>{name}</b>\n{board.times.limit(limit)}"
    keyboard = ((board.way_back,),)
    thread_id = board.opened.thread_id
    context.send(board.venue.chat_id, Screen(text, keyboard), thread_id=thread_id)
