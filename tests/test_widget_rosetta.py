"""The figure of the notations: each text's numbers against its own algorithm, its formulas against their own names."""

import itertools
import re
from types import SimpleNamespace

import numpy as np
import pytest
from moving import agrees, assert_sound

from backprop_lib import parameter_gradients
from backprop_lib.activations import sigmoid, sigmoid_prime
from backprop_lib.widgets.picture import Text, text_width
from backprop_lib.widgets.rosetta import THINGS, rosetta_figure, rosetta_picture, rule
from backprop_lib.widgets.rosetta_notation import SIZES, TEXTS, UNNAMED, L, N
from backprop_lib.widgets.rosetta_values import compared, example
from backprop_lib.widgets.svg import to_svg

WEIGHTS = [(l, i, j) for l in (1, 2, 3) for i, j in np.ndindex(SIZES[l], SIZES[l - 1])]
CORNERS = [(l, i, j) for l in (1, 2, 3) for i in (1, SIZES[l]) for j in (1, SIZES[l - 1])]
# Each text's own backward pass: what its first derivative by a is, divided by that of our cost, and what divides its
# gradients. They are computed here by the texts' recursions; the figure divides ours by the factor of the convention.
START = {"ours": 2, "S0": 1 / N, "S1": 1, "S2": 1, "S3": 2, "S4": 2, "Nielsen": 1, "PyTorch": 2 / (2 * N)}
START["scikit-learn"] = 1
DIVISOR = {"ours": N, "S0": 1, "S1": N, "S2": N, "S3": 1, "S4": N, "Nielsen": N, "PyTorch": 1, "scikit-learn": N}


def own_backward(text):
    """Return delta (n_l, N) and the gradients by W, indexed by our layers, by the recursion that the text prints."""
    net, X, Y = example()
    A, Delta = [X], [None] * (L + 1)
    for l in range(1, L + 1):
        A.append(sigmoid(net.W[l] @ A[l - 1] + net.b[l]))
    Delta[L] = START[text] * (A[L] - Y) * A[L] * (1 - A[L])
    for l in range(L, 1, -1):
        Delta[l - 1] = (net.W[l].T @ Delta[l]) * A[l - 1] * (1 - A[l - 1])
    return Delta, [None] + [Delta[l] @ A[l - 1].T / DIVISOR[text] for l in range(1, L + 1)]


def texts_of(*state):
    return rosetta_picture(*state).texts()


def boxes(picture):
    """Yield each text with the rectangle that it covers; a bold one is wider, indices reach below the line."""
    for text in picture.shapes:
        if isinstance(text, Text):
            width = text_width(text.string, text.size) * (1.1 if text.bold else 1)
            left = text.x - {"start": 0, "middle": width / 2, "end": width}[text.anchor]
            yield text, (left, text.y - 0.75 * text.size, left + width, text.y + 0.2 * text.size)


def assert_no_text_on_another(picture):
    for (one, a), (other, b) in itertools.combinations(boxes(picture), 2):
        if other.name == "label" or one.name == "label":
            continue  # it lies on a box of its own, asserted below
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert apart, (one.string, other.string)
    for text, (left, _, right, _) in boxes(picture):
        assert left >= 0, text
        assert right <= picture.width, text


def assert_label_fits(picture):
    """Assert that the name next to the lit thing lies within its box, and the box on no neuron's number."""
    found = {text.name: box for text, box in boxes(picture)}
    if "label" not in found:
        return
    frame = picture.shapes[next(k for k, s in enumerate(picture.shapes) if getattr(s, "name", 0) == "label") - 1]
    left, top, right, bottom = frame.x, frame.y, frame.x + frame.width, frame.y + frame.height
    for name in {"label", "our label"} & set(found):
        a = found[name]
        assert left <= a[0], name
        assert a[2] <= right, name
        assert top <= a[1], name
        assert a[3] <= bottom, name
    for text, (a, b, c, d) in boxes(picture):
        if text.name not in ("label", "our label"):
            assert c <= left or right <= a or d <= top or bottom <= b, text


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("text", TEXTS)
def test_each_text_and_thing_in_the_corners_of_each_layer(text, thing):
    for place in CORNERS:
        picture = rosetta_picture(text, thing, *place)
        assert_sound(picture)
        assert_no_text_on_another(picture)
        assert_label_fits(picture)
        assert (picture.width, picture.height) == (800, 470)
        assert f"as {text} writes it, {THINGS[thing].words}, our layer {place[0]}" in picture.alt
        assert "<" not in " ".join(picture.texts().values()), "a template was not filled"


