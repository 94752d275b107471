"""Activation functions and their derivatives.

An element-wise activation is a pair: `mu(z)` and its derivative `mu_prime(z)`, both functions of the pre-activation z,
of any shape. Softmax mixes the entries of a column, so its derivative is a matrix, the Jacobian.

The activations also take complex numbers (their real part decides where there is a case to decide), so that
`complex_step_gradient` can differentiate through them. All functions keep float32 as float32, take whole numbers as
float64, and refuse NaN and infinity.
"""

import numpy as np

from backprop_lib.checks import check_columns, check_numbers, check_real_numbers, check_vector


def identity(z):
    """Return z: no activation at all."""
    z = check_numbers("z", z)
    return z


def identity_prime(z):
    """Return 1 for each entry of z."""
    z = check_numbers("z", z)
    return np.ones_like(z)


def sigmoid(z):
    """Return the logistic sigmoid, 1 / (1 + e^-z) = (1 + tanh(z / 2)) / 2.

    The form with tanh, derived in notebook 01, does not overflow for any z.
    """
    z = check_numbers("z", z)
    return (1 + np.tanh(z / 2)) / 2


def sigmoid_prime(z):
    """Return sigmoid'(z) = sigmoid(z) (1 - sigmoid(z)), which is at most 1/4."""
    z = check_numbers("z", z)
    a = sigmoid(z)
    return a * (1 - a)


def tanh(z):
    """Return the hyperbolic tangent of z."""
    z = check_numbers("z", z)
    return np.tanh(z)


def tanh_prime(z):
    """Return tanh'(z) = 1 - tanh(z)^2, which is at most 1."""
    z = check_numbers("z", z)
    return 1 - np.tanh(z) ** 2


def relu(z):
    """Return max(0, z), the rectified linear unit."""
    z = check_numbers("z", z)
    return np.where(np.real(z) > 0, z, 0)


def relu_prime(z):
    """Return 1 where z > 0 and 0 elsewhere.

    At z = 0 there is no derivative; the second argument of `heaviside` is the convention, ReLU'(0) := 0.
    """
    z = check_real_numbers("z", z)
    return np.heaviside(z, 0)


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
    exponent at or below 0, so that nothing overflows (notebook 05).
    """
    Z = check_columns(Z=Z)
    E = np.exp(Z - np.max(np.real(Z), axis=0))
    return E / E.sum(axis=0)


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
    z = check_vector(z)
    a = softmax(z)
    return np.diag(a) - np.outer(a, a)


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
    Z, G = check_columns(Z=Z, G=G)
    A = softmax(Z)
    return A * (G - (A * G).sum(axis=0))


ELEMENTWISE = {
    "identity": (identity, identity_prime),
    "sigmoid": (sigmoid, sigmoid_prime),
    "tanh": (tanh, tanh_prime),
    "relu": (relu, relu_prime),
}
