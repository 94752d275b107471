"""Figure of notebook 05: what each hidden neuron looks for, and what it says to the ten digits."""

from functools import partial

import numpy as np

from backprop_lib.data import as_columns
from backprop_lib.plots.colours import BLACK, FORWARD, GREY
from backprop_lib.widgets.controls import slider
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.picture import Picture, fixed, number

BEST = 8  # images shown
BLOCK = 1000  # images that are columns at the same time
SIDE = 196  # of a picture of weights, 7 pixels for each weight


def pre_activations(net, images):
    """Return Z(1), of shape (n_1, N), of N images: what opens the gates of the hidden neurons, or keeps them shut."""
    # Block by block: all columns at once would take up much more memory than their result.
    blocks = [images[k : k + BLOCK] for k in range(0, len(images), BLOCK)]
    return np.hstack([net.forward(as_columns(block, net.dtype)).Z[1] for block in blocks])


def hidden_unit_picture(net, images, labels, Z, unit):
    """Return what goes into one neuron of layer 1, what comes out, and what excites it.

    Parameters
    ----------
    net : Network
        Of widths 784-n-10, with ReLU in the hidden layer.
    images : uint8 array of shape (N, 28, 28)
    labels : array of shape (N,)
    Z : array of shape (n, N)
        ``pre_activations(net, images)``, computed once for all neurons.
    unit : int
        Number of the neuron, from 0 to n - 1.

    Returns
    -------
    Picture
    """
    z, incoming, outgoing = Z[unit], net.W[1][unit].reshape(28, 28), net.W[2][:, unit]
    is_open = z > 0  # where ReLU lets through
    opened = int(is_open.sum())
    share = f"{opened:,} of {len(z):,} images ({fixed(100 * opened / len(z), 1)} %)"
    best = np.argsort(-z, kind="stable")[:BEST]
    sizes = np.linalg.norm(net.W[2], axis=0)
    rank = 1 + int((sizes > sizes[unit]).sum())

    picture = Picture(800, 476)
    excited = "It is excited most by" if opened else "No image opens it; closest come"
    picture.describe(
        f"Hidden neuron {unit} of {len(Z)}, number {rank} by the size of its outgoing weights. Its gate is open for "
        f"{share}. {excited} the digits {' '.join(map(str, labels[best]))}; it speaks most for {outgoing.argmax()} "
        f"and most against {outgoing.argmin()}."
    )
    title = f"neuron {unit} of layer 1: number {rank} of {len(Z)} by the size of its outgoing weights"
    picture.text(title, 30, 22, 14, bold=True, name="unit")
    _incoming(picture, incoming)
    _outgoing(picture, net, unit, labels, is_open)
    words = f"Its gate is open (z > 0) for {share}. Its bias is {number(net.b[1][unit, 0], 3)}."
    picture.text(words, 30, 320, 13, name="share")
    most = "The images that excite it most" if opened else "No image opens its gate; these come closest"
    picture.text(f"{most}, each with its z:", 30, 347, 13, bold=True, name="best")
    for place, sample in enumerate(best):
        x = 30 + 95 * place
        _image(picture, 255 - images[sample], x, 359, 80)
        picture.text(f"{labels[sample]}: {fixed(z[sample], 2)}", x + 40, 457, 12, anchor="middle", name=f"best{place}")
    return picture


def _image(picture, grey, x, y, side):
    picture.pixels(np.repeat(grey[:, :, None], 3, axis=2), x, y, side, side)
    picture.box(x, y, side, side, colour=GREY)


def _incoming(picture, w):
    largest = np.abs(w).max() or 1.0  # a neuron without weights is white
    # Two pictures in grey rather than one in two colours: the sign can be read in print, and by every eye.
    for title, weights, x in (("ink here excites: w > 0", w, 30), ("ink here inhibits: w < 0", -w, 246)):
        picture.text(title, x, 50, 13, bold=True)
        _image(picture, 255 - 255 * np.clip(weights, 0, None) / largest, x, 60, SIDE)
    picture.text("|w| = 0", 30, 282, 12)
    picture.pixels(np.repeat(np.linspace(255, 0, 64)[None, :, None], 3, axis=2), 86, 271, 120, 13)
    picture.box(86, 271, 120, 13, colour=GREY)
    picture.text(number(np.abs(w).max(), 3), 214, 282, 12, name="largest w")


def _outgoing(picture, net, unit, labels, is_open):
    scale = 80 / (np.abs(net.W[2]).max() or 1.0)  # the same for all neurons, so that they can be compared
    samples, opened = np.bincount(labels, minlength=10), np.bincount(labels[is_open], minlength=10)
    picture.text("digit", 478, 50, 12, bold=True)
    picture.text("gate open", 590, 50, 12, anchor="end", bold=True)
    picture.text("weight to the digit", 785, 50, 12, anchor="end", bold=True)
    for digit in range(10):
        y, w = 60 + 23 * digit, net.W[2][digit, unit]
        share = f"{fixed(100 * opened[digit] / samples[digit], 1)} %" if samples[digit] else "no image"
        picture.text(f"{digit}", 494, y + 14, 12, anchor="middle")
        picture.text(share, 590, y + 14, 12, anchor="end", name=f"open{digit}")
        picture.box(min(660, 660 + scale * w), y + 2, abs(scale * w), 15, FORWARD if w > 0 else "white", BLACK)
        picture.text(fixed(w, 2), 785, y + 14, 12, anchor="end", name=f"weight{digit}")
    picture.line([(660, 56), (660, 288)], width=1)


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
