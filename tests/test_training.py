"""Training: exact steps, reproducible runs, and runs that end early."""

import re
import sys

import numpy as np
import pytest
from tqdm import tqdm

from backprop_lib import (
    LazyColumns,
    Network,
    as_columns,
    descend,
    gradient_descent,
    load_mnist,
    minibatches,
    one_hot,
    recording,
    relative_error,
    sgd,
    training,
)
from backprop_lib.activations import ELEMENTWISE
from backprop_lib.inplace import InPlaceStep
from backprop_lib.training import default_step, updated

TRAININGS = [gradient_descent, sgd]
N = 10


def network(dtype=np.float64):
    return Network([3, 4, 2], "tanh", "softmax", "cross_entropy", rng=5, dtype=dtype)


@pytest.fixture
def samples():
    rng = np.random.default_rng(6)
    return rng.standard_normal((3, N)), one_hot(rng.integers(0, 2, N), 2)


def parameters(net):
    return net.W[1:] + net.b[1:]


def assert_equal_networks(net, other):
    for a, b in zip(parameters(net), parameters(other), strict=True):
        np.testing.assert_array_equal(a, b)


def test_one_step_of_gradient_descent_is_exactly_the_formula(samples):
    net, X, Y = network(), *samples
    before = parameters(net)
    copies = [array.copy() for array in before]
    gradients = net.backward(net.forward(X), Y)
    cost = net.cost(X, Y)
    history = gradient_descent(net, X, Y, learning_rate=0.3, steps=1)
    assert history.cost == [cost]
    assert history.stopped is None
    for after, array, gradient in zip(parameters(net), copies, gradients.W[1:] + gradients.b[1:], strict=True):
        np.testing.assert_array_equal(after, array - 0.3 * gradient)
        assert (after != array).all()
    assert net.W[0] is net.b[0] is None
    # The arrays from before the step are still what they were, so that whoever kept them has them.
    for array, copy in zip(before, copies, strict=True):
        np.testing.assert_array_equal(array, copy)


def test_gradient_descent_records_the_cost_before_each_step(samples):
    net, X, Y = network(), *samples
    reference, costs = network(), []
    for _ in range(20):
        costs.append(reference.cost(X, Y))
        gradient_descent(reference, X, Y, steps=1)
    history = gradient_descent(net, X, Y, steps=20)
    assert history.cost == costs
    assert {type(cost) for cost in history.cost} == {float}
    assert_equal_networks(net, reference)


@pytest.mark.parametrize(("train", "length"), [(gradient_descent, {"steps": 50}), (sgd, {"epochs": 50})])
def test_training_lowers_the_cost(samples, train, length):
    net, X, Y = network(), *samples
    before = net.cost(X, Y)
    train(net, X, Y, learning_rate=0.1, **length)
    assert net.cost(X, Y) < 0.9 * before


