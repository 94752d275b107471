"""Figure of stage 05: learning rate, batch size and width, each choice trained afresh while you look."""

from functools import partial
from typing import NamedTuple

import numpy as np

from backprop_lib.checks import DivergedError
from backprop_lib.data import as_columns, one_hot
from backprop_lib.network import Network
from backprop_lib.plots.colours import FORWARD, GREY, SKY
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
KNOWS_NOTHING = np.log(10)  # (5.8) with the probability 0.1 for the right digit
LOWEST, HIGHEST = 0.1, 30.0  # ends of the cost axis
DIVERGED = 10.0  # a cost that no useful run comes near


class Run(NamedTuple):
    """What a training run recorded."""

    batch_costs: list  # of the batch of each step, before that step
    test_costs: list  # of the test images, after 0, 8, 16, ... steps
    accuracies: list  # likewise
    silent: int  # hidden neurons that no test image opened in the last test
    overflow: int | None  # the step after which the numbers were no longer finite


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
    """Train a network 196-width-10 for 64 steps and return its `Run`; the same arguments give the same run.

    The batch size is a power of 2 up to 2,048, so that an epoch is made of whole batches.
    """
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
                batch_costs.append(descend(net, data.X[:, batch], data.Y[:, batch], learning_rate))  # (5.17)
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
    return f"learns: the cost of the new images falls from {first} to {last}", False


def training_picture(data, learning_rate, batch_size, width):
    """Return the picture of a training run; the arguments are those of `train_network`."""
    return run_picture(train_network(data, learning_rate, batch_size, width), data, learning_rate, batch_size, width)


def run_picture(run, data, learning_rate, batch_size, width):
    """Return the curves of a run that was trained already, beside those of the reference."""
    (verdict, failed), percent = verdict_on(run), 100 * np.array(run.accuracies)
    silent = f"hidden neurons that no new image opens: {run.silent} of {width}"

    picture = Picture(800, 425)
    picture.describe(
        f"Learning rate {learning_rate:g}, batches of {batch_size}, {width} hidden neurons: the run {verdict}. In its "
        f"last test it reads {fixed(percent[-1], 0)} percent of the images; {silent}. Left the cost, right the "
        "accuracy, step by step, with a dashed reference."
    )
    costs = Chart(picture, (50, 45, 330, 240), ENDS, (LOWEST, HIGHEST), "step", title="cost", log=True)
    costs.line(np.arange(len(run.batch_costs)), run.batch_costs, SKY, 1)
    _curves(costs, KNOWS_NOTHING, run.test_costs, data.reference.test_costs)
    picture.text(f"{number(run.test_costs[-1], 2)} on the new images", 380, 35, anchor="end", name="cost")
    accuracies = Chart(picture, (450, 45, 330, 240), ENDS, (0, 100), "step", title="new images that are read")
    _curves(accuracies, 10, percent, 100 * np.array(data.reference.accuracies))
    picture.text(f"{fixed(percent[-1], 1)} %", 780, 35, anchor="end", name="accuracy")
    _key(picture)

    words = f"α = {learning_rate:g}, batches of {batch_size}, 196-{width}-10: {verdict}."
    picture.text(words, 50, 371, 13, bold=failed, name="verdict")
    seen, parameters = STEPS * batch_size, width * (len(data.X) + 1) + 10 * (width + 1)
    often = "each at most once" if seen <= TRAINING else f"each {seen / TRAINING:g} times"
    words = {
        "seen": f"{STEPS} steps with batches of {batch_size}: {seen:,} images, {often}.",
        "neurons": f"{parameters:,} weights and biases; {silent}.",
    }
    picture.rows(words, 50, 394, 21, size=12)
    return picture


def _curves(chart, nothing, values, reference):
    """Draw what knows nothing, the reference, and the values of a run, one every eighth step."""
    chart.line([0, STEPS], [nothing] * 2, GREY, 1, "2 3")
    chart.line(EVERY * np.arange(len(reference)), reference, GREY, 2, "6 3")
    chart.line(EVERY * np.arange(len(values)), values, FORWARD)
    chart.points(EVERY * np.arange(len(values)), values, FORWARD, 3.5)


def _key(picture):
    alpha, size, neurons = REFERENCE
    dashed = f"reference: α = {alpha:g}, batches of {size}, 196-{neurons}-10"
    entries = [
        ("batch", "each batch", 50, SKY, 1, ""),
        ("test", "new images", 168, FORWARD, 2, ""),
        ("reference", dashed, 295, GREY, 2, "6 3"),
        ("nothing", "knows nothing", 655, GREY, 1, "2 3"),
    ]
    for name, label, x, colour, width, dash in entries:
        picture.line([(x, 341), (x + 26, 341)], colour, width, dash)
        picture.text(label, x + 32, 345, 12, name=name)
    picture.circle(181, 341, 3.5, FORWARD, FORWARD)


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
