"""Figures of stage 04: two rings of points, and how networks of four sizes learn to tell them apart.

In one the training is recorded once for each network and start, and looked at after any of some steps. In the other it
goes on before the reader's eyes, with the reader's own step.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from backprop_lib.ladder.rings import two_rings
from backprop_lib.network import Network
from backprop_lib.plots.colours import BLACK, FORWARD, GREY, SILVER
from backprop_lib.training import descend
from backprop_lib.widgets.chart import Chart
from backprop_lib.widgets.controls import StartStop, choice, scale
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.picture import Picture, fixed, number

SIZES = ((2, 1), (2, 2, 1), (2, 3, 1), (2, 8, 1))
SEEDS = (0, 1, 2)
STEPS = (0, 1, 2, 5, 10, 20, 30, 50, 75, 100, 150, 200, 250, 300, 400, 500, 600, 800, 1000)  # that are looked at
LEARNING_RATE, LEARNING_RATES = 3.0, (0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
SLICE, LAST = 20, 2000  # steps from one picture to the next while it learns, and in all
POINTS, NEW_POINTS = 100, 400
REACH, FINE, COARSE = 1.6, 110, 43  # of the maps to each side of 0, and how many pixels they have along each side


class Recording(NamedTuple):
    """A training run: the cost before each step and after the last, and the networks after `STEPS`."""

    costs: list
    networks: dict


@dataclass(frozen=True, eq=False)
class Training:
    """A training run that goes on: the network as it is, its start, and the cost before each step and now."""

    net: Network
    seed: int
    costs: list

    @property
    def steps(self):
        """How many steps were taken."""
        return len(self.costs) - 1


class Look(NamedTuple):
    """What a network makes of the plane and of the points."""

    output: np.ndarray  # its output over the plane, of shape (FINE, FINE)
    hidden: list  # the activation of each hidden neuron over the plane, of shape (COARSE, COARSE)
    outgoing: np.ndarray  # the weight of each hidden neuron to the output
    right: int  # points that are told apart rightly
    right_new: int  # likewise, of points that it was not trained on


@lru_cache(maxsize=1)
def points():
    """Return the points to train with and new ones, each as X and Y."""
    return two_rings(POINTS, np.random.default_rng(0)), two_rings(NEW_POINTS, np.random.default_rng(1))


def new_network(sizes, seed=0):
    """Return a network with sigmoid neurons, as it starts."""
    return Network(list(sizes), hidden="sigmoid", output="sigmoid", cost="squared_error", rng=seed)


@lru_cache(maxsize=len(SIZES) * len(SEEDS))
def recorded(sizes, seed):
    """Train a network on the rings, and return the `Recording`."""
    (X, Y), _ = points()
    net = new_network(sizes, seed)
    costs, networks = [], {0: (net.W, net.b)}
    for step in range(1, STEPS[-1] + 1):
        costs.append(descend(net, X, Y, LEARNING_RATE))
        if step in STEPS:
            networks[step] = (net.W, net.b)  # descend makes new lists, and leaves these as they are
    return Recording([*costs, net.cost(X, Y)], networks)


def network_after(sizes, seed, step):
    """Return the network as it was after one of `STEPS`."""
    net = new_network(sizes)
    net.W, net.b = recorded(sizes, seed).networks[step]
    return net


def started(sizes, seed):
    """Return a `Training` that has not begun."""
    (X, Y), _ = points()
    net = new_network(sizes, seed)
    return Training(net, seed, [net.cost(X, Y)])


def continued(training, step, learning_rate):
    """Return the `Training` after some more steps, or None at its end; the one before is not changed."""
    if training.steps >= LAST:
        return None
    (X, Y), _ = points()
    net = new_network(training.net.sizes)
    net.W, net.b = ([None] + [p.copy() for p in parameters[1:]] for parameters in (training.net.W, training.net.b))
    costs = [step(net, X, Y, learning_rate) for _ in range(SLICE)]
    return Training(net, training.seed, [*training.costs[:-1], *costs, net.cost(X, Y)])


def look_at(net):
    """Return the `Look` of a network with one output."""
    (X, Y), (X_new, Y_new) = points()
    coarse = net.forward(plane(COARSE)).A
    return Look(
        net.forward(plane(FINE)).A[net.L].reshape(FINE, FINE),
        [activation.reshape(COARSE, COARSE) for activation in coarse[1]] if net.L > 1 else [],
        net.W[net.L][0] if net.L > 1 else np.array([]),
        count_right(net, X, Y),
        count_right(net, X_new, Y_new),
    )


def plane(pixels):
    """Return the middles of the pixels of a map as columns, of shape (2, pixels²); its first row is at the top."""
    across = (np.arange(pixels) + 0.5) / pixels * 2 * REACH - REACH
    return np.array([np.tile(across, pixels), np.repeat(-across, pixels)])


def count_right(net, X, Y):
    """Return for how many points the output is on the right side of one half."""
    return int(((net.forward(X).A[net.L] > 0.5) == (Y > 0.5)).sum())


def rings_picture(sizes, seed, step):
    """Return the plane as a network sees it after some steps of training: its output, and each hidden neuron's."""
    return _picture(network_after(sizes, seed, step), seed, recorded(sizes, seed).costs, step, (STEPS[-1], 0.3))


