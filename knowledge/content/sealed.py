"""Files that only save time: whole and of the right version, or as good as not there."""

import contextlib
import hashlib
import tempfile
from pathlib import Path


def hash_of(data: bytes) -> str:
    """Return what tells data from any other."""
    return hashlib.sha256(data).hexdigest()


def read_sealed(path: Path, version: bytes) -> bytes | None:
    """Return what a file holds; None if it is missing, damaged or of another version."""
    try:
        seal, _newline, body = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return body if seal == _seal(version, body) else None


def write_sealed(path: Path, version: bytes, body: bytes) -> None:
    """Write a file so that nobody ever reads half of it; where that is impossible, do without."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, _seal(version, body) + b"\n" + body)


def _replace(path: Path, data: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(data)
            file.close()
            temporary.replace(path)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise


def _seal(version: bytes, body: bytes) -> bytes:
    return hash_of(version + body).encode()
