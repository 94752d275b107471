"""The moving figures of notebooks 00 to 04: every control over its range, and every number against the library."""

import numpy as np
import pytest
from moving import agrees, assert_sound, shown, states

from backprop_lib import Network, complex_step_gradient, one_hot, parameter_gradients
from backprop_lib.activations import ELEMENTWISE, sigmoid
from backprop_lib.widgets import (
    bowl_figure,
    chain_figure,
    fit_figure,
    matrix_figure,
    network_figure,
    neuron_figure,
    paths_figure,
    surface_figure,
)
from backprop_lib.widgets.chain import chain_network, chain_picture
from backprop_lib.widgets.descent import bowl_picture, fit_picture
from backprop_lib.widgets.matrices import NETWORKS, example, matrix_picture
from backprop_lib.widgets.network import network_picture
from backprop_lib.widgets.network_steps import formula, steps, telling_rows
from backprop_lib.widgets.neuron import cost_surface, neuron_picture, surface_picture, surface_walk
from backprop_lib.widgets.paths import paths_above, paths_picture

X9 = np.linspace(-1, 1, 9)
Y9 = np.array([-0.85, -0.10, 0.45, 0.25, 0.15, -0.20, -0.05, 0.10, 1.20])
INPUTS = np.array([-2.0, -1.4, -0.8, -0.3, 0.2, 0.7, 1.3, 2.0])
TARGETS = np.array([0, 0, 0, 1, 0, 1, 1, 1])


