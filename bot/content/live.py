"""Content that changes while the bot runs."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import structlog

from bot.content.collector import settle
from bot.content.copies import Copies
from bot.content.sources import Sources, Stamp
from handlers.context import Services
from handlers.outside import Change
from knowledge.assistant import Assistant
from knowledge.check import check
from knowledge.exceptions import ContentError, Problem
from knowledge.trial import objections

_log = structlog.get_logger(__name__)


class LiveContent:
    """Changes what ``services.assistant`` is, and nothing else."""

    def __init__(
        self, sources: Sources, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.sources = sources
        self._now = now
        self._copies = Copies(sources)
        self._turn = asyncio.Lock()
        self._services: Services
        # Of the files as they were last read, and used: reading them is 20 MB of memory.
        self._seen: Stamp | None = None

    def open(self) -> Assistant:
        """Return the first assistant: from the files or, if they are broken, from the last copy.

        Raises:
            ContentError: The files are broken, and there is no copy.
        """
        seen = self.sources.stamp()
        try:
            knowledge = self.sources.read()
            if not self._copies.has(knowledge.version):
                _raise(check(knowledge, today=self._now().date()))
        except ContentError as error:
            copy = self._copies.newest()
            if copy is None:
                raise
            problems = [str(problem) for problem in self.sources.shortened(error.problems)]
            _log.critical("content_broken", copy_of=copy.knowledge.copied, problems=problems[:5])
            return copy
        self._seen = seen
        instead = self._copies.instead_of(knowledge.version)
        return instead or self.sources.assistant_of(knowledge)

    def serve(self, services: Services) -> None:
        """Change the content of these services from now on."""
        self._services = services
        services.content = self

    async def remember(self) -> None:
        """Keep a copy of the files, if what is in force comes from them."""
        async with self._turn:
            knowledge = self._services.assistant.knowledge
            if knowledge.copied is None:
                await asyncio.to_thread(self._copies.keep, knowledge.version, now=self._now())

    async def reload(self) -> Change:
        """Read the files and, if they are good, answer from them from now on."""
        return await self._reload(passed_over=None)

    async def catch_up(self) -> Change:
        """Do as reload does if files have changed, but not those a curator has gone back from."""
        seen = await asyncio.to_thread(self.sources.stamp)
        if seen == self._seen:
            version = self._services.assistant.knowledge.version
            return Change(version, version)
        change = await self._reload(passed_over=self._copies.passed_over)
        self._seen = None if change.problems else seen
        return change

    async def _reload(self, *, passed_over: str | None) -> Change:
        async with self._turn:
            before = self._services.assistant
            version = before.knowledge.version
            try:
                fresh = await asyncio.to_thread(self._tried, before, passed_over)
            except ContentError as error:
                return Change(version, version, self.sources.shortened(error.problems))
            if fresh is before:
                return Change(version, version)
            change = self._swap(fresh)
            await asyncio.to_thread(self._copies.keep, change.version, now=self._now())
            self._copies.roll_back(None)
            return change

    async def roll_back(self) -> Change | None:
        """Answer from the version before, until the files change or are loaded again."""
        async with self._turn:
            version = self._services.assistant.knowledge.version
            older = await asyncio.to_thread(self._copies.before, version)
            if older is None:
                return None
            self._copies.roll_back(version, older.knowledge.version)
            return self._swap(older)

    async def put_aside(self, name: str, text: str) -> None:
        """Write a patch into the folder of those that wait for an editor."""
        try:
            await asyncio.to_thread(_write, self.sources.review / name, text)
        except OSError as error:
            # Not lost: it is sent as a file too.
            _log.error("patch_not_written", reason=type(error).__name__)

    def _swap(self, fresh: Assistant) -> Change:
        before = self._services.assistant.knowledge.version
        self._services.assistant = fresh
        settle()
        change = Change(before, fresh.knowledge.version, swapped=True)
        _log.info("content_live", before=change.before, version=change.version)
        return change

    def _tried(self, before: Assistant, passed_over: str | None) -> Assistant:
        """Return an assistant from the files that may take the place of another, or that other.

        Args:
            before: The one in force.
            passed_over: The version that is not to take its place.

        Raises:
            ContentError: The files must not be used.
        """
        knowledge = self.sources.read()
        known = before.knowledge
        unchanged = knowledge.version == known.version and known.copied is None
        if unchanged or knowledge.version == passed_over:
            return before
        fresh = self.sources.assistant_of(knowledge)
        # What was tried when it went live for the first time need not be tried again.
        if not self._copies.has(knowledge.version):
            questions, today = self.sources.questions, self._now().date()
            _raise(objections(fresh, before=before, questions=questions, today=today))
        return fresh


def _raise(problems: Sequence[Problem]) -> None:
    severe = [problem for problem in problems if problem.severe]
    if severe:
        raise ContentError(severe)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)
