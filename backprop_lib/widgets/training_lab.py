"""Figure of notebook 05: learning rate, batch size and width, each choice trained afresh while you look."""

from functools import partial
from typing import NamedTuple

import numpy as np

from backprop_lib.checks import DivergedError
from backprop_lib.data import as_columns, one_hot
from backprop_lib.network import Network
from backprop_lib.plots.colours import BACKWARD, BLACK, FORWARD, GREY, SKY
from backprop_lib.training import descend, minibatches
from backprop_lib.widgets.chart import Chart
from backprop_lib.widgets.controls import scale
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.picture import Picture, fixed, number

LEARNING_RATES = (0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 30.0)
BATCH_SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256)
WIDTHS = (1, 2, 4, 8, 16, 32, 64)
REFERENCE = (0.1, 32, 32)  # learning rate, batch size and width of the dashed lines

STEPS, EVERY = 64, 8  # steps of a run, and how many lie between two tests
ENDS = (-1, STEPS + 1)  # of the axes of steps
TRAINING, TEST = 2048, 512  # images
KNOWS_NOTHING = np.log(10)  # (5.6) with the probability 0.1 for the right digit
LOWEST, HIGHEST = 0.1, 30.0  # ends of the cost axis
DIVERGED = 10.0  # a cost that no useful run comes near


class Run(NamedTuple):
    """What a training run recorded.

    `batch_costs[k]` is the cost of the batch of step k + 1, before that step. The lists `test_costs` and `accuracies`
    are of the test images, after 0, 8, 16, ... steps. `silent` is the number of hidden neurons that no test image
    opened in the last test. `overflow` is the step after which the numbers were no longer finite, or None.
    """

    batch_costs: list
    test_costs: list
    accuracies: list
    silent: int
    overflow: int | None


class TrainingData(NamedTuple):
    """Images as columns of 196 numbers, targets as columns of 10, labels of the test images, and the dashed run."""

    X: np.ndarray
    Y: np.ndarray
    X_test: np.ndarray
    Y_test: np.ndarray
    labels_test: np.ndarray
    reference: Run | None = None


def small_columns(images):
    """Return images of 28 x 28 pixels as columns of 14 x 14, each the mean of four pixels.

    Parameters
    ----------
    images : uint8 array of shape (N, 28, 28)

    Returns
    -------
    array of shape (196, N)
        In double precision, so that every machine draws the same curves; column by column in memory, so that batches
        are quickly cut out.
    """
    pixels = as_columns(images).reshape(14, 2, 14, 2, -1)
    return np.asfortranarray(pixels.mean(axis=(1, 3)).reshape(196, -1))


def training_data(images, labels):
    """Return what all runs of the figure share.

    Parameters
    ----------
    images : uint8 array of shape (N, 28, 28)
        The first 2,048 are trained on, the next 512 are the test.
    labels : array of shape (N,)

    Returns
    -------
    TrainingData
    """
    train, test = slice(TRAINING), slice(TRAINING, TRAINING + TEST)
    columns = [small_columns(images[train]), one_hot(labels[train]), small_columns(images[test]), one_hot(labels[test])]
    data = TrainingData(*columns, labels[test])
    return data._replace(reference=train_network(data, *REFERENCE))


def train_network(data, learning_rate, batch_size, width):
    """Train a network 196-width-10 for 64 steps and return its `Run`; the same arguments give the same run."""
    net = Network([len(data.X), width, 10])
    rng, batches = np.random.default_rng(0), []
    while len(batches) < STEPS:
        batches += minibatches(data.X.shape[1], batch_size, rng)

    batch_costs, test_costs, accuracies, silent, overflow = [], [], [], 0, None
    try:
        for step in range(STEPS + 1):
            if step % EVERY == 0:
                cache = net.forward(data.X_test)
                test_costs.append(net.mean_cost(cache, data.Y_test))
                accuracies.append((cache.A[2].argmax(axis=0) == data.labels_test).mean())
                silent = width - int(cache.A[1].any(axis=1).sum())
            if step < STEPS:
                batch = batches[step]
                batch_costs.append(descend(net, data.X[:, batch], data.Y[:, batch], learning_rate))  # (5.15)
    except DivergedError:
        overflow = len(batch_costs)
    return Run(batch_costs, test_costs, accuracies, silent, overflow)


def verdict_on(run):
    """Return in words how a run went, and whether it went wrong."""
    if run.overflow is not None:
        return f"diverges: after step {run.overflow} the numbers are no longer finite", True
    if max(run.batch_costs) > DIVERGED:
        first = next(step for step, cost in enumerate(run.batch_costs, start=1) if cost > DIVERGED)
        peak = number(max(run.batch_costs), 1)
        return f"diverges: the cost is above {DIVERGED:.0f} at step {first} and climbs to {peak}", True
    if run.test_costs[-1] > KNOWS_NOTHING - 0.05:
        return "ends no better than a network that knows nothing", True
    first, last = number(run.test_costs[0], 2), number(run.test_costs[-1], 2)
    return f"learns: the cost of the test images falls from {first} to {last}", False


