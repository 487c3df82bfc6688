"""Build files beside the bot: in a process of their own, once, and kept for the next start."""

import asyncio
import pickle
import shutil
import sys
from asyncio.subprocess import PIPE
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import structlog

from bot.content.collector import give_back
from bot.delivery.outgoing.files import BuildError, OutdatedError
from handlers.messages.built import Built, Format, built_from
from knowledge.content.base import KnowledgeBase
from knowledge.text.language import Language

_log = structlog.get_logger(__name__)
# A start is when everybody waits: what was asked meanwhile comes first.
_LOOK_SECONDS = 60.0
PREPARED = (Format.PNG, Format.HTML, Format.PDF)
"""What is built of each version of the content, in every language, before anybody asks."""


class Packs:
    """Builds the files that are sent by their keys, and knows how large they are."""

    def __init__(self, knowledge: Callable[[], KnowledgeBase], folder: Path) -> None:
        """Prepare to build.

        Args:
            knowledge: Returns the content to build from; it may change while the bot runs.
            folder: Where files are kept, by the version of the content.
        """
        self._knowledge = knowledge
        self._folder = folder
        self._sizes: dict[Built, int] = {}
        # One at a time: whoever wants the same file next finds it.
        self._turn = asyncio.Lock()

    async def __call__(self, key: str) -> bytes:
        """Return the file of a key, from the folder if it was built before.

        Raises:
            BuildError: It cannot be built.
            OutdatedError: It was not kept, and the content has changed since; the file that is
                built from what is in force now takes its place.
            OSError: No process can be started for it, or what is kept cannot be read.
        """
        try:
            built = Built.of(key)
        except ValueError:
            raise BuildError(f"nothing builds {key}") from None
        async with self._turn:
            kept = self._kept(built)
            return kept.read_bytes() if kept is not None else await self._made(built)

    def size(self, built: Built) -> int | None:
        """Return how many bytes a file has, if it was built before."""
        if built not in self._sizes and (kept := self._kept(built)) is not None:
            self._sizes[built] = kept.stat().st_size
        return self._sizes.get(built)

    async def keep_ready(self) -> None:
        """Prepare a minute after the start, and again whenever the content is another."""
        ready = None
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            version = self._knowledge().version
            if version != ready:
                await self.prepare()
                ready = version

    async def prepare(self) -> None:
        """Build the guides and charts, so that their sizes are known, and drop those of old."""
        knowledge = self._knowledge()
        for language in Language:
            for file_format in PREPARED:
                try:
                    await self(built_from(knowledge, file_format, language).key)
                except (BuildError, OutdatedError, OSError) as error:
                    _log.warning("pack_not_built", reason=str(error))
        for old in self._folder.glob("*/"):
            if old.name != knowledge.version:
                shutil.rmtree(old, ignore_errors=True)
        sizes = self._sizes.items()
        self._sizes = {built: size for built, size in sizes if built.version == knowledge.version}

    async def _made(self, built: Built) -> bytes:
        knowledge = self._knowledge()
        current = built_from(knowledge, built.format, built.language, built.asked)
        if current != built:
            # Nobody is told apart who is not there any more.
            asked = built.asked if built.asked in knowledge.entries else None
            raise OutdatedError(replace(current, asked=asked).file)
        content = await self._apart(knowledge, built)
        give_back()
        self._sizes[built] = len(content)
        path = self._path(built)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_suffix(".part")
            unfinished.write_bytes(content)
            unfinished.replace(path)
        except OSError as error:
            _log.warning("pack_not_kept", reason=type(error).__name__)
        return content

    @staticmethod
    async def _apart(knowledge: KnowledgeBase, built: Built) -> bytes:
        """Return a file built in another process, whose memory is not the bot's."""
        packed = await asyncio.to_thread(pickle.dumps, knowledge)
        command = (sys.executable, "-m", "bot.pack", built.key)
        process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, stderr=PIPE
        )
        try:
            content, errors = await process.communicate(packed)
        except asyncio.CancelledError:
            process.kill()
            # Not wait(): it never returns while something is left in a pipe that nobody reads.
            await process.communicate()
            raise
        if process.returncode:
            [*_traceback, reason] = errors.decode(errors="replace").splitlines() or [""]
            raise BuildError(f"{built.name}: {reason or process.returncode}")
        return content

    def _kept(self, built: Built) -> Path | None:
        path = self._path(built)
        return path if path.is_file() else None

    def _path(self, built: Built) -> Path:
        about = f"{built.asked}-" if built.asked else ""
        return self._folder / built.version / f"{about}{built.name}"
