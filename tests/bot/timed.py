"""A stand-in that knows how long each answer took."""

import time
from dataclasses import dataclass, field

from tests.bot.script import Call
from tests.bot.standin import StandIn


@dataclass
class Timed(StandIn):
    """Measures questions whose answer is a number, a space and the question."""

    asked: dict[tuple[int, str], float] = field(default_factory=dict)
    """When what has no answer yet was asked, by chat and text."""
    took: list[float] = field(default_factory=list)
    """Seconds, in the order of the answers; a second copy of one does not count."""

    def ask(self, text: str, *, chat: int) -> None:
        self.asked[chat, text] = time.perf_counter()
        self.say(text, chat=chat)

    async def _carry_out(self, call: Call) -> object:
        if call.method == "sendMessage":
            asked = self.asked.pop((call.chat, call.text.partition(" ")[2]), None)
            if asked is not None:
                self.took.append(time.perf_counter() - asked)
        return await super()._carry_out(call)
