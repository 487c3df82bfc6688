"""Content that changes while the bot runs."""

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import structlog

from bot.content.collector import settle
from bot.content.copies import Copies
from bot.content.sources import Sources, Stamp
from bot.content.trial import Trial
from bot.store import choices
from bot.store.choices import Choice
from bot.store.database import Database
from handlers.outside import Change
from handlers.services import Services
from knowledge.assistant import Assistant
from knowledge.exceptions import ContentError, Problem

_log = structlog.get_logger(__name__)


class LiveContent:
    """Changes what the services answer from, and what all processes on the database choose."""

    def __init__(
        self, sources: Sources, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.sources = sources
        self._now = now
        self._copies = Copies(sources)
        self._trial = Trial(sources, self._copies)
        self._turn = asyncio.Lock()
        self._services: Services
        self._database: Database
        # What was last seen there; it may be about files that are not those of this process.
        self._choice: Choice | None = None
        # The version of the files, or of the copy that stands for them because they are broken.
        self._files = ""
        # Of the files as they were last read, and used: reading them is 20 MB of memory.
        self._seen: Stamp | None = None

    def open(self) -> Assistant:
        """Return the first assistant: from the files or, if they are broken, from the last copy.

        Raises:
            ContentError: The files are broken, and there is no copy.
        """
        seen = self.sources.stamp()
        try:
            knowledge = self._trial.first(today=self._today())
        except ContentError as error:
            copy = self._copies.newest()
            if copy is None:
                raise
            problems = [str(problem) for problem in self.sources.shortened(error.problems)]
            _log.critical("content_broken", copy_of=copy.knowledge.copied, problems=problems[:5])
            self._files = copy.knowledge.version
            return copy
        self._seen, self._files = seen, knowledge.version
        return self.sources.assistant_of(knowledge)

    def serve(self, services: Services) -> None:
        """Change the content of these services from now on."""
        self._services = services
        services.content = self

    async def join(self, database: Database) -> None:
        """Do what was chosen on a database, then and whenever ``agree`` is called."""
        self._database = database
        await self.agree()

    async def remember(self) -> None:
        """Keep a copy of the files, if they are good, also of those that were gone back from."""
        async with self._turn:
            if self._seen is not None:
                await asyncio.to_thread(self._copies.keep, self._files, now=self._now())

    async def reload(self) -> Change:
        """Read the files and, if they are good, answer from them from now on, in all processes."""
        async with self._turn:
            chosen = await self._database.run(choices.current)
            return await self._renew(None, lifting=chosen)

    async def catch_up(self) -> Change:
        """Do as reload does if files have changed, but not those a curator has gone back from."""
        seen = await asyncio.to_thread(self.sources.stamp)
        if seen == self._seen:
            return self._unchanged()
        async with self._turn:
            chosen = self._choice
            change = await self._renew(chosen, lifting=chosen if self._is_under(chosen) else None)
        self._seen = None if change.problems else seen
        return change

    async def agree(self) -> Change:
        """Do what was chosen, or is not chosen any more, by whichever process."""
        async with self._turn:
            return await self._agree()

    async def roll_back(self, asked: int) -> Change | None:
        """Answer from the version before, in all processes, until files change or are reloaded."""
        async with self._turn:
            await self._agree()
            version = self._services.assistant.knowledge.version
            if self._choice is not None and self._choice.asked == asked:
                return Change(self._choice.files, version, swapped=True)
            found = await asyncio.to_thread(self._copies.before, version, files=self._files)
            if found is None:
                return None
            older, edition = found
            packed = await asyncio.to_thread(edition.packed)
            since = self._now().timestamp()
            chosen = Choice(self._files, older.knowledge.version, asked, since)
            await self._database.run(partial(choices.put, chosen=chosen, edition=packed))
            self._choice = chosen
            return self._swap(older)

    async def put_aside(self, name: str, text: str) -> None:
        """Write a patch into the folder of those that wait for an editor."""
        try:
            await asyncio.to_thread(_write, self.sources.review / name, text)
        except OSError as error:
            # Not lost: it is sent as a file too.
            _log.error("patch_not_written", reason=type(error).__name__)

    async def _agree(self) -> Change:
        before, chosen = self._choice, await self._database.run(choices.current)
        change = self._unchanged()
        if chosen != before:
            if chosen is not None and self._is_under(chosen):
                change = await self._go_back(chosen)
            elif self._is_under(before):
                change = await self._renew(chosen)
            self._choice = chosen
        return change

    def _is_under(self, chosen: Choice | None) -> bool:
        """Return whether a choice is about the files of this process."""
        return chosen is not None and chosen.files == self._files

    async def _go_back(self, chosen: Choice) -> Change:
        """Answer from what was chosen instead of the files, if that can be read here."""
        if self._services.assistant.knowledge.version == chosen.instead:
            return self._unchanged()
        packed = await self._database.run(partial(choices.edition, chosen=chosen))
        if packed is None:
            return self._unchanged()
        older = await asyncio.to_thread(self._copies.unpacked, chosen.instead, packed)
        return self._unchanged() if older is None else self._swap(older)

    async def _renew(self, chosen: Choice | None, *, lifting: Choice | None = None) -> Change:
        """Answer from the files if they are good.

        Args:
            chosen: From which files not to answer, and from what instead.
            lifting: What does not hold any more for anybody if it is answered from the files.
        """
        before = self._services.assistant
        try:
            knowledge = await asyncio.to_thread(self.sources.read)
            if chosen is not None and chosen.files == knowledge.version:
                self._files = knowledge.version
                return await self._go_back(chosen)
            passed = partial(self._trial.passed, before=before, today=self._today())
            fresh = await asyncio.to_thread(passed, knowledge)
        except ContentError as error:
            return self._unchanged(self.sources.shortened(error.problems))
        if lifting is not None:
            await self._database.run(partial(choices.lift, chosen=lifting))
            self._choice = None
        self._files = knowledge.version
        if fresh is before:
            return self._unchanged()
        change = self._swap(fresh)
        await asyncio.to_thread(self._copies.keep, change.version, now=self._now())
        return change

    def _unchanged(self, problems: tuple[Problem, ...] = ()) -> Change:
        version = self._services.assistant.knowledge.version
        return Change(version, version, problems)

    def _swap(self, fresh: Assistant) -> Change:
        before = self._services.assistant.knowledge.version
        self._services.answer_from(fresh)
        settle()
        change = Change(before, fresh.knowledge.version, swapped=True)
        _log.info("content_live", before=change.before, version=change.version)
        return change

    def _today(self) -> date:
        return self._now().date()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)
