"""Make Telegram's HTML of replies."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from typing import cast

from handlers.messages.built import Format, Sizes, built_from, size_words, unknown_size
from handlers.messages.definitions import definition_row
from handlers.messages.effects import Button, Keyboard, Screen
from handlers.messages.escaping import escaped
from handlers.messages.keyboards import (
    BROWSE,
    CHART,
    REJECTED,
    USEFUL,
    card_data,
    choice_buttons,
    procedure_row,
    topic_buttons,
)
from handlers.messages.share import share_row
from handlers.messages.smalltalk import ABILITY, COVERED, GENERAL, small_talk
from handlers.messages.texts import Texts, _
from knowledge.answering.answer import Part, SourceLine, documents_of
from knowledge.assistant import Assistant, Reply, Status
from knowledge.matching.reader import COUNTRY
from knowledge.models import Entry, EntryId
from knowledge.text.language import Language

# What stands openly; the rest goes into a quotation that the reader may expand.
OPEN_CHARACTERS = {True: 260, False: 600}  # by whether the language is Chinese
MAX_CHARACTERS = 3500
GROUP_LINES = 5
# Answers kept as they are shown, in whichever language: some 3 kB each, and what renders them.
_SHOWN = 1_000
_RENDERERS = 100


class Renderer:
    """Renders what is said in one language."""

    def __init__(
        self,
        assistant: Assistant,
        texts: Texts,
        language: Language,
        *,
        sizes: Sizes = unknown_size,
        shares: bool = True,
        shown: "Callable[[Renderer, tuple[Part, ...]], Screen] | None" = None,
    ) -> None:
        self._assistant = assistant
        self._sizes = sizes
        self._shares = shares
        """Whether inline mode is on: without it Telegram refuses a message with a share button."""
        self.language = language
        self.gettext = texts.of(language)
        self._shown = shown or Renderer._show

    def text(self, message: str, **values: str) -> str:
        """Return an interface text as HTML, its values escaped."""
        return escaped(self.gettext(message).format(**values))

    def reply(self, reply: Reply, *, choose_by_number: bool = True) -> Screen:
        """Return the message for a reply in a private chat."""
        match reply.status:
            case Status.ANSWER if reply.parts:
                return self.answer(reply.parts)
            case Status.ANSWER if reply.subject == ABILITY:
                return Screen(self.text(COVERED), self._everything())
            case Status.ANSWER:
                return Screen(small_talk(reply, self.text))
            case Status.CHOICES:
                return self._choices(reply, choose_by_number=choose_by_number)
            case Status.NONE:
                return self._miss(reply)

    def answer(self, parts: Sequence[Part]) -> Screen:
        """Return an answer as it stands in a private chat, with what leads on from it."""
        # How large the chart is may be known only later.
        show = Renderer._show if parts[0].line_of else self._shown
        return show(self, tuple(parts))

    def _show(self, parts: tuple[Part, ...]) -> Screen:
        topics = topic_buttons(self._assistant, parts, self.language)
        pass_on = share_row(
            self._assistant, parts[0], self.language, self.gettext, shares=self._shares
        )
        explain = definition_row(self._assistant, parts[0], self.language)
        begin = procedure_row(self._assistant, parts[0].card, self.language, self.gettext)
        line = parts[0].line_of
        rows = (
            begin,
            self.chart_row(line) if line else (),
            *topics,
            explain,
            (*pass_on, *_rating(parts[0])),
        )
        return Screen(self._whole(parts), tuple(row for row in rows if row))

    def card(self, parts: Sequence[Part], private_link: str) -> Screen:
        """Return an answer as it is posted into a chat where the bot is not."""
        button = Button(self.gettext(_("Open in private")), url=private_link)
        return Screen(self._whole(parts), ((button,),))

    def _whole(self, parts: Sequence[Part]) -> str:
        """Return the text: the fact first, detail to expand, then where it stands."""
        first, *others = parts
        opened, hidden = self._split(_lines(first))
        blocks = ["\n".join(escaped(line) for line in opened)]
        quoted = [escaped(line) for line in hidden]
        for part in others:
            quoted.append(f"<b>{escaped(part.title)}</b>")
            quoted += [escaped(line) for line in _lines(part)]
            quoted.append(f"<i>{self.source(part.sources)}</i>")
        if quoted:
            blocks.append(f"<blockquote expandable>{cut(quoted)}</blockquote>")
        blocks.append(self._footer(parts))
        return "\n\n".join(blocks)

    def name(self, entry: Entry) -> str:
        """Return an entry's name, not yet escaped."""
        return self._assistant.composer.name(entry, self.language)

    def chart_row(self, asked: EntryId | None) -> tuple[Button, ...]:
        """Return the button that sends the chart, with its size.

        Args:
            asked: The entry to be told apart in it; the picture is about as large without.
        """
        size = self._sizes(built_from(self._assistant.knowledge, Format.PNG, self.language))
        label = (self.gettext(_("Show as picture")), *size_words(size))
        return (Button(", ".join(label), data=f"{CHART}:{asked or ''}"),)

    def group_answer(self, parts: Sequence[Part], private_link: str) -> Screen:
        """Return an answer of at most five lines, with a way to the whole in private."""
        lines = _lines(parts[0])
        shown = lines[: GROUP_LINES - 1]
        body = "\n".join(escaped(line) for line in shown)
        if len(lines) > len(shown):
            # A list that only ends here would read as complete.
            body += " …"
        source = self.source(parts[0].sources[:1])
        button = Button(self.gettext(_("Open in private")), url=private_link)
        return Screen(f"{body}\n<i>{source}{self._age()}</i>", ((button,),))

    def _split(self, lines: list[str]) -> tuple[list[str], list[str]]:
        budget = OPEN_CHARACTERS[self.language.is_chinese]
        opened: list[str] = []
        for number, line in enumerate(lines):
            budget -= len(line)
            if number and budget < 0:
                return opened, lines[number:]
            opened.append(line)
        return opened, []

    def _footer(self, parts: Sequence[Part]) -> str:
        title = escaped(parts[0].title)
        return f"<i>{title}\n{self.source(parts[0].sources)}{self._age()}</i>"

    def _age(self) -> str:
        """Return a line that says so if the content is a copy, because its files are broken."""
        day = self._assistant.knowledge.copied
        return "" if day is None else "\n" + self.text(_("Offline copy of {date}"), date=day)

    def source(self, sources: Iterable[SourceLine]) -> str:
        """Return which documents something stands in, as a line of HTML."""
        named = documents_of(sources, self.language)
        return self.text(_("Source: {documents}"), documents=named)

    def _choices(self, reply: Reply, *, choose_by_number: bool) -> Screen:
        head = self.text(_("Which of these do you mean?"))
        lines = [
            f"{number}. {escaped(choice.title)}"
            for number, choice in enumerate(reply.choices, start=1)
        ]
        tail = [self.text(_("Press a button or send its number."))] if choose_by_number else []
        return Screen("\n".join((head, *lines, *tail)), choice_buttons(reply.choices))

    def nothing(self, subject: str | None = None) -> str:
        """Return that no document answers, and what they are about, or what they leave out."""
        head = self.text(_("The documents do not say."))
        return f"{head}\n{self.text(GENERAL if subject == COUNTRY else COVERED)}"

    def _everything(self) -> Keyboard:
        return ((Button(self.gettext(_("All topics")), data=BROWSE),),)

    def _miss(self, reply: Reply) -> Screen:
        if not reply.choices:
            return Screen(self.nothing(reply.subject), self._everything())
        near = self.text(_("The nearest topics:"))
        head = self.nothing(reply.subject)
        return Screen(f"{head}\n{near}", choice_buttons(reply.choices))


def kept_renderers() -> type[Renderer]:
    """Return what is called like the class, and gives the one it made before for the same.

    Who lets go of it lets go of the renderers, of what they have rendered, and of the content.
    """
    shown = lru_cache(maxsize=_SHOWN)(Renderer._show)
    return cast("type[Renderer]", lru_cache(maxsize=_RENDERERS)(partial(Renderer, shown=shown)))


def _rating(part: Part) -> tuple[Button, Button]:
    # Without words, which would take a row of their own.
    return (
        Button("👍", data=card_data(USEFUL, part.card)),
        Button("👎", data=card_data(REJECTED, part.card)),
    )


def _lines(part: Part) -> list[str]:
    return [line for paragraph in part.text.split("\n") if (line := paragraph.strip())]


def cut(lines: Iterable[str], *, room: int = MAX_CHARACTERS) -> str:
    """Return as many lines as have room, and a sign where some have not."""
    kept: list[str] = []
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            kept.append("…")
            break
        kept.append(line)
    return "\n".join(kept)
