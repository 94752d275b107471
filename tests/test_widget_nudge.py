"""The moving figure of a nudge that runs through a network, forks, and rejoins at the cost."""

import copy

import numpy as np
import pytest
from equations import assert_equations
from moving import LEAKY, agrees, assert_moves, shown, some_network

from backprop_lib import Network, parameter_gradients
from backprop_lib.activations import ELEMENTWISE
from backprop_lib.widgets import nudge_figure
from backprop_lib.widgets.nudge import (
    SIZES,
    Quantity,
    cost_change,
    derivative,
    nudge_numbers,
    nudge_picture,
    quantities,
    stations,
)

NETS = {
    "1-2-1": some_network([1, 2, 1]),
    "2-3-2-1": some_network([2, 3, 2, 1], hidden="tanh"),
    "1-3-2, leaky, half": some_network([1, 3, 2], hidden=LEAKY, output="tanh", cost="half_squared_error"),
    "relu": some_network([2, 2, 2], hidden="relu", output="identity"),
}
every_net = pytest.mark.parametrize("name", NETS)


@every_net
def test_it_moves(name):
    assert_moves(nudge_figure(*NETS[name]), random=40)


def nudged(net, quantity, h):
    """Return a network with one weight or bias moved by h."""
    moved = copy.copy(net)
    moved.W, moved.b = ([None, *(M.copy() for M in Ms[1:])] for Ms in (net.W, net.b))
    {"w": moved.W, "b": moved.b}[quantity.letter][quantity.layer][quantity.index] += h
    return moved


def rest(net, l):
    """Return the part of a network above layer l, as a network."""
    above = Network([1, 1], output=net.output, cost=net.ending.cost.name)
    above.sizes, above.L, above.hidden = net.sizes[l:], net.L - l, net.hidden
    above.W, above.b = [None, *net.W[l + 1 :]], [None, *net.b[l + 1 :]]
    above.mu, above.mu_prime = (None, *net.mu[l + 1 :]), (None, *net.mu_prime[l + 1 :])
    return above


@every_net
@pytest.mark.parametrize("h", [0.1, -0.02])
def test_the_cost_computed_afresh_is_that_of_the_nudged_network(name, h):
    net, x, y = NETS[name]
    cache, cost = net.forward(x), net.cost(x, y)
    for quantity in quantities(net).values():
        l = quantity.layer
        if quantity.letter != "a":
            moved = nudged(net, quantity, h).cost(x, y)
        elif l == net.L:
            moved = net.ending.cost.of_samples(cache.A[l] + h * np.eye(net.sizes[l])[:, [quantity.index[0]]], y).item()
        else:
            moved = rest(net, l).cost(cache.A[l] + h * np.eye(net.sizes[l])[:, [quantity.index[0]]], y)
        assert np.isclose(cost_change(net, x, y, quantity, h), moved - cost, rtol=1e-9, atol=1e-14), quantity


@every_net
def test_the_changes_add_up_to_the_derivative_times_the_nudge(name):
    net, x, y = NETS[name]
    exact_W, exact_b = parameter_gradients(net, x, y)
    for quantity in quantities(net).values():
        slope = derivative(net, x, y, quantity)
        if quantity.letter != "a":
            exact = {"w": exact_W, "b": exact_b}[quantity.letter][quantity.layer][quantity.index]
            assert np.isclose(slope, exact, rtol=1e-12, atol=1e-15)
        nudge = nudge_numbers(net, x, y, quantity, 0.1)
        assert np.isclose(nudge.to_cost.sum(), 0.1 * slope, rtol=1e-12, atol=1e-15)
        for roads, change in zip(nudge.roads, nudge.changes, strict=True):
            assert roads is None or np.allclose(roads.sum(axis=1), change, rtol=1e-14)


def test_the_difference_shrinks_with_the_nudge():
    net, x, y = NETS["2-3-2-1"]
    for quantity in quantities(net).values():
        slope = derivative(net, x, y, quantity)
        off = [abs(cost_change(net, x, y, quantity, h) / h - slope) for h in (0.01, 0.005, 0.0025)]
        assert np.allclose([off[0] / off[1], off[1] / off[2]], 2, rtol=0.1), quantity


@every_net
def test_the_picture_shows_the_changes_and_their_products(name):
    net, x, y = NETS[name]
    for key, quantity in quantities(net).items():
        nudge, walk = nudge_numbers(net, x, y, quantity, 0.1), stations(net, quantity)
        for step, now in enumerate(walk):
            texts = nudge_picture(net, x, y, key, 0.1, step).texts()
            for (l, i), change in ((place(label), text) for label, text in texts.items() if label[:2] == "Δ("):
                assert agrees(change, nudge.changes[l][i]), (key, step, l, i)
            products = 0
            for label, text in texts.items():
                if label.startswith("road("):
                    l, i, j = place(label)
                    assert agrees(text, nudge.to_cost[j] if l > net.L else nudge.roads[l][i, j])
                    if text.startswith("="):
                        product = texts[f"product0{label[4:]}"] + texts[f"product1{label[4:]}"]
                        assert_equations([f"{product} {text}"], {})
                        products += 1
            arrived = 0 if now == "nudge" or now == quantity.layer else np.count_nonzero(before(nudge, net, now))
            assert products == arrived * (1 if now == "cost" else net.sizes[now] if arrived else 1)


