"""The tree of all paths from a neuron to the outputs, folded into the network: what is computed once, and how often."""

import itertools
import math
from functools import partial

import numpy as np

from backprop_lib.plots.colours import BLACK, GREY, LIGHT, MARKER
from backprop_lib.widgets.controls import drop_down, slider
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.picture import Column, Picture

LARGE = (784, 100, 100, 100, 10)
MOST_PATHS = 40
TOP, HEIGHT = 80, 340


def path_by_path(sizes):
    """Return how many multiplications by weights all deltas of layer 1 take if each path is multiplied by itself."""
    neurons, *above = sizes[1:]
    return neurons * math.prod(above) * len(above)


def partial_sums_stored(sizes):
    """Return how many there are if, for each neuron of layer 1, what meets in a neuron is added before it goes on."""
    neurons, *above = sizes[1:]
    return neurons * (above[0] + sum(n * m for n, m in itertools.pairwise(above)))


def started_from_the_output(sizes):
    """Return how many there are if the sums start at the outputs: they serve all neurons of layer 1."""
    return sum(n * m for n, m in itertools.pairwise(sizes[1:]))


def tree(sizes):
    """Return all beginnings of paths from a neuron of layer 1: tuples of the neurons in the layers 2, 3, ..."""
    return [path for length in range(len(sizes) - 1) for path in itertools.product(*map(range, sizes[2 : 2 + length]))]


def _tree_places(sizes, left, width):
    """Return {beginning of a path: (x, y)}: the ends below each other, and each node in the middle of its branches."""
    across = np.linspace(left, left + width, len(sizes) - 1).tolist()
    places = {}
    for path in tree(sizes):
        row, rows = 0, 1
        for neuron, n in zip(path, sizes[2:], strict=False):
            row, rows = row * n + neuron, rows * n
        places[path] = (across[len(path)], TOP + HEIGHT * (row + 0.5) / rows)
    return places


def _shared_place(sizes, layer, neuron, left, width):
    across = left + width * (layer - 1) / (len(sizes) - 2)
    return across, TOP + HEIGHT / 2 + 62 * (neuron - (sizes[layer] - 1) / 2)


def folding_picture(sizes, fold, mark):
    """Return the tree of paths, and beside it the same tree folded: not at all (0.0), half, or into the network (1.0).

    Parameters
    ----------
    sizes : sequence of int
        Widths of the layers.
    fold : float
    mark : tuple
        Layer, and neuron counted from 0, whose copies are marked.
    """
    picture = Picture(800, 570)
    layer, neuron = mark
    paths, copies = math.prod(sizes[2:]), math.prod(sizes[2:layer])
    picture.text(f"{paths} paths, each a branch of its own", 30, 28, 14, bold=True, name="left")
    picture.text("folded: each neuron stands once", 450, 28, 14, bold=True, name="right")
    left, right = _tree_places(sizes, 40, 300), _tree_places(sizes, 460, 290)
    others = [_shared_place(sizes, 1, i, 460, 290) for i in range(1, sizes[1])]
    places = {}
    for path, (x, y) in right.items():
        u, v = _shared_place(sizes, 1 + len(path), path[-1] if path else 0, 460, 290)
        places[path] = (x + fold * (u - x), y + fold * (v - y))
    if fold == 1.0:
        for start, k in itertools.product(others, range(sizes[2])):
            picture.line([start, places[(k,)]], LIGHT, 1, "4 3")
    for nodes in (left, places):
        for path in nodes:
            if path:
                picture.line([nodes[path[:-1]], nodes[path]], GREY, 1)
        for path, (x, y) in nodes.items():
            _node(
                picture, x, y, path, 1 + len(path) == layer and path[-1:] == (neuron,), sizes, fold * (nodes is places)
            )
    for i, (x, y) in enumerate(others if fold == 1.0 else [], start=1):
        picture.circle(x, y, 11, "white", LIGHT)
        picture.text(f"{i + 1}", x, y + 4, 11, GREY, "middle")
    for start in (40, 460):
        for l in range(1, len(sizes)):
            x = start + (300 if start == 40 else 290) * (l - 1) / (len(sizes) - 2)
            picture.text(f"layer {l}", x, 58, 11, GREY, "middle")
    times = "once" if copies == 1 else f"{copies} times"
    words = f"Neuron {neuron + 1} of layer {layer} is marked: it stands {times} in the tree, and once in the network."
    picture.text(words, 30, TOP + HEIGHT + 28, 13, name="copies")
    counted = _counts(picture, sizes, TOP + HEIGHT + 62)
    picture.describe(
        f"Left the tree of {paths} paths from a neuron of layer 1 of the network {'-'.join(map(str, sizes))} to its "
        f"outputs; right the same, folded to {fold:.1f}, where 1.0 is the network. {words} {counted}"
    )
    return picture


def _node(picture, x, y, path, marked, sizes, fold):
    room = HEIGHT / math.prod(sizes[2 : 2 + len(path)])  # between two nodes of the tree
    radius = min(11.0, room / 2 - 1)
    radius += fold * (11.0 - radius)
    picture.circle(x, y, radius, MARKER if marked else "white", BLACK, 2 if marked else 1)
    if radius >= 8:
        picture.text(f"{path[-1] + 1 if path else 1}", x, y + 4, 11, BLACK, "middle")


def _counts(picture, sizes, y):
    one = [path_by_path(sizes) // sizes[1], partial_sums_stored(sizes) // sizes[1]]
    ways = {
        "path by path": path_by_path,
        "layer by layer": partial_sums_stored,
        "backward, from the cost": started_from_the_output,
    }
    counts, large = ([f"{count(net):,}" for count in ways.values()] for net in (sizes, LARGE))
    columns = {
        "way": Column("multiplications by weights", 30, list(ways), "start"),
        "one": Column("one neuron of layer 1", 390, [*map(str, one), ""]),
        "all": Column(f"all {sizes[1]}", 480, counts, bold=True),
        "large": Column(f"all {LARGE[1]} of {'-'.join(map(str, LARGE))}", 760, large),
    }
    picture.table(columns, y, lines=(30, 760))
    return f"Multiplications by weights for all {sizes[1]} neurons of layer 1: " + ", ".join(
        f"{way} {count}" for way, count in zip(ways, counts, strict=True)
    )


def folding_figure(sizes=(6, 4, 3, 5, 2)):
    """Return the figure: fold the tree of all paths into the network, and mark the copies of a neuron.

    Parameters
    ----------
    sizes : sequence of int
        Widths of the layers, of which there are at least 2 above layer 1, and not more than 40 paths.
    """
    paths = math.prod(sizes[2:])
    if len(sizes) < 4 or paths > MOST_PATHS or max(sizes[1:]) > 5:
        raise ValueError(
            f"sizes={list(sizes)} has {paths} paths from a neuron of layer 1, expected at least two layers above layer "
            f"1, at most 5 neurons in each, and at most {MOST_PATHS} paths: the branches of more have no room"
        )
    neurons = [(l, i) for l in range(2, len(sizes)) for i in range(sizes[l])]
    options = [(f"neuron {i + 1} of layer {l}", (l, i)) for l, i in neurons]
    return Interactive(
        partial(folding_picture, tuple(sizes)),
        fold=slider("fold", 0.0, 1.0, 1.0, 0.1),
        mark=drop_down("mark", options, (len(sizes) - 2, sizes[-2] // 3)),
    )
