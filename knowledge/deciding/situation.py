"""Tell the situation somebody is in from what she says of it: "we had a flood, no war here"."""

import re

from knowledge.matching.reading import SITUATIONS, Cue, Reading
from knowledge.models import Situation
from knowledge.text.first_person import speaks_of_us, wishes_ourselves
from knowledge.text.phrases import Quality, Span
from knowledge.text.script import to_simplified
from knowledge.text.story import ASKS_FIRST, CLAUSE, OPEN

# What happens here, or happened a moment ago, happens to whoever writes.
_OURS = re.compile(
    r"这边|这里|这儿|本[国省市县地]|刚|昨[天晚夜日]|今[天早晨晚]|这[几两]?[天周]|上个?[周星礼月]|现在"
    r"|\b(?:here|just|yesterday|today|tonight|last (?:night|week|month)|this (?:morning|week)|now"
    r"|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_HC = "humanitarian-coordinator"
# How it would be, or was once: "if a flood comes", "in conflict", "last year".
_NOT_NOW = re.compile(
    r"^\W*(?:如果|要是|假如|假设|万一|若|碰到|遇到|对于?|在|等"
    r"|(?:and |so |but )?(?:if|in|during|for|when|suppose|under|unless|until)\b)"
    r"|(?:时|时候|的话|情况下|局势[下中]|呢)\W*$"
    r"|去年|前年|以前|之前|早年|过去|如果|要是|假如|万一"
    r"|\b(?:if|last year|years? ago|used to|formerly|earlier)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"没|无|不是|不算|并非|冇|唔系|\b(?:no|not|without|never|nor)\b|n['’]t\b", re.IGNORECASE
)
_DENIED_AFTER = re.compile(r"(?:一个|都|也|全)没有?\W*$|\bnone\W*$", re.IGNORECASE)
# Of a war elsewhere people tell because of those who flee from it.
_ELSEWHERE = re.compile(
    r"邻国|邻省|隔壁|别的|别处|外国|那边|那里|那儿"
    r"|\b(?:over there|neighbou?r\w*|next door|another|other)\b",
    re.IGNORECASE,
)
_BORDER = re.compile(r"边境|过境|跨境|越境|邻国|\b(?:border|neighbou?r\w*)\b", re.IGNORECASE)
_DISPLACED = re.compile(r"流离失所|\b(?:idps?|displaced)\b", re.IGNORECASE)
_NO_HC = re.compile(
    r"(?:没有?|没设|没任命|未设|未任命|尚无|无|冇)(?:单独|专门|任命|的|一?[个位名])*(?:hc|人道主?义?协调员)"
    r"|\b(?:no|without(?: an?| any)?|(?:not|n['’]t|never) (?:yet )?(?:appointed|have|got|named)"
    r"(?: an?| any)?) (?:separate )?(?:hc|humanitarian coordinator)\b",
    re.IGNORECASE,
)
# "What we really have is fighting" asks nothing.
_CLEFT = re.compile(r"\bwhat (?:we|i)\b.*\b(?:is|are)\b", re.IGNORECASE)


def told_situation(question: str, reading: Reading, *, anywhere: bool = False) -> Situation | None:
    """Return the situation in which whoever writes says she is; None where she does not say.

    Who asks what holds in a situation need not be in it. Of two that do not go together neither
    is taken: what holds in the wrong one is worse than what holds in all.

    Args:
        question: What was written.
        reading: What it was read as.
        anywhere: Whether it need not say that it is here: who writes "Quake. All flat." is there.
    """
    cues = [c for c in reading.general if c.value.facet in SITUATIONS and _is_said(c, reading)]
    if not cues and _HC not in reading.entries:
        return None
    text = to_simplified(question)
    if not (anywhere or speaks_of_us(text) or _OURS.search(text)):
        return None
    told = {Situation(cue.value.facet) for cue in cues if _is_told(cue, reading)}
    if Situation.MIXED in told or (Situation.REFUGEE in told and _speaks_of(_DISPLACED, text)):
        return Situation.MIXED
    if Situation.REFUGEE in told or _speaks_of(_BORDER, text):
        # They fled from a war that is not here.
        told.discard(Situation.CONFLICT)
    if not told and any(map(_tells_of_no_hc, CLAUSE.split(text))):
        return Situation.NO_HC
    return told.pop() if len(told) == 1 else None


def _tells_of_no_hc(clause: str) -> bool:
    """Return whether a clause says that no HC is appointed, and does not ask what then."""
    return bool(_NO_HC.search(clause)) and not (_NOT_NOW.search(clause) or OPEN.search(clause))


def _is_said(cue: Span[Cue], reading: Reading) -> bool:
    """Return whether a cue was written as it is, and not within a longer name: 难民署."""
    written = cue.quality is Quality.EXACT
    return written and not any(name.exceeds(cue) for name in reading.names)


def _is_told(cue: Span[Cue], reading: Reading) -> bool:
    """Return whether its clause says that it is so here and now, and asks nothing before that."""
    clause = next(clause for clause in reading.clauses() if cue.start in clause)
    before = _CLEFT.sub("", reading.written(clause.start, cue.start))
    # With the mark behind it.
    after = reading.written(cue.end, clause.stop + 1)
    whole = reading.written(clause.start, clause.stop)
    asks = ASKS_FIRST.match(whole) or OPEN.search(before) or wishes_ourselves(before)
    if asks or (OPEN.search(after) and not speaks_of_us(before)):
        return False
    if _NOT_NOW.search(whole) or _DENIED.search(before) or _DENIED_AFTER.search(whole):
        return False
    return cue.value.facet == Situation.REFUGEE or not _ELSEWHERE.search(whole)


def _speaks_of(thing: re.Pattern[str], text: str) -> bool:
    """Return whether a text says that there is something: "no IDPs" does not."""
    return any(
        thing.search(clause) and not (_DENIED.search(clause) or _DENIED_AFTER.search(clause))
        for clause in CLAUSE.split(text)
    )
