"""The moving figures of notebook 00: a polynomial that is fitted, and a bowl."""

import numpy as np
import pytest
from moving import agrees, assert_moves

from backprop_lib import complex_step_gradient
from backprop_lib.widgets import bowl_figure, fit_figure
from backprop_lib.widgets.descent import bowl, bowl_numbers, bowl_picture, bowl_verdict, fit_numbers, fit_picture

X = np.linspace(-1, 1, 9)
Y = np.array([-0.85, -0.10, 0.45, 0.25, 0.15, -0.20, -0.05, 0.10, 1.20])


def cost(w):
    return ((sum(w[j] * X**j for j in range(4)) - Y) ** 2).mean()


@pytest.mark.parametrize("figure", [fit_figure(X, Y), bowl_figure()], ids=["fit", "bowl"])
def test_it_moves(figure):
    assert_moves(figure)


@pytest.mark.parametrize("alpha", [0.01, 0.5, 0.84, 1.0])
def test_the_fit_descends_along_the_gradient_of_the_complex_step(alpha):
    fit = fit_numbers(X, Y, alpha)
    assert np.array_equal(fit.w[0], np.zeros(4))
    for before, after, its_cost in zip(fit.w[:9], fit.w[1:], fit.costs, strict=False):
        assert np.allclose(after, before - alpha * complex_step_gradient(cost, before), rtol=1e-12)
        assert np.isclose(its_cost, cost(before))


def test_above_the_limit_the_descent_diverges_and_below_it_comes_nearer():
    limit = fit_numbers(X, Y, 0.5).limit
    assert 0.836 < limit < 0.837
    distances = [np.linalg.norm(np.diff(fit_numbers(X, Y, alpha).w, axis=0), axis=1) for alpha in (0.8, 0.9)]
    assert distances[0][-1] < distances[0][-9]
    assert distances[1][-1] > distances[1][-9]
    verdicts = [fit_picture(X, Y, alpha, 60).texts()["verdict"] for alpha in (0.83, 0.84)]
    assert "small enough" in verdicts[0]
    assert "farther away" in verdicts[1]


@pytest.mark.parametrize("step", [0, 7, 60])
def test_the_fit_shows_its_numbers(step):
    fit, texts = fit_numbers(X, Y, 0.5), fit_picture(X, Y, 0.5, step).texts()
    listed = texts["w"].strip("w= ()").split(", ")
    assert all(agrees(text, value) for text, value in zip(listed, fit.w[step], strict=True))
    assert agrees(texts["C"], fit.costs[step])


@pytest.mark.parametrize(("alpha", "lam"), [(0.05, 4.0), (0.25, 4.0), (0.45, 4.0), (1.0, 6.0)])
def test_the_walk_in_the_bowl_is_gradient_descent(alpha, lam):
    walk, texts = bowl_numbers(alpha, lam), bowl_picture(alpha, lam).texts()
    for before, after in zip(walk.w, walk.w[1:], strict=False):
        assert np.isclose(after, before - alpha * complex_step_gradient(lambda w: bowl(w, lam), before))
    assert np.allclose(walk.costs, bowl(walk.w, lam))
    assert agrees(texts["factor"], walk.factor)
    assert all(agrees(texts[f"w{step}"], walk.w[step]) for step in range(9))


def test_the_bowl_says_in_words_what_happens():
    words = {
        0.05: "goes to the lowest point step by step",
        0.25: "is there in one step",
        0.45: "jumps to and fro, and comes nearer",
        0.5: "jumps to and fro for ever",
        0.55: "jumps farther away each time",
    }
    for alpha, verdict in words.items():
        assert bowl_verdict(bowl_numbers(alpha, 4.0).factor) == verdict
        assert bowl_picture(alpha, 4.0).texts()["verdict"] == f"The walk {verdict}."
