"""The figure of the notations: each text's numbers against its own algorithm, its names against its index order."""

import itertools
import re

import numpy as np
import pytest
from moving import agrees, assert_sound, shown, states

from backprop_lib import parameter_gradients
from backprop_lib.activations import sigmoid
from backprop_lib.widgets.picture import Text, text_width
from backprop_lib.widgets.rosetta import THINGS, rosetta_figure, rosetta_picture
from backprop_lib.widgets.rosetta_notation import TEXTS, UNNAMED
from backprop_lib.widgets.rosetta_values import SIZES, example
from backprop_lib.widgets.svg import to_svg

N, L = 3, 3
WEIGHTS = [(l, i + 1, j + 1) for l in (1, 2, 3) for i, j in np.ndindex(SIZES[l], SIZES[l - 1])]
# Each text's own backward pass: what its first derivative by a is, divided by that of our cost, and what divides its
# gradients. They are computed here by the texts' recursions; the figure takes complex steps of the texts' costs.
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


def said_factor(rule):
    """Return what a rule says that the text's number is multiplied by."""
    if rule.startswith(("The same", "These are our own")):
        return 1.0
    written = re.search(r"here (\S+) ×", rule) or re.match(r"ours = (\S+) ×", rule)
    above, _, below = written[1].partition("/")
    return float(above) / float(below or 1)


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


def test_every_control_over_its_whole_range_and_random_combinations():
    figure = rosetta_figure()
    count = 0
    for state in states(figure, random=150):
        picture = figure.picture(**state)
        assert_sound(picture)
        assert_no_text_on_another(picture)
        assert (picture.width, picture.height) == (800, 470)
        count += 1
    assert count > 180


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("text", TEXTS)
def test_each_text_and_thing_at_every_weight(text, thing):
    for place in WEIGHTS:
        picture = rosetta_picture(text, thing, *place)
        assert_sound(picture)
        assert_no_text_on_another(picture)
        assert_label_fits(picture)
        assert f"as {text} writes it, {THINGS[thing]}, our layer {place[0]}" in picture.alt
        assert "<" not in " ".join(picture.texts().values()), "a template was not filled"


@pytest.mark.parametrize("text", TEXTS)
def test_delta_and_gradient_are_those_of_the_texts_own_recursion(text):
    Delta, by_W = own_backward(text)
    for l, i, j in WEIGHTS:
        for thing in ("delta", "back"):
            assert agrees(texts_of(text, thing, l, i, j)["theirs"], Delta[l][i - 1, 0])
        assert agrees(texts_of(text, "gradient", l, i, j)["theirs"], by_W[l][i - 1, j - 1])


@pytest.mark.parametrize("text", TEXTS)
def test_ours_is_the_library_and_the_rule_leads_to_it(text):
    net, X, Y = example()
    ours = net.backward(net.forward(X), Y)
    exact, _ = parameter_gradients(net, X, Y)
    Delta, by_W = own_backward(text)
    for l, i, j in WEIGHTS:
        true = {"delta": ours.Delta[l][i - 1, 0], "back": ours.Delta[l][i - 1, 0], "gradient": exact[l][i - 1, j - 1]}
        own = {"delta": Delta[l][i - 1, 0], "back": Delta[l][i - 1, 0], "gradient": by_W[l][i - 1, j - 1]}
        for thing, value in true.items():
            said = texts_of(text, thing, l, i, j)
            assert agrees(said["ours"], value)
            assert np.isclose(said_factor(said["rule"]) * own[thing], value, rtol=1e-12)


@pytest.mark.parametrize("text", TEXTS)
def test_weights_and_activations_are_those_of_the_network(text):
    net, X, _ = example()
    cache = net.forward(X)
    for l, i, j in WEIGHTS:
        said = texts_of(text, "weight", l, i, j)
        assert agrees(said["ours"], net.W[l][i - 1, j - 1])
        if UNNAMED in said["theirs formula"]:
            assert (text, l) == ("S1", 1)
            assert said["theirs"] == "none"
        else:
            assert said["theirs"] == said["ours"]
        said = texts_of(text, "unit", l, i, j)
        z, a = said["ours"].split(", ")
        assert agrees(z, cache.Z[l][i - 1, 0])
        assert agrees(a, cache.A[l][i - 1, 0])
        assert said["theirs"] == (a if (text, l) == ("S1", 1) else said["ours"])


@pytest.mark.parametrize("text", TEXTS)
def test_the_cost_is_the_texts_and_its_factor_leads_to_ours(text):
    net, X, Y = example()
    notation, said = TEXTS[text], texts_of(text, "delta", 2, 1, 1)
    difference = net.forward(X).A[L] - Y
    if notation.single:
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
    assert agrees(said["their cost"], theirs)
    assert agrees(said["our cost"], ours)
    assert np.isclose(notation.factors["cost"][1] * theirs, ours, rtol=1e-12)


@pytest.mark.parametrize("text", TEXTS)
def test_a_name_finds_its_number_in_the_matrix_as_the_text_stores_it(text):
    net, _, _ = example()
    for l, i, j in WEIGHTS:
        said = texts_of(text, "weight", l, i, j)
        if text == "S1" and l < 3:
            continue  # one is not named, the other not told from its neighbours
        below = re.search(r"_\{([\d←]+)\}|\[(\d, \d)\]$", said["label"])
        first, second = (int(digit) for digit in re.findall(r"\d", below[0]))
        stored = net.W[l].T if TEXTS[text].source_first else net.W[l]
        assert said[f"shape{l}"] == f"{stored.shape[0]} × {stored.shape[1]}"
        start = 0 if TEXTS[text].from_zero else 1
        assert agrees(said["theirs"], stored[first - start, second - start])


def test_the_layers_are_counted_as_each_text_counts_them():
    first = {"ours": 0, "S0": 0, "S2": 1, "S3": 0, "S4": 1, "Nielsen": 1, "scikit-learn": 0}
    for text, start in first.items():
        said = texts_of(text, "layers", 2, 1, 1)
        numbers = [int(re.search(r"\d", said[f"column{l}"])[0]) for l in range(4)]
        assert numbers == [start, start + 1, start + 2, start + 3]
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


def test_the_same_state_gives_the_same_picture():
    figure = rosetta_figure()
    here = list(states(figure, random=20))[-20:]
    first = [str(figure.picture(**state).shapes) for state in here]
    assert [str(figure.picture(**state).shapes) for state in reversed(here)] == first[::-1]


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
    assert shown(figure.picture(**figure.state()).texts()["theirs"]) != 0
