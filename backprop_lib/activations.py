"""Activation functions and their derivatives.

An element-wise activation is one value, an `Activation`: `mu(z)` and its derivative `mu_prime(z)`, both functions of
the pre-activation z, of any shape, with what else a network needs to know of it. Softmax mixes the entries of a column,
so its derivative is a matrix, the Jacobian.

The activations also take complex numbers (their real part decides where there is a case to decide), so that
`complex_step_gradient` can differentiate through them. All functions keep float32 as float32, take whole numbers as
float64, and refuse NaN and infinity.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from backprop_lib.checks import demands, unchecked
from backprop_lib.checks.activation import check_activation, check_element_wise
from backprop_lib.checks.arrays import (
    check_columns,
    check_numbers,
    check_real_numbers,
    check_same_shape,
    check_vector,
)
from backprop_lib.checks.general import check_choice


@demands(z=check_numbers)
def identity(z):
    """Return z: no activation at all."""
    return z


@demands(z=check_numbers)
def identity_prime(z):
    """Return 1 for each entry of z."""
    return np.ones_like(z)


@demands(z=check_numbers)
def sigmoid(z):
    """Return the logistic sigmoid, 1 / (1 + e^-z) = (1 + tanh(z / 2)) / 2.

    The form with tanh, derived in sitting 05a, does not overflow for any z.
    """
    return (1 + np.tanh(z / 2)) / 2


def sigmoid_prime(z):
    """Return sigmoid'(z) = sigmoid(z) (1 - sigmoid(z)), which is at most 1/4."""
    a = sigmoid(z)
    return a * (1 - a)


@demands(z=check_numbers)
def tanh(z):
    """Return the hyperbolic tangent of z."""
    return np.tanh(z)


@demands(z=check_numbers)
def tanh_prime(z):
    """Return tanh'(z) = 1 - tanh(z)^2, which is at most 1."""
    return 1 - np.tanh(z) ** 2


@demands(z=check_numbers)
def relu(z):
    """Return max(0, z), the rectified linear unit."""
    return np.where(np.real(z) > 0, z, 0)


@demands(z=check_real_numbers)
def relu_prime(z):
    """Return 1 where z > 0 and 0 elsewhere.

    At z = 0 there is no derivative; the second argument of `heaviside` is the convention, ReLU'(0) := 0.
    """
    return np.heaviside(z, 0)


@demands(Z=check_columns)
def softmax(Z):
    """Return e^z_i / sum_j e^z_j for each column: positive numbers whose sum is 1.

    Parameters
    ----------
    Z : array of shape (n,) or (n, N)
        One column of n logits per sample.

    Returns
    -------
    array of the shape and dtype of Z

    Notes
    -----
    Subtracting the largest logit of a column changes nothing on paper, for it cancels; in floating point it keeps every
    exponent at or below 0, so that nothing overflows (stage 05).
    """
    E = np.exp(Z - np.max(np.real(Z), axis=0))
    return E / E.sum(axis=0)


@demands(z=check_vector)
def softmax_jacobian(z):
    """Return the Jacobian J of softmax at one vector: J_ij = da_i / dz_j = a_i ([i = j] - a_j).

    Parameters
    ----------
    z : array of shape (n,)

    Returns
    -------
    array of shape (n, n)
        Symmetric, with rows that sum to 0.
    """
    a = softmax(z)
    return np.diag(a) - np.outer(a, a)


@demands(check_same_shape, Z=check_columns, G=check_columns)
def softmax_vjp(Z, G):
    """Return J^T g for each column, without building the Jacobians: a * (g - sum_i a_i g_i).

    Parameters
    ----------
    Z : array of shape (n, N)
        Logits.
    G : array of shape (n, N)
        Derivatives of the cost with respect to the activations a = softmax(z).

    Returns
    -------
    array of shape (n, N)
        Derivatives of the cost with respect to the logits.
    """
    A = softmax(Z)
    return A * (G - (A * G).sum(axis=0))


@dataclass(frozen=True)
class Activation:
    """An activation: a function of one number, applied to each entry of an array.

    Attributes
    ----------
    name : str
        Such as "relu", by which `Network` finds those of this module.
    symbol : str
        How formulas write the function, such as "σ"; "" for the identity, which they leave out.
    mu, mu_prime : callable
        The function and its derivative, of arrays of any shape and of finite numbers. For gradient checks by the
        complex step `mu` takes complex numbers, too; for a network of float32 both keep float32.
    gain : float
        Initial weights into a layer with this activation have the standard deviation gain / sqrt(n), n being the width
        of the layer before. With the right gain a unit starts with an activation of about the size of those it is fed:
        1, and for ReLU the square root of 2 (He), because it lets half of its inputs through.

    Raises
    ------
    ValueError, TypeError
        If a part is not what it should be, or a function does not take arrays.

    Examples
    --------
    >>> leaky_relu = Activation(
    ...     "leaky relu",
    ...     "LReLU",
    ...     lambda z: np.where(np.real(z) > 0, z, 0.01 * z),
    ...     lambda z: np.where(z > 0, np.ones_like(z), 0.01),
    ...     gain=np.sqrt(2 / (1 + 0.01**2)),
    ... )
    >>> net = Network([784, 10, 10], hidden=leaky_relu)
    """

    name: str
    symbol: str
    mu: Callable
    mu_prime: Callable | None
    gain: float = 1.0

    classifies = False  # whether its activations are the probabilities of classes

    def __post_init__(self):
        check_activation(self)

    def __repr__(self):
        return f"{type(self).__name__}({self.name!r})"

    def vjp(self, Z, G):
        """Return dC/dZ from G = dC/dA, both of shape (n, N): an entry of A depends on the same entry of Z alone."""
        return G * self.mu_prime(Z)


class Softmax(Activation):
    """Softmax, which mixes the neurons of its layer: no derivative entry by entry, and for the output layer alone."""

    classifies = True

    def __post_init__(self):
        pass

    def vjp(self, Z, G):
        """Return dC/dZ from G = dC/dA, both of shape (n, N)."""
        return unchecked(softmax_vjp)(Z, G)


SOFTMAX = Softmax("softmax", "softmax", softmax, None)

# The activations that a network knows by name.
ELEMENTWISE = {
    activation.name: activation
    for activation in (
        Activation("identity", "", identity, identity_prime),
        Activation("sigmoid", "σ", sigmoid, sigmoid_prime),
        Activation("tanh", "tanh", tanh, tanh_prime),
        Activation("relu", "ReLU", relu, relu_prime, gain=np.sqrt(2)),
    )
}
OUTPUT_ONLY = {SOFTMAX.name: SOFTMAX}


def output_activation(output):
    """Return the activation that `output` is, or that has this name."""
    return _found("output", output, {**ELEMENTWISE, **OUTPUT_ONLY})


def hidden_activation(hidden):
    """Return the element-wise activation that `hidden` is, or that has this name."""
    if isinstance(hidden, str):
        hidden = OUTPUT_ONLY.get(hidden, hidden)
    hidden = _found("hidden", hidden, ELEMENTWISE)
    check_element_wise(hidden)
    return hidden


def _found(argument, value, known):
    if isinstance(value, Activation):
        return value
    return known[check_choice(argument, value, list(known), ", or an Activation")]
