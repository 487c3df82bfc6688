"""``coordbot ask``: questions on the command line, one or many."""

import gc
import json
import sys
import time
from collections.abc import Iterator
from typing import Annotated, Any, TextIO

import typer
from rich.console import Console
from rich.panel import Panel

from bot.cli.cache import snapshot
from bot.cli.content import ContentDir, CountryName, ExtraDir, as_in, load_or_exit
from knowledge.assistant import Assistant, Reply, Status
from knowledge.content.loader import CONTENT
from knowledge.matching.index_file import IndexFile
from knowledge.text.language import Language


def ask(
    question: Annotated[str, typer.Argument(help="The question; leave it out with --batch.")] = "",
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    batch: Annotated[
        typer.FileText | None,
        typer.Option(help="Questions, one a line or JSON with id and q; - for standard input."),
    ] = None,
    language: Annotated[
        Language | None, typer.Option("--lang", help="Answer in this language.")
    ] = None,
    knowledge_dir: ContentDir = CONTENT,
    extra: ExtraDir,
    country: CountryName,
) -> None:
    """Answer a question from the knowledge base, with its source."""
    if bool(question) == (batch is not None):
        raise typer.BadParameter("give one question, or --batch FILE")
    # A short life leaves nothing to collect; looking for it costs a fifth of the start.
    gc.disable()
    knowledge = load_or_exit(knowledge_dir, extra=extra, snapshot=snapshot())
    matcher_of = IndexFile.beside(snapshot())
    assistant = Assistant(as_in(knowledge, country), matcher_of=matcher_of)
    if batch is not None:
        for identity, text in _questions(batch):
            typer.echo(_as_json(identity, *_timed(assistant, text, language)))
    elif as_json:
        typer.echo(_as_json("", *_timed(assistant, question, language)))
    else:
        _show(assistant.ask(question, language=language))


def _questions(lines: TextIO) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            parsed = json.loads(line) if line.lstrip().startswith("{") else None
        except json.JSONDecodeError:
            parsed = None
        if isinstance(parsed, dict) and isinstance(parsed.get("q"), str):
            yield str(parsed.get("id", number)), parsed["q"]
        else:
            yield str(number), line.strip()


def _timed(assistant: Assistant, text: str, language: Language | None) -> tuple[Reply, float]:
    started = time.perf_counter()
    reply = assistant.ask(text, language=language)
    return reply, (time.perf_counter() - started) * 1000


def _as_json(identity: str, reply: Reply, milliseconds: float) -> str:
    card = reply.parts[0].card if reply.parts else None
    sources = dict.fromkeys(line for part in reply.parts for line in part.sources)
    row: dict[str, Any] = {
        "id": identity,
        "status": reply.status,
        "text": reply.text,
        "sources": [
            {"document": s.document, "section": s.section, "date": s.date} for s in sources
        ],
        "choices": [choice.title for choice in reply.choices],
        "entry": card.entry if card else None,
        "facet": card.facet if card else None,
        "lang": reply.language,
        "score": round(reply.score, 2),
        "ms": round(milliseconds, 3),
    }
    return json.dumps(row, ensure_ascii=False)


def _show(reply: Reply) -> None:
    console = Console(file=sys.stdout)
    for part in reply.parts:
        console.print(Panel(part.text, title=part.title, title_align="left"))
        for source in part.sources:
            console.print(f"  {source.document}, {source.section} ({source.date})", style="dim")
    if reply.status is not Status.ANSWER:
        console.print("The documents do not say." if reply.status is Status.NONE else "Which one?")
        for choice in reply.choices:
            console.print(f"  - {choice.title}")