@pytest.mark.parametrize("size", [1, 3, 5, 10, 64])
def test_minibatches_hold_each_sample_once(size):
    batches = minibatches(N, size, np.random.default_rng(0))
    np.testing.assert_array_equal(np.sort(np.concatenate(batches)), range(N))
    # All batches but the last are full.
    assert [len(batch) for batch in batches] == [size] * (N // size) + [N % size] * (N % size > 0)


class Recorder(LazyColumns):
    """Columns that note which samples were asked for."""

    def __init__(self, images):
        super().__init__(images)
        self.asked = []

    def __getitem__(self, index):
        if isinstance(index[1], np.ndarray):
            self.asked.append(index[1])
        return super().__getitem__(index)


def test_sgd_takes_each_sample_once_per_epoch():
    X = Recorder(np.zeros((N, 1, 3), np.uint8))
    sgd(network(), X, one_hot(np.zeros(N, int), 2), epochs=2, batch_size=4)
    assert [len(batch) for batch in X.asked] == [4, 4, 2, 4, 4, 2]
    first, second = np.concatenate(X.asked).reshape(2, N)
    np.testing.assert_array_equal(np.sort(first), range(N))
    np.testing.assert_array_equal(np.sort(second), range(N))
    # Each epoch shuffles anew.
    assert (first != second).any()


@pytest.mark.parametrize("batch_size", [N, 64])
def test_one_epoch_of_one_batch_is_one_step_of_gradient_descent(samples, batch_size):
    X, Y = samples
    nets = network(), network()
    sgd(nets[0], X, Y, learning_rate=0.3, epochs=1, batch_size=batch_size, rng=1)
    gradient_descent(nets[1], X, Y, learning_rate=0.3, steps=1)
    # The samples come in another order, so that their sum is rounded differently.
    for a, b in zip(parameters(nets[0]), parameters(nets[1]), strict=True):
        assert relative_error(a, b) <= 1e-14


def test_the_seed_decides_the_order_of_the_samples(samples):
    X, Y = samples
    nets = [network() for _ in range(4)]
    for net, rng in zip(nets, (1, 1, np.random.default_rng(1), 2), strict=True):
        sgd(net, X, Y, batch_size=3, rng=rng)
    assert_equal_networks(nets[0], nets[1])
    assert_equal_networks(nets[0], nets[2])
    assert (nets[0].W[1] != nets[3].W[1]).any()


@pytest.mark.parametrize(
    ("train", "defaults"),
    [
        (gradient_descent, {"learning_rate": 0.1, "steps": 1000}),
        (sgd, {"learning_rate": 0.1, "epochs": 5, "batch_size": 64, "rng": 0}),
    ],
)
def test_the_defaults(train, defaults):
    rng = np.random.default_rng(9)
    X, Y = rng.standard_normal((3, 130)), one_hot(rng.integers(0, 2, 130), 2)
    nets = network(), network()
    assert train(nets[0], X, Y).cost == train(nets[1], X, Y, **defaults).cost
    assert_equal_networks(*nets)


def test_the_history_has_one_cost_per_step(samples):
    X, Y = samples
    assert len(gradient_descent(network(), X, Y, steps=7).cost) == 7
    assert len(sgd(network(), X, Y, epochs=3, batch_size=4).cost) == 3 * 3
    assert len(sgd(network(), X, Y, epochs=3, batch_size=5).cost) == 3 * 2


def test_gradient_descent_does_the_same_in_a_browser(samples, monkeypatch):
    X, Y = samples
    seen = []

    def step(net, X, Y, learning_rate):
        seen.append(X.flags.c_contiguous)
        return descend(net, X, Y, learning_rate)

    here, there = network(), network()
    history = gradient_descent(here, np.asfortranarray(X), Y, steps=5, step=step)
    monkeypatch.setattr(training, "in_browser", lambda: True)
    assert gradient_descent(there, np.asfortranarray(X), Y, steps=5, step=step).cost == pytest.approx(history.cost)
    assert seen == [False] * 5 + [True] * 5


def test_gradient_descent_calls_back_after_each_step(samples):
    net, X, Y = network(), *samples
    calls = []

    def callback(step, trained, history):
        calls.append((step, trained, history, len(history.cost), trained.cost(X, Y)))

    history = gradient_descent(net, X, Y, steps=3, callback=callback)
    steps, nets, histories, lengths, costs = zip(*calls, strict=True)
    assert steps == lengths == (1, 2, 3)
    assert set(nets) == {net}
    assert set(histories) == {history}
    # The network that the callback sees has taken its step.
    assert list(costs[:2]) == history.cost[1:]


def test_sgd_calls_back_after_each_epoch(samples):
    net, X, Y = network(), *samples
    calls = []

    def callback(epoch, trained, history):
        calls.append((epoch, trained, history, len(history.cost)))

    history = sgd(net, X, Y, epochs=2, batch_size=4, callback=callback)
    assert calls == [(1, net, history, 3), (2, net, history, 6)]


def stop_at(last):
    def callback(step, net, history):
        if step == last:
            raise KeyboardInterrupt

    return callback


@pytest.mark.parametrize("progress", [False, True])
def test_an_interrupted_run_keeps_what_it_learned(samples, progress):
    net, reference, X, Y = network(), network(), *samples
    with pytest.warns(
        UserWarning, match="^interrupted after 3 of 10 steps; the network keeps what it learned$"
    ) as caught:
        history = gradient_descent(net, X, Y, steps=10, callback=stop_at(3), progress=progress)
    assert history.stopped == str(caught[0].message)
    assert len(caught) == 1
    # The warning points to the line that started the training.
    assert caught[0].filename == __file__
    assert history.cost == gradient_descent(reference, X, Y, steps=3).cost
    assert_equal_networks(net, reference)


@pytest.mark.parametrize(("batch_size", "progress"), [(4, "6 of 15"), (5, "4 of 10")])  # of 10 samples
def test_an_interrupted_run_of_sgd_keeps_what_it_learned(samples, batch_size, progress):
    net, reference, X, Y = network(), network(), *samples
    with pytest.warns(UserWarning, match=f"^interrupted after {progress} steps; the network keeps what it learned$"):
        history = sgd(net, X, Y, epochs=5, batch_size=batch_size, callback=stop_at(2))
    assert history.cost == sgd(reference, X, Y, epochs=2, batch_size=batch_size).cost
    assert_equal_networks(net, reference)


@pytest.mark.parametrize("train", TRAININGS)
def test_other_errors_in_a_callback_are_not_hidden(samples, train):
    def callback(step, net, history):
        raise ZeroDivisionError("mine")

    with pytest.raises(ZeroDivisionError, match="mine"):
        train(network(), *samples, callback=callback)


def linear_problem():
    """Return a network that a large learning rate drives to infinity, and samples for it."""
    rng = np.random.default_rng(7)
    net = Network([3, 4, 2], "identity", "identity", "squared_error")
    return net, rng.standard_normal((3, N)), rng.standard_normal((2, N))


@pytest.mark.parametrize("progress", [False, True])
@pytest.mark.parametrize(("train", "length"), [(gradient_descent, {"steps": 500}), (sgd, {"epochs": 500})])
def test_a_diverging_run_keeps_the_last_finite_parameters(train, length, progress):
    net, X, Y = linear_problem()
    words = r"^diverged at step \d+ of 500: .* The network keeps its last finite state; try a smaller learning rate$"
    with pytest.warns(UserWarning, match=words) as caught:
        history = train(net, X, Y, learning_rate=10, progress=progress, **length)
    # One warning, from the line that started the training; numpy's own, about overflow, would say nothing more.
    assert [warning.filename for warning in caught] == [__file__]
    assert history.stopped == str(caught[0].message)
    assert f"at step {len(history.cost)} of" in history.stopped
    assert np.isfinite(history.cost).all()
    assert all(np.isfinite(array).all() for array in parameters(net))
    # These are the parameters at which the last cost was measured.
    assert net.cost(X, Y) == pytest.approx(history.cost[-1], rel=1e-12)


def test_divergence_in_the_last_step_is_noticed_whichever_sample_shows_it():
    X, Y = np.array([[0.0, 1e3, -1e3]]), np.zeros((1, 3))
    net = Network([1, 1], output="identity", cost="squared_error")
    with pytest.warns(UserWarning, match="^diverged at step 1 of 1: "):
        gradient_descent(net, X, Y, learning_rate=1e200, steps=1)
    assert np.isfinite(net.cost(X, Y))


def test_an_interrupt_after_a_step_that_overflowed_keeps_the_last_finite_parameters():
    def stop(*_):
        raise KeyboardInterrupt

    net = Network([2, 2], output="identity", cost="squared_error")
    with pytest.warns(UserWarning, match="^interrupted after 1 of 5 steps"):
        gradient_descent(net, np.full((2, 3), 1e3), np.zeros((2, 3)), learning_rate=1.7e308, steps=5, callback=stop)
    assert all(np.isfinite(array).all() for array in parameters(net))


@pytest.mark.parametrize("name", ["W", "b"])
@pytest.mark.parametrize("l", [1, 2])
def test_an_interrupt_finds_what_is_not_finite_wherever_it_is(samples, name, l):
    def spoil(step, net, history):
        getattr(net, name)[l][0, 0] = np.inf
        raise KeyboardInterrupt

    net = network()
    with pytest.warns(UserWarning, match="^interrupted after 1 of 5 steps"):
        gradient_descent(net, *samples, steps=5, callback=spoil)
    assert_equal_networks(net, network())


@pytest.mark.parametrize("train", TRAININGS)
def test_a_float32_network_stays_so_whatever_the_type_of_the_learning_rate(samples, train):
    net = network(np.float32)
    train(net, *samples, learning_rate=np.float64(0.1))
    assert {array.dtype for array in parameters(net)} == {np.dtype(np.float32)}


@pytest.mark.parametrize("train", TRAININGS)
def test_lists_train_like_arrays(samples, train):
    nets, (X, Y) = (network(), network()), samples
    train(nets[0], X, Y)
    train(nets[1], X.tolist(), Y.tolist())
    assert_equal_networks(*nets)


def test_lazy_columns_of_another_size_are_refused(refused):
    with refused("X has shape (1, 10), expected (3, N) with one sample per column"):
        sgd(network(), LazyColumns(np.zeros((N, 1, 1), np.uint8)), one_hot(np.zeros(N, int), 2))


def test_divergence_in_the_last_step_is_noticed():
    net, X, Y = linear_problem()
    with pytest.warns(UserWarning, match="^diverged at step"):
        last = len(gradient_descent(net, X, Y, learning_rate=10, steps=500).cost)
    # One step less is a run that ends well; with as many steps as it takes, no next step finds the divergence.
    net, X, Y = linear_problem()
    assert gradient_descent(net, X, Y, learning_rate=10, steps=last - 1).stopped is None
    net, X, Y = linear_problem()
    with pytest.warns(UserWarning, match=f"^diverged at step {last} of {last}: "):
        gradient_descent(net, X, Y, learning_rate=10, steps=last)
    assert np.isfinite(net.cost(X, Y))


@pytest.mark.parametrize("train", TRAININGS)
def test_a_network_that_is_not_finite_to_begin_with_is_refused(samples, train):
    net, X, Y = network(), *samples
    net.W[1][0, 0] = np.nan
    with pytest.raises(ValueError, match=r"^Z\[1\] is no longer finite although X is"):
        train(net, X, Y)


@pytest.mark.parametrize("train", TRAININGS)
@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"learning_rate": 0}, "learning_rate=0, expected a positive number"),
        ({"learning_rate": -0.1}, "learning_rate=-0.1, expected a positive number"),
        ({"learning_rate": np.nan}, "learning_rate=nan, expected a positive number"),
        ({"learning_rate": np.inf}, "learning_rate=inf, expected a positive number"),
        ({"learning_rate": None}, "learning_rate=None, expected a positive number"),
        ({"learning_rate": "0.1"}, "learning_rate='0.1', expected a positive number"),
        ({"learning_rate": 1j}, "learning_rate=1j, expected a positive number"),
        ({"learning_rate": 10**400}, f"learning_rate={10**400}, expected a positive number"),
        ({"learning_rate": [0.1]}, "learning_rate=[0.1], expected a positive number"),
        (
            {"X": np.ones((N, 3))},
            "X has shape (10, 3), expected (3, N) with one sample per column: samples are columns, did you mean X.T?",
        ),
        ({"X": np.ones((2, N))}, "X has shape (2, 10), expected (3, N) with one sample per column"),
        (
            {"X": np.ones((3, 0))},
            "X has shape (3, 0), expected (3, N) with one sample per column: there is no sample in it",
        ),
        ({"X": np.ones((3, N - 1))}, "Y has shape (2, 10), expected (2, 9), one column per sample: X has 9 samples"),
        (
            {"X": np.ones((3, N), np.uint8)},
            "X has dtype uint8, expected numbers in [0, 1]: did you mean as_columns(images)?",
        ),
        ({"X": np.full((3, N), np.nan)}, "X holds nan in row 0 of column 0, expected finite numbers"),
        (
            {"Y": np.zeros(N, int)},
            "Y has shape (10,), expected (2, 10), one column per sample: did you mean one_hot(labels, 2)?",
        ),
        (
            {"Y": np.ones((N, 2)) / 2},
            "Y has shape (10, 2), expected (2, 10), one column per sample: samples are columns, did you mean Y.T?",
        ),
        (
            {"Y": np.ones((2, N))},
            "column 0 of Y sums to 2, expected 1: cross-entropy compares probabilities, did you mean "
            "one_hot(labels, 2)?",
        ),
        ({"Y": np.full((2, N), np.nan)}, "Y holds nan in row 0 of column 0, expected finite numbers"),
    ],
)
def test_bad_arguments_are_refused_before_anything_changes(refused, samples, train, change, message):
    net = network()
    arguments = {"X": samples[0], "Y": samples[1], **change}
    with refused(message):
        train(net, **arguments)
    assert_equal_networks(net, network())


