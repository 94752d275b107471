"""The activation functions: values, derivatives, the ends of the number range; and an activation as one value."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_lib import Activation, Network
from backprop_lib.activations import (
    ELEMENTWISE,
    OUTPUT_ONLY,
    hidden_activation,
    identity,
    output_activation,
    relu,
    relu_prime,
    sigmoid,
    sigmoid_prime,
    softmax,
    softmax_jacobian,
    softmax_vjp,
    tanh,
    tanh_prime,
)
from backprop_lib.gradcheck import complex_step_gradient, relative_error

# On both sides of 0, but not at 0, where relu has no derivative.
POINTS = np.linspace(-4.5, 4.5, 20).reshape(4, 5)


def logits(seed, n=5, N=4):
    return 3 * np.random.default_rng(seed).standard_normal((n, N))


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_derivative_equals_complex_step(name):
    mu, mu_prime = ELEMENTWISE[name].mu, ELEMENTWISE[name].mu_prime
    # Each entry of mu(z) depends on the same entry of z alone, so the gradient of the sum holds the derivatives.
    assert relative_error(mu_prime(POINTS), complex_step_gradient(lambda z: mu(z).sum(), POINTS)) <= 1e-12


@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
@pytest.mark.parametrize("z", [-1e4, -40.0, -20.0, 20.0, 40.0, 1e4])
def test_derivative_in_saturation_is_right_to_the_rounding_of_1(name, z):
    mu, mu_prime = ELEMENTWISE[name].mu, ELEMENTWISE[name].mu_prime
    # 1 - a cancels when a is close to 1: what remains is right to 16 digits of 1, but not to 16 digits of itself.
    assert abs(mu_prime(z) - complex_step_gradient(mu, z)) <= np.finfo(float).eps


def test_values_at_known_points():
    assert identity(-2.5) == -2.5
    assert sigmoid(0.0) == 0.5
    assert sigmoid(np.log(3)) == pytest.approx(0.75, rel=1e-15)
    assert tanh(np.log(2)) == pytest.approx(0.6, rel=1e-15)
    np.testing.assert_array_equal(relu(np.array([-2.0, 3.0])), [0, 3])


def test_relu_at_exactly_zero():
    for zero in (0.0, -0.0):
        assert relu(zero) == 0
        assert relu_prime(zero) == 0
        # The convention is the same for the complex step, or a gradient check would fail at a pre-activation of 0.
        assert complex_step_gradient(relu, zero) == 0


def test_far_out_nothing_overflows():
    # pyproject.toml makes every warning an error, so an overflow would be seen here.
    far = np.array([-1e4, 1e4])
    np.testing.assert_array_equal(sigmoid(far), [0, 1])
    np.testing.assert_array_equal(tanh(far), [-1, 1])
    np.testing.assert_array_equal(sigmoid_prime(far), [0, 0])
    np.testing.assert_array_equal(tanh_prime(far), [0, 0])
    np.testing.assert_array_equal(relu(far), [0, 1e4])
    np.testing.assert_array_equal(relu_prime(far), [0, 1])


@pytest.mark.parametrize("name", ELEMENTWISE)
@pytest.mark.parametrize("shape", [(), (3,), (3, 2)])
def test_shape_is_kept(name, shape):
    mu, mu_prime = ELEMENTWISE[name].mu, ELEMENTWISE[name].mu_prime
    z = np.full(shape, 0.5)
    assert np.shape(mu(z)) == shape
    assert np.shape(mu_prime(z)) == shape


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_float32_stays_float32(name):
    mu, mu_prime = ELEMENTWISE[name].mu, ELEMENTWISE[name].mu_prime
    z = POINTS.astype(np.float32)
    assert mu(z).dtype == np.float32
    assert mu_prime(z).dtype == np.float32


def test_softmax_keeps_float32():
    Z = logits(0).astype(np.float32)
    assert softmax(Z).dtype == np.float32
    assert softmax_jacobian(Z[:, 0]).dtype == np.float32
    assert softmax_vjp(Z, Z).dtype == np.float32


def test_softmax_of_known_logits():
    np.testing.assert_allclose(softmax(np.log([1.0, 2.0, 5.0])), [0.125, 0.25, 0.625], rtol=1e-15)


@given(seed=st.integers(0, 10**6), n=st.integers(1, 10))
def test_softmax_columns_are_probabilities(seed, n):
    A = softmax(logits(seed, n))
    assert (A > 0).all()
    np.testing.assert_allclose(A.sum(axis=0), 1, rtol=0, atol=1e-15)


@given(
    sixteenths=st.lists(st.integers(-100, 100), min_size=1, max_size=7),
    constant=st.integers(-(10**6), 10**6),
)
def test_softmax_ignores_a_constant(sixteenths, constant):
    # Sixteenths and whole numbers add without rounding, so not a single bit may differ.
    z = np.array(sixteenths) / 16
    np.testing.assert_array_equal(softmax(z + constant), softmax(z))


def test_softmax_far_out():
    Z = np.array([[1e4, -1e4, 1e4], [-1e4, -1e4, 0], [0, -1e4, 1e4]])
    np.testing.assert_array_equal(softmax(Z), [[1, 1 / 3, 0.5], [0, 1 / 3, 0], [0, 1 / 3, 0.5]])


def test_softmax_of_a_vector_is_that_of_a_column():
    Z = logits(1)
    for s in range(Z.shape[1]):
        np.testing.assert_allclose(softmax(Z[:, s]), softmax(Z)[:, s], rtol=1e-15)


@pytest.mark.parametrize("n", [1, 2, 5, 10])
def test_softmax_jacobian_equals_complex_step(n):
    z = logits(2, n)[:, 0]
    J = softmax_jacobian(z)
    rows = [complex_step_gradient(lambda z, i=i: softmax(z)[i], z) for i in range(n)]
    assert relative_error(J, np.array(rows)) <= 1e-12
    np.testing.assert_array_equal(J, J.T)
    np.testing.assert_allclose(J.sum(axis=1), 0, rtol=0, atol=1e-15)


@pytest.mark.parametrize("n", [1, 2, 5, 10])
def test_softmax_vjp_is_the_transposed_jacobian_times_g(n):
    Z, G = logits(3, n), logits(4, n)
    products = softmax_vjp(Z, G)
    assert products.shape == Z.shape
    for s in range(Z.shape[1]):
        np.testing.assert_allclose(products[:, s], softmax_jacobian(Z[:, s]).T @ G[:, s], rtol=0, atol=1e-14)


def test_softmax_vjp_equals_complex_step():
    Z, G = logits(5), logits(6)
    assert relative_error(softmax_vjp(Z, G), complex_step_gradient(lambda Z: (G * softmax(Z)).sum(), Z)) <= 1e-12


def test_the_jacobian_of_a_column_is_refused(refused):
    with refused("z has shape (3, 1), expected (n,): the Jacobian belongs to one vector"):
        softmax_jacobian(np.ones((3, 1)))


def test_the_vector_jacobian_product_refuses_another_shape(refused):
    with refused("shapes (3, 2) of Z and (3, 1) of G differ, expected the same"):
        softmax_vjp(np.ones((3, 2)), np.ones((3, 1)))


@pytest.mark.parametrize("name", ELEMENTWISE)
@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_is_refused(refused, name, wrong):
    z = np.array([[1.0, 2.0], [wrong, 3.0]])
    for function in (ELEMENTWISE[name].mu, ELEMENTWISE[name].mu_prime):
        with refused(f"z holds {wrong} in row 1 of column 0, expected finite numbers of at most 4.5e+307"):
            function(z)


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_the_empty_place_of_layer_0_is_refused(refused, name):
    for function in (ELEMENTWISE[name].mu, ELEMENTWISE[name].mu_prime):
        with refused("z is None, expected numbers"):
            function(None)


@pytest.mark.parametrize("function", [softmax, softmax_jacobian, lambda Z: softmax_vjp(Z, Z)])
def test_logits_that_are_not_finite_are_refused(function):
    with pytest.raises(
        ValueError, match=r"^[zZ] holds nan at index \(1,\), expected finite numbers of at most 4.5e\+307$"
    ):
        function(np.array([0.5, np.nan]))


def test_lists_and_whole_numbers_are_taken_as_arrays_of_double_precision():
    for activation in ELEMENTWISE.values():
        for function in (activation.mu, activation.mu_prime):
            np.testing.assert_array_equal(function([1, 2]), function(np.array([1.0, 2.0])), strict=True)
    np.testing.assert_array_equal(softmax([1, 2]), softmax(np.array([1.0, 2.0])), strict=True)


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_the_vjp_of_an_element_wise_activation_is_a_product_entry_by_entry(name):
    activation, G = ELEMENTWISE[name], np.cos(POINTS)
    exact = complex_step_gradient(lambda Z: (G * activation.mu(Z)).sum(), POINTS)
    assert relative_error(activation.vjp(POINTS, G), exact) <= 1e-12


def parts(**changed):
    return {"name": "cube", "symbol": "cube", "mu": lambda z: z**3, "mu_prime": lambda z: 3 * z**2, **changed}


def scalar(z):
    return z if z > 0 else 0.1 * z


@pytest.mark.parametrize(
    ("changed", "error", "message"),
    [
        ({"name": 3}, TypeError, "name=3, expected a text"),
        ({"symbol": None}, TypeError, "symbol=None, expected a text"),
        ({"gain": 0}, ValueError, "gain=0, expected a positive number"),
        ({"mu": 3}, TypeError, "mu of the activation 'cube'=3, expected a function"),
        ({"mu_prime": None}, TypeError, "mu_prime of the activation 'cube'=None, expected a function"),
        ({"mu": scalar}, ValueError, "mu of the activation 'cube' raised ValueError (The truth value of an array"),
        ({"mu": np.sum}, ValueError, "mu of the activation 'cube' returned an array of shape () and dtype float64 for"),
        ({"mu_prime": np.log}, ValueError, "mu_prime of the activation 'cube' returned an array of shape (3, 2) and"),
        ({"mu_prime": lambda z: [[1], [1, 2]]}, ValueError, "mu_prime of the activation 'cube' raised ValueError"),
    ],
)
@pytest.mark.filterwarnings("ignore:invalid value")
def test_an_activation_that_is_none_is_refused(changed, error, message):
    with pytest.raises(error) as caught:
        Activation(**parts(**changed))
    assert str(caught.value).startswith(message)


def test_the_message_says_how_a_function_with_cases_takes_arrays():
    with pytest.raises(ValueError, match=r"expected a function that takes arrays: .* np\.where\(z > 0, ..., ...\) "):
        Activation(**parts(mu=scalar))


def test_an_activation_that_would_make_float64_of_float32_is_refused(refused):
    widening = Activation(**parts(mu_prime=lambda z: np.where(z > 0, 1.0, 0.01)))
    with refused(
        "mu_prime of the activation 'cube' returned dtype float64 for float32, expected float32, that of the network: "
        "np.where(z > 0, np.ones_like(z), 0.01) keeps it, np.where(z > 0, 1.0, 0.01) does not"
    ):
        Network([3, 2, 2], hidden=widening, dtype=np.float32)
    Network([3, 2, 2], hidden=widening)
    gate = Activation(**parts(mu_prime=lambda z: z > 0))  # True counts as 1
    Network([3, 2, 2], hidden=gate, dtype=np.float32)


def test_names_lead_to_the_values_of_this_name():
    assert all(name == activation.name for name, activation in {**ELEMENTWISE, **OUTPUT_ONLY}.items())
    for name, activation in ELEMENTWISE.items():
        for choice in (name, activation):
            net = Network([3, 2, 2], hidden=choice, output=choice, cost="squared_error")
            assert net.hidden is net.output is activation
            assert net.mu == (None, activation.mu, activation.mu)
            assert net.mu_prime == (None, activation.mu_prime, activation.mu_prime)


def test_a_hidden_layer_takes_element_wise_activations_alone(refused):
    assert hidden_activation("tanh") is hidden_activation(ELEMENTWISE["tanh"]) is ELEMENTWISE["tanh"]
    for softmax_itself in ("softmax", OUTPUT_ONLY["softmax"]):
        with refused(
            "hidden='softmax' is not possible: a hidden layer needs an element-wise activation, softmax mixes the "
            "neurons of its layer; use it as output"
        ):
            hidden_activation(softmax_itself)
        assert output_activation(softmax_itself) is OUTPUT_ONLY["softmax"]


@pytest.mark.parametrize("choose", [hidden_activation, output_activation])
@pytest.mark.parametrize("wrong", ["relux", 3, None, [], np.tanh])
def test_what_is_no_activation_is_refused(choose, wrong):
    with pytest.raises(ValueError, match=r"is unknown, expected one of 'identity', .*, or an Activation$"):
        choose(wrong)


def test_only_softmax_gives_probabilities():
    assert [a.name for a in {**ELEMENTWISE, **OUTPUT_ONLY}.values() if a.classifies] == ["softmax"]


def test_the_gain_keeps_the_size_of_the_activations():
    # E mu(z)^2 of a standard normal z is 1/gain^2 for the identity and for ReLU; sigmoid and tanh lose some of it.
    z = np.random.default_rng(0).standard_normal(10**6)
    for name in ("identity", "relu"):
        activation = ELEMENTWISE[name]
        assert activation.gain**2 * (activation.mu(z) ** 2).mean() == pytest.approx(1, rel=0.01)


def test_an_activation_cannot_be_changed_and_is_written_by_its_name():
    activation = Activation(**parts())
    assert activation.gain == 1
    assert repr(activation) == "Activation('cube')"
    with pytest.raises(dataclasses.FrozenInstanceError):
        activation.gain = 2.0
