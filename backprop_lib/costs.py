"""Cost functions and their derivatives.

Each cost is a pair. The function returns the costs C_s of the single samples, an array of shape (N,); their mean is the
cost C. The derivative has the shape of its first argument, and column s of it is the derivative of C_s: the 1/N of the
mean is not in it. It appears once, in the gradients of the weights and biases (`Network.backward`).
"""

import numpy as np

from backprop_lib.activations import softmax
from backprop_lib.checks import demands
from backprop_lib.checks.arrays import check_columns, check_distance, check_probabilities, check_same_shape


@demands(check_same_shape, check_distance, A=check_columns, Y=check_columns)
def squared_error(A, Y):
    """Return ||a_s - y_s||^2 for each sample s.

    Parameters
    ----------
    A, Y : arrays of shape (n, N)
        Activations of the output layer, and targets.

    Returns
    -------
    array of shape (N,)
    """
    return ((A - Y) ** 2).sum(axis=0)


@demands(check_same_shape, A=check_columns, Y=check_columns)
def squared_error_prime(A, Y):
    """Return dC_s/da = 2 (a_s - y_s), of shape (n, N)."""
    return 2 * (A - Y)


@demands(check_same_shape, check_distance, A=check_columns, Y=check_columns)
def half_squared_error(A, Y):
    """Return ||a_s - y_s||^2 / 2 for each sample s; shapes as in `squared_error`."""
    return ((A - Y) ** 2).sum(axis=0) / 2


@demands(check_same_shape, A=check_columns, Y=check_columns)
def half_squared_error_prime(A, Y):
    """Return dC_s/da = a_s - y_s, of shape (n, N)."""
    return A - Y


@demands(check_same_shape, check_probabilities, Z=check_columns, Y=check_columns)
def cross_entropy(Z, Y):
    """Return -sum_i y_i ln softmax(z)_i for each sample, computed from the logits.

    With sum_i y_i = 1 this is ln sum_j e^z_j - sum_i y_i z_i (log-sum-exp). It needs no logarithm of a probability,
    which may have been rounded to 0, and subtracting the largest logit of its column keeps each exponent at or below 0.

    Parameters
    ----------
    Z : array of shape (n, N)
        Logits: the pre-activations of a softmax output layer.
    Y : array of shape (n, N)
        Targets; each column sums to 1.

    Returns
    -------
    array of shape (N,)
    """
    shifted = Z - np.max(np.real(Z), axis=0)
    return np.log(np.exp(shifted).sum(axis=0)) - (Y * shifted).sum(axis=0)


@demands(check_same_shape, check_probabilities, Z=check_columns, Y=check_columns)
def cross_entropy_prime(Z, Y):
    """Return dC_s/dz = softmax(z_s) - y_s, of shape (n, N): the derivatives of softmax and logarithm cancel."""
    return softmax(Z) - Y