@pytest.mark.parametrize(("train", "argument"), [(gradient_descent, "steps"), (sgd, "epochs"), (sgd, "batch_size")])
@pytest.mark.parametrize(
    ("value", "expected"), [(0, "at least 1"), (-3, "at least 1"), (2.0, "a whole number"), ("5", "a whole number")]
)
def test_bad_counts_are_refused_before_anything_changes(refused, samples, train, argument, value, expected):
    net = network()
    with refused(f"{argument}={value!r}, expected {expected}"):
        train(net, *samples, **{argument: value})
    assert_equal_networks(net, network())


@pytest.mark.parametrize("train", TRAININGS)
def test_nan_among_the_samples_is_no_divergence(samples, train):
    X, Y = samples
    X[1, 4] = np.nan
    # sgd shuffles, so that the number of the column depends on the order.
    with pytest.raises(ValueError, match=r"^X holds nan in row 1 of column \d, expected finite numbers$") as caught:
        train(network(), X, Y)
    assert caught.type is ValueError


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_lazy_columns_train_exactly_like_columns(dtype):
    images, labels = load_mnist("test")
    images, Y = images[:150], one_hot(labels[:150], dtype=dtype)
    nets, histories = [], []
    for X in (as_columns(images, dtype), LazyColumns(images, dtype)):
        nets.append(Network([784, 12, 10], rng=8, dtype=dtype))
        histories.append(sgd(nets[-1], X, Y, epochs=2, batch_size=64))
    assert_equal_networks(*nets)
    assert histories[0].cost == histories[1].cost


