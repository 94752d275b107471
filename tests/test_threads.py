import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from backprop_lib import Network, gradient_descent, one_hot, sgd
from backprop_lib.threads import NAMED, one_thread
from backprop_lib.widgets.controls import switch
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.picture import Picture

X, Y = np.random.default_rng(0).uniform(size=(5, 12)), one_hot(np.arange(12) % 3, 3)


def threads():
    return {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"}


@pytest.fixture(autouse=True)
def three_threads(monkeypatch):
    """Compute on three threads, on any machine, and let the environment name no number."""
    for name in NAMED:
        monkeypatch.delenv(name, raising=False)
    with threadpool_limits(3, user_api="blas"):
        if threads() != {3}:
            pytest.fail("numpy's BLAS is not one whose threads can be set")
        yield


@pytest.mark.parametrize("platform", ["darwin", "linux", "win32"])
def test_one_thread_and_then_as_many_as_before(monkeypatch, platform):
    monkeypatch.setattr("sys.platform", platform)
    with one_thread():
        assert threads() == {1}
    assert threads() == {3}


@pytest.mark.parametrize("name", NAMED)
def test_the_environment_has_the_last_word(monkeypatch, name):
    monkeypatch.setenv(name, "3")
    with one_thread():
        assert threads() == {3}


def test_where_there_are_no_threads_nothing_is_set(monkeypatch):
    monkeypatch.setattr("sys.platform", "emscripten")
    with one_thread():
        assert threads() == {3}


@pytest.mark.parametrize("train", [gradient_descent, sgd])
def test_training_runs_on_one_thread(train):
    seen = []
    train(Network([5, 4, 3]), X, Y, 0.1, 2, callback=lambda *_: seen.append(threads()))
    assert seen == [{1}, {1}]
    assert threads() == {3}


def test_a_figure_draws_on_one_thread():
    seen = []

    def picture(right):
        seen.append(threads())
        return Picture(100, 50, "A picture.")

    figure = Interactive(picture, right=switch("right"))
    figure.controls["right"].value = True
    assert seen == [{1}, {1}]
    assert threads() == {3}


@pytest.mark.parametrize("train", [gradient_descent, sgd])
def test_a_run_that_fails_leaves_the_threads_as_they_were(train):
    def fail(*_):
        raise KeyError

    with pytest.raises(KeyError):
        train(Network([5, 4, 3]), X, Y, 0.1, 2, callback=fail)
    assert threads() == {3}
