"""The pad and the figure behind it: the gradient of the pixels, every number, every state, and what the pad accepts."""

import itertools

import numpy as np
import pytest
from moving import agrees, assert_sound
from strokes import DIGITS
from traitlets import TraitError

from backprop_lib import Network, as_columns, complex_step_gradient, load_mnist, one_hot
from backprop_lib.data.likeness import Likeness
from backprop_lib.data.preparation import LINE as PEN_OF_MNIST
from backprop_lib.data.preparation import PEN, prepare_strokes, rasterise, scaled, unprepared
from backprop_lib.pretrained import pretrained
from backprop_lib.widgets.digit import RARE, digit_figure, digit_picture, drawn, pixel_gradient, push_pixels, read_digit
from backprop_lib.widgets.drawing_pad import DrawingPad
from backprop_lib.widgets.picture import Box, Pixels
from backprop_lib.widgets.png import to_png

LINE = [[[0.2, 0.2], [0.6, 0.7]]]


def random_strokes(rng):
    return [rng.random((rng.integers(1, 12), 2)).tolist() for _ in range(rng.integers(1, 4))]


def images_of(picture):
    """Return the ink that a picture shows: the steps of the preparation, then what is below."""
    return [255 - shape.rgb[:, :, 0] for shape in picture.shapes if isinstance(shape, Pixels)]


# The gradient.