@pytest.mark.parametrize(("train", "length"), [(gradient_descent, {"steps": 5}), (sgd, {"epochs": 5})])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_training_keeps_the_dtype(samples, train, length, dtype):
    net = network(dtype)
    train(net, *samples, learning_rate=0.1, **length)
    assert {array.dtype for array in parameters(net)} == {np.dtype(dtype)}


@pytest.mark.parametrize("train", TRAININGS)
def test_the_progress_bar_goes_to_stdout_alone(samples, capsys, train):
    train(network(), *samples, progress=True)
    written = capsys.readouterr()
    assert "%|" in written.out
    assert written.out.endswith("\r")  # it is gone when the training is over
    assert written.err == ""


@pytest.mark.parametrize("train", TRAININGS)
def test_the_progress_bar_says_how_well_it_goes(capsys, train, monkeypatch):
    def bar(steps):
        return tqdm(total=steps, file=sys.stdout, leave=False, mininterval=0, miniters=1)  # drawn at every step

    monkeypatch.setattr(recording, "progress_bar", bar)
    rng = np.random.default_rng(0)
    net, X, Y = Network([3, 5, 4]), rng.standard_normal((3, 8)), np.eye(4)[:, [0, 1, 2, 3, 0, 1, 2, 3]]
    history = train(net, X, Y, learning_rate=1e-9, progress=True)
    accuracy = (net.predict(X) == Y.argmax(axis=0)).mean()
    words = f"cost {history.cost[-1]:.4f}, accuracy {100 * accuracy:.0f} %"
    assert words in capsys.readouterr().out


