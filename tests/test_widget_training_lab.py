"""The training figure: its curves are those of the library's own training, and every setting can be drawn."""

import itertools
import warnings

import numpy as np
import pytest
from moving import assert_sound

from backprop_lib import Network, load_mnist, one_hot, sgd
from backprop_lib.widgets import training_lab as lab
from backprop_lib.widgets.picture import Line, fixed, number, plain
from backprop_lib.widgets.svg import to_svg

START = (0.5, 32, 32)


@pytest.fixture(scope="module")
def mnist():
    return load_mnist("train")


@pytest.fixture(scope="module")
def data(mnist):
    return lab.training_data(*mnist)


def learning(rate):
    """Return a run that need not be trained: its costs fall or rise by a factor in each step."""
    costs = (2.5 * rate ** np.arange(65)).tolist()
    return lab.Run(costs[:64], costs[::8], np.linspace(0.1, 0.9, 9).tolist(), 3, None)


@pytest.mark.parametrize("setting", [(0.01, 1, 64), (0.01, 256, 1), (30.0, 1, 1), (30.0, 256, 64)], ids=str)
def test_trained_runs_at_the_ends_of_the_controls_can_be_drawn(data, setting):
    run = lab.train_network(data, *setting)
    assert_shows(lab.run_picture(run, data, *setting), run, setting)


@pytest.mark.parametrize("rate", [0.97, 1.0, 1.01, 1.05, 1.3, 2.0])
def test_a_picture_shows_its_run_and_its_setting(data, rate):
    settings = zip(lab.LEARNING_RATES, itertools.cycle(lab.BATCH_SIZES), itertools.cycle(lab.WIDTHS), strict=False)
    for setting in settings:
        assert_shows(lab.run_picture(learning(rate), data, *setting), learning(rate), setting)


def assert_shows(picture, run, setting):
    learning_rate, batch_size, width = setting
    assert_sound(picture)
    texts = picture.texts()
    assert texts["cost"] == f"{number(run.test_costs[-1], 2)} on the new images"
    assert texts["accuracy"] == f"{fixed(100 * run.accuracies[-1], 1)} %"
    verdict, _ = lab.verdict_on(run)
    assert texts["verdict"] == f"α = {learning_rate:g}, batches of {batch_size}, 196-{width}-10: {verdict}."
    assert f"batches of {batch_size}: {64 * batch_size:,} images" in texts["seen"]
    net = Network([196, width, 10])
    assert texts["neurons"].startswith(f"{sum(p.size for p in net.W[1:] + net.b[1:]):,} weights and biases")
    assert texts["neurons"].endswith(f"opens: {run.silent} of {width}.")
    said = f"Learning rate {learning_rate:g}, batches of {batch_size}, {width} hidden neurons: the run {plain(verdict)}"
    assert said in picture.alt


def test_the_verdict_on_a_run():
    assert lab.verdict_on(learning(0.98)) == ("learns: the cost of the new images falls from 2.50 to 0.69", False)
    assert lab.verdict_on(learning(1.0)) == ("ends no better than a network that knows nothing", True)
    # 2.5 · 1.05^28 = 9.8, and one step later it is 10.3.
    climbs = "diverges: the cost is above 10 at step 30 and climbs to 54.1"
    assert lab.verdict_on(learning(1.05)) == (climbs, True)
    overflow = learning(1.0)._replace(overflow=5)
    assert lab.verdict_on(overflow) == ("diverges: after step 5 the numbers are no longer finite", True)


@pytest.mark.parametrize(("learning_rate", "batch_size", "epochs"), [(0.1, 32, 1), (0.5, 256, 8), (10.0, 64, 2)])
def test_a_run_is_that_of_sgd(data, learning_rate, batch_size, epochs):
    run, net = lab.train_network(data, learning_rate, batch_size, 16), Network([196, 16, 10])
    history = sgd(net, data.X, data.Y, learning_rate, epochs, batch_size)
    assert np.allclose(run.batch_costs, history.cost, rtol=1e-9, atol=0)
    assert np.isclose(run.test_costs[-1], net.cost(data.X_test, data.Y_test))
    assert run.accuracies[-1] == (net.predict(data.X_test) == data.labels_test).mean()
    assert run.silent == sum(not row.any() for row in net.forward(data.X_test).A[1])
    assert (len(run.batch_costs), len(run.test_costs), len(run.accuracies), run.overflow) == (64, 9, 9, None)


def test_a_small_batch_begins_the_epoch_of_sgd(data):
    run, history = lab.train_network(data, 0.1, 8, 4), sgd(Network([196, 4, 10]), data.X, data.Y, 0.1, 1, 8)
    assert np.allclose(run.batch_costs, history.cost[:64], rtol=1e-9, atol=0)


def test_numbers_beyond_all_bounds_end_a_run_in_words(data):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        run = lab.train_network(data, 1e200, 8, 4)
        picture = lab.run_picture(run, data, 1e200, 8, 4)
    assert_sound(picture)
    assert f"diverges: after step {run.overflow} the numbers are no longer finite" in picture.texts()["verdict"]
    assert len(run.batch_costs) == run.overflow < 64
    assert np.isfinite(run.batch_costs + run.test_costs + run.accuracies).all()


def test_the_same_setting_gives_the_same_run(data):
    first = lab.train_network(data, *START)
    lab.train_network(data, 10.0, 1, 8)
    assert lab.train_network(data, *START) == first


def test_the_reference_is_a_run_like_any_other(data):
    assert data.reference == lab.train_network(data, *lab.REFERENCE)
    picture = lab.training_picture(data, *lab.REFERENCE)
    assert picture.texts()["reference"] == "reference: α = 0.1, batches of 32, 196-32-10"
    cost, accuracy = [shape for shape in picture.shapes if isinstance(shape, Line) and shape.dash == "6 3"][:2]
    solid = [shape.points for shape in picture.shapes if isinstance(shape, Line) and len(shape.points) == 9]
    assert sum(np.array_equal(points, cost.points) for points in solid) == 2
    assert sum(np.array_equal(points, accuracy.points) for points in solid) == 2


def test_the_images_are_halved_by_means(mnist, data):
    images, labels = mnist
    small = data.X[:, 3].reshape(14, 14)
    assert np.isclose(small[6, 5], images[3, 12:14, 10:12].mean() / 255)
    assert np.isclose(data.X_test[:, 0].mean(), images[2048].mean() / 255)
    assert data.X.shape == (196, 2048)
    assert data.X_test.shape == (196, 512)
    assert np.array_equal(data.Y, one_hot(labels[:2048]))
    assert np.array_equal(data.labels_test, labels[2048:2560])


def test_the_figure_follows_its_controls(mnist, data):
    figure = lab.training_figure(*mnist)
    assert all(control.description for control in figure.controls.values())
    assert tuple(figure.state().values()) == START
    for name, value in {"learning_rate": 30.0, "batch_size": 1, "width": 64}.items():
        figure.controls[name].value = value
    assert figure.html.value == to_svg(lab.training_picture(data, 30.0, 1, 64))
