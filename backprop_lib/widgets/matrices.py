"""Figure of stage 04: the matrices as blocks, the row and the column that meet, and what a lost transpose does."""

from typing import NamedTuple

import numpy as np

from backprop_lib import Network, relative_error
from backprop_lib.plots.colours import BACKWARD, BLACK, FORWARD, NEGATIVE, POSITIVE, SILVER
from backprop_lib.widgets.controls import choice, slider, switch
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.picture import Picture, factor, fixed, number

CELL = (40, 24)

NETWORKS = {"4-3-5-2, N = 6": ([4, 3, 5, 2], 6), "3-3-3-3, N = 6": ([3] * 4, 6), "3-3-3-3, N = 3": ([3] * 4, 3)}


class Product(NamedTuple):
    """A product of the passes; a factor is the letter of a matrix, its layer, and whether it is transposed."""

    left: tuple
    right: tuple
    mistaken: int  # which factor the mistake turns: 0 or 1
    result: str
    mean: bool = False  # whether it is divided by N


FORWARD_STEP = Product(("W", 2, False), ("A", 1, False), 0, "Z^{(2)} without b")  # (4.2)
STEP_BACK = Product(("W", 3, True), ("Δ", 3, False), 0, "product")  # (4.11)
GRADIENT = Product(("Δ", 2, False), ("A", 1, True), 1, "∂C/∂W^{(2)}", mean=True)  # (4.8)
PRODUCTS = {"forward: W A + b": FORWARD_STEP, "step back: Wᵀ Δ": STEP_BACK, "gradient: Δ Aᵀ / N": GRADIENT}


class Numbers(NamedTuple):
    """The numbers of a product, and the names of its factors as they are multiplied."""

    left: np.ndarray
    right: np.ndarray
    result: np.ndarray | None  # None if numpy refuses
    error: float  # of the result, relative to the true product
    names: list


def example(network):
    """Return a network, its cache and its gradients for one of `NETWORKS`."""
    sizes, N = NETWORKS[network]
    rng = np.random.default_rng(4)
    net = Network(sizes, hidden="sigmoid", output="sigmoid", cost="squared_error", rng=rng)
    net.W = [None] + [rng.normal(0, 0.9, W.shape).round(1) for W in net.W[1:]]
    net.b = [None] + [rng.normal(0, 0.9, b.shape).round(1) for b in net.b[1:]]
    cache = net.forward(rng.normal(size=(sizes[0], N)).round(1))
    return net, cache, net.backward(cache, rng.uniform(size=(sizes[-1], N)).round(1))


def matrix_numbers(network, product, mistake=False):
    """Return the numbers of a product for one of `NETWORKS`; `mistake` turns the matrix that a learner may turn."""
    net, cache, gradients = example(network)
    matrices, factors, names = {"W": net.W, "A": cache.A, "Δ": gradients.Delta}, [], []
    for place, (letter, l, transposed) in enumerate((product.left, product.right)):
        turned = transposed != (mistake and place == product.mistaken)
        factors.append(matrices[letter][l].T if turned else matrices[letter][l])
        names.append(f"({letter}^{{({l})}})^{{T}}" if turned else f"{letter}^{{({l})}}")
    left, right = factors
    if left.shape[1] != right.shape[0]:
        return Numbers(left, right, None, np.inf, names)
    result = left @ right / (NETWORKS[network][1] if product.mean else 1)
    error = relative_error(result, matrix_numbers(network, product).result) if mistake else 0.0
    return Numbers(left, right, result, error, names)


