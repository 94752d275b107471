"""Still figures of stage 05: rows of pictures, and what training runs have come to."""

import numpy as np

from backprop_lib.plots.colours import BLACK, FORWARD, GREY, LIGHT
from backprop_lib.plots.figure import figure, show
from backprop_lib.plots.pictures import draw_pictures


def show_pictures(images, titles, alt, **options):
    """Show images in rows; the options are those of `draw_pictures`."""
    show(draw_pictures(images, titles, **options), alt)


def show_runs(runs, alt, title="percent of the validation images that are read", lowest=0):
    """Show what several runs of each kind have come to: a dot for each, and their mean in large figures.

    Parameters
    ----------
    runs : dict
        What the runs have in common, in words -> their results in percent.
    alt : str
        What is there to see, in words that hold on every machine.
    title : str
    lowest : float
        Where the axis begins, in percent.
    """
    fig, ax = figure(height=0.9 + 0.5 * len(runs))
    for row, results in enumerate(runs.values()):
        ax.axhline(row, color=LIGHT, linewidth=1)
        ax.plot(results, [row] * len(results), "o", color=FORWARD, markersize=7, alpha=0.6)
        mean = sum(results) / len(results)
        ax.text(1.02, row, f"{mean:.1f}", transform=ax.get_yaxis_transform(), fontsize=17, color=FORWARD, va="center")
    ax.set_yticks(range(len(runs)), list(runs), fontsize=11, color=BLACK)
    ax.tick_params(axis="y", length=0)
    ax.set(xlim=(lowest, 100), ylim=(len(runs) - 0.4, -0.6))
    ax.set_title(title, fontsize=11, loc="left")
    if max(map(len, runs.values())) > 1:
        ax.text(1.02, len(runs) - 0.4, "mean", transform=ax.get_yaxis_transform(), fontsize=9, color=GREY, va="top")
    ax.spines["left"].set_visible(False)
    show(fig, alt)


def show_full_batch(costs, percents, every=20):
    """Show a run on all images at once: its cost step by step, and its accuracy after every so many steps.

    Parameters
    ----------
    costs : list of float
        Of the training images, before each step.
    percents : list of float
        Of the validation images that are read, after each `every` steps.
    """
    fig, (left, right) = figure(columns=2, height=3)
    left.plot(costs, color=FORWARD)
    left.axhline(np.log(10), color=GREY, linestyle=":")
    left.text(len(costs), np.log(10), "knows nothing: ln 10", color=GREY, fontsize=9, ha="right", va="bottom")
    left.set(xlabel="step", ylim=(0, 2.6), title="cost of the training images")
    right.plot(every * np.arange(1, len(percents) + 1), percents, color=FORWARD)
    _say(right, percents[-1])
    right.set(xlabel="step", ylim=(0, 100), title="percent of the validation images")
    show(
        fig,
        """Left: the cost of the training images falls from about 2.3, fast at first and then more slowly. Right: the
        percentage of the validation images that are read rises fast and then levels out below 92.""",
    )


def show_looks(at_once, in_batches, images, every=1):
    """Show accuracy against the number of images looked at: full steps, and several runs with mini-batches.

    Parameters
    ----------
    at_once : list of float
        Percent of the validation images, after each `every` steps on all images.
    in_batches : list of lists of float
        For each run, percent after each epoch.
    images : int
        In a full step, and in an epoch.
    """
    fig, ax = figure(height=3.4)
    for run in in_batches:
        ax.semilogx(images * np.arange(1, len(run) + 1), run, "o-", color=FORWARD, markersize=3, linewidth=1)
    ax.text(images * len(run) * 1.1, run[-1], f"batches of 50,\n{len(in_batches)} runs", color=FORWARD, va="center")
    steps = every * np.arange(1, len(at_once) + 1)
    ax.semilogx(images * steps, at_once, "--", color=BLACK)
    ax.text(images * steps[-1] * 1.1, at_once[-1], f"all at once,\n{steps[-1]} steps", va="center")
    ax.set(xlabel="images looked at", xlim=(images, images * steps[-1] * 4), ylim=(0, 100))
    ax.set_title("percent of the validation images that are read", fontsize=11)
    show(
        fig,
        """Percent of the validation images against the number of images looked at. With batches of 50 all runs are
        above 80 after one epoch of 10,000 looks, and end at 91 or 92 after 200,000. With all images at once the curve
        rises a hundred times later, and is at about 87 after 2,000,000.""",
    )


def show_training(percents, change):
    """Show a training run: percent of the validation images after each epoch, and the result in large figures.

    Parameters
    ----------
    percents : list of float
    change : int
        After so many epochs the learning rate has been lowered.
    """
    fig, ax = figure(height=3)
    ax.plot(range(1, len(percents) + 1), percents, "o-", color=FORWARD)
    ax.axvline(change + 0.5, color=LIGHT, linestyle="--")
    ax.text(change + 0.45, 91, "large steps", ha="right", color=GREY)
    ax.text(change + 0.55, 91, "small steps", color=GREY)
    _say(ax, percents[-1])
    ax.set(xlabel="epoch", ylim=(min(90, min(percents) - 1), 100), title="percent of the validation images")
    show(
        fig,
        f"""Percent of the validation images after each of {len(percents)} epochs: with large steps it jumps between
        values of about 85 and 98; after {change} epochs the steps get small, and it settles at about 98.""",
    )


def show_confusion(confusion):
    """Show how often each digit got each answer.

    Parameters
    ----------
    confusion : int array of shape (10, 10)
        A row for each digit, a column for each answer.
    """
    fig, ax = figure(width=5.6, height=4.8)
    ax.imshow(np.where(np.eye(10), 0, confusion), cmap="Greys", vmax=60)  # the diagonal would outshine the rest
    for digit, answer in np.ndindex(10, 10):
        weight = "bold" if digit == answer else "normal"
        ax.text(answer, digit, confusion[digit, answer], ha="center", va="center", fontsize=9, fontweight=weight)
    ax.set(xlabel="answer", ylabel="digit", xticks=range(10), yticks=range(10))
    show(
        fig,
        """A table of 10 by 10 numbers, a row for each digit and a column for each answer: nearly all images lie on the
        diagonal; the largest of the other numbers are shaded.""",
    )


def _say(ax, percent):
    """Write a result in large figures into the lower right corner."""
    ax.text(0.97, 0.08, f"{percent:.1f} %", transform=ax.transAxes, fontsize=24, color=FORWARD, ha="right")
