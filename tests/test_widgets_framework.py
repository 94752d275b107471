"""Pictures, their two forms, charts, controls, and the wiring between them."""

import asyncio
import base64
import io
import json
from xml.etree import ElementTree

import ipywidgets
import matplotlib.pyplot
import numpy as np
import pytest
from ipywidgets.widgets.widget import _instances
from moving import agrees, assert_sound, shown
from PIL import Image

from backprop_lib.plots.colours import BACKWARD, FORWARD
from backprop_lib.widgets import interactive
from backprop_lib.widgets.chart import Chart
from backprop_lib.widgets.controls import NumberBoard, StartStop, Stepper, choice, slider, switch
from backprop_lib.widgets.descent import bowl_figure
from backprop_lib.widgets.interactive import Interactive, Links
from backprop_lib.widgets.picture import (
    FAR,
    Column,
    Line,
    Picture,
    Text,
    fixed,
    link,
    linked_names,
    number,
    one_line,
    plain,
    text_width,
    unlinked,
)
from backprop_lib.widgets.png import to_png
from backprop_lib.widgets.svg import to_svg

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    ("value", "digits", "written"),
    [
        (0.12345, 3, "0.123"),
        (-0.5, 2, "−0.50"),
        (-0.0, 2, "0.00"),
        (0.0, 3, "0.000"),
        (3.8e-20, 3, "3.8·10^{−20}"),
        (-12345.6, 3, "−1.2·10^{4}"),
        (0.0004, 3, "4.0·10^{−4}"),
        (0.0006, 3, "0.001"),
        (float("inf"), 3, "∞"),
        (float("-inf"), 3, "−∞"),
        (float("nan"), 3, "not a number"),
    ],
)
def test_numbers_are_written_for_readers(value, digits, written):
    assert number(value, digits) == written


def test_fixed_numbers_have_no_exponent_and_no_sign_at_zero():
    assert fixed(-0.001, 2) == "0.00"
    assert fixed(-1.239, 2) == "−1.24"


def test_a_number_is_read_as_it_is_written():
    for value in (0.25, -3.125, 4.2e-17, -8.1e9):
        assert np.isclose(shown("C = " + number(value)), value, rtol=1e-12)
    assert agrees("C = 0.123", 0.12345)
    assert not agrees("C = 0.123", 0.12445)
    assert not agrees("C = 0.123", -0.123)


def test_alternatives_are_free_of_marks():
    picture = Picture(10, 10)
    picture.describe("w_{21}^{(2)}\n   is 10^{−3}")
    assert picture.alt == "w21^(2) is 10^−3"
    assert plain("a_{1}") == "a1"


def test_a_line_is_cut_where_it_is_not_finite_and_stays_near_the_picture():
    picture = Picture(100, 100)
    picture.line([(0, 0), (1, 1), (np.nan, 2), (3, np.inf), (4, 4)])
    assert [len(shape.points) for shape in picture.shapes] == [2, 2]
    assert picture.shapes[1].points.max() == FAR
    picture.circle(np.nan, 0, 3)
    assert len(picture.shapes) == 2


def test_svg_says_what_it_shows_and_escapes_what_must_be_escaped():
    picture = Picture(100, 50)
    picture.describe('smaller < larger & "quoted"')
    picture.text("a < b & c", 5, 20, name='the "x" & <y>')
    root = ElementTree.fromstring(to_svg(picture))
    assert root.get("aria-label") == 'smaller < larger & "quoted"'
    picture.text("a < b^{& c}", 5, 40)
    text, power = ElementTree.fromstring(to_svg(picture)).findall(f"{SVG}text")
    assert text.text == "a < b & c"
    assert "".join(power.itertext()) == "a < b& c"
    assert text.get("data-name") == 'the "x" & <y>'


