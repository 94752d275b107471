"""Exercises whose answer is exact: a word, a shape, a set of names."""

from dataclasses import dataclass

from backprop_lib.checks import shown
from backprop_lib.exercises.edits import mistakes_of_choice
from backprop_lib.exercises.exercise import MOST, RIGHT_ANSWER, UNTOUCHED, Exercise, counted, found, untouched
from backprop_lib.exercises.forms import exact, like

__all__ = ["Choice", "exact"]

BY_HAND = "Compute a small case by hand, and compare."


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
            given = like(answer, self.right)
            hash(given)
        except TypeError:
            return found("Your answer cannot be compared: use words, numbers, tuples or sets of them.")
        if given == exact(self.right):
            return RIGHT_ANSWER
        for name, mistake in self.mistakes.items():
            if given == exact(mistake.answer):
                return self.known(name)
        return self.off(answer, given, exact(self.right))

    def off(self, answer, given, wanted):
        """Return what can be said about an answer that no known mistake explains."""
        if self.options:
            among = ", ".join(map(repr, self.options))
            return found(f"Your answer is {shown(answer, MOST)}; choose among {among}.")
        if isinstance(wanted, tuple) and isinstance(given, tuple):
            if len(given) != len(wanted):
                return found(f"Your answer has {counted(len(given), 'part')}, expected {len(wanted)}.")
            places = [k for k, pair in enumerate(zip(given, wanted, strict=True), start=1) if pair[0] != pair[1]]
            parts = f"part{'' if len(places) == 1 else 's'} {', '.join(map(str, places))}"
            return self.unknown(f"Look at {parts} of your answer. {BY_HAND}")
        if isinstance(wanted, frozenset) and isinstance(given, frozenset):
            off = [(given - wanted, "too many"), (wanted - given, "missing")]
            counts = " and ".join(f"{len(names)} {words}" for names, words in off if names)
            return self.unknown(f"Not this set: {counts}. {BY_HAND}")
        return self.unknown(f"{shown(answer, MOST)} is not it. {BY_HAND}")
