"""What is counted and timed, for Prometheus. No label says who, in which chat, or what."""

from collections import OrderedDict

import prometheus_client
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

from bot.delivery.handling import UPDATE
from bot.delivery.outcomes import Consequence
from bot.web.report import Report
from handlers.observer import Surface
from knowledge.assistant import Status
from knowledge.language import Language

CONTENT_TYPE = prometheus_client.CONTENT_TYPE_LATEST
_REPLY_SECONDS = (0.01, 0.025, 0.05, 0.08, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
_MATCHING_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1)
_REMEMBERED = 10_000


class Metrics:
    """Observes handlers and delivery (their ``Observer`` protocols)."""

    def __init__(self) -> None:
        # When a counter was made interests nobody, and doubles the number of series.
        prometheus_client.disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._questions = Counter(
            "coordbot_questions",
            "Questions, by what came of them.",
            ["outcome", "language", "surface"],
            registry=registry,
        )
        self._matching = Histogram(
            "coordbot_matching_seconds",
            "From a question to knowing its answer.",
            buckets=_MATCHING_SECONDS,
            registry=registry,
        )
        self._replies = Histogram(
            "coordbot_reply_seconds",
            "From an update on disk to the first message it brought about.",
            buckets=_REPLY_SECONDS,
            registry=registry,
        )
        self._refusals = Counter(
            "coordbot_refusals",
            "Messages Telegram did not take, by what followed.",
            ["consequence"],
            registry=registry,
        )
        for consequence in Consequence:
            self._refusals.labels(consequence.name.lower())
        self._hits = Counter("coordbot_cache_hits", "Found in a cache.", registry=registry)
        self._misses = Counter("coordbot_cache_misses", "Not found there.", registry=registry)
        self._gauges = Gauges(registry)
        # When updates came that are handled and not answered yet.
        self._unanswered: OrderedDict[str, float] = OrderedDict()

    def question(
        self, *, outcome: Status, language: Language, surface: Surface, seconds: float
    ) -> None:
        """Count a question."""
        self._questions.labels(outcome.value, language.value, surface.value).inc()
        self._matching.observe(seconds)

    def looked_up(self, *, found: bool) -> None:
        """Count a look into a cache."""
        (self._hits if found else self._misses).inc()

    def handled(self, event_key: str, *, received: float, messages: int) -> None:
        """Remember when an update came, until it is answered."""
        if messages and event_key.startswith(UPDATE):
            self._unanswered[event_key] = received
            if len(self._unanswered) > _REMEMBERED:
                self._unanswered.popitem(last=False)

    def sent(self, event_key: str, *, now: float) -> None:
        """Time the first message of an update."""
        received = self._unanswered.pop(event_key, None)
        if received is not None:
            self._replies.observe(max(0.0, now - received))

    def refused(self, consequence: Consequence) -> None:
        """Count a message that was not taken."""
        self._refusals.labels(consequence.name.lower()).inc()

    def exposition(self, report: Report) -> bytes:
        """Return everything as Prometheus reads it."""
        self._gauges.show(report)
        return prometheus_client.generate_latest(self._registry)


class Gauges:
    """What is looked up when it is asked for."""

    def __init__(self, registry: CollectorRegistry) -> None:
        def gauge(name: str, told: str, labels: tuple[str, ...] = ()) -> Gauge:
            return Gauge(f"coordbot_{name}", told, labels, registry=registry)

        self._ready = gauge("ready", "1 where updates come in and are answered, else 0.")
        self._fetched = gauge(
            "last_update_fetch_seconds", "Since it was last known that updates come in."
        )
        self._events = gauge("backlog_events", "Events that are due and not handled.")
        self._oldest = gauge("oldest_event_seconds", "For how long the oldest of them has waited.")
        self._messages = gauge("outbox_messages", "Messages that are not sent.")
        self._dead = gauge("dead_letters", "Events and messages that were given up.")
        self._timers = gauge("timers_due", "Timers that are due and not handled.")
        self._content = gauge("content_info", "The content that is served.", ("version",))

    def show(self, report: Report) -> None:
        """Take the values from a report; NaN where the database does not answer."""
        unknown = float("nan")
        figures = report.figures
        self._ready.set(not report.troubles)
        self._fetched.set(report.last_update_fetch_seconds)
        self._events.set(unknown if figures is None else figures.events)
        self._messages.set(unknown if figures is None else figures.messages)
        self._dead.set(unknown if figures is None else figures.dead_letters)
        self._timers.set(unknown if figures is None else figures.timers)
        self._oldest.set(unknown if figures is None else report.oldest_event_seconds)
        self._content.clear()
        self._content.labels(report.content_version).set(1)
