"""An input that is a picture: the picture itself, and its pixels in place of the input neurons of a network."""

from typing import NamedTuple

import numpy as np

from backprop_lib.plots.colours import BLACK, FORWARD, GREY, LIGHT
from backprop_lib.widgets.picture import number

SIDE = 90  # of the whole picture, at most
PIXEL = 44  # side of a pixel that stands for a neuron
DARK = 0.45  # a pixel of at least this blackness gets a white number


class InputPicture(NamedTuple):
    """Its numbers (rows, columns), how black each is drawn, and the rectangle in which it is drawn."""

    values: np.ndarray
    black: np.ndarray
    frame: tuple

    @classmethod
    def of(cls, x, shape, left, middle):
        """Return the picture that x, of shape (n_0,), is row by row; `middle` is its middle height on the page."""
        x, (rows, columns) = np.asarray(x), shape
        if rows * columns != len(x):
            raise ValueError(
                f"shape={shape} is a picture of {rows * columns} pixels, expected {len(x)}: as many as the network has "
                "inputs"
            )
        side, low = SIDE / max(shape), min(x.min(), 0.0)
        black = (x - low) / (x.max() - low or 1.0)
        frame = (left, middle - rows * side / 2, columns * side, rows * side)
        return cls(x.reshape(shape), black.reshape(shape), frame)

    @property
    def right(self):
        """Where its right edge is."""
        return self.frame[0] + self.frame[2]

    def draw(self, picture, places, strong):
        """Draw it, and beside it the pixels of which `places` says where on the page: {number from 0: (x, y)}.

        Black is the largest number. Those whose names are in `strong` are written in bold letters.
        """
        (left, top, width, _), columns = self.frame, self.values.shape[1]
        side, grey = width / columns, (255 * (1 - self.black)).astype(np.uint8)
        picture.pixels(np.repeat(grey[:, :, None], 3, axis=2), *self.frame)
        picture.box(*self.frame, "none", GREY)
        for j, (x, y) in places.items():
            name, (row, column) = f"a(0,{j + 1})", divmod(j, columns)
            corner = (left + column * side, top + row * side)
            picture.line([(corner[0] + side, corner[1] + side / 2), (x - PIXEL / 2, y)], LIGHT, 0.8)
            picture.box(*corner, side, side, "white", FORWARD, 1.5, opacity=0.0, means=f"n(0,{j + 1}) {name}")
            fill = "#" + 3 * f"{grey[row, column]:02X}"
            picture.box(x - PIXEL / 2, y - PIXEL / 2, PIXEL, PIXEL, fill, GREY, means=f"n(0,{j + 1}) {name}")
            dark = self.black[row, column] >= DARK
            picture.text(f"{j + 1}", x, y - PIXEL / 2 - 4, 10, GREY, "middle")
            value = number(self.values[row, column])
            picture.text(value, x, y + 4, 11, "white" if dark else BLACK, "middle", name in strong, name, PIXEL - 4)
