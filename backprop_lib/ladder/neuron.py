"""The neuron of stage 01: one input, a weight, a bias, a sigmoid, a cost; its derivatives, and its training."""

import numpy as np

from backprop_lib.activations import sigmoid, sigmoid_prime

inputs = np.array([-2.0, -1.4, -0.8, -0.3, 0.2, 0.7, 1.3, 2.0])
targets = np.array([0, 0, 0, 1, 0, 1, 1, 1])


def forward(w, b, a0):
    """Return the pre-activation and the activation of a neuron with weight w and bias b for the input a0."""
    z = w * a0 + b  # (1.1)
    a = sigmoid(z)  # (1.2)
    return z, a


def cost(w, b, a0, y):
    """Return the cost for the target y."""
    _, a = forward(w, b, a0)  # z is not needed here
    return (a - y) ** 2  # (1.3)


def neuron_gradient(w, b, a0, y):
    """Return the derivatives of the cost by w and by b; with arrays of N inputs and targets, N of each."""
    z, a = forward(w, b, a0)
    delta = 2 * (a - y) * sigmoid_prime(z)  # (1.9)
    return delta * a0, delta  # (1.8), (1.9)


def mean_cost(w, b, inputs, targets):
    """Return the mean of the costs of N samples; inputs and targets have the shape (N,)."""
    return cost(w, b, inputs, targets).mean()  # (1.10)


def mean_gradient(w, b, inputs, targets):
    """Return the derivatives of the mean cost by w and by b."""
    by_w, by_b = neuron_gradient(w, b, inputs, targets)  # one entry for each sample
    return by_w.mean(), by_b.mean()  # (1.10)


def neuron_step(w, b, inputs, targets, alpha):
    """Return w and b after a step of gradient descent."""
    by_w, by_b = mean_gradient(w, b, inputs, targets)
    return w - alpha * by_w, b - alpha * by_b  # (0.7)


def train(w, b, inputs, targets, alpha, steps):
    """Return w and b after 0, 1, ..., `steps` steps, shape (steps + 1, 2)."""
    path = [(w, b)]
    for _ in range(steps):
        w, b = neuron_step(w, b, inputs, targets, alpha)
        path.append((w, b))
    return np.array(path)
