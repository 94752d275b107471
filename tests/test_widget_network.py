"""The moving figure of a network: forward and backward, one formula at a time."""

import copy
import itertools

import numpy as np
import pytest
from equations import assert_equations, evaluate
from moving import LEAKY, agrees, assert_moves, some_network

from backprop_lib import Network, one_hot, parameter_gradients
from backprop_lib.activations import ELEMENTWISE, SOFTMAX, Activation
from backprop_lib.endings import CROSS_ENTROPY, SQUARED, Ending, SoftmaxCrossEntropy
from backprop_lib.plots.colours import BACKWARD, FORWARD
from backprop_lib.widgets import network_figure
from backprop_lib.widgets.network import BAR, network_picture
from backprop_lib.widgets.network_steps import formula, name_of, one_pass, steps, telling_rows
from backprop_lib.widgets.picture import Box, Circle, Pixels, Text, unlinked

NETS = {
    "neuron": some_network([1, 1]),
    "chain": some_network([1, 1, 1, 1], hidden="tanh", output="identity"),
    "4-3-5-2": some_network([4, 3, 5, 2]),
    "leaky relu, half": some_network([2, 3, 3], hidden=LEAKY, output="tanh", cost="half_squared_error"),
    "classifier": some_network([3, 4, 5, 3], hidden="relu", output="softmax", cost="cross_entropy"),
    "softmax, squared": some_network([3, 4, 3], output="softmax"),
    "wide": some_network([40, 12, 10], hidden="relu", output="softmax", cost="cross_entropy"),
    "deep": some_network([2, 3, 3, 3, 3, 3, 3, 3, 2], hidden="tanh"),
}
SIGMOID = ELEMENTWISE["sigmoid"]
NAMELESS = Activation("nameless", "", lambda z: z * SIGMOID.mu(z), lambda z: SIGMOID.mu(z) + z * SIGMOID.mu_prime(z))
HIDDEN = [*ELEMENTWISE.values(), LEAKY, NAMELESS]
ENDINGS = [*itertools.product([*HIDDEN, SOFTMAX], SQUARED), (SOFTMAX, CROSS_ENTROPY.name)]


@pytest.mark.parametrize("name", NETS)
def test_it_moves(name):
    assert_moves(network_figure(*NETS[name]))


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
        "b": lambda l, i, j: net.b[l][i - 1, 0],
        "db": lambda l, i, j: exact_b[l][i - 1, 0],
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


def symbols(net, x, y):
    """Return what each symbol of a formula stands for; derivatives are those of the complex step."""
    cache, (dW, db), sizes = net.forward(x), parameter_gradients(net, x, y), net.sizes
    names = {"C": net.cost(x, y), "y": y[-1, 0]} | {f"y_{{{i + 1}}}": y[i, 0] for i in range(len(y))}
    for activation in {net.hidden, net.output} - {ELEMENTWISE["identity"]}:
        names |= {activation.symbol or "μ": activation.mu, f"{activation.symbol or 'μ'}′": activation.mu_prime}
    for l in range(net.L + 1):
        columns = {"a": cache.A[l]} | ({"z": cache.Z[l], "b": net.b[l], "δ": db[l], "∂C/∂b": db[l]} if l else {})
        for (letter, M), i in itertools.product(columns.items(), range(sizes[l])):
            names[f"{letter}^{{({l})}}" if sizes[l] == 1 else f"{letter}_{{{i + 1}}}^{{({l})}}"] = M[i, 0]
        for i, j in itertools.product(range(sizes[l]), range(sizes[l - 1] if l else 0)):
            index = "" if sizes[l] == sizes[l - 1] == 1 else f"_{{{i + 1}{j + 1}}}"
            names |= {f"w{index}^{{({l})}}": net.W[l][i, j], f"∂C/∂w{index}^{{({l})}}": dW[l][i, j]}
    powers = np.exp(cache.Z[net.L][:, 0])
    names |= {f"e^{{z{i + 1}}}": power for i, power in enumerate(powers)} | {"sum of all e^{z}": powers.sum()}
    if net.output is SOFTMAX:
        names |= {f"g_{{{i + 1}}}": g for i, g in enumerate(net.ending.cost.prime(cache.A[net.L], y)[:, 0])}
    return names


