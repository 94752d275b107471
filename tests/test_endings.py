"""Endings: an output activation together with a cost, as one value."""

import dataclasses
import itertools

import numpy as np
import pytest

from backprop_lib import DivergedError, complex_step_gradient, relative_error
from backprop_lib.activations import ELEMENTWISE, OUTPUT_ONLY, softmax
from backprop_lib.costs import cross_entropy, cross_entropy_prime
from backprop_lib.endings import CROSS_ENTROPY, SQUARED, Ending, SoftmaxCrossEntropy, ending

NAMES = [*itertools.product([*ELEMENTWISE, *OUTPUT_ONLY], SQUARED), ("softmax", CROSS_ENTROPY.name)]
every_ending = pytest.mark.parametrize(("output", "cost"), NAMES)


def layer(output, n=5, N=7):
    """Return Z, A and Y of an output layer."""
    rng = np.random.default_rng(4)
    Z, Y = rng.normal(size=(n, N)), rng.dirichlet(np.ones(n), N).T
    return Z, {**ELEMENTWISE, **OUTPUT_ONLY}[output].mu(Z), Y


@every_ending
def test_delta_is_the_derivative_of_the_costs(output, cost):
    Z, A, Y = layer(output)
    end = ending(output, cost)
    exact = complex_step_gradient(lambda Z: end.costs(Z, end.output.mu(Z), Y).sum(), Z)
    assert relative_error(end.delta(Z, A, Y), exact) <= 1e-12


@every_ending
def test_cost_and_delta_at_once_are_the_same(output, cost):
    Z, A, Y = layer(output)
    end = ending(output, cost)
    both = end.cost_and_delta(Z, Y)
    assert both[0] == pytest.approx(end.costs(Z, A, Y).mean(), rel=1e-14)
    np.testing.assert_array_equal(both[1], end.delta(Z, A, Y))


def test_cross_entropy_is_computed_from_the_logits():
    Z, Y = np.array([[1e4, -1e4], [-1e4, 0.0], [0.0, 1e4]]), np.eye(3)[:, [1, 2]]
    end = ending("softmax", "cross_entropy")
    assert type(end) is SoftmaxCrossEntropy
    np.testing.assert_array_equal(end.costs(Z, None, Y), cross_entropy(Z, Y))
    np.testing.assert_array_equal(end.delta(Z, None, Y), cross_entropy_prime(Z, Y))
    cost, delta = end.cost_and_delta(Z, Y)
    assert cost == cross_entropy(Z, Y).mean()
    np.testing.assert_array_equal(delta, softmax(Z) - Y)


def test_which_targets_an_ending_takes(refused):
    Y = np.array([[0.25, 0.5], [0.25, 0.5]])
    for output, cost in itertools.product(OUTPUT_ONLY, SQUARED):
        ending(output, cost).check_targets(Y)
    with refused(
        "column 0 of Y sums to 0.5, expected 1: cross-entropy compares probabilities, did you mean one_hot(labels, 2)?"
    ):
        ending("softmax", "cross_entropy").check_targets(Y)


@pytest.mark.parametrize(("output", "cost"), [("identity", "squared_error"), ("softmax", "cross_entropy")])
def test_a_cost_that_is_not_finite_is_refused(output, cost):
    Z = np.full((2, 3), 4e307) * [[1], [-1]]
    with np.errstate(over="ignore"), pytest.raises(DivergedError, match=r"^the cost is inf: the network's output"):
        ending(output, cost).cost_and_delta(Z, np.array([[0.0] * 3, [1.0] * 3]))


def test_an_ending_of_known_parts_is_one_value():
    assert ending("tanh", "squared_error") == Ending(ELEMENTWISE["tanh"], SQUARED["squared_error"])
    assert ending(ELEMENTWISE["tanh"], "squared_error") == ending("tanh", "squared_error")
    assert ending("tanh", "squared_error") != ending("tanh", "half_squared_error")


def test_an_ending_and_its_cost_cannot_be_changed():
    end = ending("tanh", "squared_error")
    with pytest.raises(dataclasses.FrozenInstanceError):
        end.output = ELEMENTWISE["sigmoid"]
    with pytest.raises(dataclasses.FrozenInstanceError):
        end.cost.scale = 2.0


def test_an_ending_is_written_without_addresses():
    assert repr(ending("tanh", "squared_error")) == "Ending(output=Activation('tanh'), cost=Cost('squared_error'))"


def test_the_scale_of_a_squared_error_is_that_of_its_function():
    _, A, Y = layer("identity")
    for cost in SQUARED.values():
        np.testing.assert_allclose(cost.of_samples(A, Y), cost.scale * ((A - Y) ** 2).sum(axis=0), rtol=1e-15)