def live_picture(training, learning_rate, **start):
    """Return the plane as a network sees it that is being trained; `start` is what `training` has begun with."""
    rate = f"learning rate {learning_rate:g}"
    return _picture(training.net, training.seed, training.costs, training.steps, (LAST, 0.6), rate)


def _picture(net, seed, costs, step, ends, rate=None):
    """Draw the network after a step; `ends` are those of the axes of steps and of the cost."""
    look, name = look_at(net), "-".join(map(str, net.sizes))
    picture = Picture(800, 462)
    picture.text(f"output of {name} after {step:,} steps", 40, 26, 14, bold=True, name="title")
    _map(picture, look.output, 40, 40, 330)
    (X, Y), _ = points()
    for (x, y), inner in zip(X.T, Y[0], strict=True):
        place = 40 + 330 * (x + REACH) / (2 * REACH), 40 + 330 * (REACH - y) / (2 * REACH)
        picture.circle(*place, 3.5, BLACK if inner else "white", BLACK, 1.2)
    _key(picture)
    _hidden(picture, look)

    words = {
        "cost": f"cost C = {number(costs[step], 3)}",
        "right": f"{look.right} of {POINTS} points on the right side",
        "new": f"{look.right_new} of {NEW_POINTS} new points",
    }
    if rate:
        words["rate"] = rate
    picture.rows(words, 560, 345, 24, size=13)
    chart = Chart(picture, (440, 320, 100, 100), (0, ends[0]), (0, ends[1]), "step", "cost")
    chart.line(np.arange(len(costs)), costs, FORWARD)
    chart.points(step, costs[step], FORWARD)
    picture.describe(
        f"The network {name}, start {seed}, after {step:,} steps{f', {rate}' if rate else ''}: {words['cost']}; "
        f"{words['right']}, and {words['new']}. The plane is dark where the output is near 1. {_seen(look)}"
    )
    return picture


def _seen(look):
    if not look.hidden:
        return "There is no hidden neuron: the border between light and dark is a straight line."
    return f"Beside it the activations of its {len(look.hidden)} hidden neurons, each with one straight border."


def _map(picture, values, x, y, side):
    """Draw numbers between 0 and 1 as shades, with a line where they cross one half."""
    blue = np.array([int(FORWARD[k : k + 2], 16) for k in (1, 3, 5)])
    rgb = 255 - 0.6 * values[:, :, None] * (255 - blue)
    above = values > 0.5
    rgb[:, 1:][above[:, 1:] != above[:, :-1]] = blue
    rgb[1:][above[1:] != above[:-1]] = blue
    picture.pixels(rgb, x, y, side, side)
    picture.box(x, y, side, side, colour=SILVER)


def _key(picture):
    picture.circle(46, 394, 3.5, BLACK, BLACK, 1.2)
    picture.text("inner ring, target 1", 56, 398, 12)
    picture.circle(206, 394, 3.5, "white", BLACK, 1.2)
    picture.text("outer ring, target 0", 216, 398, 12)
    picture.text("The darker, the nearer the output is to 1; the line is where it is one half.", 40, 422, 12, most=340)


def _hidden(picture, look):
    picture.text("hidden neurons, and their weights to the output", 410, 26, 14, bold=True, most=370)
    for k, (values, w) in enumerate(zip(look.hidden, look.outgoing, strict=True)):
        x, y = 410 + 96 * (k % 4), 40 + 122 * (k // 4)
        _map(picture, values, x, y, 86)
        picture.text(
            f"{'+' if w > 0 else ''}{fixed(w, 1)}", x + 43, y + 102, 12, GREY, "middle", name=f"weight {k + 1}"
        )
    if not look.hidden:
        picture.text("none: the border is one straight line", 410, 60, 13, GREY)


def rings_figure():
    """Return the figure: choose a network and where it starts, and walk through its training."""
    return Interactive(
        rings_picture,
        sizes=choice("network", [("-".join(map(str, sizes)), sizes) for sizes in SIZES], SIZES[-1]),
        seed=choice("start", [(str(seed), seed) for seed in SEEDS], SEEDS[0]),
        step=scale("after so many steps", [(f"{step:,}", step) for step in STEPS], 300),
    )


def live_rings_figure(step=descend):
    """Return the figure: start the training, stop it, change the learning rate on the way, and look at it learning.

    Parameters
    ----------
    step : callable
        Called as step(net, X, Y, learning_rate), like `descend`: the reader's own, perhaps.
    """
    sizes = choice("network", [("-".join(map(str, sizes)), sizes) for sizes in SIZES], SIZES[-1])
    seed = choice("start", [(str(seed), seed) for seed in SEEDS], SEEDS[0])
    learning_rate = scale("learning rate α", LEARNING_RATES, LEARNING_RATE)

    def further(training):
        return continued(training, step, learning_rate.value)

    def start_again(change):
        training.value = started(sizes.value, seed.value)

    training = StartStop("train", further, started(sizes.value, seed.value))
    for control in (sizes, seed):
        control.observe(start_again, "value")
    return Interactive(live_picture, training=training, learning_rate=learning_rate, sizes=sizes, seed=seed)
