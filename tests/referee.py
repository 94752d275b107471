"""An independent referee for backpropagation: the forward pass and the costs once more, differentiated by autograd.

Nothing comes from backprop_lib. Each sample goes through the network alone, as a vector, and every sample has its own
copy of the biases: the derivative with respect to the copy of sample s is dC/dz of that sample, which is Delta / N.
"""

import autograd.numpy as np
from autograd import grad

ACTIVATIONS = {
    "identity": lambda z: z,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(0, z),
    # e^z_i / sum_j e^z_j with e^z_i divided out: entry (i, j) of the matrix is z_j - z_i.
    "softmax": lambda z: 1 / np.sum(np.exp(z - z[:, np.newaxis]), axis=1),
}


def distance(name, a, y):
    if name == "squared_error":
        return np.dot(a - y, a - y)
    if name == "half_squared_error":
        return np.dot(a - y, a - y) / 2
    if name == "cross_entropy":
        return -np.dot(y, np.log(a))
    raise ValueError(name)


def mean_cost(parameters, X, Y, hidden, output, cost):
    """Return the mean cost; `parameters` is (weights, biases), the biases of a layer having a column per sample."""
    weights, biases = parameters
    total = 0.0
    for s in range(X.shape[1]):
        a = X[:, s]
        for l, W in enumerate(weights):
            name = output if l == len(weights) - 1 else hidden
            a = ACTIVATIONS[name](np.dot(W, a) + biases[l][:, s])
        total = total + distance(cost, a, Y[:, s])
    return total / X.shape[1]


def gradients(net, X, Y):
    """Return (cost, W, b, Delta) as `net` should find them, the lists indexed by layer with None at 0."""
    N = X.shape[1]
    parameters = net.W[1:], [np.repeat(b, N, axis=1) for b in net.b[1:]]
    choices = net.hidden.name, net.output.name, net.ending.cost.name
    W, B = grad(mean_cost)(parameters, X, Y, *choices)
    b = [np.sum(shares, axis=1, keepdims=True) for shares in B]
    Delta = [N * shares for shares in B]
    return mean_cost(parameters, X, Y, *choices), [None, *W], [None, *b], [None, *Delta]
