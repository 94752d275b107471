"""Drawings, and the images that they become."""

import operator

import numpy as np

from backprop_lib.checks.arrays import as_array
from backprop_lib.checks.general import MOST_NUMBERS, check_count, check_positive, shown


def check_ink(ink):
    """Return `ink` if it is one image of bytes."""
    if not isinstance(ink, np.ndarray) or ink.ndim != 2 or ink.dtype != np.uint8:
        array = as_array("ink", ink)
        raise ValueError(
            f"ink has shape {array.shape} and dtype {array.dtype}, expected an array of uint8 of shape (rows, columns)"
        )
    if ink.size > MOST_NUMBERS:
        raise ValueError(f"ink has shape {ink.shape}, expected at most {MOST_NUMBERS} pixels")
    return ink


def check_inked(ink):
    """Return `ink` if it is an image with some ink, which alone has a centre of mass."""
    if not check_ink(ink).any():
        raise ValueError(
            f"ink has shape {ink.shape} and no pixel above 0, expected some ink: without, it has no centre"
        )
    return ink


def check_side(argument, side):
    """Return the side of a square of pixels as an int of at least 1."""
    side = check_count(argument, side)
    if side**2 > MOST_NUMBERS:
        raise ValueError(f"{argument}={shown(side)}, expected a square of at most {MOST_NUMBERS} pixels")
    return side


def check_room(ink, side):
    """Return the side of a square that an image has room in."""
    if max(ink.shape) > check_side("side", side):
        raise ValueError(f"ink has shape {ink.shape}, expected at most ({side}, {side}), to have room in the square")
    return side


def check_pixel(middle, side):
    """Return `middle` if it is a pixel along the side of a square."""
    try:
        sound = 0 <= operator.index(middle) < side
    except TypeError:
        sound = False
    if not sound:
        raise ValueError(f"middle={shown(middle)}, expected a whole number from 0 to {side - 1}, a pixel of the square")
    return middle


def _coordinate(x):
    if isinstance(x, str | bytes | bytearray) or np.ndim(x):
        raise TypeError
    return float(x)


def check_strokes(strokes):
    """Return `strokes` as lists of points (x, y) of floats, on the pad or not far from it."""
    try:
        strokes = [[(_coordinate(x), _coordinate(y)) for x, y in stroke] for stroke in strokes]
        pairs = np.array([point for stroke in strokes for point in stroke], dtype=float).reshape(-1, 2)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(
            f"strokes={shown(strokes)}, expected a list of strokes, each a list of points [x, y]"
        ) from None
    if not (np.abs(pairs) <= 100).all():
        x, y = pairs[~(np.abs(pairs) <= 100).all(axis=1)][0]
        raise ValueError(f"strokes hold the point [{x:g}, {y:g}], expected points of the unit square, or near it")
    return strokes


def check_pad(size):
    """Return the side of a pad as an int: four times as much is still a square that can be drawn on."""
    check_side("size", 4 * check_count("size", size))
    return size


def check_pen(pen):
    """Return the width of a pen, as a part of the pad, as a float."""
    width = check_positive("pen", pen)
    if width > 1:
        raise ValueError(f"pen={shown(pen)}, expected a part of the pad: at most 1")
    return width
