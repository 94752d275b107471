"""The curve of stage 00, to be fitted by hand: four sliders, nine errors, one cost."""

from typing import NamedTuple

import numpy as np

from backprop_lib.ladder import curve
from backprop_lib.plots.colours import BLACK, FORWARD, SILVER
from backprop_lib.widgets.chart import Chart
from backprop_lib.widgets.controls import NumberBoard
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.picture import Picture, number

FINE = np.linspace(-1.1, 1.1, 120)
REACH = 2.5  # of each slider, to both sides of 0


class Curve(NamedTuple):
    """A curve: its parameters w (d + 1,), its heights at the measurements and in between, and its cost."""

    w: np.ndarray
    p: np.ndarray
    fine: np.ndarray
    cost: float


def curve_numbers(w):
    """Return the curve with the parameters w, a dict from their names."""
    w = np.array(list(w.values()), dtype=float)
    return Curve(w, curve.polynomial(w, curve.x), curve.polynomial(w, FINE), curve.cost(w))


def curve_picture(w):
    """Return the curve among the measurements, with the error at each, and the cost."""
    names, numbers = list(w), curve_numbers(w)
    settings = ", ".join(f"{name} = {number(value, 2)}" for name, value in zip(names, numbers.w, strict=True))
    picture = Picture(800, 340)
    picture.describe(
        f"Nine measurements, and a curve with {settings}. It misses the measurements by "
        f"{number(np.abs(numbers.p - curve.y).max(), 2)} at most; the cost, the mean square of the errors, "
        f"is {number(numbers.cost, 4)}."
    )
    chart = Chart(picture, (50, 40, 480, 240), (-1.1, 1.1), (-1.6, 1.9), "x", "nine measurements and your curve")
    for place, height, measured in zip(curve.x, numbers.p, curve.y, strict=True):
        chart.line([place, place], [measured, height], SILVER, 1.5)
    chart.line(FINE, numbers.fine, FORWARD)
    chart.points(curve.x, curve.y, BLACK)
    picture.text("cost C, the mean square", 580, 60, bold=True)
    picture.text("of the grey lines", 580, 78, bold=True)
    picture.text(number(numbers.cost, 4), 580, 116, size=26, colour=FORWARD, name="C")
    rows = zip(names, numbers.w, strict=True)
    picture.rows({name: f"{name} = {number(value, 2)}" for name, value in rows}, 580, 160)
    return picture


def curve_figure():
    """Return the figure: four sliders for the parameters."""
    names = ("w₀", "w₁", "w₂", "w₃")
    return Interactive(curve_picture, w=NumberBoard({name: (-REACH, REACH, 0.0) for name in names}))
