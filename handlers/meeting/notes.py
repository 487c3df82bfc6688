"""Note what is asked while a meeting is on."""

from telegram import Message

from handlers.meeting.state import MAX_ASKED, MAX_QUESTION, SECONDS, Asked, Meeting
from handlers.places import thread_of
from handlers.state import ChatState


def meeting_in(state: ChatState, message: Message, now: float) -> Meeting | None:
    """Return the meeting that is on where a message stands; one that is too old is forgotten."""
    thread = thread_of(message) or 0
    meeting = state.meetings.get(thread)
    if meeting is not None and now - meeting.began > SECONDS:
        del state.meetings[thread]
        return None
    return meeting


def note(meeting: Meeting, *, question: str, message_id: int, key: str, title: str) -> None:
    """Keep a question and what was answered; one that is known is edited, or has its answer now.

    Args:
        meeting: The meeting that is on.
        question: As it was asked; empty where it was asked before and has its answer only now.
        message_id: The message with the question.
        key: The name under which the answer is sent.
        title: What was answered, or nothing if there was no answer.
    """
    text = " ".join(question.split())[:MAX_QUESTION]
    for one in meeting.asked:
        if one.message_id == message_id:
            one.question, one.title, one.key = text or one.question, title, key
            return
    if len(meeting.asked) < MAX_ASKED:
        asked = Asked(question=text or title, message_id=message_id, key=key, title=title)
        meeting.asked.append(asked)
    else:
        meeting.missed += 1
