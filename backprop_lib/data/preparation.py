"""From a drawing to an image like those of MNIST.

A network knows what it was trained on. All MNIST images were prepared in the same way before they were published: cut
out, shrunk into a square of 20 pixels, and placed by their centre of mass in the middle of 28 x 28. A drawing that has
not gone the same way is something the network has never seen. Of a drawing the strokes are known: they are scaled
before they are drawn, so that a small digit does not get fat lines and a large one thin ones.

A drawing is a list of strokes, a stroke is a list of points [x, y] in the unit square; (0, 0) is the upper left corner.
An image is a uint8 array as in MNIST: 0 is the background, 255 full ink.
"""

import math

import numpy as np
from PIL import Image, ImageDraw

from backprop_lib.checks import demands
from backprop_lib.checks.drawing import (
    check_ink,
    check_inked,
    check_pad,
    check_pen,
    check_pixel,
    check_room,
    check_side,
    check_strokes,
)

PAD = 112  # pixels of a drawn image along each side: four for each pixel of MNIST
PEN = 0.08  # width of the pen on the pad, as a part of its side
FINER = 4  # strokes are drawn that much larger first, so that their edges become grey

BOX = 20  # longer side of a digit
SIDE = 28  # side of the whole image
MIDDLE = 14  # the pixel, counted from 0, that the centre of mass falls into
LINE = 2.4 / SIDE  # width of a line: the strokes of MNIST have a median of 2.4 pixels (500 training images)
DOT = 0.02  # what is smaller than that part of the pad is a dot, and has no size that could be scaled


@demands(strokes=check_strokes, size=check_pad, pen=check_pen)
def rasterise(strokes, size=PAD, pen=PEN):
    """Return the image that a round pen leaves on a square pad.

    Parameters
    ----------
    strokes : list of lists of points [x, y]
        In the unit square. A stroke of one point is a dot. What lies outside of the pad is lost.
    size : int
        Pixels along each side.
    pen : float
        Width of the pen, as a part of the pad.

    Returns
    -------
    uint8 array of shape (size, size)
    """
    scale = size * FINER
    width = max(round(pen * scale), 1)
    canvas = Image.new("L", (scale, scale))
    draw = ImageDraw.Draw(canvas)
    for stroke in strokes:
        points = [(x * scale, y * scale) for x, y in stroke]
        draw.line(points, fill=255, width=width)
        # A line ends flat, and a bend in it leaves a gap: a disc at each point makes the pen round.
        for x, y in points:
            left, top = x - width / 2, y - width / 2
            draw.ellipse((left, top, left + (width - 1), top + (width - 1)), fill=255)  # up to its last pixel
    return np.asarray(canvas.reduce(FINER))


@demands(strokes=check_strokes)
def scaled(strokes):
    """Return strokes moved to the middle of the pad, and scaled so that their lines fill the box of MNIST's digits.

    Parameters
    ----------
    strokes : list of lists of points [x, y]
        In the unit square.

    Returns
    -------
    list of lists of points (x, y)
        Drawn with a pen of the width `LINE`, the longer side of the drawing takes `BOX` of `SIDE` pixels. A dot is
        moved only.
    """
    points = np.array([point for stroke in strokes for point in stroke]).reshape(-1, 2)
    if not len(points):
        return strokes
    lowest, highest = points.min(axis=0), points.max(axis=0)
    longer = (highest - lowest).max()
    factor = (BOX / SIDE - LINE) / longer if longer > DOT else 1.0
    (x0, y0), factor = (lowest + highest) / 2, float(factor)
    return [[(0.5 + factor * (x - x0), 0.5 + factor * (y - y0)) for x, y in stroke] for stroke in strokes]


