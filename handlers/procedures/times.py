"""Times as people read them on a screen."""

from datetime import UTC, datetime, tzinfo

from babel.dates import format_skeleton

from handlers.messages.render import Renderer
from handlers.messages.texts import _
from knowledge.guided.run import Stamp
from knowledge.guided.view import Limit
from knowledge.text.language import Language

_LOCALES = {
    Language.ENGLISH: "en_GB",
    Language.SIMPLIFIED: "zh_Hans",
    Language.TRADITIONAL: "zh_Hant",
}
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


class Times:
    """Tells times in one language and time zone."""

    def __init__(self, renderer: Renderer, zone: tzinfo) -> None:
        self._renderer = renderer
        self._zone = zone

    def limit(self, limit: Limit) -> str:
        """Return a time limit and how much of it is left, as HTML."""
        values = {
            "label": limit.label,
            "left": self._duration(abs(limit.seconds)),
            "due": self._moment(limit.due),
        }
        if limit.seconds < 0:
            return self._renderer.text(_("⌛ {label}: {left} late, was due {due}"), **values)
        if limit.about:
            return self._renderer.text(_("⏳ {label}: about {left} left, until {due}"), **values)
        if limit.earliest is not None:
            text = _("⏳ {label}: {left} left, due from {earliest} to {due}")
            return self._renderer.text(text, earliest=self._moment(limit.earliest), **values)
        return self._renderer.text(_("⏳ {label}: {left} left, until {due}"), **values)

    def stamp(self, stamp: Stamp) -> str:
        """Return when something was done, and by whom if that was kept; not yet escaped."""
        comma = self._renderer.language.comma
        return comma.join((self._moment(stamp.at), *([stamp.by] if stamp.by else [])))

    def _moment(self, at: float) -> str:
        when = datetime.fromtimestamp(at, self._zone)
        locale = _LOCALES[self._renderer.language]
        day = format_skeleton("MMMd", when, tzinfo=self._zone, locale=locale)
        zone = " UTC" if self._zone is UTC else ""
        return f"{day} {when:%H:%M}{zone}"

    def _duration(self, seconds: float) -> str:
        whole = int(seconds)
        days, hours, minutes = whole // _DAY, whole // _HOUR, whole // _MINUTE
        gettext = self._renderer.gettext
        if days:
            return gettext(_("{days} d {hours} h")).format(days=days, hours=hours % 24)
        if hours:
            return gettext(_("{hours} h {minutes} min")).format(hours=hours, minutes=minutes % 60)
        return gettext(_("{minutes} min")).format(minutes=minutes)
