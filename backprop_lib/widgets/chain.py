"""Figure of sitting 02c: how derivatives vanish and explode along a chain."""

from typing import NamedTuple

import numpy as np

from backprop_lib import Network
from backprop_lib.plots.colours import BACKWARD, GREY
from backprop_lib.widgets.activations import activation_choice
from backprop_lib.widgets.chart import Chart
from backprop_lib.widgets.controls import slider
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.picture import Picture, number

INPUT, TARGET = 0.5, 1.0
AXIS = (1e-20, 1e10)


class Chain(NamedTuple):
    """What a chain of L neurons does: arrays from layer 1 up to layer L, `influence` from layer 0."""

    links: np.ndarray  # da(l)/da(l-1)
    influence: np.ndarray  # |da(L)/da(l)|
    by_w: np.ndarray  # |dC/dw(l)|
    output: float


def chain_numbers(depth, weight, bias, activation):
    """Return the derivatives along a chain of `depth` neurons with equal weights, biases and activations."""
    net = Network([1] * (depth + 1), hidden=activation, output=activation, cost="squared_error")
    for l in range(1, depth + 1):
        net.W[l][:], net.b[l][:] = weight, bias
    cache = net.forward(np.array([[INPUT]]))
    gradients = net.backward(cache, np.array([[TARGET]]))
    links = activation.mu_prime(np.ravel(cache.Z[1:])) * weight  # (2.6)
    influence = np.ones(depth + 1)
    for l in range(depth, 0, -1):
        influence[l - 1] = influence[l] * links[l - 1]  # (2.15)
    return Chain(links, np.abs(influence), np.abs(np.ravel(gradients.W[1:])), cache.A[depth].item())


def what_happens(weight, arrives):
    """Return in words what the size `arrives` of the derivative of the output by the input says."""
    if arrives == 0:
        return f"a {'weight of 0' if weight == 0 else 'closed gate'} lets nothing through"
    if arrives < 1e-3:
        return "the derivative vanishes on its way to the input"
    if arrives > 1e3:
        return "the derivative explodes on its way to the input"
    return "the derivative arrives in a useful size"


def chain_picture(depth, weight, bias, activation):
    """Return how strongly each layer of a chain acts on its output, and the size of each weight's derivative."""
    chain = chain_numbers(depth, weight, bias, activation)
    layers, influence, by_w = np.arange(depth + 1), chain.influence, chain.by_w
    verdict = what_happens(weight, influence[0])
    picture = Picture(800, 390)
    picture.describe(
        f"A chain of {depth} {activation.name} neurons, all weights {number(weight, 1)}, all biases {number(bias, 1)}: "
        f"the input moves the output by {number(influence[0])} per unit; the derivative of the first weight has the "
        f"size {number(by_w[0])}, that of the last {number(by_w[-1])}. In words: {verdict}."
    )
    title = "read it from right to left"
    chart = Chart(picture, (70, 45, 500, 265), (0, depth), AXIS, "layer l", title=title, log=True)
    chart.line([0, depth], [1, 1], GREY, 1, "2 3")
    chart.line(layers, influence, BACKWARD, 2.5)
    chart.points(layers, influence, BACKWARD, 3)
    chart.line(layers[1:], by_w, BACKWARD, 1.5, "6 3")
    chart.points(layers[1:], by_w, BACKWARD, 2.5, fill="white")
    ends = chart.at(depth, [1.0, np.clip(by_w[-1], 1e-2, 1e2)])[:, 1]
    apart = max(abs(ends[1] - ends[0]), 22) * (-1 if by_w[-1] > 1 else 1)
    picture.text("|∂a^{(L)}/∂a^{(l)}|", 582, ends[0] + 4, 13, BACKWARD)
    picture.text("|∂C/∂w^{(l)}|, dashed", 582, ends[0] + apart + 4, 13, BACKWARD)
    words = {
        "influence": f"input to output: {number(influence[0])}",
        "first": f"first weight: {number(by_w[0])}",
        "last": f"last weight: {number(by_w[-1])}",
        "smallest": f"smallest link: {number(np.abs(chain.links).min())}",
        "largest": f"largest link: {number(np.abs(chain.links).max())}",
        "output": f"output a^{{(L)}}: {number(chain.output)}",
    }
    picture.rows(words, 582, 200, 24, most=210)
    picture.text(f"A link is μ′(z) · w. Here {verdict}.", 70, 375, name="verdict", bold=True)
    return picture


def chain_figure():
    """Return the figure: move depth, weight, bias and activation of a chain."""
    return Interactive(
        chain_picture,
        depth=slider("number of layers L", 1, 40, 30, 1),
        weight=slider("every weight", -5.0, 5.0, 1.0, 0.1),
        bias=slider("every bias", -3.0, 3.0, 0.0, 0.1),
        activation=activation_choice(),
    )