# The numbers.


@pytest.mark.parametrize("text", TEXTS)
def test_delta_and_gradient_are_those_of_the_texts_own_recursion_and_the_factor_leads_to_the_library(text):
    net, X, Y = example()
    Delta, exact = net.backward(net.forward(X), Y).Delta, parameter_gradients(net, X, Y)[0]
    own_Delta, own_by_W = own_backward(text)
    for l, i, j in WEIGHTS:
        back, delta, gradient = (compared(text, thing, l, i, j) for thing in ("back", "delta", "gradient"))
        assert back == delta
        for found, own, ours in (
            (delta, own_Delta[l][i, 0], Delta[l][i, 0]),
            (gradient, own_by_W[l][i, j], exact[l][i, j]),
        ):
            assert np.isclose(found.theirs[0], own, rtol=1e-12)
            assert np.isclose(found.ours[0], ours, rtol=1e-12)
            assert np.isclose(found.factor[1] * own, ours, rtol=1e-12)


def test_the_factors_are_said_in_the_letters_of_the_text():
    said = {text: [compared(text, thing, 2, 0, 0).factor[0] for thing in ("delta", "gradient")] for text in TEXTS}
    half, one = ["2", "2"], ["1", "1"]
    expected = {"ours": one, "S0": ["2m", "2"], "S1": half, "S2": half, "S3": ["1", "1/N"], "S4": one, "Nielsen": half}
    assert said == {**expected, "PyTorch": ["N n_{L}", "n_{L}"], "scikit-learn": half}
    place = (2, 0, 0)
    assert rule("S0", "delta", place, ("2m", 6)) == "ours = 2m × S0, here 6 × S0; m is our N."
    assert rule("S3", "gradient", place, ("1/N", 1 / 3)).startswith("ours = 1/N × S3, here 1/3 × S3; a sum over")
    assert rule("S2", "delta", place, ("2", 2)) == "ours = 2 × S2; layer − 1."


@pytest.mark.parametrize("text", TEXTS)
def test_weights_and_activations_are_those_of_the_network(text):
    net, X, _ = example()
    cache = net.forward(X)
    for l, i, j in WEIGHTS:
        weight, unit = compared(text, "weight", l, i, j), compared(text, "unit", l, i, j)
        assert weight.theirs == weight.ours == (net.W[l][i, j],)
        assert unit.theirs == unit.ours == (cache.Z[l][i, 0], cache.A[l][i, 0])


@pytest.mark.parametrize("text", TEXTS)
def test_the_cost_is_the_texts(text):
    net, X, Y = example()
    difference = net.forward(X).A[L] - Y
    if TEXTS[text].samples == "one":
        difference = difference[:, :1]
    ours = (difference**2).sum() / difference.shape[1]
    theirs = {
        "ours": ours,
        "S0": (difference**2).sum() / (2 * N),
        "S1": (difference**2 / 2).sum(),
        "S2": np.linalg.norm(difference) ** 2 / 2,
        "S3": sum(np.linalg.norm(column) ** 2 for column in difference.T),
        "S4": (difference**2).sum(),
        "Nielsen": sum(column @ column for column in difference.T) / (2 * N),
        "PyTorch": (difference.T**2).mean(),
        "scikit-learn": (difference.T**2).sum() / (2 * N),
    }[text]
    found = compared(text, "delta", 2, 1, 1)
    assert np.allclose((found.their_cost, found.our_cost), (theirs, ours), rtol=1e-12)


@pytest.mark.parametrize("thing", ["weight", "unit", "delta", "gradient", "back"])
@pytest.mark.parametrize("text", TEXTS)
def test_the_picture_shows_the_numbers(text, thing):
    said, found = texts_of(text, thing, 2, 4, 3), compared(text, thing, 2, 3, 2)
    for who, values in (("theirs", found.theirs), ("ours", found.ours)):
        assert all(agrees(shown, value) for shown, value in zip(said[who].split(", "), values, strict=True))
    assert agrees(said["their cost"], found.their_cost)
    assert agrees(said["our cost"], found.our_cost)


