"""Gradient descent, on all samples at once or on mini-batches."""

import sys
import warnings

import numpy as np

from backprop_lib.checks import (
    DivergedError,
    check_callback,
    check_count,
    check_descent,
    check_minibatches,
    check_positive,
    check_rng,
    check_samples,
    check_update,
)
from backprop_lib.inplace import InPlaceDescent
from backprop_lib.network import quiet


class History:
    """What a training run recorded.

    Attributes
    ----------
    cost : list of float
        cost[k] is the mean cost of the samples of step k + 1, before that step.
    stopped : str or None
        Why the run ended early, in words, or None.
    """

    def __init__(self):
        self.cost = []
        self.stopped = None


class _Recording:
    """The context of a training run: it fills a History, draws the bar, and ends an interrupted run in good order."""

    def __init__(self, net, steps, progress):
        self.net, self.steps, self.history = net, steps, History()
        self.sound = net.W, net.b
        self.bar = _progress_bar(steps) if progress else None

    def __enter__(self):
        return self

    def record(self, cost, parameters, X, Y):
        """Note the cost of a step, and the parameters at which it was measured: they are known to be sound."""
        self.history.cost.append(float(cost))
        self.sound = parameters
        if self.bar is not None and self.bar.update():  # it is drawn anew a few times a second, not at every step
            self.bar.set_postfix_str(_progress_words(self.net, cost, X, Y))

    def __exit__(self, kind, error, traceback):
        if self.bar is not None:
            self.bar.close()
        done = len(self.history.cost)
        if kind is KeyboardInterrupt:
            if not all(np.isfinite(p).all() for p in self.net.W[1:] + self.net.b[1:]):
                self.net.W, self.net.b = self.sound
            self.history.stopped = f"interrupted after {done} of {self.steps} steps; the network keeps what it learned"
        elif kind is DivergedError and done:
            self.net.W, self.net.b = self.sound
            self.history.stopped = (
                f"diverged at step {done} of {self.steps}: {error}. The network keeps its last finite state; "
                "try a smaller learning rate"
            )
        if self.history.stopped:
            warnings.warn(self.history.stopped, stacklevel=3)
        return self.history.stopped is not None


def _progress_bar(steps):
    # Imported here, so that the mathematics needs numpy alone. The bar goes to stdout, not to stderr, which notebooks
    # show as if something had gone wrong, and leaves nothing behind.
    from tqdm import tqdm

    return tqdm(total=steps, file=sys.stdout, leave=False, mininterval=0.3)


def _progress_words(net, cost, X, Y):
    """Return the cost and, for a classifier, the accuracy on the samples of the step."""
    words = f"cost {cost:.4f}"
    if net.output == "softmax":
        accuracy = (net.predict(X) == Y.argmax(axis=0)).mean()
        words += f", accuracy {100 * accuracy:.0f} %"
    return words


@quiet
def updated(parameters, gradients, learning_rate):
    """Return parameters - learning_rate * gradients, layer by layer, as a new list whose index 0 is None."""
    learning_rate = check_update(parameters, gradients, learning_rate)
    return [None] + [p - learning_rate * g for p, g in zip(parameters[1:], gradients[1:], strict=True)]  # (4.19)


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
    learning_rate = check_descent(net, learning_rate)
    cache = net.forward(X)
    cost = net.mean_cost(cache, Y)
    gradients = net.backward(cache, Y)
    net.W, net.b = updated(net.W, gradients.W, learning_rate), updated(net.b, gradients.b, learning_rate)
    return cost


def minibatches(N, batch_size, rng):
    """Return the numbers 0..N-1 in random order, cut into arrays of `batch_size`; the last one may be shorter."""
    check_minibatches(N, batch_size, rng)
    order = rng.permutation(N)
    return [order[k : k + batch_size] for k in range(0, N, batch_size)]


def gradient_descent(net, X, Y, learning_rate=0.1, steps=1000, callback=None, progress=False):
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
        Called as callback(step, net, history) after each step, with step = 1, 2, ...
    progress : bool
        Show a bar with the cost and, if the output is softmax, the accuracy on the samples of the step.

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
    X, Y = check_samples(net, X, Y)
    check_callback(callback)
    learning_rate, steps = check_positive("learning_rate", learning_rate), check_count("steps", steps)
    with _Recording(net, steps, progress) as run:
        for step in range(1, steps + 1):
            parameters = net.W, net.b
            run.record(descend(net, X, Y, learning_rate), parameters, X, Y)
            if callback:
                callback(step, net, run.history)
        net.cost(X, Y)  # raises if the last step was the one that diverged
    return run.history


def sgd(net, X, Y, learning_rate=0.1, epochs=5, batch_size=64, rng=0, callback=None, progress=False):
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

    Returns
    -------
    History

    Raises
    ------
    ValueError
        For wrong shapes or numbers.

    Notes
    -----
    Interrupted and diverging runs end as in `gradient_descent`. The steps are those of `inplace`, which gives what
    `descend` gives without calling `net.backward`: to try a `backward` of your own, call `descend` in a loop.
    """
    X, Y = check_samples(net, X, Y)
    check_callback(callback)
    learning_rate = check_positive("learning_rate", learning_rate)
    epochs, batch_size = check_count("epochs", epochs), check_count("batch_size", batch_size)
    rng = check_rng(rng)
    N = X.shape[1]
    Y = np.asfortranarray(Y)  # column after column in memory, as they are asked for
    descent = InPlaceDescent(net)  # its step is that of `descend`
    with _Recording(net, epochs * -(-N // batch_size), progress) as run:
        for epoch in range(1, epochs + 1):
            for batch in minibatches(N, batch_size, rng):
                parameters = net.W, net.b
                X_batch, Y_batch = descent.columns(X, batch), Y[:, batch]
                run.record(descent.step(X_batch, Y_batch, learning_rate), parameters, X_batch, Y_batch)
            descent.hand_over()
            if callback:
                callback(epoch, net, run.history)
        net.cost(X_batch, Y_batch)  # raises if the last step was the one that diverged
    return run.history
