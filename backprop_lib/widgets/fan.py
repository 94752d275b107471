"""Figure of stage 04: one layer as a network and as a matrix; the row or the column that makes a number is lit in both.

Forward, a neuron collects along its row of W: what comes in, its fan-in. Backward, a neuron of the layer before
collects along its column: what goes out of it, its fan-out.
"""

from typing import NamedTuple

import numpy as np

from backprop_lib.ladder.matrices import W, a, b, delta
from backprop_lib.plots.colours import BACKWARD, BLACK, FORWARD, GREY, LIGHT
from backprop_lib.widgets.controls import choice
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.picture import Picture, factor, fixed

n, m = W.shape
BEFORE = [(110, 80 + 85 * j) for j in range(m)]  # where the neurons of the layer before stand
HERE = [(330, 122 + 85 * i) for i in range(n)]
GRID, TURNED, CELL = (540, 66), (540, 192), (72, 36)  # where W and its transpose stand, and the size of an entry
SHORTEN = 28  # pixels from the middle of a neuron to where a line begins

INDEX = "₁₂₃"
FORWARD_OPTIONS = [(f"z{INDEX[i]}", (True, i)) for i in range(n)]
BACKWARD_OPTIONS = [(f"∂Cₛ/∂a{INDEX[j]}", (False, j)) for j in range(m)]


class Fan(NamedTuple):
    """A sum over one row or one column of W: which, its terms as (weight, number), what is added, and the result."""

    weights: list  # indices (i, j) of W
    terms: list
    bias: float | None
    result: float


def fan(forward, k):
    """Return how neuron k collects its z; or backward, how a neuron of the layer before collects its derivative.

    Parameters
    ----------
    forward : bool
    k : int
        Counted from 0.
    """
    if forward:
        terms = [(W[k, j], a[j, 0]) for j in range(m)]
        return Fan([(k, j) for j in range(m)], terms, b[k, 0], (W @ a + b)[k, 0])  # (4.1)
    terms = [(W[i, k], delta[i, 0]) for i in range(n)]
    return Fan([(i, k) for i in range(n)], terms, None, (W.T @ delta)[k, 0])  # (4.10)


def fan_picture(compute):
    """Return the layer as a network and as a matrix, with what makes one number lit.

    Parameters
    ----------
    compute : tuple
        The arguments of `fan`.
    """
    (forward, k), found = compute, fan(*compute)
    colour = FORWARD if forward else BACKWARD
    name = f"z_{{{k + 1}}}" if forward else f"∂C_{{s}}/∂a_{{{k + 1}}}"
    line, neuron = ("row", "what comes into it") if forward else ("column", "what goes out of it")
    picture = Picture(800, 390)
    _network(picture, forward, k, found, colour)
    _matrices(picture, forward, found, colour)

    letters = ("w", "a") if forward else ("w", "δ")
    symbols = " + ".join(
        f"{letters[0]}_{{{i + 1}{j + 1}}} {letters[1]}_{{{(j if forward else i) + 1}}}" for i, j in found.weights
    )
    numbers = " + ".join(f"{factor(w, 1)} · {factor(x, 1)}" for w, x in found.terms)
    if forward:
        symbols, numbers = f"{symbols} + b_{{{k + 1}}}", f"{numbers} + {factor(found.bias, 1)}"
    picture.text(f"{name} = {symbols}", 40, 320, 15, colour, name="formula")
    result = fixed(found.result, 2)
    picture.text(f"{name} = {numbers} = {result}", 40, 348, 15, colour, bold=True, name="numbers")
    words = f"{line.capitalize()} {k + 1} of W belongs to this neuron: {neuron}."
    if not forward:
        words = f"{words} It is row {k + 1} of the transpose."
    picture.text(words, 40, 374, 13, name="words")
    picture.describe(
        f"A layer of two neurons that hear three, as a network and as a matrix W of 2 rows and 3 columns. Lit is "
        f"{line} {k + 1}: {numbers} = {result} is {name}, computed {'forward' if forward else 'backward'}. {words}"
    )
    return picture


def _network(picture, forward, k, found, colour):
    for i, j in np.ndindex(n, m):
        if (i, j) not in found.weights:
            picture.line([BEFORE[j], HERE[i]], LIGHT, 1)
    for i, j in found.weights:
        tail, head = np.array(BEFORE[j], float), np.array(HERE[i], float)
        inward = SHORTEN * (head - tail) / np.linalg.norm(head - tail)
        ends = (tail + inward, head - inward)
        picture.arrow(*(ends if forward else ends[::-1]), colour, 3)
        x, y = (tail + (0.36 if forward else 0.64) * (head - tail)).tolist()
        picture.box(x - 20, y - 10, 40, 19, "white")
        picture.text(fixed(W[i, j], 1), x, y + 5, 12, colour, "middle", bold=True, name=f"weight {i + 1}{j + 1}")
    picture.text("layer before", BEFORE[0][0], 36, anchor="middle", bold=True)
    picture.text("this layer", HERE[0][0], 36, anchor="middle", bold=True)
    before, here = ("a", a) if forward else ("∂C_{s}/∂a", None), ("z", None) if forward else ("δ", delta)
    for places, (letter, values), side in ((BEFORE, before, -1), (HERE, here, 1)):
        for index, (x, y) in enumerate(places):
            lit = values is None and index == k
            picture.circle(x, y, 25, "white", colour if lit else BLACK, 3.5 if lit else 1)
            inside = fixed(values[index, 0], 1) if values is not None else fixed(found.result, 2) if lit else "?"
            picture.text(inside, x, y + 5, 13, colour if lit else BLACK, "middle", bold=lit)
            anchor = "end" if side < 0 else "start"
            picture.text(f"{letter}_{{{index + 1}}}", x + 31 * side, y + 5, 13, GREY, anchor)


def _matrices(picture, forward, found, colour):
    left, top = GRID
    width, height = CELL
    picture.text("W", left + m * width / 2, 36, 15, anchor="middle", bold=True)
    for j in range(m):
        picture.text(f"out of {j + 1}", left + (j + 0.5) * width, top - 8, 12, GREY, "middle")
    for i in range(n):
        picture.text(f"into {i + 1}", left - 8, top + (i + 0.5) * height + 4, 12, GREY, "end")
    _grid(picture, W, found.weights, GRID, colour)
    if not forward:
        left, top = TURNED
        picture.text("W^{T}", left + n * width / 2, top - 10, 15, anchor="middle", bold=True)
        _grid(picture, W.T, [(j, i) for i, j in found.weights], TURNED, colour)


def _grid(picture, M, lit, corner, colour):
    (left, top), (width, height) = corner, CELL
    for place in sorted(np.ndindex(M.shape), key=lit.__contains__):  # the lit ones last, above the others
        x, y = left + place[1] * width, top + place[0] * height
        style = (colour, colour, 3) if place in lit else ("white", LIGHT, 1)
        picture.box(x, y, width, height, *style, opacity=0.15)
        ink = colour if place in lit else BLACK
        picture.text(fixed(M[place], 1), x + width / 2, y + height / 2 + 5, 15, ink, "middle", bold=place in lit)


def fan_figure(forward=True):
    """Return the figure: choose a number to compute, and see the weights that it needs, in the network and in W.

    Parameters
    ----------
    forward : bool
        Which way the figure opens with.
    """
    return Interactive(
        fan_picture,
        compute=choice("compute", FORWARD_OPTIONS + BACKWARD_OPTIONS, (True, 0) if forward else (False, 1)),
    )
