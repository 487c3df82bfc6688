"""The recap of a meeting: what was asked and answered, what moved, what is open."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from telegram import Chat

from handlers.chats.places import link_to
from handlers.chats.settings import ChatSettings
from handlers.chats.time_zones import UTC, city, local_time
from handlers.meeting.state import Asked, Meeting
from handlers.messages.escaping import escaped
from handlers.messages.render import MAX_CHARACTERS, Renderer, cut
from handlers.messages.texts import _
from knowledge.guided.markdown import literal
from knowledge.text.language import Language


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a recap."""

    text: str
    answer: str = ""
    """What was answered."""
    link: str | None = None
    """Where the answer stands."""


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of one kind."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Recap:
    """A recap in one language, ready to be written in any form."""

    language: Language
    title: str
    when: str
    sections: tuple[Section, ...]
    note: str
    """What becomes of it."""


def recap_of(
    meeting: Meeting,
    *,
    renderer: Renderer,
    places: Mapping[str, str],
    chat: Chat,
    moved: bool,
    thread: int | None,
    sent: Mapping[str, int | None],
    now: float,
    settings: ChatSettings,
) -> Recap:
    """Return the recap of a meeting.

    Args:
        meeting: What was kept.
        renderer: In the language of the recap.
        places: Where each open procedure stands now, by the id of its run.
        chat: Where the meeting was.
        moved: Whether the chat has become another since, with other message numbers.
        thread: In which topic.
        sent: The ids of the answers that have gone out, by the names under which they are sent.
        now: Seconds since the epoch.
        settings: Those of the chat, with its time zone.
    """
    say = renderer.gettext

    def line(asked: Asked, times: int = 1) -> Line:
        target = sent.get(asked.key) or asked.message_id
        link = None if moved else link_to(chat, target, thread)
        often = f" (×{times})" if times > 1 else ""
        return Line(asked.question + often, asked.title, link)

    # In the order in which they were asked for the first time.
    times = Counter(one.title for one in meeting.asked if one.title)
    first = {one.title: one for one in reversed(meeting.asked)}
    answered = tuple(line(first[title], number) for title, number in times.items())
    still_open = [line(one) for one in meeting.asked if not one.title and not one.noted]
    noted = tuple(line(one) for one in meeting.asked if one.noted)
    if meeting.missed:
        text = say(_("{number} more questions are not listed.")).format(number=meeting.missed)
        still_open.append(Line(text))
    sections = (
        Section(say(_("Questions and answers")), answered),
        Section(say(_("Procedures")), tuple(_moves(meeting.places, places, say(_("closed"))))),
        Section(say(_("Noted")), noted),
        Section(say(_("Open questions")), tuple(still_open)),
    )
    listed = tuple(section for section in sections if section.lines)
    kept = _("What was kept of the meeting is deleted now.")
    nothing = _("Nothing was asked of me in this meeting, and nothing was to be noted.")
    began, ended = local_time(settings, meeting.began), local_time(settings, now)
    where = city(settings.time_zone or UTC, renderer.language)
    return Recap(
        language=renderer.language,
        title=meeting.title,
        when=f"{began:%Y-%m-%d %H:%M}–{ended:%H:%M} ({where})",
        sections=listed,
        note=say(kept if listed else nothing),
    )


def _moves(before: Mapping[str, str], after: Mapping[str, str], closed: str) -> Iterator[Line]:
    """Yield every procedure that is not where it was: from where to where."""
    for run in dict.fromkeys((*before, *after)):
        old, new = before.get(run), after.get(run)
        if old == new:
            continue
        yield Line(f"{old} → {new or closed}" if old is not None else str(new))


def html_of(recap: Recap) -> str:
    """Return a recap as a message; what does not fit is in the files."""
    lines = [f"<b>{escaped(recap.title)}</b>", escaped(recap.when)]
    for section in recap.sections:
        lines += ["", f"<b>{escaped(section.title)}</b>"]
        lines += [f"{number}. {_html(line)}" for number, line in enumerate(section.lines, 1)]
    kept = cut(lines, room=MAX_CHARACTERS - len(recap.note))
    return f"{kept}\n\n<i>{escaped(recap.note)}</i>"


def markdown_of(recap: Recap) -> str:
    """Return a recap as Markdown."""
    lines = [f"# {literal(recap.title)}", "", recap.when]
    for section in recap.sections:
        lines += ["", f"## {section.title}", ""]
        lines += [f"{number}. {_markdown(line)}" for number, line in enumerate(section.lines, 1)]
    return "\n".join((*lines, ""))


def _html(line: Line) -> str:
    answer = escaped(line.answer)
    if answer and line.link is not None:
        answer = f'<a href="{line.link}">{answer}</a>'
    return escaped(line.text) + (f" → {answer}" if answer else "")


def _markdown(line: Line) -> str:
    answer = literal(line.answer)
    if answer and line.link is not None:
        answer = f"[{answer}]({line.link})"
    return literal(line.text) + (f" → {answer}" if answer else "")
