"""A network that has been trained already, so that something can be drawn and read before anything is learned.

Its weights lie in the package, as half-precision numbers (under 200 kB). ``python -m backprop_lib.pretrained`` trains
it again, in a few seconds, and writes them.
"""

from pathlib import Path

import numpy as np

from backprop_lib.data import LazyColumns, load_mnist, one_hot
from backprop_lib.network import Network
from backprop_lib.storing import load_network, save_network
from backprop_lib.training import sgd

PATH = Path(__file__).parent / "data" / "pretrained.npz"
EPOCHS = 8


def pretrained():
    """Return a trained network 784-128-10 with ReLU, softmax and cross-entropy, in single precision.

    It reads 98 of 100 test images.
    """
    return load_network(PATH, np.float32)


def train():
    """Return the network as it was trained: eight epochs of mini-batches, each with a smaller learning rate."""
    images, labels = load_mnist("train")
    net = Network([784, 128, 10], rng=0, dtype=np.float32)
    for epoch in range(EPOCHS):
        rate = 0.5 * 0.7**epoch
        sgd(net, LazyColumns(images, np.float32), one_hot(labels), learning_rate=rate, epochs=1, rng=epoch)
    return net


if __name__ == "__main__":
    net = train()
    for parameters in (net.W, net.b):
        parameters[1:] = [p.astype(np.float16) for p in parameters[1:]]
    save_network(net, PATH)
