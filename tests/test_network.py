"""The network: its gradients against two independent methods, its symmetries, and what it refuses."""

import copy
import itertools
import pickle
import re

import numpy as np
import pytest
import referee
from hypothesis import given
from hypothesis import strategies as st

from backprop_lib import (
    Activation,
    DivergedError,
    Network,
    as_columns,
    complex_step_gradient,
    parameter_gradients,
    relative_error,
    sgd,
)
from backprop_lib.activations import ELEMENTWISE, OUTPUT_ONLY, SOFTMAX
from backprop_lib.endings import SQUARED

# Every hidden activation, output activation and cost that go together.
ENDINGS = [*itertools.product([*ELEMENTWISE, *OUTPUT_ONLY], SQUARED), ("softmax", "cross_entropy")]
COMBINATIONS = [(hidden, output, cost) for hidden in ELEMENTWISE for output, cost in ENDINGS]
# Those that the referee knows too; the others are compared with complex steps alone.
JUDGED = [choice for choice in COMBINATIONS if set(choice[:2]) <= set(referee.ACTIVATIONS)]

# Widths 1 to 7, 1 to 5 layers, 1 to 6 samples. Different widths show a matrix that should be transposed; equal widths,
# also equal to the number of samples, are those where such a mistake raises no error.
CASES = [
    ([4, 3, 5, 2], 6),
    ([3, 3, 3, 3], 3),
    ([3, 3, 3, 3], 6),
    ([7, 4], 1),
    ([1, 1], 2),
    ([2, 6, 1], 5),
    ([1, 5, 3], 1),
    ([5, 7, 4, 6, 3], 4),
    ([4, 4, 4, 4, 4], 4),
    ([6, 2, 7, 3, 5, 4], 2),
    ([2, 2, 2, 2, 2, 2], 1),
]

LEAKY = Activation(
    "leaky relu",
    "LReLU",
    lambda z: np.where(np.real(z) > 0, z, 0.01 * z),
    lambda z: np.where(z > 0, 1.0, 0.01),
    gain=np.sqrt(2 / (1 + 0.01**2)),
)

each_combination = pytest.mark.parametrize(("hidden", "output", "cost"), COMBINATIONS)


def random_case(sizes, N, hidden, output, cost, seed=0):
    """Return a network and samples for it.

    The biases are random too. If they were 0, a layer of dead ReLUs would put the next one at exactly 0, where there is
    no derivative; like this, no pre-activation is 0.
    """
    rng = np.random.default_rng(seed)
    net = Network(sizes, hidden, output, cost, rng)
    for l in range(1, net.L + 1):
        net.b[l] = rng.standard_normal(net.b[l].shape)
    X, Y = rng.standard_normal((sizes[0], N)), rng.standard_normal((sizes[-1], N))
    if output == "softmax":
        Y = np.exp(Y) / np.exp(Y).sum(axis=0)
    return net, X, Y


# An activation of one's own, in all layers and before every ending.
OWN = [(LEAKY, output, cost) for output, cost in [*ENDINGS, *itertools.product([LEAKY], SQUARED)]]


@pytest.mark.parametrize(("hidden", "output", "cost"), [*COMBINATIONS, *OWN])
def test_gradients_equal_complex_step(hidden, output, cost):
    for sizes, N in CASES:
        net, X, Y = random_case(sizes, N, hidden, output, cost)
        gradients = net.backward(net.forward(X), Y)
        W, b = parameter_gradients(net, X, Y)
        for l in range(1, net.L + 1):
            assert relative_error(gradients.W[l], W[l]) <= 1e-12, f"W[{l}] of {sizes}, N={N}"
            assert relative_error(gradients.b[l], b[l]) <= 1e-12, f"b[{l}] of {sizes}, N={N}"


def with_bias(net, l, X, Y):
    """Return the cost as a function of the biases of one layer."""

    def cost(b):
        other = copy.copy(net)
        other.b = [*net.b[:l], b, *net.b[l + 1 :]]
        return other.cost(X, Y)

    return cost


