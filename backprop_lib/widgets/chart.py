"""Axes in a picture: from data to pixels, with ticks, lines, points and bars."""

import numpy as np
from matplotlib.ticker import MaxNLocator

from backprop_lib.plots.colours import BLACK


class Chart:
    """Axes in a rectangle of a picture.

    Parameters
    ----------
    picture : Picture
        Is drawn on.
    frame : tuple
        x, y, width and height of the rectangle between the axes; labels and ticks stand outside it.
    xlim, ylim : tuple
        What the axes run from and to.
    xlabel, title : str
    log : bool
        Whether the y-axis is logarithmic.
    """

    def __init__(self, picture, frame, xlim, ylim, xlabel="", title="", log=False):
        self.picture, self.frame, self.xlim, self.ylim, self.log = picture, frame, xlim, ylim, log
        x, y, width, height = frame
        self._ticks()
        picture.line([(x, y), (x, y + height), (x + width, y + height)], width=1)
        picture.text(xlabel, x + width / 2, y + height + 34, anchor="middle")
        picture.text(title, x, y - 10, bold=True)

    def at(self, x, y):
        """Return the pixels of the point (x, y); zero and negative numbers are far below a logarithmic axis."""
        left, top, width, height = self.frame
        x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        low, high = self.ylim
        if self.log:
            with np.errstate(divide="ignore", invalid="ignore"):
                y, low, high = np.log10(y), np.log10(low), np.log10(high)
        across = left + width * (x - self.xlim[0]) / (self.xlim[1] - self.xlim[0])
        return np.stack(np.broadcast_arrays(across, top + height * (high - y) / (high - low)), axis=-1)

    def _ticks(self):
        _, top, width, height = self.frame
        for value in _nice(*self.xlim, width / 70):
            x, y = self.at(value, self.ylim[0])
            self.picture.line([(x, y), (x, y + 5)], width=1)
            self.picture.text(_label(value), x, top + height + 18, size=11, anchor="middle")
        for value in _decades(*self.ylim) if self.log else _nice(*self.ylim, height / 40):
            x, y = self.at(self.xlim[0], value)
            self.picture.line([(x - 5, y), (x, y)], width=1)
            label = f"10^{{{round(np.log10(value))}}}".replace("-", "−") if self.log else _label(value)
            self.picture.text(label, x - 8, y + 4, size=11, anchor="end")

    def line(self, x, y, colour=BLACK, width=2.0, dash="", opacity=1.0):
        """Draw a line through the points (x, y), cut off at the frame."""
        self.picture.line(self.at(x, y), colour, width, dash, opacity, clip=self.frame)

    def points(self, x, y, colour=BLACK, radius=4.0, fill=None):
        """Draw a dot at each point (x, y)."""
        left, top, width, height = self.frame
        around = (left - radius, top - radius, width + 2 * radius, height + 2 * radius)
        for across, down in np.atleast_2d(self.at(x, y)).tolist():
            self.picture.circle(across, down, radius, fill or colour, colour, 1.5, clip=around)

    def bar(self, x, y, width, fill):
        """Draw a bar from 0 to y, `width` wide in units of x."""
        (left, end), (right, start) = self.at(x - width / 2, y), self.at(x + width / 2, max(self.ylim[0], 0.0))
        top, bottom = self.frame[1], self.frame[1] + self.frame[3]
        end = min(max(end, top), bottom)
        self.picture.box(left, min(start, end), right - left, abs(start - end), fill, BLACK)

    def text(self, string, x, y, **options):
        """Write a text at a point of the data."""
        self.picture.text(string, *self.at(x, y).tolist(), **options)


def _nice(low, high, most):
    ticks = MaxNLocator(max(int(most), 2), steps=[1, 2, 5, 10]).tick_values(low, high)
    slack = 1e-9 * (high - low)
    return [value for value in ticks.tolist() if low - slack <= value <= high + slack]


def _decades(low, high):
    powers = np.arange(np.ceil(np.log10(low) - 1e-9), np.floor(np.log10(high) + 1e-9) + 1)
    every = -(-len(powers) // 7)
    return [10.0**power for power in powers.tolist() if power % every == 0]


def _label(value):
    return f"{value + 0.0:.6g}".replace("-", "−")  # + 0.0, so that no tick is called −0
