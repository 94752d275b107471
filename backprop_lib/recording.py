"""What a training run notes and shows, and how it ends in good order."""

import sys
import warnings

import numpy as np

from backprop_lib.checks import DivergedError
from backprop_lib.checks.training import check_step_cost


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


class Recording:
    """The context of a training run: it takes the steps, fills a History, draws the bar, and ends an interrupted run.

    Parameters
    ----------
    net : Network
    steps : int
        Of the whole run.
    progress : bool
        Whether there is a bar.
    writes : bool
        Whether a step may write into the arrays of the network, so that they have to be copied before it.
    """

    def __init__(self, net, steps, progress, writes):
        self.net, self.steps, self.writes, self.history = net, steps, writes, History()
        self.sound = self._parameters()
        self.bar = progress_bar(steps) if progress else None

    def __enter__(self):
        return self

    def take(self, step, X, Y, learning_rate):
        """Take a step of the network, and note its cost and the parameters before it: these are known to be sound."""
        before = self._parameters()
        cost = check_step_cost(step(self.net, X, Y, learning_rate))
        self.history.cost.append(cost)
        self.sound = before
        if self.bar is not None and self.bar.update():  # it is drawn anew a few times a second, not at every step
            self.bar.set_postfix_str(progress_words(self.net, cost, X, Y))

    def _parameters(self):
        if self.writes:
            return tuple([None] + [p.copy() for p in parameters[1:]] for parameters in (self.net.W, self.net.b))
        return self.net.W, self.net.b

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
            warnings.warn(self.history.stopped, stacklevel=4)
        return self.history.stopped is not None


def progress_bar(steps):
    """Return a new bar for so many steps."""
    # Imported here, so that the mathematics needs numpy alone. The bar goes to stdout, not to stderr, which notebooks
    # show as if something had gone wrong, and leaves nothing behind.
    from tqdm import tqdm

    return tqdm(total=steps, file=sys.stdout, leave=False, mininterval=0.3)


def progress_words(net, cost, X, Y):
    """Return the cost and, for a classifier, the accuracy on the samples of the step."""
    words = f"cost {cost:.4f}"
    if net.output.classifies:
        accuracy = (net.predict(X) == Y.argmax(axis=0)).mean()
        words += f", accuracy {100 * accuracy:.0f} %"
    return words
