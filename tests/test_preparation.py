"""From strokes to an image like those of MNIST: each step, MNIST's own convention, and what a network makes of it."""

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from backprop_lib import as_columns, load_mnist
from backprop_lib.data.preparation import (
    BOX,
    LINE,
    MIDDLE,
    PAD,
    PEN,
    SIDE,
    centre,
    centre_of_mass,
    cut_out,
    prepare,
    prepare_strokes,
    rasterise,
    scaled,
    shrink,
    unprepared,
)

fractions = st.floats(0, 1, allow_subnormal=False)
drawings = st.lists(st.lists(st.tuples(fractions, fractions), max_size=6), max_size=4)
inks = st.tuples(st.integers(1, 40), st.integers(1, 40), st.integers(0, 2**32 - 1)).map(
    lambda seed: (np.random.default_rng(seed).integers(0, 256, seed[:2])).astype(np.uint8)
)


@pytest.fixture(scope="module")
def mnist():
    return load_mnist("test")


def distances(strokes, size=PAD):
    """Return how far the middle of each pixel is from the nearest stroke, in pixels."""
    columns, rows = np.meshgrid(np.arange(size) + 0.5, np.arange(size) + 0.5)
    points = np.stack([columns, rows], axis=-1)
    nearest = np.full((size, size), np.inf)
    for stroke in strokes:
        ends = size * np.array(stroke).reshape(-1, 2)
        for a, b in zip(ends, ends[1:] if len(ends) > 1 else ends, strict=False):
            length = max(((b - a) ** 2).sum(), 1e-12)
            along = np.clip(((points - a) @ (b - a)) / length, 0, 1)[..., None]
            nearest = np.minimum(nearest, np.linalg.norm(points - a - along * (b - a), axis=-1))
    return nearest


@given(drawings)
def test_ink_is_where_the_round_pen_was_and_nowhere_else(strokes):
    ink = rasterise(strokes)
    assert (ink.shape, ink.dtype) == ((PAD, PAD), np.uint8)
    distance, radius = distances(strokes), PEN * PAD / 2
    assert (ink[distance < radius - 1.2] == 255).all()
    assert (ink[distance > radius + 1.2] == 0).all()


def test_edges_are_grey():
    ink = rasterise([[[0.2, 0.3], [0.8, 0.6]]])
    assert ((ink > 0) & (ink < 255)).sum() > 50


def test_a_dot_has_the_area_of_the_pen():
    area = rasterise([[[0.5, 0.5]]]).sum() / 255
    assert area == pytest.approx(math.pi / 4 * (PEN * PAD) ** 2, rel=0.05)


@pytest.mark.parametrize("pen", [0.04, 0.1])  # an even and an odd number of fine pixels
def test_a_dot_reaches_as_far_along_the_rows_as_along_the_columns(pen):
    ink = rasterise([[[0.5, 0.5]]], pen=pen)
    np.testing.assert_array_equal(ink, ink.T)


