"""The few words that the papers need beside those of the procedures."""

from knowledge.models import Bilingual


def _words(zh: str, en: str) -> Bilingual:
    return Bilingual(zh=zh, en=en)


DRAFT = _words("草稿", "DRAFT")
MINUTES = _words("纪要", "Minutes")
STARTED = _words("开始", "Started")
ENDED = _words("结束", "Ended")
ZONE = _words("时区", "Time zone")
STATE = _words("状态", "State")
COMPLETE = _words("全部走完", "Completed")
INCOMPLETE = _words("未走完", "Not completed")
DONE = _words("完成", "Done")
SKIPPED = _words("跳过", "Skipped")
ANSWERED = _words("选择", "Answer")
NOT_TAKEN = _words("未处理", "Not dealt with")
MET = _words("符合", "met")
NOT_MET = _words("不符合或未判断", "not met, or not judged")
NOTE = _words("备注", "Note")
LIMITS = _words("时限", "Time limits")
DUE = _words("截止{time}；", "due {time}; ")
RUNNING = _words("仍在计时", "still running")
KEPT = _words("按时完成（{time}）", "kept ({time})")
LATE = _words("超时完成（{time}）", "late ({time})")
OPEN_POINTS = _words("待办事项", "Open points")
NONE = _words("无", "none")
MISSING = _words("待填", "to be filled in")
NOT_DECIDED = _words("尚未填写", "not filled in")
UNEVEN = _words(
    "（各列所填行数不同，同一行的内容可能对不上：请逐行核对）",
    "(The columns have unequal numbers of lines, and rows may be out of step: check each.)",
)
CHECK = _words(
    "由聊天机器人根据所填内容生成的草稿，未经审核，使用前请核对。",
    "Drafted by a chat assistant from what was entered, not reviewed. Check before use.",
)
SOURCES = _words("步骤依据", "Steps based on")

REASONS = {
    "not_applicable": _words("此处不适用", "does not apply here"),
    "already": _words("此前已完成", "was done before"),
    "later": _words("现在做不了，以后再做", "cannot be done now, to be done later"),
}
"""Reasons for skipping that need no typing."""