@each_combination
def test_delta_equals_complex_step(hidden, output, cost):
    for sizes, N in CASES[:2]:
        net, X, Y = random_case(sizes, N, hidden, output, cost)
        Delta = net.backward(net.forward(X), Y).Delta
        for l in range(1, net.L + 1):
            # A bias is added to the pre-activation, and for one sample alone the mean cost is its cost.
            costs = [with_bias(net, l, X[:, [s]], Y[:, [s]]) for s in range(N)]
            columns = np.hstack([complex_step_gradient(cost, net.b[l]) for cost in costs])
            assert relative_error(Delta[l], columns) <= 1e-12, f"Delta[{l}] of {sizes}, N={N}"


@pytest.mark.parametrize(("hidden", "output", "cost"), JUDGED)
def test_gradients_equal_autograd(hidden, output, cost):
    for sizes, N in CASES:
        net, X, Y = random_case(sizes, N, hidden, output, cost)
        gradients = net.backward(net.forward(X), Y)
        C, W, b, Delta = referee.gradients(net, X, Y)
        assert relative_error(net.cost(X, Y), C) <= 1e-12, f"cost of {sizes}, N={N}"
        for l in range(1, net.L + 1):
            assert relative_error(gradients.W[l], W[l]) <= 1e-10, f"W[{l}] of {sizes}, N={N}"
            assert relative_error(gradients.b[l], b[l]) <= 1e-10, f"b[{l}] of {sizes}, N={N}"
            assert relative_error(gradients.Delta[l], Delta[l]) <= 1e-10, f"Delta[{l}] of {sizes}, N={N}"


@pytest.mark.parametrize(("output", "cost"), ENDINGS)
def test_gradients_before_dead_relus_are_exactly_zero(output, cost):
    net, X, Y = random_case([3, 4, 5, 2], 6, "relu", output, cost)
    net.b[2] = np.full_like(net.b[2], -100)
    gradients = net.backward(net.forward(X), Y)
    W, b = parameter_gradients(net, X, Y)
    for l in (1, 2):
        for zeros in (gradients.W[l], gradients.b[l], gradients.Delta[l], W[l], b[l]):
            np.testing.assert_array_equal(zeros, np.zeros_like(zeros))
        assert relative_error(gradients.W[l], W[l]) == 0


def test_forward_and_backward_by_hand():
    net = Network([2, 2, 1], "relu", "identity", "squared_error")
    net.W = [None, np.array([[1.0, 2.0], [-1.0, 1.0]]), np.array([[3.0, 5.0]])]
    net.b = [None, np.array([[1.0], [0.0]]), np.array([[-2.0]])]
    X, Y = np.array([[1.0, 2.0], [1.0, -1.0]]), np.array([[8.0, 2.0]])
    cache = net.forward(X)
    np.testing.assert_array_equal(cache.A[0], X)
    np.testing.assert_array_equal(cache.Z[1], [[4, 1], [0, -3]])
    np.testing.assert_array_equal(cache.A[1], [[4, 1], [0, 0]])
    np.testing.assert_array_equal(cache.A[2], [[10, 1]])
    assert net.mean_cost(cache, Y) == (2**2 + 1**2) / 2
    gradients = net.backward(cache, Y)
    np.testing.assert_array_equal(gradients.Delta[2], [[4, -2]])
    np.testing.assert_array_equal(gradients.Delta[1], [[12, -6], [0, 0]])
    np.testing.assert_array_equal(gradients.W[2], [[(4 * 4 - 2 * 1) / 2, 0]])
    np.testing.assert_array_equal(gradients.b[2], [[1]])
    np.testing.assert_array_equal(gradients.W[1], [[(12 * 1 - 6 * 2) / 2, (12 * 1 + 6 * 1) / 2], [0, 0]])
    np.testing.assert_array_equal(gradients.b[1], [[3], [0]])