def test_what_has_no_name_has_no_number():
    assert UNNAMED in texts_of("S1", "weight", 1, 2, 1)["theirs formula"]
    assert texts_of("S1", "weight", 1, 2, 1)["theirs"] == "none"
    unit = texts_of("S1", "unit", 1, 2, 1)
    assert unit["theirs"] == unit["ours"].split(", ")[1]


# The formulas, in the numbers and names of each text.

SUMMED = {"ours": "k", "S0": "j", "S1": "ℓ", "S2": "q", "S3": "k", "S4": "m", "Nielsen": "k"}
STEPS = [(text, layer) for text in SUMMED for layer in (1, 2) if (text, layer) != ("S1", 1)]  # S1 has w into z alone


@pytest.mark.parametrize(("text", "layer"), STEPS)
def test_the_step_back_holds_with_the_numbers_that_its_names_have_in_the_text(text, layer):
    (net, X, Y), convention, following = example(), TEXTS[text], range(SIZES[layer + 1])
    cache, factor = net.forward(X), convention.factor(of_delta=True)[1]
    Delta, slopes = net.backward(cache, Y).Delta, sigmoid_prime(cache.Z[layer])
    named = {convention.written("<delta>", layer + 1, k): Delta[layer + 1][k, 0] / factor for k in following}
    for i in range(SIZES[layer]):
        named |= {convention.written("<weight>", layer + 1, k, i): net.W[layer + 1][k, i] for k in following}
        name, _, formula = convention.written("<back>", layer, i).partition(" = ")
        assert name == convention.written("<delta>", layer, i)
        terms = [formula.replace(SUMMED[text], str(k + 1)).split() for k in following]
        factors = [[named[word] for word in term if word in named] for term in terms]
        assert np.isclose(np.prod(factors, axis=1).sum() * slopes[i, 0] * factor, Delta[layer][i, 0], rtol=1e-12)


@pytest.mark.parametrize(("layer", "i", "j"), WEIGHTS)
def test_the_lines_of_pytorch_and_scikit_learn_run_and_lead_to_the_library(layer, i, j):
    net, X, Y = example()
    cache = net.forward(X)
    ours = net.backward(cache, Y)
    for text in ("PyTorch", "scikit-learn"):
        convention = TEXTS[text]
        to_delta, to_gradient = convention.factor(of_delta=True)[1], convention.factor()[1]
        # Samples are rows, and all is found under the number that it has in the text.
        number = {l: convention.weights_number(l) for l in (1, 2, 3)}
        deltas = {l: ours.Delta[l].T / to_delta for l in number}
        names = {"y": Y.T, "a": cache.A[layer].T, "n_samples": N, "activations": [a.T for a in cache.A]}
        names |= {f"a{l}": a.T for l, a in enumerate(cache.A)}
        names |= {f"z{l}": SimpleNamespace(grad=deltas[l]) for l in number}
        names["net"] = {number[l]: SimpleNamespace(weight=net.W[l]) for l in number}
        names["coefs_"] = {number[l]: net.W[l].T for l in number}
        names["deltas"] = {number[l]: deltas[l] for l in number}
        step, product = (
            re.split(r", (?: a|entry)", convention.written(line, layer, i, j).replace("−", "-").partition(" = ")[2])
            for line in ("<back>" if layer < L else "<start>", "<product>")
        )
        np.testing.assert_allclose(eval(step[0], names) * to_delta, ours.Delta[layer].T, rtol=1e-12)
        entry = eval(product[0], names)
        entry = entry[tuple(eval(product[1]))] if product[1:] else entry
        assert np.isclose(entry * to_gradient, ours.W[layer][i, j], rtol=1e-12)


@pytest.mark.parametrize("text", TEXTS)
def test_a_name_finds_its_number_in_the_matrix_as_the_text_stores_it(text):
    net, convention = example()[0], TEXTS[text]
    for l, i, j in WEIGHTS:
        if text == "S1" and l < 3:
            continue  # one is not named, the other not told from its neighbours
        below = re.search(r"_\{([\d←]+)\}|\[(\d, \d)\]$", convention.written("<weight>", l, i, j))
        place = tuple(int(digit) - convention.first_neuron for digit in re.findall(r"\d", below[0]))
        stored = net.W[l].T if convention.source_first else net.W[l]
        assert convention.shape(l) == stored.shape
        assert stored[place] == net.W[l][i, j]