def test_the_accuracy_is_the_share_of_right_answers():
    net = Network([4, 4])
    net.W[1] = np.eye(4)
    X = np.eye(4)[:, [0, 1, 2, 3, 0, 1, 2, 3, 3, 0]]
    Y = one_hot([0, 1, 2, 3, 0, 1, 2, 0, 1, 2])  # two of the last three labels are too low, one is too high
    assert recording.progress_words(net, 0.25, X, Y) == "cost 0.2500, accuracy 70 %"


@pytest.mark.parametrize("output", ELEMENTWISE)
def test_the_accuracy_of_a_regression_is_not_spoken_of(samples, output):
    net = Network([3, 2], output=output, cost="squared_error")
    assert recording.progress_words(net, 0.25, *samples) == "cost 0.2500"


@pytest.mark.parametrize("train", TRAININGS)
def test_without_a_progress_bar_nothing_is_written(samples, capsys, train):
    train(network(), *samples)
    assert capsys.readouterr() == ("", "")


def test_a_progress_bar_changes_nothing(samples):
    nets = network(), network()
    for net, progress in zip(nets, (False, True), strict=True):
        gradient_descent(net, *samples, steps=5, progress=progress)
    assert_equal_networks(*nets)


@pytest.mark.parametrize("train", TRAININGS)
def test_a_callback_that_cannot_be_called_is_refused_before_the_first_step(train, samples):
    net = network()
    before = [array.copy() for array in parameters(net)]
    with pytest.raises(TypeError, match="callback='plot', expected a function"):
        train(net, *samples, callback="plot")
    for array, copy in zip(parameters(net), before, strict=True):
        np.testing.assert_array_equal(array, copy)


