"""Guided procedures as checklists, to be ticked on the phone or on paper."""

from collections.abc import Iterator

from bot.pack.outline import Paragraph, Reference, Section, Step, Tick
from bot.pack.writer import Writer
from handlers.messages.texts import _
from handlers.procedures.texts import ASPECTS, STAGES
from knowledge.guided.graph import following
from knowledge.guided.models import END, Procedure, Stage
from knowledge.guided.models import Step as GuidedStep
from knowledge.models import EntryId


def checklists(writer: Writer) -> Section:
    """Return every guided procedure, step by step."""
    return Section(
        anchor="guide--procedures",
        title=writer.text(_("Checklists")),
        sections=tuple(
            _checklist(writer, procedure) for procedure in writer.knowledge.procedures.values()
        ),
    )


def _checklist(writer: Writer, procedure: Procedure) -> Section:
    steps = (_step(writer, procedure, step, place) for step, place in _placed(writer, procedure))
    return Section(
        anchor=f"do--{procedure.id}",
        title=writer.language.of(procedure.name),
        blocks=(Paragraph(writer.language.of(procedure.purpose)), *steps),
    )


def _placed(writer: Writer, procedure: Procedure) -> Iterator[tuple[GuidedStep, str]]:
    """Yield the steps with their places, numbered as they are written."""
    total = sum(step.stage is Stage.MAIN for step in procedure.steps)
    number = 0
    for step in procedure.steps:
        number += step.stage is Stage.MAIN
        yield step, writer.text(STAGES[step.stage], number=str(number), total=str(total))


def _step(writer: Writer, procedure: Procedure, step: GuidedStep, place: str) -> Step:
    of = writer.language.of
    return Step(
        tick=Tick(_anchor(procedure, step.id), of(step.title)),
        place=place,
        do=tuple(of(said) for said in step.do),
        ways=tuple(_ways(writer, procedure, step)),
        criteria=tuple(
            Tick(f"{_anchor(procedure, step.id)}--{criterion.id}", of(criterion.text))
            for criterion in step.criteria
        ),
        told=tuple(_told(writer, procedure, step)),
        links=tuple(_links(writer, step.links)),
        source=writer.source(writer.composer.cited(step.citations, writer.language)),
    )


def _anchor(procedure: Procedure, step: str) -> str:
    return f"do--{procedure.id}--{step}"


def _ways(writer: Writer, procedure: Procedure, step: GuidedStep) -> Iterator[Reference]:
    """Yield where a step leads, wherever that is not simply the next one."""
    for option in step.options:
        yield _way(writer, procedure, writer.language.of(option.label), option.to)
    if step.if_none is not None:
        yield _way(writer, procedure, writer.text(_("None of these")), step.if_none)
    if step.next is not None and not step.options:
        yield _way(writer, procedure, writer.text(_("Then")), following(procedure, step))


def _way(writer: Writer, procedure: Procedure, label: str, to: str) -> Reference:
    if to == END:
        end = writer.text(_("end of the procedure"))
        return Reference(f"{label} → {end}", "")
    title = writer.language.of(procedure.by_id[to].title)
    return Reference(f"{label} → {title}", _anchor(procedure, to))


def _told(writer: Writer, procedure: Procedure, step: GuidedStep) -> Iterator[str]:
    of = writer.language.of
    for kind, said in step.aspects:
        yield writer.text(ASPECTS[kind], text=of(said))
    for name in step.fields:
        asked = procedure.fields[name]
        text = _("To write down: {label}. {hint}")
        yield writer.text(text, label=of(asked.label), hint=of(asked.hint))


def _links(writer: Writer, links: tuple[EntryId, ...]) -> Iterator[Reference]:
    for link in links:
        yield writer.reference(writer.knowledge.entries[link])
