"""How the cost grows: backward beside forward, and beside the two ways that backpropagation replaces."""

import itertools

import numpy as np

from backprop_lib import Network, numerical_gradient, parameter_gradients
from benchmarks.timing import exponent, take_turns


def _passes(sizes, N):
    """Return the contestants forward and backward of one network."""
    rng = np.random.default_rng(1)
    net = Network(sizes, hidden="relu", output="identity", cost="squared_error")
    X, Y = rng.normal(size=(sizes[0], N)), rng.normal(size=(sizes[-1], N))
    cache = net.forward(X)
    return {"forward": lambda: net.forward(X), "backward": lambda: net.backward(cache, Y)}


def path_sum(net, x, y):
    """Return the derivative of the cost by the first bias of layer 1, path by path, (3.17)."""
    Z, A = net.forward(x)
    slopes = [None] + [net.mu_prime[l](Z[l])[:, 0] for l in range(1, net.L + 1)]
    total = 0.0
    for path in itertools.product(*(range(n) for n in net.sizes[2:])):
        term, source = slopes[1][0], 0
        for l, k in enumerate(path, start=2):
            term, source = term * net.W[l][k, source] * slopes[l][k], k
        total += term * 2 * (A[net.L][source, 0] - y[source, 0])
    return total


def _series(make, scale, rounds):
    """Return the median seconds of each contestant for each size of a series."""
    medians = {}
    for size in scale:
        for name, seconds in take_turns(make(size), rounds).items():
            medians.setdefault(name, []).append(float(np.median(seconds)))
    return medians


def _replaced(width):
    """Return backpropagation, the path sum and the central difference in a network of four layers of one width."""
    rng = np.random.default_rng(1)
    net = Network([width] * 5, hidden="sigmoid", output="sigmoid", cost="squared_error")
    x, y = rng.normal(size=(width, 1)), rng.uniform(size=(width, 1))
    assert np.isclose(path_sum(net, x, y), net.backward(net.forward(x), y).b[1][0, 0])
    return {
        "backpropagation, all derivatives": lambda: net.backward(net.forward(x), y),
        "central difference, all derivatives": lambda: parameter_gradients(net, x, y, numerical_gradient),
        "sum over paths, one derivative": lambda: path_sum(net, x, y),
    }


def growth(rounds=5):
    """Return the series: what is varied, the sizes, and the median seconds of each contestant."""
    widths, depths, samples = [128, 256, 512, 1024], [2, 4, 8, 16, 32], [250, 500, 1000, 2000, 4000]
    series = [
        ("parameters", [3 * n * n for n in widths], _series(lambda n: _passes([n] * 4, 64), widths, rounds)),
        ("layers", depths, _series(lambda L: _passes([128] * (L + 1), 64), depths, rounds)),
        ("samples", samples, _series(lambda N: _passes([128] * 4, N), samples, rounds)),
        ("width", [4, 6, 8, 11, 16], _series(_replaced, [4, 6, 8, 11, 16], 3)),
    ]
    return [
        (axis, sizes, medians, {name: exponent(sizes, m) for name, m in medians.items()})
        for axis, sizes, medians in series
    ]


def plot(series, path):
    """Draw the series into a file."""
    from matplotlib.figure import Figure

    from backprop_lib.plots import BACKWARD, BLACK, FORWARD

    figure = Figure(figsize=(12, 7), layout="constrained")
    for ax, (axis, sizes, medians, exponents) in zip(figure.subplots(2, 2).flat, series, strict=True):
        for (name, seconds), colour, style in zip(
            medians.items(), (FORWARD, BACKWARD, BLACK), ("o-", "s--", "^:"), strict=False
        ):
            ax.loglog(
                sizes, np.multiply(1000, seconds), style, color=colour, label=f"{name}: exponent {exponents[name]:.2f}"
            )
        ax.set(xlabel=axis, ylabel="milliseconds")
        ax.legend()
    figure.savefig(path, dpi=100)
