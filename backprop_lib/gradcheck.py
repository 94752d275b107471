"""Derivatives without calculus, to check those with it.

`numerical_gradient` and `complex_step_gradient` know nothing of networks: they call f. `parameter_gradients` hands them
the cost of a network as a function of one parameter array at a time.
"""

import numpy as np

from backprop_lib.checks import demands
from backprop_lib.checks.general import check_callable
from backprop_lib.checks.gradcheck import (
    check_analytic,
    check_comparable,
    check_complex_step,
    check_complex_value,
    check_real_point,
    check_real_value,
    check_step,
)
from backprop_lib.checks.network import check_network


@demands(f=check_callable, x=check_real_point, h=check_step)
def numerical_gradient(f, x, h=1e-5):
    """Return the gradient of f at x by central differences, (f(x + h e) - f(x - h e)) / 2h for each entry.

    Parameters
    ----------
    f : callable
        Takes an array of the shape of x, returns one real number.
    x : array of any shape
        The point.
    h : float
        Step. The truncation error grows like h^2, the rounding error like 1/h; near 1e-5 their sum is smallest and
        leaves about ten right digits (notebook 00c).

    Returns
    -------
    float64 array of the shape of x

    Raises
    ------
    ValueError
        If x is not real and finite, if h is so small beside x that x + h is x, or so large that x + h is not finite, or
        if f does not return one finite number.
    """
    x = np.asarray(x, dtype=np.float64)
    gradient = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[i] = h
        right, left = f(x + step), f(x - step)
        check_real_value(right)
        check_real_value(left)
        gradient[i] = (right - left) / (2 * h)  # (0.12)
    return gradient


@demands(check_analytic, f=check_callable, x=check_real_point, h=check_complex_step)
def complex_step_gradient(f, x, h=1e-30):
    """Return the gradient of f at x by the complex step, Im f(x + i h e) / h for each entry.

    No difference is taken, so nothing cancels: the result is exact to rounding (notebook 00c).

    Parameters
    ----------
    f : callable
        Takes a complex array of the shape of x, returns one complex number. It is made of functions that follow the
        rules of calculus for complex numbers too: no abs, no max of complex numbers, no conjugate.
    x : array of any shape
        The point, real.
    h : float
        Step, so small that h^2 vanishes beside 1: at most 1e-8.

    Returns
    -------
    float64 array of the shape of x

    Raises
    ------
    ValueError
        If x is not real and finite, if h is above 1e-8 or below 1e-290, if f does not return one finite complex number,
        or if f is not analytic: then along one direction a central difference, which costs two more calls of f, says
        something else.
    """
    x = np.asarray(x, dtype=np.float64)
    gradient = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[i] = h
        value = f(x + 1j * step)
        check_complex_value(value)
        gradient[i] = np.imag(value) / h  # (0.13)
    return gradient


@demands(check_comparable)
def relative_error(a, b):
    """Return the largest difference of a and b, measured by their largest entry: max|a - b| / max(|a|, |b|).

    Two arrays of zeros have the error 0. If NaN is anywhere, so it is in the result. Infinity is an error, and so are
    arrays of different shapes, which are nothing to broadcast.
    """
    a, b = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    size = max(np.abs(a).max(initial=0), np.abs(b).max(initial=0))
    difference = np.abs(a - b).max(initial=0)
    return float(difference / size) if size else float(difference)


@demands(net=check_network, method=check_callable)
def parameter_gradients(net, X, Y, method=complex_step_gradient):
    """Return (W, b), the gradients of `net.cost(X, Y)` by `method`, indexed by layer as in `Network.backward`.

    Parameters
    ----------
    net : Network
        Left as it was.
    X, Y : arrays of shape (n_0, N) and (n_L, N)
    method : callable
        `complex_step_gradient` or `numerical_gradient`.

    Returns
    -------
    W, b : lists of float64 arrays
    """

    def gradient(parameters, l):
        kept = parameters[l]

        def cost(value):
            parameters[l] = value
            return net.cost(X, Y)

        try:
            return method(cost, kept)
        finally:
            parameters[l] = kept

    layers = range(1, net.L + 1)
    return [None] + [gradient(net.W, l) for l in layers], [None] + [gradient(net.b, l) for l in layers]
