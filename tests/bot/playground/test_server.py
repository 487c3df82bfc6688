import asyncio
import json

import httpx
import pytest

from bot.playground.server import TOKEN, serving
from tests.bot.playground.conftest import Playground
from tests.bot.playground.test_bot_api import PICTURE
from tests.bot.playground.test_world import LIN

SAY = {"person_id": LIN, "chat_id": LIN, "text": "hi"}


@pytest.fixture
async def client(playground: Playground) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=playground.address)


async def test_page_may_load_nothing_from_elsewhere(client: httpx.AsyncClient) -> None:
    async with client:
        page = await client.get("/")
    assert page.status_code == 200
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "http://" not in page.text
    assert "https://" not in page.text


async def test_page_api_says_and_refuses(client: httpx.AsyncClient) -> None:
    async with client:
        said = await client.post("/api/say", json=SAY)
        empty = await client.post("/api/say", json=SAY | {"text": ""})
        unknown = await client.post("/api/shout", json=SAY)
        state = (await client.get("/api/state?language=en")).json()
    assert said.json()["result"]["text"] == "hi"
    assert empty.json() == {"error": "Bad Request: message text is empty"}
    assert unknown.status_code == 404
    assert [len(chat["messages"]) for chat in state["chats"]] == [1, 0, 0]


async def test_events_tell_what_happens(playground: Playground, client: httpx.AsyncClient) -> None:
    async with client, client.stream("GET", "/events") as events:
        lines = events.aiter_lines()
        assert [await anext(lines), await anext(lines)] == ["retry: 1000", ""]
        playground.world.post(LIN, {"text": "hello"})
        async with asyncio.timeout(2):
            event = json.loads((await anext(lines)).removeprefix("data: "))
    assert event["message"]["text"] == "hello"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({"host": "playground.example"}, 400, id="foreign-host-name"),
        pytest.param({"origin": "https://example.org"}, 403, id="foreign-page"),
        pytest.param({"origin": "null"}, 403, id="page-without-origin"),
        pytest.param({"sec-fetch-site": "cross-site"}, 403, id="foreign-page-says-so"),
        pytest.param({"sec-fetch-site": "same-origin"}, 200, id="own-page"),
    ],
)
@pytest.mark.parametrize("path", ["/api/say", f"/bot{TOKEN}/getMe"])
async def test_other_sites_are_kept_out(
    client: httpx.AsyncClient, path: str, headers: dict[str, str], status: int
) -> None:
    async with client:
        response = await client.post(path, json=SAY, headers=headers)
    assert response.status_code == status


async def test_forms_of_other_sites_do_not_speak(client: httpx.AsyncClient) -> None:
    async with client:
        response = await client.post("/api/say", data=SAY)
    assert response.status_code == 404


async def test_document_is_saved_and_never_shown(
    playground: Playground, client: httpx.AsyncClient
) -> None:
    async with client:
        files = {"document": ("手册.html", b"<script>", "text/html")}
        sent = await client.post(f"/bot{TOKEN}/sendDocument", data={"chat_id": LIN}, files=files)
        file_id = sent.json()["result"]["document"]["file_id"]
        loaded = await client.get(f"/api/files/{file_id}")
    assert loaded.headers["content-type"] == "application/octet-stream"
    assert loaded.headers["content-disposition"].startswith("attachment")


async def test_picture_is_shown_and_as_nothing_but_a_picture(
    playground: Playground, client: httpx.AsyncClient
) -> None:
    async with client:
        files = {"photo": ("chart.png", PICTURE, "image/png")}
        sent = await client.post(f"/bot{TOKEN}/sendPhoto", data={"chat_id": LIN}, files=files)
        [size] = sent.json()["result"]["photo"]
        loaded = await client.get(f"/api/files/{size['file_id']}")
    assert loaded.content == PICTURE
    assert loaded.headers["content-type"] == "image/png"
    assert loaded.headers["x-content-type-options"] == "nosniff"
    assert "content-disposition" not in loaded.headers


async def test_only_this_computer_is_served() -> None:
    with pytest.raises(ValueError, match="127"):
        async with serving("0.0.0.0", 0):  # noqa: S104
            pass


async def test_taken_port_is_reported(playground: Playground) -> None:
    port = int(playground.address.rpartition(":")[2])
    with pytest.raises(OSError, match="in use"):
        async with serving(port=port):
            pass


async def test_server_stops_although_somebody_waits() -> None:
    async with httpx.AsyncClient() as client, serving(port=0) as address:
        poll = asyncio.create_task(client.get(f"{address}/bot{TOKEN}/getUpdates?timeout=40"))
        stream = asyncio.create_task(client.get(f"{address}/events"))
        await asyncio.sleep(0.2)
        started = asyncio.get_running_loop().time()
    assert asyncio.get_running_loop().time() - started < 2
    await asyncio.gather(poll, stream, return_exceptions=True)