def training_picture(data, learning_rate, batch_size, width):
    """Return the curves of one run, beside those of a fixed reference.

    Parameters
    ----------
    data : TrainingData
        From `training_data`.
    learning_rate : float
    batch_size : int
        A power of 2 up to 2,048, so that an epoch is made of whole batches.
    width : int
        Number of neurons in the hidden layer.

    Returns
    -------
    Picture
    """
    run, reference = train_network(data, learning_rate, batch_size, width), data.reference
    verdict, failed = verdict_on(run)
    silent = f"hidden neurons that no test image opens: {run.silent} of {width}"

    picture = Picture(800, 425)
    percent = fixed(100 * run.accuracies[-1], 0)
    picture.describe(
        f"Learning rate {learning_rate:g}, batches of {batch_size}, {width} hidden neurons: the run {verdict}. In its "
        f"last test it reads {percent} percent of the images; {silent}. Left the cost, right the accuracy, step by "
        "step, with a dashed reference."
    )
    _costs(picture, run, reference)
    _accuracies(picture, run, reference)
    _key(picture)

    words = f"α = {learning_rate:g}, batches of {batch_size}, 196-{width}-10: {verdict}."
    picture.text(words, 50, 371, 13, BACKWARD if failed else BLACK, bold=True, name="verdict")
    seen = STEPS * batch_size
    often = "each at most once" if seen <= TRAINING else f"each {seen / TRAINING:g} times"
    picture.text(f"{STEPS} steps with batches of {batch_size}: {seen:,} images, {often}.", 50, 394, 12, name="seen")
    parameters = width * (len(data.X) + 1) + 10 * (width + 1)
    picture.text(f"{parameters:,} weights and biases; {silent}.", 50, 415, 12, name="neurons")
    return picture


def _costs(picture, run, reference):
    chart = Chart(picture, (50, 45, 330, 240), ENDS, (LOWEST, HIGHEST), "step", title="cost", log=True)
    words = f"{number(run.test_costs[-1], 2)} on the test images"
    picture.text(words, 380, 35, anchor="end", name="cost")
    chart.line([0, STEPS], [KNOWS_NOTHING] * 2, GREY, 1, "2 3")
    chart.line(np.arange(len(run.batch_costs)), run.batch_costs, SKY, 1)
    _curves(chart, run.test_costs, reference.test_costs)


def _accuracies(picture, run, reference):
    percent = 100 * np.array(run.accuracies)
    chart = Chart(picture, (450, 45, 330, 240), ENDS, (0, 100), "step", title="test images that are read")
    picture.text(f"{fixed(percent[-1], 1)} %", 780, 35, anchor="end", name="accuracy")
    chart.line([0, STEPS], [10, 10], GREY, 1, "2 3")
    _curves(chart, percent, 100 * np.array(reference.accuracies))


def _key(picture):
    alpha, size, neurons = REFERENCE
    dashed = f"reference: α = {alpha:g}, batches of {size}, 196-{neurons}-10"
    entries = [
        ("batch", "each batch", 50, SKY, 1, ""),
        ("test", "test images", 168, FORWARD, 2, ""),
        ("reference", dashed, 295, GREY, 2, "6 3"),
        ("nothing", "knows nothing", 655, GREY, 1, "2 3"),
    ]
    for name, label, x, colour, width, dash in entries:
        picture.line([(x, 341), (x + 26, 341)], colour, width, dash)
        picture.text(label, x + 32, 345, 12, name=name)
    picture.circle(181, 341, 3.5, FORWARD, FORWARD)


def _curves(chart, values, reference):
    chart.line(EVERY * np.arange(len(reference)), reference, GREY, 2, "6 3")
    chart.line(EVERY * np.arange(len(values)), values, FORWARD)
    chart.points(EVERY * np.arange(len(values)), values, FORWARD, 3.5)


def training_figure(images, labels):
    """Return the figure: move learning rate, batch size and width, and a network is trained from scratch each time.

    Parameters
    ----------
    images : uint8 array of shape (N, 28, 28)
        At least 2,560.
    labels : array of shape (N,)
    """
    data = training_data(images, labels)
    return Interactive(
        partial(training_picture, data),
        learning_rate=scale("learning rate α", LEARNING_RATES, 0.5),
        batch_size=scale("batch size", BATCH_SIZES, 32),
        width=scale("hidden neurons", WIDTHS, 32),
    )
