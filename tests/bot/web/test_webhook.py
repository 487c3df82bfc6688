"""What is posted to the webhook: rows 54 to 56 of the fault matrix."""

import asyncio
import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.exhaustion import ending_when_exhausted
from bot.web.body import MAX_BYTES
from bot.web.webhook import SECRET_HEADER
from knowledge.assistant import Assistant
from tests.bot.posting import Posting
from tests.bot.standin import message
from tests.bot.web.conftest import PATH, SECRET, Served, serving_parrot

GOOD = {"Content-Type": "application/json", SECRET_HEADER: SECRET}


async def rude(port: int, headers: dict[str, str], *chunks: bytes, method: str = "POST") -> int:
    """Send headers and pieces of a body; return the status, without ever ending the body."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    lines = [f"{method} {PATH} HTTP/1.1", "Host: x", *(f"{k}: {v}" for k, v in headers.items())]
    writer.write("\r\n".join([*lines, "", ""]).encode("latin-1") + b"".join(chunks))
    status = (await reader.readline()).split()[1]
    writer.close()
    return int(status)


async def events(served: Served) -> int:
    return await served.bot.database.run(
        lambda c: c.exec_driver_sql("SELECT count(*) FROM event").scalar_one()
    )


@pytest.mark.parametrize(
    "given", [None, "", "wrong", SECRET[:-1], SECRET + "x", SECRET.upper(), "é" * len(SECRET)]
)
async def test_row_54_without_the_secret_not_even_the_body_is_read(
    served: Served, given: str | None
) -> None:
    headers = {**GOOD, "Content-Length": "10", SECRET_HEADER: given or ""}
    if given is None:
        del headers[SECRET_HEADER]
    assert await rude(served.port, headers) == 403


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
async def test_row_54_nothing_but_post_is_allowed(served: Served, method: str) -> None:
    assert await rude(served.port, GOOD, method=method) == 405


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded"])
async def test_row_54_another_content_type_is_refused_unread(served: Served, kind: str) -> None:
    headers = {**GOOD, "Content-Length": "10", "Content-Type": kind}
    assert await rude(served.port, headers) == 400


async def test_row_54_ten_megabytes_are_refused_before_they_come(served: Served) -> None:
    assert await rude(served.port, {**GOOD, "Content-Length": "10000000"}) == 413


async def test_row_54_a_body_that_does_not_say_how_long_it_is_ends_at_the_limit(
    served: Served,
) -> None:
    size = MAX_BYTES + 1
    chunk = f"{size:x}\r\n".encode() + b" " * size
    assert await rude(served.port, {**GOOD, "Transfer-Encoding": "chunked"}, chunk) == 413


async def test_row_54_a_body_that_does_not_come_is_not_waited_for(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.body.BODY_SECONDS", 0.05)
    assert await rude(served.port, {**GOOD, "Content-Length": "10"}, b"{") == 408


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"{", id="half"),
        pytest.param(b"[]", id="array"),
        pytest.param(b"null", id="null"),
        pytest.param(b"{}", id="no-number"),
        pytest.param(b'{"update_id": true}', id="true-is-no-number"),
        pytest.param(b'{"update_id": 1.5}', id="fraction"),
        pytest.param(b'{"update_id": NaN}', id="nan"),
        pytest.param(b'{"update_id": 1, "x": Infinity}', id="infinity"),
        pytest.param(b'{"update_id": 9' + b"9" * 30 + b"}", id="too-large-for-a-database"),
        pytest.param(b'{"update_id": 9' + b"9" * 9000 + b"}", id="too-large-for-python"),
        pytest.param(b'{"update_id": 1, "x": ' + b"[" * 100_000, id="deep"),
        pytest.param(b"\xff\xfe\xff", id="not-text"),
    ],
)
async def test_row_54_what_is_no_update_changes_nothing(served: Served, body: bytes) -> None:
    assert await served.telegram.post(body) == 400
    assert await events(served) == 0


async def test_row_54_an_update_that_comes_three_times_is_answered_once(served: Served) -> None:
    update = {"update_id": 5, "message": message("hello")}
    assert [await served.telegram.post(update) for _ in range(3)] == [200, 200, 200]
    await served.bot.settled(7)
    assert served.telegram.texts == ["1 hello"]


async def test_row_55_two_deliveries_at_once_are_one(served: Served) -> None:
    update = {"update_id": 5, "message": message("hello")}
    answers = await asyncio.gather(*(served.telegram.post(update) for _ in range(8)))
    assert set(answers) == {200}
    await served.bot.settled(7)
    assert served.telegram.texts == ["1 hello"]


async def test_row_56_a_locked_database_lets_telegram_repeat(
    telegram: Posting, assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.webhook.KEEP_SECONDS", 0.1)
    async with serving_parrot(telegram, assistant, f"sqlite:///{tmp_path}/bot.db"):
        other = sqlite3.connect(tmp_path / "bot.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        telegram.say("hello")
        await telegram.until(lambda: 503 in telegram.answers)
        assert telegram.pending
        other.close()
        await telegram.until(lambda: telegram.texts == ["1 hello"] and not telegram.pending)
        assert set(telegram.answers) == {503, 200}


async def test_row_56_a_full_disk_lets_telegram_repeat_and_is_told(
    telegram: Posting, assistant: Assistant, tmp_path: Path
) -> None:
    async with serving_parrot(telegram, assistant, f"sqlite:///{tmp_path}/bot.db") as served:
        run = served.bot.database.run
        pages = await run(lambda c: c.exec_driver_sql("PRAGMA page_count").scalar_one())
        await run(lambda c: c.exec_driver_sql(f"PRAGMA max_page_count={pages}"))
        for number in range(3):
            telegram.say(f"{number} " + "x" * 200_000)
        await telegram.until(lambda: 503 in telegram.answers)
        status, body = await served.get("/readyz")
        assert status == 503
        assert "the database does not keep" in body
        await run(lambda c: c.exec_driver_sql("PRAGMA max_page_count=100000"))
        await telegram.until(lambda: len(telegram.texts) == 3 and not telegram.pending)
        assert [text.split()[1] for text in telegram.texts] == ["0", "1", "2"]
        assert "the database does not keep" not in (await served.get("/readyz"))[1]


async def test_row_56_a_process_that_starts_or_ends_lets_telegram_repeat(served: Served) -> None:
    served.instance.bot = None
    assert await served.telegram.post({"update_id": 5, "message": message("hello")}) == 503


async def test_row_56_a_bug_lets_telegram_repeat_and_does_not_tell_what_was_said(
    served: Served, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    async def accept(updates: list[dict[str, Any]]) -> None:
        raise KeyError(updates[0]["message"]["text"])

    monkeypatch.setattr(served.bot.delivery, "accept", accept)
    assert await served.telegram.post({"update_id": 5, "message": message("hush")}) == 500
    output = "".join(capfd.readouterr())
    assert "KeyError" in output
    assert "hush" not in output


async def test_row_52_an_update_that_lacks_memory_ends_the_process(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def accept(_updates: list[dict[str, Any]]) -> None:
        raise MemoryError

    ends: list[int] = []
    monkeypatch.setattr(os, "_exit", ends.append)
    monkeypatch.setattr(served.bot.delivery, "accept", accept)
    with ending_when_exhausted():
        assert await served.telegram.post({"update_id": 5, "message": message("hello")}) == 500
    assert ends == [1]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "chat", "from", "date", "text", "message", "type", "entities"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
KINDS = ["message", "edited_message", "callback_query", "inline_query", "my_chat_member", "poll"]
UPDATES = st.fixed_dictionaries(
    {"update_id": st.integers() | JSON},
    optional=dict.fromkeys(KINDS, JSON),
)


@settings(
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.binary(max_size=200) | UPDATES)
@example({"update_id": 1, "message": {"chat": {"id": 2**70}, "from": {"id": -(2**70)}}})
@example({"update_id": 2, "message": {"date": 10**400}})
async def test_whatever_is_posted_is_kept_or_refused(
    served: Served, body: bytes | dict[str, Any]
) -> None:
    assert await served.telegram.post(body) in {200, 400}
