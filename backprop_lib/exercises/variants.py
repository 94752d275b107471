"""The same exercise with other numbers each time, so that neighbours can compare ways and not results.

An exercise has variants if its attribute `variants` is such an object:

    class Variants:
        def data(self, seed): ...                      # -> dict of name -> number, drawn with the seed
        def answer(self, data, mistake=None): ...      # -> the right answer, or the one that a mistake gives

`mistake` is the name of a mistake that the exercise knows. The hints must not quote the numbers of one variant.
"""

import operator
from dataclasses import dataclass, replace

from backprop_lib.checks import shown
from backprop_lib.exercises.exercise import MOST
from backprop_lib.exercises.number import Number


@dataclass(frozen=True, eq=False)
class VariedNumber(Number):
    """An exercise with variants whose answer is a number, or several."""

    variants: object = None


def varied(exercise, variant):
    """Return an exercise with the numbers of a variant, and these numbers as a dict."""
    variants = getattr(exercise, "variants", None)
    if variants is None:
        raise ValueError(f"exercise {exercise.id} has the same numbers for all, expected no variant")
    try:
        seed = operator.index(variant)
    except TypeError:
        seed = -1
    if seed < 0:
        raise ValueError(f"variant is {shown(variant, MOST)}, expected a whole number, 0 or more")
    data = variants.data(seed)
    mistakes = {
        name: mistake._replace(answer=variants.answer(data, name)) for name, mistake in exercise.mistakes.items()
    }
    return replace(exercise, right=variants.answer(data), mistakes=mistakes), data