@pytest.mark.parametrize(
    ("hidden", "output", "cost"),
    [*((hidden, "tanh", "squared_error") for hidden in HIDDEN), *((SIGMOID, *ending) for ending in ENDINGS)],
    ids=lambda value: getattr(value, "name", value),
)
@pytest.mark.parametrize("sizes", [[1, 1, 1], [2, 1, 2], [3, 4, 2, 3]], ids=str)
def test_every_equation_is_true(sizes, hidden, output, cost):
    sizes = [*sizes[:-1], 2] if output is SOFTMAX and sizes[-1] == 1 else sizes
    net, x, y = some_network(sizes, hidden, output, cost)
    names, numbers = symbols(net, x, y), one_pass(net, x, y)
    for step in steps(net.L):
        for i in range(sizes[step.layer]):
            lines = [unlinked(line) for line in formula(numbers, step, i, telling_rows(numbers)).lines]
            if step.kind == "input":
                lines = lines[0].split(",   ")
            lines[0], *where = lines[0].split("   with g = ")
            assert_equations(lines, names)
            for g in where:
                value, _ = evaluate(g, {"a": numbers.a[net.L], "y": numbers.y})
                assert np.allclose(value, [names[f"g_{{{k + 1}}}"] for k in range(sizes[-1])])


class Doubled(Ending):
    """An ending with a delta of its own."""

    def delta(self, Z, A, Y):
        return 2 * super().delta(Z, A, Y)


@pytest.mark.parametrize(
    "ending",
    [
        Doubled(ELEMENTWISE["sigmoid"], SQUARED["squared_error"]),
        Doubled(SOFTMAX, SQUARED["squared_error"]),
        Ending(SOFTMAX, CROSS_ENTROPY),
        SoftmaxCrossEntropy(ELEMENTWISE["sigmoid"], CROSS_ENTROPY),
    ],
    ids=repr,
)
def test_an_ending_without_formulas_is_refused_and_not_drawn(ending):
    net, x, y = some_network([2, 3, 2])
    net.ending = ending
    with pytest.raises(
        ValueError, match=f"{type(ending).__name__} with output=.* would print equations that are false"
    ):
        network_figure(net, x, y)


@pytest.mark.parametrize(
    ("output", "cost", "bounded"),
    [
        ("sigmoid", "squared_error", True),
        ("softmax", "squared_error", True),
        ("tanh", "squared_error", False),
        ("relu", "half_squared_error", False),
        (LEAKY, "squared_error", False),
    ],
)
def test_targets_stay_where_all_outputs_are(output, cost, bounded):
    net, x, y = some_network([2, 3, 2], output=output, cost=cost)
    low, high, _ = network_figure(net, x, y).controls["numbers"].ranges["y(1)"]
    assert (low, high) == ((0, 1) if bounded else (-3, 3))
    y[0] = 1.5
    low, high, _ = network_figure(net, x, y).controls["numbers"].ranges["y(1)"]
    assert (low, high) == (-3, 3)


def test_what_enters_a_formula_is_named_and_what_it_computes_is_made():
    net, x, y = NETS["4-3-5-2"]
    numbers = one_pass(net, x, y)

    def said(kind, layer, i):
        step = next(step for step in steps(net.L) if step == (kind, layer))
        return formula(numbers, step, i, telling_rows(numbers))

    def named(*quantities):
        return {name_of(letter, *place) for letter, *place in quantities}

    forward = said("forward", 2, 4)
    assert forward.made == named(("z", 2, 4), ("a", 2, 4))
    inputs = named(*(("a", 1, j) for j in range(3)), *(("w", 2, 4, j) for j in range(3)), ("b", 2, 4))
    assert forward.names == forward.made | inputs
    cost = said("cost", 3, 0)
    assert cost.names == {"C", "y(1)", "y(2)", "a(3,1)", "a(3,2)"}
    assert cost.made == {"C"}
    start = said("delta", 3, 1)
    assert (start.made, start.names) == ({"δ(3,2)"}, {"δ(3,2)", "a(3,2)", "y(2)", "z(3,2)"})
    back = said("delta", 2, 4)
    assert back.made == {"δ(2,5)"}
    assert back.names == {"δ(2,5)", "z(2,5)", "δ(3,1)", "δ(3,2)", "w(3,1,5)", "w(3,2,5)"}
    gradient = said("gradient", 1, 2)
    assert gradient.made == named(*(("dw", 1, 2, j) for j in range(4)), ("db", 1, 2))
    assert gradient.names == gradient.made | named(*(("a", 0, j) for j in range(4)), ("δ", 1, 2))


def outlined(picture, colour):
    """Return what the circles and boxes mean that have a strong outline of this colour."""
    shapes = (shape for shape in picture.shapes if isinstance(shape, Circle | Box) and shape.colour == colour)
    return {
        shape.means.split()[0] for shape in shapes if (shape.width if isinstance(shape, Circle) else shape.line) > 1
    }


