"""Write the report as HTML."""

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from itertools import groupby

from bot.report.plots import Bar, bars
from bot.store.topics import FEWEST, Topic, Usage
from knowledge.content.base import KnowledgeBase
from knowledge.models import Entry
from knowledge.quality.health import coverage, stale_documents, to_check_before_use

MOST_WEEKS = 8
MOST_TOPICS = 10

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:56rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%;margin:1rem 0}
th,td{border-bottom:1px solid #8886;padding:.25rem .5rem;text-align:left;vertical-align:top}
td.n{text-align:right;font-variant-numeric:tabular-nums}
svg{max-width:100%;height:auto}
:root{color-scheme:light dark}
svg{background:#fff}
"""


def page(knowledge: KnowledgeBase, usage: Usage | None, *, today: date) -> str:
    """Return the report.

    Args:
        knowledge: The content.
        usage: How it is used; None if nothing is known of it.
        today: The day of the report.
    """
    body = (
        f"<h1>Content report, {today}</h1>",
        f"<p>Content {knowledge.version}: {len(knowledge.entries)} entries.</p>",
        *_usage(knowledge, usage),
        *_documents(knowledge, today),
        "<h2>Entries that say: check before use</h2>",
        _list(_name(entry) for entry in to_check_before_use(knowledge)),
    )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>Content report, {today}</title><style>{_STYLE}</style>\n"
        + "\n".join(body)
        + "\n</html>\n"
    )


def _usage(knowledge: KnowledgeBase, usage: Usage | None) -> Iterable[str]:
    yield "<h2>Most asked topics</h2>"
    if usage is None:
        yield "<p>There is no database, so nothing is known of the use.</p>"
        return
    yield f"<p>Counts of {FEWEST} and more only, by week.</p>"
    weeks = [(week, list(found)) for week, found in groupby(usage.topics, lambda t: t.week)]
    yield bars(
        "Answers a week", [Bar(week, sum(t.asked for t in found)) for week, found in weeks[::-1]]
    )
    for week, found in weeks[:MOST_WEEKS]:
        yield f"<h3>Week of {week}</h3>"
        rows = [_row(knowledge, topic) for topic in found[:MOST_TOPICS]]
        yield _table(("Topic", "Asked", "Useful", "Not what was asked"), rows)
    yield "<h2>Entries that answered nobody</h2>"
    yield _list(_name(e) for e in knowledge.entries.values() if e.id not in usage.reached)


def _documents(knowledge: KnowledgeBase, today: date) -> Iterable[str]:
    old = stale_documents(knowledge, today)
    covered = coverage(knowledge)
    yield "<h2>Documents</h2>"
    yield bars("Statements by document", [Bar(n, c.statements) for n, c in covered.items()])
    rows = [
        (
            f"{found.document.title.en} / {found.document.title.zh}",
            found.document.date or (found.document.dated.en if found.document.dated else ""),
            f"{found.document.checked}{' (more than a year ago)' * (found.document in old)}",
            found.entries,
            found.statements,
            found.sections,
        )
        for found in covered.values()
    ]
    yield _table(("Document", "Dated", "Last read", "Entries", "Statements", "Sections"), rows)


def _row(knowledge: KnowledgeBase, topic: Topic) -> tuple[str | int, ...]:
    entry = knowledge.entries.get(topic.entry)
    facet = knowledge.vocabulary.facets.get(topic.facet)
    name = entry.name.en if entry is not None else topic.entry
    title = facet.title.en if facet is not None else topic.facet
    return (f"{name}: {title}", topic.asked, topic.useful or "", topic.rejected or "")


def _name(entry: Entry) -> str:
    return f"{entry.name.en} / {entry.name.zh}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    cells = "".join(f"<th>{escape(title)}</th>" for title in head)
    lines = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return f"<table><tr>{cells}</tr>{lines}</table>"


def _cell(value: str | int) -> str:
    kind = ' class="n"' if isinstance(value, int) else ""
    return f"<td{kind}>{escape(str(value))}</td>"


def _list(values: Iterable[str]) -> str:
    lines = [f"<li>{escape(value)}</li>" for value in values]
    return f"<p>{len(lines)}</p><ul>{''.join(lines)}</ul>" if lines else "<p>None.</p>"
