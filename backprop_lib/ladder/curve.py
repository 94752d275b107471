"""The curve of stage 00: nine measurements, a polynomial with four parameters, its cost, and the way down."""

import numpy as np

x = np.linspace(-1, 1, 9)
y = np.array([-0.85, -0.10, 0.45, 0.25, 0.15, -0.20, -0.05, 0.10, 1.20])
N, d = len(x), 3


def polynomial(w, x):
    """Return the heights of the curve with the parameters w, shape (d + 1,), at the places x."""
    return sum(w[j] * x**j for j in range(d + 1))  # (0.1)


def cost(w):
    """Return the mean square of the errors, for the parameters w of shape (d + 1,)."""
    return ((polynomial(w, x) - y) ** 2).sum() / N  # (0.2)


def gradient(w):
    """Return all derivatives of the cost, shape (d + 1,)."""
    error = polynomial(w, x) - y
    return np.array([(2 * error * x**j).sum() / N for j in range(d + 1)])  # (0.5)


def descend(w, alpha, steps):
    """Return the parameters after 0, 1, ..., `steps` steps of gradient descent, shape (steps + 1, d + 1)."""
    path = [w]
    for _ in range(steps):
        w = w - alpha * gradient(w)  # (0.7)
        path.append(w)
    return np.array(path)
