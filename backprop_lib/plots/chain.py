"""A chain of quantities: boxes in a row, values running forward above, derivatives running backward below."""

from matplotlib.patches import FancyBboxPatch

from backprop_lib.plots.colours import BACKWARD, BLACK, FORWARD


def draw_chain(ax, boxes, forward, backward):
    """Draw boxes in a row with an arrow forward and an arrow backward between neighbours.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    boxes : sequence of (name, value)
        Two strings for each box, written one below the other.
    forward, backward : sequences of str
        Labels of the arrows between the boxes, one fewer than boxes: above for the full arrows that run forward, below
        for the dashed ones that run backward.
    """
    for place, (name, value) in enumerate(boxes):
        box = FancyBboxPatch(
            (2 * place - 0.42, -0.36), 0.84, 0.72, boxstyle="round,pad=0.05", facecolor="white", edgecolor=BLACK
        )
        ax.add_patch(box)
        ax.text(2 * place, 0.13, name, ha="center", va="center", fontsize=11)
        ax.text(2 * place, -0.17, value, ha="center", va="center", fontsize=10, color=FORWARD)
    for labels, tail, head, height, colour, line in (
        (forward, 0.5, 1.5, 0.2, FORWARD, "-"),
        (backward, 1.5, 0.5, -0.2, BACKWARD, "--"),
    ):
        for place, label in enumerate(labels):
            arrow = {"arrowstyle": "->", "color": colour, "linestyle": line, "linewidth": 1.4}
            ax.annotate("", (2 * place + head, height), (2 * place + tail, height), arrowprops=arrow)
            # Above or below the boxes, where a long label has room.
            where = {"y": 0.5, "va": "bottom"} if height > 0 else {"y": -0.5, "va": "top"}
            ax.text(2 * place + 1, s=label, ha="center", fontsize=9, color=colour, **where)
    ax.set_xlim(-0.6, 2 * len(boxes) - 1.4)
    ax.set_ylim(-0.8, 0.8)
    ax.set_axis_off()
