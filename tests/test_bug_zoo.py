"""The bug zoo: every bug is wrong, the checks notice what the table says, and the right pass is right."""

import numpy as np
import pytest

from backprop_lib import LazyColumns, Network, as_columns, complex_step_gradient, load_mnist, one_hot, sgd
from backprop_lib.exercises.bug_zoo import (
    ACCURACY,
    BUGS,
    CHECKS,
    DIFFERENCE,
    MANY,
    STEP,
    _checked,
    backward,
    bug_zoo,
    bugs_of,
    compare,
    costs_with,
    forward,
    show_bugs,
    side_by_side,
    zoo_network,
)
from backprop_lib.gradcheck import parameter_gradients, relative_error

KINDS = {
    "sigmoid": {"hidden": "sigmoid", "output": "sigmoid", "cost": "squared_error"},
    "tanh": {"hidden": "tanh", "output": "identity", "cost": "squared_error"},
    "relu": {"hidden": "relu", "output": "softmax", "cost": "cross_entropy"},
}


def network(sizes, N, kind="sigmoid", seed=3):
    """Make the network, the inputs and the targets of the cells in notebook 04."""
    rng = np.random.default_rng(seed)
    net = Network(sizes, **KINDS[kind], rng=rng)
    net.b = [None] + [rng.normal(size=(n, 1)) for n in sizes[1:]]
    X = rng.normal(size=(sizes[0], N))
    if net.output.classifies:
        return net, X, one_hot(rng.integers(0, sizes[-1], N), sizes[-1])
    return net, X, rng.uniform(size=(sizes[-1], N))


# The same slip in the cost and in its gradient: no gradient check can see it.
SAME_SLIP = "bias inside the sum"
AGREE = {"right", SAME_SLIP}

BUGS_OF_KINDS = [(name, kind) for kind in KINDS for name in bugs_of(network([2, 2, 2], 1, kind)[0])]
every_bug = pytest.mark.parametrize(("name", "kind"), BUGS_OF_KINDS)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("sizes", "N"), [([4, 3, 5, 2], 6), ([3, 3, 3, 3], 3), ([2, 2], 1), ([5, 4, 3], 1)])
def test_without_a_bug_the_template_is_the_backward_pass(sizes, N, kind):
    net, X, Y = network(sizes, N, kind)
    cache = net.forward(X)
    for part, arrays in forward(net, X)._asdict().items():
        assert all(np.array_equal(a, b) for a, b in zip(arrays[1:], getattr(cache, part)[1:], strict=True))
    ours, library = backward(net, cache, Y), net.backward(cache, Y)
    for part in ("W", "b", "Delta"):
        for a, b in zip(getattr(ours, part)[1:], getattr(library, part)[1:], strict=True):
            assert np.array_equal(a, b)


def gradients_with(bug, net, X, Y):
    """Return the gradients of a program that has a bug, in both of its passes."""
    return bug(net, bug.forward(net, X), Y, 0.5)


@every_bug
def test_every_bug_is_wrong_where_nothing_but_a_gradient_check_can_tell(name, kind):
    net, X, Y = network([4, 4, 4, 4], 4, kind)
    exact = parameter_gradients(net, X, Y, complex_step_gradient)
    wrong = gradients_with(BUGS[name], net, X, Y)
    pairs = list(zip(wrong.W[1:] + wrong.b[1:], exact[0][1:] + exact[1][1:], strict=True))
    assert all(a.shape == b.shape for a, b in pairs)
    assert max(relative_error(a, b) for a, b in pairs) > 0.01


def test_no_bug_is_another_one_in_disguise():
    for kind in KINDS:
        net, X, Y = network([4, 4, 4, 4], 4, kind)
        gradients = [gradients_with(bug, net, X, Y) for bug in bugs_of(net).values()]
        arrays = [np.concatenate([array.ravel() for array in g.W[1:] + g.b[1:]]) for g in gradients]
        for k, a in enumerate(arrays):
            assert all(relative_error(a, b) > 0.01 for b in arrays[:k])


