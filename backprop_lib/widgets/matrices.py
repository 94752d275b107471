"""Figure of notebook 04: the matrices as blocks, the row and the column that meet, and what a lost transpose does."""

import numpy as np

from backprop_lib import Network, relative_error
from backprop_lib.plots.colours import BACKWARD, BLACK, FORWARD, NEGATIVE, POSITIVE, SILVER
from backprop_lib.widgets.controls import choice, slider, switch
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.network_steps import factor
from backprop_lib.widgets.picture import Picture, fixed, number

CELL = (40, 24)

NETWORKS = {"4-3-5-2, N = 6": ([4, 3, 5, 2], 6), "3-3-3-3, N = 6": ([3] * 4, 6), "3-3-3-3, N = 3": ([3] * 4, 3)}
PRODUCTS = {
    "forward: W A + b": "forward",
    "step back: W^T Δ": "back",
    "gradient: Δ A^T / N": "gradient",
}


def example(name):
    """Return a network, its cache and its gradients for one of `NETWORKS`."""
    sizes, N = NETWORKS[name]
    rng = np.random.default_rng(4)
    net = Network(sizes, hidden="sigmoid", output="sigmoid", cost="squared_error", rng=rng)
    net.W = [None] + [rng.normal(0, 0.9, W.shape).round(1) for W in net.W[1:]]
    net.b = [None] + [rng.normal(0, 0.9, b.shape).round(1) for b in net.b[1:]]
    cache = net.forward(rng.normal(size=(sizes[0], N)).round(1))
    return net, cache, net.backward(cache, rng.uniform(size=(sizes[-1], N)).round(1))


def product_parts(name, product, mistake):
    """Return the two factors of a product as (label, matrix), right or with the transpose left out or put in.

    Returns
    -------
    left, right : tuple
        Label and matrix.
    true : tuple
        The two matrices that belong there.
    """
    net, cache, gradients = example(name)
    if product == "forward":
        true = net.W[2], cache.A[1]
        wrong = net.W[2].T, cache.A[1]
        labels = ("(W^{(2)})^{T}" if mistake else "W^{(2)}", "A^{(1)}")
    elif product == "back":
        true = net.W[3].T, gradients.Delta[3]
        wrong = net.W[3], gradients.Delta[3]
        labels = ("W^{(3)}" if mistake else "(W^{(3)})^{T}", "Δ^{(3)}")
    else:
        true = gradients.Delta[2], cache.A[1].T
        wrong = gradients.Delta[2], cache.A[1]
        labels = ("Δ^{(2)}", "A^{(1)}" if mistake else "(A^{(1)})^{T}")
    used = wrong if mistake else true
    return (labels[0], used[0]), (labels[1], used[1]), true


