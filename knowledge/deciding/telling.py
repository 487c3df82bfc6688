"""Tell asking from telling: people may say how things are, thank or leave, and ask nothing."""

import re

from knowledge.deciding.decision import Miss, Verdict, is_vetoed
from knowledge.deciding.follow_up import Topic
from knowledge.matching.pointing_back import asks_why_not
from knowledge.matching.ranking import Ranking
from knowledge.matching.reading import Reading
from knowledge.text.first_person import speaks_of_us, wishes, wishes_ourselves
from knowledge.text.script import to_simplified
from knowledge.text.story import ASKS, ASKS_FIRST, CLAUSE, OPEN, WORD

# What a statement must score to be about coordination at all.
LEAST_STATEMENT = 7.0
# Said to the air while a talk goes on.
_ASIDE = re.compile(
    r"^(?:等等|等一下|等一等|稍等|哈哈|抱歉|[不唔]好意思|对[不唔][起住])|[啊呀啦哦噢嘛唉诶咯呵哈][。.!！~～…\s]*$"
    r"|\b(?:haha|lol|sorry|oops|hang on|hold on|wait|brb)\b",
    re.IGNORECASE,
)
# What people do meanwhile; whatever it is about, nothing is asked for.
_MEANWHILE = re.compile(
    r"我(?:去|先|刚|正在|马上)|好[累困饿忙热冷烦]|等下|等会|待会|回头|汇报去|开会去"
    r"|\b(?:hang on|hold on|brb|be right back|gotta|(?:going|off|heading|back) to)\b",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"为什么|为何|为啥|凭什么|凭啥|理由|原因|\b(?:why|how come|reasons?)\b", re.IGNORECASE
)
_WHY_ALONE = 5  # words or characters
_REASON = re.compile(
    r"因为|由于|原因|为什么|以便|以免|否则|削弱|需要不同|需要的专业技术不同|正因"
    r"|\b(?:because|since it|reasons?|why|so that|weakens?|otherwise|for that|as (?:it|they))\b",
    re.IGNORECASE,
)
_WHICH_SIDE = re.compile(r"哪一?(?:边|侧|方面)|\bwhich side\b", re.IGNORECASE)
_TWO = 2
_SIDES = re.compile(r"^- ", re.MULTILINE)
_WHO_HELPS = re.compile(
    r"谁(?:来|能|会|在)?(?:帮|协助|辅助)|\bwho (?:else )?(?:helps|assists)\b", re.IGNORECASE
)
_HELPED = re.compile(r"协助|辅助|\b(?:assist|help)", re.IGNORECASE)
_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
# What is told with the rest, and how it looks.
_TOLD_WITH = {
    "history": re.compile(_YEAR),
    "deadline": re.compile(
        r"(?:\d|[一二两三四五六七八九十])\s*(?:小时|小時|天|日|周|週|个月|個月|年)"
        r"|\b(?:\d+|one|two|three|six)[ -](?:hour|day|week|month|year)"
        rf"|直到|为止|為止|暂时|暫時|\b(?:until|temporar)|{_YEAR}",
    ),
}
# The one or the other, and whether it is so at all.
_WHETHER = re.compile(r"还是|[不唔]\W*$|没有?\W*$|\bor\b", re.IGNORECASE)
# "Refugee influx do we open the ETC" asks, wherever the verb stands before who does it.
_TURNED = re.compile(
    r"\b(?:do|does|can|could|should|shall|may|must|will) (?:we|i|they)\b", re.IGNORECASE
)
_LEAVING = frozenset({"thanks", "farewell"})
_HAPPENS = frozenset({"news", "country", "geography"})


def is_statement(question: str, ranking: Ranking, verdict: Verdict) -> bool:
    """Return whether a message tells something, of the user or her situation, and asks nothing.

    A sentence that could be answered is a question without its mark, unless it speaks of "us".
    """
    question = to_simplified(question)
    if isinstance(verdict, Miss) and _is_aside(question, ranking):
        greets = any(span.value == "greeting" for span in ranking.reading.chatter)
        return not is_vetoed(verdict) or greets or bool(_MEANWHILE.search(question))
    if isinstance(verdict, Miss) and _reports(question, ranking.reading):
        return True
    if is_vetoed(verdict) or not ranking.matches or ASKS.search(question):
        return False
    told = question.rstrip().endswith(("。", ".", "！", "!"))
    about_us = isinstance(verdict, Miss) or _tells_of_us(question)
    return told and about_us and ranking.matches[0].score >= LEAST_STATEMENT


