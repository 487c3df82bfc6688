"""What is built holds all it needs: installed without the repository, it answers."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
ROOMS = ("bot", "handlers", "knowledge")


def _run(command: Sequence[str | Path], cwd: Path) -> str:
    environment = {
        k: v for k, v in os.environ.items() if not k.startswith(("COORDBOT_", "PYTHON"))
    }
    environment["XDG_CACHE_HOME"] = str(cwd)
    finished = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    _run([BIN / "hatchling", "build", "--target", "wheel", "--directory", folder], ROOT)
    [built] = folder.glob("coordbot-*.whl")
    return built


@pytest.fixture(scope="module")
def coordbot(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program, in an environment that has the wheel, and the packages it needs from ours."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, symlinks=True)
    python = folder / "bin" / "python"
    _run([BIN / "pip", "--python", python, "install", "--no-deps", "--no-index", wheel], folder)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder)}))
    # A path in a .pth file brings the packages, but not the editable install beside them.
    (packages / "needed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    where = _run([python, "-c", "import knowledge; print(knowledge.__file__)"], folder)
    assert Path(where).is_relative_to(folder)
    return folder / "bin" / "coordbot"


def test_every_file_of_the_rooms_is_in_the_wheel(wheel: Path) -> None:
    here = {
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    in_wheel = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith(ROOMS)}
    assert len(here) > 300
    assert here - in_wheel == set()


def test_it_answers(coordbot: Path, tmp_path: Path) -> None:
    row = json.loads(_run([coordbot, "ask", "谁领导营养集群", "--json"], tmp_path))
    assert (row["status"], row["entry"]) == ("answer", "nutrition")


def test_it_makes_its_tables_and_says_its_version(coordbot: Path, tmp_path: Path) -> None:
    assert _run([coordbot, "db", "upgrade"], tmp_path) == "the database is up to date\n"
    assert (tmp_path / "var" / "coordbot.db").exists()
    assert _run([coordbot, "--version"], tmp_path).startswith("coordbot 0.")