def test_indices_move_down_exponents_up_and_back_again():
    picture = Picture(100, 50)
    picture.text("w_{21}^{(2)} a", 5, 20, size=10)
    pieces = ElementTree.fromstring(to_svg(picture)).findall(f"{SVG}text/{SVG}tspan")
    assert [piece.text for piece in pieces] == ["w", "21", "(2)", " a"]
    assert np.isclose(sum(float(piece.get("dy")) for piece in pieces), 0)
    assert float(pieces[1].get("dy")) > 0 > float(pieces[2].get("dy"))
    assert float(pieces[2].get("dx")) < 0  # above the index, not behind it


def test_a_text_is_linked_in_parts_and_read_without_marks():
    picture = Picture(200, 50)
    picture.text(f"z = {link('w(1,1,2)', 'w_{2}^{(1)}')} · {link('a(0,1)', '0.5')}", 5, 20, name="z", most=190)
    assert picture.texts() == {"z": "z = w_{2}^{(1)} · 0.5"}
    pieces = ElementTree.fromstring(to_svg(picture)).findall(f"{SVG}text/{SVG}tspan")
    linked = [(piece.get("data-means"), piece.text) for piece in pieces]
    weight = [("w(1,1,2)", letters) for letters in ("w", "2", "(1)")]
    assert linked == [(None, "z = "), *weight, (None, " · "), ("a(0,1)", "0.5")]
    assert unlinked(link("a", "b") + "c") == "bc"
    assert linked_names(link("a", "b") + link("c", "d")) == ["a", "c"]


def test_meanings_are_handed_to_the_page_and_a_line_is_put_below():
    def linked(x):
        picture = sound_picture(x)
        picture.meanings = {"w": 'the "weight" w_{1} & more'}
        return picture

    svg = ElementTree.fromstring(to_svg(linked(1)))
    assert json.loads(svg.get("data-meanings")) == {"w": 'the "weight" w₁ & more'}
    for picture, lines in ((linked, 1), (sound_picture, 0)):
        children = Interactive(lambda x, picture=picture: picture(x), x=slider("x", 0, 3, 1, 1)).box.children
        assert sum(isinstance(child, Links) for child in children) == lines


def test_a_line_that_means_something_can_be_touched_beside_it():
    picture = Picture(100, 50)
    picture.line([(0, 0), (50, 50)], means="w(1,1,1)")
    picture.circle(20, 20, 5, means="n(1,1) a(1,1)")
    picture.box(1, 1, 5, 5, means="b(1,1)")
    root = ElementTree.fromstring(to_svg(picture))
    touched, drawn = root.findall(f"{SVG}polyline")
    assert (touched.get("data-means"), drawn.get("data-means")) == ("w(1,1,1)", None)
    assert touched.get("stroke") is None
    assert root.find(f"{SVG}circle").get("data-means") == "n(1,1) a(1,1)"
    assert root.findall(f"{SVG}rect")[1].get("data-means") == "b(1,1)"


def test_indices_are_letters_where_controls_show_them():
    assert one_line("w_{21}^{(3)}") == "w₂₁⁽³⁾"
    assert one_line("w_{2,10}^{(1)} = 1.0·10^{−3}") == "w₂,₁₀⁽¹⁾ = 1.0·10⁻³"


def test_a_text_that_must_fit_gets_smaller_letters():
    picture = Picture(300, 50)
    picture.text("m" * 60, 0, 20, size=14, most=280)
    assert text_width(picture.shapes[0].string, picture.shapes[0].size) <= 280.001
    picture.text("short", 0, 20, size=14, most=280)
    assert picture.shapes[1].size == 14


def test_rows_stand_below_each_other_and_are_named():
    picture = Picture(300, 100)
    below = picture.rows({"z": "z = 1", "a": "a = 2"}, 10, 20, 24, colour=FORWARD)
    assert picture.texts() == {"z": "z = 1", "a": "a = 2"}
    assert [(shape.x, shape.y, shape.colour) for shape in picture.shapes] == [(10, 20, FORWARD), (10, 44, FORWARD)]
    assert below == 68


