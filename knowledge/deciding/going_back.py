"""Tell who goes back in a talk, and to what: "back to the first one, who pays?", 前面那个呢."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.models import Card, EntryId
from knowledge.text.script import to_simplified

_RETURNING = (
    r"(?:回到|回去|说回|返返?去|返转头|转回|倒回)(?:来)?(?:刚才|头先)?|刚才|头先"
    r"|(?:go |going |come )?back to|return(?:ing)? to"
)
_BEFORE = r"[那但]|(?:and |but |what |how )*(?:of|about|for|with)?"
_FIRST = (
    r"(?:第[一1]|头一|最早那|最先那|最开始那|一开始那)个|最先[说问]的|一开始[说问]的"
    r"|(?:the |my |our )?(?:very )?first (?:one|thing|question|topic)"
)
_PREVIOUS = (
    r"(?:前面|之前)那个|[上前]一个|the (?:previous|earlier) (?:one|thing|question|topic)"
    r"|the one before(?: that)?"
)
_LATTER = r"后面那个|后一个|后者|the latter"
# The first or the one before of what is named after it belongs to a list: 第一个条件是什么.
_ASKS_ON = (
    r"(?=一般|通常|平时|[是由向归从在]|谁|什么|啥|怎|多[久少]|哪|几|能|可|有|要|会|还|到底|再"
    r"|[俾给发讲说]多?[一次])"
)
_GOING_BACK = re.compile(
    r"^\W*(?:(?:ok|okay|fine|right|well|so|好吧?|行吧?|嗯|算了|对了)\W+)*"
    rf"(?:(?P<returning>{_RETURNING})|{_BEFORE})\s*"
    rf"(?:(?P<first>{_FIRST})|(?P<previous>{_PREVIOUS})|(?P<latter>{_LATTER}))"
    r"(?:问题|主题|话题|的)*呢?\s*"
    rf"(?:[,，。.:：;；?？!！]|$|(?=[它他她])|(?(returning){_ASKS_ON}|(?(first)(?!)|{_ASKS_ON})))"
    r"\s*(?P<asked>.*)$",
    re.IGNORECASE | re.DOTALL,
)
# Both things talked about: 这俩哪个更小, "which of the two is smaller".
_BOTH = re.compile(
    r"[这那它他]俩(?:里头|里面|里|当中|之间)?|[这那]两[个家](?=里|哪|谁|有|都|是|怎|差|区|[,，]|$)|^两者"
    r"|\b(?P<among>of )?(?:the|these|those) two(?: of them)?\b"
    r"|\b(?:both|either) of (?:them|these)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Return:
    """To what somebody goes back, and what she asks of it."""

    to: Card
    asked: str
    """Empty where she only names it."""
    plainly: bool
    """Whether she says that she goes back; "the first one" may be the first of a list."""


def going_back(question: str, trail: Sequence[Card], topic: EntryId) -> Return | None:
    """Return to what somebody goes back in a talk; None if she does not.

    Args:
        question: What was written.
        trail: What was talked about before the last answer, the first first.
        topic: What the last answer was about.
    """
    found = _GOING_BACK.match(to_simplified(question)) if trail else None
    if found is None:
        return None
    to = trail[0] if found["first"] else trail[-1]
    if found["latter"] and topic not in {card.entry for card in trail}:
        return None  # It is what was talked about last.
    asked = question[found.start("asked") :].strip()
    return Return(to, asked, plainly=found["returning"] is not None)


def asks_of_both(question: str) -> bool:
    """Return whether something is asked of two things talked about: 这俩哪个更小."""
    return bool(_BOTH.search(to_simplified(question)))


def of_both(question: str, first: str, second: str, joint: str) -> str:
    """Return a question that asks of two things talked about, with their names.

    Args:
        question: What was written.
        first: The name of what was talked about first.
        second: That of the other.
        joint: What joins them.
    """

    def named(found: re.Match[str]) -> str:
        return f"{found['among'] or ''}{first}{joint}{second}"

    return _BOTH.sub(named, to_simplified(question), count=1)
