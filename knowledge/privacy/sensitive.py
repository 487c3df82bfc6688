"""Tell whether a text speaks of abuse or of a security incident, of which no detail is wanted."""

import re
import unicodedata
from enum import StrEnum

from knowledge.text.script import to_simplified

_ABUSE = (
    r"性剥削|性虐待|性侵|骚扰|强奸|猥亵|虐待|性交易|以性换|换性|陪睡|贩卖人口|腐败|贪污|欺诈|索贿"
    r"|回扣|[收要]钱.{0,4}才"
    r"|sexual(?:ly)?\s+(?:exploit\w*|abus\w*|assault\w*|harass\w*)|\brap(?:e[ds]?|ing)\b"
    r"|molest\w*|\bsex for\b|harass\w*|\babus(?:ed|ing|er|ive)\b|traffick\w*|\bfraud\w*"
    r"|\bcorrupt\w*|\bbribe\w*|\bkickbacks?\b|\bsleep with (?:him|her|them)\b"
)
_INCIDENT = (
    r"绑架|劫持|遇袭|袭击|枪击|爆炸|扣押|失踪|抢劫|威胁|安全事件|安保事件"
    r"|kidnap\w*|abduct\w*|hostage\w*|ambush\w*|\bshot at\b|shooting|shell(?:ed|ing)\b|\bbomb\w*"
    r"|\battack(?:ed|s)?\b|carjack\w*|\bsecurity incidents?\b|\bthreaten\w*|\bdetained\b"
)
_REPORT = (
    r"举报|检举|投诉|报告|上报|求助|报案|揭发"
    r"|\breport\w*|\bcomplain\w*|\bwhistle\s?blow\w*|\bdisclos\w*|\bhotline\b"
)
_SOMEBODY = (
    r"我|有人|他|她|同事|员工|职员|司机|受害|车队|车辆|仓库|办公室|营地|诊所"
    r"|\b(?:i|we|my|our|us|colleagues?|staff|someone|somebody|he|she|they|driver|victim|survivor)\b"
)
# What stands alone as a word for something that has happened to somebody.
_GRAVE = (
    r"性侵|强奸|猥亵|性骚扰|骚扰了?[我她他]|陪睡|换性|[收要]钱.{0,4}才[给发肯让]|绑架|遇袭|遭袭|被袭击|被枪击|被扣押|被抢劫|\brap(?:ed|ing)\b|molest\w*"
    r"|kidnapped|abducted|ambushed|\bshot at\b|sexually\s+\w+ed\b|\bsex for\b"
    r"|\bsleep with (?:him|her|them)\b"
)
_SUFFERED = r"被|遭|was|were|been|got|is being|are being"

_TOPIC = re.compile(
    r"性剥削|性虐待|\bpseah?\b|sexual(?:ly)?\s+(?:exploit\w*|abus\w*)|举报|检举", re.ASCII
)
_CASE = re.compile(
    rf"{_GRAVE}|(?:{_REPORT}).{{0,24}}(?:{_ABUSE}|{_INCIDENT})"
    rf"|(?:{_ABUSE}|{_INCIDENT}).{{0,24}}(?:{_REPORT})"
    rf"|(?:{_SOMEBODY}).{{0,16}}(?:{_SUFFERED})\s*(?:{_ABUSE}|{_INCIDENT})",
    re.ASCII,  # so that a word ends where a Chinese character begins
)
SENSITIVE_ENTRIES = frozenset({"psea"})
"""Entries on such topics: what the documents say of them is told, but not before a group."""


class Sensitive(StrEnum):
    """How a text speaks of abuse or incidents."""

    CASE = "case"
    """Of a case, or of how to report one."""
    TOPIC = "topic"
    """Of the topic, as of who coordinates it."""


def sensitive(text: str) -> Sensitive | None:
    """Return how a text speaks of abuse or incidents; None if it does not."""
    plain = to_simplified(unicodedata.normalize("NFKC", text[:1000]).casefold())
    plain = " ".join(plain.split())
    if _CASE.search(plain):
        return Sensitive.CASE
    return Sensitive.TOPIC if _TOPIC.search(plain) else None
