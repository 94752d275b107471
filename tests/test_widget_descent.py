"""The moving figures of 00b: a polynomial that is fitted, and a bowl."""

import numpy as np
import pytest
from moving import agrees, assert_moves

from backprop_lib import complex_step_gradient
from backprop_lib.ladder.curve import cost
from backprop_lib.widgets import bowl_figure, fit_figure
from backprop_lib.widgets.descent import bowl, bowl_numbers, bowl_picture, bowl_verdict, fit_numbers, fit_picture


@pytest.mark.parametrize("figure", [fit_figure(), bowl_figure()], ids=["fit", "bowl"])
def test_it_moves(figure):
    assert_moves(figure)


@pytest.mark.parametrize("alpha", [0.01, 0.5, 0.84, 1.0])
def test_the_fit_descends_along_the_gradient_of_the_complex_step(alpha):
    fit = fit_numbers(alpha)
    assert np.array_equal(fit.w[0], np.zeros(4))
    for before, after, its_cost in zip(fit.w[:9], fit.w[1:], fit.costs, strict=False):
        assert np.allclose(after, before - alpha * complex_step_gradient(cost, before), rtol=1e-12)
        assert np.isclose(its_cost, cost(before))


def test_it_says_from_which_step_on_the_cost_rises():
    for alpha, lowest in ((0.05, 60), (0.83, 60), (0.84, 40), (0.9, 3)):
        costs, verdict = fit_numbers(alpha).costs, fit_picture(alpha, 60).texts()["verdict"]
        assert (np.diff(costs)[:lowest] < 0).all()
        assert (np.diff(costs)[lowest:] > 0).all()
        assert (f"for {lowest} steps" in verdict) == (lowest < 60)
        assert ("at every step" in verdict) == (lowest == 60)


@pytest.mark.parametrize("step", [0, 7, 60])
def test_the_fit_shows_its_numbers(step):
    fit, texts = fit_numbers(0.5), fit_picture(0.5, step).texts()
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
