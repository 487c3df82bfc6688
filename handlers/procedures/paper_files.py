"""The papers of a procedure as files, sent where it is shown."""

import asyncio
from collections.abc import Sequence

from handlers.context import Context
from handlers.messages.effects import File, Screen
from handlers.messages.escaping import escaped
from handlers.procedures.board import Board
from knowledge.guided.draft import Draft
from knowledge.guided.markdown import markdown
from knowledge.guided.papers import papers
from knowledge.text.language import Language


async def send_papers(context: Context, board: Board, languages: Sequence[Language]) -> None:
    """Send each paper as a Word file, and all of one language together as Markdown."""
    composer = context.assistant.composer
    for language in languages:
        drafts = papers(
            board.procedure, board.opened.run, language, composer=composer, zone=board.zone
        )
        # Some tens of milliseconds a file, in which nobody else should have to wait.
        for draft, content in zip(
            drafts, await asyncio.to_thread(_word_files, drafts), strict=True
        ):
            _send(context, board, File(f"{draft.name}.docx", content), _caption(draft))
        together = "\n\n".join(markdown(draft) for draft in drafts).encode()
        captions = "\n".join(_caption(draft) for draft in drafts)
        _send(context, board, File(f"{board.procedure.id}-{language}.md", together), captions)


def _word_files(drafts: Sequence[Draft]) -> list[bytes]:
    # Imported here: it takes a fifth of a second, which no answer should wait for.
    from knowledge.guided.word import word_file  # noqa: PLC0415

    return [word_file(draft) for draft in drafts]


def _caption(draft: Draft) -> str:
    return f"<b>{escaped(draft.title)}</b> [{draft.mark}]"


def _send(context: Context, board: Board, file: File, html: str) -> None:
    venue = board.venue
    screen = Screen(html)
    context.send_file(venue.chat_id, file, screen, thread_id=venue.thread_id, silent=venue.group)
