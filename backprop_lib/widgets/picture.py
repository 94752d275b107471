"""A picture as a list of shapes, to be written as SVG (fast, for a figure that moves) or as PNG (for its still twin).

Drawing a figure with matplotlib takes 60 to 150 ms, too long for a slider; writing these shapes as SVG takes 1 or 2.
Lengths are CSS pixels, x to the right and y downwards, as in SVG.
"""

import math
import re
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from backprop_lib.plots.colours import BLACK, GREY

FAR = 1e5  # no coordinate is written that is farther away: renderers fail on numbers such as 1e40


# What a shape or a part of a text stands for: names such as "w(2,1,3)", separated by blanks. Touched on the page, it
# lights everything that has one of its names.
Means = str


class Line(NamedTuple):
    """A line through points, an array of shape (n, 2); `clip` is the rectangle (x, y, width, height) it is cut to."""

    points: np.ndarray
    colour: str
    width: float
    dash: str
    opacity: float
    clip: tuple | None
    means: Means = ""


class Circle(NamedTuple):
    """A circle."""

    x: float
    y: float
    radius: float
    fill: str
    colour: str
    width: float
    clip: tuple | None
    means: Means = ""


class Box(NamedTuple):
    """A rectangle; x, y is its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    colour: str
    line: float
    opacity: float
    means: Means = ""


class Pixels(NamedTuple):
    """An array of shape (rows, columns, 3) of bytes, drawn into a rectangle, each entry as a block or smoothly."""

    rgb: np.ndarray
    x: float
    y: float
    width: float
    height: float
    smooth: bool


class Text(NamedTuple):
    """A text; `_{...}` and `^{...}` in it are set as index and exponent. `name` says which number it shows.

    pieces are (what it means, string): together the string.
    """

    string: str
    x: float
    y: float
    size: float
    colour: str
    anchor: str
    bold: bool
    name: str | None
    pieces: tuple


class Column(NamedTuple):
    """A column of a table: its title, where it stands, and its texts from above to below."""

    title: str
    x: float
    texts: list
    anchor: str = "end"
    colour: str = BLACK
    bold: bool = False


@dataclass
class Picture:
    """A picture, and what a reader who cannot see it needs to know.

    Attributes
    ----------
    width, height : float
    alt : str
        The text alternative, set by `describe`.
    shapes : list
        Drawn in this order.
    meanings : dict
        A sentence for each name that a reader can touch, or come to by the arrow keys, in this order.
    """

    width: float
    height: float
    alt: str = ""
    shapes: list = field(default_factory=list)
    meanings: dict = field(default_factory=dict)

    def describe(self, sentences):
        """Set the text alternative; it speaks of the same state as the picture."""
        self.alt = plain(" ".join(sentences.split()))

    def line(self, points, colour=BLACK, width=1.5, dash="", opacity=1.0, clip=None, means=""):
        """Add a line through `points`, cut where a point is not finite; `dash` is as in SVG, such as "6 3"."""
        points = np.clip(np.asarray(points, dtype=float), -FAR, FAR)
        breaks = np.flatnonzero(np.isnan(points).any(axis=1))
        for piece in np.split(points, breaks):
            piece = piece[~np.isnan(piece).any(axis=1)]
            if len(piece) > 1:
                self.shapes.append(Line(piece, colour, width, dash, opacity, clip, means))

    def arrow(self, start, end, colour=BLACK, width=1.5, dash="", means=""):
        """Add a line with a head at its end."""
        (x, y), (u, v) = start, end
        angle, head = math.atan2(v - y, u - x), 4 + 2 * width
        wings = [(u - head * math.cos(angle + turn), v - head * math.sin(angle + turn)) for turn in (0.45, -0.45)]
        self.line([start, end], colour, width, dash, means=means)
        self.line([wings[0], end, wings[1]], colour, width)

    def circle(self, x, y, radius, fill="white", colour=BLACK, width=1.0, clip=None, means=""):
        """Add a circle."""
        if math.isfinite(x) and math.isfinite(y):
            x, y = min(max(x, -FAR), FAR), min(max(y, -FAR), FAR)
            self.shapes.append(Circle(x, y, radius, fill, colour, width, clip, means))

    def box(self, x, y, width, height, fill="none", colour="none", line=1.0, opacity=1.0, means=""):
        """Add a rectangle."""
        self.shapes.append(Box(x, y, width, height, fill, colour, line, opacity, means))

    def pixels(self, rgb, x, y, width, height, smooth=False):
        """Add an array of shape (rows, columns, 3) of bytes as an image."""
        self.shapes.append(Pixels(np.ascontiguousarray(rgb, np.uint8), x, y, width, height, smooth))

    def text(self, string, x, y, size=13, colour=BLACK, anchor="start", bold=False, name=None, most=None):
        """Add a text; y is its baseline, `anchor` is "start", "middle" or "end", `most` the width it must fit into.

        Parts of it may be linked by `link`.
        """
        pieces = tuple(linked_pieces(string))
        string = unlinked(string)
        if most:
            size = min(size, size * most / text_width(string, size))
        self.shapes.append(Text(string, x, y, size, colour, anchor, bold, name, pieces))

    def rows(self, texts, x, y, step=24, **options):
        """Write texts below each other, a dictionary from their names; return where the next row stands."""
        for row, (name, string) in enumerate(texts.items()):
            self.text(string, x, y + step * row, name=name, **options)
        return y + step * len(texts)

    def table(self, columns, y, step=22, first=1, lines=None):
        """Write a table of columns, a dictionary from their names; return where the next row stands.

        The texts of the column "z" are named "z1", "z2", ..., counted from `first`. `lines` says from where to where
        lines are drawn below the titles and below the last row.
        """
        for name, (title, x, texts, anchor, colour, bold) in columns.items():
            self.text(title, x, y, 12, colour, anchor, bold=True)
            named = {f"{name}{row}": string for row, string in enumerate(texts, first)}
            below = self.rows(named, x, y + step, step, size=12, colour=colour, anchor=anchor, bold=bold)
        for line in (y, below - step) if lines else ():
            self.line([(x, line + 7) for x in lines], GREY, 1)
        return below

    def texts(self):
        """Return the texts that have a name, as a dictionary: what the picture says about each number."""
        return {shape.name: shape.string for shape in self.shapes if isinstance(shape, Text) and shape.name}


LINK = re.compile(r"\[\[([^|]+)\|(.*?)\]\]")


def link(name, string):
    """Return a text as part of a longer one that stands for what has this name: "[[w(1,1,2)|0.500]]"."""
    return f"[[{name}|{string}]]"


def unlinked(string):
    """Return a text as it is read."""
    return LINK.sub(r"\2", string)


def linked_names(string):
    """Return the names of what the linked parts of a text stand for, in order."""
    return [name for name, _ in LINK.findall(string)]


def linked_pieces(string):
    """Yield a text in pieces: (name, or "" where it is not linked, piece)."""
    end = 0
    for match in LINK.finditer(string):
        yield "", string[end : match.start()]
        yield match.groups()
        end = match.end()
    yield "", string[end:]


# Widths of letters as parts of the size of the text, in the font that comes with matplotlib; others are near 0.61.
NARROW = {**dict.fromkeys("()[]tfr", 0.4), **dict.fromkeys(" .,·:;ijl′|", 0.33), **dict.fromkeys("−+=<>mw", 0.83)}
SCRIPT = 0.72  # size of an index or exponent, as a part of the size of the text
SCRIPTS = re.compile(r"([_^])\{([^}]*)\}")


def text_width(string, size):
    """Return about how many pixels wide a text is; an exponent stands above the index before it."""
    width, below = 0.0, 0.0
    for position, piece in enumerate(SCRIPTS.split(string)):
        if position % 3 == 1:
            mark = piece
            continue
        across = sum(NARROW.get(letter, 0.61) for letter in piece) * size
        if position % 3 == 2:
            across *= SCRIPT
            width += max(across - below, 0.0) if mark == "^" else across
            below = across if mark == "_" else 0.0
        else:
            width += across
            below = 0.0 if piece else below
    return width


def number(value, digits=3):
    """Return a number as it is written in pictures: with a minus sign, and without a sign if it is rounded to 0.

    Numbers of 10,000 and more, and those that would lose all digits, are written with an exponent.
    """
    value = float(value)
    if not math.isfinite(value):
        return "∞" if value > 0 else "−∞" if value < 0 else "not a number"
    size = round(abs(value), digits) if abs(value) > 1 else abs(value)
    if size >= 10_000 or 0 < size < 0.5 * 10.0**-digits:
        mantissa, exponent = f"{value:.1e}".split("e")
        return f"{mantissa}·10^{{{int(exponent)}}}".replace("-", "−")
    return fixed(value, digits)


def significant(value, digits=3):
    """Return a number with so many digits that count, as changes are written, which may be small: 0.00312."""
    value = float(value)
    if value == 0 or not math.isfinite(value):
        return number(value)
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    if int(exponent) < -4 or int(exponent) > digits:
        return f"{mantissa}·10^{{{int(exponent)}}}".replace("-", "−")
    return fixed(value, max(digits - 1 - int(exponent), 0))


def fixed(value, digits):
    """Return a number with so many digits behind the point, for places where no exponent has room."""
    rounded = round(float(value), digits) + 0.0  # + 0.0 turns −0 into 0
    return f"{rounded:.{digits}f}".replace("-", "−")


def factor(value, digits=3):
    """Return a number as it stands in a product: in brackets if it has a sign or a power of 10."""
    written = number(value, digits)
    return f"({written})" if written.startswith("−") or "·" in written else written


def plain(string):
    """Return a text without the marks of indices and exponents, for those who hear it."""
    return string.replace("_{", "").replace("^{", "^").replace("}", "")


LOW, HIGH = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"), str.maketrans("0123456789()−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁻")


def one_line(string):
    """Return a text with indices and exponents as letters, for places outside pictures, which have no other: w₂₁⁽¹⁾."""
    return SCRIPTS.sub(lambda match: match[2].translate(LOW if match[1] == "_" else HIGH), string)