def some_network(sizes, hidden="sigmoid", output="sigmoid", cost="squared_error", seed=3):
    rng = np.random.default_rng(seed)
    net = Network(sizes, hidden=hidden, output=output, cost=cost, rng=rng)
    net.b = [None] + [rng.normal(size=b.shape) for b in net.b[1:]]
    x = rng.normal(size=(sizes[0], 1))
    y = one_hot([sizes[-1] // 2], sizes[-1]) if cost == "cross_entropy" else rng.uniform(size=(sizes[-1], 1))
    return net, x, y


NETS = {
    "neuron": some_network([1, 1]),
    "chain": some_network([1, 1, 1, 1], hidden="tanh", output="identity"),
    "4-3-5-2": some_network([4, 3, 5, 2]),
    "relu, half": some_network([2, 3, 3], hidden="relu", output="tanh", cost="half_squared_error"),
    "classifier": some_network([3, 4, 5, 3], hidden="relu", output="softmax", cost="cross_entropy"),
    "softmax, squared": some_network([3, 4, 3], output="softmax"),
    "wide": some_network([40, 12, 10], hidden="relu", output="softmax", cost="cross_entropy"),
    "deep": some_network([2, 3, 3, 3, 3, 3, 3, 3, 2], hidden="tanh"),
}

FIGURES = {
    "fit": lambda: fit_figure(X9, Y9),
    "bowl": bowl_figure,
    "neuron": neuron_figure,
    "surface": lambda: surface_figure(INPUTS, TARGETS),
    "chain": chain_figure,
    "paths": lambda: paths_figure(*some_network([6, 4, 3, 5, 2])),
    "paths, small": lambda: paths_figure(*some_network([2, 2, 2])),
    "matrices": matrix_figure,
    **{f"network, {name}": lambda net=net: network_figure(*net) for name, net in NETS.items()},
}


@pytest.mark.parametrize("name", FIGURES)
def test_every_control_over_its_whole_range(name):
    figure = FIGURES[name]()
    count = 0
    for state in states(figure):
        assert_sound(figure.picture(**state))
        count += 1
    assert count > 60


@pytest.mark.parametrize("name", FIGURES)
def test_the_same_state_gives_the_same_picture(name):
    figure = FIGURES[name]()
    here = list(states(figure, random=5))[-5:]
    first = [figure.picture(**state) for state in here]
    figure.picture(**figure.state())
    again = [figure.picture(**state) for state in reversed(here)]
    assert [str(picture.shapes) for picture in first] == [str(picture.shapes) for picture in reversed(again)]


@pytest.mark.parametrize("name", FIGURES)
def test_the_picture_is_as_high_at_every_step(name):
    figure = FIGURES[name]()
    if "mistake" not in figure.controls:
        pictures = [figure.picture(**state) for state in states(figure, random=20)]
        sizes = {(picture.width, picture.height) for picture in pictures}
        assert len(sizes) == 1  # else the page would jump under the reader's hand


@pytest.mark.parametrize("name", FIGURES)
def test_every_control_has_a_label(name):
    for control in FIGURES[name]().controls.values():
        for part in getattr(control, "children", (control,)):
            assert part.description


@pytest.mark.parametrize("alpha", [0.01, 0.5, 0.83, 0.84, 1.0])
@pytest.mark.parametrize("step", [0, 1, 60])
def test_fit_shows_the_cost_and_the_parameters_of_its_step(alpha, step):
    def cost(w):
        return ((sum(w[j] * X9**j for j in range(4)) - Y9) ** 2).mean()

    w = np.zeros(4)
    for _ in range(step):
        w = w - alpha * complex_step_gradient(cost, w)
    texts = fit_picture(X9, Y9, alpha, step).texts()
    assert agrees(texts["C"], cost(w))
    listed = texts["w"].split("(")[1].rstrip(")").split(", ")
    assert all(agrees(text, value) for text, value in zip(listed, w, strict=True))
    assert ("farther away" in texts["verdict"]) == (alpha > 0.8365)


def test_bowl_shows_the_powers_of_its_factor():
    for alpha, lam in ((0.05, 4.0), (0.25, 4.0), (0.45, 4.0), (0.5, 4.0), (0.55, 4.0), (1.0, 6.0)):
        texts = bowl_picture(alpha, lam).texts()
        factor = 1 - alpha * lam
        assert agrees(texts["factor"], factor)
        assert all(agrees(texts[f"w{k}"], 1.5 + factor**k) for k in range(9))
    words = [bowl_picture(alpha, 4.0).texts()["verdict"] for alpha in (0.05, 0.25, 0.45, 0.5, 0.55)]
    assert words == [
        "The walk goes to the lowest point step by step.",
        "The walk is there in one step.",
        "The walk jumps to and fro, and comes nearer.",
        "The walk jumps to and fro for ever.",
        "The walk jumps farther away each time.",
    ]


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
@pytest.mark.parametrize("w", [-4.0, -0.3, 0.8, 4.0])
def test_neuron_shows_the_derivatives_of_the_complex_step(w, activation):
    b, a0, y, mu = -0.5, 1.5, 0.2, ELEMENTWISE[activation].mu
    texts = neuron_picture(w, b, a0, y, activation).texts()
    assert agrees(texts["z"], w * a0 + b)
    assert agrees(texts["a"], mu(w * a0 + b))
    assert agrees(texts["C"], (mu(w * a0 + b) - y) ** 2)
    assert agrees(texts["dw"], complex_step_gradient(lambda v: (mu(v * a0 + b) - y) ** 2, w))
    assert agrees(texts["db"], complex_step_gradient(lambda v: (mu(w * a0 + v) - y) ** 2, b))


@pytest.mark.parametrize(("w", "b", "alpha", "step"), [(-5.0, 0.0, 1.0, 220), (3.0, 2.0, 20.0, 7), (0.0, -4.0, 5.0, 0)])
def test_the_walk_on_the_surface_is_gradient_descent(w, b, alpha, step):
    def cost(p):
        return ((sigmoid(p[0] * INPUTS + p[1]) - TARGETS) ** 2).mean()

    p = np.array([w, b])
    for _ in range(step):
        p = p - alpha * complex_step_gradient(cost, p)
    surface, path = cost_surface(INPUTS, TARGETS), surface_walk(INPUTS, TARGETS, w, b, alpha)
    texts = surface_picture(INPUTS, TARGETS, surface, path, alpha, step).texts()
    shown_w, shown_b, shown_cost = texts["place"].split(",  ")
    assert agrees(shown_w, p[0])
    assert agrees(shown_b, p[1])
    assert agrees(shown_cost, cost(p))
    size = np.linalg.norm(complex_step_gradient(cost, p))
    assert agrees(texts["size"].split(";")[0], size)
    assert np.isclose(surface[0, 0], cost([-6.0, 4.0]))  # upper left corner: the smallest w, the largest b
    assert np.isclose(surface[-1, -1], cost([4.5, -4.0]))


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
@pytest.mark.parametrize(("depth", "weight", "bias"), [(1, 1.0, 0.0), (30, 1.3, 0.0), (12, 4.0, -2.0), (40, -5.0, 3.0)])
def test_chain_shows_the_derivatives_of_the_complex_step(depth, weight, bias, activation):
    texts = chain_picture(depth, weight, bias, activation).texts()
    net = chain_network(depth, weight, bias, activation)
    by_w, _ = parameter_gradients(net, np.array([[0.5]]), np.array([[1.0]]))

    def output(t):
        for _ in range(depth):
            t = ELEMENTWISE[activation].mu(weight * t + bias)
        return t

    close = {"influence": abs(complex_step_gradient(output, 0.5)), "first": abs(by_w[1][0, 0])}
    close |= {"last": abs(by_w[depth][0, 0]), "output": output(0.5)}
    for name, value in close.items():
        # tanh' = 1 - tanh² loses digits where tanh is nearly 1, so tiny products are compared less closely.
        assert agrees(texts[name], value) or np.isclose(shown(texts[name]), value, rtol=0.06), name


def test_chain_says_in_words_what_happens():
    words = {
        (30, 1.0, 0.0, "sigmoid"): "vanishes",
        (30, 1.3, 0.0, "relu"): "explodes",
        (30, 1.0, 0.0, "relu"): "useful size",
        (30, -1.0, 0.0, "relu"): "closed gate",
        (30, 4.0, -2.0, "sigmoid"): "useful size",
    }
    for state, word in words.items():
        assert word in chain_picture(*state).texts()["verdict"]


def test_the_paths_add_up_to_the_gradient():
    net, x, y = some_network([6, 4, 3, 5, 2])
    exact = parameter_gradients(net, x, y)[0][1]
    last = len(paths_above(net.sizes))
    assert last == 30
    for i, j in ((1, 1), (3, 2), (4, 6)):
        total = 0.0
        for count in range(last + 1):
            texts = paths_picture(net, x, y, i, j, count).texts()
            so_far, gradient = texts["sum"].split("      ")
            assert agrees(gradient, exact[i - 1, j - 1])
            if count:
                total += shown(texts["term"])
            assert abs(shown(so_far) - total) < 1e-5 * (count + 1)  # each term is rounded to five digits
        assert agrees(so_far, exact[i - 1, j - 1])


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("product", ["forward", "back", "gradient"])
def test_matrix_entries_are_those_of_numpy(network, product):
    net, cache, gradients = example(network)
    N = NETWORKS[network][1]
    left, right, divide = {
        "forward": (net.W[2], cache.A[1], 1),
        "back": (net.W[3].T, gradients.Delta[3], 1),
        "gradient": (gradients.Delta[2], cache.A[1].T, N),
    }[product]
    result = left @ right / divide
    for i, j in np.ndindex(result.shape):
        texts = matrix_picture(network, product, i + 1, j + 1, False).texts()
        assert agrees(texts["entry"], result[i, j])
        cells = [text for name, text in texts.items() if name.endswith(f"({i + 1},{j + 1})")]
        assert any(agrees(text, result[i, j]) for text in cells)
    if product == "gradient":
        assert np.allclose(result, gradients.W[2])


def test_a_lost_transpose_is_refused_or_wrong_and_never_right():
    refused = set()
    for network in NETWORKS:
        for product in ("forward", "back", "gradient"):
            words = matrix_picture(network, product, 1, 1, True).texts()["verdict"]
            if "refuses" in words:
                refused.add((network[:7], network[-1], product))
            else:
                assert "numbers are wrong" in words
                assert shown(words) > 0.05
    square = [("3-3-3-3", "6", "gradient")]
    assert refused == {("4-3-5-2", "6", product) for product in ("forward", "back", "gradient")} | set(square)


@pytest.mark.parametrize("name", NETS)
def test_the_network_shows_the_numbers_of_the_complex_step(name):
    net, x, y = NETS[name]
    cache = net.forward(x)
    exact_W, exact_b = parameter_gradients(net, x, y)
    last = len(steps(net.L)) - 1
    texts = network_picture(net, x, y, last, 1).texts()
    quantities = {
        "z": lambda l, i, j: cache.Z[l][i - 1, 0],
        "a": lambda l, i, j: cache.A[l][i - 1, 0],
        "δ": lambda l, i, j: exact_b[l][i - 1, 0],
        "w": lambda l, i, j: net.W[l][i - 1, j - 1],
        "dw": lambda l, i, j: exact_W[l][i - 1, j - 1],
        "y": lambda i, *_: y[i - 1, 0],
    }
    seen = 0
    for label, text in texts.items():
        kind, _, place = label.rstrip(")").partition("(")
        if place:
            indices = [*map(int, place.split(",")), 1, 1][:3]
            assert agrees(text, quantities[kind](*indices)), (label, text)
            seen += 1
    assert seen > 3


@pytest.mark.parametrize("name", NETS)
def test_every_formula_ends_in_its_number(name):
    net, x, y = NETS[name]
    cache = net.forward(x)
    gradients = net.backward(cache, y)
    exact_W, exact_b = parameter_gradients(net, x, y)
    for step in steps(net.L)[1:]:
        for i in range(min(net.sizes[step.layer], 6)):
            lines = formula(net, cache, gradients, y, step, i, telling_rows(net, x, y)).lines
            l = step.layer
            if step.kind == "forward":
                assert agrees(lines[1], cache.Z[l][i, 0])
                assert agrees(lines[2], cache.A[l][i, 0])
            elif step.kind == "cost":
                assert agrees(lines[-1], net.cost(x, y))
            elif step.kind == "delta":
                assert agrees(lines[-1], exact_b[l][i, 0])
            else:
                sources = telling_rows(net, x, y)[l - 1]
                assert agrees(lines[0], exact_W[l][i, sources[0]])
                assert agrees(lines[-2], exact_W[l][i, sources[-1]])
                assert agrees(lines[-1], exact_b[l][i, 0])


def test_what_enters_a_formula_is_highlighted_and_that_alone():
    net, x, y = NETS["4-3-5-2"]
    cache = net.forward(x)
    gradients = net.backward(cache, y)

    def marked(kind, layer, i):
        step = next(step for step in steps(net.L) if step == (kind, layer))
        said = formula(net, cache, gradients, y, step, i, telling_rows(net, x, y))
        return said.neurons, said.weights

    assert marked("forward", 2, 4) == ({(2, 4), (1, 0), (1, 1), (1, 2)}, {(2, 4, 0), (2, 4, 1), (2, 4, 2)})
    assert marked("cost", 3, 0) == ({(3, 0), (3, 1)}, set())
    assert marked("delta", 3, 1) == ({(3, 1)}, set())
    assert marked("delta", 2, 4) == ({(2, 4), (3, 0), (3, 1)}, {(3, 0, 4), (3, 1, 4)})
    assert marked("gradient", 1, 2) == ({(1, 2)} | {(0, j) for j in range(4)}, {(1, 2, j) for j in range(4)})


@pytest.mark.parametrize("name", ["4-3-5-2", "classifier"])
def test_a_formula_depends_on_nothing_but_what_is_highlighted(name):
    # Change a number that is not highlighted: what the formula says must stay.
    net, x, y = NETS[name]
    cache = net.forward(x)
    gradients, rows = net.backward(cache, y), telling_rows(net, x, y)
    for step in steps(net.L):
        if step.kind not in ("forward", "delta", "gradient"):
            continue
        said = formula(net, cache, gradients, y, step, 1, rows)
        Z = [None] + [M.copy() for M in cache.Z[1:]]
        A = [M.copy() for M in cache.A]
        Delta = [None] + [M.copy() for M in gradients.Delta[1:]]
        for l in range(net.L + 1):
            for i in range(net.sizes[l]):
                if (l, i) not in said.neurons:
                    A[l][i] = 9.0
                    if l:
                        Z[l][i], Delta[l][i] = 9.0, 9.0
        again = formula(net, cache._replace(Z=Z, A=A), gradients._replace(Delta=Delta), y, step, 1, rows)
        assert again.lines == said.lines, step


def test_a_number_that_is_moved_reaches_its_place_and_no_other():
    net, x, y = NETS["4-3-5-2"]
    figure = network_figure(net, x, y)
    before = [array.copy() for array in [x, y, *net.W[1:], *net.b[1:]]]
    figure.controls["step"].value = len(steps(net.L)) - 1
    board = figure.controls["numbers"]
    start = figure.picture(**figure.state()).texts()
    for name, place, text in (
        ("w2,3(1)", "w(1,2,3)", "w 2.50"),
        ("a1(0)", "a(0,1)", "a 2.50"),
        ("b5(2)", None, None),
        ("y2", "y(2)", "y 0.90"),
    ):
        numbers = {**board.value, name: 0.9 if name == "y2" else 2.5}
        texts = figure.picture(**{**figure.state(), "numbers": numbers, "neuron": 2}).texts()
        assert texts["C"] != start["C"] or name == "b5(2)"
        if place in texts:
            assert texts[place] == text
    moved = Network([4, 3, 5, 2], hidden="sigmoid", output="sigmoid", cost="squared_error")
    moved.W, moved.b = [None, *before[2:5]], [None, *[b.copy() for b in before[5:]]]
    moved.b[2][4] = 2.5
    texts = figure.picture(**{**figure.state(), "numbers": {**board.value, "b5(2)": 2.5}}).texts()
    assert agrees(texts["z(2,5)"], moved.forward(x).Z[2][4, 0])
    assert agrees(texts["z(2,4)"], net.forward(x).Z[2][3, 0])
    for array, old in zip([x, y, *net.W[1:], *net.b[1:]], before, strict=True):
        assert np.array_equal(array, old)  # the reader's own network is left alone


def test_the_board_moves_the_picture():
    net, x, y = NETS["4-3-5-2"]
    figure = network_figure(net, x, y)
    figure.controls["step"].value = 1
    figure.controls["neuron"].value = 2
    board = figure.controls["numbers"]
    board.which.value = "w2,3(1)"
    board.children[1].value = 2.5
    assert "2.500 · " in figure.html.value


def test_the_right_class_can_be_moved():
    net, x, y = NETS["classifier"]
    figure = network_figure(net, x, y)
    figure.controls["step"].value = net.L + 2
    for right in (1, 2, 3):
        figure.controls["right_class"].value = right
        delta = net.forward(x).A[net.L] - one_hot([right - 1], 3)
        texts = figure.picture(**figure.state()).texts()
        assert all(agrees(texts[f"δ({net.L},{i + 1})"], delta[i, 0]) for i in range(3))


def test_the_right_class_is_always_drawn():
    net, x, y = NETS["wide"]
    figure = network_figure(net, x, y)
    for right in range(1, 11):
        texts = figure.picture(**{**figure.state(), "right_class": right}).texts()
        assert texts[f"y({right})"] == "y 1.00"


def test_of_a_wide_net_the_most_active_neurons_are_drawn_and_written():
    net, x, y = NETS["wide"]
    rows = telling_rows(net, x, y)
    largest = sorted(np.argsort(-np.abs(x[:, 0]))[:4].tolist())
    assert rows[0] == largest
    assert int(y[:, 0].argmax()) in rows[2]
    hidden = next(i for i in range(12) if i not in rows[1])
    texts = network_picture(net, x, y, 1, hidden + 1).texts()
    drawn = {int(name.split(",")[1].rstrip(")")) - 1 for name in texts if name.startswith("z(1,")}
    assert drawn == {*rows[1], hidden}
    assert "(36 more)" in texts["formula0"]
    written = [f"w_{{{hidden + 1}{',' if max(hidden, j) >= 9 else ''}{j + 1}}}" for j in largest]
    assert all(symbol in texts["formula0"] for symbol in written)


def test_of_a_deep_net_the_layers_around_the_step_are_drawn():
    net, x, y = NETS["deep"]
    last = len(steps(net.L)) - 1
    layers = {int(name[2]) for name in network_picture(net, x, y, last, 1).texts() if name.startswith("a(")}
    assert layers == {0, 1, 2, 3, 4, 5}
    layers = {int(name[2]) for name in network_picture(net, x, y, net.L, 1).texts() if name.startswith("a(")}
    assert layers == {3, 4, 5, 6, 7, 8}
