"""A still figure of stage 01: an activation function and its slope."""

import numpy as np

from backprop_lib.plots.colours import BACKWARD, BLACK, FORWARD
from backprop_lib.plots.figure import figure, show

POINTS = np.linspace(-6, 6, 241)


def show_slope(mu, mu_prime, marked, tangents):
    """Show the sigmoid with its tangents at some places, and beside it the slope at all places.

    Parameters
    ----------
    mu, mu_prime : callable
        The function and its derivative.
    marked, tangents : sequences of float
        Where the slope is written, and where tangents are drawn.
    """
    fig, (left, right) = figure(columns=2, height=2.9, sharex=True)
    left.plot(POINTS, mu(POINTS), color=FORWARD)
    right.plot(POINTS, mu_prime(POINTS), "--", color=BACKWARD)
    for z in tangents:
        reach = np.array([-1.8, 1.8])
        left.plot(z + reach, mu(z) + mu_prime(z) * reach, "--", color=BACKWARD)
        left.plot(z, mu(z), "o", color=FORWARD)
    for z in marked:
        slope = mu_prime(z)
        right.plot(z, slope, "o", color=BACKWARD)
        words = f"z = {z:g}: slope {slope:.4f}"
        right.annotate(words, (z, slope), (6, 3), textcoords="offset points", fontsize=9, color=BLACK)
    left.set(xlabel="z", title="σ(z), with tangents", ylim=(-0.05, 1.1))
    right.set(xlabel="z", title="the slope σ′(z)", ylim=(0, 0.3), xlim=(-6, 8.5))
    said = ", ".join(f"{mu_prime(z):.4f} at z = {z:g}" for z in marked)
    show(
        fig,
        f"""Left: the sigmoid climbs from 0 to 1, steepest in the middle, nearly flat at both ends. Right: its slope is
        a hill with the top at z = 0; it is {said}.""",
    )
