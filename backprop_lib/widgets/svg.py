"""A picture as SVG."""

import base64
import io
from xml.etree import ElementTree

from PIL import Image

from backprop_lib.widgets.picture import SCRIPT, SCRIPTS, Box, Circle, Line, Pixels, Text, text_width

FONTS = "DejaVu Sans, Verdana, sans-serif"


def to_svg(picture):
    """Return the picture as SVG, ready to be put into a page."""
    root = ElementTree.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {picture.width} {picture.height}",
            "width": str(picture.width),
            "height": str(picture.height),
            "style": "max-width: 100%; height: auto; display: block",
            "font-family": FONTS,
            "role": "img",
            "aria-label": picture.alt,
        },
    )
    # White, so that black lines can be read in a dark theme.
    ElementTree.SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": "white"})
    for shape in picture.shapes:
        WRITERS[type(shape)](root, shape)
    return ElementTree.tostring(root, encoding="unicode")


def _attributes(**values):
    return {
        name.replace("_", "-"): f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
        for name, value in values.items()
    }


def _clipped(root, clip):
    # An inner svg cuts off what lies outside it, without names that would have to be unique in the page.
    if clip is None:
        return root
    x, y, width, height = (float(value) for value in clip)
    box = f"{x:.1f} {y:.1f} {width:.1f} {height:.1f}"
    return ElementTree.SubElement(root, "svg", _attributes(x=x, y=y, width=width, height=height, viewBox=box))


def _line(root, line):
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in line.points.tolist())
    attributes = _attributes(points=points, fill="none", stroke=line.colour, stroke_width=float(line.width))
    attributes["stroke-linejoin"] = "round"
    if line.dash:
        attributes["stroke-dasharray"] = line.dash
    if line.opacity < 1:
        attributes["opacity"] = f"{line.opacity:.2f}"
    ElementTree.SubElement(_clipped(root, line.clip), "polyline", attributes)


def _circle(root, circle):
    place = {"cx": float(circle.x), "cy": float(circle.y), "r": float(circle.radius)}
    style = {"fill": circle.fill, "stroke": circle.colour, "stroke_width": float(circle.width)}
    ElementTree.SubElement(_clipped(root, circle.clip), "circle", _attributes(**place, **style))


def _box(root, box):
    place = {"x": float(box.x), "y": float(box.y), "width": float(box.width), "height": float(box.height)}
    style = {"fill": box.fill, "stroke": box.colour, "stroke_width": float(box.line)}
    rectangle = ElementTree.SubElement(root, "rect", _attributes(**place, **style))
    if box.opacity < 1:
        rectangle.set("fill-opacity", f"{box.opacity:.2f}")


def _pixels(root, pixels):
    png = io.BytesIO()
    Image.fromarray(pixels.rgb).save(png, "png", compress_level=1)
    source = "data:image/png;base64," + base64.b64encode(png.getvalue()).decode()
    place = {
        "x": float(pixels.x),
        "y": float(pixels.y),
        "width": float(pixels.width),
        "height": float(pixels.height),
    }
    image = ElementTree.SubElement(root, "image", {"href": source, "preserveAspectRatio": "none"})
    image.attrib.update(_attributes(**place))
    image.set("style", f"image-rendering: {'auto' if pixels.smooth else 'pixelated'}")


def _text(root, text):
    attributes = _attributes(x=float(text.x), y=float(text.y), font_size=float(text.size), fill=text.colour)
    attributes["text-anchor"] = text.anchor
    if text.bold:
        attributes["font-weight"] = "bold"
    if text.name:
        attributes["data-name"] = text.name
    element = ElementTree.SubElement(root, "text", attributes)
    if "{" not in text.string:
        element.text = text.string
        return
    # SVG has no indices: each is a smaller piece, moved down or up, and the next piece is moved back. An exponent
    # right after an index is set above it: it starts as far to the left as the index is long.
    level, index, mark = 0.0, 0.0, ""
    for position, piece in enumerate(SCRIPTS.split(text.string)):
        if position % 3 == 1:
            mark = piece
        elif position % 3 == 2:
            size, to = SCRIPT * text.size, {"_": 0.25, "^": -0.38}[mark] * text.size
            width = text_width(piece, size)
            back = index if mark == "^" else 0.0
            tspan = ElementTree.SubElement(element, "tspan", _attributes(dx=-back, dy=to - level, font_size=size))
            tspan.text = piece
            level, index = to, width if mark == "_" else max(back - width, 0.0)
        elif piece:
            tspan = ElementTree.SubElement(element, "tspan", _attributes(dx=index if mark == "^" else 0.0, dy=-level))
            tspan.text = piece
            level, index = 0.0, 0.0


WRITERS = {Line: _line, Circle: _circle, Box: _box, Pixels: _pixels, Text: _text}
