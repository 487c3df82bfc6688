"""What is looked up when Prometheus asks."""

from collections.abc import Iterator

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.web.report import Report

_GAUGES = {
    "ready": "1 where updates come in and are answered, else 0.",
    "last_update_fetch_seconds": "Since it was last known that updates come in.",
    "backlog_events": "Events that are due and not handled.",
    "timers_due": "Timers among them.",
    "oldest_event_seconds": "For how long the oldest of them has waited.",
    "outbox_messages": "Messages that are not sent.",
    "dead_letters": "Events and messages that were given up.",
}
_UNKNOWN = float("nan")


class Reported(Collector):
    """Tells what the latest report holds."""

    report = Report([], "", _UNKNOWN)

    def collect(self) -> Iterator[Metric]:
        """Return the series."""
        values = _values(self.report)
        for name, told in _GAUGES.items():
            yield GaugeMetricFamily(f"coordbot_{name}", told, values.get(name, _UNKNOWN))
        hits, misses = self.report.asked_again
        yield CounterMetricFamily("coordbot_cache_hits", "Questions answered from memory.", hits)
        yield CounterMetricFamily("coordbot_cache_misses", "Questions thought about.", misses)
        content = GaugeMetricFamily(
            "coordbot_content_info", "The content that is served.", labels=["version"]
        )
        content.add_metric([self.report.content_version], 1)
        yield content


def _values(report: Report) -> dict[str, float]:
    """Return the value of each gauge that is known; without the database, what waits is not."""
    known = {
        "ready": float(not report.troubles),
        "last_update_fetch_seconds": report.last_update_fetch_seconds,
    }
    if report.figures is None:
        return known
    return known | {
        "backlog_events": report.figures.events,
        "timers_due": report.figures.timers,
        "oldest_event_seconds": report.oldest_event_seconds,
        "outbox_messages": report.figures.messages,
        "dead_letters": report.figures.dead_letters,
    }
