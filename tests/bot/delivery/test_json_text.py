"""What is kept and sent can always be read again."""

import json

import pytest

from bot.delivery.api.json_text import json_bytes, json_text


@pytest.mark.parametrize(
    "value",
    ["中文 <&>", "\x00", "😀", {"a": [1, 2.5, True, None], "b": {"-1": ""}}, -(2**52)],
    ids=["Chinese", "NUL", "pair", "nested", "large"],
)
def test_what_is_written_reads_the_same(value: object) -> None:
    assert json.loads(json_text(value)) == value
    assert json_bytes(value) == json_text(value).encode()


def test_half_a_pair_becomes_a_question_mark() -> None:
    assert json.loads(json_text({"text": "a\ud800b", "more": "中"})) == {
        "text": "a?b",
        "more": "中",
    }
