"""How a network ends: an output activation together with a cost is one value, an `Ending`.

It is the only place where the cost enters the backward pass: `delta` is dC_s/dz of the output layer.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from backprop_lib.activations import Activation, output_activation
from backprop_lib.checks import unchecked
from backprop_lib.checks.activation import check_classifies
from backprop_lib.checks.arrays import check_finite_cost, check_probabilities
from backprop_lib.checks.general import check_choice
from backprop_lib.costs import (
    cross_entropy,
    cross_entropy_prime,
    half_squared_error,
    half_squared_error_prime,
    squared_error,
    squared_error_prime,
)


@dataclass(frozen=True)
class Cost:
    """A cost of one sample.

    Attributes
    ----------
    name : str
    of_samples, prime : callable
        The functions of `costs`: the cost of each sample, and its derivative.
    scale : float or None
        What stands before the squared distance of output and target; None if the cost is no squared distance.
    """

    name: str
    of_samples: Callable
    prime: Callable
    scale: float | None = None

    def __repr__(self):
        return f"Cost({self.name!r})"


SQUARED = {
    cost.name: cost
    for cost in (
        Cost("squared_error", squared_error, squared_error_prime, scale=1.0),
        Cost("half_squared_error", half_squared_error, half_squared_error_prime, scale=0.5),
    )
}
CROSS_ENTROPY = Cost("cross_entropy", cross_entropy, cross_entropy_prime)


@dataclass(frozen=True)
class Ending:
    """Any output activation, and a cost that compares its activations with targets of any size.

    Its methods do not check their arguments: the methods of `Network` do, which call them.
    """

    output: Activation
    cost: Cost

    def costs(self, Z, A, Y):
        """Return the cost of each sample, of shape (N,), from Z, A and Y of the output layer, of shape (n_L, N)."""
        return unchecked(self.cost.of_samples)(A, Y)

    def delta(self, Z, A, Y):
        """Return dC_s/dz of the output layer, of shape (n_L, N)."""
        return self.output.vjp(Z, unchecked(self.cost.prime)(A, Y))  # (4.6), (5.7)

    def cost_and_delta(self, Z, Y):
        """Return the mean cost and `delta` from Z alone, for a training step that has no other use for A."""
        A = self.output.mu(Z)
        cost = self.costs(Z, A, Y).mean()
        check_finite_cost(cost, A, Y)
        return cost, self.delta(Z, A, Y)

    def check_targets(self, Y):
        """Raise for targets that this cost cannot be compared with: a squared distance takes all."""


class SoftmaxCrossEntropy(Ending):
    """Softmax with cross-entropy, computed from the logits; each column of the targets sums to 1."""

    def costs(self, Z, A, Y):
        """Return the cost of each sample, of shape (N,)."""
        return unchecked(cross_entropy)(Z, Y)  # (5.10)

    def delta(self, Z, A, Y):
        """Return dC_s/dz of the output layer, of shape (n_L, N)."""
        return unchecked(cross_entropy_prime)(Z, Y)  # (5.9)

    def cost_and_delta(self, Z, Y):
        """Return the mean cost and `delta`, from the same exponentials."""
        shifted = Z - Z.max(axis=0)
        E = np.exp(shifted)
        total = E.sum(axis=0)
        # (5.10); vdot adds up the products of all entries.
        cost = (np.log(total).sum() - np.vdot(Y.T, shifted.T)) / Y.shape[1]
        E /= total
        check_finite_cost(cost, E, Y)
        E -= Y  # (5.9)
        return cost, E

    def check_targets(self, Y):
        """Raise for columns that do not sum to 1."""
        check_probabilities(Y)


def ending(output, cost):
    """Return the ending with an output activation, given itself or by name, and a cost, given by name."""
    output = output_activation(output)
    check_choice("cost", cost, [*SQUARED, CROSS_ENTROPY.name])
    if cost in SQUARED:
        return Ending(output, SQUARED[cost])
    check_classifies(output, CROSS_ENTROPY)
    return SoftmaxCrossEntropy(output, CROSS_ENTROPY)