def test_what_is_computed_is_outlined_and_nothing_else():
    net, x, y = NETS["4-3-5-2"]
    pictures = [network_picture(net, x, y, step, 2) for step in range(len(steps(net.L)))]
    forward = [outlined(picture, FORWARD) for picture in pictures]
    backward = [outlined(picture, BACKWARD) for picture in pictures]
    assert forward[:5] == [{f"n(0,{j})" for j in range(1, 5)}, {"n(1,2)"}, {"n(2,2)"}, {"n(3,2)"}, {"C"}]
    assert backward[5:] == [{"n(3,2)"}, {"b(3,2)"}, {"n(2,2)"}, {"b(2,2)"}, {"n(1,2)"}, {"b(1,2)"}]
    assert not any(forward[5:] + backward[:5])  # a step of the gradients rings no activation


@pytest.mark.parametrize("name", ["4-3-5-2", "classifier", "softmax, squared"])
def test_a_formula_depends_on_nothing_but_what_it_names(name):
    # Change a number that is not named: what the formula says must stay.
    net, x, y = NETS[name]
    numbers = one_pass(net, x, y)
    rows = telling_rows(numbers)
    for step in steps(net.L):
        if step.kind not in ("forward", "delta", "gradient"):
            continue
        said = formula(numbers, step, 1, rows)
        others = copy.deepcopy(numbers[1:4])
        for (letter, vectors), (l, n) in itertools.product(zip("zaδ", others, strict=True), enumerate(net.sizes)):
            for i in range(n):
                if vectors[l] is not None and name_of(letter, l, i) not in said.names:
                    vectors[l][i] = 9.0
        z, a, delta = others
        assert formula(numbers._replace(z=z, a=a, delta=delta), step, 1, rows).lines == said.lines, step


@pytest.mark.parametrize("name", NETS)
def test_each_linked_symbol_says_what_it_means_and_finds_it_in_the_drawing(name):
    net, x, y = NETS[name]
    for step in range(len(steps(net.L))):
        picture = network_picture(net, x, y, step, 2)
        drawn = {means for shape in picture.shapes for means in getattr(shape, "means", "").split()}
        texts = [shape for shape in picture.shapes if isinstance(shape, Text)]
        linked = {means: string for text in texts for means, string in text.pieces if means}
        assert linked
        assert linked.keys() <= drawn
        for means in linked:
            assert len(picture.meanings[means].split()) >= 3
        assert picture.meanings.keys() <= drawn


def test_a_meaning_tells_the_number_and_the_place():
    net, x, y = NETS["4-3-5-2"]
    cache, gradients = net.forward(x), net.backward(net.forward(x), y)
    said = network_picture(net, x, y, len(steps(net.L)) - 1, 2).meanings
    value, place = said["dw(1,2,3)"].split(": ")
    assert agrees(value, gradients.W[1][1, 2])
    assert place == "the derivative of the cost by the weight from input 3 to neuron 2 of layer 1"
    value, place = said["w(3,2,5)"].split(": ")
    assert (agrees(value, net.W[3][1, 4]), place) == (True, "the weight from neuron 5 of layer 2 to output 2")
    assert said["n(1,2)"].startswith("neuron 2 of layer 1: z_{2}^{(1)} = ")
    assert agrees(said["n(1,2)"], gradients.Delta[1][1, 0])
    before = network_picture(net, x, y, 0, 2).meanings
    assert before["n(1,2)"] == "neuron 2 of layer 1: nothing is computed yet"  # the figure opens before it runs
    assert agrees(before["a(0,1)"].partition(":")[0], cache.A[0][0, 0])


@pytest.mark.parametrize(("width", "control"), [(12, "IntSlider"), (13, "Dropdown")])
def test_of_many_neurons_one_is_chosen_from_a_list(width, control):
    figure = network_figure(*some_network([2, width, 2]))
    assert type(figure.controls["neuron"]).__name__ == control
    figure.controls["neuron"].value = width
    figure.controls["step"].value = 1
    assert f"z(1,{width})" in figure.picture(**figure.state()).texts()


def test_it_opens_at_the_input():
    assert network_figure(*NETS["4-3-5-2"]).state()["step"] == 0


def test_an_input_that_is_a_picture_is_drawn_with_its_pixels_in_place_of_neurons():
    net, _, y = NETS["4-3-5-2"]
    x = np.array([[0.0], [0.5], [1.0], [0.25]])
    figure = network_figure(net, x, y, shape=(2, 2))
    picture = figure.picture(**figure.state())
    (pixels,) = (shape for shape in picture.shapes if isinstance(shape, Pixels))
    assert pixels.rgb[:, :, 0].tolist() == [[255, 127], [0, 191]]  # black is the largest
    squares = {shape.means: shape.fill for shape in picture.shapes if isinstance(shape, Box) and shape.opacity == 1.0}
    assert [squares[f"n(0,{j}) a(0,{j})"] for j in range(1, 5)] == ["#FFFFFF", "#7F7F7F", "#000000", "#BFBFBF"]
    assert [picture.texts()[f"a(0,{j})"] for j in range(1, 5)] == ["0.000", "0.500", "1.000", "0.250"]
    assert_moves(figure, random=5)
    with pytest.raises(ValueError, match=r"shape=\(2, 3\) is a picture of 6 pixels, expected 4"):
        network_figure(net, x, y, shape=(2, 3))


