"""The matrix form of stage 04: one layer in numbers, and the forward pass of a network with sigmoid neurons."""

import numpy as np

from backprop_lib.activations import sigmoid

# A layer of two neurons that hear three, and the derivatives of the cost by their z. Three decimals say all of it.
W = np.array([[0.5, -1.0, 2.0], [1.5, 0.5, -0.5]])
a = np.array([[0.2], [0.4], [0.9]])
b = np.array([[0.1], [-0.2]])
delta = np.array([[0.3], [-0.2]])


def forward_pass(W, b, X):
    """Return Z and A, indexed by layer, of a network with sigmoid neurons; X has shape (n_0, N)."""
    Z, A = [None], [X]
    for l in range(1, len(W)):
        Z.append(W[l] @ A[l - 1] + b[l])  # (4.2)
        A.append(sigmoid(Z[l]))  # (4.3)
    return Z, A
