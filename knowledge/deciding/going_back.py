"""Tell who goes back in a talk, and to what: "back to the first one, who pays?", 前面那个呢."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.models import Card
from knowledge.text.script import to_simplified

_RETURNING = (
    r"(?:回到|回去|说回|返返?去|返转头|转回|倒回)(?:来)?(?:刚才|头先)?"
    r"|(?:go |going |come )?back to|return(?:ing)? to"
)
_BEFORE = r"[那但]|(?:and |but |what |how )*(?:of|about|for|with)?"
_FIRST = (
    r"(?:第[一1]|头一|最早那|最先那|最开始那|一开始那)个|最先[说问]的|一开始[说问]的"
    r"|(?:the |my |our )?(?:very )?first (?:one|thing|question|topic)"
)
_PREVIOUS = (
    r"(?:前面|之前|刚才)那个|[上前]一个|the (?:previous|earlier) (?:one|thing|question|topic)"
    r"|the one before(?: that)?"
)
# What comes after it must not say what it is the first of: 第一个条件是什么 asks of a list.
_GOING_BACK = re.compile(
    r"^\W*(?:(?:ok|okay|fine|right|well|so|好吧?|行吧?|嗯|算了|对了)\W+)*"
    rf"(?:(?P<returning>{_RETURNING})|{_BEFORE})\s*(?:(?P<first>{_FIRST})|{_PREVIOUS})"
    r"(?:问题|主题|话题|的)*呢?\s*(?:[,，。.:：;；?？!！]|$|(?=[它他她]))\s*(?P<asked>.*)$",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Return:
    """To what somebody goes back, and what she asks of it."""

    to: Card
    asked: str
    """Empty where she only names it."""
    plainly: bool
    """Whether she says that she goes back; "the first one" may be the first of a list."""


def going_back(question: str, trail: Sequence[Card]) -> Return | None:
    """Return to what somebody goes back in a talk; None if she does not.

    Args:
        question: What was written.
        trail: What was talked about before the last answer, the first first.
    """
    found = _GOING_BACK.match(to_simplified(question)) if trail else None
    if found is None:
        return None
    to = trail[0] if found["first"] else trail[-1]
    asked = question[found.start("asked") :].strip()
    return Return(to, asked, plainly=found["returning"] is not None)