@demands(ink=check_ink)
def cut_out(ink):
    """Return the part of an image within the bounding box of its ink: of shape (0, 0) if there is no ink."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return ink[:0, :0]
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


@demands(ink=check_ink, side=check_side)
def shrink(ink, side=BOX):
    """Return an image whose longer side has `side` pixels.

    The shorter side keeps its proportion, and at least one pixel. Each new pixel is a mean of the old ones that it
    covers, so that a thin stroke becomes grey where leaving out pixels would tear it. Small images are enlarged.

    Parameters
    ----------
    ink : uint8 array of shape (rows, columns)
    side : int

    Returns
    -------
    uint8 array
        Of shape (0, 0) if `ink` has no pixels.
    """
    if not ink.size:
        return np.zeros((0, 0), np.uint8)
    scale = side / max(ink.shape)
    rows, columns = (max(round(scale * n), 1) for n in ink.shape)
    return np.asarray(Image.fromarray(ink).resize((columns, rows), Image.Resampling.BOX))


@demands(ink=check_inked)
def centre_of_mass(ink):
    """Return the row and the column of the centre of mass of the ink, in pixels counted from 0.

    Parameters
    ----------
    ink : uint8 array of shape (rows, columns)
        With some ink.

    Returns
    -------
    row, column : float
        A single inked pixel has its centre of mass at its own row and column.
    """
    mass = ink.sum(dtype=float)
    row = ink.sum(axis=1, dtype=float) @ np.arange(ink.shape[0]) / mass
    column = ink.sum(axis=0, dtype=float) @ np.arange(ink.shape[1]) / mass
    return float(row), float(column)


@demands(ink=check_ink, side=check_room, middle=check_pixel)
def centre(ink, side=SIDE, middle=MIDDLE):
    """Return a square image with `ink` placed so that its centre of mass falls into the pixel in the middle.

    Parameters
    ----------
    ink : uint8 array of shape (rows, columns)
        No larger than the square.
    side : int
        Pixels along each side of the square.
    middle : int
        Row and column of the pixel in the middle, counted from 0.

    Returns
    -------
    uint8 array of shape (side, side)

    Notes
    -----
    The ink is moved by whole pixels, so the centre of mass comes to lie within half a pixel of `middle`. It is so in
    MNIST: of the 60,000 training images all but two have both of its coordinates between 13.5 and 14.5, evenly spread,
    with the mean 14.0. A drawing so lopsided that it would leave the square stays at its edge.
    """
    square = np.zeros((side, side), np.uint8)
    if not ink.any():
        return square
    # ceil(middle - 1/2 - c) is the move after which c lies in [middle - 1/2, middle + 1/2), as in MNIST.
    moves = [math.ceil(middle - 0.5 - c) for c in centre_of_mass(ink)]
    top, left = (min(max(move, 0), side - n) for move, n in zip(moves, ink.shape, strict=True))
    square[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
    return square


def prepare(ink):
    """Return an image as MNIST would have it: cut out, shrunk to a box of 20 x 20, centred by mass in 28 x 28.

    Parameters
    ----------
    ink : uint8 array of shape (rows, columns)
        Ink anywhere, of any size. Without any ink the result is empty too.

    Returns
    -------
    uint8 array of shape (28, 28)
    """
    return centre(shrink(cut_out(ink)))


def prepare_strokes(strokes):
    """Return a drawing as MNIST would have it: scaled, drawn, centred by mass in 28 x 28.

    Parameters
    ----------
    strokes : list of lists of points [x, y]
        In the unit square, of any size. Without any points the result is empty.

    Returns
    -------
    uint8 array of shape (28, 28)
    """
    return placed(rasterise(scaled(strokes), pen=LINE))


def placed(ink):
    """Return the image of scaled strokes in 28 x 28, centred by mass.

    Parameters
    ----------
    ink : uint8 array of shape (n, n)
        ``rasterise(scaled(strokes), pen=LINE)``.

    Returns
    -------
    uint8 array of shape (28, 28)
    """
    return centre(cut_out(shrink(ink, SIDE)))


def unprepared(ink):
    """Return the whole image shrunk to 28 x 28 as it is: what a network sees of a drawing that nobody prepares.

    Parameters
    ----------
    ink : uint8 array of shape (n, n)

    Returns
    -------
    uint8 array of shape (28, 28)
    """
    return shrink(ink, SIDE)
