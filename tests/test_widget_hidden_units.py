"""The hidden-unit figure: every number in it is recomputed from weights and pixels, for every neuron."""

import numpy as np
import pytest
from moving import assert_sound

from backprop_lib import Network
from backprop_lib.widgets.hidden_units import hidden_unit, hidden_unit_picture, hidden_units_figure, pre_activations
from backprop_lib.widgets.picture import Box, Pixels, fixed, number
from backprop_lib.widgets.svg import to_svg

ALIVE, SILENT, EMPTY = 0, 5, 7  # a usual neuron, one whose gate never opens, one without any weights
UNITS = 12


@pytest.fixture(scope="module")
def scene():
    rng = np.random.default_rng(0)
    net = Network([784, UNITS, 10])
    net.b[1] = rng.normal(0, 1, (UNITS, 1))
    net.b[1][SILENT] = -100
    net.W[1][EMPTY], net.b[1][EMPTY], net.W[2][:, EMPTY] = 0, 0, 0
    images = rng.integers(0, 256, (300, 28, 28)).astype(np.uint8)
    labels = rng.integers(0, 9, 300)  # there is no 9
    return net, images, labels


def pixels_of(picture):
    return [shape for shape in picture.shapes if isinstance(shape, Pixels)]


@pytest.mark.parametrize("unit", range(UNITS))
def test_the_numbers_of_each_neuron(scene, unit):
    net, images, labels = scene
    found = hidden_unit(net, labels, pre_activations(net, images), unit)
    z = np.array([(net.W[1][unit] * image.ravel()).sum() / 255 + net.b[1][unit, 0] for image in images])
    assert found.opened == sum(z > 0)
    assert np.allclose(found.shares[:9], [(z[labels == digit] > 0).mean() for digit in range(9)])
    assert np.isnan(found.shares[9])
    assert np.array_equal(found.incoming.ravel(), net.W[1][unit])
    assert np.array_equal(found.outgoing, net.W[2][:, unit])
    assert found.bias == net.b[1][unit, 0]
    sizes = [np.sqrt((net.W[2][:, i] ** 2).sum()) for i in range(UNITS)]
    assert found.rank == sorted(sizes, reverse=True).index(sizes[unit]) + 1
    best = sorted(range(300), key=lambda s: -z[s])[:8]
    assert [sample for sample, _ in found.best] == best
    assert np.allclose([strength for _, strength in found.best], z[best])


@pytest.mark.parametrize("unit", [ALIVE, SILENT, EMPTY])
def test_the_picture_shows_the_numbers(scene, unit):
    net, images, labels = scene
    Z = pre_activations(net, images)
    picture, found = hidden_unit_picture(net, images, labels, Z, unit), hidden_unit(net, labels, Z, unit)
    assert_sound(picture)
    texts = picture.texts()
    share = f"{found.opened} of 300 images ({fixed(found.opened / 3, 1)} %)"
    assert texts["share"] == f"Its gate is open (z > 0) for {share}. Its bias is {number(found.bias)}."
    for digit in range(9):
        assert texts[f"open{digit}"] == f"{fixed(100 * found.shares[digit], 1)} %"
        assert texts[f"weight{digit}"] == fixed(found.outgoing[digit], 2)
    assert texts["open9"] == "no image"
    assert texts["largest w"] == number(np.abs(found.incoming).max())
    assert texts["unit"].startswith(f"neuron {unit} of layer 1: number {found.rank} of 12 ")
    assert [texts[f"best{k}"] for k in range(8)] == [f"{labels[s]}: {fixed(z, 2)}" for s, z in found.best]
    for shown, (sample, _) in zip(pixels_of(picture)[-8:], found.best, strict=True):
        assert np.array_equal(255 - shown.rgb[:, :, 0], images[sample])
    assert share in picture.alt
    assert f"most for {found.outgoing.argmax()} and most against {found.outgoing.argmin()}." in picture.alt


def test_the_two_pictures_hold_all_weights_by_sign(scene):
    net, images, labels = scene
    picture = hidden_unit_picture(net, images, labels, pre_activations(net, images), ALIVE)
    excites, inhibits = (255.0 - shown.rgb[:, :, 0] for shown in pixels_of(picture)[:2])
    w = net.W[1][ALIVE].reshape(28, 28)
    assert not ((excites > 1) & (inhibits > 1)).any()
    assert np.abs((excites - inhibits) / 255 * np.abs(w).max() - w).max() <= np.abs(w).max() / 255
    assert max(excites.max(), inhibits.max()) == 255


def test_bars_go_to_the_side_of_their_sign(scene):
    net, images, labels = scene
    picture = hidden_unit_picture(net, images, labels, pre_activations(net, images), ALIVE)
    bars = [shape for shape in picture.shapes if isinstance(shape, Box) and shape.height == 15]
    ends = [bar.x + bar.width - 660 if bar.x >= 660 else bar.x - 660 for bar in bars]
    assert np.allclose(ends, 80 * net.W[2][:, ALIVE] / np.abs(net.W[2]).max())


def test_a_silent_neuron_says_so(scene):
    net, images, labels = scene
    picture = hidden_unit_picture(net, images, labels, pre_activations(net, images), SILENT)
    assert picture.texts()["best"].startswith("No image opens its gate")
    assert "No image opens it" in picture.alt


def test_fewer_than_eight_images_and_single_precision():
    net = Network([784, 3, 10], dtype=np.float32)
    images, labels = np.full((2, 28, 28), 255, np.uint8), np.array([3, 8])
    Z = pre_activations(net, images)
    assert Z.dtype == np.float32
    for unit in range(3):
        picture = hidden_unit_picture(net, images, labels, Z, unit)
        assert_sound(picture)
        assert len(pixels_of(picture)) == 2 + 1 + 2  # weights, scale, images


def test_a_network_of_zeros_can_be_drawn():
    net = Network([784, 2, 10])
    net.W = [None] + [0 * W for W in net.W[1:]]
    images, labels = np.zeros((9, 28, 28), np.uint8), np.arange(9)
    assert_sound(hidden_unit_picture(net, images, labels, pre_activations(net, images), 1))


def test_the_figure_walks_through_all_neurons(scene):
    net, images, labels = scene
    figure = hidden_units_figure(net, images, labels)
    unit = figure.controls["unit"]
    assert (unit.min, unit.max, unit.step) == (0, UNITS - 1, 1)
    assert unit.description
    assert unit.value == np.linalg.norm(net.W[2], axis=0).argmax()
    Z = pre_activations(net, images)
    for number_of_unit in range(UNITS):
        unit.value = number_of_unit
        assert figure.html.value == to_svg(hidden_unit_picture(net, images, labels, Z, number_of_unit))
