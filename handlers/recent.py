"""The last question of each private chat, in memory only and for ten minutes.

An answer that was not what was asked goes to the curators with its question; nothing about it is
written down unless the asker says so by pressing the button.
"""

from handlers.latest import Latest
from knowledge.models import Card

SECONDS = 600.0
_CHATS = 2000


class RecentQuestions:
    """Questions without what tells who asked, by chat; forgets the oldest."""

    def __init__(self) -> None:
        self._asked: Latest[int, tuple[str, Card, float]] = Latest(_CHATS)

    def put(self, chat_id: int, question: str, card: Card, now: float) -> None:
        """Remember what was asked in a chat and which card was the answer."""
        self._asked[chat_id] = question, card, now

    def question(self, chat_id: int, card: Card, now: float) -> str | None:
        """Return what a card answered in a chat, if that was the last question there."""
        question, answer, asked = self._asked.get(chat_id, ("", card, 0.0))
        return question if question and answer == card and now - asked <= SECONDS else None
