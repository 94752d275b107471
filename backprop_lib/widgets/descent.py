"""Figures of notebook 00: how the learning rate decides over a descent."""

from functools import partial
from typing import NamedTuple

import numpy as np

from backprop_lib.plots.colours import BLACK, FORWARD, GREY
from backprop_lib.widgets.chart import Chart
from backprop_lib.widgets.controls import slider
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.picture import Picture, number

STEPS = 60
DEGREE = 3
HIGHEST = 1e3  # upper end of the cost axis; a descent that leaves it has failed


def powers_of(x):
    """Return x^0, ..., x^d as the columns of an array (N, d + 1)."""
    return np.stack([x**j for j in range(DEGREE + 1)], axis=1)


class Fit(NamedTuple):
    """A descent: parameters (61, d + 1) and costs (61,) after 0, 1, ..., 60 steps, and the limit of the rate."""

    w: np.ndarray
    costs: np.ndarray
    limit: float


def fit_numbers(x, y, alpha):
    """Return the descent from 0 of a polynomial for measurements x and y of shape (N,), with learning rate alpha."""
    powers, w = powers_of(x), [np.zeros(DEGREE + 1)]
    for _ in range(STEPS):
        error = powers @ w[-1] - y
        w.append(w[-1] - alpha * (2 * powers.T @ error / len(x)))  # (0.5), (0.11)
    costs = ((w @ powers.T - y) ** 2).mean(axis=1)  # (0.2)
    H = 2 / len(x) * powers.T @ powers  # (0.13)
    return Fit(np.array(w), costs, limit=2 / np.linalg.eigvalsh(H).max())  # (0.14)


def fit_picture(x, y, alpha, step):
    """Return the curve after `step` steps with the learning rate `alpha`, and the cost of all steps."""
    w, costs, limit = fit_numbers(x, y, alpha)
    fine = np.linspace(-1.1, 1.1, 120)
    diverges = alpha > limit
    verdict = "too large: in the steepest direction every step leads farther away" if diverges else "small enough"
    picture = Picture(800, 370)
    picture.describe(
        f"Learning rate {alpha:.2f}, limit {limit:.4f}: {verdict}. After {step} steps the cost is "
        f"{number(costs[step], 4)}; it was {number(costs[0], 4)} at the start and is {number(costs[-1], 4)} "
        f"after {STEPS} steps. Left the points and the curve, right the cost of each step."
    )
    left = Chart(picture, (50, 45, 300, 240), (-1.1, 1.1), (-1.6, 1.9), "x", f"the curve after {step} steps")
    left.line(fine, powers_of(fine) @ w[step], FORWARD)  # (0.1)
    left.points(x, y, BLACK)
    right = Chart(picture, (450, 45, 320, 240), (0, STEPS), (1e-3, HIGHEST), "step", "the cost C", log=True)
    right.line(np.arange(STEPS + 1), costs, FORWARD)
    right.points(step, costs[step], FORWARD, 6)
    right.line([0, STEPS], [costs[0]] * 2, GREY, 1, "2 3")
    right.key(f"where it began: {number(costs[0], 4)}", GREY, "2 3")
    picture.text(f"w = ({', '.join(number(value, 2) for value in w[step])})", 50, 340, size=12, name="w")
    picture.text(f"C = {number(costs[step], 4)}", 450, 340, colour=FORWARD, bold=True, name="C")
    sign = ">" if diverges else "≤"
    words = f"α = {alpha:.2f} {sign} {limit:.4f} = 2/λ_{{max}}: {verdict}"
    picture.text(words, 50, 362, size=12, bold=diverges, name="verdict")
    return picture


def fit_figure(x, y):
    """Return the figure: move the learning rate, up to divergence, and walk through the steps."""
    return Interactive(
        partial(fit_picture, x, y),
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
    w = LOWEST + (BOWL_START - LOWEST) * factor ** np.arange(HOPS + 1)  # (0.12)
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
    picture.text(f"The walk {verdict}.", 520, 102, 12, bold=factor < -1, name="verdict", most=270)
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
