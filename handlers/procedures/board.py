"""The message of one open procedure: what happens to it, and where it is shown."""

from datetime import tzinfo

from handlers.chats.time_zones import zone_of
from handlers.context import Context
from handlers.messages.effects import Button, Screen
from handlers.procedures.clock_timers import reset
from handlers.procedures.data import OPEN, Pressed
from handlers.procedures.render import ProcedureRenderer
from handlers.procedures.state import AWAIT_SECONDS, Awaiting, OpenProcedure, Wanted
from handlers.procedures.texts import BELOW, CHANGED
from handlers.procedures.times import Times
from handlers.procedures.venue import Venue
from handlers.replying import renderer_for
from knowledge.guided.clocks import Running, ticking
from knowledge.guided.events import Back, Event, Refusal, Resume
from knowledge.guided.machine import advance, migrated
from knowledge.guided.models import Procedure
from knowledge.guided.run import Run, Status, nameless
from knowledge.guided.view import View, view_of
from knowledge.text.language import Language


class Board:
    """One open procedure in one place of a chat."""

    def __init__(
        self, context: Context, venue: Venue, opened: OpenProcedure, procedure: Procedure
    ) -> None:
        self._context = context
        self.venue = venue
        self.opened = opened
        self.procedure = procedure
        self.notice: str | None = None
        """What is said first on the next screen."""
        self.language: Language = context.state.language or opened.language
        self.renderer = renderer_for(context, None, self.language)
        self.times = Times(self.renderer, self.zone)
        self._screens = ProcedureRenderer(self.renderer, context.assistant.knowledge, self.times)
        run = migrated(procedure, opened.run)
        if run is not opened.run:
            self._change(run)
            opened.renewed = True
            opened.awaiting.clear()
        if not context.state.settings.names:
            opened.run = nameless(opened.run)

    @property
    def zone(self) -> tzinfo:
        """The time zone of the chat."""
        return zone_of(self._context.state.settings)

    @property
    def view(self) -> View:
        """What is to be shown now."""
        return view_of(
            self.procedure,
            self.opened.run,
            self.language,
            composer=self._context.assistant.composer,
            now=self._context.now(),
            zone=self.zone,
        )

    @property
    def ticking(self) -> tuple[Running, ...]:
        """The time limits that run."""
        return ticking(self.procedure, self.opened.run, zone=self.zone)

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

    def may_drive(self, user_id: int) -> bool:
        """Return whether a person may press, as far as is known without asking Telegram."""
        everybody = self._context.state.settings.everybody_drives
        alias = self._context.alias(user_id)
        return everybody or self.opened.may_drive(alias, private=not self.venue.group)

    def was_started_by(self, user_id: int) -> bool:
        """Return whether a person started it."""
        return self._context.alias(user_id) == self.opened.starter

    def advance(self, event: Event, *, by: str = "", seen: int | None = None) -> Refusal | None:
        """Let an event happen; a closed procedure is forgotten at once.

        Args:
            event: What happened.
            by: The first name of whoever did it; kept only where the chat wants names.
            seen: The version of the screen on which it was done; the present one unless given.
        """
        kept = by if self._context.state.settings.names else ""
        now = self._context.now()
        run = self.opened.run
        outcome = advance(self.procedure, run, event, now=now, by=kept, seen=seen)
        self._change(outcome.run)
        if outcome.run.status is Status.CLOSED:
            self._context.state.procedures.pop(run.id, None)
        return outcome.refusal

    def go_on(self) -> bool:
        """Go on if it is paused, or if to leave it was asked and not yet done.

        Returns:
            Whether it goes on. Where the end was reached nothing is left to go on with.
        """
        run = self.opened.run
        if run.status is Status.PAUSED:
            return self.advance(Resume()) is None
        if run.status is Status.CLOSING and not run.complete:
            return self.advance(Back()) is None
        return False

    def forget(self) -> None:
        """Forget it with all that was entered, without a word."""
        self._change(self.opened.run.model_copy(update={"status": Status.CLOSED}))
        self._context.state.procedures.pop(self.opened.run.id, None)

    def ask_for(self, user_id: int, what: Wanted, field: str = "") -> Awaiting:
        """Take the next text of a person for a reason, a note or a field."""
        version, now = self.opened.run.version, self._context.now()
        awaiting = Awaiting(what=what, field=field, version=version, at=now)
        self.opened.awaiting[self._context.alias(user_id)] = awaiting
        return awaiting

    def asks(self, user_id: int) -> bool:
        """Return whether the next text of a person is awaited."""
        return self._context.alias(user_id) in self.opened.awaiting

    def asked(self, user_id: int) -> Awaiting | None:
        """Return what a person's text is taken for, and take it for that only once."""
        awaiting = self.opened.awaiting.pop(self._context.alias(user_id), None)
        fresh = awaiting is not None and self._context.now() - awaiting.at <= AWAIT_SECONDS
        return awaiting if fresh else None

    @property
    def prompts(self) -> bool:
        """Whether a text of somebody is awaited."""
        now = self._context.now()
        return any(now - one.at <= AWAIT_SECONDS for one in self.opened.awaiting.values())

    def screen(self, awaiting: Awaiting | None = None) -> Screen:
        """Return the message as it should look now."""
        if self.opened.renewed:
            self.notice, self.opened.renewed = self.notice or CHANGED, False
        settings = self._context.state.settings
        return self._screens.screen(
            self.view,
            self.opened,
            notice=self.notice,
            awaiting=awaiting,
            choosable=self.venue.group and not settings.everybody_drives,
            group=self.venue.group,
            reminders=settings.reminders,
        )

    def show_here(self, awaiting: Awaiting | None = None) -> None:
        """Edit the message that was pressed; it is the one that counts from now on."""
        message_id = self.opened.message_id = self.venue.message_id
        self._context.edit(self.venue.chat_id, self.screen(awaiting), message_id=message_id)

    def show_below(self, awaiting: Awaiting | None = None) -> None:
        """Send the message anew, where it is seen, and turn the one above into a line."""
        if self.opened.sent:
            self._retire()
        self.opened.sent += 1
        self.opened.message_id = None
        self.opened.thread_id = self.venue.thread_id
        self._context.send(
            self.venue.chat_id,
            self.screen(awaiting),
            thread_id=self.venue.thread_id,
            silent=self.venue.group,
            key=self.opened.key,
        )

    def _change(self, run: Run) -> None:
        before = self.ticking
        self.opened.run = run
        self._context.work.timers += reset(
            self.venue.chat_id,
            run.id,
            before,
            self.ticking,
            now=self._context.now(),
            zone=self.zone,
        )

    def _retire(self) -> None:
        name = self.language.of(self.procedure.name)
        line = Screen(f"<i>{self.renderer.text(BELOW, name=name)}</i>")
        chat_id = self.venue.chat_id
        if self.opened.message_id is not None:
            message_id = self.opened.message_id
            self._context.edit(chat_id, line, message_id=message_id, cosmetic=True)
        else:
            self._context.edit(chat_id, line, key=self.opened.key, cosmetic=True)


def boards(context: Context, venue: Venue) -> list[Board]:
    """Return the open procedures of a chat, the one changed last first.

    One whose file is gone from the content is forgotten: nothing could be shown of it.
    """
    known = context.assistant.knowledge.procedures
    opened = context.state.procedures
    for name in [name for name, o in opened.items() if o.run.procedure not in known]:
        del opened[name]
    found = [Board(context, venue, o, known[o.run.procedure]) for o in opened.values()]
    return sorted(found, key=lambda board: -board.opened.run.changed)
