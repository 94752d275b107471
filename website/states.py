"""Which states of a moving figure are drawn in advance, for pages that have no kernel.

A figure is a function of its controls. A page has room for about a thousand of its pictures, so sliders take longer
steps, and where all controls together have too many states, two of them move at a time and the rest stand where they
start.
"""

import itertools
import math
from typing import NamedTuple

import ipywidgets

from backprop_lib.widgets.controls import NumberBoard, Stepper
from backprop_lib.widgets.drawing_pad import DrawingPad

MOST = 1000  # states of a figure
FINEST, COARSEST = 200, 11  # places at which a slider stops, at most and at least
MULTIPLES = (1, 2, 5, 10, 20, 50, 100)  # of a slider's step: round numbers stay round


class Dial(NamedTuple):
    """What a reader of a page moves: a control, or one number of a board."""

    control: str
    number: str | None  # which one of a board
    kind: str  # "slider", "steps", "choice", "list" or "switch"
    label: str
    values: list
    texts: list  # how the values are written
    start: int  # which of them it has at first


def stops(low, high, step, start, most):
    """Return numbers between the ends of a slider, round ones and at most so many if that can be, ends and start too.

    >>> stops(-1.0, 2.0, 0.05, 0.3, 11)
    [-1.0, -0.5, 0.0, 0.3, 0.5, 1.0, 1.5, 2.0]
    """
    first, last, begin = (round(number / step) for number in (low, high, start))
    for multiple in MULTIPLES:
        found = {k for k in range(first, last + 1) if k % multiple == 0} | {first, last, begin}
        if len(found) <= most:
            break
    # Some sliders start between two of their stops.
    return [start if k == begin else type(start)(round(k * step, 10)) for k in sorted(found)]


def dials(figure, most):
    """Return the dials of a figure whose states can be counted, with at most so many stops of a slider.

    A pad to draw on has none, and a board with more numbers than it shows at a time.
    """
    return [dial for name, control in figure.controls.items() for dial in _dials(name, control, most)]


def _dials(name, control, most):
    if isinstance(control, NumberBoard):
        if len(control.ranges) <= control.FEW:
            for number, slider in zip(control.ranges, control.children, strict=True):
                yield _sliding(name, number, "slider", slider, most)
    elif isinstance(control, Stepper):
        yield _sliding(name, None, "steps", control.slider, most)
    elif isinstance(control, ipywidgets.IntSlider | ipywidgets.FloatSlider):
        yield _sliding(name, None, "slider", control, most)
    elif isinstance(control, ipywidgets.Checkbox):
        yield Dial(name, None, "switch", control.description, [False, True], ["no", "yes"], int(control.value))
    elif type(control) in KINDS:
        texts, values = map(list, zip(*control._options_full, strict=True))
        kind, start = KINDS[type(control)], values.index(control.value)
        yield Dial(name, None, kind, control.description, values, texts, start)
    elif not isinstance(control, DrawingPad):
        raise TypeError(
            f"the control {name} is a {type(control).__name__}, expected one of backprop_lib.widgets.controls: "
            "website/states.py has to be told its values, and website/figures.js how it is shown"
        )


KINDS = {
    ipywidgets.ToggleButtons: "choice",
    ipywidgets.Dropdown: "list",
    ipywidgets.SelectionSlider: "slider",
}


def _sliding(name, number, kind, slider, most):
    values = stops(slider.min, slider.max, slider.step, slider.value, most)
    texts = [format(value, slider.readout_format).replace("-", "−") for value in values]
    return Dial(name, number, kind, slider.description, values, texts, values.index(slider.value))


def notes(figure, found, boxes):
    """Return what a page says about a figure: what moves there otherwise than in the notebook."""
    said = []
    if len(boxes) > 1:
        those = "one of the numbers moves" if boxes == together(found) else "two of the controls move"
        said.append(f"On this page {those} at a time; the others go back to where they start.")
    moved = {dial.control for dial in found}
    for control in (control for name, control in figure.controls.items() if name not in moved):
        what = "Numbers of the network are moved" if isinstance(control, NumberBoard) else "Your own drawing is read"
        said.append(f"{what} in the notebook.")
    return said


def together(found):
    """Return boxes, each a list of numbers of dials that move together: all, but of a board one number at a time."""
    free = [place for place, dial in enumerate(found) if dial.number is None]
    board = [place for place, dial in enumerate(found) if dial.number is not None]
    return [sorted([*free, place]) for place in board] or [free]


def in_pairs(found):
    """Return a box for any two dials; of a board one number moves at a time."""
    pairs = itertools.combinations(range(len(found)), 2)
    return [[i, j] for i, j in pairs if found[i].number is None or found[j].number is None]


def count(found, boxes):
    """Return how many states some boxes have."""
    return sum(math.prod(len(found[place].values) for place in box) for box in boxes)


def chosen(figure):
    """Return the dials of a figure and the boxes of its states that are drawn in advance.

    All dials move together if with stops that are coarse enough they have at most `MOST` states, else two at a time.
    """
    for boxes_of in (together, in_pairs):
        for most in range(FINEST, COARSEST - 1, -1):
            found = dials(figure, most)
            boxes = boxes_of(found)
            if count(found, boxes) <= MOST:
                return found, boxes
    return found, boxes


def states(figure, found, boxes):
    """Yield the states of all boxes, box by box, the last dial of a box fastest: values of controls by name."""
    for box in boxes:
        for values in itertools.product(*(found[place].values for place in box)):
            state = figure.state()
            for place, value in zip(box, values, strict=True):
                name, number = found[place].control, found[place].number
                state[name] = value if number is None else {**state[name], number: value}
            yield state
