"""The screens of ``/chat``: what is chosen, and what there is to choose from."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from handlers.chats.state import ChatState
from handlers.chats.time_zones import city, local_time, offered
from handlers.messages.effects import Button, Screen
from handlers.messages.escaping import escaped
from handlers.messages.keyboards import SETTINGS, in_rows
from handlers.messages.render import Renderer
from handlers.messages.texts import LANGUAGE_NAMES, _
from knowledge.answering.audience import NAMES as SITUATIONS
from knowledge.answering.terms import Term
from knowledge.content.base import Country
from knowledge.models import CountryCode

AUTOMATIC = "auto"
"""Chooses nothing, so that the default holds."""
MAX_COUNTRIES = 40


class Choosable(StrEnum):
    """What can be chosen for a chat."""

    LANGUAGE = "language"
    TERM = "term"
    SITUATION = "situation"
    COUNTRY = "country"
    DRIVING = "everybody_drives"
    NAMES = "names"
    REMINDERS = "reminders"
    ZONE = "zone"


_TITLES = {
    Choosable.LANGUAGE: _("Language"),
    Choosable.TERM: _("Word for cluster in Chinese"),
    Choosable.SITUATION: _("Situation"),
    Choosable.COUNTRY: _("Country"),
    Choosable.DRIVING: _("Who may press in procedures"),
    Choosable.NAMES: _("Names in minutes"),
    Choosable.REMINDERS: _("Reminders of deadlines"),
    Choosable.ZONE: _("Time zone"),
}
_LABELS = {**_TITLES, Choosable.TERM: "集群 / 群组", Choosable.DRIVING: _("Who may press")}
_TOGGLES = {Choosable.DRIVING, Choosable.NAMES, Choosable.REMINDERS}
_GROUPS_ONLY = {Choosable.DRIVING, Choosable.NAMES}
_DEFAULTS = {
    Choosable.LANGUAGE: _("Same as the question"),
    Choosable.TERM: _("as in the entries"),
    Choosable.SITUATION: _("not set"),
    Choosable.COUNTRY: _("Global answers only"),
    Choosable.ZONE: _("not set (UTC)"),
}
_HINTS = {
    Choosable.TERM: _("Quotations and the names of documents and bodies keep their own word."),
    Choosable.SITUATION: _("What holds in it comes first in every answer and is marked."),
    Choosable.COUNTRY: _("What holds there comes first and is marked."),
    Choosable.ZONE: _("Any other: write its city after the command, for example /chat Kabul"),
}


class ChatScreen:
    """Makes the screens for one chat as it is now."""

    def __init__(
        self,
        renderer: Renderer,
        state: ChatState,
        countries: Mapping[CountryCode, Country],
        *,
        country: CountryCode | None,
        now: float,
        group: bool,
    ) -> None:
        self._renderer = renderer
        self._state = state
        self._countries = countries
        self._country = country
        self._now = now
        without = set() if group else {*_GROUPS_ONLY}
        if not countries:
            without.add(Choosable.COUNTRY)
        self._shown = [one for one in Choosable if one not in without]
        self._group = group

    def main(self) -> Screen:
        """Return what is chosen, with a button for each."""
        say, joint = self._renderer.gettext, self._renderer.language.colon
        head = _("Settings of this group") if self._group else _("Settings of this chat")
        lines = [f"<b>{self._renderer.text(head)}</b>"]
        for one in self._shown:
            line = f"{say(_TITLES[one])}{joint}{self._value(one)}"
            lines.append(escaped(line))
        if self._group:
            lines.append(self._renderer.text(_("Administrators change them.")))
        buttons = [Button(say(_LABELS[one]), data=self._data(one)) for one in self._shown]
        return Screen("\n".join(lines), in_rows(buttons, 2))

    def choices(self, what: Choosable) -> Screen:
        """Return what there is to choose from."""
        say = self._renderer.gettext
        lines = [f"<b>{self._renderer.text(_TITLES[what])}</b>"]
        if what in _HINTS:
            lines.append(self._renderer.text(_HINTS[what]))
        if what is Choosable.COUNTRY and not self._countries:
            text = _("No country content is installed; answers are global.")
            lines.append(self._renderer.text(text))
        chosen = self._chosen(what)
        options = [(AUTOMATIC, say(_DEFAULTS[what])), *self._options(what)]
        buttons = [
            Button(f"✓ {label}" if value == chosen else label, data=f"{SETTINGS}:{what}:{value}")
            for value, label in options
        ]
        rows = in_rows(buttons, 2)
        back = Button(say(_("Back")), data=SETTINGS)
        return Screen("\n".join(lines), (*rows, (back,)))

    def _data(self, what: Choosable) -> str:
        if what not in _TOGGLES:
            return f"{SETTINGS}:{what}"
        return f"{SETTINGS}:{what}:{not getattr(self._state.settings, what):d}"

    def _chosen(self, what: Choosable) -> str:
        settings = self._state.settings
        chosen = {
            Choosable.LANGUAGE: self._state.language,
            Choosable.TERM: settings.term,
            Choosable.SITUATION: settings.situation,
            Choosable.COUNTRY: self._country,
            Choosable.ZONE: settings.time_zone,
        }
        return chosen[what] or AUTOMATIC

    def _options(self, what: Choosable) -> Iterator[tuple[str, str]]:
        language = self._renderer.language
        match what:
            case Choosable.LANGUAGE:
                yield from LANGUAGE_NAMES.items()
            case Choosable.TERM:
                yield from ((term, term) for term in Term)
            case Choosable.SITUATION:
                yield from ((one, language.of(name)) for one, name in SITUATIONS.items())
            case Choosable.COUNTRY:
                countries = list(self._countries.values())[:MAX_COUNTRIES]
                yield from ((one.code, language.of(one.name)) for one in countries)
            case _:
                zones = offered(self._country)
                yield from ((zone, city(zone, language)) for zone in zones)

    def _value(self, what: Choosable) -> str:
        say, language = self._renderer.gettext, self._renderer.language
        settings = self._state.settings
        if what is Choosable.DRIVING:
            drives = _("everybody") if settings.everybody_drives else _("the starter")
            return say(drives)
        if what in _TOGGLES:
            return say(_("on")) if getattr(settings, what) else say(_("off"))
        chosen = self._chosen(what)
        if what is Choosable.ZONE and settings.time_zone is not None:
            there = local_time(settings, self._now)
            return f"{city(settings.time_zone, language)} ({there:%H:%M})"
        if what is Choosable.COUNTRY and chosen in self._countries:
            return language.of(self._countries[chosen].name)
        return dict(self._options(what)).get(chosen) or say(_DEFAULTS[what])
