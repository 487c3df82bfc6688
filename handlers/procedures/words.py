"""The words that mean a button of a procedure when they are typed."""

import re

from knowledge.guided.events import Back, Done, Event, Exit, Pause, Resume
from knowledge.guided.models import Procedure, WordId
from knowledge.guided.run import Run, Status
from knowledge.text.script import to_simplified

WORDS: dict[str, Event] = {
    **dict.fromkeys(("done", "next", "下一步", "完成", "做完了", "完成了"), Done()),
    **dict.fromkeys(("back", "previous", "上一步", "返回", "后退"), Back()),
    **dict.fromkeys(("pause", "暂停"), Pause()),
    **dict.fromkeys(("resume", "go on", "continue", "继续"), Resume()),
    **dict.fromkeys(("exit", "quit", "stop", "退出", "停", "停止", "不做了"), Exit()),
}
SKIP = {"skip", "跳过"}
NOTE = {"note", "记一笔", "备注"}
CANCEL = {"cancel", "never mind", "取消", "算了"}
_YES = frozenset({"yes", "yeah", "yep", "是", "是的", "对", "有"})
_NO = frozenset({"no", "nope", "不", "否", "不是", "没有"})
_UNSURE = frozenset(
    {"i don't know", "i dont know", "don't know", "dont know", "not sure", "no idea", "idk"}
) | {"不知道", "不清楚", "不确定", "不晓得"}
SHORT_ANSWERS = _YES | _NO | _UNSURE
"""They answer a question, and ask none."""
WITH_TEXT = re.compile(
    rf"({'|'.join(sorted(SKIP | NOTE))})\s*[:：,， ]\s*(.+)", re.IGNORECASE | re.DOTALL
)
TICK = re.compile(r"(?:勾选?上?|tick|check)\s*", re.IGNORECASE)
_AFTER_HEAD = re.compile(r"[：:，,（(]")
_BETWEEN = re.compile(r"[\s,，、。.!！]+")


def command_in(text: str) -> str:
    """Return what is typed as one word of a button: of "never mind, exit" the last.

    Args:
        text: What was typed.
    """
    word = to_simplified(text.casefold().strip(" \n.。!！"))
    words = _BETWEEN.split(word)
    return words[-1] if all(one in WORDS or one in CANCEL for one in words) else word


def option_said(procedure: Procedure, run: Run, word: str) -> WordId | None:
    """Return the option of the step whose label, or the head of it, is what was typed.

    Args:
        procedure: What is run.
        run: Where it stands.
        word: What was typed, in small letters and in Simplified characters.
    """
    if run.status is not Status.OPEN:
        return None
    same = next((words for words in (_YES, _NO) if word in words), {word})
    found = {
        option.id
        for option in procedure.by_id[run.step].options
        for label in (option.label.zh, option.label.en)
        if not same.isdisjoint(_said_of(label))
    }
    # Of two that begin alike neither is meant.
    return found.pop() if len(found) == 1 else None


def _said_of(label: str) -> tuple[str, str]:
    whole = label.casefold()
    return whole, _AFTER_HEAD.split(whole)[0].strip()
