"""The pictures that are drawn in advance, for figures that move on a page."""

import ast
import base64
import gzip
import io
import json
import math
import re

import ipywidgets
import numpy as np
import pytest
from moving import some_network
from notebook_files import PATHS, code_cells, read
from PIL import Image

import backprop_lib.widgets
from backprop_lib.widgets import (
    bowl_figure,
    difference_figure,
    fan_figure,
    matrix_figure,
    network_figure,
    neuron_figure,
    nudged_neuron_figure,
)
from backprop_lib.widgets.picture import Picture
from backprop_lib.widgets.svg import to_svg
from website import cells
from website.frames import compact, packed
from website.states import COARSEST, MOST, chosen, count, dials, notes, states, stops

FIGURES = {
    "slider": bowl_figure,
    "pairs": neuron_figure,
    "a board": nudged_neuron_figure,
    "choices": matrix_figure,
    "too many numbers": lambda: network_figure(*some_network([4, 3, 2])),
}


@pytest.fixture(scope="module", params=FIGURES)
def figure(request):
    return FIGURES[request.param]()


def test_stops_are_round_and_have_the_ends_and_the_start():
    assert stops(0, 10, 1, 3, 11) == list(range(11))
    assert stops(0, 60, 1, 7, 20) == [0, 5, 7, *range(10, 61, 5)]
    assert stops(-4.0, 4.0, 0.05, 0.8, 20) == [*np.arange(-4, 1, 0.5), 0.8, *np.arange(1, 4.1, 0.5)]
    assert stops(0.01, 1.0, 0.01, 0.5, 12) == [0.01, *(k / 10 for k in range(1, 11))]
    assert 0.123 in stops(-1.0, 1.0, 0.05, 0.123, 100)  # a number that its slider has only at first
    assert all(isinstance(stop, int) for stop in stops(0, 60, 1, 7, 20))


def test_every_value_of_every_dial_can_be_reached(figure):
    found, boxes = chosen(figure)
    assert count(found, boxes) <= MOST
    assert {place for box in boxes for place in box} == set(range(len(found)))
    start = figure.state()
    for dial in found:
        now = start[dial.control] if dial.number is None else start[dial.control][dial.number]
        assert dial.values[dial.start] == now
        assert len(dial.values) == len(dial.texts) == len(set(dial.texts)) > 1
        assert dial.label
    assert len(list(states(figure, found, boxes))) == count(found, boxes)


def test_a_figure_moves_as_freely_as_there_is_room():
    def movement(name):
        figure = FIGURES[name]()
        found, boxes = chosen(figure)
        return len(found), {len(box) for box in boxes}, notes(figure, found, boxes)

    assert movement("slider") == (2, {2}, [])
    assert movement("choices") == (5, {5}, [])
    back = "at a time; the others go back to where they start."
    assert movement("pairs") == (5, {2}, [f"On this page two of the controls move {back}"])
    assert movement("a board") == (6, {3}, [f"On this page one of the numbers moves {back}"])
    assert movement("too many numbers") == (2, {2}, ["Numbers of the network are moved in the notebook."])


def test_a_control_that_nobody_knows_is_refused():
    figure = bowl_figure()
    figure.controls["alpha"] = ipywidgets.Text("0.5")
    with pytest.raises(TypeError, match="the control alpha is a Text, expected one of"):
        dials(figure, COARSEST)


def test_states_are_in_the_order_in_which_the_page_counts_them():
    figure = neuron_figure()
    found, boxes = chosen(figure)
    place, box = len(found[0].values) * len(found[1].values), boxes[1]  # of the second box
    within = 3 * len(found[box[1]].values) + 2
    state = list(states(figure, found, boxes))[place + within]
    moved = {found[box[0]].control: found[box[0]].values[3], found[box[1]].control: found[box[1]].values[2]}
    assert state == {**figure.state(), **moved}


def test_sliders_take_steps_as_fine_as_there_is_room(figure):
    found, _ = chosen(figure)
    coarsest = dials(figure, COARSEST)
    assert math.prod(len(dial.values) for dial in found) >= math.prod(len(dial.values) for dial in coarsest)


def unpacked(content, number):
    """Return the SVG of a frame, as the script of the page puts it together."""
    svg = "".join(content["parts"][part] for part in content["frames"][number])

    def absolute(match):
        points = np.reshape([int(step) for step in match[1].split()], (-1, 2)).cumsum(axis=0) / 10
        return 'points="' + " ".join(f"{x:.1f},{y:.1f}" for x, y in points) + '"'

    return re.sub('points="([^"]*)"', absolute, svg)


def images(svg):
    """Return the pixels of all images of a picture, and the picture without them."""
    found = re.findall(r"data:image/\w+;base64,([^\"]*)", svg)
    pixels = [np.asarray(Image.open(io.BytesIO(base64.b64decode(image))).convert("RGB")) for image in found]
    return pixels, re.sub(r"data:image/[^\"]*", "", svg)


@pytest.mark.parametrize("make", [difference_figure, fan_figure, FIGURES["too many numbers"]])
def test_what_is_unpacked_are_the_pictures_of_the_library(make):
    figure = make()
    content = json.loads(gzip.decompress(packed(figure)))
    found, boxes = chosen(figure)
    all_states = list(states(figure, found, boxes))
    assert len(content["frames"]) == len(all_states)
    for number in {0, 1, len(all_states) // 2, len(all_states) - 1}:
        drawn = to_svg(figure.picture(**all_states[number]))
        assert unpacked(content, number).replace("-0.0", "0.0") == drawn.replace("-0.0", "0.0")


def test_images_lose_nothing():
    rgb = np.random.default_rng(0).integers(0, 256, (9, 7, 3))
    picture = Picture(100, 100)
    picture.pixels(rgb, 10, 10, 70, 90)
    drawn, smaller = images(to_svg(picture)), images(compact(to_svg(picture)))
    assert drawn[1] == smaller[1]
    assert np.array_equal(smaller[0][0], rgb)
    assert "image/png" not in compact(to_svg(picture))


def test_a_cell_needs_those_that_make_what_it_uses():
    sources = (
        "import numpy as np",
        "net = np.ones(3)",
        "def trained(step):\n    W = step\n    return W",
        "W = net.copy()",
        "W[0] = 5",
        "other = W",
        "some_figure(W)",
    )
    trees = [ast.parse(source) for source in sources]
    assert cells.needed(trees, 6) == [0, 1, 3, 4, 6]
    assert [cells.ends_with_a_figure(tree) for tree in trees] == [False] * 6 + [True]
    assert cells.made(ast.parse("from a import b as c\nd.e = f\nfor g in h: pass")) == {"c", "d", "g"}


def test_every_moving_figure_of_the_series_is_found():
    makers = [name for name in backprop_lib.widgets.__all__ if name.endswith("_figure")]
    for path in PATHS:
        for cell in code_cells(read(path)):
            calls = re.search(rf"^(?!.*import).*\b({'|'.join(makers)})\(", cell.source, re.M)
            assert cells.ends_with_a_figure(ast.parse(cell.source)) == bool(calls), (path.name, cell.id)
