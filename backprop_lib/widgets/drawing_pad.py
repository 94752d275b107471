"""A pad to draw on, as a control of a figure."""

import math
from numbers import Real
from pathlib import Path

import anywidget
import traitlets

from backprop_lib.data.preparation import PEN
from backprop_lib.plots.colours import BLACK, FORWARD, GREY, PURPLE

# A 3 as somebody may draw it: too small, and far from the middle.
EXAMPLE = [
    [
        [0.228, 0.311], [0.234, 0.291], [0.241, 0.269], [0.252, 0.250], [0.274, 0.239], [0.300, 0.222],
        [0.325, 0.214], [0.351, 0.213], [0.382, 0.216], [0.406, 0.225], [0.422, 0.243], [0.435, 0.262],
        [0.440, 0.286], [0.440, 0.307], [0.428, 0.331], [0.414, 0.350], [0.397, 0.369], [0.372, 0.384],
        [0.346, 0.397], [0.328, 0.399], [0.311, 0.404], [0.304, 0.403], [0.320, 0.406], [0.350, 0.407],
        [0.375, 0.412], [0.400, 0.418], [0.426, 0.434], [0.445, 0.449], [0.460, 0.468], [0.471, 0.499],
        [0.473, 0.525], [0.472, 0.553], [0.464, 0.579], [0.456, 0.607], [0.433, 0.626], [0.412, 0.645],
        [0.387, 0.658], [0.357, 0.666], [0.327, 0.669], [0.294, 0.662], [0.270, 0.655], [0.242, 0.639],
        [0.216, 0.619],
    ]
]  # fmt: skip

COLOURS = {"ink": BLACK, "pen": PURPLE, "edge": GREY, "focus": FORWARD}

STYLE = """
.drawing-pad { display: flex; gap: 12px; align-items: flex-start; margin-bottom: 6px;
  color: var(--jp-ui-font-color1, inherit); }
.drawing-pad-canvas { flex: none; box-sizing: content-box; background: white; border: 1px solid var(--edge);
  cursor: crosshair; touch-action: none; user-select: none; }
/* Within the pad, since a notebook cuts off what stands out of an output. */
.drawing-pad-canvas:focus-visible { outline: 3px solid var(--focus); outline-offset: -3px; }
.drawing-pad-side { display: flex; flex-direction: column; gap: 8px; width: 170px; font-size: 13px; line-height: 1.35; }
.drawing-pad-label { font-weight: bold; }
.drawing-pad-buttons { display: flex; gap: 8px; }
.drawing-pad-buttons button { padding: 0 12px; line-height: 28px; }
.drawing-pad-buttons button:focus-visible { outline: 3px solid var(--focus); outline-offset: 1px; }
.drawing-pad-help { font-size: 11px; }
"""


class DrawingPad(anywidget.AnyWidget):
    """A square to draw on with a mouse, a finger, a pen or the keyboard.

    Attributes
    ----------
    value : list of strokes
        The drawing. A stroke is a list of points [x, y] in the unit square, (0, 0) in the upper left corner. It grows
        while a stroke is drawn, about twenty times a second; setting it changes what is seen in all views.
    label : str
        What is to be drawn.
    pen : float
        Width of the pen, as a part of the pad: that of `rasterise`, so that a network gets what the reader has seen.
    colours : dict
        By what has them; the style finds them under these names, with -- in front.

    Raises
    ------
    traitlets.TraitError
        For a `value` that is no list of strokes. Points outside of the pad are moved to its edge.
    """

    _esm = Path(__file__).with_name("drawing_pad.js")
    _css = STYLE

    value = traitlets.List().tag(sync=True)
    label = traitlets.Unicode("Draw a digit").tag(sync=True)
    pen = traitlets.Float(PEN, read_only=True).tag(sync=True)
    colours = traitlets.Dict(COLOURS, read_only=True).tag(sync=True)

    @traitlets.default("value")
    def _example(self):
        return [[list(point) for point in stroke] for stroke in EXAMPLE]

    @traitlets.validate("value")
    def _valid(self, proposal):
        return [
            [_point(point, f"point {i} of stroke {j}") for i, point in enumerate(_listed(stroke, f"stroke {j}"))]
            for j, stroke in enumerate(proposal["value"])
        ]


def _listed(stroke, name):
    if not isinstance(stroke, (list, tuple)):
        raise traitlets.TraitError(f"{name} is {stroke!r}, expected a list of points [x, y]")
    return stroke


def _point(point, name):
    if not isinstance(point, (list, tuple)) or len(point) != 2 or not all(map(_is_number, point)):
        raise traitlets.TraitError(f"{name} is {point!r}, expected two finite numbers [x, y]")
    return [min(max(float(part), 0.0), 1.0) for part in point]


def _is_number(part):
    return isinstance(part, Real) and not isinstance(part, bool) and math.isfinite(part)
