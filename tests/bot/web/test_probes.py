"""What those see who watch the process."""

import asyncio
import json
import re
import time
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette

from bot.application import bare_application
from bot.delivery.health import Trouble
from bot.delivery.running import running
from bot.store.events import NewEvent, journal
from bot.web.app import over_http
from bot.web.exceptions import CannotListenError
from bot.web.listening import Address, listen
from bot.web.metrics import Metrics
from bot.web.report import Report
from bot.web.serving import serving
from handlers.messages.texts import Texts
from handlers.register import register
from handlers.services import Services
from knowledge.assistant import Assistant
from tests.bot import standin
from tests.bot.posting import Posting
from tests.bot.standin import message, refusal
from tests.bot.web.conftest import Served
from tests.chat import Chat
from tests.conftest import FakeClock
from tests.fake_telegram import TOKEN, FakeTelegram

NAMES = {
    "coordbot_questions_total",
    "coordbot_reply_seconds",
    "coordbot_matching_seconds",
    "coordbot_backlog_events",
    "coordbot_outbox_messages",
    "coordbot_oldest_event_seconds",
    "coordbot_dead_letters",
    "coordbot_refusals_total",
    "coordbot_last_update_fetch_seconds",
    "coordbot_content_info",
    "coordbot_cache_hits_total",
    "coordbot_cache_misses_total",
    "coordbot_timers_due",
    "coordbot_ready",
}
"""What dashboards and alarms rely on."""


