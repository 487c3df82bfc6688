"""The message of one open procedure: what happens to it, and where it is shown."""

from telegram import Message
from telegram.constants import ChatType

from handlers.ask import renderer_for
from handlers.context import Context
from handlers.effects import Button, Screen
from handlers.procedures.data import OPEN, Pressed
from handlers.procedures.render import ProcedureRenderer
from handlers.procedures.state import AWAIT_SECONDS, Awaiting, OpenProcedure, Wanted
from handlers.procedures.texts import BELOW, CHANGED
from knowledge.guided.events import Event, Refusal
from knowledge.guided.machine import advance, migrated
from knowledge.guided.models import Procedure
from knowledge.guided.papers import papers
from knowledge.guided.run import Status
from knowledge.guided.view import View, view_of
from knowledge.language import Language


class Board:
    """One open procedure in the chat of an update."""

    def __init__(
        self, context: Context, message: Message, opened: OpenProcedure, procedure: Procedure
    ) -> None:
        self._context = context
        self._message = message
        self.opened = opened
        self.procedure = procedure
        self.notice: str | None = None
        """What is said first on the next screen."""
        self.language = context.state.language or opened.language
        self.renderer = renderer_for(context, None, self.language)
        self._screens = ProcedureRenderer(self.renderer, context.assistant.knowledge)
        run = migrated(procedure, opened.run)
        if run is not opened.run:
            opened.run, opened.renewed = run, True
            opened.awaiting.clear()

    @property
    def view(self) -> View:
        """What is to be shown now."""
        composer = self._context.assistant.composer
        return view_of(self.procedure, self.opened.run, self.language, composer=composer)

    @property
    def place(self) -> str:
        """The name of the procedure and where it stands."""
        view = self.view
        return f"{view.procedure} · {self._screens.place(view)}"

    @property
    def way_back(self) -> Button:
        """A button that shows it again."""
        run = self.opened.run
        return Button(f"▶ {self.place}", data=Pressed(run.id, run.version, OPEN).data)

    def advance(self, event: Event, *, seen: int | None = None) -> Refusal | None:
        """Let an event happen; a closed procedure is forgotten at once."""
        now = self._context.now()
        outcome = advance(self.procedure, self.opened.run, event, now=now, seen=seen)
        self.opened.run = outcome.run
        if outcome.run.status is Status.CLOSED:
            self._context.state.procedures.pop(outcome.run.id, None)
        return outcome.refusal

    def ask_for(self, alias: int, what: Wanted, field: str = "") -> Awaiting:
        """Take the next text of a person for a reason, a note or a field."""
        version, now = self.opened.run.version, self._context.now()
        awaiting = Awaiting(what=what, field=field, version=version, at=now)
        self.opened.awaiting[alias] = awaiting
        return awaiting

    def asked(self, alias: int) -> Awaiting | None:
        """Return what a person's text is taken for, and take it for that only once."""
        awaiting = self.opened.awaiting.pop(alias, None)
        fresh = awaiting is not None and self._context.now() - awaiting.at <= AWAIT_SECONDS
        return awaiting if fresh else None

    def screen(self, awaiting: Awaiting | None = None) -> Screen:
        """Return the message as it should look now."""
        if self.opened.renewed:
            self.notice, self.opened.renewed = self.notice or CHANGED, False
        return self._screens.screen(
            self.view,
            notice=self.notice,
            awaiting=awaiting,
            group=self._is_group,
            everybody=self.opened.everybody,
        )

    def show_here(self, awaiting: Awaiting | None = None) -> None:
        """Edit the message that was pressed; it is the one that counts from now on."""
        self.opened.message_id = self._message.message_id
        chat_id = self._message.chat_id
        self._context.edit(chat_id, self.screen(awaiting), message_id=self._message.message_id)

    def show_below(self, awaiting: Awaiting | None = None) -> None:
        """Send the message anew, where it is seen, and turn the one above into a line."""
        if self.opened.sent:
            self._retire()
        self.opened.sent += 1
        self.opened.message_id = None
        self._context.send(
            self._message.chat_id,
            self.screen(awaiting),
            thread_id=self._thread,
            silent=self._is_group,
            key=self.opened.key,
        )

    def send_papers(self, languages: tuple[Language, ...]) -> None:
        """Send the minutes and whatever else comes out of it, each ready to be copied."""
        composer = self._context.assistant.composer
        for language in languages:
            for paper in papers(self.procedure, self.opened.run, language, composer=composer):
                for html in self._screens.paper(paper):
                    self._context.send(
                        self._message.chat_id,
                        Screen(html),
                        thread_id=self._thread,
                        silent=self._is_group,
                    )

    @property
    def _is_group(self) -> bool:
        return self._message.chat.type != ChatType.PRIVATE

    @property
    def _thread(self) -> int | None:
        return self._message.message_thread_id if self._message.is_topic_message else None

    def _retire(self) -> None:
        name = self.language.of(self.procedure.name)
        line = Screen(f"<i>{self.renderer.text(BELOW, name=name)}</i>")
        if self.opened.message_id is not None:
            message_id = self.opened.message_id
            self._context.edit(self._message.chat_id, line, message_id=message_id, cosmetic=True)
        else:
            self._context.edit(self._message.chat_id, line, key=self.opened.key, cosmetic=True)


def boards(context: Context, message: Message) -> list[Board]:
    """Return the open procedures of a chat, the one changed last first.

    One whose file is gone from the content is forgotten: nothing could be shown of it.
    """
    known = context.assistant.knowledge.procedures
    opened = context.state.procedures
    for name in [name for name, o in opened.items() if o.run.procedure not in known]:
        del opened[name]
    found = [Board(context, message, o, known[o.run.procedure]) for o in opened.values()]
    return sorted(found, key=lambda board: -board.opened.run.changed)
