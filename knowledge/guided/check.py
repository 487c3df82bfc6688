"""Check procedures as a curator's linter: ways, references, sizes, scripts."""

from collections.abc import Callable, Iterator, Sequence

from knowledge.content.base import KnowledgeBase
from knowledge.content.strict_yaml import Location
from knowledge.exceptions import Problem
from knowledge.guided.graph import reachable, targets, with_exit
from knowledge.guided.models import END, Clock, Paper, Procedure, Step
from knowledge.guided.papers import placeholders
from knowledge.models import Bilingual, Citation

# A step is read on a phone, standing: this much openly, the rest to expand.
MAX_LINES = 5
MAX_STEP = {"zh": 1100, "en": 2200}
MAX_TITLE = {"zh": 24, "en": 56}
MAX_NAME = {"zh": 12, "en": 26}
MAX_CHOICES = 6
MAX_LINKS = 2

Script = Callable[..., Iterator[str]]


def check_procedures(knowledge: KnowledgeBase, script_problems: Script) -> Iterator[Problem]:
    """Yield everything a curator should mend in the procedures.

    Args:
        knowledge: What was loaded; its shape is right already.
        script_problems: Says which characters of a text belong to the wrong script.
    """
    for procedure in knowledge.procedures.values():
        yield from _ProcedureCheck(knowledge, procedure, script_problems).run()