def test_bars_beside_the_outputs_are_as_long_as_the_activations():
    net, x, y = NETS["4-3-5-2"]
    a = net.forward(x).A[3][:, 0]
    for step, seen in ((0, 0), (3, 2)):
        picture = network_picture(net, x, y, step, 1)
        bars = [shape.width for shape in picture.shapes if isinstance(shape, Box) and shape.fill == FORWARD]
        assert np.allclose(bars, BAR * a[:seen])
    unbounded = network_picture(*NETS["chain"], 3, 1)
    assert not any(isinstance(shape, Box) and shape.fill == FORWARD for shape in unbounded.shapes)


def test_a_number_that_is_moved_reaches_its_place_and_no_other():
    net, x, y = NETS["4-3-5-2"]
    figure = network_figure(net, x, y)
    before = [array.copy() for array in [x, y, *net.W[1:], *net.b[1:]]]
    figure.controls["step"].value = len(steps(net.L)) - 1
    board = figure.controls["numbers"]
    start = figure.picture(**figure.state()).texts()
    for name, place, text in (
        ("w(1,2,3)", "w(1,2,3)", "w 2.500"),
        ("a(0,1)", "a(0,1)", "a 2.500"),
        ("b(2,5)", "b(2,5)", "b 2.500"),
        ("y(2)", "y(2)", "y 0.900"),
    ):
        numbers = {**board.value, name: 0.9 if name == "y(2)" else 2.5}
        texts = figure.picture(**{**figure.state(), "numbers": numbers, "neuron": 2}).texts()
        assert texts["C"] != start["C"]
        assert texts[place] == text
    moved = Network([4, 3, 5, 2], hidden="sigmoid", output="sigmoid", cost="squared_error")
    moved.W, moved.b = [None, *before[2:5]], [None, *[b.copy() for b in before[5:]]]
    moved.b[2][4] = 2.5
    texts = figure.picture(**{**figure.state(), "numbers": {**board.value, "b(2,5)": 2.5}}).texts()
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
    assert ("w₂₃⁽¹⁾", "w(1,2,3)") in board.which.options
    board.which.value = "w(1,2,3)"
    board.children[1].value = 2.5
    assert "2.500 · " in figure.html.value


def test_the_right_class_can_be_moved():
    net, x, y = NETS["classifier"]
    figure = network_figure(net, x, y)
    figure.controls["step"].value = net.L + 2
    for right in range(3):
        figure.controls["right_class"].value = right
        delta = net.forward(x).A[net.L] - one_hot([right], 3)
        texts = figure.picture(**figure.state()).texts()
        assert all(agrees(texts[f"δ({net.L},{i + 1})"], delta[i, 0]) for i in range(3))


def test_the_right_class_is_always_drawn():
    net, x, y = NETS["wide"]
    figure = network_figure(net, x, y)
    for right in range(10):
        texts = figure.picture(**{**figure.state(), "right_class": right}).texts()
        assert texts[f"y({right + 1})"] == "y 1.000"


def test_outputs_are_called_what_they_stand_for():
    net, x, y = NETS["wide"]
    figure = network_figure(net, x, y, labels=range(10))
    assert figure.controls["right_class"].options[3] == ("3", 3)
    state = {**figure.state(), "step": net.L + 2, "neuron": 4, "right_class": 3}
    picture = figure.picture(**state)
    assert picture.texts()["formula0"].startswith("δ_{3}^{(2)} = a_{3}^{(2)} − y_{3} = ")
    assert "output 3" in picture.meanings["n(2,4)"]
    assert picture.meanings["y(4)"] == "y_{3} = 1.000: the target of output 3"
    # The numbers themselves are those of a network whose outputs are counted.
    counted = network_figure(net, x, y).picture(**state).texts()
    own = {name: text for name, text in picture.texts().items() if not name.startswith("formula")}
    assert own == {name: text for name, text in counted.items() if not name.startswith("formula")}


def test_of_a_wide_net_the_most_active_neurons_are_drawn_and_written():
    net, x, y = NETS["wide"]
    rows = telling_rows(one_pass(net, x, y))
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
    assert layers == {0, 1, 2, 3, 4}
    layers = {int(name[2]) for name in network_picture(net, x, y, net.L, 1).texts() if name.startswith("a(")}
    assert layers == {4, 5, 6, 7, 8}
