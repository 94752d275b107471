"""Central differences, the complex step, and the comparison of gradients."""

import re

import numpy as np
import pytest

from backprop_lib import Network, complex_step_gradient, numerical_gradient, parameter_gradients, relative_error
from backprop_lib.activations import relu, sigmoid

METHODS = [numerical_gradient, complex_step_gradient]


def smooth(x):
    """Return a number that mixes all entries of x, for real and complex x."""
    return np.exp(np.sin(x)).sum() + x.prod()


def smooth_gradient(x):
    return np.exp(np.sin(x)) * np.cos(x) + x.prod() / x


POINT = np.array([[0.3, -1.2, 2.0], [0.7, 1.5, -0.4]])


@pytest.mark.parametrize("f", [np.exp, np.sin, lambda x: x**3])
def test_halving_the_step_of_central_differences_quarters_their_error(f):
    exact = complex_step_gradient(f, 1.0)
    errors = [abs(numerical_gradient(f, 1.0, h) - exact) for h in (1e-2, 5e-3, 2.5e-3)]
    assert errors[0] / errors[1] == pytest.approx(4, abs=1e-3)
    assert errors[1] / errors[2] == pytest.approx(4, abs=1e-3)


def test_the_default_step_lies_between_truncation_and_rounding():
    def error(**step):
        return relative_error(numerical_gradient(smooth, POINT, **step), smooth_gradient(POINT))

    assert error() <= 1e-10
    assert error(h=1e-3) > 100 * error()
    assert error(h=1e-8) > 10 * error()


def test_complex_step_is_exact_to_rounding():
    assert relative_error(complex_step_gradient(smooth, POINT), smooth_gradient(POINT)) <= 1e-15


def test_complex_step_leaves_the_real_part_where_it_is():
    points = []

    def square(z):
        points.append(z)
        return z**2

    assert complex_step_gradient(square, 0.0) == 0
    assert points[-1].real == 0  # those before belong to the question whether the function is analytic


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("shape", [(), (1,), (4,), (2, 3), (2, 1, 3)])
def test_gradient_has_the_shape_of_the_point(method, shape):
    x = np.random.default_rng(0).standard_normal(shape)
    gradient = method(lambda x: (x**2).sum(), x)
    assert gradient.shape == shape
    assert gradient.dtype == np.float64
    np.testing.assert_allclose(gradient, 2 * x, rtol=1e-9)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("x", [3, 3.0, np.float32(3)])
def test_a_plain_number_is_a_point_too(method, x):
    assert method(lambda x: x**2, x) == pytest.approx(6, rel=1e-9)


@pytest.mark.parametrize("method", METHODS)
def test_the_point_is_not_modified(method):
    def spoil(x):
        value = (x**2).sum()
        x[...] = 7
        return value

    x = np.array([1.0, 2.0])
    np.testing.assert_allclose(method(spoil, x), [2, 4], rtol=1e-9)
    np.testing.assert_array_equal(x, [1, 2])


@pytest.mark.parametrize("f", [lambda x: np.abs(x).sum(), lambda x: x.real.sum()])
def test_complex_step_refuses_a_function_that_drops_the_imaginary_part(refused, f):
    message = "f does not depend on x, or a step in it (abs, max, .real, a cast to float) drops the imaginary part"
    with pytest.raises(ValueError, match=rf"^f returned the real number .* {re.escape(message)}"):
        complex_step_gradient(f, POINT)


# Each has complex values, and none is analytic: the complex step alone gives 0, or something else that is wrong.
NOT_ANALYTIC = {
    "vdot": lambda v: np.vdot(v, v),
    "norm": lambda v: np.linalg.norm(v) + 0j,
    "abs": lambda v: np.abs(v[0]) * v[1],
    "conj": lambda v: (v * v.conj()).sum(),
    "conj of a part": lambda v: (v[:2] ** 2).sum() + (v[2:] * v[2:].conj()).sum(),
    "real": lambda v: (v.real * v).sum(),
    "max of absolute values": lambda v: v.sum() * np.abs(v).max(),
    "abs beside a large number": lambda v: 1e6 + np.abs(v[0]) + v[1],
}


@pytest.mark.parametrize("name", NOT_ANALYTIC)
@pytest.mark.parametrize("x", [[1.0, -2.0, 0.0, 3.0], [0.3, 0.2, 0.1, -0.4]])
def test_complex_step_refuses_a_function_that_is_not_analytic(name, x):
    with pytest.raises(ValueError, match=r"^f is not analytic near x: along one direction the complex step gives"):
        complex_step_gradient(NOT_ANALYTIC[name], x)
    numerical_gradient(lambda v: np.real(NOT_ANALYTIC[name](v)), x)  # which has nothing to say against it