def test_a_table_has_titles_named_texts_and_lines():
    picture = Picture(300, 200)
    columns = {"z": Column("z", 50, ["1.0", "2.0"]), "δ": Column("delta", 90, ["0.1", "−0.1"], "start", BACKWARD)}
    below = picture.table(columns, 20, 22, lines=(10, 290))
    assert picture.texts() == {"z1": "1.0", "z2": "2.0", "δ1": "0.1", "δ2": "−0.1"}
    places = {shape.string: (shape.x, shape.y, shape.anchor) for shape in picture.shapes if isinstance(shape, Text)}
    assert places["z"] == (50, 20, "end")
    assert places["−0.1"] == (90, 64, "start")
    assert below == 86
    heights = [shape.points[0, 1] for shape in picture.shapes if isinstance(shape, Line)]
    assert [20 < heights[0] < 42, 64 < heights[1] < below] == [True, True]


def test_png_is_the_same_picture():
    picture = Picture(120, 80)
    picture.box(10, 10, 40, 40, fill="#0072B2")
    picture.pixels(np.full((2, 2, 3), [213, 94, 0]), 60, 10, 40, 40)
    picture.line([(0, 70), (120, 70)], width=6)
    image = np.asarray(Image.open(io.BytesIO(to_png(picture))).convert("RGB")).astype(int)
    assert image.shape == (120, 180, 3)  # 1.5 picture pixels for each CSS pixel
    colours = {(30, 30): (0, 114, 178), (80, 30): (213, 94, 0), (60, 70): (0, 0, 0), (55, 60): (255, 255, 255)}
    for (x, y), colour in colours.items():
        assert np.abs(image[round(1.5 * y), round(1.5 * x)] - colour).max() <= 2


def test_a_chart_puts_data_where_its_axes_say():
    picture = Picture(400, 300)
    chart = Chart(picture, (50, 20, 300, 200), (0, 10), (-1, 1), "x")
    assert np.allclose(chart.at(0, -1), (50, 220))
    assert np.allclose(chart.at(10, 1), (350, 20))
    decades = Chart(picture, (50, 20, 300, 200), (0, 1), (1e-4, 1), log=True)
    assert np.allclose(decades.at(0, 1e-2), (50, 120))
    with np.errstate(all="raise"):
        decades.line([0, 1], [0.0, 1.0])  # 0 is infinitely far below a logarithmic axis
    assert all(np.isfinite(shape.points).all() for shape in picture.shapes if isinstance(shape, Line))


def test_moving_a_control_changes_the_picture_in_place():
    figure = bowl_figure()
    before, html = figure.html.value, figure.html
    figure.controls["alpha"].value = 0.9
    assert figure.html is html
    assert figure.html.value != before
    assert "1 − 0.90 · 4.0" in figure.html.value
    assert html in figure.box.children


def test_moving_leaves_nothing_behind():
    figure = bowl_figure()
    widgets = len(_instances)
    for value in np.linspace(0.01, 1, 30):
        figure.controls["alpha"].value = float(value)
    assert len(_instances) == widgets
    assert matplotlib.pyplot.get_fignums() == []


def test_the_output_of_a_cell_carries_the_living_figure_its_twin_and_its_text():
    figure = bowl_figure()
    data, metadata = figure._repr_mimebundle_()
    assert set(data) == {"application/vnd.jupyter.widget-view+json", "image/png", "text/plain"}
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert data["text/plain"] == metadata["image/png"]["alt"]
    assert metadata["image/png"]["width"] == 800
    figure.controls["alpha"].value = 0.9
    assert figure._repr_mimebundle_()[0]["text/plain"] != data["text/plain"]  # the twin is of the state it is shown in


def test_before_it_stands_what_a_saved_and_reopened_notebook_shows(monkeypatch):
    shown = []
    monkeypatch.setattr(interactive, "display", lambda data, **_: shown.append(data))
    figure = bowl_figure()
    figure._ipython_display_()
    asleep, alive = shown
    assert set(asleep) == {"text/html"}
    assert set(alive) == {"application/vnd.jupyter.widget-view+json", "image/png", "text/plain"}
    style, words = asleep["text/html"].split("</style>")
    name = f"figure-{figure.box.model_id}"
    assert name in figure.box._dom_classes
    assert f"body:has(.moving-figure.{name}) .moving-figure-asleep.{name} {{ display: none; }}" in style
    assert alive["image/png"] in style
    div = ElementTree.fromstring(words)
    assert div.get("class") == f"moving-figure-asleep {name}"
    assert div.text == "Run this cell to move the figure."
    assert div.get("aria-label") == f"{div.text} {alive['text/plain']}"


