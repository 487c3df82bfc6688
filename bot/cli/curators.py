"""``coordbot kb gaps``, ``report`` and ``audit``: what curators and operators see of the use."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.content import ContentDir, ExtraDir, load_or_exit
from bot.cli.database import has_database, on_database
from handlers.chats.records import GapState
from knowledge.content.loader import CONTENT

if TYPE_CHECKING:
    from handlers.outside import Gap

_WAITING = (GapState.NEW, GapState.PENDING)


def gaps(
    ids: Annotated[list[str] | None, typer.Argument(help="Ids as listed, to be marked.")] = None,
    *,
    mark: Annotated[
        GapState | None, typer.Option(help="Put the questions named into this state.")
    ] = None,
    state: Annotated[
        list[GapState] | None, typer.Option(help="List only these; new and pending otherwise.")
    ] = None,
) -> None:
    """List the questions that found no answer, most asked first; or mark some of them."""
    from bot.store import gaps as store

    if (mark is None) != (not ids):
        raise typer.BadParameter("give ids together with --mark")
    if mark is not None and ids:
        found = on_database(lambda c: [store.find(c, id_) for id_ in ids])
        missing = [id_ for id_, gap in zip(ids, found, strict=True) if gap is None]
        if missing:
            raise typer.BadParameter(f"there is no {', '.join(missing)}")
        _mark(ids, mark)
        typer.echo(f"{len(ids)} marked as {mark}")
        return
    for gap in on_database(lambda c: store.gaps(c, state or _WAITING)):
        typer.echo(_line(gap))


def _line(gap: "Gap") -> str:
    day = datetime.fromtimestamp(gap.first_asked, UTC).date()
    waiting = f", {gap.waiting} waiting" if gap.waiting else ""
    return (
        f"{gap.id}\t{gap.state}\t{gap.reason}\t{gap.count}× since {day}{waiting}\t{gap.question}"
    )


def _mark(ids: list[str], state: GapState) -> None:
    from bot.delivery import commits
    from handlers.chats.records import Judged

    now = time.time()
    judged = [Judged(id_, state) for id_ in ids]
    on_database(lambda c: commits.keep(c, judged, number=int(now), now=now))


def audit() -> None:
    """List what curators did, newest first: when, who, what, to what."""
    from bot.store import proposals

    for act in on_database(proposals.acts):
        at = datetime.fromtimestamp(act.at, UTC).isoformat(timespec="seconds")
        typer.echo(f"{at}\t{act.curator}\t{act.action}\t{act.subject}".rstrip())


def report(
    *,
    output: Annotated[Path, typer.Option("--out", help="The HTML file.")] = Path("report.html"),
    knowledge_dir: ContentDir = CONTENT,
    extra: ExtraDir,
) -> None:
    """Write how the content is and how it is used; counts of five and more only."""
    from bot.report.page import page
    from bot.store import topics

    knowledge = load_or_exit(knowledge_dir, extra=extra)
    usage = on_database(topics.usage) if has_database() else None
    today = datetime.now(UTC).date()
    output.write_text(page(knowledge, usage, today=today), encoding="utf-8")
    typer.echo(str(output))
