"""A finger on one number of a neuron: it moves that number a little, and one sees who notices, and how much."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from backprop_lib.activations import sigmoid
from backprop_lib.ladder.neuron import forward
from backprop_lib.plots.colours import BLACK, FORWARD, FORWARD_TINT, GREY, LIGHT
from backprop_lib.widgets.controls import NumberBoard, choice
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.picture import Picture, factor, fixed, number

WAYS = {"w": ("w", "z", "a", "C"), "b": ("b", "z", "a", "C"), "z": ("z", "a", "C"), "a": ("a", "C")}  # who notices
BOXES = {"w": (20, 52), "b": (20, 178), "z": (228, 115), "a": (436, 115), "C": (644, 115)}  # upper left corners
TITLES = {
    "w": "weight w",
    "b": "bias b",
    "z": "z = w a^{(0)} + b",
    "a": "a = σ(z)",
    "C": "C = (a − y)^{2}",
}
WIDTH, HEIGHT = 136, 68
RATIOS = {"w": (194, 97, "start"), "b": (190, 214, "start"), "z": (400, 137, "middle"), "a": (608, 137, "middle")}
STRETCH = 22  # pixels of a bar for a change as large as the nudge


class Nudge(NamedTuple):
    """What a nudge does: each number before, its change, and the ratios of neighbouring changes along the way."""

    before: dict
    changes: dict
    ratios: list


def nudge_numbers(finger, nudge, w, b, a0, y):
    """Return what happens when the number that `finger` names moves by `nudge`."""
    before = _values(w, b, a0, y, {})
    after = _values(w, b, a0, y, {finger: nudge})
    changes = {name: after[name] - before[name] for name in WAYS[finger]}
    moved = list(changes.values())
    # After a number that stays where it is, there is nothing to divide by.
    ratios = [change / above if above else np.nan for above, change in pairwise(moved)]
    return Nudge(before, changes, ratios)


def _values(w, b, a0, y, nudges):
    w, b = w + nudges.get("w", 0.0), b + nudges.get("b", 0.0)
    z = forward(w, b, a0)[0] + nudges.get("z", 0.0)
    a = sigmoid(z) + nudges.get("a", 0.0)
    return {"w": w, "b": b, "z": z, "a": a, "C": (a - y) ** 2}


def nudged_neuron_picture(finger, nudge, numbers):
    """Return the neuron as a chain of boxes, with the change of each number that notices, and the ratios between."""
    w, b, a0, y = numbers.values()
    done = nudge_numbers(finger, nudge, w, b, a0, y)
    picture = Picture(800, 330)
    picture.text(f"input a^{{(0)}} = {fixed(a0, 2)},  target y = {fixed(y, 2)}", 228, 243, 13, BLACK, name="data")
    picture.text("the bars compare the changes", 780, 243, 12, GREY, "end")
    for tail, head in (("w", "z"), ("b", "z"), ("z", "a"), ("a", "C")):
        _arrow(picture, tail, head, tail in done.changes)
    for name in BOXES:
        _box(picture, name, done)
    _ratios(picture, done)
    _finger(picture, finger, nudge)
    whole = done.changes["C"] / nudge
    product = " · ".join(factor(ratio) for ratio in done.ratios)
    if np.isfinite(done.ratios).all():
        words = f"ratios multiplied: {product} = {number(whole)}" if len(done.ratios) > 1 else f"ratio: {number(whole)}"
    else:
        still = next(name for name, change in done.changes.items() if not change)
        words = f"{still} does not move, so nobody behind it does."
    picture.text(words, 20, 290, 14, name="product")
    divisor = _written(nudge) if nudge > 0 else f"({_written(nudge)})"
    quotient = f"{number(done.changes['C'], 6)} / {divisor} = {number(whole)}"
    picture.text(f"change of C / change of {finger} = {quotient}", 20, 316, 14, bold=True, name="whole")
    said = ", ".join(f"{name} by {number(change, 6)}" for name, change in done.changes.items())
    picture.describe(
        f"A sigmoid neuron with w = {number(w, 2)}, b = {number(b, 2)}, input {number(a0, 2)} and target "
        f"{number(y, 2)}. A finger moves {finger} by {_written(nudge)}. These change: {said}. The cost changes "
        f"{number(whole)} times as much as {finger}."
    )
    return picture


def _arrow(picture, tail, head, strong):
    (x, y), (u, v) = BOXES[tail], BOXES[head]
    start, end = (x + WIDTH + 4, y + HEIGHT / 2), (u - 4, v + HEIGHT / 2 + 14 * np.sign(y - v))
    picture.arrow(start, end, FORWARD if strong else LIGHT, 2.5 if strong else 1.5)


def _box(picture, name, done):
    """Draw a number: before and after, its change, and below a bar that is as long as the change beside the nudge."""
    x, y = BOXES[name]
    before, notices = done.before[name], name in done.changes
    colour = FORWARD if notices else GREY
    picture.box(x, y, WIDTH, HEIGHT, FORWARD_TINT if notices else "white", colour, 1.5 if notices else 1.0)
    middle = x + WIDTH / 2
    picture.text(TITLES[name], middle, y + 19, 13, BLACK, "middle", bold=True)
    if not notices:
        picture.text(number(before, 4), middle, y + 39, 13, GREY, "middle", name=name)
        picture.text("notices nothing", middle, y + 58, 12, GREY, "middle")
        return
    change = done.changes[name]
    picture.text(
        f"{number(before, 4)} → {number(before + change, 4)}", middle, y + 39, 12, FORWARD, "middle", name=name
    )
    sign = "+" if change > 0 else ""
    picture.text(f"change {sign}{number(change, 5)}", middle, y + 58, 12, FORWARD, "middle", name=f"change {name}")
    nudge = next(iter(done.changes.values()))
    bar = float(np.clip(STRETCH * change / abs(nudge), -WIDTH / 2, WIDTH / 2))
    picture.line([(middle, y + HEIGHT + 5), (middle, y + HEIGHT + 21)], GREY, 1)
    picture.box(middle + min(bar, 0.0), y + HEIGHT + 8, abs(bar), 10, FORWARD)


def _ratios(picture, done):
    """Write beside each arrow by how much a change is multiplied there."""
    for tail, ratio in zip(done.changes, done.ratios, strict=False):
        if np.isfinite(ratio):
            x, y, anchor = RATIOS[tail]
            picture.text(f"× {factor(ratio)}", x, y, 13, BLACK, anchor, bold=True, name=f"ratio {tail}", most=64)


def _finger(picture, name, nudge):
    x, y = BOXES[name]
    tip = (x + WIDTH / 2, y - 5)
    picture.arrow((tip[0], y - 34), tip, BLACK, 4)
    picture.text(f"a finger: {_written(nudge)}", tip[0], y - 38, 13, BLACK, "middle", bold=True)


def _written(nudge):
    return f"{nudge:g}".replace("-", "−")


def nudged_neuron_figure():
    """Return the figure: lay a finger on w, b, z or a of a neuron, and see how far the nudge is felt."""
    ranges = {
        "weight w": (-4.0, 4.0, 0.8),
        "bias b": (-4.0, 4.0, -0.5),
        "input a(0)": (-3.0, 3.0, 1.5),
        "target y": (0.0, 1.0, 0.2),
    }
    return Interactive(
        nudged_neuron_picture,
        finger=choice("finger on", list(WAYS), "w"),
        nudge=choice("it moves by", [("+0.1", 0.1), ("+0.01", 0.01), ("+0.001", 0.001), ("−0.01", -0.01)], 0.01),
        numbers=NumberBoard(ranges),
    )
