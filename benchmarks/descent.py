"""Mini-batches, full batches, and the time to 97 percent, beside PyTorch, JAX, scikit-learn, and the products alone."""

import time

import numpy as np
import torch

from backprop_lib.training import descend
from benchmarks import compiled, peers
from benchmarks.timing import processors, ratio, take_turns


def matrix_products(steps):
    """Compute the matrix products of so many steps on batches of 64 in 784-128-10, and nothing else.

    They are those of our step: into arrays that are there, in the order in memory that is fastest.
    """

    def columns(n, m):
        return np.ones((n, m), np.float32, order="F")

    W1, W2, X = columns(128, 784), columns(10, 128), peers.ROWS[: peers.BATCH].T
    Z1, Z2, dW1, dW2 = columns(128, peers.BATCH), columns(10, peers.BATCH), columns(128, 784), columns(10, 128)
    for _ in range(steps):
        np.matmul(W1, X, out=Z1)
        np.matmul(W2, Z1, out=Z2)
        np.matmul(W2.T, Z2, out=Z1)
        np.matmul(Z2, Z1.T, out=dW2)
        np.matmul(Z1, X.T, out=dW1)


def our_learner(seed=0):
    """Return a new network of ours, 784-128-10, as two functions: train for an epoch, and read the test images."""
    net, rng = peers.network(128), np.random.default_rng(seed)
    return lambda: peers.our_epoch(net, rng), lambda: net.predict(peers.TEST_ROWS.T)


def torch_learner(seed=0):
    """Return PyTorch's network with the same weights and batches, as the same two functions."""
    model, rng = peers.torch_model(peers.network(128)), np.random.default_rng(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=peers.RATE)
    inputs = torch.from_numpy(peers.TEST_ROWS)
    return lambda: peers.torch_epoch(model, optimizer, rng), lambda: model(inputs).argmax(dim=1).numpy()


def minibatch(rounds=9):
    """Return the ratios for one epoch of 784-128-10 in batches of 64, and how many processors each contestant took."""
    steps = -(-len(peers.ROWS) // peers.BATCH)
    contestants = {
        "ours": lambda: our_learner()[0](),
        "torch": lambda: torch_learner()[0](),
        "jax": lambda: compiled.epoch(compiled.parameters(peers.network(128)), np.random.default_rng(0)),
        "floor": lambda: matrix_products(steps),
    }
    seconds = take_turns(contestants, rounds)
    seconds |= take_turns({"ours again": contestants["ours"], "sklearn": lambda: peers.sklearn_epoch(128)}, 3)
    return {
        "minibatch.processors": {name: processors(run) for name, run in contestants.items()},
        "minibatch.vs_torch": ratio(seconds, "ours", "torch"),
        "minibatch.vs_jax": ratio(seconds, "ours", "jax"),
        "minibatch.vs_sklearn": ratio(seconds, "ours again", "sklearn"),
        "minibatch.vs_floor": ratio(seconds, "ours", "floor"),
    }


def fullbatch(rounds=15):
    """Return the ratios for one step of 784-10-10 with all 60,000 images."""
    net, X = peers.network(10), peers.ROWS.T
    model, layers = peers.torch_model(net), compiled.parameters(net)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)

    def jax_step():
        nonlocal layers
        layers, cost = compiled.step(layers, compiled.INPUTS, compiled.CLASSES, 0.1)
        return cost.item()

    contestants = {
        "ours": lambda: descend(net, X, peers.TARGETS, 0.1),
        "torch": lambda: peers.torch_step(model, optimizer, peers.INPUTS, peers.CLASSES),
        "jax": jax_step,
    }
    seconds = take_turns(contestants, rounds)
    return {f"fullbatch.vs_{peer}": ratio(seconds, "ours", peer) for peer in ("torch", "jax")}


def time_to_97(rounds=3):
    """Return the ratio of the times until 97 percent of the test images are read, with equal weights and batches.

    The accuracy is measured after each epoch, and measuring it is not counted.
    """
    seconds = {"ours": [], "torch": []}
    for seed in range(rounds):
        seconds["ours"].append(_until_97(*our_learner(seed)))
        seconds["torch"].append(_until_97(*torch_learner(seed)))
    return {"time_to_97.vs_torch": ratio(seconds, "ours", "torch")}


def _until_97(epoch, predict):
    spent = 0.0
    for _ in range(10):
        start = time.perf_counter()
        epoch()
        spent += time.perf_counter() - start
        if (predict() == peers.TEST_LABELS).mean() >= 0.97:
            return spent
    raise RuntimeError("97 percent were not reached in ten epochs")
