"""Find what is asked in a long message: people describe their situation first and ask then."""

import re
from collections.abc import Iterator

from knowledge.text.normalize import normalize
from knowledge.text.script import HAN, to_simplified

# Words and marks that ask wherever they stand; "is" and "can" do so in front alone.
OPEN = re.compile(
    r"[?？吗呢谁哪么啥咋吧何]|几(?![万千百十])|干[嘛吗]|多[少久长快大]|是否|(?<!不)(.)[不没唔]\1|有没有|有冇"
    r"|\b(?:who(?:m|se)?|what|when|where|which|why|how)\b",
    re.IGNORECASE,
)
ASKS = re.compile(
    rf"{OPEN.pattern}|请|帮|\b(?:can|could|does|do|is|are|tell|give|please)\b", re.IGNORECASE
)
# "Are they coming" asks, "they are coming" does not.
ASKS_FIRST = re.compile(
    r"\W*(?:and |so |but |now )?(?:can|could|does|do|did|is|are|may|must|should|will)\b",
    re.IGNORECASE,
)
# What is asked of the place that was told of is not asked by its own words.
THERE = re.compile(
    r"那边|那里|那儿|当地|这边|这里|这儿|我们这|咱们这|本国|该国|那个国家|这个国家"
    r"|\b(?:over there|there\W*$|here|local(?:ly)?)\b"
    r"|\b(?:the|this|that|our) (?:country|area|town|city)\b",
    re.IGNORECASE,
)
# So many words are a story; fewer belong to the question: "in Sudan, who leads …".
STORY = 10
# So many tell of so much that something of it is found in any case.
LONG_STORY = 60
WORD = re.compile(f"[{HAN}]|[A-Za-z0-9]+")
CLAUSE = re.compile(r"(?<=[,，:：。！？!?；;\n])|(?<=\. )")
# Who writes, not where: "we are a Kenyan NGO, …". Where she is says what country is meant.
_INTRODUCTION = re.compile(
    r"^\W*(?:(?:你好|您好|hi|hello|hey)\W+)?"
    r"(?:(?:我们?|咱们?|本)(?:这边|这里|单位|机构|组织|公司|团队|基金会)?(?:也|都)?(?:是|来自|代表)"
    r"(?:(?!在)[^,，。.;；:：!?！？]){1,20}?"
    r"(?:ngo|组织|机构|基金会|红会|红十字会|红新月会|协会|救援队|志愿者|学生|老师|记者|官员|公司|企业|的人|的)"
    r"(?:工作人员|员工|代表)?[,，。.;；:：]"
    r"|(?:(?:we|i)(?:'re|'m| are| am)|as|speaking for) (?:(?:with|from|part of|at|working for) )?"
    r"(?:(?! in )[^,.;:!?]){1,40}?\b(?:ngo|charity|foundation|organi[sz]ation|society|agency|team"
    r"|student|journalist|volunteer|company|university|official)s?\b"
    r"(?:(?! in )[^,.;:!?]){0,20}[,.;:])",
    re.IGNORECASE,
)
# Whom it is for, and who writes: "guys/bot: …", "Maria here - …", "@bot …".
_ADDRESS = re.compile(
    r"^\s*(?:@\S+\s+|(?:(?:hi|hey|hello|dear|morning|good morning|ok|各位|大家|你好)[\s,，]+)?"
    r"(?:(?:guys|team|all|folks|everyone|everybody|colleagues|friends|bot|各位|大家|机器人|機器人|同事们|同事們)"
    r"(?:\s*[/,，&]\s*(?:bot|team|all|机器人|機器人))?"
    r"|(?:hi|hey|hello|dear)\s+(?:(?:mr|mrs|ms|dr|prof)\.?\s+)?(?-i:[A-Z][a-z]+)"
    r"|(?:dear\s+)?(?:sir|madam)(?:\s*(?:or|and|/)\s*madam)?"
    r"|(?-i:[A-Z])\w+ (?:here|speaking)(?: from [\w ]{1,20})?|quick (?:q|question|one))"
    r"\s*(?:[:：,，]|[-–—]+(?=\s))\s*)+",
    re.IGNORECASE,
)
# Who wants to know it: "the auditor now asks why …" asks nothing of auditors.
_ASKER = re.compile(
    r"(?:^|(?<=[,，。;；!！?？]))[^,，。;；!！?？]{1,10}?(?:(?:来|追|总|老)问|问我们?)(?:起|了|到)?"
    r"|\b(?:(?:our|the|an?|my) )?(?:\w+ ){1,2}?"
    r"(?:keeps? asking|asks|asked|is asking|wants to know)(?: (?:me|us))?\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[。！？!?；;\n])(?![。！？!?；;\n])|(?<=\. )")


def last_sentences(question: str) -> Iterator[str]:
    """Yield the end of a long message: people tell first and ask then."""
    pieces = sentences(question)
    for count in (1, 2):
        if len(pieces) > count:
            yield " ".join(pieces[-count:])


def sentences(question: str) -> list[str]:
    """Return the sentences of a message: "Thanks!!" is one, the second mark says nothing."""
    return [part for part in SENTENCE.split(question) if WORD.search(part)]


def questions_apart(question: str) -> Iterator[str]:
    """Yield the end of a message that asks by itself: its last clause, then the last two.

    People tell of late salaries and lost visas and then ask for something else: no word of such
    a story speaks against answering. What they ask for may have its reason behind it: "who
    reminds them, so that they come?".
    """
    clauses = [part for part in CLAUSE.split(question) if part.strip()]
    for count in (1, 2):
        told, asked = "".join(clauses[:-count]), normalize("".join(clauses[-count:]))
        if len(WORD.findall(told)) < STORY:
            return
        if ASKS.search(asked) and not THERE.search(asked):
            yield asked


def without_introduction(question: str) -> str | None:
    """Return what is asked after "we are an NGO from Taiwan"; None if nobody introduces herself.

    Where somebody comes from does not ask for what holds there.
    """
    question = to_simplified(normalize(question))
    introduced = _INTRODUCTION.match(question)
    asked = question[introduced.end() :] if introduced else ""
    return asked if WORD.search(asked) and not THERE.search(asked) else None


def without_asker(question: str) -> str | None:
    """Return what is asked after "the auditor now asks"; None if nobody is said to ask."""
    asked = _ASKER.sub("", to_simplified(normalize(question)))
    return asked if len(asked) < len(question) and WORD.search(asked) else None


def without_address(question: str) -> str | None:
    """Return what is said after "guys, " or "Maria here - "; None if nobody is spoken to."""
    said = _ADDRESS.sub("", question, count=1)
    return said if said != question and WORD.search(said) else None


def is_long_story(question: str) -> bool:
    """Return whether what is told may be taken for what is asked."""
    return len(WORD.findall(question)) >= LONG_STORY
