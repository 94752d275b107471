"""Figures of stage 00: how the learning rate decides over a descent."""

from typing import NamedTuple

import numpy as np

from backprop_lib.ladder import curve
from backprop_lib.plots.colours import BLACK, FORWARD, GREY
from backprop_lib.widgets.chart import Chart
from backprop_lib.widgets.controls import slider
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.picture import Picture, number

STEPS = 60
FINE = np.linspace(-1.1, 1.1, 120)
HIGHEST = 1e3  # upper end of the cost axis; a descent that leaves it has failed


class Fit(NamedTuple):
    """A descent: parameters (61, d + 1) and costs (61,) after 0, 1, ..., 60 steps."""

    w: np.ndarray
    costs: np.ndarray


def fit_numbers(alpha):
    """Return the descent of the curve of stage 00 from the flat line, with learning rate alpha."""
    w = curve.descend(np.zeros(curve.d + 1), alpha, STEPS)
    return Fit(w, np.array([curve.cost(parameters) for parameters in w]))


def fit_verdict(costs):
    """Return in words whether the cost falls all the time."""
    lowest = costs.argmin()
    return "falls at every step" if lowest == STEPS else f"falls for {lowest} steps, and then it rises"


def fit_picture(alpha, step):
    """Return the curve after `step` steps with the learning rate `alpha`, and the cost of all steps."""
    w, costs = fit_numbers(alpha)
    verdict = fit_verdict(costs)
    picture = Picture(800, 380)
    picture.describe(
        f"Learning rate {alpha:.2f}: the cost {verdict}. After {step} steps it is {number(costs[step], 4)}; it was "
        f"{number(costs[0], 4)} at the start and is {number(costs[-1], 4)} after {STEPS} steps. "
        "Left the points and the curve, right the cost of each step."
    )
    left = Chart(picture, (50, 45, 300, 240), (-1.1, 1.1), (-1.6, 1.9), "x", f"the curve after {step} steps")
    left.line(FINE, curve.polynomial(w[step], FINE), FORWARD)
    left.points(curve.x, curve.y, BLACK)
    right = Chart(picture, (450, 45, 320, 240), (0, STEPS), (1e-3, HIGHEST), "step", "the cost C", log=True)
    right.line(np.arange(STEPS + 1), costs, FORWARD)
    right.points(step, costs[step], FORWARD, 6)
    right.line([0, STEPS], [costs[0]] * 2, GREY, 1, "2 3")
    right.text(f"dotted: where it began, {number(costs[0], 4)}", STEPS, 1.5e-3, size=12, colour=GREY, anchor="end")
    picture.text(f"w = ({', '.join(number(value, 2) for value in w[step])})", 50, 345, size=12, name="w")
    picture.text(f"C = {number(costs[step], 4)}", 450, 345, colour=FORWARD, bold=True, name="C")
    picture.text(f"With α = {alpha:.2f} the cost {verdict}.", 450, 368, size=12, name="verdict")
    return picture


def fit_figure():
    """Return the figure: move the learning rate, up to divergence, and walk through the steps."""
    return Interactive(
        fit_picture,
        alpha=slider("learning rate α", 0.01, 1.0, 0.5, 0.01),
        step=slider("step", 0, STEPS, STEPS, 1),
    )


LOWEST, BOWL_START, HOPS = 1.5, 2.5, 8


class Bowl(NamedTuple):
    """A walk in a bowl: where it is after 0, 1, ..., 8 steps, how high that is, and what a step multiplies by."""

    w: np.ndarray
    costs: np.ndarray
    factor: float


def bowl_numbers(alpha, lam):
    """Return the walk with learning rate alpha in a bowl with the second derivative lam."""
    factor = 1 - alpha * lam
    w = LOWEST + (BOWL_START - LOWEST) * factor ** np.arange(HOPS + 1)  # (0.9)
    return Bowl(w, bowl(w, lam), factor)


def bowl(w, lam):
    """Return the cost at w."""
    return lam / 2 * (w - LOWEST) ** 2


def bowl_verdict(factor):
    """Return in words what happens to a walk whose distance to the lowest point is multiplied by `factor`."""
    if np.isclose(factor, [0, -1]).any():
        return "is there in one step" if np.isclose(factor, 0) else "jumps to and fro for ever"
    if factor > 0:
        return "goes to the lowest point step by step"
    return "jumps to and fro, and comes nearer" if factor > -1 else "jumps farther away each time"


def bowl_picture(alpha, lam):
    """Return a bowl C = λ/2 (w - w*)², and eight steps down it, or out of it."""
    w, costs, factor = bowl_numbers(alpha, lam)
    verdict = bowl_verdict(factor)
    picture = Picture(800, 330)
    picture.describe(
        f"A bowl of second derivative {lam:.1f} and steps with learning rate {alpha:.2f}. Each step multiplies the "
        f"distance to the lowest point by {number(factor, 2)}: the walk {verdict}. It goes from {BOWL_START} to "
        f"{', '.join(number(place, 2) for place in w[1:4])} and is at {number(w[-1], 2)} after {HOPS} steps."
    )
    chart = Chart(picture, (60, 40, 420, 230), (-1, 4), (0, 10), "w", "the bowl and the steps")
    fine = np.linspace(-1, 4, 101)
    chart.line(fine, bowl(fine, lam), FORWARD)
    chart.line(w, costs, BLACK, 1.2, "5 3")
    chart.points(w, costs, BLACK, 4)
    chart.points(w[0], costs[0], BLACK, 6, fill="white")
    chart.text("start", w[0] + 0.12, costs[0] - 0.3, size=12)
    picture.text(f"1 − αλ = 1 − {alpha:.2f} · {lam:.1f} = {number(factor, 2)}", 520, 75, 15, BLACK, name="factor")
    picture.text(f"The walk {verdict}.", 520, 102, 12, name="verdict", most=270)
    words = {f"w{step}": f"step {step}:  w = {number(place, 2)}" for step, place in enumerate(w)}
    for x, column in ((520, list(words)[:5]), (665, list(words)[5:])):
        picture.rows({name: words[name] for name in column}, x, 140, size=12, most=135)
    return picture


def bowl_figure():
    """Return the figure: one parameter in a bowl; move the learning rate and the steepness."""
    return Interactive(
        bowl_picture,
        alpha=slider("learning rate α", 0.01, 1.0, 0.45, 0.01),
        lam=slider("second derivative λ", 0.5, 6.0, 4.0, 0.1),
    )