def samples(exposition: str) -> dict[tuple[str, str], float]:
    """Return the value of each series, by its name and the values of its labels."""
    return {
        (sample.name, ",".join(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(exposition)
        for sample in family.samples
    }


async def readiness(served: Served) -> tuple[int, dict[str, Any]]:
    status, body = await served.get("/readyz")
    return status, json.loads(body)


async def test_a_process_is_alive_before_it_is_ready(served: Served) -> None:
    served.instance.bot = None
    assert (await served.get("/healthz"))[0] == 200
    assert (await served.get("/startupz"))[0] == 503
    status, said = await readiness(served)
    assert status == 503
    assert said["troubles"] == [Trouble.STARTING]


async def test_a_taken_port_ends_the_start_with_the_name_of_the_setting(served: Served) -> None:
    taken = served.settings.model_copy(update={"listen": f"127.0.0.1:{served.port}"})
    with pytest.raises(CannotListenError, match=r"COORDBOT_LISTEN: cannot listen on 127\.0\.0\.1"):
        async with over_http(taken, served.instance, served.metrics):
            pass


async def test_a_server_that_cannot_start_is_not_waited_for() -> None:
    listening = listen(Address("127.0.0.1", 0))
    listening.close()
    async with asyncio.timeout(5) as waited:
        with pytest.raises(OSError, match="Bad file descriptor"):
            async with serving(Starlette(), listening):
                pass
    assert not waited.expired()


async def test_deaf_is_not_ready(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (await readiness(served))[1]["troubles"] == [Trouble.DEAF]
    served.bot.health.polled = served.bot.health.clock()
    status, said = await readiness(served)
    assert (status, said["ready"], said["troubles"]) == (200, True, [])
    monkeypatch.setattr("bot.delivery.health.DEAF_SECONDS", -1.0)
    assert (await readiness(served))[1]["troubles"] == [Trouble.DEAF]


async def test_what_waits_too_long_is_told(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.report.STUCK_SECONDS", -1.0)
    assert Trouble.STUCK in (await readiness(served))[1]["troubles"]


async def test_a_process_has_started_whatever_ails_all_replicas(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Or a version that mends a stuck chat could not be rolled out while the chat is stuck.
    monkeypatch.setattr("bot.web.report.STUCK_SECONDS", -1.0)
    monkeypatch.setattr("bot.delivery.health.DEAF_SECONDS", -1.0)
    assert (await readiness(served))[0] == 503
    assert (await served.get("/startupz"))[0] == 200


async def test_row_56_a_database_that_does_not_answer_is_told(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.report._STORE_SECONDS", 0.0)
    status, said = await readiness(served)
    assert status == 503
    assert said["troubles"] == sorted([Trouble.DEAF, Trouble.STORE])
    assert said["figures"] is None
    assert "coordbot_backlog_events NaN" in (await served.get("/metrics"))[1]


async def test_metrics_have_the_names_that_dashboards_rely_on(served: Served) -> None:
    status, exposition = await served.get("/metrics")
    assert status == 200
    served_names = set(re.findall(r"^# TYPE (coordbot_\w+)", exposition, re.MULTILINE))
    assert served_names == NAMES


async def test_replies_refusals_and_what_waits_are_counted(
    served: Served, assistant: Assistant
) -> None:
    served.telegram.fail("sendMessage", refusal(400, "Bad Request: something new"))
    for number, text in enumerate(("refused", "hello", "remind later 999")):
        await served.telegram.post({"update_id": number, "message": message(text)})
    await served.bot.settled(7)
    due = NewEvent("t:due:7:1", 7, "{}", received=1.0, due=2.0)
    await served.bot.database.run(lambda c: journal(c, [due]))
    found = samples((await served.get("/metrics"))[1])
    assert found["coordbot_refusals_total", "bury"] == 1
    assert found["coordbot_dead_letters", ""] == 1
    assert found["coordbot_reply_seconds_count", "chat"] == 1
    assert found["coordbot_timers_due", ""] == 1
    assert found["coordbot_backlog_events", ""] == 1
    assert found["coordbot_content_info", assistant.knowledge.version] == 1


async def test_answers_that_are_not_kept_are_timed_and_their_refusals_counted(
    telegram: Posting, assistant: Assistant
) -> None:
    metrics = Metrics()
    services = Services(assistant, Texts(), time.time)
    application = bare_application(standin.TOKEN, services, api_url=telegram.url)
    register(application)
    sender = message("")["from"]
    asked = {"id": "1", "from": sender, "query": "CERF", "offset": ""}
    mention = message("@parrot_bot CERF") | {"guest_query_id": "1"}
    async with running(application, observer=metrics) as bot:
        for _ in range(2):
            await bot.handle(telegram.push(inline_query=asked))
            await bot.handle(telegram.push(guest_message=mention))
            for method in ("answerInlineQuery", "answerGuestQuery"):
                telegram.fail(method, refusal(400, "Bad Request: query is too old"))
        telegram.fail("answerCallbackQuery", refusal(429, "Too Many Requests", retry_after=3))
        await bot.handle(telegram.press("x"))
    found = samples(metrics.exposition(Report([], "v", 0.0)).decode())
    for surface in ("inline", "guest"):
        assert found["coordbot_reply_seconds_count", surface] == 1
        assert 0 < found["coordbot_reply_seconds_sum", surface] < 60
    assert found["coordbot_reply_seconds_count", "chat"] == 0
    assert found["coordbot_refusals_total", "drop"] == 2
    assert found["coordbot_refusals_total", "wait"] == 1


async def test_questions_are_counted_by_what_came_of_them_and_not_by_whom(
    assistant: Assistant, wire: FakeTelegram, clock: FakeClock
) -> None:
    metrics = Metrics()
    services = Services(assistant, Texts(), clock, metrics)
    application = bare_application(TOKEN, services, request=wire)
    register(application)
    async with running(application, observer=metrics) as bot:
        for user, question in ((70_001, "谁领导营养集群"), (70_002, "今天天气怎么样")):
            await Chat(wire, bot.handle, user_id=user).say(question)
        group = Chat(wire, bot.handle, user_id=70_003, chat_id=-70_004, language_code="en")
        await group.say("/ask who leads nutrition?")
    exposition = metrics.exposition(Report([], "v", 0.0, asked_again=(5, 3))).decode()
    found = samples(exposition)
    questions = {k[1]: v for k, v in found.items() if k[0] == "coordbot_questions_total"}
    assert questions == {
        "zh-Hans,answer,private": 1,
        "zh-Hans,none,private": 1,
        "en,answer,group": 1,
    }
    assert found["coordbot_matching_seconds_count", ""] == 3
    assert found["coordbot_reply_seconds_count", "chat"] == 3
    assert found["coordbot_cache_hits_total", ""] == 5
    assert found["coordbot_cache_misses_total", ""] == 3
    assert not re.search("7000[1-4]", exposition)  # "7000" alone is in many a duration
    assert "营养" not in exposition
