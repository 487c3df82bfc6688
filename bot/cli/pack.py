"""``coordbot pack`` and ``coordbot chart``: the offline pack without Telegram."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from bot.cli.cache import snapshot
from bot.cli.content import CountryName, ExtraDir, as_in, load_or_exit
from handlers.messages.built import Built, Format, built_from
from knowledge.content.loader import CONTENT
from knowledge.content.names import entry_named
from knowledge.text.language import Language

if TYPE_CHECKING:
    from knowledge.content.base import KnowledgeBase

Lang = Annotated[Language, typer.Option("--lang", help="The language and script.")]
Out = Annotated[Path, typer.Option("--out", help="The file to write, or the folder it goes into.")]


def pack(
    *,
    lang: Lang = Language.SIMPLIFIED,
    file_format: Annotated[
        Format, typer.Option("--format", help="html, pdf or txt; png is the chart.")
    ] = Format.HTML,
    out: Out = Path(),
    extra: ExtraDir,
    country: CountryName,
) -> None:
    """Write the whole content as one file that a phone opens without a network."""
    knowledge = as_in(load_or_exit(CONTENT, extra=extra, snapshot=snapshot()), country)
    _write(knowledge, built_from(knowledge, file_format, lang), out)


def chart(
    *,
    lang: Lang = Language.SIMPLIFIED,
    role: Annotated[str, typer.Option(help="A name or id, to be told apart.")] = "",
    out: Out = Path(),
    extra: ExtraDir,
    country: CountryName,
) -> None:
    """Draw who answers to whom as a picture (PNG)."""
    knowledge = as_in(load_or_exit(CONTENT, extra=extra, snapshot=snapshot()), country)
    asked = entry_named(knowledge, role) if role else None
    if role and asked is None:
        raise typer.BadParameter(f"nothing is called {role}", param_hint="--role")
    _write(knowledge, built_from(knowledge, Format.PNG, lang, asked), out)


def _write(knowledge: "KnowledgeBase", built: Built, out: Path) -> None:
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from bot.pack.build import build

    path = out / built.name if out.is_dir() else out
    errors = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    try:
        with path.open("ab"):  # before seconds are spent on what cannot be written
            pass
        with Progress(*columns, console=errors, transient=True) as progress:
            progress.add_task(f"Building {built.name}", total=None)
            content = build(knowledge, built)
        path.write_bytes(content)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        errors.print(f"{path}: {reason}", style="red", highlight=False, markup=False)
        raise typer.Exit(code=2) from None
    typer.echo(f"{path} ({len(content) // 1000} kB)")