@pytest.mark.parametrize("kind", KINDS)
def test_bugs_left_out_are_right_or_another_bug_in_a_network_of_this_kind(kind):
    assert set(bugs_of(network([3, 3, 3], 3, kind)[0])) >= {"W not transposed", "no 1/N", "db from layer l-1"}
    assert ("gate a >= 0" in bugs_of(network([3, 3, 3], 3, kind)[0])) == (kind == "relu")


@every_bug
def test_the_line_that_is_shown_is_the_line_that_is_run(name, kind):
    bug, (net, X, Y) = BUGS[name], network([4, 4, 4, 4], 4, kind)
    if " = " not in bug.line or (name, kind) == ("2 lost", "tanh"):
        return  # in words, or written for a sigmoid output
    cache = bug.forward(net, X)
    wrong = bug(net, cache, Y, 0.5)
    l, L, N = 2, net.L, 4
    updated_W = [None] + [W - 0.5 * wrong.Delta[k] @ cache.A[k - 1].T / N for k, W in enumerate(net.W) if k]
    known = {
        "W": net.W,
        "b": net.b,
        "n": net.sizes,
        "updated_W": updated_W,
        "A": cache.A,
        "Z": cache.Z,
        "Y": Y,
        "Delta": wrong.Delta,
    }
    known |= {"l": l, "L": L, "N": N, "mu": net.mu[1], "mu_prime": net.mu_prime[1]}
    left, right = bug.line.split("   ")[0].split(" = ")
    place = {
        "Z[l]": cache.Z[l],
        "Delta[L]": wrong.Delta[L],
        "Delta[l-1]": wrong.Delta[l - 1],
        "dW[l]": wrong.W[l],
        "db[l]": wrong.b[l],
    }
    assert np.allclose(place[left], eval(right, known))


def zoo_of(sizes, N):
    return bug_zoo(*zoo_network(sizes, N), steps=300, learning_rate=0.5)


@pytest.fixture(scope="module")
def different():
    return zoo_of([4, 3, 5, 2], 6)


@pytest.fixture(scope="module")
def equal():
    return zoo_of([3, 3, 3, 3], 3)


def test_different_widths_refuse_some_and_equal_widths_none(different, equal):
    bugs = [name for name in equal.noticed if name != "right"]
    assert [name for name in bugs if different.noticed[name]["shapes"]] == [
        "W not transposed",
        "W of layer l-1",
        "slope of layer l",
        "no brackets",
        "a of layer l",
        "A not transposed",
        "db over wrong axis",
        "db from layer l-1",
        "b as (n,)",
    ]
    for zoo in (different, equal):
        trained = [name for name in bugs if not zoo.noticed[name]["shapes"]]
        assert [name for name in trained if zoo.noticed[name]["cost"]] == ["y - a"]
        for check in ("central", "complex"):
            assert [name for name in trained if not zoo.noticed[name][check]] == [SAME_SLIP]
        assert not any(zoo.noticed["right"].values())
    assert not any(equal.noticed[name]["shapes"] for name in bugs)


def test_no_decision_is_near_its_threshold(different, equal):
    for zoo in (different, equal):
        for name, numbers in zoo.numbers.items():
            if not numbers["shapes"]:
                continue
            before, after = numbers["cost"]
            assert abs(np.log(after / before)) > 0.25
            factor = 1000 if name in AGREE else 0.01
            assert (numbers["central"] * factor < DIFFERENCE) == (name in AGREE)
            assert (numbers["complex"] * factor < STEP) == (name in AGREE)


def test_the_table_is_text_without_numbers_that_differ_between_machines(different, equal):
    lines = repr(side_by_side(different, equal)).splitlines()
    assert len(lines) == len(equal.noticed) + 3
    assert max(map(len, lines)) <= 100
    assert all(line == line.rstrip() for line in lines)
    assert lines[-1].split() == ["noticed", "9/19", "1/10", "9/10", "9/10", "0/19", "1/19", "18/19", "18/19"]
    assert "." not in repr(equal)
    once, again = (bug_zoo(*network([3, 3, 3, 3], 3), steps=30, learning_rate=0.5) for _ in range(2))
    assert repr(once) == repr(again)
    assert set(show_bugs(network([3, 3, 3, 3], 3)[0]).text.split("\n")[0].split("  ")) >= {"W not transposed"}


