"""Tell asking from telling: people describe their situation first and ask then, or not at all."""

import re
from collections.abc import Iterator

from knowledge.decision import Miss, Verdict, is_vetoed
from knowledge.follow_up import Topic
from knowledge.normalize import normalize
from knowledge.ranking import Ranking
from knowledge.reading import Reading
from knowledge.script import to_simplified

# What a statement must score to be about coordination at all.
LEAST_STATEMENT = 7.0
ASKS = re.compile(
    r"[?？吗呢谁哪么几啥咋吧何]|多[少久长快大]|是否|(.)[不没]\1|有没有|请|帮"
    r"|\b(?:who|what|when|where|which|why|how|can|could|does|do|is|are|tell|give|please)\b",
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
WORD = re.compile(r"[㐀-鿿]|[A-Za-z0-9]+")
CLAUSE = re.compile(r"(?<=[,，:：。！？!?；;\n])|(?<=\. )")
# Who writes, not where: "we are a Kenyan NGO, …". Where she is says what country is meant.
_INTRODUCTION = re.compile(
    r"^\W*(?:(?:你好|您好|hi|hello|hey)\W+)?"
    r"(?:(?:我们?|咱们?)(?:这边|这里)?(?:也|都)?(?:是|来自|代表)"
    r"(?:(?!在)[^,，。.;；:：!?！？]){1,20}?"
    r"(?:ngo|组织|机构|基金会|红会|红十字会|红新月会|协会|救援队|志愿者|学生|老师|记者|官员|公司|企业|的人|的)"
    r"(?:工作人员|员工|代表)?[,，。.;；:：]"
    r"|(?:(?:we|i)(?:'re|'m| are| am)|as|speaking for) (?:(?:with|from|part of|at|working for) )?"
    r"(?:(?! in )[^,.;:!?]){1,40}?\b(?:ngo|charity|foundation|organi[sz]ation|society|agency|team"
    r"|student|journalist|volunteer|company|university|official)s?\b"
    r"(?:(?! in )[^,.;:!?]){0,20}[,.;:])",
    re.IGNORECASE,
)
# Who asks for something asks, even if without a question.
_WISH = re.compile(
    r"[想要求需教查讲译写列]|推荐|告诉|介绍|解释|说说|给我|看看"
    r"|\b(?:want|need|like|look|help|show|list|explain|describe|translate|write|get|find|book)",
    re.IGNORECASE,
)
# Said aside while a talk goes on: of oneself, or to the air.
_ASIDE = re.compile(
    r"^(?:等等|等一下|等一等|稍等|哈哈|抱歉|不好意思)|[啊呀啦哦噢嘛唉诶咯呵哈][。.!！~～…\s]*$"
    r"|我|咱|\b(?:i|i'm|i've|we|my|our|haha|lol|sorry|oops|hang on|hold on|wait|brb)\b",
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
# What is told with the rest, and how it looks.
_TOLD_WITH = {
    "history": re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)"),
    "deadline": re.compile(
        r"(?:\d|[一二两三四五六七八九十])\s*(?:小时|小時|天|日|周|週|个月|個月|年)"
        r"|\b(?:\d+|one|two|three|six)[ -](?:hour|day|week|month|year)"
        r"|直到|为止|為止|暂时|暫時|\b(?:until|temporar)"
        r"|(?<!\d)(?:19|20)\d\d(?!\d)",
    ),
}
_PLACES = {
    place: number
    for number, places in enumerate(
        (
            "一1 first",
            "二2 second",
            "三3 third",
            "四4 fourth",
            "五5 fifth",
            "六6 sixth",
            "七7",
            "八8",
        ),
        1,
    )
    for place in (*places.split(" ")[0], *places.split(" ")[1:])
}
_PLACE = re.compile(
    r"第([一二三四五六七八1-8])[个条项点种类样]"
    r"|\bthe (first|second|third|fourth|fifth|sixth)(?: one| point| item| principle)?\b",
)
# So short is a question for one of several things.
_FEW_WORDS = 12
_LEAVING = frozenset({"thanks", "farewell"})
_US = re.compile(r"我们|咱们|我这|我在|\b(?:we|us|our|i am|i'm)\b", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[。！？!?；;\n])(?![。！？!?；;\n])|(?<=\. )")
_HAPPENS = frozenset({"news", "country"})
_OURSELVES = re.compile(_US.pattern + r"|我[是负刚在来做管]", re.IGNORECASE)
# "Are they coming" asks, "they are coming" does not.
_ASKS_AFTER_ALL = re.compile(
    r"[?？吗呢谁哪么几啥咋吧何]|多[少久长快大]|是否|(.)[不没]\1|有没有|\b(?:who|what|when|where|which|why|how)\b",
    re.IGNORECASE,
)
_ASKS_FIRST = re.compile(
    r"\W*(?:and |so |but |now )?(?:can|could|does|do|did|is|are|may|must|should|will)\b",
    re.IGNORECASE,
)
_OUR_WISH = re.compile(
    r"[我咱]们?[^，,。；;]{0,3}[想要需求]|想[问知了查确请看找听学]|请|帮|教|介绍|解释|说说|讲|给我|告诉|推荐"
    r"|翻译|列|写[一个封份]|\b(?:tell|give|show|list|explain|describe|translate|help|please)\b"
    r"|\b(?:i|we)\b[^,.;]{0,12}\b(?:want|need|like|wonder|look)",
    re.IGNORECASE,
)


def last_sentences(question: str) -> Iterator[str]:
    """Yield the end of a long message: people tell first and ask then."""
    pieces = sentences(question)
    for count in (1, 2):
        if len(pieces) > count:
            yield " ".join(pieces[-count:])


def sentences(question: str) -> list[str]:
    """Return the sentences of a message: "Thanks!!" is one, the second mark says nothing."""
    return [part for part in SENTENCE.split(question) if WORD.search(part)]


def question_apart(question: str) -> str | None:
    """Return the clause at the end that asks by itself; None if the rest belongs to it.

    People tell of late salaries and lost visas and then ask for something else: no word of such
    a story speaks against answering.
    """
    clauses = [part for part in CLAUSE.split(question) if part.strip()]
    told, asked = "".join(clauses[:-1]), normalize("".join(clauses[-1:]))
    if len(WORD.findall(told)) < STORY or not ASKS.search(asked) or THERE.search(asked):
        return None
    return asked


def without_introduction(question: str) -> str | None:
    """Return what is asked after "we are an NGO from Taiwan"; None if nobody introduces herself.

    Where somebody comes from does not ask for what holds there.
    """
    question = to_simplified(normalize(question))
    introduced = _INTRODUCTION.match(question)
    asked = question[introduced.end() :] if introduced else ""
    return asked if WORD.search(asked) and not THERE.search(asked) else None


def is_long_story(question: str) -> bool:
    """Return whether what is told may be taken for what is asked."""
    return len(WORD.findall(question)) >= LONG_STORY


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
    about_us = isinstance(verdict, Miss) or bool(_US.search(question))
    return told and about_us and ranking.matches[0].score >= LEAST_STATEMENT


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
    if ASKS.search(text) or (_WISH.search(text) and not meanwhile):
        return None
    last = max((term.end for term in reading.terms), default=0)
    return spans[-1].value if meanwhile or spans[-1].end >= last else None


def told_already(question: str, reading: Reading, text: str) -> bool:
    """Return whether a text just said tells what a word or two ask of it: why, when, how long."""
    if _WHY.search(to_simplified(question)):
        return True
    sought = _TOLD_WITH.get(reading.open_facet or "")
    return sought is not None and bool(sought.search(text))


def _reports(question: str, reading: Reading) -> bool:
    """Return whether a message without a full stop tells of where we are, and wishes nothing.

    "I am at the provincial emergency office, we had a flood, the UN want to open clusters": what
    happens in a country is no question about it.
    """
    clauses = [clause for clause in CLAUSE.split(question) if WORD.search(clause)]
    if len(clauses) < 2 or any(span.value not in _HAPPENS for span in reading.unanswered):
        return False
    asks = _ASKS_AFTER_ALL.search(question) or any(map(_ASKS_FIRST.match, clauses))
    return not asks and bool(_OURSELVES.search(question)) and not _OUR_WISH.search(question)


def place_asked_for(question: str) -> int | None:
    """Return which of several things is asked for, from 1: "the second one"; None if none is."""
    text = to_simplified(normalize(question)).lower()
    if len(WORD.findall(text)) > _FEW_WORDS:
        return None
    found = _PLACE.search(text)
    return _PLACES.get(found[found.lastindex or 0]) if found else None


def told_of(ranking: Ranking) -> Topic | None:
    """Return what a statement is about; None where it is not about anything the content holds."""
    if not ranking.matches or ranking.matches[0].score < LEAST_STATEMENT:
        return None
    best = ranking.matches[0].card
    return Topic(best.entry, best.facet)


def _is_aside(question: str, ranking: Ranking) -> bool:
    """Return whether nothing is asked for in a message about what the content does not hold."""
    asks = ASKS.search(question) or _WISH.search(question)
    return not asks and not ranking.reading.names and bool(_ASIDE.search(question))