@pytest.mark.parametrize("hidden", ["relu", "tanh", "sigmoid"])
@pytest.mark.parametrize("sizes", [[6, 3], [6, 4, 3], [6, 5, 4, 3], [6, 3, 5, 2, 4]], ids=str)
def test_the_gradient_of_the_pixels_is_that_of_the_complex_step(sizes, hidden):
    rng = np.random.default_rng(0)
    net = Network(sizes, hidden=hidden, rng=1)
    X = rng.random((6, 5))
    Y = one_hot(rng.integers(0, sizes[-1], 5), sizes[-1])
    # The cost is the mean of the samples' costs, and sample s enters with 1/N.
    expected = 5 * complex_step_gradient(lambda X: net.cost(X, Y), X)
    assert np.abs(expected).max() > 0.001
    np.testing.assert_allclose(pixel_gradient(net, X, Y), expected, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("cost", ["squared_error", "cross_entropy"])
def test_the_gradient_does_not_ask_which_cost_it_is(cost):
    net = Network([4, 3, 3], cost=cost, hidden="tanh")
    X, Y = np.random.default_rng(1).random((4, 1)), one_hot([2], 3)
    expected = complex_step_gradient(lambda X: net.cost(X, Y), X)
    np.testing.assert_allclose(pixel_gradient(net, X, Y), expected, rtol=1e-12)


def test_the_gradient_of_a_drawn_digit(net):
    x, y = as_columns(prepare_strokes(LINE), np.float32), one_hot([8])
    gradient = pixel_gradient(net, x, y)
    assert (gradient.shape, gradient.dtype) == ((784, 1), np.float32)
    exact = Network([784, 32, 10])
    exact.W, exact.b = ([None] + [p.astype(float) for p in ps[1:]] for ps in (net.W, net.b))
    rows = slice(280, 420)  # through the middle of the drawing
    expected = complex_step_gradient(lambda part: exact.cost(np.vstack([x[:280], part, x[420:]]), y), x[rows])
    assert np.abs(expected).max() > 0.001
    np.testing.assert_allclose(gradient[rows], expected, atol=1e-5 * np.abs(expected).max())


def test_a_push_moves_the_steepest_pixel_that_far_and_stays_in_range():
    x, gradient = np.array([[0.5], [0.5], [0.1], [0.9], [0.5]]), np.array([[-4.0], [1.0], [2.0], [-2.0], [0.0]])
    np.testing.assert_allclose(push_pixels(x, gradient, 0.4), [[0.9], [0.4], [0.0], [1.0], [0.5]])
    np.testing.assert_array_equal(push_pixels(x, gradient, 0), x)
    np.testing.assert_array_equal(push_pixels(x, 0 * gradient, 1), x)


@pytest.mark.parametrize("wanted", range(10))
def test_a_small_push_lowers_the_cost(net, wanted):
    x, y = as_columns(prepare_strokes(DrawingPad().value), np.float32), one_hot([wanted])
    pushed = push_pixels(x, pixel_gradient(net, x, y), 0.02)
    assert net.cost(pushed, y) < net.cost(x, y)


# The picture.

STATES = [(seed, wanted, push) for seed in range(8) for wanted, push in itertools.product(range(10), (0.0, 0.35, 1.0))]


@pytest.mark.parametrize("sizes", [[784, 10], [784, 12, 10], [784, 16, 12, 10]], ids=str)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_every_state_of_every_network_can_be_drawn(sizes, dtype):
    net = Network(sizes, dtype=dtype)
    for seed, wanted, push in STATES[::31]:
        assert_sound(digit_picture(net, random_strokes(np.random.default_rng(seed)), wanted, push))


def test_every_number_is_that_of_the_network(net):
    for seed, wanted, push in STATES:
        strokes = random_strokes(np.random.default_rng(seed))
        found = read_digit(net, drawn(strokes), wanted, push)
        x, raw = (as_columns(image, np.float32) for image in (prepare_strokes(strokes), unprepared(rasterise(strokes))))
        y = one_hot([wanted])
        pushed = np.clip(x - np.float32(push) * found.gradient / np.abs(found.gradient).max(), 0, 1)
        close = {"rtol": 1e-4, "atol": 1e-6}  # one column or two at a time, float32 differs in its last digits
        np.testing.assert_allclose(found.gradient, pixel_gradient(net, x, y), **close)
        np.testing.assert_allclose(found.pushed, pushed, **close)
        for probabilities, column in ((found.prepared, x), (found.unprepared, raw), (found.answer, pushed)):
            np.testing.assert_allclose(probabilities, net.forward(column).A[2][:, 0], **close)
        np.testing.assert_allclose(found.costs, [net.cost(x, y), net.cost(pushed, y)], **close)


def test_the_picture_shows_the_numbers(net):
    for seed, wanted, push in STATES[::16]:
        strokes = random_strokes(np.random.default_rng(seed))
        picture, found = digit_picture(net, strokes, wanted, push), read_digit(net, drawn(strokes), wanted, push)
        assert_sound(picture)
        texts = picture.texts()
        for name, probabilities in (("", found.prepared), ("unprepared ", found.unprepared), ("pushed ", found.answer)):
            assert f" {probabilities.argmax()} (" in texts[f"{name}answer"]
            assert agrees(texts[f"{name}answer"], probabilities.max())
        for digit in range(10):
            assert agrees(texts[f"p{digit}"], found.prepared[digit])
            assert agrees(texts[f"unprepared p{digit}"], found.unprepared[digit])
        assert agrees(texts["scale"], np.abs(found.gradient).max())
        before, after = texts["probability"].split(" → ")
        assert before.startswith(f"probability of {'an' if wanted == 8 else 'a'} {wanted}: ")
        assert agrees(before, found.prepared[wanted])
        assert agrees(after, found.answer[wanted])
        before, after = texts["cost"].split(" → ")
        assert before.startswith(f"cost −ln a_{{{wanted}}}: ")
        assert agrees(before, found.costs[0])
        assert agrees(after, found.costs[1])
        assert texts["push"] == f"pushed by {push:.2f}"


def test_bars_are_as_long_as_the_probabilities_and_differ_by_more_than_colour(net):
    picture = digit_picture(net, LINE, 3, 0.0)
    texts = picture.texts()
    for name, height in (("", 9), ("unprepared ", 7)):
        bars = [shape for shape in picture.shapes if isinstance(shape, Box) and shape.height == height]
        lengths = [bar.width / 170 for bar in bars]
        np.testing.assert_allclose(lengths, [float(texts[f"{name}p{digit}"]) for digit in range(10)], atol=6e-4)
        assert len({bar.fill for bar in bars}) == 1
        assert (bars[0].fill == "white") == (name == "unprepared ")


def test_the_images_are_the_steps_of_the_preparation_and_the_two_signs_of_the_gradient(net):
    strokes, wanted, push = DrawingPad().value, 8, 0.5
    prepared = prepare_strokes(strokes)
    x, y = as_columns(prepared, np.float32), one_hot([wanted])
    gradient = pixel_gradient(net, x, y)
    *steps, add, take, pushed = images_of(digit_picture(net, strokes, wanted, push))
    drawn = rasterise(scaled(strokes), pen=PEN_OF_MNIST)
    for image, expected in zip(steps, [unprepared(rasterise(strokes)), drawn, prepared], strict=True):
        np.testing.assert_array_equal(image, expected)
    assert not ((add > 1) & (take > 1)).any()
    assert max(add.max(), take.max()) == 255
    shown = (take.astype(float) - add).reshape(784, 1) / 255 * np.abs(gradient).max()
    assert np.abs(shown - gradient).max() <= 0.51 / 255 * np.abs(gradient).max()
    np.testing.assert_allclose(pushed.reshape(784, 1) / 255, push_pixels(x, gradient, push), atol=0.51 / 255)


def test_without_a_push_the_pushed_image_is_the_prepared_one(net):
    images = images_of(digit_picture(net, LINE, 5, 0.0))
    np.testing.assert_array_equal(images[-1], images[2])


def test_the_text_alternative_says_what_the_picture_says(net):
    picture = digit_picture(net, LINE, 8, 0.4)
    texts = picture.texts()
    for name in ("answer", "unprepared answer", "probability", "pushed answer"):
        assert texts[name] in picture.alt
    assert ", ".join(texts[f"p{digit}"] for digit in range(10)) in picture.alt
    assert "To be more of an 8 the drawing needs more ink, mostly " in picture.alt
    assert "Pushed by 0.40: " in picture.alt


PLACES = {
    (3, 3): "at the upper left",
    (3, 14): "at the top",
    (3, 24): "at the upper right",
    (14, 3): "at the left",
    (14, 14): "in the middle",
    (14, 24): "at the right",
    (24, 3): "at the lower left",
    (24, 14): "at the bottom",
    (24, 24): "at the lower right",
}


@pytest.mark.parametrize("missing", PLACES)
@pytest.mark.parametrize("superfluous", [(3, 14), (24, 24)])
def test_the_alternative_says_where_ink_is_missing(missing, superfluous):
    # A network of one layer that wants ink in one place for a 1, and none in another.
    net = Network([784, 10])
    weights = np.zeros((28, 28))
    weights[missing] += 2
    weights[superfluous] -= 1
    net.W[1][...] = 0
    net.W[1][1] = weights.ravel()
    alt = digit_picture(net, LINE, 1, 0.2).alt
    assert f"more ink, mostly {PLACES[missing]}, and less ink, mostly " in alt
    if missing != superfluous:
        assert f"less ink, mostly {PLACES[superfluous]}." in alt


@pytest.mark.parametrize("strokes", [[], [[]]])
def test_an_empty_pad_asks_for_a_drawing_and_shows_no_probability(net, strokes):
    for wanted, push in itertools.product(range(10), (0.0, 1.0)):
        picture = digit_picture(net, strokes, wanted, push)
        assert_sound(picture)
        assert picture.texts()["answer"] == "Draw something: the pad is empty."
        assert "draw something" in picture.alt
        assert not any(image.any() for image in images_of(picture))
        assert not [name for name in picture.texts() if name.startswith(("p0", "unprepared", "probability", "cost"))]
        assert picture.height == digit_picture(net, LINE, wanted, push).height


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_network_that_is_sure_has_no_gradient_and_no_number_that_is_not_finite(dtype):
    net = Network([784, 10], dtype=dtype)
    net.W[1] *= 1e6
    for wanted in range(10):
        assert_sound(digit_picture(net, LINE, wanted, 1.0))
    answer = int(net.predict(as_columns(prepare_strokes(LINE), dtype))[0])
    picture = digit_picture(net, LINE, answer, 1.0)
    assert agrees(picture.texts()["scale"], 0)
    assert "more ink, mostly nowhere" in picture.alt
    assert not any(image.any() for image in images_of(picture)[3:5])


@pytest.mark.parametrize(
    ("arguments", "came"),
    [
        (([10, 10],), "the widths [10, 10] and cost='cross_entropy'"),
        (([784, 5, 3],), "the widths [784, 5, 3] and cost='cross_entropy'"),
        (([784, 10], "relu", "softmax", "squared_error"), "the widths [784, 10] and cost='squared_error'"),
    ],
)
def test_a_network_that_reads_no_digits_is_refused(refused, arguments, came):
    with refused(
        f"net has {came}, expected 784 inputs, 10 outputs and cost='cross_entropy': the figure shows what a network "
        "reads in a drawn digit"
    ):
        digit_picture(Network(*arguments), LINE, 3, 0.0)


def test_the_picture_can_be_drawn_as_a_png(net):
    for strokes in ([], LINE):
        assert to_png(digit_picture(net, strokes, 2, 0.5)).startswith(b"\x89PNG")


# What is like nothing that was learned.


@pytest.fixture(scope="module")
def likeness():
    images, _ = load_mnist("train")
    return Likeness(images[:10_000], load_mnist("test")[0][:1000])


OTHERS = {
    "a dot": [[[0.5, 0.5]]],
    "a line": [[[0.2, 0.5], [0.8, 0.5]]],
    "an A": [[[0.3, 0.8], [0.5, 0.2], [0.7, 0.8]], [[0.38, 0.6], [0.62, 0.6]]],
    "a W": [[[0.2, 0.2], [0.35, 0.8], [0.5, 0.4], [0.65, 0.8], [0.8, 0.2]]],
    "a square": [[[0.2, 0.2], [0.8, 0.2], [0.8, 0.8], [0.2, 0.8], [0.2, 0.2]]],
    "a 3 and a stray dot": [*DrawingPad().value, [[0.9, 0.9]]],
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_drawing_unlike_all_training_images_is_called_so(likeness, name):
    picture = digit_picture(pretrained(), OTHERS[name], 8, 0.0, likeness)
    assert_sound(picture)
    assert "nothing like this" in picture.texts()["warning"]
    assert picture.texts()["warning"] in picture.alt


@pytest.mark.parametrize("digit", DIGITS)
def test_a_digit_is_not(likeness, digit):
    picture = digit_picture(pretrained(), DIGITS[digit], 8, 0.0, likeness)
    assert_sound(picture)
    assert "warning" not in picture.texts()
    assert "are as unlike" in picture.alt


def test_one_digit_in_ten_is_called_unlike(likeness):
    images, _ = load_mnist("test")
    shares = [likeness.nearest(image)[1] for image in images[1000:1200]]
    assert 0.05 < np.mean(np.array(shares) <= RARE) < 0.15


# The figure.


def test_the_controls_move_the_picture(net):
    figure = digit_figure(net, DrawingPad())
    seen = {figure.html.value}
    for name, value in (("push", 0.9), ("wanted", 1), ("strokes", LINE), ("strokes", [])):
        figure.controls[name].value = value
        assert figure.state()[name] == value
        seen.add(figure.html.value)
    assert len(seen) == 5
    assert "Draw something" in figure.html.value


def test_a_pad_keeps_its_drawing_for_the_next_figure_and_leaves_the_last(net):
    pad = DrawingPad()
    first = digit_figure(net, pad)
    pad.value = LINE
    before = first.html.value
    second = digit_figure(net, pad)
    assert second.state()["strokes"] == LINE
    pad.value = []
    assert "Draw something" in second.html.value
    assert first.html.value == before


def test_the_example_shows_what_preparation_is_good_for(net):
    texts = digit_picture(net, DrawingPad().value, 8, 0.0).texts()
    assert texts["answer"].startswith("The network reads a 3 (")
    assert float(texts["p3"]) > 0.8
    assert float(texts["unprepared p3"]) < 0.2


# The pad.


def test_points_become_lists_within_the_pad():
    pad = DrawingPad(value=[[(0, 1), [np.float32(0.5), -2]], ((1.5, 1e300),), []])
    assert pad.value == [[[0.0, 1.0], [0.5, 0.0]], [[1.0, 1.0]], []]
    assert all(type(part) is float for stroke in pad.value for point in stroke for part in point)


def test_what_the_browser_sends_comes_through_unchanged():
    # Else the kernel would send it back, over a stroke that has grown in the meantime.
    sent = [[[0, 0.1234], [1, 0.9999]], [[0.5, 0.5]]]
    pad = DrawingPad(value=[])
    pad.set_state({"value": sent})
    assert pad.value == sent


NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([3], "stroke 0 is 3, expected a list of points [x, y]"),
        ([[], "ab"], "stroke 1 is 'ab', expected a list of points [x, y]"),
        ([{}], "stroke 0 is {}, expected a list of points [x, y]"),
        ([[0.5, 0.5]], "point 0 of stroke 0 is 0.5, expected two finite numbers [x, y]"),
        ([[[0, 0], [0, 0, 0]]], "point 1 of stroke 0 is [0, 0, 0], expected two finite numbers [x, y]"),
        ([[[0, "1"]]], "point 0 of stroke 0 is [0, '1'], expected two finite numbers [x, y]"),
        ([[[0, None]]], "point 0 of stroke 0 is [0, None], expected two finite numbers [x, y]"),
        ([[[True, 0]]], "point 0 of stroke 0 is [True, 0], expected two finite numbers [x, y]"),
        ([[[NAN, 0]]], "point 0 of stroke 0 is [nan, 0], expected two finite numbers [x, y]"),
        ([[[0, -INF]]], "point 0 of stroke 0 is [0, -inf], expected two finite numbers [x, y]"),
        ([[[0, 1j]]], "point 0 of stroke 0 is [0, 1j], expected two finite numbers [x, y]"),
    ],
)
def test_what_is_no_drawing_is_refused_and_the_old_one_kept(value, message):
    pad = DrawingPad(value=LINE)
    with pytest.raises(TraitError) as caught:
        pad.value = value
    assert str(caught.value) == message
    assert pad.value == LINE


@pytest.mark.parametrize("value", [None, 3, "ab", {}])
def test_what_is_no_list_is_refused(value):
    with pytest.raises(TraitError):
        DrawingPad().value = value


def test_each_pad_has_its_own_example():
    first, second = DrawingPad(), DrawingPad()
    assert first.value == second.value
    first.value[0][0][0] = 7.0
    assert second.value[0][0][0] != 7.0
    assert DrawingPad().value == second.value


def test_the_pad_draws_with_the_pen_that_the_network_is_shown():
    pad = DrawingPad()
    assert pad.pen == PEN
    with pytest.raises(TraitError):
        pad.pen = 0.2
    assert {"value", "label", "pen"} <= set(pad.keys)
