"""PyTorch with the weights of one of our networks, and a check that both compute the same gradients; scikit-learn."""

import warnings

import numpy as np
import torch
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from backprop_lib import LazyColumns, Network, as_columns, load_mnist, one_hot, relative_error, sgd
from backprop_lib.training import minibatches

IMAGES, LABELS = load_mnist("train")
TEST_IMAGES, TEST_LABELS = load_mnist("test")
# Samples as rows, as the peers have them.
ROWS, TEST_ROWS = (np.ascontiguousarray(as_columns(images, np.float32).T) for images in (IMAGES, TEST_IMAGES))
TARGETS = one_hot(LABELS, dtype=np.float32)
INPUTS, CLASSES = torch.from_numpy(ROWS), torch.from_numpy(LABELS.astype(np.int64))
RATE, BATCH = 0.5, 64


def network(hidden):
    """Return our network 784-hidden-10: ReLU, softmax, cross-entropy, single precision."""
    return Network([784, hidden, 10], dtype=np.float32)


def our_epoch(net, rng):
    """Take one epoch of mini-batches with our library."""
    images = LazyColumns(IMAGES, np.float32)
    return sgd(net, images, TARGETS, learning_rate=RATE, epochs=1, batch_size=BATCH, rng=rng)


def torch_model(net):
    """Return a model of PyTorch with copies of the weights of `net`."""
    layers = []
    for W, b in zip(net.W[1:], net.b[1:], strict=True):
        layer = torch.nn.Linear(W.shape[1], W.shape[0])
        layer.weight.data, layer.bias.data = torch.from_numpy(W.copy()), torch.from_numpy(b[:, 0].copy())
        layers += [layer, torch.nn.ReLU()]
    return torch.nn.Sequential(*layers[:-1])


def torch_step(model, optimizer, inputs, classes):
    """Take one step, and read the cost, as our step does."""
    optimizer.zero_grad()
    loss = torch.nn.functional.cross_entropy(model(inputs), classes)
    loss.backward()
    optimizer.step()
    return loss.item()


def torch_epoch(model, optimizer, rng):
    """Take one epoch of mini-batches, in the order in which `sgd` takes them."""
    for batch in minibatches(len(ROWS), BATCH, rng):
        samples = torch.from_numpy(batch)
        torch_step(model, optimizer, INPUTS[samples], CLASSES[samples])


def sklearn_epoch(hidden):
    """Take one epoch of plain mini-batch descent with scikit-learn."""
    model = MLPClassifier(
        (hidden,), solver="sgd", alpha=0, batch_size=BATCH, learning_rate_init=RATE, momentum=0, max_iter=1
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # one epoch is what we want
        return model.fit(ROWS, LABELS)


def check_gradients():
    """Raise unless PyTorch computes the gradients that our network computes."""
    net = network(16)
    model = torch_model(net)
    torch.nn.functional.cross_entropy(model(INPUTS[:100]), CLASSES[:100]).backward()
    ours = net.backward(net.forward(ROWS[:100].T), TARGETS[:, :100])
    for l, layer in ((1, model[0]), (2, model[2])):
        assert relative_error(layer.weight.grad.numpy(), ours.W[l]) < 1e-4
        assert relative_error(layer.bias.grad.numpy()[:, None], ours.b[l]) < 1e-4
