"""HTTP: what certainly did not arrive is told from what may have."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator

import pytest
from telegram import InputFile
from telegram.error import NetworkError, RetryAfter, TelegramError

from bot.delivery.api.outcomes import AnswerLost, Consequence, Unreachable, consequence_of
from bot.delivery.api.wire import AiohttpRequest, call_data
from tests.bot.standin import TOKEN, Fault, StandIn, refusal
from tests.garbage import leaving_no_error


@pytest.fixture
async def request_() -> AsyncIterator[AiohttpRequest]:
    async with AiohttpRequest() as request:
        yield request


@pytest.mark.parametrize(
    "server", ["http://127.0.0.1:1", "http://no-such-host.invalid"], ids=["refused", "no DNS"]
)
async def test_row_25_a_server_that_is_not_there_was_not_reached(
    request_: AiohttpRequest, server: str
) -> None:
    with pytest.raises(Unreachable) as raised:
        await request_.post(f"{server}/bot{TOKEN}/getMe")
    assert TOKEN not in str(raised.value)


async def test_row_25_a_failed_tls_handshake_reaches_nobody(
    request_: AiohttpRequest, telegram: StandIn
) -> None:
    url = telegram.url.replace("http://", "https://")
    with pytest.raises(Unreachable):
        await request_.post(f"{url}/bot{TOKEN}/getMe")


@pytest.mark.parametrize("fault", [Fault(hang=True), Fault(reset=True), Fault(lost=True)])
async def test_row_26_an_answer_that_does_not_come_leaves_doubt(
    request_: AiohttpRequest, telegram: StandIn, fault: Fault
) -> None:
    telegram.fail("sendMessage", fault)
    url = f"{telegram.url}/bot{TOKEN}/sendMessage"
    with pytest.raises(AnswerLost):
        await request_.post(url, call_data({"chat_id": 7, "text": "x"}), read_timeout=0.2)


async def test_row_24_a_page_in_place_of_an_answer_is_not_logged(
    request_: AiohttpRequest, telegram: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.fail("getMe", Fault(502, b"<html>a secret</html>"))
    telegram.fail("getMe", Fault(200, b"not JSON, a secret"))
    with pytest.raises(NetworkError):
        await request_.post(f"{telegram.url}/bot{TOKEN}/getMe")
    with pytest.raises(TelegramError, match="Invalid server response"):
        await request_.post(f"{telegram.url}/bot{TOKEN}/getMe")
    assert "secret" not in caplog.text


async def test_row_24_a_page_that_says_a_file_is_too_large_is_no_outage(
    request_: AiohttpRequest, telegram: StandIn
) -> None:
    telegram.fail("sendDocument", Fault(413, b"<html>nginx</html>"))
    with pytest.raises(NetworkError) as raised:
        await request_.post(f"{telegram.url}/bot{TOKEN}/sendDocument")
    assert consequence_of(raised.value) is Consequence.BURY


async def test_row_22_a_429_says_how_long_to_wait(
    request_: AiohttpRequest, telegram: StandIn
) -> None:
    telegram.fail("getMe", refusal(429, "Too Many Requests", retry_after=35))
    with pytest.raises(RetryAfter, match="35"):
        await request_.post(f"{telegram.url}/bot{TOKEN}/getMe")


FAILURES = {
    "400": refusal(400, "Bad Request: chat not found", times=9),
    "502 with a page": Fault(502, b"<html>", times=9),
    "no answer": Fault(reset=True, times=9),
    "refused": None,
}


@pytest.mark.parametrize("failure", FAILURES)
async def test_row_51_a_call_that_fails_leaves_nothing_to_collect(
    request_: AiohttpRequest, telegram: StandIn, failure: str
) -> None:
    fault = FAILURES[failure]
    url = f"{telegram.url if fault else 'http://127.0.0.1:1'}/bot{TOKEN}/getMe"
    if fault is not None:
        telegram.fail("getMe", fault)
    with leaving_no_error():
        for _ in range(9):
            with contextlib.suppress(TelegramError):
                await request_.post(url)
                pytest.fail("it should have failed")


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="only Linux has it")
@pytest.mark.filterwarnings("ignore:Sending a large body")
async def test_row_27_an_upload_of_which_nothing_is_taken_is_given_up(
    request_: AiohttpRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.api.wire._STALLED_SECONDS", 0.5)
    document = InputFile(bytes(20_000_000), filename="guide.pdf")
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}/bot{TOKEN}/sendDocument"
        async with asyncio.timeout(30):
            with pytest.raises(AnswerLost):
                await request_.post(url, call_data({"chat_id": 7, "document": document}))


async def test_a_proxy_of_the_environment_is_used(
    request_: AiohttpRequest, telegram: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert await request_.post(f"{telegram.url}/bot{TOKEN}/getMe")
    with pytest.raises(Unreachable):
        await request_.post(f"http://example.invalid/bot{TOKEN}/getMe")


@pytest.mark.parametrize(
    "text", ["中文", "a\ud800b", "\x00", "<&>"], ids=["Chinese", "half a pair", "NUL", "markup"]
)
async def test_any_text_can_be_sent(
    request_: AiohttpRequest, telegram: StandIn, text: str
) -> None:
    url = f"{telegram.url}/bot{TOKEN}/sendMessage"
    await request_.post(url, call_data({"chat_id": 7, "text": text}))
    assert telegram.texts == [text.encode("utf-8", "replace").decode()]
