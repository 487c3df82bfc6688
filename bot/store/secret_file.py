"""The secret of an SQLite database: made once, in a file beside it that no backup holds."""

import os
from pathlib import Path

from bot.secret import Secret
from bot.store.exceptions import UnsafeStoreError


def secret_beside(path: Path) -> Secret:
    """Return the secret kept beside a database file; makes it the first time.

    Raises:
        UnsafeStoreError: The file is damaged, or cannot be read or written.
    """
    file = path.with_name(f"{path.name}.secret")
    try:
        if not file.exists():
            _make(file)
        file.chmod(0o600)
        return Secret(file.read_text(encoding="ascii").strip())
    except OSError as error:
        raise UnsafeStoreError(f"cannot read or make {file}: {error.strerror}") from error
    except ValueError as error:
        raise UnsafeStoreError(
            f"{file} is damaged ({error}): put back a copy; or remove it, and old buttons and "
            "what is remembered of chats are lost"
        ) from error


def _make(file: Path) -> None:
    # Whole or not at all: half a secret would stop every later start.
    unfinished = file.with_name(f"{file.name}.part")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as writing:
        writing.write(Secret.fresh().text + "\n")
        writing.flush()
        os.fsync(writing.fileno())
    unfinished.replace(file)
