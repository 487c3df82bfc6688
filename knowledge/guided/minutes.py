"""The minutes: what became of each step, which limits were kept, and what is still open."""

from collections.abc import Iterator

from knowledge.guided import words
from knowledge.guided.clocks import Running, clocks
from knowledge.guided.draft import Draft, Heading, Line, Piece, Points, Segment, SegmentKind
from knowledge.guided.models import Procedure, Step
from knowledge.guided.run import Mark, Result, Run
from knowledge.guided.wording import PaperWording


class Minutes:
    """Writes the minutes of a run."""

    def __init__(self, procedure: Procedure, run: Run, wording: PaperWording) -> None:
        self._procedure = procedure
        self._run = run
        self._wording = wording
        self._steps = [step for step in procedure.steps if self._touched(step)]

    def draft(self) -> Draft:
        """Return the minutes."""
        of, procedure = self._wording.of, self._procedure
        sources = tuple(dict.fromkeys(c for step in self._steps for c in step.citations))
        return Draft(
            name=self._wording.file_name(procedure, self._run, "minutes"),
            title=f"{of(words.MINUTES)}{self._wording.language.colon}{of(procedure.name)}",
            mark=of(words.DRAFT),
            warning=of(words.CHECK),
            sources=self._wording.sources(sources),
            language=self._wording.language,
            letter=False,
            pieces=tuple(self._pieces()),
            written=self._run.changed,
        )

    def _pieces(self) -> Iterator[Piece]:
        of, run, wording = self._wording.of, self._run, self._wording
        state = words.COMPLETE if run.complete else words.INCOMPLETE
        yield Points(
            (
                wording.labelled(words.STARTED, Segment(wording.time(run.started))),
                wording.labelled(words.ENDED, Segment(wording.time(run.changed))),
                wording.labelled(words.ZONE, Segment(wording.zone_name)),
                wording.labelled(words.STATE, Segment(of(state))),
            )
        )
        for step in self._steps:
            yield Heading(of(step.title))
            yield Points(tuple(self._step(step)))
        if limits := clocks(self._procedure, run, zone=wording.zone):
            yield Heading(of(words.LIMITS))
            yield Points(tuple(self._limit(limit) for limit in limits))
        yield Heading(of(words.OPEN_POINTS))
        yield Points(tuple(self._open_points()) or ((Segment(of(words.NONE)),),))

    def _touched(self, step: Step) -> bool:
        run = self._run
        entered = any(name in run.fields for name in step.fields)
        passed = step.id in run.marks or step.id == run.step
        return passed or entered or step.id in run.notes

    def _step(self, step: Step) -> Iterator[Line]:
        wording, run = self._wording, self._run
        yield self._result(step)
        stamps = run.ticked.get(step.id, {})
        for criterion in step.criteria:
            stamp = stamps.get(criterion.id)
            judged = Segment(wording.of(words.MET if stamp else words.NOT_MET), SegmentKind.STRONG)
            when = wording.stamped(stamp) if stamp else ()
            yield wording.labelled(criterion.text, judged, *when)
        for name in step.fields:
            label = self._procedure.fields[name].label
            yield wording.labelled(label, *wording.entered(run.fields.get(name, "")))
        for note in run.notes.get(step.id, ()):
            yield wording.labelled(words.NOTE, *wording.entered(note))

    def _result(self, step: Step) -> Line:
        mark = self._run.marks.get(step.id)
        if mark is None:
            return (Segment(self._wording.of(words.NOT_TAKEN)),)
        return (*self._said(step, mark), *self._wording.stamped(mark))

    def _said(self, step: Step, mark: Mark) -> Line:
        of = self._wording.of
        match mark.result:
            case Result.DONE:
                return (Segment(of(words.DONE)),)
            case Result.ANSWERED:
                label = next((of(o.label) for o in step.options if o.id == mark.option), "?")
                return self._wording.labelled(words.ANSWERED, Segment(label))
            case Result.SKIPPED:
                known = words.REASONS.get(mark.reason)
                reason = Segment(of(known)) if known else Segment(mark.reason, SegmentKind.ENTERED)
                return self._wording.labelled(words.SKIPPED, reason)

    def _limit(self, limit: Running) -> Line:
        of, time = self._wording.of, self._wording.time
        due = of(words.DUE).format(time=time(limit.due))
        state = words.RUNNING if limit.ended is None else words.KEPT
        if limit.ended is not None and limit.ended > limit.due:
            state = words.LATE
        ended = of(state).format(time=time(limit.ended or limit.due))
        return self._wording.labelled(limit.clock.label, Segment(f"{due}{ended}"))

    def _open_points(self) -> Iterator[Line]:
        for step in self._steps:
            mark = self._run.marks.get(step.id)
            title = Segment(self._wording.of(step.title))
            if mark is None:
                yield (title,)
            elif mark.result is Result.SKIPPED:
                yield (title, *self._wording.in_brackets(self._said(step, mark)))
            for name in step.fields:
                if name not in self._run.fields:
                    label = self._procedure.fields[name].label
                    undecided = Segment(self._wording.of(words.NOT_DECIDED))
                    yield self._wording.labelled(label, undecided)
