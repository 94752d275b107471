"""From images and labels to the columns that a network takes."""

import numpy as np

from backprop_lib.checks import demands, unchecked
from backprop_lib.checks.data import check_column_index, check_images, check_labels, check_stack
from backprop_lib.checks.general import check_count, check_dtype


@demands(images=check_images, dtype=check_dtype)
def as_columns(images, dtype=np.float64):
    """Return images as columns of numbers from 0 (background) to 1 (full ink).

    Parameters
    ----------
    images : uint8 array of shape (N, 28, 28), or (28, 28) for one image
    dtype : float64 or float32

    Returns
    -------
    array of shape (784, N)
        Column s holds image s row by row: pixel (i, j) is in row 28 i + j.
    """
    height, width = np.shape(images)[-2:]
    return np.divide(np.reshape(images, (-1, height * width)).T, 255, dtype=dtype)


class LazyColumns:
    """The columns of `as_columns(images, dtype)`, each made at the moment it is asked for.

    `columns[:, samples]`, with a slice, a list or an array of sample numbers, gives an array. The images stay bytes:
    60,000 of them take 47 MB, where float32 columns would take 188 MB.

    Parameters
    ----------
    images : uint8 array of shape (N, 28, 28)
    dtype : float64 or float32
    """

    columns_on_demand = True

    @demands(images=check_stack, dtype=check_dtype)
    def __init__(self, images, dtype=np.float64):
        self.images, self.dtype = images, dtype
        self.shape = (images.shape[1] * images.shape[2], len(images))

    def __getitem__(self, index):
        samples = check_column_index(index, self.shape[1])
        # For the numbers of a batch `take` is quicker than an index.
        chosen = self.images[samples] if isinstance(samples, slice) else self.images.take(samples, axis=0)
        return unchecked(as_columns)(chosen, self.dtype)

    def __array__(self, dtype=None, copy=None):
        raise ValueError(
            f"LazyColumns of shape {self.shape} are for sgd, which asks for a batch at a time: take the columns you "
            "need, X[:, samples], or all of them with as_columns(images)"
        )


@demands(classes=check_count, labels=check_labels, dtype=check_dtype)
def one_hot(labels, classes=10, dtype=np.float64):
    """Return labels as columns that are 1 in the row of the label and 0 elsewhere.

    Parameters
    ----------
    labels : array of N whole numbers from 0 to classes - 1
    classes : int
    dtype : float64 or float32

    Returns
    -------
    array of shape (classes, N)
    """
    Y = np.zeros((classes, len(labels)), dtype)
    Y[labels, np.arange(len(labels))] = 1
    return Y
