"""Stand-ins that know how long each answer took."""

import time
from collections import defaultdict, deque
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


@dataclass
class TimedByChat(StandIn):
    """Measures questions with any answer: a chat is answered in its order."""

    asked: defaultdict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    took: list[float] = field(default_factory=list)

    def ask(self, text: str, *, chat: int) -> None:
        self.asked[chat].append(time.perf_counter())
        self.say(text, chat=chat)

    async def _carry_out(self, call: Call) -> object:
        if call.method == "sendMessage" and self.asked[call.chat]:
            self.took.append(time.perf_counter() - self.asked[call.chat].popleft())
        return await super()._carry_out(call)
