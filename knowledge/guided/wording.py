"""How papers say times, sources and what is missing, in one language."""

from datetime import UTC, datetime, tzinfo

from knowledge.answering.answer import Composer
from knowledge.guided import words
from knowledge.guided.draft import Line, Segment, SegmentKind
from knowledge.guided.models import Procedure
from knowledge.guided.run import Run, Stamp
from knowledge.models import Bilingual, Citation
from knowledge.text.language import Language


class PaperWording:
    """The language and the time zone of a paper."""

    def __init__(self, language: Language, composer: Composer, zone: tzinfo) -> None:
        self.language = language
        self._composer = composer
        self.zone = zone

    @property
    def missing(self) -> Line:
        """What stands for something that was not entered."""
        said = self.language.in_brackets(self.of(words.MISSING)).strip()
        return (Segment(said, SegmentKind.MISSING),)

    def of(self, text: Bilingual) -> str:
        """Return a bilingual text."""
        return self.language.of(text)

    def entered(self, text: str) -> Line:
        """Return what people typed as one line, or the mark that it is missing."""
        lines = self.language.semicolon.join(
            line.strip() for line in text.splitlines() if line.strip()
        )
        return (Segment(lines, SegmentKind.ENTERED),) if lines else self.missing

    def labelled(self, label: Bilingual, *rest: Segment) -> Line:
        """Return a line that begins with a label."""
        return (Segment(f"{self.of(label)}{self.language.colon}"), *rest)

    @property
    def zone_name(self) -> str:
        """The name of the time zone."""
        return "UTC" if self.zone is UTC else str(self.zone)

    def time(self, at: float) -> str:
        """Return a moment."""
        return f"{datetime.fromtimestamp(at, self.zone):%Y-%m-%d %H:%M}"

    def stamped(self, stamp: Stamp) -> Line:
        """Return when something was done, and by whom if that was kept."""
        by = (
            (Segment(self.language.comma), Segment(stamp.by, SegmentKind.ENTERED))
            if stamp.by
            else ()
        )
        return self.in_brackets((Segment(self.time(stamp.at)), *by))

    def in_brackets(self, line: Line) -> Line:
        """Return a line in brackets."""
        before, _around, after = self.language.in_brackets("\n").partition("\n")
        return (Segment(before), *line, Segment(after))

    def sources(self, citations: tuple[Citation, ...]) -> str:
        """Return the documents that something stands on, each once."""
        named = dict.fromkeys(
            line.document + self.language.in_brackets(line.date)
            for line in self._composer.cited(citations, self.language)
        )
        return (
            f"{self.of(words.SOURCES)}{self.language.colon}{self.language.semicolon.join(named)}"
        )

    def file_name(self, procedure: Procedure, run: Run, paper: str) -> str:
        """Return a name that sorts by day and that every computer can store."""
        day = datetime.fromtimestamp(run.started, self.zone)
        return f"{day:%Y-%m-%d}-{procedure.id}-{paper}-{self.language}"
