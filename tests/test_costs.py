"""The cost functions: values, derivatives, and cross-entropy where probabilities are rounded to 0."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_lib import DivergedError
from backprop_lib.activations import softmax
from backprop_lib.costs import cross_entropy, cross_entropy_prime, half_squared_error, squared_error
from backprop_lib.endings import CROSS_ENTROPY, SQUARED
from backprop_lib.gradcheck import complex_step_gradient, relative_error

PAIRS = {cost.name: (cost.of_samples, cost.prime) for cost in (*SQUARED.values(), CROSS_ENTROPY)}


def samples(n, N, seed=0):
    """Return logits (or activations) and targets whose columns sum to 1."""
    rng = np.random.default_rng(seed)
    return 2 * rng.standard_normal((n, N)), softmax(rng.standard_normal((n, N)))


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize(("n", "N"), [(1, 1), (1, 4), (4, 1), (3, 3), (5, 4)])
def test_derivative_equals_complex_step(name, n, N):
    cost, cost_prime = PAIRS[name]
    A, Y = samples(n, N)
    # C_s depends on column s alone, so the gradient of the sum over s holds the derivatives of all C_s.
    assert relative_error(cost_prime(A, Y), complex_step_gradient(lambda A: cost(A, Y).sum(), A)) <= 1e-12


@pytest.mark.parametrize("name", PAIRS)
def test_one_cost_per_sample(name):
    cost, cost_prime = PAIRS[name]
    A, Y = samples(3, 5)
    assert cost(A, Y).shape == (5,)
    assert cost_prime(A, Y).shape == (3, 5)


@pytest.mark.parametrize("name", PAIRS)
def test_float32_stays_float32(name):
    A, Y = (array.astype(np.float32) for array in samples(3, 5))
    for function in PAIRS[name]:
        assert function(A, Y).dtype == np.float32


def test_squared_errors_by_hand():
    A, Y = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[0.0, 2.0], [1.0, 1.0]])
    np.testing.assert_array_equal(squared_error(A, Y), [5, 9])
    np.testing.assert_array_equal(half_squared_error(A, Y), [2.5, 4.5])


def test_cross_entropy_is_minus_y_times_log_softmax():
    Z, Y = samples(5, 20)
    np.testing.assert_allclose(cross_entropy(Z, Y), -(Y * np.log(softmax(Z))).sum(axis=0), rtol=1e-14)


def test_cross_entropy_far_out():
    # softmax rounds the smaller two probabilities to 0, whose logarithm is infinite; the costs are known all the same.
    z = np.array([[1e4], [-1e4], [0.0]])
    Z, Y = np.repeat(z, 3, axis=1), np.eye(3)
    np.testing.assert_array_equal(cross_entropy(Z, Y), [0, 2e4, 1e4])
    np.testing.assert_array_equal(cross_entropy_prime(Z, Y), [[0, 1, 1], [0, -1, 0], [0, 0, -1]])


@given(
    sixteenths=st.lists(st.integers(-100, 100), min_size=3, max_size=3),
    constants=st.lists(st.integers(-(10**6), 10**6), min_size=4, max_size=4),
)
def test_cross_entropy_ignores_a_constant_in_each_column(sixteenths, constants):
    # Sixteenths and whole numbers add without rounding, so not a single bit may differ.
    Z = np.repeat(np.array(sixteenths)[:, np.newaxis] / 16, 4, axis=1)
    Y = samples(3, 4)[1]
    np.testing.assert_array_equal(cross_entropy(Z + constants, Y), cross_entropy(Z, Y))
    np.testing.assert_array_equal(cross_entropy_prime(Z + constants, Y), cross_entropy_prime(Z, Y))


@pytest.mark.parametrize("function", [function for pair in PAIRS.values() for function in pair])
def test_arrays_of_different_shapes_are_refused_and_not_stretched(refused, function):
    first = "Z" if function in (cross_entropy, cross_entropy_prime) else "A"
    with refused(f"shapes (1, 4) of {first} and (4, 1) of Y differ, expected the same"):
        function(np.ones((1, 4)), np.ones((4, 1)))


@pytest.mark.parametrize("function", [function for pair in PAIRS.values() for function in pair])
def test_numbers_that_are_not_finite_are_refused(function):
    A, Y = samples(3, 4)
    for wrong in (A, Y):
        kept = wrong[1, 2]
        wrong[1, 2] = np.nan
        with pytest.raises(
            ValueError, match=r"^[AYZ] holds nan in row 1 of column 2, expected finite numbers of at most "
        ):
            function(A, Y)
        wrong[1, 2] = kept


@pytest.mark.parametrize("function", [cross_entropy, cross_entropy_prime])
def test_targets_that_are_no_probabilities_are_refused(refused, function):
    with refused(
        "column 0 of Y sums to 2, expected 1: cross-entropy compares probabilities, did you mean one_hot(labels, 2)?"
    ):
        function(np.zeros((2, 3)), np.ones((2, 3)))


@pytest.mark.parametrize("function", [squared_error, half_squared_error])
def test_a_distance_that_cannot_be_squared_is_refused(function):
    with pytest.raises(DivergedError, match=r"^the cost is inf: the network's output A is up to 1e\+200 away from its"):
        function(np.full((2, 3), 1e200), np.zeros((2, 3)))
