"""Still figures of stage 00: curves among the measurements, the cost of each step, two nudges."""

import numpy as np

from backprop_lib.ladder import curve
from backprop_lib.plots.colours import BLACK, FORWARD, GREY, LIGHT
from backprop_lib.plots.figure import figure, show

FINE = np.linspace(-1.1, 1.1, 200)


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
