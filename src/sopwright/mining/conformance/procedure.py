"""In which orders does an SOP allow its steps, as far as a log can show them?

In: an SOP and which of its steps the log shows. Out: an ``Automaton`` of these steps.

Law: a step leads where its ``next`` and the decisions after it say, else to the step after it; a way back is a loop. An
optional step may be left out. An exception to which no step or decision leads may begin after any step; it goes on
where it rejoins, else it ends the work. What the log cannot show costs nothing: it is done unseen.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sopwright.errors import refuse
from sopwright.mining.conformance.automaton import FAR, Automaton, automaton
from sopwright.sop.document import Decision, DecisionStatus, ExceptionPath, Sop, Step

END = "end"
_FEWEST = 2

Edge = tuple[int, str, int]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Procedure:
    """What an SOP allows.

    Attributes:
        model: The steps that the log shows, in every order that is allowed.
        last: Ids of the steps of the main procedure that end the work, of those that the log shows.
        notes: What whoever reads figures from it must know, one sentence each.
    """

    model: Automaton
    last: tuple[str, ...]
    notes: tuple[str, ...]


def procedure(sop: Sop, shown: Collection[str]) -> Procedure:
    """Return what an SOP allows.

    Args:
        sop: The SOP, whose references are whole.
        shown: Ids of the steps that the log shows.

    Raises:
        InputError: The procedure has no step, or never comes to its end.
    """
    if not sop.steps:
        raise refuse(sop.title, "expected steps in the procedure, found none", "Write the procedure")
    drawing = _Drawing(sop, frozenset(shown))
    model = automaton(
        drawing.states, drawing.before[sop.steps[0].id], (drawing.end,), list(drawing.edges()), drawing.labels
    )
    if model.shortest >= FAR:
        problem = "expected a procedure that comes to its end, found one in which every way leads back"
        raise refuse(sop.title, problem, "Let a step go to end")
    return Procedure(model=model, last=_last(sop, drawing.labels), notes=drawing.notes())


class _Drawing:
    """Draws the states before and after each step, and the moves between them."""

    def __init__(self, sop: Sop, shown: frozenset[str]) -> None:
        self._sop = sop
        self._shown = shown
        steps = sop.all_steps
        self.before = {step.id: 2 * place for place, step in enumerate(steps)}
        self.after = {step.id: 2 * place + 1 for place, step in enumerate(steps)}
        self.end = 2 * len(steps)
        self._entries = {path.id: self.end + 1 + place for place, path in enumerate(sop.exceptions)}
        self.states = self.end + 1 + len(sop.exceptions)
        self.labels = tuple(step.id for step in steps if step.id in shown)
        self._decisions: dict[str, list[Decision]] = {}
        for decision in sop.decisions:
            self._decisions.setdefault(decision.after, []).append(decision)

    def edges(self) -> Iterator[Edge]:
        """Yield the moves, those of the main procedure first."""
        for steps, leaving in self._sequences():
            for place, step in enumerate(steps):
                yield from self._step(step)
                onward = self.before[steps[place + 1].id] if place + 1 < len(steps) else leaving
                for target in self._onward(step, onward):
                    yield (self.after[step.id], "", target)
        for path in self._sop.exceptions:
            first = self.before[path.steps[0].id] if path.steps else self._rejoins(path)
            yield (self._entries[path.id], "", first)
        for path in self._free():
            for step in self._sop.steps:
                yield (self.after[step.id], "", self._entries[path.id])

    def notes(self) -> tuple[str, ...]:
        """Return what a reader must know."""
        found = []
        if left := [path.title for path in self._unled() if not self._is_shown(path)]:
            found.append(
                f"The log shows no step of {_named('exception', left)}, and no step leads there: a lead that took it "
                "looks as if it had left the procedure."
            )
        if open_ended := [path.title for path in self._sop.exceptions if not path.rejoin]:
            found.append(f"The SOP does not say how the work goes on after {_named('exception', open_ended)}: it ends.")
        return tuple(found)

    def _sequences(self) -> list[tuple[Sequence[Step], int]]:
        """Return the main procedure and the exceptions, each with the state that follows its last step."""
        paths = [(path.steps, self._rejoins(path)) for path in self._sop.exceptions]
        return [(self._sop.steps, self.end), *paths]

    def _rejoins(self, path: ExceptionPath) -> int:
        return self._place(path.rejoin or END)

    def _place(self, name: str) -> int:
        """Return the state where a step or exception begins, or the end."""
        if name == END:
            return self.end
        return self.before[name] if name in self.before else self._entries[name]

    def _step(self, step: Step) -> Iterator[Edge]:
        before, after = self.before[step.id], self.after[step.id]
        yield (before, step.id if step.id in self._shown else "", after)
        if step.optional or step.only_if:
            yield (before, "", after)

    def _onward(self, step: Step, onward: int) -> Iterator[int]:
        """Yield the states that follow a step; ``onward`` where nothing says otherwise or a decision is unsure."""
        decisions = self._decisions.get(step.id, [])
        said = [branch.go for branch in step.next]
        said += [option.go for decision in decisions for option in decision.options]
        unsure = any(decision.status is DecisionStatus.CANDIDATE for decision in decisions)
        if not step.next and (unsure or all(len(each.options) < _FEWEST for each in decisions)):
            yield onward
        for name in dict.fromkeys(said):
            yield self._place(name)

    def _unled(self) -> list[ExceptionPath]:
        """Return the exceptions to which no step and no decision leads."""
        led = {branch.go for step in self._sop.all_steps for branch in step.next}
        led |= {option.go for decision in self._sop.decisions for option in decision.options}
        return [path for path in self._sop.exceptions if path.id not in led]

    def _is_shown(self, path: ExceptionPath) -> bool:
        return any(step.id in self._shown for step in path.steps)

    def _free(self) -> list[ExceptionPath]:
        """Return the exceptions that may begin anywhere; those that no log shows would excuse everything."""
        return [path for path in self._unled() if self._is_shown(path)]


def _last(sop: Sop, shown: Collection[str]) -> tuple[str, ...]:
    """Return the shown steps of the main procedure after which the SOP asks for nothing more."""
    whole = _Drawing(sop, frozenset(step.id for step in sop.all_steps))
    unseen: dict[int, list[int]] = {}
    for source, label, target in whole.edges():
        if not label:
            unseen.setdefault(target, []).append(source)
    ending, waiting = {whole.end}, [whole.end]
    while waiting:
        for source in unseen.get(waiting.pop(), []):
            if source not in ending:
                ending.add(source)
                waiting.append(source)
    return tuple(step.id for step in sop.steps if step.id in shown and whole.after[step.id] in ending)


def _named(kind: str, names: Sequence[str]) -> str:
    return f"the {kind} “{names[0]}”" if len(names) == 1 else f"the {kind}s {', '.join(f'“{name}”' for name in names)}"
