"""The step of `descend`, as `sgd` takes it: the same formulas in fewer operations, in arrays that are used again.

`descend` is the code to read. On a mini-batch, half of its time goes into other things than matrix products. Here some
of them are done differently, and a test holds the two equal, up to rounding:

- Every gradient is linear in Delta[L], and a step multiplies every gradient by learning_rate / N. So it is enough to
  multiply Delta[L], the smallest array of all: what follows are steps of the parameters in place of their gradients.
- The large arrays are made once. They lie in memory column after column, as a batch does: this makes the products a
  little faster.
- Cost and derivative of softmax with cross-entropy come from the same exponentials.
- For real numbers ReLU is a maximum; `activations.relu` has to work for complex ones, too.
"""

import numpy as np

from backprop_lib.activations import relu, relu_prime
from backprop_lib.checks import check_finite, check_finite_cost
from backprop_lib.costs import SQUARED
from backprop_lib.data import LazyColumns
from backprop_lib.network import Cache, quiet

FASTER = {relu: lambda z: np.maximum(z, 0), relu_prime: lambda z: z > 0}  # True counts as 1


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
        if net.cost_name == "cross_entropy":
            self.mu[net.L] = lambda z: None  # cost and derivative are those of Z[L], as in `costs.cross_entropy`
        # Two sets, written in turn: if a step diverges, the parameters before it are still there.
        self.sets = [(_empty_like(net.W), _empty_like(net.b)) for _ in range(2)]
        self.N = None  # samples for which there is room

    def _make_room(self, N):
        (n_0, *sizes), dtype = self.net.sizes, self.net.dtype
        self.X = np.empty((n_0, N), dtype, order="F")
        self.Z, self.Delta = ([None] + [np.empty((n, N), dtype, order="F") for n in sizes] for _ in range(2))
        self.ones = np.ones((N, 1), dtype)
        self.N = N

    def columns(self, X, samples):
        """Return `X[:, samples]`; of LazyColumns in an array that the next call writes over."""
        if type(X) is not LazyColumns:
            return X[:, samples]
        if len(samples) != self.N:
            self._make_room(len(samples))
        X.write(samples, out=self.X)
        return self.X

    @quiet
    def step(self, X, Y, learning_rate):
        """Do what `descend(net, X, Y, learning_rate)` does, and return the cost before the step."""
        net, L, N = self.net, self.net.L, Y.shape[1]
        if self.N != N:
            self._make_room(N)
        Z, A, Delta = self.Z, [X.astype(net.dtype, copy=False)], self.Delta
        for l in range(1, L + 1):
            np.matmul(net.W[l], A[l - 1], out=Z[l])
            Z[l] += net.b[l]  # (4.11)
            check_finite(Z[l], l, X)
            A.append(self.mu[l](Z[l]))  # (4.12)
        cost, delta = self._output(Cache(Z, A), Y)  # (4.14), (5.7)
        check_finite_cost(cost)

        np.multiply(delta, learning_rate / N, out=Delta[L])
        # The set that the network does not have. It holds the steps first, then the parameters after them.
        W, b = self.sets[net.W[1] is self.sets[0][0][1]]
        for l in range(L, 0, -1):
            if l > 1:
                np.matmul(net.W[l].T, Delta[l], out=Delta[l - 1])
                Delta[l - 1] *= self.mu_prime[l - 1](Z[l - 1])  # (4.15)
            np.matmul(Delta[l], A[l - 1].T, out=W[l])  # (4.16)
            np.matmul(Delta[l], self.ones, out=b[l])  # (4.17)
            np.subtract(net.W[l], W[l], out=W[l])  # (4.19)
            np.subtract(net.b[l], b[l], out=b[l])  # (4.19)
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
    cost = (np.log(total).sum() - np.vdot(Y.T, S.T)) / Y.shape[1]  # (5.8); vdot adds up the products of all entries
    E /= total
    E -= Y  # (5.7)
    return cost, E


def _empty_like(parameters):
    return [None] + [np.empty_like(p, order="F") for p in parameters[1:]]
