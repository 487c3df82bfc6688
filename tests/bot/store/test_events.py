"""The keys of events, which stay as they are: two versions may be at work side by side."""

from bot.store.backup import NOT_ANSWERED_AGAIN
from bot.store.events import timer_key, timer_prefix, update_key
from tests.deploy.files import DEPLOY


def test_keys_are_those_that_earlier_versions_have_kept() -> None:
    assert update_key(1000) == "u:1000"
    assert timer_key("pocket", 55, 9) == "t:pocket:55:9"
    assert timer_key("meeting:3 %", 55, 9) == "t:meeting%3A3%20%25:55:9"
    assert timer_key("meeting:3 %", 55, 9).startswith(timer_prefix("meeting:3 %"))


def test_what_an_operator_types_after_a_restore_is_what_the_bot_does() -> None:
    typed = NOT_ANSWERED_AGAIN.replace("FROM event", "FROM public.event")
    for guide in ("README.md", "README.zh.md"):
        assert (DEPLOY / guide).read_text(encoding="utf-8").count(f'"{typed}"') == 2
