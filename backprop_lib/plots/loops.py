"""Still figures of stage 03: the smallest fork, paths, the two sums of a neuron, samples, what a gradient costs."""

import numpy as np

from backprop_lib.plots.colours import BACKWARD, BLACK, FORWARD, GREY
from backprop_lib.plots.figure import figure, show
from backprop_lib.plots.network_graph import draw_network

ROADS = {(0, 0, 2, 0.7): "· 3", (0, 0, 2, -0.7): "· (−2)", (2, 0.7, 4, 0): "· r", (2, -0.7, 4, 0): "· q"}


def show_fork(h):
    """Show the fork a -> q = 3a, r = −2a -> C = q r at a = 2, and how far a nudge h moves each number."""
    fig, ax = figure(width=7, height=2.6)
    before, after = (np.array([a, 3 * a, -2 * a, -6 * a**2]) for a in (2.0, 2.0 + h))
    for (x, y, to_x, to_y), factor in ROADS.items():
        start, along = np.array([x, y]), np.array([to_x - x, to_y - y])
        arrow = {"arrowstyle": "-|>", "color": FORWARD, "linewidth": 2}
        ax.annotate("", start + 0.65 * along, start + 0.3 * along, arrowprops=arrow)
        ax.text(*(start + 0.47 * along + [0, 0.12 if y + to_y > 0 else -0.3]), factor, ha="center", color=FORWARD)
    places = {"a": (0, 0), "q = 3a": (2, 0.7), "r = −2a": (2, -0.7), "C = q r": (4, 0)}
    box = {"boxstyle": "round,pad=0.4", "facecolor": "white", "edgecolor": BLACK}
    for (name, (x, y)), old, new in zip(places.items(), before, after, strict=True):
        moved = f"{old:.0f} → {new:.4f}".rstrip("0").replace("-", "−")
        ax.text(x, y, f"{name}\n{moved}", ha="center", va="center", bbox=box, fontsize=10)
    ax.set(xlim=(-0.8, 4.9), ylim=(-1.1, 1.1))
    ax.set_axis_off()
    change = after - before
    show(
        fig,
        f"""A fork. Two arrows leave a: one to q = 3a, one to r = −2a. From q and from r an arrow leads to C = q r. The
        nudge {h} of a moves q by {change[1]:.2f}, r by {change[2]:.2f} and C by {change[3]:.4f}.""".replace("-", "−"),
    )


def show_two_sums():
    """Show the two sums in which a neuron takes part: what it adds up forward, and what it adds up backward."""
    fig, (left, right) = figure(columns=2, width=7.5, height=2.8)
    arrive, leave = [(0, j, 1) for j in range(4)], [(0, 1, k) for k in range(5)]
    draw_network(
        left,
        [4, 3],
        labels={(1, 1): "i"} | {(0, j): "j" for j in range(4)},
        paths=arrive,
        path_style={"color": FORWARD},
    )
    draw_network(
        right,
        [3, 5],
        labels={(0, 1): "i"} | {(1, k): "k" for k in range(5)},
        paths=leave,
        path_style={"color": BACKWARD, "linestyle": "--"},
    )
    left.set_title("forward: from all j of layer l − 1", fontsize=10, color=FORWARD)
    right.set_title("backward: from all k of layer l + 1", fontsize=10, color=BACKWARD)
    show(
        fig,
        """Left: four full lines run from all neurons j into neuron i, the sum of the forward pass. Right: five dashed
        lines join neuron i to all neurons k of the next layer, the sum of the backward pass.""",
    )


def show_samples(derivatives, mean):
    """Show the derivative of each sample's own cost by one weight as a point, and their mean as a line."""
    fig, ax = figure(width=6.5, height=2.8)
    numbers = np.arange(1, len(derivatives) + 1)
    ax.vlines(numbers, 0, derivatives, color=BACKWARD, alpha=0.5)
    ax.plot(numbers, derivatives, "o", color=BACKWARD)
    ax.axhline(0, color=GREY, linewidth=0.8)
    ax.axhline(mean, color=BLACK, linestyle="--")
    ax.text(numbers[-1] + 0.3, mean, "mean", va="bottom", fontsize=9)
    ax.set(xlabel="sample s", ylabel="derivative of C$_s$", xticks=numbers, xlim=(0.5, numbers[-1] + 0.9))
    show(
        fig,
        f"""{len(derivatives)} points, the derivatives of the costs of single samples by one weight: some above
        zero, some below, between {min(derivatives):.3f} and {max(derivatives):.3f}. A dashed line marks their mean,
        {mean:.3f}.""".replace("-", "−"),
    )


def show_growth(widths, counts):
    """Show how the number of multiplications grows with the width of five equal layers.

    Parameters
    ----------
    widths : sequence of int
    counts : dict
        Name of the way -> its count for each width; the last one is drawn as what runs backward.
    """
    fig, ax = figure(width=7, height=3.4)
    for (name, values), line in zip(counts.items(), ("-", "-.", ":", "--"), strict=True):
        colour = BACKWARD if line == "--" else BLACK
        ax.loglog(widths, values, line, color=colour)
        ax.text(widths[-1] * 1.1, values[-1], name, color=colour, fontsize=9, va="center")
    ax.set(
        xlabel="width n of a network n-n-n-n-n",
        ylabel="multiplications",
        xlim=(widths[0], widths[-1] * 5),
        xticks=widths,
        xticklabels=widths,
    )
    ax.minorticks_off()
    show(
        fig,
        """Multiplications against width, both logarithmic. Differences and path by path rise most steeply, with the
        fourth power of the width; layer by layer with its third power, and backpropagation with its square.""",
    )
