"""The two rings: what a hidden layer is needed for, and the figures that show how it is learned."""

import asyncio

import numpy as np
import pytest
from moving import assert_moves

from backprop_lib import Network, descend, gradient_descent
from backprop_lib.ladder.rings import two_rings
from backprop_lib.widgets import live_rings_figure, rings, rings_figure
from backprop_lib.widgets.controls import PAUSE
from backprop_lib.widgets.picture import number

RUNS = [(sizes, seed) for sizes in rings.SIZES for seed in rings.SEEDS]


def test_it_moves():
    assert_moves(rings_figure())


def test_the_rings_do_not_touch():
    X, Y = two_rings(1000, np.random.default_rng(3))
    distance = np.hypot(*X)
    assert X.shape == (2, 1000)
    assert Y.shape == (1, 1000)
    assert Y.sum() == 500
    assert distance[Y[0] == 1].max() < distance[Y[0] == 0].min()


@pytest.mark.parametrize(("sizes", "seed"), RUNS)
def test_three_hidden_neurons_are_needed_and_enough(sizes, seed):
    look = rings.look_at(rings.network_after(sizes, seed, 1000))
    hidden = sizes[1] if len(sizes) == 3 else 0
    assert (look.right == rings.POINTS) == (hidden >= 3)
    assert (look.right_new > 0.98 * rings.NEW_POINTS) == (hidden >= 3)


def test_a_recording_is_a_run_of_gradient_descent():
    (X, Y), _ = rings.points()
    net = Network([2, 3, 1], hidden="sigmoid", output="sigmoid", cost="squared_error", rng=1)
    start = [net.W[1].copy(), net.b[2].copy()]
    history = gradient_descent(net, X, Y, rings.LEARNING_RATE, 50)
    recording = rings.recorded((2, 3, 1), 1)
    assert np.allclose(recording.costs[:50], history.cost)
    assert np.isclose(recording.costs[50], net.cost(X, Y))
    assert np.array_equal(recording.networks[0][0][1], start[0])
    assert np.array_equal(recording.networks[0][1][2], start[1])
    assert np.allclose(recording.networks[50][0][2], net.W[2])


def test_the_map_is_the_plane_with_its_first_row_at_the_top():
    left_top, right_bottom = rings.plane(4)[:, 0], rings.plane(4)[:, -1]
    assert np.allclose(left_top, [-1.2, 1.2])
    assert np.allclose(right_bottom, [1.2, -1.2])
    net = rings.network_after((2, 8, 1), 0, 1000)
    look = rings.look_at(net)
    middle = net.forward(np.zeros((2, 1))).A[2][0, 0]
    assert abs(look.output[rings.FINE // 2, rings.FINE // 2] - middle) < 0.01
    assert look.output[0, 0] < 0.1 < 0.9 < middle


@pytest.mark.parametrize(("sizes", "step"), [((2, 1), 0), ((2, 8, 1), 200), ((2, 3, 1), 1000)])
def test_the_picture_says_what_the_network_does(sizes, step):
    net, ((X, Y), _) = rings.network_after(sizes, 0, step), rings.points()
    texts = rings.rings_picture(sizes, 0, step).texts()
    assert texts["title"] == f"output of {'-'.join(map(str, sizes))} after {step:,} steps"
    assert texts["cost"] == f"cost C = {number(net.cost(X, Y), 3)}"
    right = sum((net.forward(X[:, [s]]).A[-1][0, 0] > 0.5) == Y[0, s] for s in range(rings.POINTS))
    assert texts["right"] == f"{right} of {rings.POINTS} points on the right side"
    assert sum(name.startswith("weight") for name in texts) == (sizes[1] if len(sizes) == 3 else 0)


def test_the_live_figure_moves():
    assert_moves(live_rings_figure())


def test_a_training_goes_on_by_the_given_step_and_ends():
    steps = []

    def step(net, X, Y, learning_rate):
        steps.append(learning_rate)
        return descend(net, X, Y, learning_rate)

    start = rings.started((2, 3, 1), 1)
    training, before = start, start.net.W[1].copy()
    while (following := rings.continued(training, step, 3.0)) is not None:
        training = following
    assert steps == [3.0] * rings.LAST == [3.0] * training.steps
    assert np.array_equal(start.net.W[1], before)
    assert np.allclose(training.costs[:1001], rings.recorded((2, 3, 1), 1).costs)
    (X, Y), _ = rings.points()
    assert training.costs[-1] == training.net.cost(X, Y)


def test_the_live_picture_says_what_the_network_does():
    training = rings.continued(rings.started((2, 3, 1), 2), descend, 10.0)
    picture = rings.live_picture(training, 10.0)
    assert picture.texts()["title"] == "output of 2-3-1 after 20 steps"
    assert picture.texts()["cost"] == f"cost C = {number(training.costs[-1], 3)}"
    assert "The network 2-3-1, start 2, after 20 steps, learning rate 10: cost C" in picture.alt


def test_another_network_starts_again():
    figure = live_rings_figure()
    run, sizes = figure.controls["training"], figure.controls["sizes"]
    run.value = run.further(run.value)
    assert run.value.steps == rings.SLICE
    sizes.value = (2, 2, 1)
    assert run.value.steps == 0
    assert run.value.net.sizes == [2, 2, 1]
    assert "output of 2-2-1 after 0 steps" in figure.html.value


def test_it_learns_until_it_is_stopped_and_keeps_what_it_has_learned():
    figure = live_rings_figure()
    run, rate = figure.controls["training"], figure.controls["learning_rate"]

    async def use():
        run.click()
        assert run.description == "■ stop"
        assert run.value.steps == rings.SLICE
        while run.value.steps < 5 * rings.SLICE:
            await asyncio.sleep(0.01)  # as long as the kernel does something else
        rate.value = 10.0
        assert "learning rate 10" in figure.html.value
        run.click()
        stopped = run.value
        await asyncio.sleep(5 * PAUSE)
        assert run.value is stopped
        run.click()
        assert run.value.steps == stopped.steps + rings.SLICE
        run.click()
        return stopped

    stopped = asyncio.run(use())
    assert run.description == "▶ train"
    assert np.allclose(stopped.costs[: 5 * rings.SLICE], rings.recorded((2, 8, 1), 0).costs[: 5 * rings.SLICE])
    assert f"after {run.value.steps} steps" in figure.html.value