class _ProcedureCheck:
    def __init__(
        self, knowledge: KnowledgeBase, procedure: Procedure, script_problems: Script
    ) -> None:
        self._knowledge = knowledge
        self._procedure = procedure
        self._script_problems = script_problems
        self._origin = knowledge.procedure_origins[procedure.id]

    def run(self) -> Iterator[Problem]:
        procedure = self._procedure
        yield from self._size(("name",), procedure.name, MAX_NAME)
        yield from self._texts(("name",), procedure.name)
        yield from self._texts(("purpose",), procedure.purpose)
        ids = [step.id for step in procedure.steps]
        for step_id in {step_id for step_id in ids if ids.count(step_id) > 1 or step_id == END}:
            yield self._problem(("steps",), f"the step id {step_id!r} is taken; choose another")
        yield from self._offered()
        yield from self._ways()
        for index, step in enumerate(procedure.steps):
            yield from self._step(("steps", index), step)
        yield from self._fields()
        for name, clock in procedure.clocks.items():
            yield from self._clock(("clocks", name), clock)
        for index, paper in enumerate(procedure.papers):
            yield from self._paper(("papers", index), paper)

    def _problem(self, at: Location, reason: str) -> Problem:
        field = ".".join(map(str, at))
        return Problem(self._origin.path, self._origin.line_of(at), field, reason)

    def _offered(self) -> Iterator[Problem]:
        for entry, facets in self._procedure.offered_with.items():
            held = (
                self._knowledge.entries[entry].facets if entry in self._knowledge.entries else ()
            )
            for facet in facets:
                if facet not in held:
                    at: Location = ("offered_with", entry)
                    yield self._problem(at, f"there is no answer {entry}: {facet}; remove it")

    def _ways(self) -> Iterator[Problem]:
        procedure = self._procedure
        found, leaving = reachable(procedure), with_exit(procedure)
        for index, step in enumerate(procedure.steps):
            at: Location = ("steps", index)
            for way in targets(procedure, step):
                if way != END and way not in procedure.by_id:
                    yield self._problem(at, f"there is no step {way!r} to go to")
            if step.id not in found:
                yield self._problem(at, f"no way leads to the step {step.id!r}")
            if step.id not in leaving:
                yield self._problem(at, f"no way leads from {step.id!r} to the end")

    def _step(self, at: Location, step: Step) -> Iterator[Problem]:
        yield from self._size((*at, "title"), step.title, MAX_TITLE)
        if step.options and (step.criteria or step.fields or step.next):
            yield self._problem(at, "a question has its options only: no criteria, fields or next")
        if step.if_none and not step.criteria:
            yield self._problem(at, "if_none needs criteria")
        choices: Sequence[object] = (*step.options, *step.criteria, *step.fields)
        if not step.do and not choices:
            yield self._problem(at, "a step says what to do or asks for something")
        if len(step.do) + len(choices) > MAX_LINES:
            yield self._problem(at, f"more than {MAX_LINES} lines to be read openly; split it")
        if len(choices) > MAX_CHOICES:
            yield self._problem(at, f"more than {MAX_CHOICES} things to press; split it")
        names = [*(option.id for option in step.options), *(c.id for c in step.criteria)]
        if len(set(names)) < len(names):
            yield self._problem(at, "two options or criteria have the same id")
        for name in set(step.fields) - set(self._procedure.fields):
            yield self._problem((*at, "fields"), f"there is no field {name!r}")
        for entry in step.links:
            if entry not in self._knowledge.entries:
                yield self._problem((*at, "links"), f"there is no entry {entry!r}")
        if len(step.links) > MAX_LINKS:
            yield self._problem((*at, "links"), f"more than {MAX_LINKS} links")
        yield from self._citations(at, step.citations)
        texts = self._texts_of(step)
        for text in texts:
            yield from self._texts(at, text)
        for language, limit in MAX_STEP.items():
            length = sum(len(getattr(text, language)) for text in texts)
            if length > limit:
                reason = f"{length} characters of {language}, at most {limit}; split it"
                yield self._problem(at, reason)

    @staticmethod
    def _texts_of(step: Step) -> tuple[Bilingual, ...]:
        options = (option.label for option in step.options)
        criteria = (criterion.text for criterion in step.criteria)
        return (step.title, *step.do, *options, *criteria, *(said for _, said in step.aspects))

    def _fields(self) -> Iterator[Problem]:
        used = {name for step in self._procedure.steps for name in step.fields}
        for name, asked in self._procedure.fields.items():
            at: Location = ("fields", name)
            if name not in used:
                yield self._problem(at, "no step asks for this field")
            yield from self._size((*at, "label"), asked.label, MAX_TITLE)
            yield from self._texts(at, asked.label)
            yield from self._texts(at, asked.hint)

    def _clock(self, at: Location, clock: Clock) -> Iterator[Problem]:
        for part, step_id in (
            ("starts", clock.starts),
            ("stops", clock.stops),
            ("unless", clock.unless),
        ):
            if step_id is not None and step_id not in self._procedure.by_id:
                yield self._problem((*at, part), f"there is no step {step_id!r}")
        if clock.earliest is not None and clock.earliest >= clock.hours:
            yield self._problem((*at, "earliest"), "the span begins before it ends")
        dates = [name for name, asked in self._procedure.fields.items() if asked.date]
        if clock.since is not None and clock.since not in dates:
            yield self._problem((*at, "since"), f"there is no field {clock.since!r} with a date")
        yield from self._size((*at, "label"), clock.label, MAX_TITLE)
        yield from self._texts((*at, "label"), clock.label)
        yield from self._citations(at, clock.sources)

    def _paper(self, at: Location, paper: Paper) -> Iterator[Problem]:
        if paper.needs not in self._procedure.by_id:
            yield self._problem((*at, "needs"), f"there is no step {paper.needs!r}")
        yield from self._texts((*at, "title"), paper.title)
        yield from self._citations(at, paper.sources)
        for index, block in enumerate(paper.blocks):
            where: Location = (*at, "blocks", index)
            parts = (block.text, block.bullets, block.ticked, block.table)
            if sum(map(bool, parts)) != 1:
                reason = "a block is a text, or bullets, or what is ticked, or a table"
                yield self._problem(where, reason)
            if block.ticked is not None and block.ticked not in self._procedure.by_id:
                yield self._problem((*where, "ticked"), f"there is no step {block.ticked!r}")
            names = {*block.table, *([block.bullets] if block.bullets else [])}
            if block.text is not None:
                names |= placeholders(block.text)
                yield from self._texts(where, block.text)
            for name in sorted(names - set(self._procedure.fields)):
                yield self._problem(where, f"there is no field {name!r}")

    def _citations(self, at: Location, citations: tuple[Citation, ...]) -> Iterator[Problem]:
        for citation in citations:
            if citation.document not in self._knowledge.documents:
                reason = f"there is no document {citation.document!r} in documents.yaml"
                yield self._problem((*at, "sources"), reason)

    def _size(self, at: Location, text: Bilingual, limits: dict[str, int]) -> Iterator[Problem]:
        for language, limit in limits.items():
            if len(getattr(text, language)) > limit:
                reason = f"more than {limit} characters of {language} for one line"
                yield self._problem(at, reason)

    def _texts(self, at: Location, text: Bilingual) -> Iterator[Problem]:
        for reason in self._script_problems(text.zh, chinese=True):
            yield self._problem((*at, "zh"), reason)
        for reason in self._script_problems(text.en, chinese=False):
            yield self._problem((*at, "en"), reason)
