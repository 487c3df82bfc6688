"""Caddy itself, with our file, in front of something that answers."""

import asyncio
import contextlib
import json
import os
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from tests.deploy.files import DEPLOY, manifest, program
from tests.ports import free_port

MEGABYTE = 1_000_000
LOG = "caddy.log"


class Backend:
    """A replica: remembers what it was sent, and answers as it is told to."""

    def __init__(self) -> None:
        self.bodies: list[int] = []
        self.statuses = [200]

    async def answer(self, request: web.Request) -> web.Response:
        self.bodies.append(len(await request.read()))
        status = self.statuses.pop() if len(self.statuses) > 1 else self.statuses[0]
        return web.Response(status=status, text=request.headers["X-Telegram-Bot-Api-Secret-Token"])


@contextlib.asynccontextmanager
async def _backend(host: str, port: int = 0) -> AsyncIterator[tuple[Backend, int]]:
    app = web.Application(client_max_size=4 * MEGABYTE)
    backend = Backend()
    app.router.add_route("*", "/{path:.*}", backend.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, host, port).start()
    yield backend, runner.addresses[0][1]
    await runner.cleanup()


@contextlib.asynccontextmanager
async def _caddy(tmp_path: Path, port: int, **environment: str) -> AsyncIterator[str]:
    """Run it in front of what listens on a port."""
    address, admin = f"http://127.0.0.1:{free_port()}", free_port()
    with (tmp_path / LOG).open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            program("caddy", "caddy"),
            *("run", "--adapter", "caddyfile", "--config", DEPLOY / "Caddyfile"),
            env={
                **os.environ,
                "SITE": address,
                "BACKEND_PORT": str(port),
                "ADMIN": f"localhost:{admin}",
                "XDG_DATA_HOME": str(tmp_path),
                "XDG_CONFIG_HOME": str(tmp_path),
                **environment,
            },
            stderr=log,
        )
    while not await _accepts(int(address.rpartition(":")[2])):
        assert process.returncode is None
        await asyncio.sleep(0.02)
    yield address
    process.terminate()
    await process.wait()


@pytest.fixture
async def backend() -> AsyncIterator[tuple[Backend, int]]:
    async with _backend("127.0.0.1") as backend:
        yield backend


@pytest.fixture
async def site(backend: tuple[Backend, int], tmp_path: Path) -> AsyncIterator[str]:
    async with _caddy(tmp_path, backend[1], BACKENDS="localhost") as address:
        yield address


async def _accepts(port: int) -> bool:
    try:
        _reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


async def _call(method: str, url: str, body: bytes = b"") -> tuple[int, str]:
    headers = {"X-Telegram-Bot-Api-Secret-Token": "shown"}
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, url, data=body, headers=headers) as response,
    ):
        return response.status, await response.text()


async def test_what_telegram_posts_arrives_with_its_secret(
    site: str, backend: tuple[Backend, int]
) -> None:
    assert await _call("POST", f"{site}/telegram", b"{}") == (200, "shown")
    assert backend[0].bodies == [2]


@pytest.mark.parametrize(
    "path", ["/healthz", "/startupz", "/readyz", "/metrics", "/telegram", "/"]
)
async def test_nothing_is_shown_to_the_outside(
    path: str, site: str, backend: tuple[Backend, int]
) -> None:
    assert (await _call("GET", site + path))[0] == 404
    assert backend[0].bodies == []


async def test_an_update_that_is_too_large_goes_no_further(
    site: str, backend: tuple[Backend, int]
) -> None:
    status, _ = await _call("POST", f"{site}/telegram", b"x" * (MEGABYTE + 1))
    assert status == 413
    assert backend[0].bodies == []


async def test_a_refusal_reaches_telegram_so_that_it_asks_again(
    site: str, backend: tuple[Backend, int]
) -> None:
    backend[0].statuses = [503]
    assert (await _call("POST", f"{site}/telegram", b"{}"))[0] == 503


@pytest.mark.parametrize("answers", [True, False], ids=["answered", "nobody there"])
async def test_the_log_tells_neither_who_called_nor_the_secret(
    answers: bool, backend: tuple[Backend, int], tmp_path: Path
) -> None:
    port = backend[1] if answers else free_port()
    async with _caddy(tmp_path, port, BACKENDS="localhost") as site:
        status, _ = await _call("POST", f"{site}/telegram", b"{}")
    assert status == (200 if answers else 502)
    lines = map(json.loads, (tmp_path / LOG).read_text(encoding="utf-8").splitlines())
    requests = [line["request"] for line in lines if "request" in line]
    # Of an error there is a line of its own, beside that of the access.
    assert len(requests) == (1 if answers else 2)
    for request in requests:
        assert request["uri"] == "/telegram"
        assert not {"headers", "remote_ip", "client_ip"} & request.keys()


async def test_each_office_gets_what_is_posted_under_its_name_and_nobody_else_is_reached(
    tmp_path: Path,
) -> None:
    # Names that any computer can resolve, for the names of services.
    kenya, sudan = "127.0.0.2", "127.0.0.3"
    given = manifest("compose.offices.example.yaml")["services"]["caddy"]["environment"]
    offices = given["OFFICES"].replace("kenya", kenya).replace("sudan", sudan)
    async with (
        _backend(kenya) as (ours, port),
        _backend(sudan, port) as (theirs, _port),
        _backend("127.0.0.4", port) as (stranger, _port),
        _caddy(tmp_path, port, BACKENDS=given["BACKENDS"], OFFICES=offices) as site,
    ):
        assert await _call("POST", f"{site}/{kenya}", b"{}") == (200, "shown")
        assert (ours.bodies, theirs.bodies) == ([2], [])
        assert await _call("POST", f"{site}/{sudan}", b"{ }") == (200, "shown")
        assert (ours.bodies, theirs.bodies) == ([2], [3])
        for path in (
            "127.0.0.4",
            f"{kenya}/x",
            f"x/{kenya}",
            f"{kenya}.example.org",
            "readyz",
            "",
        ):
            assert (await _call("POST", f"{site}/{path}", b"{}"))[0] == 404
        assert stranger.bodies == []


def test_caddy_finds_the_file_well_formed() -> None:
    file = DEPLOY / "Caddyfile"
    command = [program("caddy", "caddy"), "fmt", str(file)]
    formatted = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    assert formatted == file.read_text(encoding="utf-8")