def asks_nothing(question: str) -> bool:
    """Return whether nothing in a message asks, and nobody in it wishes to be told."""
    text = to_simplified(question)
    asks = (
        OPEN.search(text)
        or _WHETHER.search(text)
        or _TURNED.search(text)
        or any(map(ASKS_FIRST.match, CLAUSE.split(text)))
    )
    return not asks and not wishes_ourselves(text)


def taken_leave(question: str, reading: Reading) -> str | None:
    """Return whether somebody thanks or says good-bye, and asks nothing with it: which of both.

    What is said beside that may be about anything: whoever goes to report to her boss does not
    ask whom clusters report to.
    """
    spans = [span for span in reading.chatter if span.value in _LEAVING]
    if not spans or reading.names:
        return None
    text = to_simplified(question)
    meanwhile = bool(_MEANWHILE.search(text))
    if ASKS.search(text) or (wishes(text) and not meanwhile):
        return None
    last = max((term.end for term in reading.terms), default=0)
    return spans[-1].value if meanwhile or spans[-1].end >= last else None


def asks_of_told(question: str, reading: Reading) -> bool:
    """Return whether it can ask but of what was just told: why not another, which of two sides."""
    text = to_simplified(question)
    if reading.names:
        return asks_why_not(reading)
    return bool(_WHICH_SIDE.search(text) or _WHO_HELPS.search(text))


def tells_who_helps(question: str, text: str) -> bool:
    """Return whether it is asked who helps, and a text just said tells that."""
    asks = _WHO_HELPS.search(to_simplified(question))
    return asks is not None and bool(_HELPED.search(to_simplified(text)))


def told_already(question: str, reading: Reading, text: str) -> bool:
    """Return whether a text just said tells what a word or two ask of it: why, when, how long."""
    asked = to_simplified(question)
    if _WHY.search(asked) or tells_who_helps(question, text):
        return True
    if _WHICH_SIDE.search(asked):
        return len(_SIDES.findall(text)) == _TWO
    sought = _TOLD_WITH.get(reading.open_facet or "")
    return sought is not None and bool(sought.search(text))


def asks_only_why(question: str, reading: Reading) -> bool:
    """Return whether it asks for a reason and says of nothing: 理由？, 为啥不行, "why not"."""
    few = len(WORD.findall(question)) <= _WHY_ALONE
    return few and not reading.names and bool(_WHY.search(to_simplified(question)))


def gives_reason(text: str) -> bool:
    """Return whether a text says why something is so."""
    return bool(_REASON.search(to_simplified(text)))


def _reports(question: str, reading: Reading) -> bool:
    """Return whether a message without a full stop tells of where we are, and wishes nothing.

    "I am at the provincial emergency office, we had a flood, the UN want to open clusters": what
    happens in a country is no question about it.
    """
    clauses = [clause for clause in CLAUSE.split(question) if WORD.search(clause)]
    if len(clauses) < 2 or any(span.value not in _HAPPENS for span in reading.unanswered):
        return False
    return asks_nothing(question) and speaks_of_us(question)


def _tells_of_us(question: str) -> bool:
    return speaks_of_us(question) and not wishes_ourselves(question)


def told_of(question: str, ranking: Ranking) -> Topic | None:
    """Return what a statement is about; None where it is not about anything the content holds.

    What is said to the air is not: a slow network is no slow administration.
    """
    text = to_simplified(question)
    if _ASIDE.search(text) and not speaks_of_us(text):
        return None
    if not ranking.matches or ranking.matches[0].score < LEAST_STATEMENT:
        return None
    best = ranking.matches[0].card
    return Topic(best.entry, best.facet)


def _is_aside(question: str, ranking: Ranking) -> bool:
    """Return whether nothing is asked for in a message about what the content does not hold."""
    asks = ASKS.search(question) or wishes(question)
    aside = speaks_of_us(question) or bool(_ASIDE.search(question))
    return aside and not asks and not ranking.reading.names
