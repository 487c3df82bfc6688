"""What a waiting message will be when its turn comes."""

import json
from collections.abc import Callable, Mapping, Sequence

from bot.delivery.api.calls import (
    EDIT,
    Call,
    as_new_message,
    in_plain_text,
    to_chat,
    with_fresh_file,
    without_reply,
    without_thread,
)
from bot.delivery.api.json_text import json_text
from bot.delivery.api.outcomes import Consequence
from bot.store.outbox import Message

VARIANTS: Mapping[Consequence, Callable[[Call], Call | None]] = {
    Consequence.AS_NEW: as_new_message,
    Consequence.PLAIN: in_plain_text,
    Consequence.WITHOUT_REPLY: without_reply,
    Consequence.WITHOUT_THREAD: without_thread,
    Consequence.UPLOAD: with_fresh_file,
}


def call_in(message: Message) -> Call | None:
    """Return the call a message stands for; None for an edit of what was never sent."""
    call = to_chat(Call(message.method, json.loads(message.parameters)), message.chat)
    if call.method != EDIT or "message_id" in call.parameters:
        return call
    if message.message_id is None:
        return None
    return Call(EDIT, {**call.parameters, "message_id": message.message_id})


def packed(call: Call) -> str:
    """Return the parameters of a call as they are stored."""
    return json_text(call.parameters)


def superseded(messages: Sequence[Message]) -> set[int]:
    """Return the numbers of edits that a later edit of the same message makes pointless."""
    later: set[object] = set()
    pointless: set[int] = set()
    for message in reversed(messages):
        if message.method != EDIT:
            continue
        target = json.loads(message.parameters).get("message_id") or message.key
        if target in later:
            pointless.add(message.number)
        later.add(target)
    return pointless


def edited(messages: Sequence[Message]) -> set[str]:
    """Return the keys under which edits among some messages look for theirs."""
    return {one.key for one in messages if one.method == EDIT and one.key is not None}
