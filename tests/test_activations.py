"""The activation functions: values, derivatives, and behaviour at the ends of the number range."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_lib.activations import (
    ELEMENTWISE,
    identity,
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
