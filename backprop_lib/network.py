"""A fully connected network: the forward pass and backpropagation, one formula a line.

Notation, as in the notebooks: layers are numbered 0..L and layer 0 is the input; samples are columns; W[l] leads from
layer l - 1 into layer l. Lists are indexed by the layer, so W[0], b[0], Z[0], Delta[0] are None: the input layer has no
parameters and computes nothing. Numbers such as (4.11) are those of the formulas in the notebooks.
"""

from typing import NamedTuple

import numpy as np

from backprop_lib.activations import hidden_activation
from backprop_lib.checks import demands
from backprop_lib.checks.activation import check_keeps
from backprop_lib.checks.arrays import check_finite_cost
from backprop_lib.checks.general import check_dtype, check_rng
from backprop_lib.checks.network import (
    check_cache,
    check_finite,
    check_finite_gradients,
    check_input,
    check_parameters,
    check_several_outputs,
    check_sizes,
    check_targets,
)
from backprop_lib.endings import ending

# numpy's own warnings about infinities and NaN are off where a check of ours says more.
quiet = np.errstate(over="ignore", invalid="ignore")


class Cache(NamedTuple):
    """What the forward pass computed, kept for the backward pass; Z[l] and A[l] have shape (n_l, N), Z[0] is None."""

    Z: list
    A: list


class Gradients(NamedTuple):
    """What the backward pass computed.

    W[l] and b[l] have the shapes of the parameters and hold dC/dW[l] and dC/db[l]. Delta[l], of shape (n_l, N), holds
    dC_s/dz for each sample s: the 1/N of the mean is in W and b, not in Delta. Index 0 is None.
    """

    W: list
    b: list
    Delta: list


class Network:
    """A fully connected network with its cost.

    Parameters
    ----------
    sizes : sequence of int
        Widths n_0, ..., n_L of the layers; n_0 is the length of the input.
    hidden : str or Activation
        Activation of the layers 1..L-1: the name of one in `activations.ELEMENTWISE`, or one of your own.
    output : str or Activation
        Activation of layer L; may also be "softmax".
    cost : {"squared_error", "half_squared_error", "cross_entropy"}
        Cost of one sample. Cross-entropy goes with softmax only.
    rng : int or numpy.random.Generator
        Seed of the initial weights.
    dtype : float64 or float32
        Type of the parameters and of everything computed.

    Attributes
    ----------
    W, b : list
        W[l] has shape (n_l, n_{l-1}), b[l] has shape (n_l, 1), for l = 1..L. W[0] and b[0] are None.
    L : int
        Number of the output layer.
    hidden : Activation
    ending : Ending
        Activation of the output layer, and cost.
    mu, mu_prime : tuple
        mu[l] and mu_prime[l] are the functions of layer l; for l = 0 they are None, and so is mu_prime[L] of softmax.

    Raises
    ------
    ValueError
        For an unknown name, an impossible combination, or sizes that are no widths.

    Notes
    -----
    Biases start at 0. Weights into layer l start as normal numbers with mean 0 and standard deviation
    gain / sqrt(n_{l-1}), the gain being that of the layer's activation.
    """

    @demands(sizes=check_sizes, rng=check_rng, dtype=check_dtype)
    def __init__(self, sizes, hidden="relu", output="softmax", cost="cross_entropy", rng=0, dtype=np.float64):
        self.sizes, self.L, self.dtype = sizes, len(sizes) - 1, dtype
        self.hidden, self.ending = hidden_activation(hidden), ending(output, cost)
        activations = [self.hidden] * (self.L - 1) + [self.ending.output]
        self.mu = (None, *(activation.mu for activation in activations))
        self.mu_prime = (None, *(activation.mu_prime for activation in activations))

        self.W, self.b = [None], [None]
        for l, activation in enumerate(activations, start=1):
            check_keeps(activation, dtype)
            n, m = sizes[l], sizes[l - 1]
            self.W.append((activation.gain / np.sqrt(m) * rng.standard_normal((n, m))).astype(dtype))
            self.b.append(np.zeros((n, 1), dtype))

    @property
    def output(self):
        """The activation of the output layer."""
        return self.ending.output

    def __repr__(self):
        names = f"hidden={self.hidden.name!r}, output={self.output.name!r}, cost={self.ending.cost.name!r}"
        return f"Network({self.sizes}, {names})"

    @quiet
    @demands(check_parameters, X=check_input)
    def forward(self, X):
        """Compute every layer from the one before, and keep it.

        Parameters
        ----------
        X : array of shape (n_0, N)
            One sample per column, of finite numbers.

        Returns
        -------
        Cache
            Z and A, indexed by layer; A[0] is X and A[L] the output.

        Raises
        ------
        ValueError
            If X has another shape or holds NaN or infinity.
        DivergedError
            If the network's own numbers are no longer finite.
        """
        Z, A = [None], [X]
        for l in range(1, self.L + 1):
            Z.append(self.W[l] @ A[l - 1] + self.b[l])  # (4.2)
            check_finite(Z[l], l, X)
            A.append(self.mu[l](Z[l]))  # (4.3)
        return Cache(Z, A)

    @quiet
    @demands(cache=check_cache, Y=check_targets)
    def backward(self, cache, Y):
        """Compute the gradient of the mean cost by backpropagation.

        Parameters
        ----------
        cache : Cache
            What `forward(X)` of this network returned, with the parameters that it still has.
        Y : array of shape (n_L, N)
            Targets, one column per sample. For cross-entropy each column sums to 1.

        Returns
        -------
        Gradients
            W and b, shaped like the parameters, and Delta, indexed by layer.

        Raises
        ------
        ValueError
            If Y has another shape, is not finite, or has a column that does not sum to 1 where cross-entropy needs it.
        DivergedError
            If a derivative is not finite.
        """
        Z, A = cache
        N, L = Y.shape[1], self.L
        Delta, dW, db = [None] * (L + 1), [None] * (L + 1), [None] * (L + 1)
        Delta[L] = self.ending.delta(Z[L], A[L], Y)  # (4.6), (5.9)
        for l in range(L, 1, -1):
            Delta[l - 1] = self.mu_prime[l - 1](Z[l - 1]) * (self.W[l].T @ Delta[l])  # (4.11)
        for l in range(1, L + 1):
            dW[l] = Delta[l] @ A[l - 1].T / N  # (4.8)
            db[l] = Delta[l].sum(axis=1, keepdims=True) / N  # (4.9)
        check_finite_gradients(dW, db)
        return Gradients(dW, db, Delta)

    @quiet
    @demands(cache=check_cache, Y=check_targets)
    def mean_cost(self, cache, Y):
        """Return C, the mean of the samples' costs, from what `forward` returned."""
        Z, A = cache.Z[self.L], cache.A[self.L]
        cost = self.ending.costs(Z, A, Y).mean()
        check_finite_cost(cost, A, Y)
        return cost

    def cost(self, X, Y):
        """Return C, the mean cost of the samples; X has shape (n_0, N), Y has shape (n_L, N)."""
        return self.mean_cost(self.forward(X), Y)

    @demands(check_several_outputs)
    def predict(self, X):
        """Return, for each column of X, the number of the largest output: labels of shape (N,).

        A network with a single output has no largest one; that raises ValueError.
        """
        return self.forward(X).A[self.L].argmax(axis=0)
