"""Pictures that were sent together: one answer is enough; in memory only."""

from collections import OrderedDict

from telegram import Message

_ALBUMS = 500


class Albums:
    """Which message of each album was answered; forgets the oldest."""

    def __init__(self) -> None:
        self._answered: OrderedDict[str, int] = OrderedDict()

    def note(self, message: Message) -> bool:
        """Note that a message is answered; return whether it is the first of its album, if any."""
        if message.media_group_id is None:
            return True
        # One that is handled a second time after a failure is answered again.
        first = self._answered.setdefault(message.media_group_id, message.message_id)
        while len(self._answered) > _ALBUMS:
            self._answered.popitem(last=False)
        return first == message.message_id
