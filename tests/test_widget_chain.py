"""The moving figure of notebook 02: a chain of neurons."""

import numpy as np
import pytest
from moving import LEAKY, agrees, assert_moves

from backprop_lib import complex_step_gradient
from backprop_lib.activations import ELEMENTWISE
from backprop_lib.widgets import chain_figure
from backprop_lib.widgets.chain import INPUT, TARGET, chain_numbers, chain_picture


def test_it_moves(monkeypatch):
    monkeypatch.setitem(ELEMENTWISE, LEAKY.name, LEAKY)
    assert_moves(chain_figure())


@pytest.mark.parametrize("activation", [*ELEMENTWISE.values(), LEAKY], ids=lambda activation: activation.name)
@pytest.mark.parametrize(("depth", "weight", "bias"), [(1, 1.0, 0.0), (30, 1.3, 0.0), (12, 4.0, -2.0), (7, -1.5, 2.0)])
def test_the_derivatives_of_a_chain_are_those_of_the_complex_step(depth, weight, bias, activation):
    def output(weights, a=INPUT, b=bias):
        for w in weights:
            a = activation.mu(w * a + b)
        return a

    chain, weights = chain_numbers(depth, weight, bias, activation), np.full(depth, weight)
    by_w = complex_step_gradient(lambda w: (output(w) - TARGET) ** 2, weights)
    # tanh' = 1 - tanh² has lost as many digits as it is smaller than 1.
    close = {"rtol": 1e-12 + 1e-15 * depth * abs(weight) / np.abs(chain.links).min(initial=1.0, where=chain.links != 0)}
    assert np.isclose(chain.output, output(weights))
    assert np.allclose(chain.by_w, np.abs(by_w), atol=0, **close)
    a, influence = INPUT, []
    for l in range(depth):
        influence.append(complex_step_gradient(lambda a, l=l: output(weights[l:], a), a))
        a = output(weights[:1], a)
    assert np.allclose(chain.influence, np.abs([*influence, 1.0]), atol=0, **close)


def test_the_picture_shows_its_numbers():
    for state in ((1, 1.0, 0.0, LEAKY), (12, 4.0, -2.0, ELEMENTWISE["tanh"]), (30, 1.0, 0.0, ELEMENTWISE["sigmoid"])):
        chain, texts = chain_numbers(*state), chain_picture(*state).texts()
        links = np.abs(chain.links)
        shown = {"influence": chain.influence[0], "first": chain.by_w[0], "last": chain.by_w[-1]}
        shown |= {"smallest": links.min(), "largest": links.max(), "output": chain.output}
        assert all(agrees(texts[name], value) for name, value in shown.items())


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ((30, 1.0, 0.0, "sigmoid"), "vanishes"),
        ((30, 1.3, 0.0, "relu"), "explodes"),
        ((30, 1.0, 0.0, "relu"), "useful size"),
        ((1, -1.0, 0.0, "relu"), "closed gate"),
        ((30, 0.0, 1.0, "relu"), "weight of 0"),
        ((30, 4.0, -2.0, "sigmoid"), "useful size"),
    ],
)
def test_it_says_in_words_what_happens(state, words):
    *numbers, name = state
    assert words in chain_picture(*numbers, ELEMENTWISE[name]).texts()["verdict"]
