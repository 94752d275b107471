"""JAX with the weights of one of our networks: a whole epoch is compiled into one program.

Of the ways to write it this was the fastest: weights with a row for each neuron, and labels as numbers.
"""

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np

from backprop_lib.training import minibatches
from benchmarks import peers

INPUTS, CLASSES = jnp.asarray(peers.ROWS), jnp.asarray(peers.LABELS, dtype=np.int32)


def parameters(net):
    """Return copies of the weights and biases of `net`, one pair for each layer."""
    return [(jnp.array(W), jnp.array(b[:, 0])) for W, b in zip(net.W[1:], net.b[1:], strict=True)]


def cost(layers, inputs, classes):
    """Return the mean cost: ReLU, softmax, cross-entropy."""
    *hidden, (W, b) = layers
    for V, c in hidden:
        inputs = jax.nn.relu(inputs @ V.T + c)
    logs = jax.nn.log_softmax(inputs @ W.T + b)
    return -jnp.take_along_axis(logs, classes[:, None], axis=1).mean()


@partial(jax.jit, donate_argnums=0)  # the old weights may be written over
def step(layers, inputs, classes, rate):
    """Take one step; return the weights after it, and the cost before."""
    before, gradients = jax.value_and_grad(cost)(layers, inputs, classes)
    return jax.tree.map(lambda parameter, gradient: parameter - rate * gradient, layers, gradients), before


@partial(jax.jit, donate_argnums=0)
def steps(layers, inputs, classes, batches, rate):
    """Take a step for each row of `batches`, numbers of samples; return the weights, and the cost before each step."""
    return jax.lax.scan(lambda now, batch: step(now, inputs[batch], classes[batch], rate), layers, batches)


def epoch(layers, rng):
    """Take one epoch of mini-batches, in the order in which `sgd` takes them; return the weights and the costs."""
    *full, rest = minibatches(len(peers.ROWS), peers.BATCH, rng)  # the last batch is shorter
    layers, costs = steps(layers, INPUTS, CLASSES, jnp.asarray(full), peers.RATE)
    layers, last = step(layers, INPUTS[rest], CLASSES[rest], peers.RATE)
    return layers, np.append(costs, last)


def check_epoch():
    """Raise unless JAX takes the steps that `sgd` takes: after an epoch both have the same weights and costs."""
    net, layers = peers.network(16), parameters(peers.network(16))
    history = peers.our_epoch(net, np.random.default_rng(0))
    layers, costs = epoch(layers, np.random.default_rng(0))
    np.testing.assert_allclose(costs, history.cost, rtol=1e-3, atol=1e-4)
    for l, (W, b) in enumerate(layers, start=1):
        np.testing.assert_allclose(W, net.W[l], rtol=0, atol=1e-4)
        np.testing.assert_allclose(b[:, None], net.b[l], rtol=0, atol=1e-4)