@st.composite
def random_cases(draw):
    sizes = draw(st.lists(st.integers(1, 7), min_size=2, max_size=6))
    return random_case(sizes, draw(st.integers(1, 6)), *draw(st.sampled_from(COMBINATIONS)), draw(st.integers(0, 999)))


def assert_same_gradients(gradients, others):
    """Assert equality up to the rounding of sums that were taken in another order."""
    for a, b in zip(gradients.W[1:] + gradients.b[1:], others.W[1:] + others.b[1:], strict=True):
        assert relative_error(a, b) <= 1e-12


@given(random_cases(), st.randoms(use_true_random=False))
def test_the_order_of_the_samples_does_not_matter(case, random):
    net, X, Y = case
    order = list(range(X.shape[1]))
    random.shuffle(order)
    gradients, shuffled = (net.backward(net.forward(X[:, s]), Y[:, s]) for s in (slice(None), order))
    assert_same_gradients(gradients, shuffled)
    for l in range(1, net.L + 1):
        assert relative_error(gradients.Delta[l][:, order], shuffled.Delta[l]) <= 1e-12


@given(random_cases())
def test_samples_given_twice_leave_the_mean(case):
    net, X, Y = case
    X2, Y2 = np.hstack([X, X]), np.hstack([Y, Y])
    assert relative_error(net.cost(X, Y), net.cost(X2, Y2)) <= 1e-12
    assert_same_gradients(net.backward(net.forward(X), Y), net.backward(net.forward(X2), Y2))


@given(random_cases())
def test_backward_twice_gives_the_same_bits_and_changes_nothing(case):
    net, X, Y = case
    cache = net.forward(X)
    arrays = [X, Y, *cache.Z[1:], *cache.A, *net.W[1:], *net.b[1:]]
    copies = [array.copy() for array in arrays]
    first, second = net.backward(cache, Y), net.backward(cache, Y)
    for one, two in zip(first, second, strict=True):
        for l in range(1, net.L + 1):
            np.testing.assert_array_equal(one[l], two[l])
    for array, kept in zip(arrays, copies, strict=True):
        np.testing.assert_array_equal(array, kept)


@given(
    seed=st.integers(0, 999),
    hidden=st.sampled_from(["identity", "relu"]),
    cost=st.sampled_from([*SQUARED, "cross_entropy"]),
    constant=st.integers(-(10**6), 10**6),
)
def test_a_constant_added_to_all_logits_changes_nothing(seed, hidden, cost, constant):
    # Sums of whole numbers are not rounded, so not a single bit may differ.
    net, X, Y = random_case([4, 3, 5], 6, hidden, "softmax", cost, seed)
    net.W[1:], net.b[1:] = ([np.round(4 * p) for p in parameters[1:]] for parameters in (net.W, net.b))
    X = np.round(4 * X)
    before, gradients, labels = net.cost(X, Y), net.backward(net.forward(X), Y), net.predict(X)
    net.b[2] = net.b[2] + constant
    assert net.cost(X, Y) == before
    np.testing.assert_array_equal(net.backward(net.forward(X), Y).W[2], gradients.W[2])
    np.testing.assert_array_equal(net.predict(X), labels)


@pytest.mark.parametrize("hidden", ELEMENTWISE)
def test_logits_far_out(hidden):
    net, X, _ = random_case([2, 4, 3], 3, hidden, "softmax", "cross_entropy")
    net.W[2], net.b[2] = np.zeros((3, 4)), np.array([[1e4], [-1e4], [0.0]])
    Y = np.eye(3)
    assert net.cost(X, Y) == (0 + 2e4 + 1e4) / 3
    a_minus_y = np.array([[0, 1, 1], [0, -1, 0], [0, 0, -1]])
    gradients = net.backward(net.forward(X), Y)
    np.testing.assert_array_equal(gradients.Delta[2], a_minus_y)
    np.testing.assert_array_equal(gradients.b[2], a_minus_y.sum(axis=1, keepdims=True) / 3)
    W, b = parameter_gradients(net, X, Y)
    for l in (1, 2):
        assert relative_error(gradients.W[l], W[l]) <= 1e-12
        assert relative_error(gradients.b[l], b[l]) <= 1e-12


