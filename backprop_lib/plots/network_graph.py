"""A network as a picture: neurons as circles, weights as lines, layer by layer from left to right."""

import numpy as np
from matplotlib.patches import Circle

from backprop_lib.plots.colours import BLACK, SILVER

RADIUS = 0.2


def neuron_position(sizes, l, i):
    """Return (x, y) of neuron i (numbered from 0) of layer l: layers 1.6 apart, each centred at height 0."""
    return 1.6 * l, 0.62 * ((sizes[l] - 1) / 2 - i)


def draw_network(ax, sizes, labels=None, paths=(), path_style=None, weights=None, titles=None):
    """Draw a fully connected network.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    sizes : sequence of int
        Widths of the layers, input first.
    labels : dict, optional
        labels[l, i] is written into neuron i of layer l, numbered from 0; the others stay empty.
    paths : sequence of tuples
        Each path is a tuple (l, i_l, i_{l+1}, ...): where it starts, and the neuron it visits in each layer from there.
    path_style : dict, optional
        How paths are drawn, as matplotlib line properties.
    weights : list of arrays, optional
        weights[l] of shape (n_l, n_{l-1}), indexed by layer: thick lines are large weights, dashed ones negative.
    titles : list of str, optional
        One for each layer, written above it.
    """
    labels = labels or {}
    for l in range(1, len(sizes)):
        largest = np.abs(weights[l]).max() if weights else 1
        for i, j in np.ndindex(sizes[l], sizes[l - 1]):
            w = weights[l][i, j] / largest if weights else 0.3
            ends = zip(neuron_position(sizes, l - 1, j), neuron_position(sizes, l, i), strict=True)
            ax.plot(*ends, color=SILVER, linewidth=0.4 + 2 * abs(w), linestyle="-" if w >= 0 else "--", zorder=1)
    for start, *visited in paths:
        points = [neuron_position(sizes, start + step, i) for step, i in enumerate(visited)]
        ax.plot(*zip(*points, strict=True), **{"linewidth": 3, "zorder": 2, **(path_style or {})})
    for l, n in enumerate(sizes):
        for i in range(n):
            x, y = neuron_position(sizes, l, i)
            ax.add_patch(Circle((x, y), RADIUS, facecolor="white", edgecolor=BLACK, zorder=3))
            ax.text(x, y, labels.get((l, i), ""), ha="center", va="center", fontsize=9, zorder=4)
        if titles:
            ax.text(1.6 * l, 0.31 * max(sizes) + 0.12, titles[l], ha="center", va="bottom", fontsize=9)
    ax.set_aspect("equal")
    ax.set_axis_off()
