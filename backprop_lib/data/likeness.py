"""How unlike an image is to anything that a network was trained on.

A network that reads digits has ten answers, and none of them is "this is no digit". So the question is asked beside
it: which of its training images is most alike, and do real digits find one that is as near?
"""

import numpy as np

from backprop_lib.browser import product
from backprop_lib.data.encoding import as_columns


class Likeness:
    """Compares images with those that a network was trained on.

    Parameters
    ----------
    images : uint8 array of shape (N, 28, 28)
        Training images; ten thousand are enough, and take 31 MB.
    others : uint8 array of shape (M, 28, 28)
        Digits that are none of them: they say how unlike a digit usually is.
    """

    def __init__(self, images, others):
        self.images = images
        self._columns = as_columns(images, np.float32)
        self._lengths = np.linalg.norm(self._columns, axis=0)
        self._usual = np.sort(self._unlikeness(as_columns(others, np.float32)).min(axis=0))

    def nearest(self, image):
        """Return the training image that is most alike, and the share of digits that are as unlike to theirs or more.

        Parameters
        ----------
        image : uint8 array of shape (28, 28)
            With some ink.

        Returns
        -------
        index : int
        share : float
            From 0, unlike anything, to 1.
        """
        (unlike,) = self._unlikeness(as_columns(image[None], np.float32)).T
        index = int(unlike.argmin())
        return index, 1 - np.searchsorted(self._usual, unlike[index]) / len(self._usual)

    def _unlikeness(self, X):
        """Return |x - r|² / (|x| |r|) for all training columns r, down, and columns x, across: 0 if they are equal.

        Divided by both lengths it says the same of thick and of thin lines.
        """
        lengths = np.linalg.norm(X, axis=0)
        squares = self._lengths[:, None] ** 2 + lengths**2 - 2 * product(self._columns.T, X)
        return squares / (self._lengths[:, None] * lengths)
