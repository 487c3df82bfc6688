"""Copies of good content: made when it goes live, fallen back on when the files are broken."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import BadZipFile

import structlog

from bot.content.sources import Sources
from knowledge.assistant import Assistant
from knowledge.content.editions import Edition, Editions
from knowledge.content.loader import load
from knowledge.exceptions import ContentError

_log = structlog.get_logger(__name__)


class Copies:
    """What is kept of the versions before; nothing where no folder is named for it."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._editions = Editions(sources.kept) if sources.kept is not None else None

    def has(self, version: str) -> bool:
        """Return whether a version was good before."""
        return any(edition.version == version for edition in self._newest_first())

    def newest(self) -> Assistant | None:
        """Return the last good content, marked as a copy."""
        read = (self._read(edition, marked=True) for edition in self._newest_first())
        return next(filter(None, read), None)

    def before(self, version: str, *, files: str) -> tuple[Assistant, Edition] | None:
        """Return the content that was in force before a version, and the copy it is from.

        Args:
            version: The one in force.
            files: The version of the files, which is not gone back to.
        """
        kept = self._newest_first()
        versions = [edition.version for edition in kept]
        if version in versions:
            kept = kept[versions.index(version) :]
        elif version != files:
            # Another process went back to it; what was in force before it is not known here.
            return None
        for edition in kept:
            if edition.version not in {version, files} and (older := self._read(edition)):
                return older, edition
        return None

    def unpacked(self, version: str, packed: bytes) -> Assistant | None:
        """Return content from a copy that another process has made; None if it is of no use here.

        Args:
            version: Its version.
            packed: The copy.
        """
        try:
            with TemporaryDirectory() as folder:
                return self._read(Edition.unpacked(packed, Path(folder) / version))
        except (OSError, ValueError, BadZipFile) as error:
            _log.error("copy_broken", copy=version, reason=type(error).__name__)
            return None

    def keep(self, version: str, *, now: datetime) -> None:
        """Copy the files, if they are of this version and the newest copy is not."""
        newest = [edition.version for edition in self._newest_first()[:1]]
        if self._editions is not None and version not in newest:
            sources = self._sources
            try:
                self._editions.keep(version, sources.directory, sources.extra, now=now)
            except OSError as error:
                _log.error("copy_not_kept", reason=type(error).__name__)

    def _read(self, edition: Edition, *, marked: bool = False) -> Assistant | None:
        try:
            found = load(edition.directory, extra=edition.extra, snapshot=self._sources.snapshot)
            knowledge = self._sources.complete(found)
        except ContentError as error:
            _log.error("copy_broken", copy=edition.folder.name, problems=len(error.problems))
            return None
        known = replace(knowledge, copied=edition.day) if marked else knowledge
        return self._sources.assistant_of(known)

    def _newest_first(self) -> list[Edition]:
        return self._editions.newest_first() if self._editions is not None else []
