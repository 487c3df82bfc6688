"""Keep copies of content that was good: a restart or a rollback goes back to one of them."""

import bz2
import io
import shutil
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from knowledge.content.loader import version_of

KEPT = 4
_PARTS = ("documents.yaml", "vocabulary", "entries", "asked", "procedures", "countries")
_UNFINISHED = ".part"


@dataclass(frozen=True, slots=True)
class Edition:
    """A copy of all content as it was when it went live."""

    folder: Path

    @property
    def version(self) -> str:
        """Return the hash of the content."""
        return self.folder.name.rpartition("-")[2]

    @property
    def day(self) -> str:
        """Return the day on which it was copied, as YYYY-MM-DD."""
        stamp = self.folder.name
        return f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}"

    @property
    def directory(self) -> Path:
        """Return the copy of the content folder."""
        return self.folder / "content"

    @property
    def extra(self) -> Path | None:
        """Return the copy of the folder with extra content, if there was one."""
        extra = self.folder / "extra"
        return extra if extra.is_dir() else None

    def packed(self) -> bytes:
        """Return the copy in one piece.

        Raises:
            OSError: It cannot be read.
        """
        archive = io.BytesIO()
        # Compressed as a whole, not file by file: they are much alike, so it is half as large.
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as files:
            for path in sorted(self.folder.rglob("*.yaml")):
                files.writestr(path.relative_to(self.folder).as_posix(), path.read_bytes())
        return bz2.compress(archive.getvalue())

    @classmethod
    def unpacked(cls, packed: bytes, folder: Path) -> "Edition":
        """Write a packed copy into a folder, whose name is then that of the copy.

        Raises:
            OSError, ValueError, BadZipFile: It is damaged, or cannot be written.
        """
        with zipfile.ZipFile(io.BytesIO(bz2.decompress(packed))) as files:
            files.extractall(folder)
        return cls(folder)


class Editions:
    """The copies in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def newest_first(self) -> list[Edition]:
        """Return what is kept."""
        found = [Edition(p) for p in self._folder.glob("*-*") if p.suffix != _UNFINISHED]
        return sorted(found, key=lambda edition: edition.folder.name, reverse=True)

    def keep(self, version: str, directory: Path, extra: Path | None, *, now: datetime) -> None:
        """Copy content, unless the files are no longer what the version says.

        Args:
            version: The hash of what was loaded and found good.
            directory: The content folder.
            extra: The folder with extra content.
            now: When it went live, in UTC.

        Raises:
            OSError: It cannot be copied, for example because the disk is full.
        """
        finished = self._folder / f"{now:%Y%m%dT%H%M%S}-{version}"
        unfinished = finished.with_name(finished.name + _UNFINISHED)
        try:
            _copy(directory, unfinished / "content")
            if extra is not None:
                _copy(extra, unfinished / "extra")
            copy = Edition(unfinished)
            if version_of(copy.directory, extra=copy.extra) == version:
                unfinished.rename(finished)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        for old in self.newest_first()[KEPT:]:
            shutil.rmtree(old.folder, ignore_errors=True)


def _copy(source: Path, target: Path) -> None:
    target.mkdir(parents=True)
    for name in _PARTS:
        part = source / name
        if part.is_dir():
            shutil.copytree(part, target / name)
        elif part.is_file():
            shutil.copy(part, target / name)
