"""A still figure of sitting 10: one layer's forward product, in the shapes in which several libraries store it."""

from matplotlib.patches import Rectangle

from backprop_lib.plots.colours import FORWARD, FORWARD_TINT
from backprop_lib.plots.figure import figure, show

CELL = 0.17  # inches
BELOW = 0.62  # inches for the names below a row


def show_layouts(products):
    """Show matrix products as rectangles, one product above the other.

    Parameters
    ----------
    products : dict
        Whose it is -> the factors and the result, each a pair: its name, and its shape as it stands in the product. A
        name that ends with .T is stored in the other shape, which is shown dashed.
    """
    rows_of_cells = sum(max(shape[0] for _, shape in arrays) for arrays in products.values())
    fig, ax = figure(height=0.1 + CELL * rows_of_cells + BELOW * len(products))
    top = 0.0
    for owner, arrays in products.items():
        height = CELL * max(shape[0] for _, shape in arrays)
        ax.text(0, top - height / 2, owner, ha="left", va="center", fontsize=11, weight="bold")
        left = 2.2
        for sign, (name, (rows, columns)) in zip(("", "@", "="), arrays, strict=True):
            ax.text(left - 0.6, top - height / 2, sign, ha="center", va="center", fontsize=12)
            middle, size = left + CELL * columns / 2, f"{rows} × {columns}"
            _draw(ax, middle, top - height / 2, rows, columns, facecolor=FORWARD_TINT)
            if name.endswith(".T"):
                _draw(ax, middle, top - height / 2, columns, rows, facecolor="none", linestyle="--")
                size = f"{size}, stored {columns} × {rows}"
            ax.text(middle, top - height - 0.05, f"{name}\n{size}", ha="center", va="top", fontsize=9)
            left += 2.2
        top -= height + BELOW
    ax.set(xlim=(0, 8.3), ylim=(top, 0.1), aspect="equal")
    ax.set_axis_off()
    said = (
        f"{owner}: {' and '.join(f'{name}, {rows} times {columns},' for name, (rows, columns) in arrays[:2])} give "
        f"{arrays[2][1][0]} times {arrays[2][1][1]}"
        for owner, arrays in products.items()
    )
    show(fig, f"The forward product of one layer from 3 to 5 neurons, for six samples. {'; '.join(said)}.")


def _draw(ax, x, y, rows, columns, **style):
    corner = x - CELL * columns / 2, y - CELL * rows / 2
    ax.add_patch(Rectangle(corner, CELL * columns, CELL * rows, edgecolor=FORWARD, **style))
