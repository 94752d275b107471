"""The chain of stage 02: one neuron after another, its derivatives as products, and the walk that makes them cheap.

Lists are indexed by the layer; index 0 of w, b, z and of the derivatives is not used.
"""

import numpy as np

w = np.array([0, 1.5, -1.8, 0.7])
b = np.array([0, 0.1, 0.3, -0.2])
a0, y, L = 1.3, 0.9, 3


def forward(w, b, a0, mu):
    """Return all z and all activations a of a chain with the input a0, as lists."""
    z, a = [None], [a0]
    for l in range(1, len(w)):
        z.append(w[l] * a[l - 1] + b[l])  # (2.2)
        a.append(mu(z[l]))  # (2.3)
    return z, a


def cost(w, b, a0, y, mu):
    """Return the squared error of a chain with the input a0 and the target y."""
    _, a = forward(w, b, a0, mu)
    return (a[-1] - y) ** 2  # (2.5)


def products(w, z, a, y, mu_prime):
    """Return the derivatives by all weights and by all biases, as lists: each a product of its own."""
    L = len(w) - 1
    dC_dw, dC_db = [None] * (L + 1), [None] * (L + 1)
    for l in range(1, L + 1):
        product = 2 * (a[L] - y)
        for m in range(l + 1, L + 1):
            product = product * mu_prime(z[m]) * w[m]  # times the link (2.6)
        product = product * mu_prime(z[l])
        dC_dw[l] = product * a[l - 1]  # (2.8)
        dC_db[l] = product  # (2.9)
    return dC_dw, dC_db


def backward(w, z, a, y, mu_prime):
    """Return the derivatives by all weights and by all biases, as lists: each delta made of that of the next layer."""
    L = len(w) - 1
    delta, dC_dw = [None] * (L + 1), [None] * (L + 1)
    delta[L] = 2 * (a[L] - y) * mu_prime(z[L])  # (2.10)
    for l in range(L, 1, -1):
        delta[l - 1] = mu_prime(z[l - 1]) * w[l] * delta[l]  # (2.11)
    for l in range(1, L + 1):
        dC_dw[l] = delta[l] * a[l - 1]  # (2.12)
    return dC_dw, delta  # (2.12): the derivative by a bias is delta
