"""The step of `descend`, as `sgd` takes it: the same formulas in fewer operations, in arrays that are used again.

`descend` is the code to read. On a mini-batch, half of its time goes into other things than matrix products: it makes
new arrays for gradients and parameters, takes each exponential twice, and decides ReLU in a way that complex numbers
understand, too. All that is saved here. A test holds the two equal, to the last bit.
"""

import itertools

import numpy as np

from backprop_lib.activations import relu, relu_prime
from backprop_lib.checks import check_finite, check_finite_cost
from backprop_lib.costs import SQUARED
from backprop_lib.network import Cache, quiet

# For real numbers ReLU is a maximum, and its derivative a comparison: True counts as 1.
FASTER = {relu: lambda z: np.maximum(z, 0), relu_prime: lambda z: z > 0}


class InPlaceDescent:
    """Steps of gradient descent on one network.

    Parameters
    ----------
    net : Network
        Its own arrays W[l] and b[l] are not changed. A step gives it new lists, whose arrays belong to this object: the
        step after the next writes over them. `hand_over` ends this.
    """

    def __init__(self, net):
        self.net = net
        self.mu = [FASTER.get(mu, mu) for mu in net.mu]
        self.mu_prime = [FASTER.get(mu_prime, mu_prime) for mu_prime in net.mu_prime]
        self.dW = _empty_like(net.W)
        # Two sets, written in turn: if a step diverges, the parameters before it are still there.
        self.sets = itertools.cycle([(_empty_like(net.W), _empty_like(net.b)) for _ in range(2)])

    @quiet
    def step(self, X, Y, learning_rate):
        """Do what `descend(net, X, Y, learning_rate)` does, and return the cost before the step."""
        net, L, N = self.net, self.net.L, Y.shape[1]
        Z, A = [None], [X]
        for l in range(1, L + 1):
            Z.append(net.W[l] @ A[l - 1])
            Z[l] += net.b[l]  # (4.11)
            check_finite(Z[l], l, X)
            A.append(self.mu[l](Z[l]) if l < L or net.cost_name != "cross_entropy" else None)  # (4.12)
        cost, Delta = self._output(Cache(Z, A), Y)
        check_finite_cost(cost)

        W, b = next(self.sets)
        for l in range(L, 0, -1):
            back = self.mu_prime[l - 1](Z[l - 1]) * (net.W[l].T @ Delta) if l > 1 else None  # (4.15)
            dW, db = np.matmul(Delta, A[l - 1].T, out=self.dW[l]), Delta.sum(axis=1, keepdims=True)
            dW /= N  # (4.16)
            db /= N  # (4.17)
            dW *= learning_rate
            np.subtract(net.W[l], dW, out=W[l])  # (4.19)
            np.subtract(net.b[l], learning_rate * db, out=b[l])  # (4.19)
            Delta = back
        net.W, net.b = W, b
        return cost

    def hand_over(self):
        """Give the network copies of its parameters, which no later step writes over."""
        self.net.W = [None] + [W.copy() for W in self.net.W[1:]]
        self.net.b = [None] + [b.copy() for b in self.net.b[1:]]

    def _output(self, cache, Y):
        if self.net.cost_name == "cross_entropy":
            return cross_entropy_and_prime(cache.Z[self.net.L], Y)
        cost = SQUARED[self.net.cost_name][0](cache.A[self.net.L], Y).mean()
        return cost, self.net.output_delta(cache, Y)


def cross_entropy_and_prime(Z, Y):
    """Return the mean of `cross_entropy(Z, Y)`, and `cross_entropy_prime(Z, Y)`, from the same exponentials."""
    S = Z - Z.max(axis=0)
    E = np.exp(S)
    total = E.sum(axis=0)
    cost = (np.log(total) - (Y * S).sum(axis=0)).mean()  # (5.8)
    E /= total
    E -= Y  # (5.7)
    return cost, E


def _empty_like(parameters):
    return [None] + [np.empty_like(p) for p in parameters[1:]]
