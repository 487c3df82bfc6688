"""Pictures that were sent together: one answer is enough; in memory only."""

from telegram import Message

from handlers.latest import Latest

_ALBUMS = 500


class Albums:
    """Which message of each album was answered; forgets the oldest."""

    def __init__(self) -> None:
        self._answered: Latest[str, int] = Latest(_ALBUMS)

    def note(self, message: Message) -> bool:
        """Note that a message is answered; return whether it is the first of its album, if any."""
        if message.media_group_id is None:
            return True
        # One that is handled a second time after a failure is answered again.
        first = self._answered.setdefault(message.media_group_id, message.message_id)
        return first == message.message_id