def test_whole_numbers_get_a_slider_for_whole_numbers():
    assert isinstance(slider("n", 1, 5, 2, 1), ipywidgets.IntSlider)
    assert isinstance(slider("x", 0.0, 1.0, 0.5, 0.1), ipywidgets.FloatSlider)
    assert slider("x", 0.0, 1.0, 0.5, 0.1).description == "x"
    assert choice("which", ["a", "b"], "b").value == "b"
    assert switch("mistake").value is False


def test_a_stepper_walks_and_stops_at_its_ends():
    stepper = Stepper("step", 2, 0)
    stepper.previous.click()
    assert stepper.value == 0
    for _ in range(3):
        stepper.next.click()
    assert stepper.value == stepper.slider.value == 2
    stepper.value = 1
    assert stepper.slider.value == 1


def test_few_numbers_have_a_slider_each():
    board = NumberBoard({"w": (-1.0, 1.0, 0.5), "b": (-2.0, 2.0, 0.0)})
    assert [child.description for child in board.children] == ["w", "b"]
    board.children[1].value = 1.5
    assert board.value == {"w": 0.5, "b": 1.5}


def test_many_numbers_share_one_slider_and_keep_their_values():
    board = NumberBoard({f"w{k}": (-1.0 - k, 1.0 + k, k / 20) for k in range(12)})
    chooser = board.which
    board.children[1].value = 0.9
    chooser.value = "w5"
    assert (board.children[1].min, board.children[1].value, board.children[1].max) == (-6.0, 0.25, 6.0)
    board.children[1].value = -3.3
    chooser.value = "w0"
    assert (board.children[1].min, board.children[1].value, board.children[1].max) == (-1.0, 0.9, 1.0)
    assert board.value["w5"] == -3.3
    assert board.value["w7"] == 0.35


def test_controls_that_move_each_other_leave_nothing_behind():
    board, stepper = NumberBoard({f"w{k}": (-1.0 - k, 1.0 + k, k / 20) for k in range(12)}), Stepper("step", 9)
    widgets = len(_instances)
    for move in range(50):
        board.which.value = f"w{move % 12}"
        board.children[1].value = move / 100
        stepper.next.click()
        stepper.value = move % 10
    assert len(_instances) == widgets


def test_the_state_is_what_the_controls_say():
    controls = {"a": slider("a", 0, 3, 1, 1), "b": slider("b", 0, 3, 2, 1)}
    figure = Interactive(lambda a, b: sound_picture(a + b), **controls)
    assert figure.state() == {"a": 1, "b": 2}
    assert "sum 3" in figure.html.value
    figure.controls["b"].value = 3
    assert "sum 4" in figure.html.value


def sound_picture(total):
    picture = Picture(200, 50)
    picture.describe(f"A picture that shows nothing but the sum {total}.")
    picture.text(f"sum {total}", 5, 20, name="sum")
    assert_sound(picture)
    return picture


def test_a_run_ends_by_itself():
    run = StartStop("count", lambda value: value + 1 if value < 3 else None, 0)

    async def use():
        run.click()
        while run.task:
            await asyncio.sleep(0.01)

    asyncio.run(use())
    assert (run.value, run.description) == (3, "▶ count")


def test_a_run_says_what_has_stopped_it():
    run = StartStop("divide", lambda value: 1 / value, 0)
    run.click()
    assert (run.value, run.description) == (0, "▶ divide (stopped: division by zero)")
    run.further = lambda value: 2
    asyncio.run(started_and_stopped(run))
    assert (run.value, run.description) == (2, "▶ divide")


async def started_and_stopped(run):
    run.click()
    run.click()