def matrix_picture(network, product, row, column, mistake):
    """Return a matrix product as coloured blocks, with the row and the column that make one entry lit.

    The entry's row and column count from 1; of a smaller matrix it is the last. `mistake` leaves out the transpose, or
    puts one in where none belongs.
    """
    left, right, result, error, names = matrix_numbers(network, product, mistake)
    i, j = min(row, len(left)) - 1, min(column, right.shape[1]) - 1
    shapes = f"{_shape(left)} times {_shape(right)}"
    colours = [BACKWARD if "Δ" in name else FORWARD for name in (*names, "".join(names))]

    picture = Picture(800, 466)
    _key(picture)
    middle = 50 + max(len(left), len(right)) * CELL[1] / 2
    x = _draw(picture, 20, middle, left, names[0], colours[0], lit=(i, slice(None)))
    picture.text("·", x + 12, middle + 5, 18, BLACK, "middle")
    x = _draw(picture, x + 24, middle, right, names[1], colours[1], lit=(slice(None), j))
    if result is None:
        verdict = f"{shapes}: numpy refuses: {left.shape[1]} columns on the left, {len(right)} rows on the right."
        picture.text(verdict, 20, 245, 14, BLACK, bold=True, name="verdict")
        picture.text("The inner two numbers must be equal. Here the shapes found the mistake.", 20, 270)
        right = _without_mistake(picture, network, product, row, column)
        picture.describe(f"{verdict} The shapes found the mistake. {right}")
        return picture
    picture.text("/ N =" if product.mean else "=", x + 22, middle + 5, 15, BLACK, "middle")
    _draw(picture, x + 46, middle, result, product.result, colours[2], lit=(i, j))
    terms = " + ".join(f"{factor(p)} · {factor(q)}" for p, q in zip(left[i], right[:, j], strict=True))
    terms = f"({terms}) / {NETWORKS[network][1]}" if product.mean else terms
    value = number(result[i, j])
    entry = f"row {i + 1}, column {j + 1}:  {terms} = {value}"
    picture.text(entry, 20, 245, 14, colours[2], name="entry", most=760)
    verdict, right = "Each entry is a row of the left matrix times a column of the right one.", ""
    if mistake:
        verdict = f"The shapes fit, nobody complains, and the numbers are wrong: relative error {error:.2f}."
        right = _without_mistake(picture, network, product, row, column)
    picture.text(verdict, 20, 270, 13, BLACK, bold=mistake, name="verdict")
    picture.describe(f"{shapes}. The entry in row {i + 1} and column {j + 1} is {value}. {verdict} {right}")
    return picture


def _key(picture):
    for x, colour, words in ((20, POSITIVE, "positive"), (120, NEGATIVE, "negative")):
        picture.box(x, 12, 14, 14, colour, SILVER, 0.5, 0.6)
        picture.text(words, x + 20, 24, 12)
    picture.text("the stronger the colour, the larger the number", 225, 24, 12)


def _without_mistake(picture, network, product, row, column):
    """Draw the right product, with the same entry lit; return in words what the entry is."""
    _, _, result, _, names = matrix_numbers(network, product)
    i, j = min(row, len(result)) - 1, min(column, result.shape[1]) - 1
    colour = BACKWARD if "Δ" in "".join(names) else FORWARD
    words = f"right: {' · '.join(names)}{f' / {NETWORKS[network][1]}' if product.mean else ''} ="
    picture.text(words, 20, 365, 14, colour, name="right")
    _draw(picture, 230, 360, result, f"right {product.result}", colour, lit=(i, j))
    return f"Right would be {number(result[i, j])}."


def _shape(M):
    return f"{M.shape[0]} × {M.shape[1]}"


def _draw(picture, x, middle, M, name, colour, lit):
    """Draw a matrix with its numbers, those at the index `lit` strong; return where its right edge is."""
    (width, height), (rows, columns) = CELL, M.shape
    top, centre = middle - rows * height / 2, x + columns * width / 2
    strong = np.zeros(M.shape, dtype=bool)
    strong[lit] = True
    largest = np.abs(M).max() or 1.0
    corners = {(i, j): (x + j * width, top + i * height) for i, j in np.ndindex(M.shape)}
    for place, corner in corners.items():
        fill, strength = POSITIVE if M[place] >= 0 else NEGATIVE, 0.1 + 0.5 * abs(float(M[place])) / largest
        picture.box(*corner, width, height, fill, SILVER, 0.5, strength)
    for (i, j), (left, above) in corners.items():
        if strong[i, j]:
            picture.box(left, above, width, height, "none", BLACK, 2.5)
        entry = {"bold": bool(strong[i, j]), "name": f"{name}({i + 1},{j + 1})"}
        picture.text(fixed(M[i, j], 2), left + width / 2, above + 16, 11, BLACK, "middle", **entry)
    below = top + rows * height + 20
    picture.text(name, centre, below, 14, colour, "middle", bold=True)
    picture.text(_shape(M), centre, below + 18, 12, BLACK, "middle")
    return x + columns * width


def matrix_figure():
    """Return the figure: choose a product and an entry of it, and take a transpose away."""
    return Interactive(
        matrix_picture,
        product=choice("product", list(PRODUCTS.items()), STEP_BACK),
        network=choice("network", list(NETWORKS), "4-3-5-2, N = 6"),
        row=slider("row", 1, 6, 2, 1, "200px"),
        column=slider("column", 1, 6, 3, 1, "200px"),
        mistake=switch("a mistake: transpose left out (forward: one too many)"),
    )
