"""Figure of stage 05: softmax at any temperature, and what two costs send back through it."""

from typing import NamedTuple

import numpy as np

from backprop_lib.activations import softmax, softmax_vjp
from backprop_lib.costs import cross_entropy, cross_entropy_prime, squared_error, squared_error_prime
from backprop_lib.data import one_hot
from backprop_lib.plots.colours import BACKWARD, BLACK, FORWARD
from backprop_lib.widgets.chart import Chart
from backprop_lib.widgets.controls import choice, scale, slider
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.picture import Column, Picture, number

CLASSES = 4
TEMPERATURES = (0.1, 0.2, 0.25, 0.4, 0.5, 0.8, 1.0, 1.25, 2.0, 2.5, 4.0, 5.0, 10.0, 20.0, 50.0)


class Numbers(NamedTuple):
    """What two costs make of four logits: columns of four numbers each, and the costs."""

    z: np.ndarray  # logits
    scaled: np.ndarray  # z/T
    e: np.ndarray  # exponentials
    a: np.ndarray  # probabilities
    y: np.ndarray  # targets
    cost: float  # cross-entropy
    squared_cost: float
    delta: np.ndarray  # derivative of the cross-entropy by the logits
    squared_delta: np.ndarray  # that of the squared error


def softmax_numbers(T, logits, target):
    """Return the `Numbers` of four logits at a temperature T > 0; classes are counted from 0, as digits are."""
    z, y = np.array(logits, dtype=float)[:, None], one_hot([target], len(logits))
    scaled = z / T
    a = softmax(scaled)  # (5.2), of z/T
    (cost,), (squared_cost,) = cross_entropy(scaled, y), squared_error(a, y)  # (5.10)
    # z enters as z/T, and the derivative of z/T is 1/T: it is the last factor of the chain rule.
    delta = cross_entropy_prime(scaled, y) / T  # (5.9)
    squared_delta = softmax_vjp(scaled, squared_error_prime(a, y)) / T  # (5.7)
    columns = [column[:, 0] for column in (z, scaled, np.exp(scaled), a, y)]
    return Numbers(*columns, cost, squared_cost, delta[:, 0], squared_delta[:, 0])


def softmax_picture(temperature, z0, z1, z2, z3, target):
    """Return the picture of four logits: the probabilities, the costs, and their derivatives by the logits."""
    T, found = temperature, softmax_numbers(temperature, [z0, z1, z2, z3], target)
    largest, squared_largest = (number(np.abs(delta).max(), 3) for delta in (found.delta, found.squared_delta))

    picture = Picture(800, 505)
    picture.describe(
        f"Softmax of the logits {_listed(found.z, 1)} at temperature {T:g} gives the probabilities "
        f"{_listed(found.a, 3)}. Class {target} is right: the cost is {number(found.cost, 2)}, and the largest entry "
        f"of δ is {largest} with cross-entropy and {squared_largest} with the squared error."
    )
    _probabilities(picture, found.a, target)
    _deltas(picture, found, T)
    _table(picture, found, T)
    words = f"C = −ln a_{{{target}}} = −ln {number(found.a[target], 4)} = {number(found.cost, 3)}"
    picture.text(words, 50, 440, 13, FORWARD, bold=True, name="C")
    words = f"squared error: Σ (a − y)^{{2}} = {number(found.squared_cost, 3)}"
    picture.text(words, 430, 440, 13, name="squared C")
    words = {
        "largest": f"largest |δ|: {largest} with cross-entropy, {squared_largest} with the squared error",
        "temperature": _about_temperature(T),
    }
    picture.rows(words, 50, 466, size=12)
    return picture


def _numbers(column, digits):
    return [number(value, digits) for value in column]


def _listed(column, digits):
    *most, last = _numbers(column, digits)
    return f"{', '.join(most)} and {last}"


def _about_temperature(T):
    if T == 1:
        return "T = 1: the softmax of the notebook. T → 0: all for the largest logit. T → ∞: 1/4 for each class."
    limit = "T → 0: all for the largest logit." if T < 1 else "T → ∞: 1/4 for each class."
    return f"T = {T:g}: all differences between logits are multiplied by 1/T = {1 / T:g}. {limit}"


def _probabilities(picture, a, target):
    title = "probabilities a = softmax(z/T), dashed: y"
    chart = Chart(picture, (50, 45, 300, 185), (-0.5, 3.5), (0, 1.3), "class", title=title)
    for i, share in enumerate(a):
        chart.bar(i, share, 0.7, FORWARD)
        chart.text(number(share, 3), i, 1.04, size=12, anchor="middle", name=f"bar{i}")
    left, right = target - 0.43, target + 0.43
    chart.line([left, left, right, right], [0, 1, 1, 0], BLACK, 1.2, "4 3")
    chart.text("right", target, 1.17, size=12, anchor="middle", bold=True)


def _deltas(picture, found, T):
    ends = (-1.1 / T, 1.1 / T)  # no entry of a - y is larger than 1
    chart = Chart(picture, (440, 45, 340, 185), (-0.5, 3.5), ends, "class", title="δ = ∂C/∂z")
    for label, delta, beside, fill, x in (
        ("cross-entropy", found.delta, -0.18, BACKWARD, 545),
        ("squared error", found.squared_delta, 0.18, "white", 670),
    ):
        for i, value in enumerate(delta):
            chart.bar(i + beside, value, 0.32, fill)
        picture.box(x, 25, 12, 12, fill, BLACK)
        picture.text(label, x + 18, 36, 12)
    chart.line([-0.5, 3.5], [0, 0], BLACK, 1)


def _table(picture, found, T):
    differences = [
        f"({number(a, 4)} − {y:.0f}) / {T:g} = {number(delta, 3)}"
        for a, y, delta in zip(found.a, found.y, found.delta, strict=True)
    ]
    columns = {
        "class": Column("class", 62, [f"{i}" for i in range(len(found.z))], "middle"),
        "z": Column("z", 130, _numbers(found.z, 1)),
        "z/T": Column("z/T", 205, _numbers(found.scaled, 3)),
        "e": Column("e^{z/T}", 305, _numbers(found.e, 4)),
        "a": Column("a", 395, _numbers(found.a, 4)),
        "delta": Column("δ = (a − y) / T", 430, differences, "start", BACKWARD),
        "squared delta": Column("δ of the squared error", 780, _numbers(found.squared_delta, 3)),
    }
    below = picture.table(columns, 298, first=0, lines=(45, 780))
    picture.text("sum", 62, below, 12, anchor="middle")
    picture.text(number(found.e.sum(), 4), 305, below, 12, anchor="end", name="sum of e")
    picture.text(number(found.a.sum(), 4), 395, below, 12, anchor="end", name="sum of a")
    picture.text("Both columns of δ add up to 0.", 430, below, 12)


def softmax_figure():
    """Return the figure: move the temperature and four logits, and say which class is right."""
    logits = {"z0": 4.0, "z1": 1.0, "z2": 0.0, "z3": -1.0}
    return Interactive(
        softmax_picture,
        temperature=scale("temperature T", TEMPERATURES, 1.0),
        target=choice("right class", range(CLASSES), 1),
        **{name: slider(f"logit {name}", -5.0, 5.0, value, 0.1, "240px") for name, value in logits.items()},
    )
