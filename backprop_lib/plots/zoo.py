"""Still figures of the bug zoo: training with bugs, and bugs by checks as a grid of colours and marks."""

from matplotlib.patches import Rectangle
from matplotlib.ticker import LogLocator, NullLocator

from backprop_lib.plots.colours import BLACK, FORWARD, GREEN, GREY, PURPLE
from backprop_lib.plots.figure import figure, show

# What a cell says of a check: its mark, the colour behind it, and how strong that is.
MARKS = {True: ("✓", GREEN, 0.75), False: ("○", PURPLE, 0.35), None: ("", GREY, 0.12)}
GAP = 0.5  # between the grids of two zoos, in cells
CLOSE = 1.16  # names of curves that end nearer to each other, as a ratio, are moved apart


def show_costs(costs):
    """Show how the cost falls in training with different programs.

    Parameters
    ----------
    costs : dict
        Name of the program -> the cost before each step.
    """
    fig, ax = figure(width=8.5, height=3.2)
    steps = len(next(iter(costs.values())))
    for values in costs.values():
        ax.semilogy(values, color=FORWARD, linewidth=1.6)
    height = 0.0
    for name in sorted(costs, key=lambda name: costs[name][-1]):
        height = max(costs[name][-1], height * CLOSE)
        ax.plot([steps, 1.02 * steps], [costs[name][-1], height], color=GREY, linewidth=0.6)
        ax.text(1.03 * steps, height, name, va="center", fontsize=10, weight="bold", color=FORWARD)
    ax.set(xlabel="step", ylabel="cost C", xlim=(-0.02 * steps, 1.07 * steps))
    ax.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    ax.yaxis.set_major_formatter(lambda value, position: f"{value:g}")
    ax.yaxis.set_minor_locator(NullLocator())
    lower = [name for name, values in costs.items() if values[-1] < values[0]]
    show(
        fig,
        f"""The costs of {len(costs)} programs, {", ".join(costs)}, over {steps} steps from the same start. The cost of
        {len(lower)} of them ends lower than it began; from the lowest end to the highest:
        {", ".join(sorted(costs, key=lambda name: costs[name][-1]))}.""",
    )


def show_zoo(*zoos):
    """Show which check noticed which bug.

    Parameters
    ----------
    *zoos : Zoo
        With the same bugs; each becomes a grid under the name of its network.
    """
    bugs = [name for name in zoos[0].noticed if name != "right"]
    columns = sum(len(zoo.noticed["right"]) + GAP for zoo in zoos)
    fig, ax = figure(width=8.5, height=0.235 * len(bugs) + 1.3)
    for row, name in enumerate(bugs):
        ax.text(-0.15, row + 0.5, name.replace("-", "−"), ha="right", va="center", fontsize=9.5)
    left = 0.0
    for zoo in zoos:
        checks = list(zoo.noticed["right"])
        ax.text(left + len(checks) / 2, -1.35, zoo.net, ha="center", fontsize=10.5, weight="bold")
        for column, check in enumerate(checks):
            ax.text(left + column + 0.5, -0.3, check, ha="center", fontsize=9)
            for row, name in enumerate(bugs):
                _cell(ax, left + column, row, zoo.noticed[name][check])
            seen, of = counted(zoo, check)
            ax.text(left + column + 0.5, len(bugs) + 0.7, f"{seen} of {of}", ha="center", fontsize=9, color=GREY)
        left += len(checks) + GAP
    ax.text(-0.15, len(bugs) + 0.7, "noticed", ha="right", fontsize=9, color=GREY)
    meanings = ((True, "noticed"), (False, "slipped through"), (None, "never came so far: the shapes refused it"))
    for (verdict, words), x in zip(meanings, (0, 2.0, 4.6), strict=True):
        _cell(ax, x * columns / 9, len(bugs) + 1.35, verdict, width=0.5)
        ax.text(x * columns / 9 + 0.62, len(bugs) + 1.87, words, va="center", fontsize=9)
    ax.set(xlim=(-2.4 * columns / 9, left - GAP + 0.05), ylim=(len(bugs) + 2.5, -2.1))
    ax.set_axis_off()
    show(fig, " ".join(["A grid of bugs and checks.", *map(_in_words, zoos)]))


def _cell(ax, x, y, verdict, width=1.0):
    mark, colour, strength = MARKS[verdict]
    ax.add_patch(Rectangle((x, y), width, 1, facecolor=(colour, strength), edgecolor="white", linewidth=1.5))
    ax.text(x + width / 2, y + 0.53, mark, ha="center", va="center", fontsize=9, color=BLACK)


def counted(zoo, check):
    """Return how many bugs a check noticed, and how many came to it."""
    came = [bug[check] for name, bug in zoo.noticed.items() if name != "right" and bug[check] is not None]
    return sum(came), len(came)


def _in_words(zoo):
    counts = (f"{check} {seen} of {of}" for check in zoo.noticed["right"] for seen, of in [counted(zoo, check)])
    unseen = [name for name, bug in zoo.noticed.items() if name != "right" and not any(bug.values())]
    return f"In {zoo.net} was noticed by {', '.join(counts)}; by no check: {', '.join(unseen) or 'none'}."