def before(nudge, net, now):
    """Return the changes of the layer from which the nudge runs on."""
    return nudge.changes[net.L if now == "cost" else now - 1]


def place(label):
    """Return the layer of a label such as "road(2,1,3)", and its neurons from 0."""
    l, *neurons = map(int, label.partition("(")[2].rstrip(")").split(","))
    return (l, *(n - 1 for n in neurons))


@every_net
def test_the_sums_below_the_graph_are_true(name):
    (net, x, y), seen = NETS[name], 0
    for key, quantity in quantities(net).items():
        for step in range(1, len(stations(net, quantity))):
            for label, text in nudge_picture(net, x, y, key, 0.1, step).texts().items():
                sums = text.partition(" ≈ ")[2]
                if label.startswith("line") and " = " in sums:
                    assert_equations([sums.partition(" · h = ")[2] or sums], {})
                    seen += 1
    assert seen > 3


def test_at_the_end_stand_the_ratios_and_the_derivative():
    net, x, y = NETS["2-3-2-1"]
    what = Quantity("w", 1, (1, 0))
    texts = nudge_picture(net, x, y, "w(1,2,1)", 0.2, 4).texts()
    for row, h in enumerate((0.2, 0.1, 0.05), start=1):
        change, slope = cost_change(net, x, y, what, h), derivative(net, x, y, what)
        expected = {"h": h, "exact": change, "ratio": change / h, "slope": slope, "off": change / h - slope}
        assert all(agrees(texts[f"{column}{row}"], value) for column, value in expected.items())
    assert "exact1" not in nudge_picture(net, x, y, "w(1,2,1)", 0.2, 3).texts()  # not before it is there
    assert nudge_picture(net, x, y, "a(3,1)", 0.2, 4).texts()["step"] == "step 1 of 1: the change runs into the cost"


def test_it_says_where_the_change_forks_and_where_edges_meet():
    net, x, y = NETS["2-3-2-1"]
    said = [nudge_picture(net, x, y, "w(1,2,1)", 0.1, step).texts()["step"].partition(": ")[2] for step in range(5)]
    assert said == [
        "one number is nudged",
        "its neuron in layer 1 follows",
        "into layer 2: the change forks",
        "into layer 3: where edges meet, their changes are added",
        "the change runs into the cost",
    ]


def test_it_says_where_nothing_comes_through():
    net, x, y = some_network([1, 2, 1], hidden="relu", output="identity")
    net.b[1][:] = -9.0  # both gates are shut
    picture = nudge_picture(net, x, y, "w(1,1,1)", 0.1, 2)
    assert "nothing runs on into layer 2" in picture.texts()["step"]
    assert not any(name.startswith("road(") for name in picture.texts())
    assert nudge_picture(net, x, y, "w(1,1,1)", 0.1, 3).texts()["slope1"] == "0.000"


def test_it_opens_with_what_was_asked_for():
    net, x, y = NETS["1-2-1"]
    assert nudge_figure(net, x, y).state() == {"name": "w(1,1,1)", "h": 0.1, "step": 0}
    figure = nudge_figure(net, x, y, "b(1,2)", 0.01)
    assert figure.state() == {"name": "b(1,2)", "h": 0.01, "step": 0}
    assert shown(figure.picture(**figure.state()).texts()["nudged"]) == round(float(net.b[1][1, 0]) + 0.01, 3)
    assert 0.1 in SIZES


@pytest.mark.parametrize("sizes", [[4, 2], [3, 3, 1], [1, 1, 1, 1, 1]])
def test_a_network_without_room_for_numbers_is_refused(sizes):
    with pytest.raises(ValueError, match="on the edges of a larger network the numbers have no room"):
        nudge_figure(*some_network(sizes))


def test_outputs_that_are_coupled_are_refused():
    with pytest.raises(ValueError, match="expected a squared error and an element-wise output"):
        nudge_figure(*some_network([2, 2, 2], output="softmax", cost="cross_entropy"))


def test_every_activation_can_be_followed():
    for activation in ELEMENTWISE.values():
        net, x, y = some_network([1, 2, 1], activation, activation)
        what = Quantity("a", 0, (0, 0))
        nudge = nudge_numbers(net, x, y, what, 1e-5)
        assert np.isclose(nudge.to_cost.sum(), cost_change(net, x, y, what, 1e-5), rtol=1e-3, atol=1e-12)
