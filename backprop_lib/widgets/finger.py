"""Figure of sitting 02a: a finger on one number of a chain, and who notices."""

from typing import NamedTuple

import numpy as np

from backprop_lib.activations import sigmoid
from backprop_lib.ladder import chain
from backprop_lib.plots.colours import BLACK, FORWARD, FORWARD_TINT, GREY, LIGHT
from backprop_lib.widgets.controls import choice, slider
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.picture import Picture, number

STATIONS = [f"{letter}^{{({l})}}" for l in range(1, chain.L + 1) for letter in "za"]
STATIONS = ["a^{(0)}", *STATIONS, "C"]
NUDGED = ["a(0)", *(f"{letter}({l})" for l in range(1, chain.L + 1) for letter in "wb")]
BESIDE, APART = 52, 99.5  # where the first station stands, and how far it is to the next
BOX = 74


class Nudge(NamedTuple):
    """What a nudge does: the numbers of all stations before it and their changes, (8,) each, along the road."""

    before: np.ndarray
    change: np.ndarray


def stations(w, b, a0):
    """Return the input, all z and a, and the cost of a chain, in the order in which they are computed."""
    z, a = chain.forward(w, b, a0, sigmoid)
    pairs = [number for l in range(1, len(w)) for number in (z[l], a[l])]
    return np.array([a0, *pairs, chain.cost(w, b, a0, chain.y, sigmoid)])


def nudge_numbers(which, h):
    """Return what the chain of stage 02 does when the number `which`, such as "w(1)", is nudged by h."""
    w, b, a0 = chain.w.copy(), chain.b.copy(), chain.a0
    letter, layer = which[0], int(which[2])
    if letter == "a":
        a0 = a0 + h
    else:
        {"w": w, "b": b}[letter][layer] += h
    before = stations(chain.w, chain.b, chain.a0)
    return Nudge(before, stations(w, b, a0) - before)


def finger_picture(which, h):
    """Return the chain with a finger on one of its numbers: what each station was, and by how much it moves."""
    nudge = nudge_numbers(which, h)
    change = nudge.change[-1]
    picture = Picture(800, 300)
    picture.describe(
        f"A chain of three neurons, from the input over z and a of each layer to the cost. The number {which} is "
        f"nudged by {h:.2f}; the cost, before {number(nudge.before[-1])}, changes by {number(change, 5)}."
    )
    letter, layer = which[0], int(which[2])
    first = 0 if letter == "a" else 2 * layer - 1  # the first station that feels it
    picture.text("grey: the number before; blue: by how much it moves", 15, 24, 12, GREY)
    across = [BESIDE + APART * k for k in range(len(STATIONS))]
    for l in range(1, chain.L + 1):
        x = across[2 * l - 1]
        _parameter(picture, f"w^{{({l})}} = {number(chain.w[l], 1)}", x, 52, which == f"w({l})", f"w{l}")
        _parameter(picture, f"b^{{({l})}} = {number(chain.b[l], 1)}", x, 82, which == f"b({l})", f"b{l}")
        picture.arrow((x, 89), (x, 112), FORWARD if layer == l else LIGHT, 1.5)
    for k, (name, x) in enumerate(zip(STATIONS, across, strict=True)):
        touched = k >= first
        if k:
            ends = (across[k - 1] + BOX / 2 + 2, 150), (x - BOX / 2 - 2, 150)
            picture.arrow(*ends, FORWARD if k > first else LIGHT, 1.5)
        edge = FORWARD if touched else LIGHT
        picture.box(x - BOX / 2, 115, BOX, 70, FORWARD_TINT if touched else "white", edge, 1.5)
        picture.text(name, x, 136, 14, BLACK, "middle", bold=True)
        picture.text(number(nudge.before[k]), x, 155, 12, GREY, "middle", name=f"before{k}")
        moved = f"{'+' if nudge.change[k] > 0 else ''}{number(nudge.change[k], 4)}" if touched else "stays"
        picture.text(moved, x, 175, 12, FORWARD if touched else GREY, "middle", touched, f"change{k}", BOX - 6)
    _ratios(picture, nudge, first, across, h)
    told = f"The cost changes by {number(change, 6)}"
    if h:
        told += f", that is {number(change / h, 4)} times the nudge"
    picture.text(f"{told}.", 15, 285, 14, FORWARD, name="C", bold=True)
    return picture


def _parameter(picture, words, x, y, touched, name):
    if touched:
        picture.box(x - 44, y - 16, 88, 22, FORWARD_TINT, FORWARD, 1.5)
    picture.text(words, x, y, 12, FORWARD if touched else GREY, "middle", touched, name)


def _ratios(picture, nudge, first, across, h):
    """Write below the road what each change is, divided by the one before it."""
    moves = np.array([h, *nudge.change[first:]]) if first else nudge.change
    if not np.all(moves[:-1]):
        return
    picture.text("each change is so many times the one before:", 15, 225, 12, GREY)
    for k, ratio in enumerate(moves[1:] / moves[:-1], start=len(STATIONS) - len(moves) + 1):
        picture.text(f"× {number(ratio)}", (across[k - 1] + across[k]) / 2, 250, 13, BLACK, "middle", name=f"ratio{k}")


def finger_figure():
    """Return the figure: choose a number of the chain, and nudge it."""
    return Interactive(
        finger_picture,
        which=choice("finger on", NUDGED, "w(1)"),
        h=slider("nudge", -0.5, 0.5, 0.1, 0.01),
    )