def test_a_seed_that_is_none_is_refused_in_words(samples):
    with pytest.raises(ValueError, match="rng=-1, expected a seed"):
        sgd(network(), *samples, rng=-1)


class Momentum:
    """The step of a learner: each gradient adds to those before."""

    def __init__(self, beta):
        self.beta, self.velocity = beta, None

    def __call__(self, net, X, Y, learning_rate):
        cache = net.forward(X)
        cost, gradients = net.mean_cost(cache, Y), net.backward(cache, Y)
        new = gradients.W[1:] + gradients.b[1:]
        old = self.velocity or [np.zeros_like(g) for g in new]
        self.velocity = [self.beta * v + g for v, g in zip(old, new, strict=True)]
        for p, v in zip(net.W[1:] + net.b[1:], self.velocity, strict=True):
            p -= learning_rate * v
        return cost


def test_momentum_is_a_step_of_ones_own(samples):
    X, Y = samples
    nets = network(), network(), network()
    histories = [
        gradient_descent(nets[0], X, Y, steps=5, step=Momentum(0)),
        gradient_descent(nets[1], X, Y, steps=5),
        sgd(nets[2], X, Y, epochs=5, batch_size=N, step=Momentum(0.9)),
    ]
    assert histories[0].cost == histories[1].cost
    assert_equal_networks(*nets[:2])  # without momentum it is the step of gradient descent
    assert histories[2].cost[-1] < histories[1].cost[-1]

    # With momentum, by hand: the second step adds the first gradient once more, 0.9 times.
    net, other = network(), network()
    first = net.backward(net.forward(X), Y)
    gradient_descent(net, X, Y, learning_rate=0.1, steps=1)
    second = net.backward(net.forward(X), Y)
    gradient_descent(other, X, Y, learning_rate=0.1, steps=2, step=Momentum(0.9))
    for p, one, two, now in zip(net.W[1:], first.W[1:], second.W[1:], other.W[1:], strict=True):
        np.testing.assert_allclose(now, p - 0.1 * (0.9 * one + two), rtol=1e-14)


def test_weight_decay_and_a_schedule_are_steps_over_descend(samples):
    def decayed(net, X, Y, learning_rate):
        cost = descend(net, X, Y, learning_rate)
        net.W = [None] + [0.5 * W for W in net.W[1:]]
        return cost

    rates = iter([0.4, 0.2])
    nets = network(), network()
    sgd(nets[0], *samples, epochs=1, step=decayed)
    sgd(nets[1], *samples, epochs=1, step=descend)
    for one, two in zip(nets[0].W[1:], nets[1].W[1:], strict=True):
        np.testing.assert_array_equal(one, 0.5 * two)

    nets = network(), network()
    gradient_descent(nets[0], *samples, steps=2, step=lambda net, X, Y, _: descend(net, X, Y, next(rates)))
    for rate in (0.4, 0.2):
        descend(nets[1], *samples, rate)
    assert_equal_networks(*nets)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_the_default_step_of_sgd_is_the_fast_one_and_gives_what_descend_gives(samples, dtype):
    nets = network(dtype), network(dtype)
    assert type(default_step(nets[0])) is InPlaceStep
    sgd(nets[0], *samples, epochs=3, batch_size=4)
    sgd(nets[1], *samples, epochs=3, batch_size=4, step=descend)
    for a, b in zip(*map(parameters, nets), strict=True):
        assert relative_error(a, b) < 64 * np.finfo(dtype).eps


class Backward(Network):
    def backward(self, cache, Y):
        gradients = super().backward(cache, Y)
        return gradients._replace(W=[None] + [0 * W for W in gradients.W[1:]])


