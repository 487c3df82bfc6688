"""What the container, the unit and the manifests start, started here without them."""

import asyncio
import contextlib
import os
import shlex
import socket
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from tests.bot.standin import TOKEN, StandIn, standing_in
from tests.deploy.files import BIN, exec_form, image_environment, instruction, manifest, unit

IMAGE_COMMAND = exec_form(instruction("ENTRYPOINT")) + exec_form(instruction("CMD"))
PORT = "8485"


@pytest.fixture
async def telegram() -> AsyncIterator[StandIn]:
    async with standing_in() as stand_in:
        yield stand_in


@pytest.fixture
def port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def _environment(port: str, settings: dict[str, str]) -> dict[str, str]:
    """Return what the program finds: ours without its settings, then those of the file."""
    bare = {k: v for k, v in os.environ.items() if not k.startswith("COORDBOT_")}
    given = {name: value.replace(PORT, port) for name, value in settings.items()}
    return bare | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"} | given


def _here(command: Sequence[str]) -> list[str]:
    """Return a command with the program as it is installed here."""
    return [str(BIN / Path(command[0]).name), *command[1:]]


@contextlib.asynccontextmanager
async def _running(
    command: Sequence[str], folder: Path, environment: dict[str, str]
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a command as long as the block lasts, then end it as systemd and containers do."""
    process = await asyncio.create_subprocess_exec(
        *_here(command), cwd=folder, env=environment, stderr=asyncio.subprocess.PIPE
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        _out, log = await process.communicate()
        assert process.returncode == 0, log.decode()


async def _answers(telegram: StandIn) -> None:
    telegram.say("who leads nutrition?")
    await telegram.until(lambda: bool(telegram.texts), seconds=30)
    assert "UNICEF" in telegram.texts[-1]


async def test_the_image_answers(telegram: StandIn, tmp_path: Path, port: str) -> None:
    assert instruction("WORKDIR") == "/srv/coordbot"
    assert instruction("VOLUME") == "/srv/coordbot/var"
    set_ = image_environment() | {"COORDBOT_TOKEN": TOKEN, "COORDBOT_API_URL": telegram.url}
    async with _running(IMAGE_COMMAND, tmp_path, _environment(port, set_)):
        await _answers(telegram)
    # Nothing else is written: the rest of the container is read-only.
    assert [path.name for path in tmp_path.iterdir()] == ["var"]


async def test_the_unit_answers_and_its_copy_is_made(
    telegram: StandIn, tmp_path: Path, port: str
) -> None:
    settings = f"COORDBOT_TOKEN={TOKEN}\nCOORDBOT_API_URL={telegram.url}\n"
    settings += f"COORDBOT_LISTEN=127.0.0.1:{port}\n"
    (tmp_path / ".env").write_text(settings, encoding="ascii")
    [command] = unit("coordbot.service")["ExecStart"]
    [copy] = unit("coordbot-backup.service")["ExecStart"]
    assert command.startswith("/opt/coordbot/.venv/bin/")
    environment = _environment(port, {})
    async with _running(shlex.split(command), tmp_path, environment):
        await _answers(telegram)
        copy = copy.replace("/var/lib", str(tmp_path))
        async with _running(shlex.split(copy), tmp_path, environment) as copying:
            await copying.wait()
    assert len(list((tmp_path / "coordbot-backup").glob("coordbot.db.*.backup"))) == 1


async def test_a_wrong_setting_ends_the_unit_for_good(tmp_path: Path, port: str) -> None:
    (tmp_path / ".env").write_text("COORDBOT_LOG_LEVEL=LOUD\n", encoding="ascii")
    [command] = unit("coordbot.service")["ExecStart"]
    process = await asyncio.create_subprocess_exec(
        *_here(shlex.split(command)),
        cwd=tmp_path,
        env=_environment(port, {}),
        stderr=asyncio.subprocess.PIPE,
    )
    _out, log = await process.communicate()
    assert [str(process.returncode)] == unit("coordbot.service")["RestartPreventExitStatus"]
    assert b"COORDBOT_LOG_LEVEL" in log


def test_what_writes_in_the_container_has_a_place_to() -> None:
    services = manifest("compose.yaml")["services"]
    assert services["bot"]["volumes"] == [f"var:{instruction('VOLUME')}"]
    assert any(place.startswith(instruction("VOLUME")) for place in services["replica"]["tmpfs"])
    pod = manifest("kubernetes/deployment.yaml")["spec"]["template"]["spec"]
    mounted = {mount["mountPath"] for mount in pod["containers"][0]["volumeMounts"]}
    assert mounted == {instruction("VOLUME"), "/tmp"}  # noqa: S108
