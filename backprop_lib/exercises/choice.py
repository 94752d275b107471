"""Exercises whose answer is exact: a word, a shape, a set of names."""

import math
from dataclasses import dataclass

from backprop_lib.checks import shown
from backprop_lib.exercises.edits import mistakes_of_choice
from backprop_lib.exercises.exercise import MOST, RIGHT_ANSWER, UNTOUCHED, Exercise, counted, found, untouched
from backprop_lib.exercises.forms import exact, like
from backprop_lib.exercises.parts import explained_by_parts

BY_HAND = "Compute a small case by hand, and compare."


@dataclass(frozen=True, eq=False)
class Choice(Exercise):
    """An exercise whose answer is exact: a word, a shape, a set of names.

    Attributes
    ----------
    options : tuple
        What may be chosen, where the task offers a choice; of a set, its elements.
    form : str
        What is said where the right answer has sets and the given one has none, or others than the options.
    """

    options: tuple = ()
    form: str = ""

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
        """Return what can be said about an answer that no known mistake explains as a whole."""
        if self.form and not self._has_form(given, wanted):
            return found(self.form)
        if isinstance(wanted, tuple) and isinstance(given, tuple):
            if len(given) != len(wanted):
                return found(f"Your answer has {counted(len(given), 'part')}, expected {len(wanted)}.")
            if len(wanted) == 2 and given[::-1] == wanted:
                return self.unknown("Each part is there. In which order are they asked for?")
            if all(isinstance(part, tuple) for part in wanted) and any(isinstance(part, int | float) for part in given):
                entries = all(part == math.prod(shape) for part, shape in zip(given, wanted, strict=True))
                what = "These are the numbers of entries. A shape" if entries else "A shape"
                return found(f"{what} has a number for each axis, as numpy gives it: (3, 4) for 3 rows and 4 columns.")
            pairs = enumerate(zip(given, wanted, strict=True), start=1)
            off = [
                str(k) + (f" ({_miscounted(*pair)})" if _sets(*pair) else "") for k, pair in pairs if pair[0] != pair[1]
            ]
            words = f"Look at part{'s' if len(off) > 1 else ''} {', '.join(off)} of your answer."
        elif _sets(given, wanted):
            words = f"Not this set: {_miscounted(given, wanted)}."
        elif self.options:
            among = ", ".join(map(repr, self.options))
            return found(f"Your answer is {shown(answer, MOST)}; choose among {among}.")
        else:
            return self.unknown(f"{shown(answer, MOST)} is not it. {BY_HAND}")
        return explained_by_parts(self, given, words, read=exact) or self.unknown(f"{words} {BY_HAND}")

    def _has_form(self, given, wanted):
        """Return whether an answer has sets of the options where the right one has sets."""
        if isinstance(wanted, frozenset):
            return isinstance(given, frozenset) and given <= exact(frozenset(self.options))
        if isinstance(wanted, tuple):
            return isinstance(given, tuple) and len(given) == len(wanted) and all(map(self._has_form, given, wanted))
        return True


def _sets(given, wanted):
    return isinstance(given, frozenset) and isinstance(wanted, frozenset)


def _miscounted(given, wanted):
    """Return how far a set is off: "1 too many and 2 missing"."""
    off = [(given - wanted, "too many"), (wanted - given, "missing")]
    return " and ".join(f"{len(names)} {words}" for names, words in off if names)