class Forward(Network):
    def forward(self, X):
        return super().forward(0 * np.asarray(X))


class Cost(Network):
    def mean_cost(self, cache, Y):
        return super().mean_cost(cache, Y) + 1


@pytest.mark.parametrize("kind", [Backward, Forward, Cost])
def test_sgd_trains_a_network_with_a_pass_of_its_own_by_this_pass(samples, kind):
    nets = [kind([3, 4, 2], "tanh", rng=5) for _ in range(2)]
    assert default_step(nets[0]) is descend
    histories = [
        sgd(net, *samples, epochs=2, batch_size=4, step=step) for net, step in zip(nets, (None, descend), strict=True)
    ]
    assert_equal_networks(*nets)
    assert histories[0].cost == histories[1].cost
    # And its own pass is seen in the result.
    net = network()
    history = sgd(net, *samples, epochs=2, batch_size=4, step=descend)
    assert history.cost != histories[0].cost


def test_sgd_calls_a_backward_that_was_put_on_a_single_network(samples):
    net = network()
    calls = []

    def backward(cache, Y):
        calls.append(Y.shape)
        return Network.backward(net, cache, Y)

    net.backward = backward
    sgd(net, *samples, epochs=1, batch_size=4)
    assert calls == [(2, 4), (2, 4), (2, 2)]


@pytest.mark.parametrize("train", TRAININGS)
@pytest.mark.parametrize("returned", [None, "0.5", [0.5], np.ones(2), 1j])
def test_a_step_that_does_not_return_the_cost_is_told_so(samples, train, returned):
    with pytest.raises(TypeError, match=r"^step returned .*, expected the cost before the step, a number$"):
        train(network(), *samples, step=lambda net, X, Y, learning_rate: returned)


@pytest.mark.parametrize("train", TRAININGS)
def test_a_step_that_cannot_be_called_is_refused(samples, train):
    with pytest.raises(TypeError, match="step='momentum', expected a function"):
        train(network(), *samples, step="momentum")


@pytest.mark.parametrize("train", TRAININGS)
def test_a_diverging_step_that_writes_into_the_arrays_of_the_network_loses_nothing(train):
    net, X, Y = linear_problem()
    with pytest.warns(UserWarning, match=r"^diverged at step \d+ of "):
        history = train(net, X, Y, learning_rate=10, step=Momentum(0.5))
    assert all(np.isfinite(array).all() for array in parameters(net))
    assert net.cost(X, Y) == pytest.approx(history.cost[-1], rel=1e-12)


@pytest.mark.parametrize(
    ("gradients", "error", "message"),
    [
        (
            [None, np.ones((2, 2))],
            ValueError,
            "gradients have the shapes [(2, 2)], expected those of parameters, [(2, 3)]",
        ),
        ([None], ValueError, "gradients have the shapes [], expected those of parameters, [(2, 3)]"),
        ([None, 1.0], TypeError, "gradients=[None, 1.0], expected a list of arrays whose index 0 is not used"),
        ([None, np.full((2, 3), "a")], ValueError, "gradients have dtype <U1, expected numbers"),
    ],
)
def test_gradients_that_do_not_fit_their_parameters_are_refused(gradients, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        updated([None, np.ones((2, 3))], gradients, 0.1)


def test_an_update_and_a_step_need_a_positive_learning_rate(samples, refused):
    with refused("learning_rate=0, expected a positive number"):
        updated([None, np.ones(2)], [None, np.ones(2)], 0)
    with refused("learning_rate=-1, expected a positive number"):
        descend(network(), *samples, -1)


def test_a_step_of_what_is_no_network_is_refused(samples):
    with pytest.raises(TypeError, match=r"^net='net', expected a Network$"):
        descend("net", *samples, 0.1)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ((0, 2, np.random.default_rng(0)), ValueError, "N=0, expected at least 1"),
        ((10**9, 2, np.random.default_rng(0)), ValueError, "N=1000000000, expected at most 100000000 samples"),
        ((5, 0, np.random.default_rng(0)), ValueError, "batch_size=0, expected at least 1"),
        ((5, 2, 0), TypeError, "rng=0, expected a numpy.random.Generator, such as np.random.default_rng(0)"),
    ],
)
def test_batches_that_cannot_be_cut_are_refused(arguments, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        minibatches(*arguments)
