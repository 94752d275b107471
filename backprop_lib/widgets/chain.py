"""Figure of notebook 02: how derivatives vanish and explode along a chain."""

import numpy as np

from backprop_lib import Network
from backprop_lib.plots.colours import BACKWARD, BLACK, GREY
from backprop_lib.widgets.chart import Chart
from backprop_lib.widgets.controls import choice, slider
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.picture import Picture, number

INPUT, TARGET = 0.5, 1.0
AXIS = (1e-20, 1e10)


def chain_network(depth, weight, bias, activation):
    """Return a chain of neurons with equal weights and equal biases."""
    net = Network([1] * (depth + 1), hidden=activation, output=activation, cost="squared_error")
    for l in range(1, depth + 1):
        net.W[l][:], net.b[l][:] = weight, bias
    return net


def chain_picture(depth, weight, bias, activation):
    """Return how strongly each layer of a chain acts on its output, and the size of each weight's derivative.

    Parameters
    ----------
    depth : int
        Number L of layers.
    weight, bias : float
        Of every neuron.
    activation : {"sigmoid", "tanh", "relu"}

    Returns
    -------
    Picture
    """
    net = chain_network(depth, weight, bias, activation)
    cache = net.forward(np.array([[INPUT]]))
    gradients = net.backward(cache, np.array([[TARGET]]))
    slopes = np.array([net.mu_prime[l](cache.Z[l])[0, 0] for l in range(1, depth + 1)])
    links = slopes * weight  # (2.6)
    influence = np.abs(np.append(np.cumprod(links[::-1])[::-1], 1.0))  # (2.15), from layer 0 up to layer L
    by_w = np.abs([gradients.W[l][0, 0] for l in range(1, depth + 1)])

    if weight == 0:
        verdict = "a weight of 0 lets nothing through"
    elif influence[0] == 0:
        verdict = "a closed gate lets nothing through"
    elif influence[0] < 1e-3:
        verdict = "the derivative vanishes on its way to the input"
    elif influence[0] > 1e3:
        verdict = "the derivative explodes on its way to the input"
    else:
        verdict = "the derivative arrives in a useful size"
    picture = Picture(800, 390)
    picture.describe(
        f"A chain of {depth} {activation} neurons, all weights {weight:.1f}, all biases {bias:.1f}: the input moves "
        f"the output by {number(influence[0])} per unit; the derivative of the first weight has the size "
        f"{number(by_w[0])}, that of the last {number(by_w[-1])}. In words: {verdict}."
    )
    title = "read it from right to left"
    chart = Chart(picture, (70, 45, 500, 265), (0, depth), AXIS, "layer l", title=title, log=True)
    chart.line([0, depth], [1, 1], GREY, 1, "2 3")
    chart.line(np.arange(depth + 1), influence, BACKWARD, 2.5)
    chart.points(np.arange(depth + 1), influence, BACKWARD, 3)
    chart.line(np.arange(1, depth + 1), by_w, BLACK, 1.5, "6 3")
    chart.points(np.arange(1, depth + 1), by_w, BLACK, 2.5, fill="white")
    picture.line([(590, 62), (620, 62)], BACKWARD, 2.5)
    picture.text("|∂a^{(L)}/∂a^{(l)}|", 628, 66, 13, BACKWARD)
    picture.line([(590, 92), (620, 92)], BLACK, 1.5, "6 3")
    picture.text("|∂C/∂w^{(l)}|", 628, 96, 13)
    rows = (
        (f"input to output: {number(influence[0])}", "influence"),
        (f"first weight: {number(by_w[0])}", "first"),
        (f"last weight: {number(by_w[-1])}", "last"),
        (f"smallest link: {number(np.abs(links).min())}", "smallest"),
        (f"largest link: {number(np.abs(links).max())}", "largest"),
        (f"output a^{{(L)}}: {number(cache.A[depth][0, 0])}", "output"),
    )
    for row, (words, name) in enumerate(rows):
        picture.text(words, 590, 140 + 26 * row, 13, name=name, most=200)
    picture.text(f"A link is μ′(z) · w. Here {verdict}.", 70, 375, name="verdict", bold=True)
    return picture


def chain_figure():
    """Return the figure: move depth, weight, bias and activation of a chain."""
    return Interactive(
        chain_picture,
        depth=slider("number of layers L", 1, 40, 30, 1),
        weight=slider("every weight", -5.0, 5.0, 1.0, 0.1),
        bias=slider("every bias", -3.0, 3.0, 0.0, 0.1),
        activation=choice("activation μ", [("sigmoid", "sigmoid"), ("tanh", "tanh"), ("ReLU", "relu")], "sigmoid"),
    )