def test_the_network_is_left_as_it_was():
    net, X, Y = network([3, 3, 3, 3], 3)
    W, b, copies = list(net.W), list(net.b), [p.copy() for p in net.W[1:] + net.b[1:]]
    bug_zoo(net, X, Y, steps=3, learning_rate=0.5)
    assert all(a is c for a, c in zip(net.W + net.b, W + b, strict=True))
    assert all(np.array_equal(a, c) for a, c in zip(net.W[1:] + net.b[1:], copies, strict=True))
    assert "backward" not in vars(net)


@pytest.mark.parametrize("name", ["right", "2 lost", "b as (n,)"])
def test_the_costs_are_those_of_training_with_the_bug(equal, name):
    net, X, Y = network([3, 3, 3, 3], 3)
    costs = costs_with(net, X, Y, name, steps=301, learning_rate=0.5)
    assert np.allclose([costs[0], costs[300]], equal.numbers[name]["cost"])
    assert np.array_equal(net.W[1], network([3, 3, 3, 3], 3)[0].W[1])
    with pytest.raises(ValueError, match="name='W' is unknown, expected one of 'right', 'W not transposed'"):
        costs_with(net, X, Y, "W", steps=3, learning_rate=0.5)


def test_predictions_are_compared(different):
    assert compare({}, different).text == "No predictions yet."
    guesses = {
        "y - a": {"cost", "central", "complex"},
        "2 lost": set(),
        "mu for mu'": "cost",
        "no 1/N": ["central", "complex"],
        "no brackets": ["shapes", "complex"],  # it never comes to the complex step
    }
    lines = compare(guesses, different).text.splitlines()
    assert [line.split("  ")[-1].strip() for line in lines] == [
        "right",
        "not so: central notices, complex notices",
        "not so: cost does not notice, central notices, complex notices",
        "right",
        "right",
        "3 of 5 right",
    ]
    asked = compare({"2 lost": "cost", "y - a": "cost", "no brackets": set()}, different, checks=["cost"]).text
    assert [line.split("  ")[-1].strip() for line in asked.splitlines()] == [
        "not so: cost does not notice",
        "right",
        "right",
        "2 of 3 right",
    ]
    with pytest.raises(ValueError, match="there is no check 'complex' here, expected some of cost"):
        compare({"2 lost": {"complex"}}, different, checks=["cost"])
    with pytest.raises(ValueError, match="there is no check 'price' here, expected some of shapes, cost"):
        compare({}, different, checks=["price"])
    with pytest.raises(ValueError, match="there is no bug 'W' here, expected one of"):
        compare({"W": "cost"}, different)
    with pytest.raises(ValueError, match="there is no check 'shape' here, expected some of shapes, cost"):
        compare({"2 lost": {"shape"}}, different)
    with pytest.raises(ValueError, match="there is no bug 'right' here"):
        compare({"right": set()}, different)


def test_what_cannot_be_checked_is_refused():
    net, X, Y = network([3, 3, 3, 3], 3)
    with pytest.raises(ValueError, match="X has shape"):
        bug_zoo(net, X[:2], Y, 3, 0.5)
    with pytest.raises(ValueError, match="steps"):
        bug_zoo(net, X, Y, 0, 0.5)
    with pytest.raises(ValueError, match="expected float64"):
        bug_zoo(Network([3, 3, 3], dtype=np.float32), X, np.eye(3), 3, 0.5)
    with pytest.raises(ValueError, match="expected a hidden layer"):
        bug_zoo(Network([3, 3]), X, np.eye(3), 3, 0.5)


def test_a_bug_that_makes_training_diverge_is_noticed():
    net, X, Y = network([3, 3, 3, 3], 3, "tanh")
    zoo = bug_zoo(net, X, Y, steps=400, learning_rate=0.3)
    assert zoo.numbers["y - a"]["cost"][1] == np.inf
    assert zoo.noticed["y - a"]["cost"]
    assert not any(zoo.noticed["right"].values())