def test_predict_names_the_largest_output():
    net = Network([3, 3], output="identity", cost="squared_error")
    net.W[1] = np.array([[0.0, 0, 1], [1, 0, 0], [0, 1, 0]])
    np.testing.assert_array_equal(net.predict(np.eye(3)), [1, 2, 0])


def test_public_attributes():
    net = Network((5, 4, 3), "tanh", "sigmoid", "half_squared_error")
    assert (net.sizes, net.L, net.dtype) == ([5, 4, 3], 2, np.float64)
    assert (net.hidden, net.output) == (ELEMENTWISE["tanh"], ELEMENTWISE["sigmoid"])
    assert net.ending.cost is SQUARED["half_squared_error"]
    assert repr(net) == "Network([5, 4, 3], hidden='tanh', output='sigmoid', cost='half_squared_error')"
    assert net.W[0] is net.b[0] is None
    assert [W.shape for W in net.W[1:]] == [(4, 5), (3, 4)]
    assert [b.shape for b in net.b[1:]] == [(4, 1), (3, 1)]


def test_a_network_can_be_copied_and_stored():
    net, X, Y = random_case([4, 3, 2], 5, "tanh", "softmax", "cross_entropy")
    for other in (copy.deepcopy(net), pickle.loads(pickle.dumps(net))):
        assert repr(other) == repr(net)
        assert other.cost(X, Y) == net.cost(X, Y)
        assert other.W[1] is not net.W[1]


def test_a_function_of_a_layer_is_not_exchanged_behind_the_back_of_the_activation():
    with pytest.raises(TypeError, match="does not support item assignment"):
        Network([3, 2]).mu_prime[1] = np.ones_like


def test_lists_are_indexed_by_layer():
    net, X, Y = random_case([4, 3, 5, 2], 6, "relu", "softmax", "cross_entropy")
    cache = net.forward(X)
    gradients = net.backward(cache, Y)
    layers = [(3, 6), (5, 6), (2, 6)]
    assert cache.Z[0] is gradients.W[0] is gradients.b[0] is gradients.Delta[0] is None
    assert [Z.shape for Z in cache.Z[1:]] == [Delta.shape for Delta in gradients.Delta[1:]] == layers
    assert [A.shape for A in cache.A] == [(4, 6), *layers]
    assert [dW.shape for dW in gradients.W[1:]] == [W.shape for W in net.W[1:]]
    assert [db.shape for db in gradients.b[1:]] == [b.shape for b in net.b[1:]]
    assert net.predict(X).shape == (6,)


def test_the_defaults_are_relu_and_softmax_with_cross_entropy_and_the_seed_0():
    net = Network([5, 4, 3])
    other = Network([5, 4, 3], hidden="relu", output="softmax", cost="cross_entropy", rng=0, dtype=np.float64)
    assert (repr(net), net.dtype) == (repr(other), other.dtype)
    for l in (1, 2):
        np.testing.assert_array_equal(net.W[l], other.W[l])


def test_the_seed_decides_the_weights():
    def weights(rng):
        return Network([5, 4, 3], rng=rng).W[1]

    np.testing.assert_array_equal(weights(7), weights(7))
    np.testing.assert_array_equal(weights(7), weights(np.random.default_rng(7)))
    assert (weights(7) != weights(8)).all()


