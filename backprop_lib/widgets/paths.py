"""Figure of stage 03: a derivative as a sum over paths, one path at a time."""

import itertools
from functools import partial
from typing import NamedTuple

import numpy as np

from backprop_lib.plots.colours import BACKWARD, BLACK, GREY, LIGHT
from backprop_lib.widgets.chart import Chart
from backprop_lib.widgets.controls import Stepper, slider
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.network_steps import before, check_outputs_apart
from backprop_lib.widgets.picture import Picture, factor, number

RADIUS = 11


def paths_above(sizes):
    """Return all paths from a neuron of layer 1 to the cost: the neuron visited in each of the layers 2, ..., L."""
    return list(itertools.product(*(range(n) for n in sizes[2:])))


class Sum(NamedTuple):
    """A derivative as a sum over paths: the factors along each path, the terms that they make, and the derivative."""

    paths: list
    factors: np.ndarray  # (paths, factors of each), the cost's first
    terms: np.ndarray
    derivative: float


def sum_over_paths(net, x, y, i, j):
    """Return dC/dw of the weight from neuron j of layer 0 to neuron i of layer 1, counted from 1, path by path.

    The network has a squared error, element-wise output, and two layers or more; others raise ValueError. x and y have
    the shapes (n_0, 1) and (n_L, 1).
    """
    check_outputs_apart(net)
    cache = net.forward(x)
    slopes = [None] + [net.mu_prime[l](cache.Z[l])[:, 0] for l in range(1, net.L + 1)]
    start = net.ending.cost.prime(cache.A[net.L], y)[:, 0]
    paths, factors = paths_above(net.sizes), []
    for path in paths:
        road = (i - 1, *path)
        links = [(slopes[l][road[l - 1]], net.W[l][road[l - 1], road[l - 2]]) for l in range(net.L, 1, -1)]
        factors.append([start[road[-1]], *itertools.chain(*links), slopes[1][i - 1], x[j - 1, 0]])
    factors = np.array(factors)
    return Sum(paths, factors, factors.prod(axis=1), net.backward(cache, y).W[1][i - 1, j - 1])  # (3.17)


def path_symbols(net, path, i, j):
    """Return the symbols of the factors along one path."""
    road = (i, *(k + 1 for k in path))
    symbols = [f"{before(2 * net.ending.cost.scale, '')}(a_{{{road[-1]}}} − y_{{{road[-1]}}})"]
    for l in range(net.L, 1, -1):
        k, source = road[l - 1], road[l - 2]
        symbols += [f"μ′(z_{{{k}}}^{{({l})}})", f"w_{{{k}{source}}}^{{({l})}}"]
    return [*symbols, f"μ′(z_{{{i}}}^{{(1)}})", f"a_{{{j}}}^{{(0)}}"]


def paths_picture(net, x, y, i, j, count):
    """Return the network and the sum over the first `count` paths of `sum_over_paths`; the last of them is lit."""
    paths, factors, terms, derivative = sum_over_paths(net, x, y, i, j)
    so_far = terms[:count].sum()

    picture = Picture(800, 470)
    weight = f"w_{{{i}{j}}}^{{(1)}}"
    lit = [(0, j - 1), (1, i - 1)] + (list(enumerate(paths[count - 1], start=2)) if count else [])
    road = ", ".join(f"neuron {k + 1} of layer {l}" for l, k in lit)
    picture.describe(
        f"{count} of {len(paths)} paths from the weight {weight} to the cost are added up: the sum is "
        f"{number(so_far, 5)}, the derivative {number(derivative, 5)}. Lit: {road}."
    )
    _graph(picture, net, lit)
    _running_sum(picture, terms, count, derivative)
    if count:
        symbols = "  ".join(path_symbols(net, paths[count - 1], i, j))
        picture.text(f"path {count}:   {symbols}", 20, 395, 14, BACKWARD, most=760, name="symbols")
        product = " · ".join(factor(value) for value in factors[count - 1])
        words = f"= {product} = {number(terms[count - 1], 5)}"
        picture.text(words, 40, 422, 14, BACKWARD, name="term", most=740)
    words = f"sum of {count} of {len(paths)} paths: {number(so_far, 5)}      ∂C/∂{weight} = {number(derivative, 5)}"
    picture.text(words, 20, 455, 14, BLACK, bold=True, name="sum")
    return picture


def _graph(picture, net, lit):
    across = np.linspace(40, 400, net.L + 1).tolist()
    at = {(l, k): (across[l], 200 + 48 * (k - (n - 1) / 2)) for l, n in enumerate(net.sizes) for k in range(n)}
    roads = list(itertools.pairwise(lit))
    for start, end in itertools.product(at, at):
        if end[0] == start[0] + 1 and (start, end) not in roads:
            picture.line([at[start], at[end]], LIGHT, 0.8)
    for start, end in roads:
        first = start[0] == 0
        picture.line([at[start], at[end]], BLACK if first else BACKWARD, 4, "2 4" if first else "")
    for (l, k), (x, y) in at.items():
        strong = (l, k) in lit
        picture.circle(x, y, RADIUS, "white", BACKWARD if strong and l else BLACK, 3 if strong else 1)
        picture.text(str(k + 1), x, y + 4, 11, BLACK, "middle", bold=strong)
    for l, x in enumerate(across):
        picture.text(f"layer {l}", x, 36, 11, GREY, "middle")


def _running_sum(picture, terms, count, derivative):
    sums = np.concatenate([[0.0], np.cumsum(terms)])
    everything = [*terms.tolist(), *sums.tolist(), 0.0]
    margin = 0.08 * (max(everything) - min(everything) or 1.0)
    limits = (min(everything) - margin, max(everything) + margin)
    frame = (510, 45, 270, 270)
    chart = Chart(picture, frame, (0, len(terms) + 0.5), limits, "path", "the sum grows to the derivative")
    for place, term in enumerate(terms[:count].tolist(), start=1):
        newest = place == count
        chart.line([place, place], [0, term], BACKWARD, 0.7 * frame[2] / len(terms), opacity=1 if newest else 0.45)
    chart.line([0, len(terms) + 0.5], [0, 0], GREY, 1)
    chart.line(np.arange(count + 1), sums[: count + 1], BLACK, 2)
    chart.points(count, sums[count], BLACK, 4)
    chart.line([0, len(terms) + 0.5], [derivative] * 2, BACKWARD, 1.5, "6 3")
    picture.text("bars: single paths   line: sum so far   dashed: derivative", frame[0] - 50, 365, 11, GREY)


def paths_figure(net, x, y):
    """Return the figure: light one path after the other, and see the sum grow to the derivative."""
    return Interactive(
        partial(paths_picture, net, x, y),
        count=Stepper("paths added up", len(paths_above(net.sizes)), 12),
        i=slider("to neuron i", 1, net.sizes[1], min(3, net.sizes[1]), 1, "220px"),
        j=slider("from neuron j", 1, net.sizes[0], min(2, net.sizes[0]), 1, "220px"),
    )
