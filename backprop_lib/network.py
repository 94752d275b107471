"""A fully connected network: the forward pass and backpropagation, one formula a line.

Notation, as in the notebooks: layers are numbered 0..L and layer 0 is the input; samples are columns; W[l] leads from
layer l - 1 into layer l. Lists are indexed by the layer, so W[0], b[0], Z[0], Delta[0] are None: the input layer has no
parameters and computes nothing. Numbers such as (4.15) are those of the formulas in the notebooks.
"""

from typing import NamedTuple

import numpy as np

from backprop_lib.activations import ELEMENTWISE, softmax, softmax_vjp
from backprop_lib.checks import (
    check_cache,
    check_choice,
    check_dtype,
    check_finite,
    check_finite_cost,
    check_finite_gradients,
    check_hidden,
    check_input,
    check_output,
    check_parameters,
    check_rng,
    check_several_outputs,
    check_sizes,
    check_targets,
)
from backprop_lib.costs import SQUARED, cross_entropy, cross_entropy_prime

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
    hidden : {"identity", "sigmoid", "tanh", "relu"}
        Activation of the layers 1..L-1.
    output : {"identity", "sigmoid", "tanh", "relu", "softmax"}
        Activation of layer L.
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

    Raises
    ------
    ValueError
        For an unknown name, an impossible combination, or sizes that are no widths.

    Notes
    -----
    Biases start at 0. Weights start as normal numbers with mean 0 and variance 2 / n_{l-1} into a ReLU layer (He), else
    1 / n_{l-1}: a unit then starts with an activation of about the size of those it is fed.
    """

    def __init__(self, sizes, hidden="relu", output="softmax", cost="cross_entropy", rng=0, dtype=np.float64):
        check_hidden(hidden)
        check_choice("hidden", hidden, list(ELEMENTWISE))
        check_choice("output", output, [*ELEMENTWISE, "softmax"])
        check_choice("cost", cost, [*SQUARED, "cross_entropy"])
        check_output(output, cost)
        sizes = check_sizes(sizes)
        dtype = check_dtype(dtype)
        rng = check_rng(rng)

        self.sizes, self.L, self.dtype = sizes, len(sizes) - 1, dtype
        self.hidden, self.output, self.cost_name = hidden, output, cost
        names = [None] + [hidden] * (self.L - 1) + [output]
        self.mu = [None] + [softmax if name == "softmax" else ELEMENTWISE[name][0] for name in names[1:]]
        self.mu_prime = [None] + [None if name == "softmax" else ELEMENTWISE[name][1] for name in names[1:]]

        self.W, self.b = [None], [None]
        for l in range(1, self.L + 1):
            n, m = sizes[l], sizes[l - 1]
            scale = np.sqrt((2 if names[l] == "relu" else 1) / m)
            self.W.append((scale * rng.standard_normal((n, m))).astype(dtype))
            self.b.append(np.zeros((n, 1), dtype))

    def __repr__(self):
        return f"Network({self.sizes}, hidden={self.hidden!r}, output={self.output!r}, cost={self.cost_name!r})"

    @quiet
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
        check_parameters(self)
        X = check_input(self, X)
        Z, A = [None], [X]
        for l in range(1, self.L + 1):
            Z.append(self.W[l] @ A[l - 1] + self.b[l])  # (4.11)
            check_finite(Z[l], l, X)
            A.append(self.mu[l](Z[l]))  # (4.12)
        return Cache(Z, A)

    def output_delta(self, cache, Y):
        """Return Delta[L], of shape (n_L, N): dC_s/dz in the output layer, column by column.

        It is the only place where the cost enters the backward pass.
        """
        check_cache(self, cache)
        if self.cost_name == "cross_entropy":
            return cross_entropy_prime(cache.Z[self.L], Y)
        cost_prime = SQUARED[self.cost_name][1]
        if self.output == "softmax":
            return softmax_vjp(cache.Z[self.L], cost_prime(cache.A[self.L], Y))
        return cost_prime(cache.A[self.L], Y) * self.mu_prime[self.L](cache.Z[self.L])

    @quiet
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
        check_cache(self, cache)
        Y = check_targets(self, Y, cache.A[self.L].shape[1])
        Z, A = cache
        N, L = Y.shape[1], self.L
        Delta, dW, db = [None] * (L + 1), [None] * (L + 1), [None] * (L + 1)
        Delta[L] = self.output_delta(cache, Y)  # (4.14), (5.7)
        for l in range(L, 1, -1):
            Delta[l - 1] = self.mu_prime[l - 1](Z[l - 1]) * (self.W[l].T @ Delta[l])  # (4.15)
        for l in range(1, L + 1):
            dW[l] = Delta[l] @ A[l - 1].T / N  # (4.16)
            db[l] = Delta[l].sum(axis=1, keepdims=True) / N  # (4.17)
        check_finite_gradients(dW, db)
        return Gradients(dW, db, Delta)

    @quiet
    def mean_cost(self, cache, Y):
        """Return C, the mean of the samples' costs, from what `forward` returned."""
        check_cache(self, cache)
        Y = check_targets(self, Y, cache.A[self.L].shape[1])
        if self.cost_name == "cross_entropy":
            costs = cross_entropy(cache.Z[self.L], Y)
        else:
            costs = SQUARED[self.cost_name][0](cache.A[self.L], Y)
        cost = costs.mean()
        check_finite_cost(cost)
        return cost

    def cost(self, X, Y):
        """Return C, the mean cost of the samples; X has shape (n_0, N), Y has shape (n_L, N)."""
        return self.mean_cost(self.forward(X), Y)

    def predict(self, X):
        """Return, for each column of X, the number of the largest output: labels of shape (N,).

        A network with a single output has no largest one; that raises ValueError.
        """
        check_several_outputs(self)
        return self.forward(X).A[self.L].argmax(axis=0)