@pytest.mark.parametrize(
    ("hidden", "output", "cost", "squared_gains"),
    [
        ("relu", "softmax", "cross_entropy", (2, 1)),
        ("relu", "relu", "squared_error", (2, 2)),
        ("tanh", "relu", "squared_error", (1, 2)),
        ("sigmoid", "identity", "squared_error", (1, 1)),
        (LEAKY, "identity", "squared_error", (2 / 1.0001, 1)),
    ],
)
def test_initial_weights_have_the_right_variance(hidden, output, cost, squared_gains):
    net = Network([500, 400, 300], hidden, output, cost)
    for l, squared_gain in enumerate(squared_gains, start=1):
        n, m = net.W[l].shape
        # The relative standard error of a variance estimated from n m normal numbers is the square root of 2 / (n m).
        assert net.W[l].var() == pytest.approx(squared_gain / m, rel=4 * np.sqrt(2 / (n * m)))
        assert abs(net.W[l].mean()) <= 4 * np.sqrt(squared_gain / m / (n * m))
        np.testing.assert_array_equal(net.b[l], np.zeros((n, 1)))


@each_combination
def test_float32_stays_float32(hidden, output, cost):
    _, X, Y = random_case([4, 3, 2], 5, hidden, output, cost)
    net = Network([4, 3, 2], hidden, output, cost, dtype=np.float32)
    cache = net.forward(X)
    gradients = net.backward(cache, Y)
    for arrays in (net.W[1:], net.b[1:], cache.Z[1:], cache.A, gradients.W[1:], gradients.b[1:], gradients.Delta[1:]):
        assert {array.dtype for array in arrays} == {np.dtype(np.float32)}
    assert net.cost(X, Y).dtype == np.float32


def test_lists_of_numbers_are_samples_too():
    net, X, Y = random_case([3, 4, 2], 5, "relu", "softmax", "cross_entropy")
    assert net.cost(X.tolist(), Y.tolist()) == net.cost(X, Y)
    np.testing.assert_array_equal(net.predict(X.tolist()), net.predict(X))


HIDDEN, OUTPUTS = (", ".join(map(repr, names)) for names in (ELEMENTWISE, [*ELEMENTWISE, *OUTPUT_ONLY]))
SOFTMAX_IN_A_HIDDEN_LAYER = (
    "hidden='softmax' is not possible: a hidden layer needs an element-wise activation, softmax mixes the neurons of "
    "its layer; use it as output"
)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"hidden": "rleu"}, f"hidden='rleu' is unknown, expected one of {HIDDEN}, or an Activation"),
        ({"output": None}, f"output=None is unknown, expected one of {OUTPUTS}, or an Activation"),
        (
            {"cost": "mse"},
            "cost='mse' is unknown, expected one of 'squared_error', 'half_squared_error', 'cross_entropy'",
        ),
        ({"hidden": "softmax"}, SOFTMAX_IN_A_HIDDEN_LAYER),
        ({"hidden": SOFTMAX}, SOFTMAX_IN_A_HIDDEN_LAYER),
        (
            {"output": "sigmoid"},
            "cost='cross_entropy' takes the logarithm of probabilities, but output='sigmoid' does not give any: use "
            "output='softmax', or cost='squared_error'",
        ),
        (
            {"output": LEAKY},
            "cost='cross_entropy' takes the logarithm of probabilities, but output='leaky relu' does not give any: use "
            "output='softmax', or cost='squared_error'",
        ),
        ({"sizes": 5}, "sizes=5, expected a list of whole numbers such as [784, 10, 10]"),
        ({"sizes": [3, 2.5]}, "sizes=[3, 2.5], expected a list of whole numbers such as [784, 10, 10]"),
        ({"sizes": [3]}, "sizes=[3], expected at least two widths (input and output), each at least 1"),
        ({"sizes": [3, 0]}, "sizes=[3, 0], expected at least two widths (input and output), each at least 1"),
        ({"dtype": "double precision"}, "dtype='double precision' is no numpy dtype, expected float64 or float32"),
        ({"dtype": np.int64}, "dtype=int64, expected float64 or float32: gradients need fractions"),
        ({"dtype": np.float16}, "dtype=float16, expected float64 or float32: gradients need fractions"),
    ],
)
def test_a_network_that_makes_no_sense_is_refused(refused, arguments, message):
    with refused(message):
        Network(**{"sizes": [3, 2], **arguments})


