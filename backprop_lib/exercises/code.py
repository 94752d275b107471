"""Exercises whose answer is a function: it is run on nets that nobody has seen, and compared with known mistakes."""

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from backprop_lib.exercises.edits import edits_by_name, function_of, mistakes_of_code, tidy
from backprop_lib.exercises.exercise import RIGHT, RIGHT_ANSWER, UNTOUCHED, Exercise, Finding, found
from backprop_lib.exercises.probes import PROBES
from backprop_lib.exercises.running import is_stub, outcome
from backprop_lib.exercises.trial import Trial


@dataclass(frozen=True, eq=False)
class Code(Exercise):
    """An exercise whose answer is a function.

    Attributes
    ----------
    cases : callable
        Returns a list of cases. A case is a pair (name, arguments); the learner has not seen them.
    parts : tuple of str
        Names of what the function returns, in order; one name if it returns a single thing.
    samples : callable
        samples(arguments) gives N, for a 1/N that is lost or doubled.
    check : str
        Which check would show a mistake.
    start : callable, optional
        start(arguments) gives the arrays from which the function makes a step, part by part: what is off by a
        constant factor is then the step.
    keeps_arguments : bool
        Whether the task says that the arguments stay as they are; else a function may work in place.
    decides : bool
        Whether the function returns True or False.
    tolerance : float
        Relative, entry by entry against the largest entry of the array.
    """

    cases: object = None
    parts: tuple = ("the result",)
    samples: object = field(default=lambda arguments: 1)
    check: str = "Compare with complex_step_gradient, one parameter at a time."
    tolerance: float = 1e-9
    start: object = None
    keeps_arguments: bool = False
    decides: bool = False

    @classmethod
    def from_text(cls, id, task, solution, mistakes, using, answers=None, remarks="", **more):
        """Return an exercise whose printed solution is what runs as right, and what the mistakes edit.

        Parameters
        ----------
        solution, mistakes : str
            The function, with the numbers of its formulas in comments, and the table of mistakes; see `edits`.
        using : dict
            The names that the function may use.
        answers : dict, optional
            name of the mistake -> function, for mistakes that are no edits.
        remarks : str, optional
            What is printed below the solution.
        """
        source = tidy(solution)
        known = mistakes_of_code(id, source, mistakes, using, answers or {})
        right, worked = function_of(source, using, f"the solution of {id}"), f"{source}\n{tidy(remarks)}"
        edits = edits_by_name(mistakes, id)
        return cls(id, task, right, known, worked, sources={None: source}, using=using, edits=edits, **more)

    def examine(self, function):
        """Run a function on all cases and compare what it returns with the right functions and the mistaken ones."""
        if function is None or function is Ellipsis:
            return UNTOUCHED
        if not callable(function):
            return found(
                f"Your answer is {type(function).__name__}, expected a function: write its name, without brackets."
            )
        cases, wanted, mistaken = _prepared(self)
        outcomes = []
        for (_, arguments), arrays in zip(cases, wanted, strict=True):
            outcomes.append(self.outcome(function, arguments, arrays))
            if outcomes[-1].kind == "nothing" and len(outcomes) == 1 and is_stub(function):
                return UNTOUCHED
            if outcomes[-1].kind == "time":
                break
        with np.errstate(all="ignore"):  # a wrong answer may have any numbers
            return self._judged(Trial(self, function, cases, wanted, mistaken, outcomes))

    def _judged(self, trial):
        if trial.is_right():
            return CHANGES if any(got.changed for got in trial.outcomes) else RIGHT_ANSWER
        for name, results in trial.mistaken.items():
            if trial.matches(results):
                return self.known(name)
        return next(filter(None, (probe(trial) for probe in PROBES)))

    def outcome(self, function, arguments, wanted=None):
        """Return what a function does with one case."""
        return outcome(function, arguments, self.parts, wanted, self.keeps_arguments)


CHANGES = Finding(
    RIGHT,
    None,
    ("Right. It changes its arguments, though, by `+=` or `[...] =`: who calls it loses the old values.",),
)


@lru_cache(maxsize=64)
def _prepared(exercise):
    """Return the cases, the right outcomes, and the outcomes of each mistake: they are the same at every call."""
    cases = exercise.cases()
    wanted = [exercise.outcome(exercise.right, arguments).arrays for _, arguments in cases]
    mistaken = {
        name: [
            exercise.outcome(mistake.answer, arguments, arrays)
            for (_, arguments), arrays in zip(cases, wanted, strict=True)
        ]
        for name, mistake in exercise.mistakes.items()
    }
    return cases, wanted, mistaken
