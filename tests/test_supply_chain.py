"""What is installed is what was looked at, and no secret has ever been committed."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = sorted(ROOT.glob("requirements*.lock"))
# A bot's token; a private key; keys as the large clouds and code hosts hand them out.
SECRETS = re.compile(
    r"\d{8,10}:[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----"
    r"|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b|\bxox[abpr]-[A-Za-z0-9-]{20,}"
)

INVENTED = "123456789:AAstandinstandin"
"""In the history of the tests; nobody's token."""


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_package_is_pinned_with_hashes(lock: Path) -> None:
    packages = re.split(r"\n(?=[a-z0-9])", lock.read_text(encoding="utf-8").replace("\\\n", " "))
    pinned = [one for one in packages if not one.startswith("#")]
    assert len(pinned) > 10
    assert [one for one in pinned if not re.match(r"[\w.\[\],-]+==\S+.*--hash=sha256:", one)] == []


def test_no_package_comes_from_a_named_host() -> None:
    for lock in LOCKS:
        assert "://" not in re.sub(r"#.*", "", lock.read_text(encoding="utf-8"))


@pytest.mark.skipif(not shutil.which("git"), reason="no git on this computer")
def test_no_commit_ever_held_a_secret() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a clone")
    history = subprocess.run(
        ["git", "log", "--all", "--patch", "--unified=0", "--no-textconv", "--no-color"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode("utf-8", "replace")
    added = (line for line in history.splitlines() if line[:1] == "+" and INVENTED not in line)
    assert [line[:40] for line in added if SECRETS.search(line)] == []


def test_a_token_would_be_seen() -> None:
    assert SECRETS.search("url=/bot123456789:" + "A" * 35 + "/getMe")
    assert SECRETS.search("-----BEGIN " + "RSA PRIVATE KEY-----")
    assert not SECRETS.search("sha256:" + "0123456789" * 6)
