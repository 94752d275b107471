"""Three programs that learn, of which one is right, and the figures of the last sittings."""

import numpy as np
import pytest

from backprop_lib import as_columns, load_mnist, one_hot, relative_error
from backprop_lib.network import Network
from backprop_lib.plots import show_layouts, show_learning
from backprop_lib.sources.programs import EPOCHS, NAMES, angle, descend, gradients, learn, product


@pytest.fixture(scope="module")
def data():
    images, labels = load_mnist("test")
    return as_columns(images[:200]), one_hot(labels[:200])


def computed(program, net, X, Y):
    by_W, by_b = gradients(program, net, X, Y)
    right = net.backward(net.forward(X), Y)
    pairs = zip((*by_W[1:], *by_b[1:]), (*right.W[1:], *right.b[1:]), strict=True)
    return [g.shape == r.shape and relative_error(g, r) < 1e-12 for g, r in pairs]


def test_which_gradients_of_which_program_are_right(data):
    net = Network([784, 10, 10], rng=3)
    found = {program: computed(program, net, *data) for program in NAMES}
    assert found == {"A": [False, True, False, True], "B": [True] * 4, "C": [True, True, True, False]}


def test_different_widths_show_both_slips(data):
    net = Network([784, 12, 10], rng=3)
    with pytest.raises(ValueError, match="mismatch"):
        gradients("A", net, *data)
    assert computed("C", net, *data) == [True, True, True, False]
    assert gradients("C", net, *data)[1][2].shape == (12, 1)


@pytest.mark.parametrize("program", NAMES)
def test_the_cost_falls_by_the_product_with_the_gradient(data, program):
    net = Network([784, 10, 10], rng=4)
    before, inner = net.cost(*data), product(gradients(program, net, *data), gradients("B", net, *data))
    descend(program, net, *data, alpha=1e-7)
    assert (before - net.cost(*data)) / 1e-7 == pytest.approx(inner, rel=1e-3)


def test_angles(data):
    net = Network([784, 10, 10], rng=4)
    assert angle("B", net, *data) == pytest.approx(0, abs=1e-5)
    assert angle("A", net, *data) > 45 > angle("C", net, *data) > 1


def test_all_three_learn_to_read_and_the_figure_says_so(monkeypatch):
    shown = []
    monkeypatch.setattr("backprop_lib.plots.learning.show", lambda fig, alt: shown.append((fig, " ".join(alt.split()))))
    starts = [learn(seed) for seed in (1, 2)]
    for accuracies in starts:
        ends = [accuracies[program][-1] for program in NAMES]
        assert all(len(accuracies[program]) == EPOCHS for program in NAMES)
        assert min(ends) > 0.83
        assert np.ptp(ends) < 0.025
    show_learning(starts)
    (fig, alt), names = shown[0], {text.get_text() for ax in shown[0][0].axes for text in ax.texts}
    assert names == set(NAMES)
    assert "programs A, B, C, from 2 starts" in alt
    assert all(ax.lines[0].get_linestyle() != ax.lines[1].get_linestyle() for ax in fig.axes)


def test_layouts_say_what_is_stored(monkeypatch):
    shown = []
    monkeypatch.setattr("backprop_lib.plots.layouts.show", lambda fig, alt: shown.append((fig, alt)))
    show_layouts({"theirs": [("x", (6, 3)), ("w.T", (3, 5)), ("product", (6, 5))]})
    fig, alt = shown[0]
    assert "theirs: x, 6 times 3, and w.T, 3 times 5, give 6 times 5" in alt
    texts = [text.get_text() for text in fig.axes[0].texts]
    assert "w.T\n3 × 5, stored 5 × 3" in texts
    assert sum(patch.get_linestyle() == "--" for patch in fig.axes[0].patches) == 1
