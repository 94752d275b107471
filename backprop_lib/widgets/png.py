"""A picture as PNG, drawn by matplotlib: the still twin of a moving figure, for pages that no kernel stands behind."""

import io
import re

from matplotlib.figure import Figure
from matplotlib.patches import Circle as CirclePatch
from matplotlib.patches import Rectangle

from backprop_lib.plots.figure import DOTS_PER_INCH, SHARPNESS
from backprop_lib.widgets.picture import Box, Circle, Line, Pixels, Text

POINT = 72 / DOTS_PER_INCH  # matplotlib's unit of widths and letters, in CSS pixels
INDEX = re.compile(r"((?:[_^]\{[^}]*\})+)")


def to_png(picture):
    """Return the picture as the bytes of a PNG."""
    fig = Figure(figsize=(picture.width / DOTS_PER_INCH, picture.height / DOTS_PER_INCH))
    ax = fig.add_axes((0, 0, 1, 1))
    ax.set_axis_off()
    ax.set_xlim(0, picture.width)
    ax.set_ylim(picture.height, 0)
    for order, shape in enumerate(picture.shapes):
        WRITERS[type(shape)](ax, shape, order)
    png = io.BytesIO()
    fig.savefig(png, format="png", dpi=DOTS_PER_INCH * SHARPNESS, metadata={"Software": None})
    return png.getvalue()


def _clip(ax, artist, clip):
    if clip:
        x, y, width, height = clip
        artist.set_clip_path(Rectangle((x, y), width, height, transform=ax.transData))


def _line(ax, line, order):
    style = (0, [float(length) / line.width for length in line.dash.split()]) if line.dash else "-"
    options = {"color": line.colour, "linewidth": line.width * POINT, "linestyle": style, "alpha": line.opacity}
    (drawn,) = ax.plot(*line.points.T, **options, zorder=order, solid_joinstyle="round")
    _clip(ax, drawn, line.clip)


def _circle(ax, circle, order):
    style = {"facecolor": circle.fill, "edgecolor": circle.colour, "linewidth": circle.width * POINT}
    _clip(ax, ax.add_patch(CirclePatch((circle.x, circle.y), circle.radius, **style, zorder=order)), circle.clip)


def _box(ax, box, order):
    fill = "none" if box.fill == "none" else (box.fill, box.opacity)
    style = {"facecolor": fill, "edgecolor": box.colour, "linewidth": box.line * POINT}
    ax.add_patch(Rectangle((box.x, box.y), box.width, box.height, **style, zorder=order))


def _pixels(ax, pixels, order):
    limits = (ax.get_xlim(), ax.get_ylim())  # imshow changes them
    where = (pixels.x, pixels.x + pixels.width, pixels.y + pixels.height, pixels.y)
    smooth = "bilinear" if pixels.smooth else "nearest"
    ax.imshow(pixels.rgb, extent=where, aspect="auto", interpolation=smooth, zorder=order)
    ax.set_xlim(limits[0])
    ax.set_ylim(limits[1])


def _text(ax, text, order):
    string = text.string.replace("$", r"\$")
    # An index hangs on an empty formula; its letters stay upright, as in the SVG.
    string = INDEX.sub(lambda match: "$" + re.sub(r"\{(.*?)\}", r"{\\mathregular{\1}}", match[1]) + "$", string)
    align = {"start": "left", "middle": "center", "end": "right"}[text.anchor]
    weight = "bold" if text.bold else "normal"
    options = {"fontsize": text.size * POINT, "color": text.colour, "fontweight": weight, "zorder": order}
    ax.text(text.x, text.y, string, ha=align, va="baseline", **options)


WRITERS = {Line: _line, Circle: _circle, Box: _box, Pixels: _pixels, Text: _text}
