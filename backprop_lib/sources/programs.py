"""Three programs that learn to read digits, A, B and C: two of them have a slip in their backward pass.

Sitting 09 asks which one is right, and what could tell.
"""

import numpy as np

from backprop_lib.activations import relu, relu_prime, softmax
from backprop_lib.data import as_columns, load_mnist, one_hot
from backprop_lib.network import Network

IMAGES, BATCH, EPOCHS, LEARNING_RATE = 5000, 50, 10, 0.1
NAMES = ("A", "B", "C")
SPLITS = ("train", "test")


def gradients(program, net, X, Y):
    """Return the gradients that a program computes for a network of two layers, ReLU and softmax.

    A does not transpose the matrix on its way back. C takes the bias gradient of layer 2 from the deltas of layer 1.

    Parameters
    ----------
    program : str
        One of `NAMES`.
    net : Network
    X, Y : float arrays of shapes (n_0, N) and (n_2, N)

    Returns
    -------
    by_W, by_b : lists indexed by layer
    """
    W, b, N = net.W, net.b, X.shape[1]
    Z1 = W[1] @ X + b[1]
    A1 = relu(Z1)
    D2 = softmax(W[2] @ A1 + b[2]) - Y
    D1 = ((W[2] if program == "A" else W[2].T) @ D2) * relu_prime(Z1)
    columns = D1 if program == "C" else D2
    by_b = [None, D1.mean(axis=1, keepdims=True), columns.mean(axis=1, keepdims=True)]
    return [None, D1 @ X.T / N, D2 @ A1.T / N], by_b


def descend(program, net, X, Y, alpha=LEARNING_RATE):
    """Change a network by one step with the gradients of a program."""
    by_W, by_b = gradients(program, net, X, Y)
    for l in (1, 2):
        net.W[l] -= alpha * by_W[l]
        net.b[l] -= alpha * by_b[l]


def product(one, other):
    """Return the sum of the products of all entries of two gradients."""
    return sum(
        (g * h).sum() for parts in zip(one, other, strict=True) for g, h in zip(*(p[1:] for p in parts), strict=True)
    )


def angle(program, net, X, Y):
    """Return the degrees between what a program takes for the gradient and the gradient."""
    found, right = gradients(program, net, X, Y), net.backward(net.forward(X), Y)
    gradient = right.W, right.b
    cosine = product(found, gradient) / np.sqrt(product(found, found) * product(gradient, gradient))
    return np.degrees(np.arccos(min(cosine, 1.0)))


def learn(seed):
    """Return for each program how well it reads: the accuracies on test images, after each epoch of its training.

    All programs start from the same network, and see the same images in the same order.
    """
    (images, labels), (unseen, right) = ([part[:IMAGES] for part in load_mnist(split)] for split in SPLITS)
    X, Y, unseen = as_columns(images, np.float32), one_hot(labels, dtype=np.float32), as_columns(unseen, np.float32)
    accuracies = {program: [] for program in NAMES}
    for program, found in accuracies.items():
        net = Network([784, 10, 10], rng=seed, dtype=np.float32)
        for _ in range(EPOCHS):
            for first in range(0, IMAGES, BATCH):
                batch = slice(first, first + BATCH)
                descend(program, net, X[:, batch], Y[:, batch])
            found.append(float((net.predict(unseen) == right).mean()))
    return accuracies
