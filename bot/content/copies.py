"""Copies of good content: made when it goes live, fallen back on when the files are broken."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

import structlog

from bot.content.sources import Sources
from knowledge.assistant import Assistant
from knowledge.editions import Edition, Editions
from knowledge.exceptions import ContentError
from knowledge.loader import load

_log = structlog.get_logger(__name__)


class Copies:
    """What is kept of the versions before; nothing where no folder is named for it."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._editions = Editions(sources.kept) if sources.kept is not None else None

    @property
    def passed_over(self) -> str | None:
        """Return the version of the files that a curator has gone back from."""
        back = self._rolled_back()
        return back[0] if back is not None else None

    def has(self, version: str) -> bool:
        """Return whether a version was good before."""
        return any(edition.version == version for edition in self._newest_first())

    def newest(self) -> Assistant | None:
        """Return the last good content, marked as a copy."""
        good = (e for e in self._newest_first() if e.version != self.passed_over)
        return self._first(good, marked=True)

    def before(self, version: str) -> Assistant | None:
        """Return the content that was in force before a version."""
        versions = [edition.version for edition in self._newest_first()]
        start = versions.index(version) if version in versions else 0
        older = self._newest_first()[start:]
        return self._first((e for e in older if e.version != version), marked=False)

    def instead_of(self, version: str) -> Assistant | None:
        """Return what a curator went back to from a version of the files."""
        back = self._rolled_back()
        if back is None or back[0] != version:
            return None
        wanted = (e for e in self._newest_first() if e.version == back[1])
        return self._first(wanted, marked=False)

    def keep(self, version: str, *, now: datetime) -> None:
        """Copy the files, if they are of this version and the newest copy is not."""
        newest = [edition.version for edition in self._newest_first()[:1]]
        if self._editions is not None and version not in newest:
            sources = self._sources
            try:
                self._editions.keep(version, sources.directory, sources.extra, now=now)
            except OSError as error:
                _log.error("copy_not_kept", reason=type(error).__name__)

    def roll_back(self, files: str | None, to: str = "") -> None:
        """Remember to what a curator went back, and from which version of the files.

        Args:
            files: The version of the files; None if they are in force again.
            to: The version that is in force instead.
        """
        if self._editions is None or (files is None and self.passed_over is None):
            return
        try:
            # Going back twice: the files are still those of the first time.
            first = None if files is None else self.passed_over or files
            self._editions.roll_back(first, to)
        except OSError as error:
            _log.error("rollback_not_kept", reason=type(error).__name__)

    def _first(self, editions: Iterable[Edition], *, marked: bool) -> Assistant | None:
        for edition in editions:
            try:
                found = load(
                    edition.directory, extra=edition.extra, snapshot=self._sources.snapshot
                )
                knowledge = self._sources.complete(found)
            except ContentError as error:
                _log.error("copy_broken", copy=edition.folder.name, problems=len(error.problems))
                continue
            known = replace(knowledge, copied=edition.day) if marked else knowledge
            return self._sources.assistant_of(known)
        return None

    def _newest_first(self) -> list[Edition]:
        return self._editions.newest_first() if self._editions is not None else []

    def _rolled_back(self) -> tuple[str, str] | None:
        return self._editions.rolled_back if self._editions is not None else None