@pytest.mark.parametrize(
    ("X", "hint"),
    [
        (np.ones(4), ": one sample is one column, X.reshape(-1, 1)"),
        (np.ones((6, 4)), ": samples are columns, did you mean X.T?"),
        (np.ones((6, 2, 2)), ": did you mean as_columns(images)?"),
        (np.ones((5, 6)), ""),
        (np.ones((4, 0)), ": there is no sample in it"),
        (3.0, ""),
    ],
)
def test_an_input_of_another_shape_is_refused(refused, X, hint):
    net, _, Y = random_case([4, 3], 6, "relu", "softmax", "cross_entropy")
    message = f"X has shape {np.shape(X)}, expected (4, N) with one sample per column{hint}"
    with refused(message):
        net.forward(X)
    with refused(message):
        net.predict(X)
    with refused(message):
        net.cost(X, Y)


@pytest.mark.parametrize("dtype", [float, np.float32, int])
def test_an_image_whose_bytes_were_not_divided_is_refused(refused, dtype):
    rng = np.random.default_rng(0)
    X = rng.integers(0, 256, (64, 5)).astype(dtype)
    message = (
        f"X holds whole numbers up to {X[:, 0].max():g} in its first column, expected numbers in [0, 1]: they look "
        "like the bytes of an image, divide by 255"
    )
    net = Network([64, 3])
    with refused(message):
        net.forward(X)
    with refused(message):
        sgd(net, X, np.eye(3)[:, [0, 1, 2, 0, 1]])
    # Scaled, with fractions, with negative numbers, darker, or of a number of rows that is no square: nothing to ask.
    for sound in (X / 255, X + 0.5, X - 1.0 * X[0], X % 17):
        assert net.forward(sound).A[1].shape == (3, 5)
    assert Network([65, 3]).forward(np.vstack([X, X[:1]])).A[1].shape == (3, 5)


def test_an_input_of_bytes_is_refused(refused):
    net = Network([4, 3])
    images = np.full((6, 2, 2), 255, np.uint8)
    for X in (images, images.reshape(6, 4).T):
        with refused("X has dtype uint8, expected numbers in [0, 1]: did you mean as_columns(images)?"):
            net.forward(X)
    assert net.forward(as_columns(images)).A[1].shape == (3, 6)


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf])
def test_an_input_that_is_not_finite_is_refused(refused, wrong):
    net, X, Y = random_case([4, 3], 6, "relu", "softmax", "cross_entropy")
    X[2, 5] = wrong
    message = f"X holds {wrong} in row 2 of column 5, expected finite numbers"
    with refused(message):
        net.forward(X)
    with refused(message):
        net.predict(X)
    with refused(message):
        net.cost(X, Y)


@pytest.mark.parametrize(
    ("Y", "hint"),
    [
        (np.ones((6, 3)), ": samples are columns, did you mean Y.T?"),
        (np.arange(6), ": did you mean one_hot(labels, 3)?"),
        (np.ones((3, 5)), ": X has 6 samples"),
        (np.ones((2, 6)), ""),
        (1.0, ""),
    ],
)
def test_targets_of_another_shape_are_refused(refused, Y, hint):
    net, X, _ = random_case([4, 3], 6, "relu", "softmax", "cross_entropy")
    message = f"Y has shape {np.shape(Y)}, expected (3, 6), one column per sample{hint}"
    with refused(message):
        net.backward(net.forward(X), Y)
    with refused(message):
        net.cost(X, Y)


