"""The training figure: its curves are those of the library's own training, and every setting can be drawn."""

import itertools
import warnings

import numpy as np
import pytest
from moving import assert_sound

from backprop_lib import Network, load_mnist, one_hot, sgd
from backprop_lib.widgets import training_lab as lab
from backprop_lib.widgets.picture import Line, fixed, number
from backprop_lib.widgets.svg import to_svg

START = (0.5, 32, 32)


@pytest.fixture(scope="module")
def mnist():
    return load_mnist("train")


@pytest.fixture(scope="module")
def data(mnist):
    return lab.training_data(*mnist)


def settings():
    """Return each place of each control, all corners, and seeded random combinations."""
    ranges = lab.LEARNING_RATES, lab.BATCH_SIZES, lab.WIDTHS
    each = [(*START[:k], value, *START[k + 1 :]) for k, values in enumerate(ranges) for value in values]
    corners = list(itertools.product(*((values[0], values[-1]) for values in ranges)))
    rng = np.random.default_rng(0)
    return each + corners + [tuple(values[rng.integers(len(values))] for values in ranges) for _ in range(20)]


@pytest.mark.parametrize("setting", settings(), ids=str)
def test_each_setting_shows_its_own_run(data, setting):
    learning_rate, batch_size, width = setting
    picture, run = lab.training_picture(data, *setting), lab.train_network(data, *setting)
    assert_sound(picture)
    assert "nan" not in to_svg(picture)
    texts = picture.texts()
    assert texts["cost"] == f"{number(run.test_costs[-1], 2)} on the test images"
    assert texts["accuracy"] == f"{fixed(100 * run.accuracies[-1], 1)} %"
    assert texts["verdict"].startswith(f"α = {learning_rate:g}, batches of {batch_size}, 196-{width}-10: ")
    assert f"batches of {batch_size}: {64 * batch_size:,} images" in texts["seen"]
    net = Network([196, width, 10])
    assert texts["neurons"].startswith(f"{sum(p.size for p in net.W[1:] + net.b[1:]):,} weights and biases")
    assert texts["neurons"].endswith(f"opens: {run.silent} of {width}.")
    assert f"Learning rate {learning_rate:g}, batches of {batch_size}, {width} hidden" in picture.alt

    if max(run.batch_costs) > lab.DIVERGED:
        step = 1 + int((np.array(run.batch_costs) > lab.DIVERGED).argmax())
        assert f"diverges: the cost is above 10 at step {step} and climbs" in texts["verdict"]
        assert number(max(run.batch_costs), 1) in texts["verdict"]
    elif run.test_costs[-1] > np.log(10) - 0.05:
        assert "no better than a network that knows nothing" in texts["verdict"]
    else:
        assert run.test_costs[-1] < run.test_costs[0]
        falls = f"falls from {number(run.test_costs[0], 2)} to {number(run.test_costs[-1], 2)}"
        assert falls in texts["verdict"]


@pytest.mark.parametrize(("batch_size", "epochs"), [(32, 1), (64, 2), (256, 8)])
@pytest.mark.parametrize("learning_rate", [0.1, 0.5, 10.0])
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
        picture = lab.training_picture(data, 1e200, 8, 4)
    assert_sound(picture)
    run = lab.train_network(data, 1e200, 8, 4)
    assert f"diverges: after step {run.overflow} the numbers are no longer finite" in picture.texts()["verdict"]
    assert len(run.batch_costs) == run.overflow < 64
    assert np.isfinite(run.batch_costs + run.test_costs + run.accuracies).all()


def test_the_same_setting_gives_the_same_picture(data):
    first = to_svg(lab.training_picture(data, *START))
    lab.training_picture(data, 10.0, 1, 8)
    assert to_svg(lab.training_picture(data, *START)) == first


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
