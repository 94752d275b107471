"""The figure of 00c: a derivative without calculus, from one nudge or from two."""

from typing import NamedTuple

import numpy as np

from backprop_lib.plots.colours import BLACK, FORWARD, GREY
from backprop_lib.widgets.chart import Chart
from backprop_lib.widgets.controls import choice, slider
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.picture import Picture, number

AT, SLOPE = 0.7, 1.47  # of f(x) = x³: 3 · 0.7²
FINE = np.linspace(-0.5, 1.9, 120)
WAYS = {"to the right": (0, 1), "to the left": (-1, 0), "both ways": (-1, 1)}  # the ends of the line, in steps from AT


class Difference(NamedTuple):
    """The ends of the line, its slope, and how far that is from the derivative."""

    ends: np.ndarray
    slope: float
    error: float


def f(x):
    """Return x³."""
    return x * x * x


def difference_numbers(nudge, h):
    """Return the line through the curve where the nudges lead."""
    ends = AT + h * np.array(WAYS[nudge])
    slope = float((f(ends[1]) - f(ends[0])) / (ends[1] - ends[0]))
    return Difference(ends, slope, slope - SLOPE)


def difference_picture(nudge, h):
    """Return the curve x³, its tangent at 0.7, and the line through two of its points."""
    ends, slope, error = difference_numbers(nudge, h)
    picture = Picture(800, 340)
    picture.describe(
        f"The curve x³ and its tangent at {AT}, of slope {SLOPE}. The nudge goes {nudge}, with h = {h:.2f}: the line "
        f"through the curve at {number(ends[0], 2)} and {number(ends[1], 2)} has the slope {number(slope, 4)}. "
        f"Its error is {number(error, 4)}."
    )
    chart = Chart(picture, (50, 40, 430, 240), (-0.5, 1.9), (-1, 5), "x", "the curve x³, its tangent, and a line")
    chart.line(FINE, f(FINE), BLACK)
    chart.line(FINE, f(AT) + SLOPE * (FINE - AT), GREY, 1.5, "5 3")
    chart.line(FINE, f(ends[0]) + slope * (FINE - ends[0]), FORWARD)
    chart.points(AT, f(AT), GREY, 4, "white")
    chart.points(ends, f(ends), FORWARD, 5)
    picture.text("slope of the line", 540, 75, bold=True)
    picture.text(number(slope, 4), 540, 107, size=22, colour=FORWARD, name="slope")
    picture.text("slope of the tangent (dashed)", 540, 150, bold=True)
    picture.text(number(SLOPE, 4), 540, 182, size=22, colour=GREY)
    picture.text("error", 540, 225, bold=True)
    picture.text(number(error, 4), 540, 257, size=22, name="error")
    return picture


def difference_figure():
    """Return the figure: nudge to one side or to both, and make the step smaller."""
    return Interactive(
        difference_picture,
        nudge=choice("nudge", list(WAYS), "to the right"),
        h=slider("h", 0.05, 1.0, 0.8, 0.05),
    )
