"""Where content comes from, and where it is kept."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from bot.content.collector import paused
from bot.folders import VAR
from bot.settings import Settings
from knowledge.assistant import Assistant
from knowledge.content.base import KnowledgeBase
from knowledge.content.loader import CONTENT, load
from knowledge.exceptions import ContentError, Problem
from knowledge.matching.index_file import IndexFile
from knowledge.matching.matcher import Matcher
from knowledge.models import CountryCode
from knowledge.quality.questions import QUESTIONS

_SNAPSHOT = VAR / "content.json"
_EDITIONS = VAR / "editions"

_FileStamp = tuple[str, int, int]
Stamp = frozenset[_FileStamp]
"""Files, each by its name, size and time of change."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The folders and files of the content."""

    directory: Path = CONTENT
    extra: Path | None = None
    """A folder with extra or replaced content."""
    questions: Path | None = None
    """The questions that new content must not lose, where they are installed."""
    snapshot: Path | None = None
    """Keeps what was parsed, to load faster; beside it stays what was made to match by."""
    kept: Path | None = None
    """Where copies of good content go, to fall back on; none are made without it."""
    review: Path = VAR / "review"
    """Where patches wait for whoever edits the content files."""
    country: CountryCode | None = None
    """The country of the office that is answered for; there must be content of its own for it."""

    @classmethod
    def of(cls, settings: Settings) -> "Sources":
        """Return what an operator has set."""
        return cls(
            extra=settings.knowledge_dir,
            questions=QUESTIONS if QUESTIONS.is_dir() else None,
            snapshot=_SNAPSHOT,
            kept=_EDITIONS,
            country=settings.country,
        )

    @property
    def folders(self) -> tuple[Path, ...]:
        """Return the folders whose changes matter."""
        return (self.directory,) if self.extra is None else (self.directory, self.extra)

    def read(self) -> KnowledgeBase:
        """Return what the files hold.

        Raises:
            ContentError: They are broken, or have nothing for the office's country.
        """
        with paused():
            return self.complete(load(self.directory, extra=self.extra, snapshot=self.snapshot))

    def complete(self, knowledge: KnowledgeBase) -> KnowledgeBase:
        """Return a knowledge base that has what the office needs.

        Raises:
            ContentError: It has nothing for its country.
        """
        known = knowledge.countries
        if self.country is None or self.country in known:
            return knowledge
        there = ", ".join(known) or "none: set COORDBOT_KNOWLEDGE_DIR to the folder that has it"
        reason = f"there is no content of its own for {self.country}; there is for {there}"
        folder = (self.extra or self.directory) / "countries"
        raise ContentError([Problem(folder, 0, "COORDBOT_COUNTRY", reason)])

    def assistant_of(self, knowledge: KnowledgeBase) -> Assistant:
        """Return who answers from a knowledge base, made ready for the office's country too."""
        matcher_of = Matcher if self.snapshot is None else IndexFile.beside(self.snapshot)
        with paused():
            assistant = Assistant(knowledge, matcher_of=matcher_of)
            # It takes a second: nobody's question is to wait for it.
            assistant.in_country(self.country)
            return assistant

    def stamp(self) -> Stamp:
        """Return what changes when a file does; one that cannot be looked at has no part in it.

        It may be gone since it was listed, or a link that leads nowhere, as Emacs makes them.
        """
        # Not rglob, which fails where a folder is gone since it was listed.
        walks = (os.walk(folder) for folder in self.folders)
        files = (
            Path(parent, name) for walk in walks for parent, _, names in walk for name in names
        )
        stamps = (_stamp_of(path) for path in files if path.suffix == ".yaml")
        return frozenset(stamp for stamp in stamps if stamp is not None)

    def shortened(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Return problems with paths as an editor of the content knows them."""
        return tuple(replace(one, path=self._relative(one.path)) for one in problems)

    def _relative(self, path: Path) -> Path:
        for folder in self.folders:
            if path.is_relative_to(folder):
                return path.relative_to(folder)
        return path


def _stamp_of(path: Path) -> _FileStamp | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return str(path), stat.st_size, stat.st_mtime_ns
