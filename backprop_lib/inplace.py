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
from backprop_lib.browser import product
from backprop_lib.checks.network import check_finite
from backprop_lib.network import quiet

FASTER = {relu: lambda z: np.maximum(z, 0), relu_prime: lambda z: z > 0}  # True counts as 1


class InPlaceStep:
    """A step of gradient descent on one network, which it meets at the first call.

    The network's own arrays W[l] and b[l] are not changed. A step gives it new lists, whose arrays belong to this
    object: the step after the next writes over them. To keep them, take the next steps with a new object.
    """

    def __init__(self):
        self.net = None
        self.N = None  # samples for which there is room

    @quiet
    def __call__(self, net, X, Y, learning_rate):
        """Do what `descend(net, X, Y, learning_rate)` does, and return the cost before the step."""
        L, N = net.L, Y.shape[1]
        self._make_room(net, N)
        Z, A, Delta = self.Z, [X.astype(net.dtype, copy=False)], self.Delta
        for l in range(1, L + 1):
            product(net.W[l], A[l - 1], out=Z[l])
            Z[l] += net.b[l]  # (4.2)
            check_finite(Z[l], l, X)
            if l < L:
                A.append(self.mu(Z[l]))  # (4.3)
        cost, delta = net.ending.cost_and_delta(Z[L], Y)  # (4.6), (5.9)

        np.multiply(delta, learning_rate / N, out=Delta[L])
        # The set that the network does not have. It holds the steps first, then the parameters after them.
        W, b = self.sets[net.W[1] is self.sets[0][0][1]]
        for l in range(L, 0, -1):
            if l > 1:
                product(net.W[l].T, Delta[l], out=Delta[l - 1])
                Delta[l - 1] *= self.mu_prime(Z[l - 1])  # (4.11)
            product(Delta[l], A[l - 1].T, out=W[l])  # (4.8)
            product(Delta[l], self.ones, out=b[l])  # (4.9)
            np.subtract(net.W[l], W[l], out=W[l])  # (4.15)
            np.subtract(net.b[l], b[l], out=b[l])  # (4.15)
        net.W, net.b = W, b
        return cost

    def _make_room(self, net, N):
        if net is not self.net:
            self.net, self.N = net, None
            self.mu = FASTER.get(net.hidden.mu, net.hidden.mu)
            self.mu_prime = FASTER.get(net.hidden.mu_prime, net.hidden.mu_prime)
            # Two sets, written in turn: if a step diverges, the parameters before it are still there.
            self.sets = [(_empty_like(net.W), _empty_like(net.b)) for _ in range(2)]
        if N != self.N:
            self.N, self.ones = N, np.ones((N, 1), net.dtype)
            self.Z, self.Delta = (
                [None] + [np.empty((n, N), net.dtype, order="F") for n in net.sizes[1:]] for _ in range(2)
            )


def _empty_like(parameters):
    return [None] + [np.empty_like(p, order="F") for p in parameters[1:]]