def matrix_picture(network, product, row, column, mistake):
    """Return a matrix product as coloured blocks, with the row and the column that make one entry lit.

    Parameters
    ----------
    network : str
        One of `NETWORKS`.
    product : {"forward", "back", "gradient"}
    row, column : int
        Of the entry, from 1; of a smaller matrix the last.
    mistake : bool
        Leave out the transpose, or put one in where none belongs.

    Returns
    -------
    Picture
    """
    (left_name, left), (right_name, right), true = product_parts(network, product, mistake)
    N = NETWORKS[network][1]
    divide = N if product == "gradient" else 1
    fits = left.shape[1] == right.shape[0]
    i, j = min(row, left.shape[0]) - 1, min(column, right.shape[1]) - 1
    colours = [FORWARD if "A" in name or "W" in name else BACKWARD for name in (left_name, right_name)]

    picture = Picture(800, 330)
    height = max(left.shape[0], right.shape[0]) * CELL[1]
    middle = 50 + height / 2
    x = _block(picture, 20, middle, left, left_name, colours[0], {(i, k) for k in range(left.shape[1])})
    picture.text("·", x + 12, middle + 5, 18, BLACK, "middle")
    x = _block(picture, x + 24, middle, right, right_name, colours[1], {(k, j) for k in range(right.shape[0])})
    left_shape, right_shape = (" × ".join(map(str, M.shape)) for M in (left, right))
    if not fits:
        sentence = f"numpy refuses: {left.shape[1]} columns on the left, {right.shape[0]} rows on the right"
        words = f"{left_shape} times {right_shape}: {sentence}."
        picture.text(words, 20, 275, 14, BLACK, bold=True, name="verdict")
        picture.text("The inner two numbers must be equal. Here the shapes found the mistake.", 20, 302)
        picture.describe(f"{left_shape} times {right_shape}: {sentence}. The shapes found the mistake.")
        return picture
    result = left @ right / divide
    words = {"forward": "Z^{(2)} without b", "back": "product", "gradient": "∂C/∂W^{(2)}"}[product]
    picture.text("=" if divide == 1 else "/ N =", x + 22, middle + 5, 15, BLACK, "middle")
    colour = FORWARD if product == "forward" else BACKWARD
    _block(picture, x + 46, middle, result, words, colour, {(i, j)})
    terms = " + ".join(f"{factor(left[i, k])} · {factor(right[k, j])}" for k in range(left.shape[1]))
    terms = f"({terms}) / {N}" if divide > 1 else terms
    entry = f"row {i + 1}, column {j + 1}:  {terms} = {number(result[i, j])}"
    picture.text(entry, 20, 275, 14, colour, name="entry", most=760)
    verdict = "Each entry is a row of the left matrix times a column of the right one."
    if mistake:
        error = relative_error(result, true[0] @ true[1] / divide)
        verdict = f"The shapes fit, nobody complains, and the numbers are wrong: relative error {error:.2f}."
    picture.text(verdict, 20, 302, 13, BLACK, bold=mistake, name="verdict")
    entry = f"The entry in row {i + 1} and column {j + 1} is {number(result[i, j])}."
    picture.describe(f"{left_shape} times {right_shape}. {entry} {verdict}")
    return picture


def _block(picture, x, middle, M, name, colour, lit):
    """Draw a matrix with its numbers, its left edge at x; return where its right edge is."""
    rows, columns = M.shape
    width, height = CELL
    top = middle - rows * height / 2
    largest = np.abs(M).max() or 1.0
    for i, j in np.ndindex(rows, columns):
        strength = 0.1 + 0.5 * abs(float(M[i, j])) / largest
        corner = (x + j * width, top + i * height)
        picture.box(*corner, width, height, POSITIVE if M[i, j] >= 0 else NEGATIVE, SILVER, 0.5, strength)
    for i, j in np.ndindex(rows, columns):
        strong = (i, j) in lit
        corner = (x + j * width, top + i * height)
        if strong:
            picture.box(*corner, width, height, "none", BLACK, 2.5)
        words = fixed(M[i, j], 2)
        place = (corner[0] + width / 2, corner[1] + 16)
        picture.text(words, *place, 11, BLACK, "middle", bold=strong, name=f"{name}({i + 1},{j + 1})")
    shape = f"{rows} × {columns}"
    below = top + rows * height + 20
    picture.text(name, x + columns * width / 2, below, 14, colour, "middle", bold=True)
    picture.text(shape, x + columns * width / 2, below + 18, 12, BLACK, "middle")
    return x + columns * width


def matrix_figure():
    """Return the figure: choose a product and an entry of it, and take a transpose away."""
    return Interactive(
        matrix_picture,
        product=choice("product", list(PRODUCTS.items()), "back"),
        network=choice("network", list(NETWORKS), "4-3-5-2, N = 6"),
        row=slider("row", 1, 6, 2, 1, "200px"),
        column=slider("column", 1, 6, 3, 1, "200px"),
        mistake=switch("a mistake: transpose left out (forward: one too many)"),
    )
