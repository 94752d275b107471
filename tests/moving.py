"""What the tests of the moving figures share: sweeping their controls, and reading numbers off their pictures."""

import itertools
import math
import re
from xml.etree import ElementTree

import ipywidgets
import numpy as np

from backprop_lib import Network, one_hot
from backprop_lib.activations import Activation
from backprop_lib.widgets.controls import NumberBoard, StartStop, Stepper
from backprop_lib.widgets.picture import Text, text_width
from backprop_lib.widgets.svg import to_svg

NUMBER = r"(−?\d+(?:\.\d+)?)(?:·10\^\{(−?\d+)\})?"


def shown(text):
    """Return the last number of a text, as a picture writes it."""
    mantissa, exponent = re.findall(NUMBER, text)[-1]
    return float(mantissa.replace("−", "-") + "e" + (exponent.replace("−", "-") or "0"))


def agrees(text, value):
    """Return whether the last number of a text is `value`, rounded to the digits that are shown."""
    mantissa, exponent = re.findall(NUMBER, text)[-1]
    digits = len(mantissa.split(".")[1]) if "." in mantissa else 0
    unit = 10.0 ** (int(exponent.replace("−", "-") or 0) - digits)
    return abs(shown(text) - value) <= 0.5001 * unit + 1e-12 * abs(value)


def assert_sound(picture):
    """Assert what holds for every picture: finite numbers, nothing cut off, a text alternative, valid SVG."""
    assert len(picture.alt.split()) >= 8
    assert "{" not in picture.alt
    for shape in picture.shapes:
        if isinstance(shape, Text):
            assert_inside(shape, picture)
            assert not re.search(r"\bnan\b|\binf\b|not a number", shape.string), shape.string
            assert shape.size >= 9, shape
        else:
            numbers = [n for n in shape if isinstance(n, int | float)]
            assert all(math.isfinite(n) for n in numbers), shape
            assert np.isfinite(getattr(shape, "points", 0.0)).all()
    names = [shape.name for shape in picture.shapes if isinstance(shape, Text) and shape.name]
    assert len(names) == len(set(names)), "two numbers have the same name"
    root = ElementTree.fromstring(to_svg(picture))
    assert root.get("role") == "img"
    assert root.get("aria-label") == picture.alt


def assert_inside(text, picture):
    width = text_width(text.string, text.size)
    start = text.x - {"start": 0, "middle": width / 2, "end": width}[text.anchor]
    assert start >= -2, text
    assert start + width <= picture.width + 2, text
    assert text.size * 0.7 <= text.y <= picture.height - text.size * 0.2, text


def assert_moves(figure, random=20):
    """Assert that a figure is sound in all its states, as large in each, and the same again in the same state.

    The states are those of `states`: every control over its range, all corners, random combinations.
    """
    for control in figure.controls.values():
        for part in getattr(control, "children", (control,)):
            assert part.description, "a control without a label"
    swept = [(state, figure.picture(**state)) for state in states(figure, random)]
    for _, picture in swept:
        assert_sound(picture)
    for name in (name for name, control in figure.controls.items() if isinstance(control, ipywidgets.FloatSlider)):
        for state, picture in swept:
            written = {f"{state[name]:{form}}" for form in (".1f", ".2f", "g")}
            said = picture.alt.replace("−", "-")
            assert any(number in said for number in written), f"the text alternative does not say where {name} is"
    sizes = {(picture.width, picture.height) for _, picture in swept}
    assert len(sizes) == 1, "the page would jump under the reader's hand"
    for state, picture in swept[:: max(len(swept) // 5, 1)]:
        assert str(figure.picture(**state).shapes) == str(picture.shapes), "more than the state decides"


def values(control, most=7):
    """Return values over the whole range of a control, both ends included: all steps, at most so many of a slider."""
    if isinstance(control, Stepper):
        control, most = control.slider, 30
    if isinstance(control, StartStop):
        return [control.value, control.further(control.value)]
    if isinstance(control, NumberBoard):
        ranges = control.ranges
        start, zeros = control.value, {name: min(max(0.0, low), high) for name, (low, high, _) in ranges.items()}
        pairs = zip(ranges, [*list(ranges)[1:], *list(ranges)[:1]], strict=True)  # one number low, the next high
        ends = [{**start, low: float(ranges[low][0]), high: float(ranges[high][1])} for low, high in pairs]
        return [start, *ends, zeros]
    if isinstance(control, ipywidgets.ToggleButtons | ipywidgets.SelectionSlider | ipywidgets.Dropdown):
        return [value for _, value in control._options_full]
    if isinstance(control, ipywidgets.Checkbox):
        return [False, True]
    count = round((control.max - control.min) / control.step)
    chosen = sorted({round(k) for k in np.linspace(0, count, min(count + 1, most))})
    kind = type(control.value)
    return [kind(min(control.min + k * control.step, control.max)) for k in chosen]


def states(figure, random=20, seed=0):
    """Yield states of a figure: each control over its range with the others as they are, corners, random combinations.

    A corner has each control at one of its ends.
    """
    start = figure.state()
    options = {name: values(control) for name, control in figure.controls.items()}
    for name, choices in options.items():
        for value in choices:
            yield {**start, name: value}
    if len(options) > 1:
        for corner in itertools.product(*((choices[0], choices[-1]) for choices in options.values())):
            yield dict(zip(options, corner, strict=True))
    rng = np.random.default_rng(seed)
    for _ in range(random):
        yield {name: choices[rng.integers(len(choices))] for name, choices in options.items()}


def some_network(sizes, hidden="sigmoid", output="sigmoid", cost="squared_error", seed=3):
    """Return a network with biases, and one sample: x and y of shape (n, 1)."""
    rng = np.random.default_rng(seed)
    net = Network(sizes, hidden=hidden, output=output, cost=cost, rng=rng)
    net.b = [None] + [rng.normal(size=b.shape) for b in net.b[1:]]
    x = rng.normal(size=(sizes[0], 1))
    y = one_hot([sizes[-1] // 2], sizes[-1]) if cost == "cross_entropy" else rng.uniform(size=(sizes[-1], 1))
    return net, x, y


LEAKY = Activation(  # none that the library knows
    "leaky relu",
    "LReLU",
    lambda z: np.where(np.real(z) > 0, z, 0.1 * z),
    lambda z: np.where(np.real(z) > 0, 1.0, 0.1),
)
