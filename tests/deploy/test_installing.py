"""What an operator types on a computer without containers."""

import os
import subprocess
import sys
from pathlib import Path

from tests.deploy.files import BIN, DEPLOY

_OLD_PYTHON = """#!/bin/sh
exec {python} -c 'import sys; sys.version_info = (3, 10, 12); exec(sys.argv[2])' "$@"
"""
# Like sudo: the folder it is called in stays, and the user's own is HOME.
_SUDO = """#!/bin/sh
echo "$1" >> {folder}/users
[ "$2" = --set-home ] && shift 2
HOME={folder} exec "$@"
"""


def _program(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


def test_a_python_that_is_too_old_is_named_before_anything_is_installed(tmp_path: Path) -> None:
    python = _program(tmp_path / "python3", _OLD_PYTHON.format(python=sys.executable))
    command = ["make", f"--file={DEPLOY.parent / 'Makefile'}", f"PYTHON={python}", "install"]
    finished = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert finished.returncode != 0
    assert f"Python 3.11 or later is needed, and {python} is not" in finished.stderr
    assert "make PYTHON=python3.12" in finished.stderr
    assert not (tmp_path / ".venv").exists()


def test_the_program_runs_as_a_bot_in_the_folder_of_that_bot(tmp_path: Path) -> None:
    text = (DEPLOY / "coordbot-as").read_text(encoding="utf-8")
    assert "/opt/coordbot/.venv/bin/coordbot" in text
    ours = _program(tmp_path / "coordbot-as", text.replace("/opt/coordbot/.venv/bin", str(BIN)))
    folder, elsewhere = tmp_path / "kenya", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.mkdir()
    (folder / ".env").write_text("COORDBOT_LOG_LEVEL=LOUD\n", encoding="ascii")
    _program(tmp_path / "bin" / "sudo", _SUDO.format(folder=folder))
    finished = subprocess.run(
        [ours, "coordbot-kenya", "db", "backup", "--keep", "3"],
        cwd=elsewhere,
        env={**os.environ, "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
    )
    assert (folder / "users").read_text(encoding="ascii") == "--user=coordbot-kenya\n"
    # It has read the settings that lie there, and nothing else is wrong with the command.
    assert "COORDBOT_LOG_LEVEL" in finished.stderr
    assert finished.returncode == 2


def test_what_is_installed_once_can_be_run() -> None:
    assert os.access(DEPLOY / "coordbot-as", os.X_OK)
