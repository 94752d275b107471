"""A still figure of sitting 09: how well three programs read, while they learn."""

from backprop_lib.plots.colours import FORWARD
from backprop_lib.plots.figure import figure, show

STYLES = ("-", "--", ":")
APART = 1.2  # percent between two names


def show_learning(starts):
    """Show how well some programs read after each epoch, from several starts side by side.

    Parameters
    ----------
    starts : list of dict
        Name of the program -> its accuracies.
    """
    fig, axes = figure(columns=len(starts), height=2.9, sharey=True)
    for start, (ax, programs) in enumerate(zip(axes, starts, strict=True)):
        for style, accuracies in zip(STYLES, programs.values(), strict=True):
            percent = [100 * accuracy for accuracy in accuracies]
            epochs = range(1, len(percent) + 1)
            ax.plot(epochs, percent, style, color=FORWARD, linewidth=1.8)
        _name_at_the_ends(ax, {name: 100 * accuracies[-1] for name, accuracies in programs.items()}, epochs[-1])
        ax.set(xlabel="epoch", xlim=(0.7, 1.12 * epochs[-1]), ylim=(68, 90), xticks=epochs, title=f"start {start + 1}")
    axes[0].set_ylabel("read correctly, %")
    show(
        fig,
        f"""Curves for the programs {", ".join(starts[0])}, from {len(starts)} starts: how many of the test images they
        read correctly after each of {epochs[-1]} epochs. All curves rise from below 80 percent and end between 83 and
        89; no end is far from the others.""",
    )


def _name_at_the_ends(ax, ends, last):
    """Write the names of curves beside their ends, apart from each other."""
    names = sorted(ends, key=ends.get)
    heights = [ends[names[0]]]
    for name in names[1:]:
        heights.append(max(ends[name], heights[-1] + APART))
    too_high = (sum(heights) - sum(ends.values())) / len(names)
    for name, height in zip(names, heights, strict=True):
        ax.text(last + 0.25, height - too_high, name, va="center", fontsize=10, weight="bold", color=FORWARD)
