"""Exercises whose answer is exact: a word, a shape, a set of names."""

from dataclasses import dataclass

import numpy as np

from backprop_lib.checks import shown
from backprop_lib.exercises.edits import mistakes_of_choice
from backprop_lib.exercises.exercise import MOST, RIGHT_ANSWER, UNTOUCHED, Exercise, found, untouched


@dataclass(frozen=True, eq=False)
class Choice(Exercise):
    """An exercise whose answer is exact: a word, a shape, a set of names.

    Attributes
    ----------
    options : tuple
        What may be chosen, where the task offers a choice.
    """

    options: tuple = ()

    @classmethod
    def from_text(cls, id, task, right, mistakes, worked, using=None, answers=None, **more):
        """Return an exercise whose mistakes are a table: `name: = answer`, or a name that is the answer itself.

        Parameters
        ----------
        mistakes : str
            The table; see `edits`.
        using : dict, optional
            The names that the table's answers may use.
        answers : dict, optional
            name of the mistake -> wrong answer, where it is not in the table.
        """
        return cls(id, task, right, mistakes_of_choice(id, mistakes, using or {}, answers or {}), worked, **more)

    def examine(self, answer):
        """Compare an answer with the right one and with those of the known mistakes."""
        if untouched(answer):
            return UNTOUCHED
        try:
            given = exact(answer)
            hash(given)
        except TypeError:
            return found("Your answer cannot be compared: use words, numbers, tuples or sets of them.")
        if isinstance(self.right, set | frozenset) and isinstance(given, tuple):
            given = frozenset(given)  # a list does as well as a set
        if given == exact(self.right):
            return RIGHT_ANSWER
        for name, mistake in self.mistakes.items():
            if given == exact(mistake.answer):
                return self.known(name)
        if self.options:
            among = ", ".join(map(repr, self.options))
            return found(f"Your answer is {shown(answer, MOST)}; choose among {among}.")
        wanted = exact(self.right)
        if isinstance(wanted, tuple) and isinstance(given, tuple):
            if len(given) != len(wanted):
                return found(f"Your answer has {len(given)} parts, expected {len(wanted)}.")
            first = next(k for k, (one, other) in enumerate(zip(given, wanted, strict=True), start=1) if one != other)
            return found(f"Look at part {first} of your answer. Compute a small case by hand, and compare.")
        return found(f"{shown(answer, MOST)} is not it. Compute a small case by hand, and compare.")


def exact(answer):
    """Return an answer in the form in which it is compared: upper and lower case, lists and tuples are the same."""
    if isinstance(answer, np.generic):
        answer = answer.item()  # a number of numpy compares itself with each entry of a tuple
    if isinstance(answer, str):
        return " ".join(answer.lower().split())
    if isinstance(answer, set | frozenset):
        return frozenset(exact(part) for part in answer)
    if isinstance(answer, list | tuple):
        return tuple(exact(part) for part in answer)
    if isinstance(answer, np.ndarray):
        return exact(answer.tolist())
    if isinstance(answer, np.inexact):  # it would be compared with a tuple entry by entry
        return complex(answer) if isinstance(answer, np.complexfloating) else float(answer)
    return answer