def test_targets_of_a_single_output_must_be_a_row(refused):
    net, X, Y = random_case([4, 1], 6, "relu", "tanh", "squared_error")
    message = "Y has shape (6,), expected (1, 6), one column per sample: did you mean Y.reshape(1, -1)?"
    with refused(message):
        net.cost(X, Y[0])
    with refused(message):
        net.backward(net.forward(X), Y[0])


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf])
def test_targets_that_are_not_finite_are_refused(refused, wrong):
    net, X, Y = random_case([4, 3], 6, "relu", "softmax", "cross_entropy")
    Y[2, 3] = wrong
    message = f"Y holds {wrong} in row 2 of column 3, expected finite numbers"
    with refused(message):
        net.cost(X, Y)
    with refused(message):
        net.backward(net.forward(X), Y)


def test_targets_of_cross_entropy_must_sum_to_1(refused):
    net, X, Y = random_case([4, 3], 6, "relu", "softmax", "cross_entropy")
    Y[:, 4] = [0.25, 0, 0.25]
    message = (
        "column 4 of Y sums to 0.5, expected 1: cross-entropy compares probabilities, did you mean one_hot(labels, 3)?"
    )
    with refused(message):
        net.cost(X, Y)
    with refused(message):
        net.backward(net.forward(X), Y)
    # A squared error has no such condition.
    assert np.isfinite(Network([4, 3], cost="squared_error").cost(X, Y))


@pytest.mark.parametrize("off", [0.05, -0.01, 2e-4])
def test_targets_sum_to_1_up_to_rounding(off):
    net, X, Y = random_case([4, 3], 6, "relu", "softmax", "cross_entropy")
    Y[0, 1] += off
    with pytest.raises(ValueError, match=r"^column 1 of Y sums to "):
        net.cost(X, Y)
    Y[0, 1] -= off - 5e-5  # what single precision may have done to many numbers
    assert np.isfinite(net.cost(X, Y))


def test_a_number_too_large_for_single_precision_is_refused(refused):
    net = Network([4, 3], dtype=np.float32)
    X = np.ones((4, 6))
    X[1, 2] = 1e39
    with refused("X holds 1e+39 in row 1 of column 2, expected numbers that float32 can hold"):
        net.forward(X)


@pytest.mark.parametrize(("wrong", "dtype"), [([["a"] * 6] * 4, "<U1"), ([[None] * 6] * 4, "object")])
def test_what_is_no_number_is_refused(refused, wrong, dtype):
    net, X, _ = random_case([4, 4], 6, "relu", "softmax", "cross_entropy")
    with refused(f"X has dtype {dtype}, expected numbers"):
        net.forward(wrong)
    with refused(f"Y has dtype {dtype}, expected numbers"):
        net.cost(X, wrong)


@pytest.mark.parametrize(
    ("name", "wrong", "expected"),
    [("W", np.ones((5, 3)), "(3, 5)"), ("b", np.ones(3), "(3, 1)")],
)
def test_parameters_of_another_shape_are_refused(refused, name, wrong, expected):
    net, X, Y = random_case([4, 5, 3], 6, "relu", "softmax", "cross_entropy")
    getattr(net, name)[2] = wrong
    message = f"{name}[2] has shape {wrong.shape}, expected {expected}: layer 2 has 3 neurons and layer 1 has 5"
    with refused(message):
        net.forward(X)
    with refused(message):
        net.cost(X, Y)


def test_a_cache_of_another_network_is_refused(refused):
    net, X, Y = random_case([4, 5, 3], 6, "relu", "softmax", "cross_entropy")
    expected = (
        "cache does not fit a network of widths [4, 5, 3]: expected what forward(X) of this network returned, came "
    )
    for wrong, came in (
        (Network([4, 3]).forward(X), "A with (4, 6), (3, 6)"),
        (Network([4, 2, 3]).forward(X), "A with (4, 6), (2, 6), (3, 6)"),
        (X, "a ndarray"),
        (None, "a NoneType"),
    ):
        for method in (net.backward, net.mean_cost):
            with refused(expected + came):
                method(wrong, Y)


