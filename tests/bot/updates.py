"""Updates as Telegram might send them, and as nobody should: strategies for hypothesis."""

import copy
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from bot.delivery.api.signatures import Signatures
from tests.chat import NOW, SECRET
from tests.fake_telegram import ME

Json = dict[str, Any]
MARK = "Zq7mark"
"""Stands in everything a person may write, so that it can be looked for in the log."""
_PEOPLE = (7, 8, 7_777_777_777)
_GROUPS = (-5, -1_007_777_777_777)
_SIGNATURES = Signatures(SECRET)

_QUESTIONS = (
    "谁领导营养集群", "HC的职责", "who leads shelter", "how is a cluster activated", "CERF", "1",
    "国家工作队", "and who chairs it?", "下一步", "done", "note", "取消", "PSEA", "２",
    "同事被绑架了，向谁报告", "+93 70 123 4567", "a@b.example.org", "今天天气怎么样", "@coord_bot",
    "<b>x</b>", "{0} {x}",
)  # fmt: skip
_COMMANDS = (
    "start", "ask", "browse", "leads", "procedures", "activate_cluster", "resume", "country",
    "language", "help", "settings", "privacy", "mydata", "forget", "nonsense",
)  # fmt: skip
_DATA = (
    "s:nutrition:lead", "p:ocha:definition", "b", "b:cluster:0", "b:e:cerf", "c:none", "l:en",
    "l:auto", "x:0", "x:9", "f:yes", "f:no", "gs:cluster-activation", "g:1:0:d", "g:::", "zz",
)  # fmt: skip

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2)
    ),
    max_leaves=4,
)
texts = st.one_of(
    st.sampled_from(_QUESTIONS),
    st.builds("/{}{} {}".format, st.sampled_from(_COMMANDS),
              st.sampled_from(["", "", "@coord_bot", "@other_bot"]),
              st.sampled_from([*_QUESTIONS, "nutrition--lead", "report", "--", ""])),
    st.text(max_size=40),
    st.text(st.characters(codec="utf-16"), max_size=40),
)  # fmt: skip
dates = st.sampled_from([NOW, NOW, NOW - 7200, 0])


def _optional(**fields: SearchStrategy[Any]) -> SearchStrategy[Json]:
    return st.fixed_dictionaries({}, optional=fields)


@st.composite
def people(draw: st.DrawFn) -> Json:
    person = {"id": draw(st.sampled_from(_PEOPLE)), "is_bot": False, "first_name": MARK}
    codes = st.sampled_from(["zh-hans", "zh-TW", "en", "pt-br", "x", ""])
    return person | draw(
        _optional(last_name=st.just(MARK), username=st.just(MARK), language_code=codes)
    )


def _chat(number: int) -> Json:
    if number > 0:
        return {"id": number, "type": "private", "first_name": MARK}
    return {"id": number, "type": "supergroup", "title": MARK}


_FILE = {"file_id": MARK, "file_unique_id": MARK}
_CONTENTS: tuple[Json, ...] = (
    {"photo": [{**_FILE, "width": 1, "height": 1}], "caption": MARK},
    {"location": {"latitude": 1.0, "longitude": 2.0}},
    {"contact": {"phone_number": MARK, "first_name": MARK}},
    {"voice": {**_FILE, "duration": 1}},
    {"document": _FILE},
    {"new_chat_members": [{"id": 9, "is_bot": False, "first_name": MARK}]},
    {"new_chat_title": MARK},
    {"pinned_message": {"message_id": 3, "date": 0, "chat": {"id": 7, "type": "private"}}},
    {"group_chat_created": True},
    {"migrate_to_chat_id": -1_007_777_777_777},
    {"future_content": {"anything": MARK}},
    {},
)  # fmt: skip


@st.composite
def messages(draw: st.DrawFn) -> Json:
    person = draw(people())
    number = person["id"] if draw(st.booleans()) else draw(st.sampled_from(_GROUPS))
    message = {
        "message_id": draw(st.integers(1, 99)),
        "date": draw(dates),
        "chat": _chat(number),
        "from": person,
    }
    if draw(st.integers(0, 3)):
        text = f"{draw(texts)} {MARK}"
        message["text"] = text
        if text.startswith("/"):
            length = len(text.partition(" ")[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
    else:
        message |= draw(st.sampled_from(_CONTENTS))
    replied = {"message_id": 1, "date": 0, "chat": _chat(number), "text": draw(texts)}
    extra = _optional(
        reply_to_message=st.sampled_from([{**replied, "from": ME}, {**replied, "from": person}]),
        sender_chat=st.just(_chat(-5)),
        via_bot=st.just(ME),
        is_topic_message=st.just(True),
        message_thread_id=st.integers(1, 9),
        forward_origin=st.just({"type": "hidden_user", "sender_user_name": MARK, "date": 0}),
        quote=st.just({"text": MARK, "position": 0}),
    )
    return message | draw(extra)


@st.composite
def presses(draw: st.DrawFn) -> Json:
    person = draw(people())
    number = person["id"] if draw(st.booleans()) else draw(st.sampled_from(_GROUPS))
    signed = _SIGNATURES.signed(draw(st.sampled_from(_DATA)), chat=number)
    press = {
        "id": "1",
        "from": person,
        "chat_instance": "1",
        "data": draw(st.just(signed) | texts),
    }
    holder = draw(st.sampled_from(["message", "message", "message", "gone", "inline"]))
    if holder == "inline":
        return press | {"inline_message_id": "1"}
    date = NOW if holder == "message" else 0
    shown = {"message_id": 1, "date": date, "chat": _chat(number), "from": ME, "text": MARK}
    return press | {"message": shown}


@st.composite
def memberships(draw: st.DrawFn) -> Json:
    person = draw(people())
    statuses = st.sampled_from(["member", "left", "administrator", "unheard-of"])
    new = {"status": draw(statuses), "user": ME, "until_date": 0}
    old = {"status": "member", "user": ME}
    return {
        "chat": _chat(person["id"]),
        "from": person,
        "date": NOW,
        "old_chat_member": old,
        "new_chat_member": new,
    }


@st.composite
def damaged(draw: st.DrawFn, whole: SearchStrategy[Json]) -> Json:
    """Take an object, and put anything in the place of something in it, or nothing."""
    result = copy.deepcopy(draw(whole))
    inner = result
    while isinstance(child := inner[draw(st.sampled_from(sorted(inner)))], dict) and child:
        if draw(st.booleans()):
            break
        inner = child
    key = draw(st.sampled_from(sorted(inner)))
    if draw(st.booleans()):
        del inner[key]
    else:
        inner[key] = draw(values)
    return result


def updates() -> SearchStrategy[Json]:
    """Return updates without their numbers."""
    queries = st.builds(
        lambda person, text: {"id": "1", "from": person, "query": f"{text} {MARK}", "offset": ""},
        people(), texts,
    )  # fmt: skip
    kinds: dict[str, SearchStrategy[Json]] = {
        "message": messages(),
        "edited_message": messages().map(lambda message: {**message, "edit_date": NOW}),
        "callback_query": presses(),
        "my_chat_member": memberships(),
        "inline_query": queries,
        "channel_post": messages(),
        "guest_message": messages().map(lambda message: {**message, "guest_query_id": "1"}),
    }
    shapes = [
        strategy.map(lambda content, kind=kind: {kind: content})  # type: ignore[misc]
        for kind, whole in kinds.items()
        for strategy in (whole, whole, damaged(whole))
    ]
    return st.one_of(
        *shapes, st.dictionaries(st.sampled_from([*kinds, "other"]), values, max_size=2)
    )