# All of these have a derivative at the point, or a convention for it: there is nothing to refuse.
ANALYTIC = {
    "relu at its corner": lambda v: relu(v).sum(),
    "relu near its corner": lambda v: relu(v - 1e-5).sum() + relu(v + 3e-6).sum(),
    "relu of relu": lambda v: relu(relu(v) - relu(-v)).sum(),
    "a constant": lambda v: 0 * v.sum() + 3.0,
    "fast waves": lambda v: np.sin(1e6 * v).sum(),
    "large numbers": lambda v: 1e12 + v.sum(),
    "small numbers": lambda v: 1e-20 * (v**2).sum(),
    "cancellation": lambda v: sigmoid(v - 40).sum(),
    "the edge of a domain": lambda v: np.sqrt(v + 1e-7).sum() + np.log(v + 1e-6).sum(),
    "steep": lambda v: np.exp(30 * v).sum(),
    "single precision": lambda v: (v.astype(np.complex64) ** 2).sum(),
}


@pytest.mark.parametrize("name", ANALYTIC)
@pytest.mark.parametrize("x", [[0.0, 0.0, 0.0], [1.0, 0.0, 1e-5], [0.5, 2.0, 1.0]])
def test_complex_step_takes_a_function_that_is_analytic_or_has_corners(name, x):
    assert complex_step_gradient(ANALYTIC[name], x).shape == (3,)


@pytest.mark.parametrize("seed", range(20))
def test_complex_step_takes_the_cost_of_any_network_with_corners(seed):
    net = Network(
        [4, 5, 5, 3], "relu", rng=seed
    )  # biases of 0 and an input with zeros put many neurons on their corner
    X = np.random.default_rng(seed).integers(-1, 2, (4, 3)).astype(float)
    parameter_gradients(net, X, np.eye(3))


def test_a_difference_of_numbers_of_single_precision_is_refused():
    with pytest.raises(ValueError, match=r"^f returned .*, expected a number of double precision: the difference of "):
        numerical_gradient(lambda x: np.float32(x.sum()), POINT)


@pytest.mark.parametrize("method", METHODS)
def test_a_function_that_returns_nothing_is_refused(method):
    with pytest.raises(ValueError, match=r"^f returned None, expected a (real|complex) number$"):
        method(lambda x: None, POINT)


def test_a_value_that_is_infinite_is_called_so(refused):
    with refused("f returned inf near x, expected a finite number"):
        numerical_gradient(lambda x: np.inf, POINT)


def test_numerical_gradient_refuses_a_complex_function(refused):
    with refused("f returned 1j, expected a real number"):
        numerical_gradient(lambda x: 1j, POINT)


@pytest.mark.parametrize("method", METHODS)
def test_a_function_that_returns_an_array_is_refused(refused, method):
    with refused("f returned an array of shape (2, 3), expected one number"):
        method(lambda x: x, POINT)


@pytest.mark.parametrize(("method", "came"), [(numerical_gradient, "nan"), (complex_step_gradient, "(nan+nanj)")])
def test_a_function_that_returns_nan_is_refused(refused, method, came):
    with refused(f"f returned {came} near x, expected a finite number"):
        method(lambda x: np.nan * x.sum(), POINT)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("x", "message"),
    [
        ([1.0, np.nan], "x holds NaN or infinity, expected finite numbers"),
        ([1.0, np.inf], "x holds NaN or infinity, expected finite numbers"),
        ([1j], "x has dtype complex128, expected real numbers"),
        (["a"], "x has dtype <U1, expected real numbers"),
    ],
)
def test_a_point_that_is_not_real_and_finite_is_refused(refused, method, x, message):
    with refused(message):
        method(lambda x: x.sum(), x)


def test_relative_error_is_measured_by_the_largest_entry():
    assert relative_error([1.0, 100.0], [2.0, 100.0]) == 0.01
    assert relative_error([[-4.0]], [[-5.0]]) == 0.2
    assert relative_error([1.0, 0.0], [0.0, 0.0]) == 1
    # That may well be less than 1, and in either array.
    assert relative_error([0.5], [0.25]) == relative_error([0.25], [0.5]) == 0.5


def test_relative_error_of_zeros_is_zero():
    assert relative_error(np.zeros((2, 3)), np.zeros((2, 3))) == 0
    assert relative_error([], []) == 0


def test_relative_error_of_nan_is_nan():
    # NaN is not below any tolerance, so that a check fails.
    assert np.isnan(relative_error([1.0, np.nan], [1.0, 1.0]))
    assert np.isnan(relative_error([1.0, 1.0], [1.0, np.nan]))


