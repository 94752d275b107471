"""The fast step: the same as the one that is taught, up to rounding."""

import numpy as np
import pytest

from backprop_lib import DivergedError, Network, descend, inplace, one_hot, relative_error
from backprop_lib.activations import ELEMENTWISE
from backprop_lib.browser import without_blas
from backprop_lib.inplace import InPlaceStep

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
@pytest.mark.parametrize("hidden", ELEMENTWISE)
@pytest.mark.parametrize("product", [np.matmul, without_blas], ids=["BLAS", "browser"])
def test_five_steps_are_those_of_descend_up_to_rounding(product, hidden, output, cost, sizes, dtype, monkeypatch):
    monkeypatch.setattr(inplace, "product", product)
    net, other = (Network(sizes, hidden, output, cost, rng=2, dtype=dtype) for _ in range(2))
    step = InPlaceStep()
    for N in (6, 6, 1, 7, 2):  # the last batch of an epoch may be smaller
        X, Y = data(sizes, N, dtype)
        cost, expected = step(net, X, Y, 0.3), descend(other, X, Y, 0.3)
        assert relative_error(cost, expected) < ROUNDINGS * np.finfo(dtype).eps
        one, two = (np.concatenate([array.ravel() for array in arrays(each)]) for each in (net, other))
        assert one.dtype == two.dtype == dtype
        assert relative_error(one, two) < ROUNDINGS * np.finfo(dtype).eps


def test_neither_the_first_parameters_nor_the_data_are_written_over():
    net = Network([4, 3, 5, 2], rng=1)
    X, Y = data(net.sizes, 6, np.float64)
    first = arrays(net)
    copies = [array.copy() for array in [*first, X, Y]]
    step = InPlaceStep()
    for _ in range(3):
        step(net, X, Y, 0.5)
    for array, copy in zip([*first, X, Y], copies, strict=True):
        np.testing.assert_array_equal(array, copy)


def test_a_step_may_be_undone():
    net = Network([4, 3, 2], rng=1)
    X, Y = data(net.sizes, 6, np.float64)
    step = InPlaceStep()
    step(net, X, Y, 0.5)
    before = net.W, net.b
    step(net, X, Y, 0.5)
    after = [array.copy() for array in arrays(net)]
    net.W, net.b = before
    step(net, X, Y, 0.5)
    for array, again in zip(after, arrays(net), strict=True):
        np.testing.assert_array_equal(array, again)


def test_samples_of_another_precision_are_taken_in_that_of_the_network():
    nets = [Network([4, 3, 2], rng=1, dtype=np.float32) for _ in range(2)]
    X, Y = data(nets[0].sizes, 6, np.float64)
    InPlaceStep()(nets[0], X, Y, 0.5)
    InPlaceStep()(nets[1], X.astype(np.float32), Y.astype(np.float32), 0.5)
    for one, two in zip(*map(arrays, nets), strict=True):
        np.testing.assert_array_equal(one, two, strict=True)


def test_the_parameters_before_the_last_step_are_still_there_and_a_new_object_leaves_those_of_the_old_one_alone():
    net = Network([4, 3, 2], rng=1)
    X, Y = data(net.sizes, 6, np.float64)
    step = InPlaceStep()
    step(net, X, Y, 0.5)
    for following in (step, InPlaceStep()):
        before = arrays(net)
        copies = [array.copy() for array in before]
        for _ in range(1 if following is step else 3):
            following(net, X, Y, 0.5)
        for array, copy in zip(before, copies, strict=True):
            np.testing.assert_array_equal(array, copy)


def test_one_object_serves_one_network_after_the_other():
    nets, others = ([Network(sizes, rng=1) for sizes in ([4, 3, 2], [2, 5, 3])] for _ in range(2))
    step = InPlaceStep()
    for net, other in zip(nets, others, strict=True):
        X, Y = data(net.sizes, 6, np.float64)
        step(net, X, Y, 0.5)
        descend(other, X, Y, 0.5)
        for one, two in zip(arrays(net), arrays(other), strict=True):
            assert relative_error(one, two) < ROUNDINGS * np.finfo(float).eps


def test_a_step_that_diverges_says_so_and_changes_nothing():
    net = Network([4, 3, 2], rng=1)
    X, Y = data(net.sizes, 6, np.float64)
    step = InPlaceStep()
    step(net, 1e300 * X, Y, 1.0)
    before = [array.copy() for array in arrays(net)]
    with pytest.raises(DivergedError, match=r"Z\[1\]"):
        step(net, 1e300 * X, Y, 1.0)
    for array, copy in zip(arrays(net), before, strict=True):
        np.testing.assert_array_equal(array, copy)