def test_the_width_of_the_pen_can_be_chosen():
    for pen in (0.04, 0.1):
        column = rasterise([[[0.2, 0.5], [0.8, 0.5]]], pen=pen)[:, PAD // 2]
        assert column.sum() / 255 == pytest.approx(pen * PAD, abs=0.5)


def test_the_thinnest_line_is_a_quarter_of_a_pixel_wide():
    column = rasterise([[[0.2, 0.5], [0.8, 0.5]]], pen=1e-3)[:, PAD // 2]
    assert column.sum() / 255 == pytest.approx(1 / 4, abs=0.01)


def test_strokes_of_a_usual_drawing_are_as_wide_as_those_of_mnist():
    # An L that takes two thirds of the pad; MNIST's strokes are about 2.4 pixels wide.
    low, high = 1 / 6 + PEN / 2, 5 / 6 - PEN / 2
    digit = cut_out(prepare(rasterise([[[low, low], [low, high], [high, high]]])))
    assert digit.shape == (BOX, BOX)
    assert digit[BOX // 2].sum() / 255 == pytest.approx(2.4, abs=0.1)
    assert digit[:, BOX // 2].sum() / 255 == pytest.approx(2.4, abs=0.1)


def test_cut_out_is_the_bounding_box():
    ink = np.zeros((9, 12), np.uint8)
    ink[2, 5], ink[6, 3] = 1, 255
    np.testing.assert_array_equal(cut_out(ink), ink[2:7, 3:6])


@given(inks)
def test_cut_out_keeps_all_ink_and_no_empty_border(ink):
    part = cut_out(np.pad(ink, 3))
    assert part.sum(dtype=int) == ink.sum(dtype=int)
    assert all(edge.any() for edge in (part[0], part[-1], part[:, 0], part[:, -1])) or not part.size


@pytest.mark.parametrize("shape", [(80, 40), (40, 80), (20, 20), (7, 5), (112, 9), (1, 1), (1, 112), (300, 1)])
def test_shrinking_keeps_the_proportions(shape):
    image = shrink(np.full(shape, 255, np.uint8))
    assert max(image.shape) == BOX
    for new, old in zip(image.shape, shape, strict=True):
        assert new == max(round(BOX * old / max(shape)), 1)
    assert (image == 255).all()


def test_shrinking_takes_means():
    ink = np.random.default_rng(0).integers(0, 256, (80, 40)).astype(np.uint8)
    means = ink.reshape(20, 4, 10, 4).mean(axis=(1, 3))
    assert np.abs(shrink(ink) - means).max() <= 1  # rounded to bytes twice, along the rows and along the columns


def test_a_thin_line_becomes_grey_and_is_not_torn():
    ink = np.zeros((112, 112), np.uint8)
    np.fill_diagonal(ink, 255)
    assert (np.diag(shrink(ink)) > 0).all()


@pytest.mark.parametrize(
    ("ink", "expected"),
    [
        (np.array([[0, 0, 7], [0, 0, 0]]), (0, 2)),
        (np.array([[1, 0], [0, 1]]), (0.5, 0.5)),
        (np.array([[3], [0], [0], [1]]), (0.75, 0)),
        (np.full((28, 28), 255), (13.5, 13.5)),
    ],
)
def test_centre_of_mass(ink, expected):
    assert centre_of_mass(ink.astype(np.uint8)) == pytest.approx(expected)


@given(inks)
def test_centring_moves_all_the_ink_and_by_whole_pixels(ink):
    ink = ink[:SIDE, :SIDE]
    square = centre(ink)
    assert (square.shape, square.dtype) == ((SIDE, SIDE), np.uint8)
    np.testing.assert_array_equal(cut_out(square), cut_out(ink))


@given(drawings)
def test_the_centre_of_mass_falls_into_the_middle_pixel_unless_an_edge_stops_it(strokes):
    image = prepare(rasterise(strokes))
    if not image.any():
        return
    for axis, c in enumerate(centre_of_mass(image)):
        lines = np.flatnonzero(image.any(axis=1 - axis))
        stopped = lines[0] == 0 if c > MIDDLE else lines[-1] == SIDE - 1
        assert MIDDLE - 0.5 <= c < MIDDLE + 0.5 or stopped


def test_a_lopsided_drawing_stays_at_the_edge():
    ink = np.full((20, 20), 1, np.uint8)
    ink[:, 19] = 255
    image = centre(ink)
    assert image[:, 0].any()
    assert image.sum() == ink.sum()
    np.testing.assert_array_equal(centre(ink[:, ::-1])[4:24, 8:], ink[:, ::-1])


def test_mnist_has_its_centres_of_mass_in_the_middle_pixel():
    images = load_mnist("train")[0].astype(np.float32)
    mass = images.sum(axis=(1, 2))
    rows = images.sum(axis=2) @ np.arange(28) / mass
    columns = images.sum(axis=1) @ np.arange(28) / mass
    outside = [(c < MIDDLE - 0.5) | (c >= MIDDLE + 0.5) for c in (rows, columns)]
    assert np.logical_or(*outside).sum() == 2
    for c in (rows, columns):
        assert c.mean() == pytest.approx(MIDDLE, abs=0.01)
        assert c.std() == pytest.approx(1 / math.sqrt(12), rel=0.01)  # that of a uniform distribution of width 1


def test_mnist_digits_fill_a_box_of_20_pixels(mnist):
    sides = np.array([max(cut_out(image).shape) for image in mnist[0]])
    assert (sides == BOX).sum() == 9997
    assert sides.max() == BOX


def placed(image, factor, size=160, rng=0):
    """Return an image enlarged and put anywhere on a pad, with all its ink on it."""
    enlarged = Image.fromarray(image).resize((round(SIDE * factor),) * 2, Image.Resampling.BICUBIC)
    part = cut_out(np.asarray(enlarged))
    top, left = (np.random.default_rng(rng).integers(0, size - n + 1) for n in part.shape)
    pad = np.zeros((size, size), np.uint8)
    pad[top : top + part.shape[0], left : left + part.shape[1]] = part
    return pad


def test_an_mnist_image_enlarged_and_put_anywhere_comes_back(mnist):
    rng = np.random.default_rng(0)
    for image in mnist[0][:300]:
        pad = np.zeros((200, 200), np.uint8)
        top, left = rng.integers(0, 200 - 4 * SIDE, 2)
        pad[top : top + 4 * SIDE, left : left + 4 * SIDE] = np.kron(image, np.ones((4, 4), np.uint8))
        np.testing.assert_array_equal(prepare(pad), image)


@pytest.mark.parametrize("factor", [2.5, 4, 5.3])
def test_a_smoothly_enlarged_mnist_image_nearly_comes_back(mnist, factor):
    rng = np.random.default_rng(1)
    alike = []
    for image in mnist[0][:100]:
        pad = placed(image, factor, rng=rng)
        alike.append([np.corrcoef(f(pad).ravel(), image.ravel())[0, 1] for f in (prepare, unprepared)])
    assert np.median(alike, axis=0)[0] > 0.93
    assert np.median(alike, axis=0)[1] < 0.6


def test_where_on_the_pad_a_drawing_is_makes_no_difference(mnist):
    rng = np.random.default_rng(2)
    pads = [placed(mnist[0][0], 3.3, rng=rng) for _ in range(20)]
    assert len({prepare(pad).tobytes() for pad in pads}) == 1
    assert len({unprepared(pad).tobytes() for pad in pads}) > 10


@pytest.mark.parametrize("factor", [2, 3.3])
def test_a_network_reads_prepared_digits_and_few_others(net, mnist, factor):
    images, labels = mnist[0][:1000], mnist[1][:1000]
    rng = np.random.default_rng(3)
    pads = [placed(image, factor, rng=rng) for image in images]

    def accuracy(images):
        return (net.predict(as_columns(np.stack(images), np.float32)) == labels).mean()

    of_mnist = accuracy(images)
    assert of_mnist > 0.85
    assert accuracy([prepare(pad) for pad in pads]) > of_mnist - 0.03
    assert accuracy([unprepared(pad) for pad in pads]) < 0.4


DEGENERATE = {
    "dot": [[[0.5, 0.5]]],
    "two equal points": [[[0.3, 0.7], [0.3, 0.7]]],
    "corner": [[[0, 0]]],
    "other corner": [[[1, 1]]],
    "along the border": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]],
    "across": [[[0, 0.5], [1, 0.5]]],
    "down": [[[0.999, 0], [0.999, 1]]],
    "two far dots": [[[0, 0]], [[1, 1]]],
    "a stroke without points": [[], [[0.2, 0.2], [0.4, 0.9]]],
    "scribble": [np.random.default_rng(0).random((1000, 2)).tolist()],
}


@pytest.mark.parametrize("strokes", DEGENERATE.values(), ids=DEGENERATE)
def test_any_drawing_with_ink_gives_an_image_with_ink(strokes):
    ink = rasterise(strokes)
    for image in (prepare(ink), unprepared(ink)):
        assert (image.shape, image.dtype) == ((SIDE, SIDE), np.uint8)
        assert image.any()


@pytest.mark.parametrize("strokes", [[], [[]], [[], []]])
def test_an_empty_drawing_gives_an_empty_image(strokes):
    ink = rasterise(strokes)
    assert cut_out(ink).shape == shrink(cut_out(ink)).shape == (0, 0)
    assert shrink(cut_out(ink)).dtype == np.uint8
    for image in (ink, prepare(ink), unprepared(ink)):
        assert not image.any()
    assert prepare(ink).shape == unprepared(ink).shape == (SIDE, SIDE)


@given(inks)
def test_any_image_can_be_prepared(ink):
    image = prepare(ink)
    assert (image.shape, image.dtype) == ((SIDE, SIDE), np.uint8)
    if ink.any():
        assert max(cut_out(image).shape) == BOX


INK = np.full((5, 4), 255, np.uint8)


@pytest.mark.parametrize(
    ("function", "arguments", "message"),
    [
        (cut_out, (INK.astype(float),), "ink has shape (5, 4) and dtype float64, expected an array of uint8 of shape"),
        (shrink, ([[1, 2]],), "ink has shape (1, 2) and dtype int64, expected an array of uint8 of shape"),
        (shrink, (INK, 0), "side=0, expected at least 1"),
        (centre_of_mass, (0 * INK,), "ink has shape (5, 4) and no pixel above 0, expected some ink: without, it has"),
        (centre, (INK, 3), "ink has shape (5, 4), expected at most (3, 3), to have room in the square"),
        (centre, (INK, 28, 28), "middle=28, expected a whole number from 0 to 27, a pixel of the square"),
        (rasterise, ([[[0, 0], [1]]],), "strokes=[[[0, 0], [1]]], expected a list of strokes, each a list of points"),
        (rasterise, ([], 0), "size=0, expected at least 1"),
        (rasterise, ([], 28, 2), "pen=2, expected a part of the pad: at most 1"),
    ],
)
def test_what_cannot_be_prepared_is_refused(function, arguments, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        function(*arguments)


@given(drawings)
def test_scaled_strokes_fill_the_box_of_a_digit_and_keep_their_form(strokes):
    before, after = (np.array([p for s in found for p in s]).reshape(-1, 2) for found in (strokes, scaled(strokes)))
    assert [len(stroke) for stroke in scaled(strokes)] == [len(stroke) for stroke in strokes]
    if not len(before):
        return
    assert np.allclose((after.max(axis=0) + after.min(axis=0)) / 2, 0.5)
    size, longer = np.ptp(after, axis=0), np.ptp(before, axis=0).max()
    if longer > 0.02:
        assert np.isclose(size.max(), BOX / SIDE - LINE)
        assert np.allclose(size * longer, np.ptp(before, axis=0) * size.max())
    else:
        assert np.allclose(size, np.ptp(before, axis=0))


@pytest.mark.parametrize("scale", [0.05, 0.3, 1.4])
def test_a_drawing_of_any_size_becomes_the_same_image(scale):
    strokes = [[[0.3, 0.2], [0.7, 0.4]], [[0.4, 0.8]]]
    other = [[[0.1 + scale * x, 0.2 + scale * y] for x, y in stroke] for stroke in strokes]
    change = np.abs(prepare_strokes(strokes).astype(int) - prepare_strokes(other))
    assert change.max() <= 1


@pytest.mark.parametrize("strokes", [[], [[]]])
def test_nothing_drawn_becomes_an_empty_image(strokes):
    assert not prepare_strokes(strokes).any()
