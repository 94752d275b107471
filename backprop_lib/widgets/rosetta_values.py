"""The numbers of the figure of notebook 06: each by the convention of the text that it belongs to."""

import functools

import numpy as np

from backprop_lib.network import Network
from backprop_lib.widgets.rosetta_notation import TEXTS

SIZES, N, SAMPLE = (4, 3, 5, 2), 3, 0
STEP = 1e-30  # of the complex step


@functools.cache
def example():
    """Return the network of the figure, its inputs and its targets; they are kept, so their arrays are read-only."""
    rng = np.random.default_rng(2805)  # one in which no number is 0 or nearly so
    net = Network(SIZES, hidden="sigmoid", output="sigmoid", cost="squared_error", rng=rng)
    net.W = [None] + [rng.normal(0, 0.9, W.shape).round(1) for W in net.W[1:]]
    net.b = [None] + [rng.normal(0, 0.9, b.shape).round(1) for b in net.b[1:]]
    X, Y = rng.normal(size=(SIZES[0], N)).round(1), rng.uniform(size=(SIZES[-1], N)).round(1)
    for array in (*net.W[1:], *net.b[1:], X, Y):
        array.flags.writeable = False
    return net, X, Y


def outputs(layer, by_W=0, by_z=0):
    """Return the outputs of the network when the weights or the pre-activations of one layer are moved a little."""
    net, A, _ = example()
    for l in range(1, net.L + 1):
        W, z = (net.W[l] + by_W, by_z) if l == layer else (net.W[l], 0)
        A = net.mu[l](W @ A + net.b[l] + z)
    return A


def values(text, thing, layer, i, j):
    """Return the numbers that a text has for a thing, by its own convention: two for "unit", none for "layers".

    The derivatives are complex steps of the text's own cost; i and j count from 0.
    """
    notation, (net, X, Y) = TEXTS[text], example()
    stored = net.W[layer].T if notation.source_first else net.W[layer]
    if thing == "layers":
        return ()
    if thing == "weight":
        return (stored[(j, i) if notation.source_first else (i, j)],)
    if thing == "unit":
        A = net.forward(X).A[layer - 1]
        into = stored[:, i] if notation.source_first else stored[i]
        z = into @ A[:, SAMPLE] + net.b[layer][i, 0]
        return z, net.mu[layer](z)
    if thing == "gradient":
        by_W = np.zeros(net.W[layer].shape, complex)
        by_W[i, j] = 1j * STEP
        A = outputs(layer, by_W=by_W)
        parts = [np.s_[s : s + 1] for s in range(N)] if notation.single else [np.s_[:]]
        return (sum(notation.cost(A[:, part], Y[:, part]) for part in parts).imag / STEP / len(parts),)
    by_z = np.zeros((SIZES[layer], N), complex)
    by_z[i, SAMPLE] = 1j * STEP
    A, part = outputs(layer, by_z=by_z), np.s_[:] if notation.batch_delta else np.s_[SAMPLE : SAMPLE + 1]
    return (notation.cost(A[:, part], Y[:, part]).imag / STEP,)


def costs(text):
    """Return the cost as the text has it, and ours of the same samples."""
    notation, (net, X, Y) = TEXTS[text], example()
    A, part = net.forward(X).A[net.L], np.s_[SAMPLE : SAMPLE + 1] if notation.single else np.s_[:]
    return notation.cost(A[:, part], Y[:, part]), TEXTS["ours"].cost(A[:, part], Y[:, part])
