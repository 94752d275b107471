"""Figure of sitting 02a: a finger on one number of a chain, and who notices."""

from typing import NamedTuple

import numpy as np

from backprop_lib.activations import sigmoid
from backprop_lib.ladder import chain
from backprop_lib.plots.colours import BLACK, FORWARD, FORWARD_TINT, GREY, LIGHT
from backprop_lib.widgets.controls import choice, slider
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.picture import Picture, number

LAYERS = range(1, chain.L + 1)
# The stations of the road from the input to the cost, and the numbers on which a finger may lie.
STATIONS = ["a^{(0)}", *(f"{letter}^{{({l})}}" for l in LAYERS for letter in "za"), "C"]
NUDGED = ["a(0)", *(f"{letter}({l})" for l in LAYERS for letter in "wb")]

WIDTH, HEIGHT, MIDDLE = 74, 70, 150  # of a station's box, and the height at which all of them stand
ACROSS = [52 + 99.5 * k for k in range(len(STATIONS))]


class Nudge(NamedTuple):
    """What a nudge does: the numbers of all stations before it and their changes, (8,) each, along the road."""

    before: np.ndarray
    change: np.ndarray


def stations(w, b, a0):
    """Return the input, all z and a, and the cost of a chain, in the order in which they are computed."""
    z, a = chain.forward(w, b, a0, sigmoid)
    pairs = [number for l in LAYERS for number in (z[l], a[l])]
    return np.array([a0, *pairs, chain.cost(w, b, a0, chain.y, sigmoid)])


def first_station(which):
    """Return the first station that feels a finger on the number `which`: a(0) itself, or the z of the layer."""
    return 0 if which == "a(0)" else 2 * int(which[2]) - 1


def nudge_numbers(which, h):
    """Return what the chain of stage 02 does when the number `which`, such as "w(1)", is nudged by h."""
    w, b, a0 = chain.w.copy(), chain.b.copy(), chain.a0
    if which == "a(0)":
        a0 = a0 + h
    else:
        {"w": w, "b": b}[which[0]][int(which[2])] += h
    before = stations(chain.w, chain.b, chain.a0)
    return Nudge(before, stations(w, b, a0) - before)


def ratios(which, h, change):
    """Return from the finger on what each change is, divided by the one before it; [] for no change."""
    first = first_station(which)
    moves = change if first == 0 else [h, *change[first:]]
    return np.divide(moves[1:], moves[:-1]) if h else []


def finger_picture(which, h):
    """Return the chain with a finger on one of its numbers: what each station was, and by how much it moves."""
    before, change = nudge_numbers(which, h)
    picture = Picture(800, 300)
    picture.describe(
        f"A chain of three neurons, from the input over z and a of each layer to the cost. The number {which} is "
        f"nudged by {number(h, 2)}; the cost, before {number(before[-1])}, changes by {number(change[-1], 5)}."
    )
    picture.text("grey: the number before; blue: by how much it moves", 15, 24, 12, GREY)
    for l in LAYERS:
        _parameters(picture, l, which)
    for k in range(len(STATIONS)):
        _station(picture, k, before[k], change[k], first_station(which))
    picture.text("each change is so many times the one before:", 15, 225, 12, GREY)
    found = ratios(which, h, change)
    for k, ratio in enumerate(found, start=len(STATIONS) - len(found)):
        x = (ACROSS[k - 1] + ACROSS[k]) / 2
        picture.text(f"× {number(ratio)}", x, 250, 13, BLACK, "middle", name=f"ratio{k}")
    told = f", that is {number(change[-1] / h, 4)} times the nudge" if h else ""
    picture.text(f"The cost changes by {number(change[-1], 6)}{told}.", 15, 285, 14, FORWARD, name="C", bold=True)
    return picture


def _parameters(picture, l, which):
    """Write weight and bias of a layer above its z, and frame the one on which the finger lies."""
    x, colour = ACROSS[2 * l - 1], LIGHT
    for letter, value, y in (("w", chain.w[l], 52), ("b", chain.b[l], 82)):
        touched = which == f"{letter}({l})"
        if touched:
            picture.box(x - 44, y - 16, 88, 22, FORWARD_TINT, FORWARD, 1.5)
            colour = FORWARD
        words = f"{letter}^{{({l})}} = {number(value, 1)}"
        picture.text(words, x, y, 12, FORWARD if touched else GREY, "middle", touched, f"{letter}{l}")
    picture.arrow((x, 89), (x, MIDDLE - HEIGHT / 2 - 3), colour)


def _station(picture, k, before, change, first):
    """Draw a station, strong if the finger reaches it, and the arrow that leads to it."""
    x, reached = ACROSS[k], k >= first
    if k:
        ends = (ACROSS[k - 1] + WIDTH / 2 + 2, MIDDLE), (x - WIDTH / 2 - 2, MIDDLE)
        picture.arrow(*ends, FORWARD if k > first else LIGHT)
    fill, edge = (FORWARD_TINT, FORWARD) if reached else ("white", LIGHT)
    picture.box(x - WIDTH / 2, MIDDLE - HEIGHT / 2, WIDTH, HEIGHT, fill, edge, 1.5)
    picture.text(STATIONS[k], x, MIDDLE - 14, 14, BLACK, "middle", bold=True)
    picture.text(number(before), x, MIDDLE + 5, 12, GREY, "middle", name=f"before{k}")
    moved = f"{'+' if change > 0 else ''}{number(change, 4)}" if reached else "stays"
    colour = FORWARD if reached else GREY
    picture.text(moved, x, MIDDLE + 25, 12, colour, "middle", reached, f"change{k}", most=WIDTH - 6)


def finger_figure():
    """Return the figure: choose a number of the chain, and nudge it."""
    return Interactive(
        finger_picture,
        which=choice("finger on", NUDGED, "w(1)"),
        h=slider("nudge", -0.5, 0.5, 0.1, 0.01),
    )
