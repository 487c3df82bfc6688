"""What the container, the unit and the manifests start, started here without them."""

import asyncio
import shlex
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path

import aiohttp
import pytest

from bot.web.paths import HEALTH, READINESS, STARTUP
from tests.bot.posting import posting
from tests.bot.standin import TOKEN, Fault, StandIn, standing_in
from tests.deploy.files import BIN, exec_form, image_environment, instruction, manifest, unit
from tests.ports import free_port
from tests.program import running, start

IMAGE_COMMAND = exec_form(instruction("ENTRYPOINT")) + exec_form(instruction("CMD"))
HEALTH_COMMAND = exec_form(instruction("HEALTHCHECK"))
PORT = "8485"
SOON = 120.0
"""On a busy computer."""


@pytest.fixture
async def telegram() -> AsyncIterator[StandIn]:
    async with standing_in(StandIn()) as stand_in:
        yield stand_in


@pytest.fixture
def port() -> str:
    return str(free_port())


def _set(port: str, settings: Mapping[str, str]) -> dict[str, str]:
    """Return the settings of a file, with a port that is free here."""
    return {
        name.removeprefix("COORDBOT_"): value.replace(PORT, port)
        for name, value in settings.items()
        if name.startswith("COORDBOT_")
    }


def _here(command: Sequence[str]) -> list[str]:
    """Return a command with the program as it is installed here."""
    return [str(BIN / Path(command[0]).name), *command[1:]]


async def _answers(telegram: StandIn) -> None:
    telegram.say("who leads nutrition?")
    await telegram.until(lambda: bool(telegram.texts), seconds=SOON)
    assert "UNICEF" in telegram.texts[-1]


async def _is_well(folder: Path, port: str) -> bool:
    """Return what the health check of the container says."""
    command = [word.replace(PORT, port) for word in _here(HEALTH_COMMAND)]
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, stderr=asyncio.subprocess.DEVNULL
    )
    return await process.wait() == 0


async def test_the_image_answers_and_is_well(telegram: StandIn, folder: Path, port: str) -> None:
    assert instruction("WORKDIR") == "/srv/coordbot"
    assert instruction("VOLUME") == "/srv/coordbot/var"
    assert not await _is_well(folder, port)
    given = image_environment() | {"COORDBOT_TOKEN": TOKEN, "COORDBOT_API_URL": telegram.url}
    async with running(folder, _set(port, given), command=_here(IMAGE_COMMAND)):
        await _answers(telegram)
        assert await _is_well(folder, port)
    # Nothing else is written: the rest of the container is read-only.
    assert [path.name for path in folder.iterdir()] == ["var"]


async def test_a_container_waits_for_nothing_but_its_own_start(
    telegram: StandIn, folder: Path, port: str
) -> None:
    # What ails Telegram or the database ails old and new alike; the alarms tell of it.
    telegram.fail("getUpdates", Fault(502, b"Bad Gateway", times=1000))
    given = image_environment() | {"COORDBOT_TOKEN": TOKEN, "COORDBOT_API_URL": telegram.url}
    async with running(folder, _set(port, given), command=_here(IMAGE_COMMAND)):
        await telegram.until(lambda: telegram.faults["getUpdates"][0].times < 1000, seconds=SOON)
        assert await _status(f"http://127.0.0.1:{port}{READINESS}") == 503
        assert await _is_well(folder, port)


async def test_a_replica_answers_and_its_probes_are_there(folder: Path, port: str) -> None:
    settings = dict(manifest("compose.yaml")["services"]["replica"]["environment"])
    del settings["COORDBOT_DATABASE_URL"]  # tests/bot/delivery runs it on PostgreSQL
    settings |= {"COORDBOT_TOKEN": TOKEN, "COORDBOT_WEBHOOK_SECRET": "s3cret_" * 5}
    settings["COORDBOT_WEBHOOK_URL"] = f"http://127.0.0.1:{PORT}/telegram"
    pod = manifest("kubernetes/deployment.yaml")["spec"]["template"]["spec"]["containers"][0]
    probes = [
        pod[f"{kind}Probe"]["httpGet"]["path"] for kind in ("startup", "readiness", "liveness")
    ]
    async with posting() as telegram:
        settings["COORDBOT_API_URL"] = telegram.url
        async with running(folder, _set(port, settings), command=_here(IMAGE_COMMAND)):
            await _answers(telegram)
            statuses = [await _status(f"http://127.0.0.1:{port}{path}") for path in probes]
    assert statuses == [200, 200, 200]


async def _status(url: str) -> int:
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return response.status


def test_a_new_pod_waits_for_nothing_but_itself() -> None:
    # What /readyz tells is the same for all, and an update that mends it must not wait for it.
    pod = manifest("kubernetes/deployment.yaml")["spec"]["template"]["spec"]["containers"][0]
    assert pod["startupProbe"]["httpGet"]["path"] == STARTUP
    assert pod["readinessProbe"]["httpGet"]["path"] == HEALTH
    assert pod["livenessProbe"]["httpGet"]["path"] == HEALTH


async def test_the_unit_answers_and_its_copy_is_made(
    telegram: StandIn, folder: Path, port: str
) -> None:
    settings = f"COORDBOT_TOKEN={TOKEN}\nCOORDBOT_API_URL={telegram.url}\n"
    settings += f"COORDBOT_LISTEN=127.0.0.1:{port}\n"
    (folder / ".env").write_text(settings, encoding="ascii")
    [command] = unit("coordbot.service")["ExecStart"]
    [copy] = unit("coordbot-backup.service")["ExecStart"]
    assert command.startswith("/opt/coordbot/.venv/bin/")
    async with running(folder, {}, command=_here(shlex.split(command))):
        await _answers(telegram)
        copy = copy.replace("/var/lib", str(folder))
        async with running(folder, {}, command=_here(shlex.split(copy))) as copying:
            await copying.ended()
    assert len(list((folder / "coordbot-backup").glob("coordbot.db.*.backup"))) == 1


async def test_a_wrong_setting_ends_the_unit_for_good(folder: Path) -> None:
    (folder / ".env").write_text("COORDBOT_LOG_LEVEL=LOUD\n", encoding="ascii")
    [command] = unit("coordbot.service")["ExecStart"]
    program = await start(_here(shlex.split(command)), folder, {})
    assert [str(await program.ended())] == unit("coordbot.service")["RestartPreventExitStatus"]
    assert "COORDBOT_LOG_LEVEL" in program.said


def test_what_writes_in_the_container_has_a_place_to() -> None:
    services = manifest("compose.yaml")["services"]
    assert services["bot"]["volumes"] == [f"var:{instruction('VOLUME')}"]
    assert any(place.startswith(instruction("VOLUME")) for place in services["replica"]["tmpfs"])
    pod = manifest("kubernetes/deployment.yaml")["spec"]["template"]["spec"]
    mounted = {mount["mountPath"] for mount in pod["containers"][0]["volumeMounts"]}
    assert mounted == {instruction("VOLUME"), "/tmp"}  # noqa: S108
