"""The numbers of the figure of stage 06: ours, and those that follow from them by the convention of a text."""

import functools
from typing import NamedTuple

import numpy as np

from backprop_lib.network import Network
from backprop_lib.widgets.rosetta_notation import SIZES, TEXTS, N

SAMPLE = 0  # the one that deltas belong to


class Compared(NamedTuple):
    """The numbers of one thing in a text and with us: pre-activation and activation, one number, or none.

    What has no name in the text has no number there. `factor` leads from the text's number to ours, as a symbol and a
    number.
    """

    theirs: tuple
    ours: tuple
    factor: tuple
    their_cost: float
    our_cost: float


@functools.cache
def example():
    """Return the network of the figure, its inputs and its targets; they are kept, so their arrays are read-only."""
    rng = np.random.default_rng(2805)  # one in which no number is 0 or nearly so
    net = Network(SIZES, hidden="sigmoid", output="sigmoid", cost="squared_error", rng=rng)
    net.W = [None] + [rng.normal(0, 0.9, W.shape).round(1) for W in net.W[1:]]
    net.b = [None] + [rng.normal(0, 0.9, b.shape).round(1) for b in net.b[1:]]
    X, Y = rng.normal(size=(SIZES[0], N)).round(1), rng.uniform(size=(SIZES[-1], N)).round(1)
    for array in (*net.W[1:], *net.b[1:], X, Y):
        array.flags.writeable = False
    return net, X, Y


def compared(text, thing, layer, i, j):
    """Return the numbers of a thing as `Compared`; the layer is counted as we do, i and j from 0."""
    convention, (net, X, Y) = TEXTS[text], example()
    cache = net.forward(X)
    gradients = net.backward(cache, Y)
    delta = (gradients.Delta[layer][i, SAMPLE],)  # (4.6), (4.11)
    ours = {
        "layers": (),
        "weight": (net.W[layer][i, j],),
        "unit": (cache.Z[layer][i, SAMPLE], cache.A[layer][i, SAMPLE]),  # (4.2), (4.3)
        "delta": delta,
        "gradient": (gradients.W[layer][i, j],),  # (4.8)
        "back": delta,
    }[thing]
    theirs, factor = ours, ("1", 1)
    if thing in ("gradient", "delta", "back"):
        factor = convention.factor(of_delta=thing != "gradient")
        theirs = tuple(number / factor[1] for number in ours)
    one = np.s_[SAMPLE : SAMPLE + 1] if convention.samples == "one" else np.s_[:]
    costs = [c.cost(cache.A[net.L][:, one], Y[:, one]) for c in (convention, TEXTS["ours"])]
    return Compared(theirs, ours, factor, *costs)
