"""Layers of any width, of stage 03: forward and backward by loops over neurons, and the paths between.

W and b are lists with the layer as index and None at index 0; W[l] has the shape (n_l, n_{l-1}), and b[l] has (n_l,).
z and a are such lists too, with the input at a[0]. All neurons are sigmoids, and the cost is the squared error.
"""

import itertools

import numpy as np

from backprop_lib.activations import sigmoid, sigmoid_prime
from backprop_lib.gradcheck import complex_step_gradient


def random_network(sizes, seed):
    """Return W and b of a network with these widths: random numbers with one digit behind the point."""
    rng = np.random.default_rng(seed)
    W, b = [None], [None]
    for l in range(1, len(sizes)):
        W.append(rng.normal(size=(sizes[l], sizes[l - 1])).round(1))
        b.append(rng.normal(size=sizes[l]).round(1))
    return W, b


def forward(W, b, x):
    """Return all z and all a for the input x, shape (n_0,)."""
    z, a = [None], [x]
    for l in range(1, len(W)):
        sums = []
        for i in range(len(b[l])):
            products = [W[l][i, j] * a[l - 1][j] for j in range(len(a[l - 1]))]
            sums.append(sum(products) + b[l][i])  # (3.1)
        z.append(np.array(sums))
        a.append(sigmoid(z[l]))  # (3.2)
    return z, a


def sample_cost(W, b, x, y):
    """Return C_s, the cost of one sample with the input x and the target y, shapes (n_0,) and (n_L,)."""
    _, a = forward(W, b, x)
    return sum((a[-1][i] - y[i]) ** 2 for i in range(len(y)))  # (3.3)


def exchanged(layers, l, value):
    """Return a list of layers with another array for layer l."""
    return [*layers[:l], value, *layers[l + 1 :]]


def exact_gradients(cost, W, b):
    """Return the derivatives of cost(W, b) by all weights and by all biases, by the complex step."""
    by_W, by_b = [None], [None]
    for l in range(1, len(W)):
        by_W.append(complex_step_gradient(lambda value, l=l: cost(exchanged(W, l, value), b), W[l]))
        by_b.append(complex_step_gradient(lambda value, l=l: cost(W, exchanged(b, l, value)), b[l]))
    return by_W, by_b


def paths_from(l, sizes):
    """Return all paths from a neuron of layer l to the cost: the neuron visited in each of the layers l + 1, ..., L."""
    return list(itertools.product(*[range(n) for n in sizes[l + 1 :]]))


def along(path, i, W, z, a, y):
    """Return the product of all links along a path from the activation of neuron i of layer 1 to the cost."""
    product, source = 1.0, i
    for l, k in enumerate(path, start=2):
        product *= W[l][k, source] * sigmoid_prime(z[l][k])
        source = k
    return 2 * (a[-1][source] - y[source]) * product


def path_by_path(i, W, z, a, y):
    """Return the derivative of C_s by the activation of neuron i of layer 1: all products, added up."""
    sizes = [len(layer) for layer in a]
    return sum(along(path, i, W, z, a, y) for path in paths_from(1, sizes))


def layer_by_layer(i, W, z, a, y):
    """Return the derivative of C_s by the activation of neuron i of layer 1: the sums of each layer are kept."""
    reaction = [sigmoid_prime(z[2][k]) * W[2][k, i] for k in range(len(z[2]))]
    for l in range(3, len(W)):
        before = reaction
        reaction = []
        for k in range(len(z[l])):
            total = sum(W[l][k, m] * before[m] for m in range(len(before)))
            reaction.append(sigmoid_prime(z[l][k]) * total)
    return sum(2 * (a[-1][k] - y[k]) * reaction[k] for k in range(len(y)))


class Noting:
    """A matrix that notes how often one of its numbers is read."""

    def __init__(self, numbers):
        self.numbers, self.read = numbers, 0

    def __getitem__(self, place):
        self.read += 1
        return self.numbers[place]


def multiplications(work, W, z, a, y):
    """Return how often work(W, z, a, y) multiplies by a weight: it reads each one to multiply by it."""
    noting = [None] + [Noting(weights) for weights in W[1:]]
    work(noting, z, a, y)
    return sum(weights.read for weights in noting[1:])


def backward(W, z, a, y):
    """Return the derivatives of C_s by all weights and by all biases, after a forward pass."""
    L = len(W) - 1
    delta = [None] + [np.zeros(len(z[l])) for l in range(1, L + 1)]
    by_W = [None] + [np.zeros((len(z[l]), len(a[l - 1]))) for l in range(1, L + 1)]
    for i in range(len(y)):
        delta[L][i] = 2 * (a[L][i] - y[i]) * sigmoid_prime(z[L][i])  # (3.21)
    for l in range(L - 1, 0, -1):
        for i in range(len(z[l])):
            total = sum(W[l + 1][k, i] * delta[l + 1][k] for k in range(len(z[l + 1])))
            delta[l][i] = sigmoid_prime(z[l][i]) * total  # (3.22)
    for l in range(1, L + 1):
        for i, j in np.ndindex(by_W[l].shape):
            by_W[l][i, j] = delta[l][i] * a[l - 1][j]  # (3.23)
    return by_W, delta  # (3.24): the derivatives by the biases are the deltas


def mean_cost(W, b, X, Y):
    """Return C, the mean cost of N samples, which are the columns of X (n_0, N) and of the targets Y (n_L, N)."""
    N = X.shape[1]
    return sum(sample_cost(W, b, X[:, s], Y[:, s]) for s in range(N)) / N  # (3.25)


def mean_gradients(W, b, X, Y):
    """Return the derivatives of the mean cost by all weights and by all biases."""
    N = X.shape[1]
    by_W = [None] + [np.zeros(W[l].shape) for l in range(1, len(W))]
    by_b = [None] + [np.zeros(b[l].shape) for l in range(1, len(W))]
    for s in range(N):
        z, a = forward(W, b, X[:, s])
        of_W, of_b = backward(W, z, a, Y[:, s])
        for l in range(1, len(W)):
            by_W[l] += of_W[l] / N  # (3.26)
            by_b[l] += of_b[l] / N  # (3.27)
    return by_W, by_b
