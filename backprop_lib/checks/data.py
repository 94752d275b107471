"""Images and labels."""

import math

import numpy as np

from backprop_lib.checks.arrays import as_array
from backprop_lib.checks.general import MOST_NUMBERS, shown

# The most pixels of a stack of images: 10^9 make columns of 8 GB, and MNIST has 5 10^7.
MOST_PIXELS = 10**9


def check_images(images):
    """Return `images` if they are bytes: a stack of images, or a single one."""
    shape = np.shape(_bytes(images, dimensions=(2, 3)))
    if len(shape) == 2 and shape[0] != shape[1] and any(_may_be_flat(n) for n in shape):
        raise ValueError(
            f"images have shape {shape}, expected (N, 28, 28): they look like flat images, reshape them, such as "
            "images.reshape(-1, 28, 28); a single image of this shape is images[np.newaxis]"
        )
    return images


def _may_be_flat(n):
    """Say whether n numbers may be the pixels of a square image, of 8 x 8 or more."""
    return n >= 64 and math.isqrt(n) ** 2 == n


def check_stack(images):
    """Return `images` if they are a stack of images of bytes."""
    return _bytes(images, dimensions=(3,))


def _bytes(images, dimensions):
    array = as_array("images", images)
    if array.ndim not in dimensions or getattr(images, "dtype", None) != np.uint8 or 0 in array.shape[-2:]:
        raise ValueError(
            f"images have shape {array.shape} and dtype {array.dtype}, expected uint8 of shape "
            "(N, 28, 28) as load_mnist returns them; they are scaled to [0, 1] here, once"
        )
    if array.size > MOST_PIXELS:
        raise ValueError(f"images have shape {array.shape}, expected at most {MOST_PIXELS} pixels at a time")
    return images


def check_column_index(index, N):
    """Return what `samples` is in columns[:, samples]: a slice, or an array of numbers from -N to N - 1.

    Of N booleans, too, it becomes the numbers.
    """
    expected = f"expected columns[:, samples] with samples a slice, a list or an array, for {N} columns"
    if not (isinstance(index, tuple) and len(index) == 2 and isinstance(index[0], slice)):
        raise ValueError(f"index {shown(index)}, {expected}")
    rows, samples = index
    try:
        if rows == slice(None) and isinstance(samples, slice):
            samples.indices(N)  # raises if it is no slice of whole numbers
            return samples
        samples = np.asarray(samples)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"index {shown(index)}, {expected}") from None
    if samples.shape == (0,):
        samples = samples.astype(int)
    if rows != slice(None) or samples.ndim != 1 or samples.dtype.kind not in "iub":
        raise ValueError(f"index {shown(index)}, {expected}")
    if samples.dtype.kind == "b":
        wrong = len(samples) != N
    else:
        wrong = samples.size and not (samples.min() >= -N and samples.max() < N)
    if wrong:
        raise ValueError(f"index {shown(index)} goes beyond the columns, {expected}")
    return np.flatnonzero(samples) if samples.dtype.kind == "b" else samples


def check_labels(classes, labels):
    """Return `labels` as an array of shape (N,) of whole numbers from 0 to classes - 1."""
    array = as_array("labels", labels)
    if array.ndim != 1 or array.dtype.kind not in "iu":
        raise ValueError(
            f"labels have shape {array.shape} and dtype {array.dtype}, expected whole numbers of shape (N,)"
        )
    if classes * array.size > MOST_NUMBERS or classes > MOST_NUMBERS:
        raise ValueError(
            f"classes={shown(classes)} for {array.size} labels make too many numbers, expected at most {MOST_NUMBERS}"
        )
    if array.size and not (array.min() >= 0 and array.max() < classes):
        wrong = array[(array < 0) | (array >= classes)][0]
        raise ValueError(f"label {wrong} is out of range: {classes} classes are numbered 0 to {classes - 1}")
    return array
