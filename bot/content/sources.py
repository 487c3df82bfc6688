"""Where content comes from, and where it is kept."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from bot.content.collector import paused
from knowledge.base import KnowledgeBase
from knowledge.exceptions import Problem
from knowledge.loader import CONTENT, load

Stamp = frozenset[tuple[str, int, int]]
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
    """Keeps what was parsed, to load faster."""
    kept: Path | None = None
    """Where copies of good content go, to fall back on; none are made without it."""
    review: Path = Path("var") / "review"
    """Where patches wait for whoever edits the content files."""

    @property
    def folders(self) -> tuple[Path, ...]:
        """Return the folders whose changes matter."""
        return (self.directory,) if self.extra is None else (self.directory, self.extra)

    def read(self) -> KnowledgeBase:
        """Return what the files hold.

        Raises:
            ContentError: They are broken.
        """
        with paused():
            return load(self.directory, extra=self.extra, snapshot=self.snapshot)

    def stamp(self) -> Stamp:
        """Return what changes when a file does."""
        files = (path for folder in self.folders for path in folder.rglob("*.yaml"))
        stats = ((str(path), path.stat()) for path in files)
        return frozenset((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats)

    def shortened(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Return problems with paths as an editor of the content knows them."""
        return tuple(replace(one, path=self._relative(one.path)) for one in problems)

    def _relative(self, path: Path) -> Path:
        for folder in self.folders:
            if path.is_relative_to(folder):
                return path.relative_to(folder)
        return path
