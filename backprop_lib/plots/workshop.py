"""A still figure of the last sitting: what becomes of a training with each known mistake."""

from backprop_lib.plots.colours import FORWARD, GREY, LIGHT
from backprop_lib.plots.figure import figure, show


def show_outcomes(found, right):
    """Show how much a network reads that was trained with each known mistake.

    Parameters
    ----------
    found : dict
        Name of a mistake -> share of the images read, or words where nothing was trained.
    right : float
        Share that the right step reaches.
    """
    shares = sorted((share, name) for name, share in found.items() if not isinstance(share, str))
    fig, ax = figure(width=8, height=0.19 * len(shares) + 1.1)
    for place, (share, name) in enumerate(shares):
        ax.plot([0, 100 * share], [place, place], color=LIGHT, linewidth=1)
        ax.plot(100 * share, place, "o", color=FORWARD, markersize=4)
        ax.text(-1.5, place, name, ha="right", va="center", fontsize=8)
    ax.axvline(100 * right, color=GREY, linestyle="--", linewidth=1)
    ax.text(100 * right, len(shares) - 0.2, "the right step", ha="right", fontsize=9, color=GREY)
    ax.set(xlabel="percent of new images read", xlim=(0, 100), ylim=(-1, len(shares) + 0.8), yticks=[])
    ax.spines["left"].set_visible(False)
    show(
        fig,
        """A row for each known mistake that trains at all, with a dot at the percentage of new images that are read:
        a few stay at a tenth, some stop half-way, and the largest group stands close to the dashed line of the
        right step.""",
    )
