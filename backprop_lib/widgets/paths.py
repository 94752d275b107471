"""Figure of notebook 03: a derivative as a sum over paths, one path at a time."""

import itertools
from functools import partial

import numpy as np

from backprop_lib.plots.colours import BACKWARD, BLACK, FORWARD, GREY, LIGHT
from backprop_lib.widgets.chart import Chart
from backprop_lib.widgets.controls import Stepper, slider
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.network_steps import factor
from backprop_lib.widgets.picture import Picture, number

RADIUS = 11


def paths_above(sizes):
    """Return all paths from a neuron of layer 1 to the cost: the neuron visited in each of the layers 2, ..., L."""
    return list(itertools.product(*(range(n) for n in sizes[2:])))


def path_factors(net, cache, y, path, i):
    """Return the factors of (3.17) along one path from neuron i of layer 1, the cost's first, and their symbols."""
    factors, names, source = [], [], i
    for l, k in enumerate(path, start=2):
        slope = net.mu_prime[l](cache.Z[l])[k, 0]
        factors = [slope, net.W[l][k, source], *factors]
        names = [f"μ′(z_{{{k + 1}}}^{{({l})}})", f"w_{{{k + 1}{source + 1}}}^{{({l})}}", *names]
        source = k
    start = f"2(a_{{{source + 1}}} − y_{{{source + 1}}})"
    return [2 * (cache.A[net.L][source, 0] - y[source, 0]), *factors], [start, *names]


def paths_picture(net, x, y, i, j, count):
    """Return the network with one path lit, and the sum over the paths so far.

    Parameters
    ----------
    net : Network
        With the squared error, element-wise output, and two layers or more.
    x, y : arrays of shape (n_0, 1) and (n_L, 1)
    i, j : int
        The weight leads from neuron j of layer 0 to neuron i of layer 1, counted from 1.
    count : int
        How many paths are added up; the last of them is lit.

    Returns
    -------
    Picture
    """
    cache = net.forward(x)
    gradient = net.backward(cache, y).W[1][i - 1, j - 1]
    paths = paths_above(net.sizes)
    own = net.mu_prime[1](cache.Z[1])[i - 1, 0] * x[j - 1, 0]  # the same for all paths
    terms = np.array([np.prod(path_factors(net, cache, y, path, i - 1)[0]) * own for path in paths])  # (3.17)
    so_far = terms[:count].sum()

    picture = Picture(800, 470)
    weight = f"w_{{{i}{j}}}^{{(1)}}"
    lit = [(0, j - 1), (1, i - 1)] + (list(enumerate(paths[count - 1], start=2)) if count else [])
    road = ", ".join(f"neuron {k + 1} of layer {l}" for l, k in lit)
    picture.describe(
        f"{count} of {len(paths)} paths from the weight {weight} to the cost are added up: the sum is "
        f"{number(so_far, 5)}, the gradient {number(gradient, 5)}. Lit: {road}."
    )
    _graph(picture, net, lit)
    _running_sum(picture, terms, count, gradient)
    if count:
        factors, names = path_factors(net, cache, y, paths[count - 1], i - 1)
        own_names = [f"μ′(z_{{{i}}}^{{(1)}})", f"a_{{{j}}}^{{(0)}}"]
        picture.text(f"path {count}:   " + "  ".join([*names, *own_names]), 20, 395, 14, BACKWARD, most=760)
        own_factors = [net.mu_prime[1](cache.Z[1])[i - 1, 0], x[j - 1, 0]]
        product = " · ".join(factor(value) for value in [*factors, *own_factors])
        words = f"= {product} = {number(terms[count - 1], 5)}"
        picture.text(words, 40, 422, 14, BACKWARD, name="term", most=740)
    words = f"sum of {count} of {len(paths)} paths: {number(so_far, 5)}      ∂C/∂{weight} = {number(gradient, 5)}"
    picture.text(words, 20, 455, 14, BLACK, bold=True, name="sum")
    return picture


def _graph(picture, net, lit):
    sizes = net.sizes
    across = np.linspace(40, 400, net.L + 1).tolist()
    at = {(l, k): (across[l], 200 + 48 * (k - (n - 1) / 2)) for l, n in enumerate(sizes) for k in range(n)}
    roads = set(itertools.pairwise(lit))
    for l in range(1, net.L + 1):
        for k, m in np.ndindex(sizes[l], sizes[l - 1]):
            if ((l - 1, m), (l, k)) not in roads:
                picture.line([at[l - 1, m], at[l, k]], LIGHT, 0.8)
    for start, end in roads:
        first = start[0] == 0
        picture.line([at[start], at[end]], BLACK if first else BACKWARD, 4, "2 4" if first else "")
    for (l, k), (x, y) in at.items():
        strong = (l, k) in lit
        picture.circle(x, y, RADIUS, "white", BACKWARD if strong and l else BLACK, 3 if strong else 1)
        picture.text(str(k + 1), x, y + 4, 11, BLACK, "middle", bold=strong)
    for l, x in enumerate(across):
        picture.text(f"layer {l}", x, 36, 11, GREY, "middle")


def _running_sum(picture, terms, count, gradient):
    sums = np.concatenate([[0.0], np.cumsum(terms)])
    everything = [*terms.tolist(), *sums.tolist(), 0.0]
    margin = 0.08 * (max(everything) - min(everything) or 1.0)
    limits = (min(everything) - margin, max(everything) + margin)
    frame = (510, 45, 270, 270)
    chart = Chart(picture, frame, (0, len(terms) + 0.5), limits, "path", "", "the sum grows to the gradient")
    for place, term in enumerate(terms[:count].tolist(), start=1):
        newest = place == count
        chart.line([place, place], [0, term], BACKWARD, 0.7 * frame[2] / len(terms), opacity=1 if newest else 0.45)
    chart.line([0, len(terms) + 0.5], [0, 0], GREY, 1)
    chart.line(np.arange(count + 1), sums[: count + 1], BLACK, 2)
    chart.points(count, sums[count], BLACK, 4)
    chart.line([0, len(terms) + 0.5], [gradient] * 2, FORWARD, 1.5, "6 3")
    picture.text("bars: single paths   line: sum so far   dashed: gradient", frame[0] - 50, 365, 11, GREY)


def paths_figure(net, x, y):
    """Return the figure: light one path after the other, and see the sum grow to the gradient."""
    return Interactive(
        partial(paths_picture, net, x, y),
        count=Stepper("paths added up", len(paths_above(net.sizes)), 12),
        i=slider("to neuron i", 1, net.sizes[1], min(3, net.sizes[1]), 1, "220px"),
        j=slider("from neuron j", 1, net.sizes[0], min(2, net.sizes[0]), 1, "220px"),
    )
