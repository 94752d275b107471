"""Still figures of stage 00: curves among the measurements, costs and their maps, two nudges, errors of a check."""

import numpy as np

from backprop_lib.ladder import curve
from backprop_lib.plots.colours import BACKWARD, BLACK, FORWARD, GREY, LIGHT, PURPLE
from backprop_lib.plots.figure import figure, show

FINE = np.linspace(-1.1, 1.1, 200)
ROUNDING = 1.1e-16  # relative, of one number; an error of exactly 0 is drawn there


def show_descent(path, steps):
    """Show how the curve bends towards the measurements, and how the cost falls.

    Parameters
    ----------
    path : ndarray (steps + 1, d + 1)
        The parameters after each step, beginning with the start.
    steps : sequence of int
        After how many steps the curve is drawn.
    """
    fig, (left, right) = figure(columns=2, height=3.4)
    left.plot(curve.x, curve.y, "o", color=BLACK)
    for step, style in zip(steps, (":", "-.", "--", "-"), strict=True):
        heights = curve.polynomial(path[step], FINE)
        left.plot(FINE, heights, style, color=FORWARD)
        left.text(FINE[-1] + 0.03, heights[-1], f"{step} steps", color=FORWARD, fontsize=9, va="center")
    left.set(xlabel="x", ylabel="p(x)", xlim=(-1.15, 1.45), ylim=(-1.6, 1.9), title="the curve")
    costs = [curve.cost(w) for w in path[: steps[-2] * 2]]
    right.plot(costs, color=FORWARD)
    right.set(xlabel="step", ylabel="cost C", ylim=(0, None), title="the cost")
    show(
        fig,
        f"""Left: the flat line bends step by step towards the nine measurements, and after {steps[-1]} steps it
        passes near all of them. Right: the cost falls fast from {costs[0]:.2f} in the first few steps, and then ever
        more slowly.""",
    )


def show_two_nudges(start, first, second, both, names):
    """Show two nudges as two sides of a rectangle, with the change of the cost written on each.

    Parameters
    ----------
    start : float
        The cost before.
    first, second, both : float
        The change of the cost along the first side, along the second after the first, and along both.
    names : tuple of str
        Of the two parameters.
    """
    fig, ax = figure(width=6, height=3)
    ax.plot([0, 0, 1], [1, 1, 1], alpha=0)
    for tail, head in (((0, 0), (1, 0)), ((1, 0), (1, 1))):
        ax.annotate("", head, tail, arrowprops={"arrowstyle": "-|>", "color": FORWARD, "linewidth": 2})
    ax.annotate("", (1, 1), (0, 0), arrowprops={"arrowstyle": "-|>", "color": GREY, "linestyle": "--"})
    ax.plot([0, 1, 1], [0, 0, 1], "o", color=BLACK)
    ax.plot([0, 0, 1], [0, 1, 1], color=LIGHT, linewidth=1)
    ax.text(0.5, -0.06, f"first {names[0]}: C changes by {first:.6f}".replace("-", "−"), ha="center", va="top")
    ax.text(1.03, 0.5, f"then {names[1]}:\n{second:.6f}".replace("-", "−"), va="center")
    ax.text(0.47, 0.56, f"both: {both:.6f}".replace("-", "−"), ha="right", color=GREY)
    ax.text(-0.03, 0, f"C = {start:.4f}", ha="right", va="center")
    ax.set(xlim=(-0.35, 1.5), ylim=(-0.25, 1.1))
    ax.set_axis_off()
    show(
        fig,
        f"""A rectangle. Along its lower side {names[0]} is nudged and the cost changes by {first:.6f}; then along its
        right side {names[1]} is nudged and the cost changes by {second:.6f}. The diagonal does both, and the cost
        changes by the sum, {both:.6f}.""".replace("-", "−"),
    )


def show_map(path):
    """Show a way down on the map of w1 and w3, with the gradient at its beginning.

    Parameters
    ----------
    path : ndarray (steps + 1, d + 1)
        The parameters after each step; w0 and w2 stay where they are at the lowest point.
    """
    w1, w3 = np.meshgrid(np.linspace(-1.7, 1.4, 80), np.linspace(-0.3, 2.5, 80))
    start, lowest = path[0], np.polynomial.polynomial.polyfit(curve.x, curve.y, curve.d)
    places = np.stack([np.full_like(w1, start[0]), w1, np.full_like(w1, start[2]), w3], axis=-1)
    heights = np.apply_along_axis(curve.cost, -1, places)
    fig, ax = figure(width=6.5, height=4.6)
    above = (curve.cost(start) - curve.cost(lowest)) * 1.7 ** np.arange(-8.0, 4)
    ax.contour(w1, w3, heights, levels=curve.cost(lowest) + above, colors=LIGHT, linewidths=0.8)
    ax.plot(*path[:, [1, 3]].T, "o-", color=FORWARD, markersize=4)
    tip = start + 0.7 * curve.gradient(start)
    ax.annotate("", tip[[1, 3]], start[[1, 3]], arrowprops={"color": BACKWARD, "width": 2, "headwidth": 8})
    ax.text(tip[1] + 0.03, tip[3] + 0.02, "gradient", color=BACKWARD)
    ax.text(start[1], start[3] - 0.06, "start", ha="center", va="top")
    ax.text(*path[-1, [1, 3]] + np.array([0.06, 0.06]), f"{len(path) - 1} steps", color=FORWARD)
    ax.plot(*lowest[[1, 3]], "x", color=BLACK)
    ax.text(*lowest[[1, 3]] + np.array([0.06, 0.04]), "lowest point")
    ax.set(xlabel="$w_1$", ylabel="$w_3$", aspect="equal")
    show(
        fig,
        f"""Contour lines shaped like a long, narrow valley that leads up to the left, to the lowest point. At the
        start, on the wall of the valley, the arrow of the gradient stands across the contour lines and points uphill.
        In {len(path) - 1} steps the descent goes down the wall and then creeps along the floor, still far from the
        lowest point.""",
    )


def show_errors(steps, central, complex_step):
    """Show how the errors of two derivatives depend on the step: one is a U, the other goes down and stays there.

    Parameters
    ----------
    steps, central, complex_step : ndarray (n,)
        The steps h, and the errors of the central difference and of the complex step.
    """
    fig, ax = figure(width=7, height=3.8)
    ax.loglog(steps, central, "s-", color=FORWARD, markersize=4)
    ax.loglog(steps, np.maximum(complex_step, ROUNDING), "o--", color=PURPLE, markersize=4)
    ax.text(1e-12, 3e-3, "central difference", color=FORWARD)
    ax.text(1e-15, 1e-15, "complex step", color=PURPLE)
    ax.text(3e-13, 3e-7, "rounding: 1/h", color=GREY, rotation=-32, ha="center")
    ax.text(2e-2, 3e-7, "formula: h²", color=GREY, rotation=51, ha="center")
    ax.set(xlabel="step h", ylabel="error of the derivative", ylim=(5e-18, 3))
    show(
        fig,
        """Error against step size, both logarithmic. The error of the central difference draws a U: from h = 0.1 down
        to 1e-5 it falls with the square of h, and from there it grows, unsteadily, as h gets smaller. That of the
        complex step falls with the square of h too, and then stays at the last digit.""",
    )
