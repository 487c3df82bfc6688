"""The operator's files, and what they start, taken apart."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

DEPLOY = Path(__file__).parents[2] / "deploy"
BIN = Path(sys.executable).parent


def program(name: str, package: str) -> str:
    """Return a program that checks a file; skips the test where it is not installed."""
    found = shutil.which(name, path=f"{BIN}:{BIN.parent / 'tools' / 'bin'}") or shutil.which(name)
    if found is None:
        pytest.skip(f"no {name} on this computer (Debian: {package})")
    return found


def compose_config(folder: Path, **environment: str) -> Any:
    """Return what compose makes of the files in a folder; skips the test where there is none."""
    command = [program("docker", "docker.io"), "compose"]
    if subprocess.run([*command, "version"], capture_output=True).returncode != 0:
        pytest.skip("no docker compose on this computer")
    finished = subprocess.run(
        [*command, "config"],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, **environment},
    )
    assert finished.returncode == 0, finished.stderr
    return yaml.safe_load(finished.stdout)


def dockerfile() -> list[tuple[str, str]]:
    """Return the instructions of the last stage, each with its text on one line."""
    lines = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    instructions = [
        (word, rest.strip())
        for line in lines.splitlines()
        if line and not line.startswith("#")
        for word, _, rest in [line.partition(" ")]
    ]
    last = max(n for n, (word, _) in enumerate(instructions) if word == "FROM")
    return instructions[last:]


def instruction(name: str) -> str:
    """Return what the last stage says in an instruction that it has once."""
    [text] = [text for word, text in dockerfile() if word == name]
    return text


def exec_form(text: str) -> list[str]:
    """Return the words of ``["a", "b"]``, with whatever stands before it left out."""
    words: list[str] = json.loads(text[text.index("[") :])
    return words


def image_environment() -> dict[str, str]:
    """Return what the image sets for the program; PATH is the container's own."""
    pairs = (word.partition("=") for word in shlex.split(instruction("ENV")))
    return {name: value for name, _, value in pairs if name != "PATH"}


def unit(name: str) -> dict[str, list[str]]:
    """Return the settings of a systemd unit; each may be given several times."""
    found: dict[str, list[str]] = {}
    for line in (DEPLOY / "systemd" / name).read_text(encoding="utf-8").splitlines():
        key, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(key, []).append(value)
    return found


def manifest(name: str) -> Any:
    """Return a YAML file under ``deploy/``."""
    return yaml.safe_load((DEPLOY / name).read_text(encoding="utf-8"))
