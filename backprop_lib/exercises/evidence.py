"""Whether a number is another, as far as its digits say, and how likely it is that they agree by accident.

Thousands of edits, factors and pairs of mistakes are tried on a wrong number. With three digits some of them give it
in any case; what is named to a learner should be one that would seldom do so by accident.
"""

import numpy as np

from backprop_lib.exercises.forms import digits

DIGITS = 3  # so many are enough for an answer, and needed for a search
MANY = 6  # so many agree by accident hardly ever, even if two things are off
ROUNDING = 1.5e-3  # relative: what four digits on the way may do to a number
EARLY = 3e-4  # relative: the same, where two things are off and more agree by accident
MOST_ROUNDING = 5e-3  # relative: half a unit of the third digit, at most
ACCIDENTS = 0.1  # so many tries may be expected to give a number by accident, for one to be named


def figures(value):
    """Return how many digits numbers were given with, the smallest count of all."""
    return min(digits(number)[0] for number in np.ravel(value))


def agrees(value, other, rounding=ROUNDING):
    """Return whether finite numbers are others: to all digits that are given, or as closely as rounding."""
    given = [digits(number) for number in value.ravel()]
    last = np.reshape([0.51 * place if count >= DIGITS else 0.0 for count, place in given], value.shape)
    width = np.minimum(np.maximum(last, rounding * np.abs(other)), MOST_ROUNDING * np.abs(other))
    return bool(np.all(np.abs(value - other) <= width + 1e-12))


def is_rounded(value, other):
    """Return whether numbers are others, with four digits or more up to rounding, else exactly."""
    if figures(value) <= DIGITS:
        return np.allclose(value, other, rtol=1e-9, atol=1e-12)
    return agrees(value, other, EARLY)


def accidents(value, results, rounding):
    """Return how many of so many results would be expected to be a number by accident, with the digits it has.

    Of several numbers the first is looked at. Results near it count, between half of it and twice, as if they lay
    there by chance: evenly on a scale of ratios.
    """
    number = float(np.ravel(value)[0])
    ratios = np.array([np.ravel(result)[0] / number for result in results if np.size(result) == np.size(value)])
    near = np.unique(np.round(ratios[(ratios > 0.5) & (ratios < 2)], 6))  # as many ways may lead to one number
    count, last = digits(number)
    if count >= DIGITS:
        return near.size * 2 * max(0.51 * last / abs(number), rounding) / np.log(4)
    steps = near * number / last  # with so few digits, what agrees agrees exactly: it is a multiple of the last one
    return np.isclose(steps, np.round(steps), atol=1e-6).sum() * last / abs(1.5 * number)
