"""What is counted and timed, for Prometheus. No label says who, in which chat, or what."""

import prometheus_client
from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector

from bot.delivery.api.outcomes import Consequence
from bot.store.events import UPDATE
from bot.web.report import Report
from bot.web.reported import Reported
from handlers.latest import Latest
from handlers.observer import Surface
from knowledge.assistant import Status
from knowledge.text.language import Language

CONTENT_TYPE = prometheus_client.CONTENT_TYPE_LATEST
_REPLY_SECONDS = (0.01, 0.025, 0.05, 0.08, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
_MATCHING_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1)
_REMEMBERED = 10_000
_CHAT = "chat"
"""The surface of all that is answered with messages, in private and in groups."""


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
            "From an update that came in to the first message it brought about, or its answer.",
            ["surface"],
            buckets=_REPLY_SECONDS,
            registry=registry,
        )
        for surface in (_CHAT, Surface.INLINE.value, Surface.GUEST.value):
            self._replies.labels(surface)
        self._refusals = Counter(
            "coordbot_refusals",
            "Messages and answers Telegram did not take, by what follows for a message.",
            ["consequence"],
            registry=registry,
        )
        for consequence in Consequence:
            self._refusals.labels(consequence.name.lower())
        self._reported = Reported()
        registry.register(self._reported)
        # When updates came that are handled and not answered yet.
        self._unanswered: Latest[str, float] = Latest(_REMEMBERED)

    def question(
        self, *, outcome: Status, language: Language, surface: Surface, seconds: float
    ) -> None:
        """Count a question."""
        self._questions.labels(outcome.value, language.value, surface.value).inc()
        self._matching.observe(seconds)

    def handled(self, event_key: str, *, received: float, messages: int) -> None:
        """Remember when an update came, until it is answered."""
        if messages and event_key.startswith(UPDATE):
            self._unanswered[event_key] = received

    def sent(self, event_key: str, *, now: float) -> None:
        """Time the first message of an update."""
        received = self._unanswered.pop(event_key, None)
        if received is not None:
            self._replies.labels(_CHAT).observe(max(0.0, now - received))

    def answered(self, surface: Surface, *, seconds: float) -> None:
        """Time an answer to an inline query or a guest."""
        self._replies.labels(surface.value).observe(seconds)

    def refused(self, consequence: Consequence) -> None:
        """Count a message or an answer that was not taken."""
        self._refusals.labels(consequence.name.lower()).inc()

    def exposition(self, report: Report) -> bytes:
        """Return everything as Prometheus reads it."""
        self._reported.report = report
        return prometheus_client.generate_latest(self._registry)
