"""Each file is what the program it is written for takes, as far as that can be told here."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import kubernetes_validate
import pytest
import yaml
from compose_spec import PyCompose

from tests.deploy.files import (
    DEPLOY,
    compose_config,
    dockerfile,
    instruction,
    manifest,
    program,
    unit,
)

MANIFESTS = sorted(
    path for path in (DEPLOY / "kubernetes").glob("*.yaml") if path.stem != "kustomization"
)
UNITS = sorted((DEPLOY / "systemd").iterdir())
MOST_EXPOSED = {
    "coordbot.service": 15,
    "coordbot@.service": 15,
    "coordbot-backup.service": 20,
    "coordbot-backup@.service": 20,
}
"""Tenths on the scale of systemd-analyze security, where ten is a service with every right."""


def _check(command: Sequence[str | Path], **environment: str) -> None:
    finished = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, **environment}
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr


def test_dockerfile_is_clean() -> None:
    _check([program("hadolint", "-"), DEPLOY / "Dockerfile"])


def test_image_runs_as_nobody_and_installs_only_what_is_locked() -> None:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    assert instruction("USER") == "10001:10001"
    assert len([line for line in text.splitlines() if line.startswith("FROM")]) == 2
    assert len(re.findall("pip install", text)) == 2
    assert "--require-hashes --requirement requirements.lock" in text
    assert "--no-deps --no-build-isolation" in text
    assert not re.search(r"https?://(?!127\.0\.0\.1)|index-url", text)
    assert not any(word == "ADD" for word, _ in dockerfile())


def test_what_the_builder_is_sent_is_what_the_dockerfile_copies() -> None:
    ignore = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    sent = {line[1:] for line in ignore if line.startswith("!")}
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE)
    assert sent == {source for sources in copied for source in sources.split()}
    assert all((DEPLOY.parent / source).exists() for source in sent)


def test_compose_file_follows_the_specification() -> None:
    # Its parser knows neither merges nor variables.
    text = yaml.safe_dump(manifest("compose.yaml"))
    compose = PyCompose.from_yaml(re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", text))
    compose.validate()
    assert set(compose.service_names()) == {"bot", "office", "replica", "postgres", "caddy"}


def test_compose_file_has_no_hole() -> None:
    _check([program("compose-lint", "-"), DEPLOY / "compose.yaml"])


@pytest.mark.parametrize("profile", ["single", "scale"])
def test_compose_itself_takes_the_file(tmp_path: Path, profile: str) -> None:
    for name in ("compose.yaml", "Caddyfile", ".env.example"):
        shutil.copy(DEPLOY / name, tmp_path / name.replace(".example", ""))
    compose_config(tmp_path, COMPOSE_PROFILES=profile)


def test_compose_starts_one_bot_or_three_replicas_never_both() -> None:
    services = manifest("compose.yaml")["services"]
    assert services["bot"]["profiles"] == ["single"]
    assert services["replica"]["deploy"] == {"replicas": 3}
    assert services["replica"]["profiles"] == ["scale"]
    # It is there to be extended; see compose.offices.example.yaml.
    assert services["office"]["profiles"] == ["never"]
    assert (
        services["postgres"]["profiles"] == services["caddy"]["profiles"] == ["scale", "offices"]
    )
    for service in services.values():
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert service["mem_limit"]


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_systemd_takes_the_unit(path: Path, tmp_path: Path) -> None:
    binary = tmp_path / ".venv" / "bin" / "coordbot"
    binary.parent.mkdir(parents=True)
    binary.write_text("#!/bin/sh\n", encoding="ascii")
    binary.chmod(0o755)
    for one in UNITS:
        text = one.read_text(encoding="utf-8").replace("/opt/coordbot", str(tmp_path))
        (tmp_path / one.name).write_text(text, encoding="utf-8")
    file = str(tmp_path / path.name)
    command = [program("systemd-analyze", "systemd"), "verify", "--man=no", file]
    finished = subprocess.run(command, capture_output=True, text=True)
    ours = [line for line in finished.stderr.splitlines() if "coordbot" in line]
    assert ours == []


@pytest.mark.parametrize(("name", "most"), MOST_EXPOSED.items())
def test_systemd_finds_the_unit_closed(name: str, most: int) -> None:
    analyze = program("systemd-analyze", "systemd")
    path = DEPLOY / "systemd" / name
    _check([analyze, "security", "--offline=true", f"--threshold={most}", path])


@pytest.mark.parametrize("name", ["coordbot.service", "coordbot@.service"])
def test_the_unit_sees_what_its_use_of_the_processor_is_told_from(name: str) -> None:
    # Without /proc/stat, prometheus_client tells nothing of the process, and does not say so.
    assert unit(name)["ProtectProc"] == ["invisible"]
    assert "ProcSubset" not in unit(name)


def test_units_are_of_one_mind() -> None:
    bot, backup = unit("coordbot.service"), unit("coordbot-backup.service")
    assert bot["WorkingDirectory"] == backup["WorkingDirectory"] == ["/var/lib/coordbot"]
    assert bot["User"] == backup["User"] == ["coordbot"]
    assert bot["RestartPreventExitStatus"] == ["2"]  # what bot/cli/run.py ends with


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.stem)
def test_kubernetes_takes_the_manifest(path: Path) -> None:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    version = kubernetes_validate.latest_version()
    kubernetes_validate.validate(content, version, strict=True)


def test_kustomization_names_every_manifest() -> None:
    named = set(manifest("kubernetes/kustomization.yaml")["resources"])
    assert named == {path.name for path in MANIFESTS} - {"secret.example.yaml"}


@pytest.mark.parametrize("name", [path.name for path in UNITS if "@" not in path.name])
def test_the_unit_of_an_office_is_that_of_the_one_bot_in_a_place_of_its_own(name: str) -> None:
    one, template = unit(name), unit(name.replace(".", "@."))
    own = {
        "Description": [f"{one['Description'][0]} (%i)"],
        "User": ["coordbot-%i"],
        "Group": ["coordbot-%i"],
        "StateDirectory": [
            " ".join(map(_of_office, folders.split())) for folders in one.get("StateDirectory", [])
        ],
        "WorkingDirectory": ["/var/lib/coordbot-offices/%i"],
        "ExecStart": [
            command.replace("coordbot-backup", _of_office("coordbot-backup"))
            for command in one.get("ExecStart", [])
        ],
    }
    assert template == one | {key: value for key, value in own.items() if key in one}


def _of_office(folder: str) -> str:
    return folder.replace("coordbot", "coordbot-offices") + "/%i"


def test_kubernetes_and_compose_run_the_same_image() -> None:
    [container] = manifest("kubernetes/deployment.yaml")["spec"]["template"]["spec"]["containers"]
    assert "command" not in container
    assert "args" not in container
    set_here = {pair["name"]: pair["value"] for pair in container["env"]}
    in_compose = manifest("compose.yaml")["services"]["replica"]["environment"]
    assert set_here.items() <= in_compose.items()


def test_no_secret_is_in_a_file() -> None:
    template = manifest("kubernetes/secret.example.yaml")["stringData"]
    assert not re.search(r"\d{6,}:[\w-]{30,}", str(template))
    services = manifest("compose.yaml")["services"]
    assert services["postgres"]["environment"]["POSTGRES_PASSWORD"] == "${POSTGRES_PASSWORD:-}"
