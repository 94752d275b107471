"""A picture as SVG."""

import base64
import io
import json
from xml.sax.saxutils import escape, quoteattr

from PIL import Image

from backprop_lib.plots.colours import MARKER
from backprop_lib.widgets.picture import SCRIPT, SCRIPTS, Box, Circle, Line, Pixels, Text, one_line, text_width

FONTS = "DejaVu Sans, Verdana, sans-serif"


def to_svg(picture):
    """Return the picture as SVG, ready to be put into a page."""
    width, height = picture.width, picture.height
    shapes = "".join(WRITERS[type(shape)](shape) for shape in picture.shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'style="max-width: 100%; height: auto; display: block; --marker: {MARKER}" font-family="{FONTS}" '
        f'role="img" aria-label={quoteattr(picture.alt)}{_meanings(picture)}>'
        # White, so that black lines can be read in a dark theme.
        f'<rect width="100%" height="100%" fill="white"/>{shapes}</svg>'
    )


def _meanings(picture):
    # For links.js, which lights what a touched symbol means, and says it.
    if not picture.meanings:
        return ""
    meanings = {name: one_line(sentence) for name, sentence in picture.meanings.items()}
    return f" data-meanings={quoteattr(json.dumps(meanings, ensure_ascii=False))}"


def _means(means):
    return f" data-means={quoteattr(means)}" if means else ""


def _clipped(shape, clip):
    # An inner svg cuts off what lies outside it, without names that would have to be unique in the page.
    if clip is None:
        return shape
    x, y, width, height = clip
    return f'<svg {_place(clip)} viewBox="{x:.1f} {y:.1f} {width:.1f} {height:.1f}">{shape}</svg>'


def _place(rectangle):
    x, y, width, height = rectangle
    return f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'


def _line(line):
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in line.points.tolist())
    dash = f' stroke-dasharray="{line.dash}"' if line.dash else ""
    style = f'stroke="{line.colour}" stroke-width="{line.width:.1f}" opacity="{line.opacity:.2f}"{dash}'
    shape = f'<polyline points="{points}" fill="none" stroke-linejoin="round" {style}/>'
    if line.means:  # a line as wide as a finger touches and as a marker draws, below the one that is seen
        shape = f'<polyline points="{points}" fill="none" pointer-events="stroke"{_means(line.means)}/>{shape}'
    return _clipped(shape, line.clip)


def _circle(circle):
    place = f'cx="{circle.x:.1f}" cy="{circle.y:.1f}" r="{circle.radius:.1f}"'
    style = f'fill="{circle.fill}" stroke="{circle.colour}" stroke-width="{circle.width:.1f}"'
    return _clipped(f"<circle {place} {style}{_means(circle.means)}/>", circle.clip)


def _box(box):
    style = f'fill="{box.fill}" fill-opacity="{box.opacity:.2f}" stroke="{box.colour}" stroke-width="{box.line:.1f}"'
    return f"<rect {_place(box[:4])} {style}{_means(box.means)}/>"


def _pixels(pixels):
    png = io.BytesIO()
    Image.fromarray(pixels.rgb).save(png, "png", compress_level=1)
    source = "data:image/png;base64," + base64.b64encode(png.getvalue()).decode()
    style = f"image-rendering: {'auto' if pixels.smooth else 'pixelated'}"
    return f'<image href="{source}" {_place(pixels[1:5])} preserveAspectRatio="none" style="{style}"/>'


def _text(text):
    place = f'x="{text.x:.1f}" y="{text.y:.1f}" text-anchor="{text.anchor}"'
    style = f'font-size="{text.size:.1f}" font-weight="{"bold" if text.bold else "normal"}" fill="{text.colour}"'
    name = f" data-name={quoteattr(text.name)}" if text.name else ""
    spaces = ' style="white-space: pre"' if "  " in text.string else ""  # else several spaces are drawn as one
    content = "".join(_pieces(text)) if "{" in text.string or len(text.pieces) > 1 else escape(text.string)
    return f"<text {place} {style}{spaces}{name}>{content}</text>"


def _pieces(text):
    # SVG has no indices: each is a smaller piece, moved down or up, and the next piece is moved back. An exponent
    # right after an index is set above it: it starts as far to the left as the index is long.
    level, index, mark = 0.0, 0.0, ""
    for means, string in text.pieces:
        for position, piece in enumerate(SCRIPTS.split(string)):
            if position % 3 == 1:
                mark = piece
            elif position % 3 == 2:
                to, width = {"_": 0.25, "^": -0.38}[mark] * text.size, text_width(piece, SCRIPT * text.size)
                back = index if mark == "^" else 0.0
                yield _piece(piece, -back, to - level, f' font-size="{SCRIPT * text.size:.1f}"{_means(means)}')
                level, index = to, width if mark == "_" else max(back - width, 0.0)
            elif piece:
                yield _piece(piece, index if mark == "^" else 0.0, -level, _means(means))
                level, index = 0.0, 0.0


def _piece(string, dx, dy, attributes):
    return f'<tspan dx="{dx:.1f}" dy="{dy:.1f}"{attributes}>{escape(string)}</tspan>'


WRITERS = {Line: _line, Circle: _circle, Box: _box, Pixels: _pixels, Text: _text}