def test_relative_error_is_symmetric_and_has_no_scale():
    a, b = np.random.default_rng(1).standard_normal((2, 3, 4))
    assert relative_error(a, b) == relative_error(b, a) > 0
    assert relative_error(1024 * a, 1024 * b) == relative_error(a, b)


def test_relative_error_of_small_integers_does_not_overflow():
    smallest = np.array([-128], np.int8)  # its absolute value is no int8
    assert relative_error(smallest, [-64.0]) == relative_error([-64.0], smallest) == 0.5


def test_relative_error_refuses_different_shapes(refused):
    with refused("shapes (3, 1) of a and (3,) of b differ, expected the same"):
        relative_error(np.ones((3, 1)), np.ones(3))


def small_case():
    rng = np.random.default_rng(2)
    net = Network([3, 4, 2], "tanh", "sigmoid", "squared_error")
    return net, rng.standard_normal((3, 5)), rng.standard_normal((2, 5))


def test_parameter_gradients_are_indexed_and_shaped_like_the_parameters():
    net, X, Y = small_case()
    for gradients, parameters in zip(parameter_gradients(net, X, Y), (net.W, net.b), strict=True):
        assert gradients[0] is None
        assert [g.shape for g in gradients[1:]] == [p.shape for p in parameters[1:]]
        assert {g.dtype for g in gradients[1:]} == {np.dtype(np.float64)}


def test_parameter_gradients_takes_either_method():
    net, X, Y = small_case()
    exact = parameter_gradients(net, X, Y)
    approximate = parameter_gradients(net, X, Y, method=numerical_gradient)
    for a, b in zip(exact, approximate, strict=True):
        for l in range(1, net.L + 1):
            assert 0 < relative_error(a[l], b[l]) <= 1e-9


def assert_untouched(net, arrays, copies):
    for parameter, array, copy in zip(net.W + net.b, arrays, copies, strict=True):
        assert parameter is array
        np.testing.assert_array_equal(parameter, copy)


def test_parameter_gradients_leaves_the_network_as_it_was():
    net, X, Y = small_case()
    arrays = net.W + net.b
    copies = [None if array is None else array.copy() for array in arrays]
    parameter_gradients(net, X, Y)
    assert_untouched(net, arrays, copies)


@pytest.mark.parametrize("failing_call", [1, 2, 3, 4])
def test_parameter_gradients_restores_the_network_when_it_is_stopped(failing_call):
    net, X, Y = small_case()
    arrays = net.W + net.b
    copies = [None if array is None else array.copy() for array in arrays]
    calls = []

    def stopped(f, x):
        calls.append(x)
        f(x + 1)
        if len(calls) == failing_call:
            raise KeyboardInterrupt
        return x

    with pytest.raises(KeyboardInterrupt):
        parameter_gradients(net, X, Y, method=stopped)
    assert len(calls) == failing_call
    assert_untouched(net, arrays, copies)


def test_parameter_gradients_restores_the_network_when_the_cost_raises(refused):
    net, X, Y = small_case()
    arrays = net.W + net.b
    copies = [None if array is None else array.copy() for array in arrays]
    with refused("Y has shape (2, 4), expected (2, 5), one column per sample: X has 5 samples"):
        parameter_gradients(net, X, Y[:, :4])
    assert_untouched(net, arrays, copies)


@pytest.mark.parametrize(("a", "b"), [([0, 0], [np.nan, np.nan]), ([np.nan], [0]), ([1, np.nan], [1, 2])])
def test_relative_error_with_nan_is_nan_and_not_a_match(a, b):
    assert np.isnan(relative_error(a, b))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("h", [0, -1e-5, np.nan])
def test_a_step_that_is_not_positive_is_refused(refused, method, h):
    with refused(f"h={h}, expected a positive number"):
        method(lambda x: x.sum(), POINT, h=h)


def test_a_step_that_rounding_swallows_is_refused(refused):
    with refused("h=1e-30 is lost in rounding beside the entry 2.0 of x, expected a step that moves it"):
        numerical_gradient(lambda x: (x**2).sum(), [0.0, 2.0], h=1e-30)
    # The complex step does not add h to x.
    assert relative_error(complex_step_gradient(lambda x: (x**2).sum(), [0.0, 2.0], h=1e-30), [0, 4]) < 1e-15


def test_the_gradients_of_what_is_no_network_by_what_is_no_method_are_refused():
    with pytest.raises(TypeError, match=r"^net='net', expected a Network$"):
        parameter_gradients("net", POINT, POINT)
    with pytest.raises(TypeError, match=r"^method='central', expected a function$"):
        parameter_gradients(Network([2, 2]), np.ones((2, 3)), np.ones((2, 3)) / 2, "central")
