"""Figure of stage 05: what each hidden neuron looks for, and what it says to the ten digits."""

from functools import partial
from typing import NamedTuple

import numpy as np

from backprop_lib.data import as_columns
from backprop_lib.plots.colours import BLACK, FORWARD, GREY
from backprop_lib.widgets.controls import slider
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.picture import Column, Picture, fixed, number

BEST = 8  # images shown
BLOCK = 1000  # images that are columns at the same time
SIDE = 196  # of a picture of weights, 7 pixels for each weight


def pre_activations(net, images):
    """Return Z(1), of shape (n_1, N), of N images: what opens the gates of the hidden neurons, or keeps them shut."""
    # Block by block: all columns at once would take up much more memory than their result.
    blocks = [images[k : k + BLOCK] for k in range(0, len(images), BLOCK)]
    return np.hstack([net.forward(as_columns(block, net.dtype)).Z[1] for block in blocks])


class HiddenUnit(NamedTuple):
    """What goes into one neuron of layer 1, what comes out, and what excites it."""

    incoming: np.ndarray  # weights, of shape (28, 28)
    bias: float
    outgoing: np.ndarray  # weights to the ten digits
    rank: int  # by the size of the outgoing weights
    opened: int  # images that open its gate
    shares: np.ndarray  # of each digit's images; not a number where there are none
    best: list  # those that excite it most, as (number of the image, z)


def hidden_unit(net, labels, Z, unit):
    """Return the numbers of one neuron as `HiddenUnit`; Z is ``pre_activations(net, images)``."""
    W, z, sizes = net.W, Z[unit], np.linalg.norm(net.W[2], axis=0)
    rank = 1 + int((sizes > sizes[unit]).sum())
    is_open = z > 0  # where ReLU lets through
    samples, opened = (np.bincount(chosen, minlength=10) for chosen in (labels, labels[is_open]))
    shares = np.divide(opened, samples, where=samples > 0, out=np.full(10, np.nan))
    best = [(sample, z[sample]) for sample in np.argsort(-z, kind="stable")[:BEST]]
    return HiddenUnit(W[1][unit].reshape(28, 28), net.b[1][unit, 0], W[2][:, unit], rank, opened.sum(), shares, best)


def hidden_unit_picture(net, images, labels, Z, unit):
    """Return the picture of one neuron; the arguments are those of `hidden_units_figure` and `hidden_unit`."""
    found = hidden_unit(net, labels, Z, unit)
    share = f"{found.opened:,} of {len(labels):,} images ({fixed(100 * found.opened / len(labels), 1)} %)"

    excited = "It is excited most by" if found.opened else "No image opens it; closest come"
    digits = " ".join(f"{labels[sample]}" for sample, _ in found.best)

    picture = Picture(800, 476)
    picture.describe(
        f"Hidden neuron {unit} of {len(Z)}, number {found.rank} by the size of its outgoing weights. Its gate is open "
        f"for {share}. {excited} the digits {digits}; it speaks most for {found.outgoing.argmax()} and most against "
        f"{found.outgoing.argmin()}."
    )
    title = f"neuron {unit} of layer 1: number {found.rank} of {len(Z)} by the size of its outgoing weights"
    picture.text(title, 30, 22, 14, bold=True, name="unit")
    _incoming(picture, found.incoming)
    _outgoing(picture, found, np.abs(net.W[2]).max())
    words = f"Its gate is open (z > 0) for {share}. Its bias is {number(found.bias, 3)}."
    picture.text(words, 30, 320, 13, name="share")
    most = "The images that excite it most" if found.opened else "No image opens its gate; these come closest"
    picture.text(f"{most}, each with its z:", 30, 347, 13, bold=True, name="best")
    for place, (sample, z) in enumerate(found.best):
        x = 30 + 95 * place
        _image(picture, 255 - images[sample], x, 359, 80)
        picture.text(f"{labels[sample]}: {fixed(z, 2)}", x + 40, 457, 12, anchor="middle", name=f"best{place}")
    return picture


def _image(picture, grey, x, y, width, height=None):
    height = height or width
    picture.pixels(np.repeat(grey[:, :, None], 3, axis=2), x, y, width, height)
    picture.box(x, y, width, height, colour=GREY)


def _incoming(picture, w):
    largest = np.abs(w).max() or 1.0  # a neuron without weights is white
    # Two pictures in grey rather than one in two colours: the sign can be read in print, and by every eye.
    for title, weights, x in (("ink here excites: w > 0", w, 30), ("ink here inhibits: w < 0", -w, 246)):
        picture.text(title, x, 50, 13, bold=True)
        _image(picture, 255 - 255 * np.clip(weights, 0, None) / largest, x, 60, SIDE)
    picture.text("|w| = 0", 30, 282, 12)
    _image(picture, np.linspace(255, 0, 64)[None, :], 86, 271, 120, 13)
    picture.text(number(np.abs(w).max(), 3), 214, 282, 12, name="largest w")


def _outgoing(picture, found, largest):
    """Write a row for each digit; `largest` is the same for all neurons, so that their bars can be compared."""
    columns = {
        "digit": Column("digit", 494, [str(digit) for digit in range(10)], "middle"),
        "open": Column("gate open", 590, [_percent(share) for share in found.shares]),
        "weight": Column("weight to the digit", 785, [fixed(w, 2) for w in found.outgoing]),
    }
    picture.table(columns, 51, step=23, first=0)
    for digit, w in enumerate(found.outgoing):
        length = 80 * w / (largest or 1.0)
        picture.box(min(660, 660 + length), 62 + 23 * digit, abs(length), 15, FORWARD if w > 0 else "white", BLACK)
    picture.line([(660, 56), (660, 288)], width=1)


def _percent(share):
    return "no image" if np.isnan(share) else f"{fixed(100 * share, 1)} %"


def hidden_units_figure(net, images, labels):
    """Return the figure: walk through the neurons of the hidden layer of a trained network.

    Parameters
    ----------
    net : Network
        Of widths 784-n-10.
    images : uint8 array of shape (N, 28, 28)
        Among these are looked for those that excite a neuron; 10,000 test images are a good choice.
    labels : array of shape (N,)
    """
    Z = pre_activations(net, images)
    strongest = int(np.linalg.norm(net.W[2], axis=0).argmax())
    alt = """One hidden neuron: where ink excites it and where ink inhibits it, as two grey pictures; its weights to the
        ten digits as bars; and the eight images that excite it most."""
    return Interactive(
        partial(hidden_unit_picture, net, images, labels, Z),
        alt=alt,
        unit=slider("neuron of the hidden layer", 0, len(Z) - 1, strongest, 1, "500px"),
    )