DIVERGED = (
    "Z[2] is no longer finite although X is: W[2] or b[2] holds NaN, infinity or numbers too large to multiply; after "
    "training, the likely cause is too large a learning rate"
)


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("name", ["W", "b"])
def test_parameters_that_are_not_finite_mean_divergence(name, wrong):
    net, X, Y = random_case([4, 5, 3], 6, "tanh", "softmax", "cross_entropy")
    getattr(net, name)[2][1, 0] = wrong
    for method, arguments in ((net.forward, [X]), (net.predict, [X]), (net.cost, [X, Y])):
        with pytest.raises(DivergedError, match=f"^{re.escape(DIVERGED)}$"):
            method(*arguments)


# Where numbers overflow, numpy warns as well; the message is the library's.
@np.errstate(over="ignore")
def test_parameters_too_large_to_multiply_mean_divergence():
    net, X, _ = random_case([4, 5, 3], 6, "identity", "softmax", "cross_entropy")
    net.b[1][:], net.W[2][:] = 1e200, 1e200
    with pytest.raises(DivergedError, match=f"^{re.escape(DIVERGED)}$"):
        net.forward(X)


@np.errstate(over="ignore")
def test_a_cost_that_is_not_finite_means_divergence():
    net, X, Y = random_case([4, 3], 6, "relu", "identity", "squared_error")
    Y[1, 2] = 1e200
    message = (
        "the cost is inf: the network's output A is up to 1e+200 away from its targets Y, expected a distance that can "
        "be squared"
    )
    with pytest.raises(DivergedError, match=f"^{re.escape(message)}$"):
        net.cost(X, Y)


def test_a_mean_cost_that_overflows_means_divergence():
    net = Network([1, 1], output="identity", cost="squared_error")
    net.W[1][:], net.b[1][:] = 0, 1e154  # each cost is 1e308, their sum is too large
    with pytest.raises(DivergedError, match=r"^the cost is inf"):
        net.cost(np.ones((1, 3)), np.zeros((1, 3)))


def test_gradients_that_overflow_are_reported_by_the_library_and_not_by_a_warning_of_numpy():
    net = Network([1, 1, 1], "identity", "identity", "squared_error")
    net.W[1][:], net.W[2][:] = 1, 1e150
    cache = net.forward(np.full((1, 1), 1e50))
    with pytest.raises(DivergedError, match=r"^dW\[1\] or db\[1\] is not finite"):
        net.backward(cache, np.zeros((1, 1)))


@pytest.mark.parametrize("value", [np.inf, -np.inf, np.nan])
def test_infinities_are_reported_by_the_library_and_not_by_a_warning_of_numpy(value):
    # The tests turn warnings into errors, so that numpy's would come first.
    net = Network([3, 2])
    with pytest.raises(ValueError, match=rf"^X holds {value} in row 1 of column 0, expected finite numbers$"):
        net.forward(np.array([[1.0], [value], [np.inf]]))


def test_a_layer_too_few_is_refused(refused):
    net = Network([3, 4, 2])
    net.W.pop()
    with refused(
        "W and b have 2 and 3 entries, expected 3: index 0, which is unused, and one for each of the 2 layers"
    ):
        net.forward(np.ones((3, 1)))


def test_predict_refuses_a_network_with_one_output(refused):
    with refused(
        "predict returns the number of the largest output, but this network has one output: "
        "compare forward(X).A[net.L] with a threshold"
    ):
        Network([2, 3, 1], output="sigmoid", cost="squared_error").predict(np.ones((2, 4)))


def test_a_cache_of_a_network_with_another_input_is_refused(refused):
    other = Network([5, 3, 2])
    expected = (
        "cache does not fit a network of widths [4, 3, 2]: expected what forward(X) of this network returned, came "
    )
    with refused(expected + "A with (5, 1), (3, 1), (2, 1)"):
        Network([4, 3, 2]).backward(other.forward(np.ones((5, 1))), np.ones((2, 1)) / 2)
