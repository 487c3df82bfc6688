"""How the steps of a procedure hang together."""

from collections.abc import Iterable, Iterator

from knowledge.guided.models import END, Procedure, Stage, Step, StepId


def following(procedure: Procedure, step: Step) -> StepId:
    """Return where a step leads if nothing is chosen; ``END`` after the last."""
    if step.next is not None:
        return step.next
    ids = [other.id for other in procedure.steps]
    place = ids.index(step.id) + 1
    return ids[place] if place < len(ids) else END


def targets(procedure: Procedure, step: Step) -> tuple[StepId, ...]:
    """Return every place a step may lead to."""
    if step.options:
        return tuple(dict.fromkeys(option.to for option in step.options))
    ways = (following(procedure, step), *([step.if_none] if step.if_none else []))
    return tuple(dict.fromkeys(ways))


def reachable(procedure: Procedure) -> set[StepId]:
    """Return the steps that some way from the first leads to."""
    seen: set[StepId] = set()
    waiting = [procedure.steps[0].id]
    while waiting:
        step_id = waiting.pop()
        if step_id in seen or step_id not in procedure.by_id:
            continue
        seen.add(step_id)
        waiting += targets(procedure, procedure.by_id[step_id])
    return seen


def with_exit(procedure: Procedure) -> set[StepId]:
    """Return the steps from which some way leads to the end."""
    found: set[StepId] = set()
    while True:
        more = {
            step.id
            for step in procedure.steps
            if step.id not in found
            and any(way == END or way in found for way in targets(procedure, step))
        }
        if not more:
            return found
        found |= more


def numbered_after(procedure: Procedure, step: Step, passed: Iterable[StepId] = ()) -> int:
    """Return how many main steps may still follow, on the longest way that returns to none.

    Args:
        procedure: Whose steps they are.
        step: The present step.
        passed: The steps on the way here.
    """
    return _longest(procedure, step, frozenset({*passed, step.id}))


def _longest(procedure: Procedure, step: Step, passed: frozenset[StepId]) -> int:
    return max(_lengths(procedure, step, passed), default=0)


def _lengths(procedure: Procedure, step: Step, passed: frozenset[StepId]) -> Iterator[int]:
    for way in targets(procedure, step):
        after = procedure.by_id.get(way)
        if after is not None and way not in passed:
            counts = after.stage is Stage.MAIN
            yield counts + _longest(procedure, after, passed | {way})
