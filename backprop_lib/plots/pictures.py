"""Arrays as pictures: rows of images, and matrices as blocks with their shapes."""

import numpy as np
from matplotlib.patches import Rectangle

from backprop_lib.plots.figure import figure, show

CELL = 0.3  # side of a cell of a matrix


def draw_pictures(images, titles, columns=10, cmap="gray_r", symmetric=False):
    """Return a figure with the images in rows.

    Parameters
    ----------
    images : array of shape (n, height, width)
    titles : sequence of n strings
    columns : int
        Images in a row.
    cmap : str
        Name of a matplotlib colour map.
    symmetric : bool
        Give 0 the middle of the colour map, each picture by itself.

    Returns
    -------
    matplotlib.figure.Figure
    """
    rows = -(-len(images) // columns)
    fig, axes = figure(rows, columns, height=rows * (8.5 / columns + 0.22))
    for ax in np.ravel(axes):
        ax.set_axis_off()
    for ax, image, title in zip(np.ravel(axes), images, titles, strict=False):
        limit = np.abs(image).max() if symmetric else None
        ax.imshow(image, cmap=cmap, vmin=-limit if symmetric else None, vmax=limit)
        ax.set_title(title, fontsize=9)
    return fig


def draw_matrices(ax, blocks):
    """Draw a matrix equation, each matrix as a grid of its shape with its name and shape below.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    blocks : sequence
        Strings are operators, written between the grids; a matrix is a tuple (name, (rows, columns), colour), and
        optionally a fourth entry, a list of the cells (row, column) that are filled.
    """
    tallest = max(block[1][0] for block in blocks if not isinstance(block, str))
    left = 0.0
    for block in blocks:
        if isinstance(block, str):
            ax.text(left + 0.45, 0, block, ha="center", va="center", fontsize=13)
            left += 0.9
            continue
        name, (rows, columns), colour, *filled = block
        top = rows * CELL / 2
        for i, j in np.ndindex(rows, columns):
            lit = bool(filled) and (i, j) in filled[0]
            corner = (left + j * CELL, top - (i + 1) * CELL)
            face = (colour, 0.45 if lit else 0)  # a colour and its opacity
            ax.add_patch(Rectangle(corner, CELL, CELL, facecolor=face, edgecolor=colour, linewidth=1.2))
        middle = left + columns * CELL / 2
        bottom = -tallest * CELL / 2 - 0.12
        ax.text(middle, bottom, f"{name}\n{rows} × {columns}", ha="center", va="top", fontsize=10)
        left += max(columns * CELL, 0.5)
    ax.set_xlim(-0.3, left + 0.3)
    ax.set_ylim(-tallest * CELL / 2 - 0.75, tallest * CELL / 2 + 0.15)
    ax.set_aspect("equal")
    ax.set_axis_off()


def show_matrices(blocks, alt):
    """Show a matrix equation, with the text alternative `alt`; the blocks are those of `draw_matrices`."""
    fig, ax = figure()
    draw_matrices(ax, blocks)
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    inch = min(1.1, 8.5 / (right - left))  # what one unit of the drawing becomes: no wider than the text
    fig.set_size_inches(inch * (right - left), inch * (high - low))
    show(fig, alt)
