"""Figures of notebook 00: how the learning rate decides over a descent."""

from functools import partial

import numpy as np

from backprop_lib.plots.colours import BACKWARD, BLACK, FORWARD, GREY
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


def fit_descent(x, y, alpha):
    """Return the parameters of a polynomial after 0, 1, ..., 60 steps from 0: an array (61, d + 1)."""
    powers, w = powers_of(x), [np.zeros(DEGREE + 1)]
    for _ in range(STEPS):
        error = powers @ w[-1] - y
        w.append(w[-1] - alpha * (2 * powers.T @ error / len(x)))  # (0.5), (0.11)
    return np.array(w)


def fit_picture(x, y, alpha, step):
    """Return the curve after `step` steps with the learning rate `alpha`, and the cost of all steps.

    Parameters
    ----------
    x, y : arrays of shape (N,)
        The measurements.
    alpha : float
    step : int
        From 0 to 60.

    Returns
    -------
    Picture
    """
    w = fit_descent(x, y, alpha)
    fine = np.linspace(-1.1, 1.1, 120)
    powers = powers_of(x)
    costs = ((w @ powers.T - y) ** 2).mean(axis=1)  # (0.2)
    curve = powers_of(fine) @ w[step]  # (0.1)
    limit = 2 / np.linalg.eigvalsh(2 / len(x) * powers.T @ powers).max()  # (0.13), (0.14)
    diverges = alpha > limit

    verdict = "too large: in the steepest direction every step leads farther away" if diverges else "small enough"
    picture = Picture(800, 370)
    picture.describe(
        f"Learning rate {alpha:.2f}, limit {limit:.4f}: {verdict}. After {step} steps the cost is "
        f"{number(costs[step], 4)}; it was {number(costs[0], 4)} at the start and is {number(costs[-1], 4)} "
        f"after {STEPS} steps. Left the points and the curve, right the cost of each step."
    )
    left = Chart(picture, (50, 45, 300, 240), (-1.1, 1.1), (-1.6, 1.9), "x", "p(x)", f"the curve after {step} steps")
    left.line(fine, curve, FORWARD)
    left.points(x, y, BLACK)
    right = Chart(picture, (450, 45, 320, 240), (0, STEPS), (1e-3, HIGHEST), "step", "C", "the cost C", log=True)
    right.line(np.arange(STEPS + 1), costs, FORWARD)
    right.points(step, costs[step], FORWARD, 6)
    right.line([0, STEPS], [costs[0]] * 2, GREY, 1, "2 3")
    right.key([(f"where it began: {number(costs[0], 4)}", GREY, "2 3")])
    picture.text(f"w = ({', '.join(number(value, 2) for value in w[step])})", 50, 340, size=12, name="w")
    picture.text(f"C = {number(costs[step], 4)}", 450, 340, colour=FORWARD, bold=True, name="C")
    sign = ">" if diverges else "≤"
    words = f"α = {alpha:.2f} {sign} {limit:.4f} = 2/λ_{{max}}: {verdict}"
    picture.text(words, 50, 362, size=12, colour=BACKWARD if diverges else BLACK, name="verdict")
    return picture


def fit_figure(x, y):
    """Return the figure: move the learning rate, up to divergence, and walk through the steps."""
    return Interactive(
        partial(fit_picture, x, y),
        alpha=slider("learning rate α", 0.01, 1.0, 0.5, 0.01),
        step=slider("step", 0, STEPS, STEPS, 1),
    )


LOWEST, BOWL_START, HOPS = 1.5, 2.5, 8


def bowl_picture(alpha, lam):
    """Return a bowl C = λ/2 (w - w*)², and eight steps down it, or out of it.

    Parameters
    ----------
    alpha : float
        Learning rate.
    lam : float
        Second derivative λ of the bowl.

    Returns
    -------
    Picture
    """
    walk = [BOWL_START]
    for _ in range(HOPS):
        walk.append(walk[-1] - alpha * lam * (walk[-1] - LOWEST))  # (0.12)
    walk = np.array(walk)
    factor = 1 - alpha * lam
    words = {
        "goes to the lowest point step by step": 0 < factor < 1,
        "is there in one step": np.isclose(factor, 0),
        "jumps to and fro, and comes nearer": -1 < factor < 0,
        "jumps to and fro for ever": np.isclose(factor, -1),
        "jumps farther away each time": factor < -1,
    }
    verdict = next(word for word, holds in reversed(words.items()) if holds)

    picture = Picture(800, 330)
    picture.describe(
        f"A bowl of second derivative {lam:.1f} and steps with learning rate {alpha:.2f}. Each step multiplies the "
        f"distance to the lowest point by {number(factor, 2)}: the walk {verdict}. It goes from {BOWL_START} to "
        f"{', '.join(number(w, 2) for w in walk[1:4])} and is at {number(walk[-1], 2)} after {HOPS} steps."
    )
    chart = Chart(picture, (60, 40, 420, 230), (-1, 4), (0, 10), "w", "C", "the bowl and the steps")
    ws = np.linspace(-1, 4, 101)
    chart.line(ws, lam / 2 * (ws - LOWEST) ** 2, FORWARD)
    heights = lam / 2 * (walk - LOWEST) ** 2
    chart.line(walk, heights, BLACK, 1.2, "5 3")
    chart.points(walk, heights, BLACK, 4)
    chart.points(walk[0], heights[0], BACKWARD, 6)
    chart.text("start", walk[0] + 0.12, heights[0] - 0.3, size=12)
    picture.text(f"1 − αλ = 1 − {alpha:.2f} · {lam:.1f} = {number(factor, 2)}", 520, 75, 15, BLACK, name="factor")
    colour = BACKWARD if factor < -1 else BLACK
    picture.text(f"The walk {verdict}.", 520, 102, 12, colour, name="verdict", most=270)
    for row, w in enumerate(walk):
        column, line = divmod(row, 5)
        words = f"step {row}:  w = {number(w, 2)}"
        picture.text(words, 520 + 145 * column, 140 + 24 * line, 12, name=f"w{row}", most=135)
    return picture


def bowl_figure():
    """Return the figure: one parameter in a bowl; move the learning rate and the steepness."""
    return Interactive(
        bowl_picture,
        alpha=slider("learning rate α", 0.01, 1.0, 0.45, 0.01),
        lam=slider("second derivative λ", 0.5, 6.0, 4.0, 0.1),
    )
