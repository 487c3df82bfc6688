"""The content that a command is about: what is set, unless the command line says otherwise."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from knowledge.content.base import KnowledgeBase
from knowledge.content.country_layer import find_country, in_country
from knowledge.content.loader import CONTENT, load
from knowledge.exceptions import ContentError

if TYPE_CHECKING:
    from bot.content.settings import ContentSettings

_KNOWLEDGE_DIR, _COUNTRY = "COORDBOT_KNOWLEDGE_DIR", "COORDBOT_COUNTRY"


def _set() -> "ContentSettings":
    from bot.cli.settings import read_or_exit
    from bot.content.settings import ContentSettings

    return read_or_exit(ContentSettings)


def _extra_set() -> Path | None:
    from bot.cli.settings import exit_over

    folder = _set().knowledge_dir
    if folder is not None and not folder.is_dir():
        exit_over([(_KNOWLEDGE_DIR, f"there is no folder {folder}")])
    return folder


def _country_set() -> str:
    return _set().country or ""


ContentDir = Annotated[Path, typer.Option("--knowledge-dir", help="The content folder.")]
ExtraDir = Annotated[
    Path | None,
    typer.Option(
        "--extra",
        default_factory=_extra_set,
        show_default=_KNOWLEDGE_DIR,
        help="A folder with extra or replaced content, and countries.",
    ),
]
CountryName = Annotated[
    str,
    typer.Option(
        "--country",
        default_factory=_country_set,
        show_default=_COUNTRY,
        help="Name or ISO code of the country whose answers come first.",
    ),
]


def load_or_exit(
    directory: Path = CONTENT, *, extra: Path | None = None, snapshot: Path | None = None
) -> KnowledgeBase:
    """Read all content as ``load`` does; if it is broken, say where and end with code 2."""
    try:
        return load(directory, extra=extra, snapshot=snapshot)
    except ContentError as error:
        errors = Console(stderr=True, soft_wrap=True)  # file:line stays whole
        errors.print(str(error), style="red", highlight=False, markup=False)
        raise typer.Exit(code=2) from None


def as_in(knowledge: KnowledgeBase, name: str) -> KnowledgeBase:
    """Return the content as it reads in the country of a name; as it is without a name.

    Raises:
        BadParameter: There is nothing of its own for the country.
    """
    if not name:
        return knowledge
    found = find_country(knowledge, name)
    if found is None:
        reason = f"there is no content of its own for {name}"
        raise typer.BadParameter(reason, param_hint=f"--country, {_COUNTRY}")
    return in_country(knowledge, found)
