"""Note what is asked while a meeting is on."""

import re

from telegram import Message

from handlers.chats.places import thread_of
from handlers.chats.state import ChatState
from handlers.meeting.state import MAX_ASKED, MAX_QUESTION, SECONDS, Asked, Meeting
from knowledge.text.script import to_simplified

_DICTATED = re.compile(
    r"(?:请?(?:记一下|记录(?:一下)?|记下)|待办|行动项|note(?: down)?|action(?: point)?)"
    r"\s*[:：]\s*(.+)",
    re.IGNORECASE | re.DOTALL,
)


def dictated(text: str) -> str | None:
    """Return what a text says is to be noted; None if it is a question."""
    said = _DICTATED.fullmatch(to_simplified(text.strip()))
    return text.strip()[said.start(1) :] if said is not None else None


def meeting_in(state: ChatState, message: Message, now: float) -> Meeting | None:
    """Return the meeting that is on where a message stands; one that is too old is forgotten."""
    thread = thread_of(message) or 0
    meeting = state.meetings.get(thread)
    if meeting is not None and now - meeting.began > SECONDS:
        del state.meetings[thread]
        return None
    return meeting


def note(
    meeting: Meeting,
    *,
    question: str,
    message_id: int,
    key: str,
    title: str = "",
    noted: bool = False,
) -> None:
    """Keep a question and what was answered; one that is known is edited, or has its answer now.

    Args:
        meeting: The meeting that is on.
        question: As it was asked; empty where it was asked before and has its answer only now.
        message_id: The message with the question.
        key: The name under which the answer is sent.
        title: What was answered, or nothing if there was no answer.
        noted: Whether it is no question but something to be noted.
    """
    text = " ".join(question.split())[:MAX_QUESTION]
    for one in meeting.asked:
        if one.message_id == message_id:
            one.question, one.title, one.key = text or one.question, title, key
            one.noted = noted
            return
    if len(meeting.asked) < MAX_ASKED:
        one = Asked(
            question=text or title, message_id=message_id, key=key, title=title, noted=noted
        )
        meeting.asked.append(one)
    else:
        meeting.missed += 1