def test_mini_batches_all_have_the_same_size():
    net, X, Y = network([4, 4, 4], 10, "relu")
    zoo = bug_zoo(net, X, Y, steps=5, learning_rate=0.1, batch_size=4, test=(X, Y.argmax(axis=0)))
    assert list(zoo.noticed["right"]) == list(CHECKS)
    assert zoo.net == "4-4-4, N = 4"
    # With four samples at a time the shapes fit; the check with six of them stops.
    assert zoo.noticed["no brackets"] | {"cost": None, "accuracy": None} == {
        "shapes": False,
        "cost": None,
        "accuracy": None,
        "central": True,
        "complex": True,
    }


@pytest.fixture(scope="module")
def digits():
    """Let the bugs loose on 784-10-10, as in notebook 05."""
    images, labels = load_mnist("train")
    test_images, test_labels = load_mnist("test")
    net, rng = Network([784, 10, 10]), np.random.default_rng(0)
    net.b = [None] + [rng.normal(size=(10, 1)) for _ in (1, 2)]
    test = as_columns(test_images), test_labels
    return bug_zoo(net, LazyColumns(images), one_hot(labels), 400, 0.1, test=test, batch_size=64)


@pytest.mark.parametrize("shape", [(3, 1), (25, 20), (10, 784), (784, 10), (1000, 10)])
def test_a_gradient_is_checked_in_all_rows_and_in_many_columns(shape):
    places = _checked(np.prod(shape))
    rows, columns = np.unravel_index(places, shape)
    assert len(set(places)) == min(np.prod(shape), MANY)
    assert len(set(rows)) >= min(shape[0], MANY)
    assert len(set(columns)) >= min(shape[1], MANY // 2)


def test_on_real_digits_the_printed_bias_bug_costs_nothing_that_one_could_see(digits):
    unseen = {"shapes": False, "cost": False, "accuracy": False, "central": True, "complex": True}
    assert digits.noticed["db from layer l-1"] == unseen
    assert abs(digits.numbers["db from layer l-1"]["accuracy"] - digits.numbers["right"]["accuracy"]) < 0.01
    assert digits.numbers["right"]["accuracy"] > 0.88
    assert [name for name, noticed in digits.noticed.items() if noticed == unseen] == [
        "W not transposed",
        "updated W",
        "db from layer l-1",
        "db without 1/N",
    ]


def test_the_threshold_of_the_accuracy_is_what_another_start_makes_of_the_right_backward_pass():
    images, labels = load_mnist("train")
    test_images, test_labels = load_mnist("test")
    X_test, reached = as_columns(test_images), []
    for seed in (0, 1):
        net, rng = Network([784, 10, 10], rng=seed), np.random.default_rng(seed)
        net.b = [None] + [rng.normal(size=(10, 1)) for _ in (1, 2)]
        sgd(net, LazyColumns(images[:25_600]), one_hot(labels[:25_600]), learning_rate=0.1, epochs=1, rng=seed)
        reached.append((net.predict(X_test) == test_labels).mean())
    assert ACCURACY / 2 < abs(reached[0] - reached[1]) < ACCURACY


def test_on_real_digits_the_accuracy_sees_what_a_gradient_check_cannot(digits):
    seen = {"shapes": False, "cost": False, "accuracy": True, "central": False, "complex": False}
    assert digits.noticed[SAME_SLIP] == seen
    assert digits.numbers[SAME_SLIP]["accuracy"] < 0.2


def test_on_real_digits_no_decision_is_near_its_threshold(digits):
    right = digits.numbers["right"]
    for name, numbers in digits.numbers.items():
        if not numbers["shapes"]:
            continue
        before, after = numbers["cost"]
        assert abs(np.log(after / before)) > 0.1
        assert abs(abs(numbers["accuracy"] - right["accuracy"]) - ACCURACY) > 0.004
        if name in AGREE:
            assert numbers["central"] < DIFFERENCE / 1000
            assert numbers["complex"] < STEP / 1000
        else:
            assert min(numbers["central"], numbers["complex"]) > 100 * DIFFERENCE
