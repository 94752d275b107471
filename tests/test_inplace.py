"""The fast step: the same as the one that is taught, up to rounding."""

import numpy as np
import pytest

from backprop_lib import DivergedError, LazyColumns, Network, one_hot, relative_error
from backprop_lib.costs import cross_entropy, cross_entropy_prime
from backprop_lib.inplace import InPlaceDescent, cross_entropy_and_prime
from backprop_lib.training import descend

# What five steps may add up to, in units of the precision of the numbers. A wrong term is thousands of them.
ROUNDINGS = 64

HEADS = [
    ("softmax", "cross_entropy"),
    ("softmax", "squared_error"),
    ("sigmoid", "half_squared_error"),
    ("relu", "squared_error"),
]


def data(sizes, N, dtype):
    rng = np.random.default_rng(8)
    return rng.normal(size=(sizes[0], N)).astype(dtype), one_hot(rng.integers(0, sizes[-1], N), sizes[-1], dtype)


def arrays(net):
    return net.W[1:] + net.b[1:]


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("sizes", [[4, 3], [4, 3, 5, 2], [3, 3, 3, 3]], ids=str)
@pytest.mark.parametrize(("output", "cost"), HEADS)
@pytest.mark.parametrize("hidden", ["relu", "sigmoid", "tanh", "identity"])
def test_five_steps_are_those_of_descend_up_to_rounding(hidden, output, cost, sizes, dtype):
    net, other = (Network(sizes, hidden, output, cost, rng=2, dtype=dtype) for _ in range(2))
    descent = InPlaceDescent(net)
    for N in (6, 6, 1, 7, 2):  # the last batch of an epoch may be smaller
        X, Y = data(sizes, N, dtype)
        cost, expected = descent.step(X, Y, 0.3), descend(other, X, Y, 0.3)
        assert relative_error(cost, expected) < ROUNDINGS * np.finfo(dtype).eps
        one, two = (np.concatenate([array.ravel() for array in arrays(each)]) for each in (net, other))
        assert one.dtype == two.dtype == dtype
        assert relative_error(one, two) < ROUNDINGS * np.finfo(dtype).eps


def test_neither_the_first_parameters_nor_the_data_are_written_over():
    net = Network([4, 3, 5, 2], rng=1)
    X, Y = data(net.sizes, 6, np.float64)
    first = arrays(net)
    copies = [array.copy() for array in [*first, X, Y]]
    descent = InPlaceDescent(net)
    for _ in range(3):
        descent.step(X, Y, 0.5)
    for array, copy in zip([*first, X, Y], copies, strict=True):
        np.testing.assert_array_equal(array, copy)


def test_a_step_may_be_undone():
    net = Network([4, 3, 2], rng=1)
    X, Y = data(net.sizes, 6, np.float64)
    descent = InPlaceDescent(net)
    descent.step(X, Y, 0.5)
    before = net.W, net.b
    descent.step(X, Y, 0.5)
    after = [array.copy() for array in arrays(net)]
    net.W, net.b = before
    descent.step(X, Y, 0.5)
    for array, again in zip(after, arrays(net), strict=True):
        np.testing.assert_array_equal(array, again)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("images", [np.float64, np.float32])
def test_columns_of_images_are_the_columns_asked_for_in_the_precision_of_the_network(images, dtype):
    rng = np.random.default_rng(5)
    X = LazyColumns(rng.integers(0, 256, (5, 2, 3), np.uint8), images)
    descent = InPlaceDescent(Network([6, 2], dtype=dtype))
    for samples in (np.array([4, 0, 4]), np.array([1, 2, 3]), np.array([3])):
        columns = descent.columns(X, samples)
        np.testing.assert_array_equal(columns, X[:, samples].astype(dtype), strict=True)
        np.testing.assert_array_equal(descent.columns(X[:, :], samples), X[:, samples], strict=True)
    assert descent.columns(X, np.array([2])) is columns


def test_samples_of_another_precision_are_taken_in_that_of_the_network():
    nets = [Network([4, 3, 2], rng=1, dtype=np.float32) for _ in range(2)]
    X, Y = data(nets[0].sizes, 6, np.float64)
    InPlaceDescent(nets[0]).step(X, Y, 0.5)
    InPlaceDescent(nets[1]).step(X.astype(np.float32), Y.astype(np.float32), 0.5)
    for one, two in zip(*map(arrays, nets), strict=True):
        np.testing.assert_array_equal(one, two, strict=True)


def test_the_parameters_before_the_last_step_are_still_there_and_those_handed_over_stay():
    net = Network([4, 3, 2], rng=1)
    X, Y = data(net.sizes, 6, np.float64)
    descent = InPlaceDescent(net)
    descent.step(X, Y, 0.5)
    before = arrays(net)
    copies = [array.copy() for array in before]
    descent.step(X, Y, 0.5)
    for array, copy in zip(before, copies, strict=True):
        np.testing.assert_array_equal(array, copy)

    descent.hand_over()
    handed_over = arrays(net)
    copies = [array.copy() for array in handed_over]
    for _ in range(3):
        descent.step(X, Y, 0.5)
    for array, copy in zip(handed_over, copies, strict=True):
        np.testing.assert_array_equal(array, copy)


def test_a_step_that_diverges_says_so_and_changes_nothing():
    net = Network([4, 3, 2], rng=1)
    X, Y = data(net.sizes, 6, np.float64)
    descent = InPlaceDescent(net)
    descent.step(1e300 * X, Y, 1.0)
    before = [array.copy() for array in arrays(net)]
    with pytest.raises(DivergedError, match=r"Z\[1\]"):
        descent.step(1e300 * X, Y, 1.0)
    for array, copy in zip(arrays(net), before, strict=True):
        np.testing.assert_array_equal(array, copy)


def test_cost_and_delta_from_the_same_exponentials():
    rng = np.random.default_rng(4)
    Z, Y = 50 * rng.normal(size=(5, 7)), rng.dirichlet(np.ones(5), 7).T
    cost, delta = cross_entropy_and_prime(Z, Y)
    assert cost == pytest.approx(cross_entropy(Z, Y).mean(), rel=1e-14)
    np.testing.assert_array_equal(delta, cross_entropy_prime(Z, Y))
