"""Gradient descent, on all samples at once or on mini-batches."""

import numpy as np

from backprop_lib.browser import in_browser
from backprop_lib.checks import demands
from backprop_lib.checks.general import (
    check_callable,
    check_callable_or_none,
    check_count,
    check_positive,
    check_rng,
)
from backprop_lib.checks.network import check_network
from backprop_lib.checks.training import SAMPLES, check_generator, check_sample_count, check_update
from backprop_lib.inplace import InPlaceStep
from backprop_lib.network import Network, quiet
from backprop_lib.recording import Recording
from backprop_lib.threads import one_thread


@quiet
@demands(check_update, learning_rate=check_positive)
def updated(parameters, gradients, learning_rate):
    """Return parameters - learning_rate * gradients, layer by layer, as a new list whose index 0 is None."""
    return [None] + [p - learning_rate * g for p, g in zip(parameters[1:], gradients[1:], strict=True)]  # (4.15)


@demands(net=check_network, learning_rate=check_positive)
def descend(net, X, Y, learning_rate):
    """Take one step of gradient descent on `net`: all gradients first, then all updates.

    Parameters
    ----------
    net : Network
        Gets new lists W and b; the arrays of the old ones are not changed.
    X, Y : arrays of shape (n_0, N) and (n_L, N)
    learning_rate : float

    Returns
    -------
    float
        The cost before the step.
    """
    cache = net.forward(X)
    cost = net.mean_cost(cache, Y)
    gradients = net.backward(cache, Y)
    net.W, net.b = updated(net.W, gradients.W, learning_rate), updated(net.b, gradients.b, learning_rate)
    return cost


@demands(N=check_sample_count, batch_size=check_count, rng=check_generator)
def minibatches(N, batch_size, rng):
    """Return the numbers 0..N-1 in random order, cut into arrays of `batch_size`; the last one may be shorter."""
    order = rng.permutation(N)
    return [order[k : k + batch_size] for k in range(0, N, batch_size)]


@demands(
    **SAMPLES, learning_rate=check_positive, steps=check_count, callback=check_callable_or_none, step=check_callable
)
def gradient_descent(net, X, Y, learning_rate=0.1, steps=1000, callback=None, progress=False, step=descend):
    """Train `net` by gradient descent on all samples at once.

    Parameters
    ----------
    net : Network
        Is trained in place.
    X, Y : arrays of shape (n_0, N) and (n_L, N)
    learning_rate : float
        Positive.
    steps : int
    callback : callable, optional
        Called as callback(k, net, history) after each step, with k = 1, 2, ...
    progress : bool
        Show a bar with the cost and, if the output is softmax, the accuracy on the samples of the step.
    step : callable
        Called as step(net, X, Y, learning_rate): changes the parameters of the network, and returns the cost before.

    Returns
    -------
    History

    Raises
    ------
    ValueError
        For wrong shapes or numbers, before the first step.

    Notes
    -----
    A run that the reader interrupts, or that diverges, ends with a warning and returns what it has; the network keeps
    the parameters of its last sound step.
    """
    if in_browser():  # without BLAS the product with X.T in (4.8) is five times as fast if X lies in rows
        X = np.ascontiguousarray(X)
    with one_thread(), Recording(net, steps, progress, writes=step is not descend) as run:
        for k in range(1, steps + 1):
            run.take(step, X, Y, learning_rate)
            if callback:
                callback(k, net, run.history)
        net.cost(X, Y)  # raises if the last step was the one that diverged
    return run.history


@demands(
    **SAMPLES,
    learning_rate=check_positive,
    epochs=check_count,
    batch_size=check_count,
    rng=check_rng,
    callback=check_callable_or_none,
    step=check_callable_or_none,
)
def sgd(net, X, Y, learning_rate=0.1, epochs=5, batch_size=64, rng=0, callback=None, progress=False, step=None):
    """Train `net` by stochastic gradient descent on mini-batches.

    Each epoch shuffles the samples and takes one step for each batch of them.

    Parameters
    ----------
    net : Network
        Is trained in place.
    X : array or LazyColumns of shape (n_0, N)
        With LazyColumns, pixels stay bytes until their batch is needed.
    Y : array of shape (n_L, N)
    learning_rate : float
        Positive.
    epochs, batch_size : int
    rng : int or numpy.random.Generator
        Seed of the shuffling.
    callback : callable, optional
        Called as callback(epoch, net, history) after each epoch, with epoch = 1, 2, ...
    progress : bool
        Show a bar with the cost and, if the output is softmax, the accuracy on the samples of the step.
    step : callable, optional
        As in `gradient_descent`. By default it is the step of `inplace`, which gives what `descend` gives in less time;
        for a network with a `forward`, `mean_cost` or `backward` of its own it is `descend`, which calls them.

    Returns
    -------
    History

    Raises
    ------
    ValueError
        For wrong shapes or numbers.

    Notes
    -----
    Interrupted and diverging runs end as in `gradient_descent`.
    """
    N = X.shape[1]
    steps = epochs * -(-N // batch_size)
    Y = np.asfortranarray(Y)  # column after column in memory, as they are asked for
    with one_thread(), Recording(net, steps, progress, writes=step not in (None, descend)) as run:
        for epoch in range(1, epochs + 1):
            take = step or default_step(net)
            for batch in minibatches(N, batch_size, rng):
                X_batch, Y_batch = X[:, batch], Y[:, batch]
                run.take(take, X_batch, Y_batch, learning_rate)
            if callback:
                callback(epoch, net, run.history)
        net.cost(X_batch, Y_batch)  # raises if the last step was the one that diverged
    return run.history


def default_step(net):
    """Return the fast step; for a network with passes of its own `descend`, since the fast one does not call them."""
    passes = ("forward", "mean_cost", "backward")
    taught = all(getattr(getattr(net, name), "__func__", None) is getattr(Network, name) for name in passes)
    return InPlaceStep() if taught else descend
