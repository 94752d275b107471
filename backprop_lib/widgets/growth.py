"""How a network grows: the weights of its hidden neurons as pictures, after each epoch, and how well it then reads."""

from functools import partial

import numpy as np

from backprop_lib.data.preparation import SIDE
from backprop_lib.plots.colours import BLACK, FORWARD, GREY
from backprop_lib.widgets.chart import Chart
from backprop_lib.widgets.controls import slider
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.picture import Picture, fixed

ROWS, COLUMNS = 3, 6
PLACE = 64  # from one picture of weights to the next, in pixels


def growth_picture(weights, shares, epoch):
    """Return the weights after an epoch as pictures, and the share of images read after each epoch.

    Parameters
    ----------
    weights : list of arrays of shape (n_1, 784)
        W[1] at the start and after each epoch. All are drawn in the greys of the largest: what grows is seen to grow.
    shares : list of float
        Of the images that were read at the start and after each epoch, from 0 to 1.
    epoch : int
    """
    largest = max(np.abs(W[: ROWS * COLUMNS]).max() for W in weights)
    picture = Picture(800, 300)
    picture.text(f"weights of {ROWS * COLUMNS} hidden neurons after {_epochs(epoch)}", 30, 22, 14, bold=True)
    for neuron, row in enumerate(weights[epoch][: ROWS * COLUMNS]):
        down, across = divmod(neuron, COLUMNS)
        grey = np.rint(127.5 * (1 - row / largest)).reshape(SIDE, SIDE, 1).repeat(3, axis=2)
        x, y = 30 + PLACE * across, 36 + PLACE * down
        picture.pixels(grey, x, y, PLACE - 8, PLACE - 8)
        picture.box(x, y, PLACE - 8, PLACE - 8, colour=GREY)
    picture.text("dark: ink excites it; light: ink inhibits it; grey: it does not care", 30, 254, 12)
    chart = Chart(picture, (500, 45, 270, 190), (0, len(shares) - 1), (0, 100), "epochs", "percent of new images read")
    chart.line(range(len(shares)), 100 * np.array(shares), FORWARD)
    chart.points(epoch, 100 * shares[epoch], FORWARD, 6)
    read = f"after {_epochs(epoch)}: {fixed(100 * shares[epoch], 1)} %"
    picture.text(read, 500, 292, 15, BLACK, bold=True, name="share")
    picture.describe(
        f"""The weights that lead into {ROWS * COLUMNS} hidden neurons, as pictures of 28 by 28, and the percentage of
        new images that the network reads, {read}. At the start the weights are noise; with each epoch strokes and
        spots come out."""
    )
    return picture


def growth_figure(weights, shares):
    """Return the figure: a slider walks through the epochs. The parameters are those of `growth_picture`."""
    alt = f"""The weights that lead into {ROWS * COLUMNS} hidden neurons, as pictures of 28 by 28, at the start and
        after each epoch, and the percentage of new images that the network then reads: a tenth at the start, in the
        end nearly all."""
    last = len(shares) - 1
    return Interactive(partial(growth_picture, weights, shares), alt=alt, epoch=slider("epochs", 0, last, last, 1))


def _epochs(count):
    return "1 epoch" if count == 1 else f"{count} epochs"
