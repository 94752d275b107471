"""The network that comes with the package, and the drawings that it reads."""

import numpy as np
import pytest
from strokes import DIGITS, changed

from backprop_lib import as_columns, load_mnist
from backprop_lib.data.preparation import prepare_strokes
from backprop_lib.pretrained import PATH, pretrained, train


@pytest.fixture(scope="module")
def test_set():
    images, labels = load_mnist("test")
    return as_columns(images), labels


def share_read(net, test_set):
    X, labels = test_set
    return (net.predict(X) == labels).mean()


def test_it_reads_98_of_100_test_images(test_set):
    assert share_read(pretrained(), test_set) >= 0.98


def test_it_takes_little_room():
    assert PATH.stat().st_size < 1e6


def test_the_recipe_gives_such_a_network(test_set):
    assert share_read(train(), test_set) > 0.978


def read(strokes):
    return int(pretrained().predict(as_columns(prepare_strokes(strokes), np.float32))[0])


@pytest.mark.parametrize("scale", [0.05, 0.15, 0.3, 0.6, 1.0, 1.45])
def test_ten_of_ten_digits_of_any_size_are_read(scale):
    assert [read(changed(strokes, scale)) for strokes in DIGITS.values()] == list(DIGITS)


@pytest.mark.parametrize("degrees", [-15, 15])
def test_digits_that_lean_are_read(degrees):
    assert [read(changed(strokes, 0.5, degrees)) for strokes in DIGITS.values()] == list(DIGITS)
