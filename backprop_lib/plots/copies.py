"""A still figure of sitting 08: what numpy copies."""

import numpy as np
from matplotlib.patches import Rectangle

from backprop_lib.plots.colours import BACKWARD, BACKWARD_TINT, FORWARD, FORWARD_TINT
from backprop_lib.plots.figure import figure, show


def show_copies(pairs):
    """Show what numpy makes of entrywise products of two arrays: it multiplies, copies what has one row, or stops.

    Parameters
    ----------
    pairs : list of tuple
        Shapes of the two factors.
    """
    fig, axes = figure(columns=len(pairs), height=2.0)
    said = []
    for ax, (first, second) in zip(axes, pairs, strict=True):
        try:
            rows, columns = np.broadcast_shapes(first, second)
            words = f"numpy returns {rows, columns}"
        except ValueError:
            rows, words = first[0], "numpy stops"
        _draw_cells(ax, 0, first, rows, FORWARD, FORWARD_TINT)
        _draw_cells(ax, 7.5, second, rows, BACKWARD, BACKWARD_TINT)
        ax.text(6.75, -first[0] / 2, "⊙", ha="center", va="center", fontsize=12)
        ax.text(6.75, 0.6, f"{first} with {second}", ha="center", fontsize=10)
        ax.text(6.75, -6.2, words, ha="center", fontsize=10)
        ax.set(xlim=(-0.3, 13.8), ylim=(-6.6, 1.5), aspect="equal")
        ax.set_axis_off()
        said.append(f"{first} with {second}, {words}{', from copies of the one row' if first[0] < rows else ''}")
    show(fig, f"Two arrays multiplied entry by entry, {len(pairs)} times: {'; '.join(said)}.")


def _draw_cells(ax, left, shape, rows, edge, face):
    """Draw an array as squares, and the copies that numpy makes of its one row as dashed ones."""
    height, width = shape
    for i in range(rows if height == 1 else height):
        copied = i >= height
        for j in range(width):
            style = {"facecolor": "white", "linestyle": ":"} if copied else {"facecolor": face}
            ax.add_patch(Rectangle((left + j, -i - 1), 1, 1, edgecolor=edge, **style))
