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


def _replaced(width, layers):
    """Return backpropagation, the path sum and the central difference in a network whose layers have one width."""
    rng = np.random.default_rng(1)
    net = Network([width] * (layers + 1), hidden="sigmoid", output="sigmoid", cost="squared_error")
    x, y = rng.normal(size=(width, 1)), rng.uniform(size=(width, 1))
    assert np.isclose(path_sum(net, x, y), net.backward(net.forward(x), y).b[1][0, 0])
    return {
        "backpropagation, all derivatives": lambda: net.backward(net.forward(x), y),
        "central difference, all derivatives": lambda: parameter_gradients(net, x, y, numerical_gradient),
        "sum over paths, one derivative": lambda: path_sum(net, x, y),
    }


def growth(rounds=5):
    """Return the series: what is varied, the sizes, and the median seconds and exponent of each contestant."""
    widths, depths, samples = [256, 512, 1024, 2048], [4, 8, 16, 32, 64], [1000, 2000, 4000, 8000]
    narrow, deep = [8, 16, 32, 64], [2, 4, 6, 8]
    series = {
        "parameters": ([3 * n * n for n in widths], _series(lambda n: _passes([n] * 4, 64), widths, rounds)),
        "layers": (depths, _series(lambda L: _passes([128] * (L + 1), 64), depths, rounds)),
        "samples": (samples, _series(lambda N: _passes([128] * 4, N), samples, rounds)),
        "width of 4 layers": (narrow, _series(lambda n: _replaced(n, 4), narrow, 3)),
        "layers of width 4": (deep, _series(lambda L: _replaced(4, L), deep, 3)),
    }
    return [
        (axis, sizes, medians, {name: exponent(sizes, m) for name, m in medians.items()})
        for axis, (sizes, medians) in series.items()
    ]


def plot(series, path):
    """Draw the series into a file: times against sizes, both logarithmic, so that the slope is the exponent."""
    from matplotlib.figure import Figure

    from backprop_lib.plots import BACKWARD, BLACK, FORWARD

    styles = {
        "forward": ("o-", FORWARD),
        "backward": ("s--", BACKWARD),
        "backpropagation, all derivatives": ("s--", BACKWARD),
        "central difference, all derivatives": ("o-", FORWARD),
        "sum over paths, one derivative": ("^:", BLACK),
    }
    figure = Figure(figsize=(12, 8), layout="constrained")
    panels = figure.subplot_mosaic(
        [["parameters", "layers", "samples"], ["width of 4 layers", "layers of width 4", "."]]
    )
    for axis, sizes, medians, exponents in series:
        ax = panels[axis]
        for name, seconds in medians.items():
            style, colour = styles[name]
            label = f"{name}: {exponents[name]:.1f}"
            ax.loglog(sizes, np.multiply(1000, seconds), style, color=colour, label=label)
        ax.set_xticks(sizes, [f"{size:,}" for size in sizes])
        ax.minorticks_off()
        ax.set(xlabel=axis, ylabel="milliseconds")
        ax.legend(title="exponent", loc="lower center", bbox_to_anchor=(0.5, 1.0), frameon=False)
    figure.savefig(path, dpi=100)