def test_the_layers_are_counted_as_each_text_counts_them():
    first = {"ours": 0, "S0": 0, "S2": 1, "S3": 0, "S4": 1, "Nielsen": 1, "scikit-learn": 0}
    for text, start in first.items():
        said = texts_of(text, "layers", 2, 1, 1)
        assert [int(re.search(r"\d", said[f"column{l}"])[0]) for l in range(4)] == [start + l for l in range(4)]
        assert said["theirs"] == f"layer {start + 2}"
    assert [texts_of("S1", "layers", l, 1, 1)["theirs"] for l in (1, 2, 3)] == ["x", "y", "z"]
    assert [texts_of("PyTorch", "layers", l, 1, 1)["theirs"] for l in (1, 2, 3)] == ["net[1]", "net[3]", "net[5]"]


def test_the_superscript_of_a_weight_is_where_it_leads_but_in_s2_where_it_leaves():
    names = {text: texts_of(text, "weight", 2, 5, 2)["label"] for text in TEXTS}
    assert names == {
        "ours": "w_{52}^{(2)}",
        "S0": "W_{52}^{2}",
        "S1": "v ∈ v_{5}",
        "S2": "W_{5←2}^{(2)}",
        "S3": "w_{52}^{(2)}",
        "S4": "W_{52}^{3}",
        "Nielsen": "w_{52}^{3}",
        "PyTorch": "net[2].weight[4, 1]",
        "scikit-learn": "coefs_[1][1, 4]",
    }
    formula = texts_of("S2", "weight", 2, 5, 2)["theirs formula"]
    assert formula.endswith("from unit 2 of layer 2 to unit 5 of layer 3")
    assert texts_of("S1", "weight", 3, 2, 5)["label"] == "w_{52}"


def test_what_is_lit_is_not_told_by_colour_alone():
    for thing, dashed in (("weight", False), ("unit", False), ("gradient", True), ("back", True)):
        lines = [s for s in rosetta_picture("S4", thing, 2, 5, 2).shapes if hasattr(s, "points") and s.width > 1]
        assert any(line.dash for line in lines) == dashed
        assert max(line.width for line in lines) >= 2


def test_there_is_no_bias_in_s1():
    assert "no bias" in texts_of("S1", "unit", 2, 1, 1)["note"]
    assert "bias: none" in texts_of("S1", "gradient", 2, 1, 1)["note"]


def test_a_smaller_layer_takes_its_last_neuron():
    assert str(rosetta_picture("S2", "weight", 3, 5, 9).shapes) == str(rosetta_picture("S2", "weight", 3, 2, 5).shapes)


@pytest.mark.parametrize(
    ("state", "message"),
    [
        (("S5", "weight", 2, 1, 1), "text='S5' is unknown, expected one of 'ours', 'S0'"),
        (("S2", "bias", 2, 1, 1), "thing='bias' is unknown, expected one of 'layers', 'weight'"),
        (("S2", "weight", 0, 1, 1), "layer=0, expected at least 1"),
        (("S2", "weight", 4, 1, 1), "layer=4, expected 1 to 3"),
        (("S2", "weight", 1.5, 1, 1), "layer=1.5, expected a whole number"),
        (("S2", "weight", 2, 0, 1), "i=0, expected at least 1"),
        (("S2", "weight", 2, 1, -1), "j=-1, expected at least 1"),
    ],
)
def test_what_does_not_exist_is_refused(state, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        rosetta_picture(*state)


def test_the_kept_example_cannot_be_changed():
    net, X, Y = example()
    for array in (*net.W[1:], *net.b[1:], X, Y):
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 1


def test_the_figure_follows_its_controls():
    figure = rosetta_figure()
    assert all(control.description for control in figure.controls.values())
    assert figure.html.value == to_svg(rosetta_picture("S2", "weight", 2, 4, 2))
    for name, value in {"text": "PyTorch", "thing": "back", "layer": 1, "i": 2, "j": 4}.items():
        before = figure.html.value
        figure.controls[name].value = value
        assert figure.html.value != before, name
    assert figure.html.value == to_svg(rosetta_picture("PyTorch", "back", 1, 2, 4))
