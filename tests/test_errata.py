"""What is said about printed lines: each verdict is what a computation gives.

The computations of most are the functions of `backprop_lib.sources.readings`; of claims and conventions they are here.
"""

import re

import numpy as np
import pytest

from backprop_lib import Activation, Network, as_columns, load_mnist, one_hot, parameter_gradients, relative_error
from backprop_lib.activations import relu, sigmoid, sigmoid_prime, softmax, softmax_jacobian
from backprop_lib.gradcheck import complex_step_gradient, numerical_gradient
from backprop_lib.sources import CLASSES, ITEMS, errata, see
from backprop_lib.sources.page import LINES, SLIPS, page
from backprop_lib.sources.readings import READINGS
from backprop_lib.sources.referee import RIGHT, case, judge

PROVEN = [erratum for erratum in errata() if erratum.test in READINGS]
OF_SUBSTANCE = errata("slip")
FAILS = re.compile(r"stops with |has the shape |is off by |is (minus )?(1/)?[\d.]+ (times|of) the right one")


def test_all_errata_are_there():
    ids = [erratum.id for erratum in errata()]
    assert [name for name in ids if name.startswith("E")] == [f"E{n + 1}" for n in range(68)]
    assert len(set(ids)) == len(ids)
    assert len(OF_SUBSTANCE) == 21
    assert {erratum.kind for erratum in errata()} == set(CLASSES)
    for erratum in errata():
        assert set(erratum.items) <= set(ITEMS), erratum.id
        assert erratum.note.endswith("."), erratum.id
        for formula in (erratum.printed, erratum.meant):
            assert re.fullmatch(r"(\$[^$|]{1,117}\$)?", formula), erratum.id


def test_see_leaves_out_what_is_withdrawn():
    assert [erratum.id for erratum in see("S1.41")] == ["E9", "K7"]
    assert see("S0.19") == []


def test_errata_of_an_unknown_kind(refused):
    with refused(f"kind='typo' is unknown, expected one of {', '.join(map(repr, CLASSES))}"):
        errata("typo")


def test_every_test_exists():
    named = {erratum.test for erratum in errata()} - {""}
    own = {name for name in globals() if name.startswith("test_")}
    assert named <= set(READINGS) | own
    assert set(READINGS) <= named
    assert {erratum.test for erratum in errata() if erratum.kind in ("slip", "right")} <= set(READINGS)


@pytest.mark.parametrize("erratum", PROVEN, ids=lambda erratum: erratum.id)
def test_verdicts(erratum):
    entry = READINGS[erratum.test]
    for sizes in (*entry.shows, *entry.hides):
        printed, other = entry.verdicts(sizes)
        right, wrong = (printed, other) if erratum.kind == "right" else (other, printed)
        assert right == RIGHT, sizes
        assert wrong == RIGHT if sizes in entry.hides else FAILS.match(wrong), sizes


def test_different_widths_show_every_slip_and_equal_ones_not():
    shows = {erratum.id: READINGS[erratum.test].shows for erratum in OF_SUBSTANCE}
    for name, (different, *_) in shows.items():
        assert len(set(different)) == len(different), name
    refused = [[], []]
    for erratum in OF_SUBSTANCE:
        entry = READINGS[erratum.test]
        equal = next(sizes for sizes in (*entry.shows, *entry.hides) if len(set(sizes)) == 1)
        for found, sizes in zip(refused, (entry.shows[0], equal), strict=True):
            if entry.verdicts(sizes)[0].startswith(("stops", "has the shape")):
                found.append(erratum.id)
    assert len(refused[0]) == 15
    assert refused[1] == ["E9", "E18", "E43", "E47"]


def test_judge():
    exact = np.array([[1.0, 2.0], [3.0, -4.0]])
    assert judge(lambda: exact, exact) == "is right"
    assert judge(lambda: 2 * exact, exact) == "is 2 times the right one"
    assert judge(lambda: exact / 6, exact) == "is 1/6 of the right one"
    assert judge(lambda: -exact, exact) == "is minus 1 times the right one"
    assert judge(lambda: 0 * exact, exact) == "is 0 times the right one"
    assert judge(lambda: exact + 1, exact) == "is off by 25%"
    assert judge(lambda: exact[:, :1], exact) == "has the shape (2, 1), not (2, 2)"
    assert judge(lambda: exact[2], exact) == "stops with IndexError"
    assert judge(lambda: exact @ exact[0, :1], exact) == "stops with ValueError"
    assert judge(lambda: exact * (1 + 1e-9), exact) != "is right"


def test_the_referee_and_the_library_agree():
    for kind in ({}, {"hidden": "relu", "output": "softmax", "cost": "cross_entropy"}):
        here = case([4, 3, 5, 2], **kind)
        gradients = here.net.backward(here.net.forward(here.X), here.Y)
        for l in (1, 2, 3):
            assert relative_error(here.Delta(l), gradients.Delta[l]) < 1e-12
            assert relative_error(here.by_W(l), gradients.W[l]) < 1e-12
            assert relative_error(here.by_b(l), gradients.b[l]) < 1e-12


# Claims, conventions and conditions


def test_forward_pass_of_the_other_post():  # E2
    here, i, c = case([4, 3, 5, 2]), 2, 4
    of_Z = complex_step_gradient(lambda V: (V @ here.A[1] + here.b[2])[i, c], here.W[2])
    assert relative_error(of_Z[i], here.A[1][:, c]) < 1e-12
    assert np.count_nonzero(of_Z) == 3


def test_power_rule_or_product_rule():  # E6
    w, x, y = 0.8, 1.5, 0.2
    u, u_prime = y - sigmoid(w * x), -sigmoid_prime(w * x) * x
    exact = complex_step_gradient(lambda t: (y - sigmoid(t * x)) ** 2 / 2, w)
    assert np.isclose(u * u_prime, exact, rtol=1e-12)
    assert np.isclose((u_prime * u + u * u_prime) / 2, exact, rtol=1e-12)


def test_letters_that_a_string_swallows():  # E10
    ordinary = ["\frac", "\begin", "\text"]  # no r in front
    assert [damaged[1:] for damaged in ordinary] == ["rac", "egin", "ext"]
    assert "a \\ b" == r"a \ b"


def test_target_and_output_swapped():  # E12
    here = case([5, 3], N=1)
    w, x, hat = here.W[1].T, here.X[:, 0], sigmoid(here.W[1] @ here.X[:, 0])

    def by_weights(target, output):
        return np.outer(x, -(target - output) * output * (1 - output))

    for y, left in ((np.array([0.0, 1, 1]), 0), (np.array([0.2, 0.9, 0.6]), 15)):
        exact = complex_step_gradient(lambda v, y=y: ((y - sigmoid(v.T @ x)) ** 2).sum() / 2, w)
        assert relative_error(by_weights(y, hat), exact) < 1e-12
        assert np.count_nonzero(by_weights(hat, y)) == left


def test_network_without_biases():  # E13
    here = case([4, 3, 5, 2], N=1)
    assert np.array_equal(sigmoid(here.W[1] @ np.zeros((4, 1))), np.full((3, 1), 0.5))
    assert relative_error(here.Delta(1), here.by_b(1)) < 1e-12  # the rule that such a text has no need of


def trained(cost, alpha, steps=50):
    here = case([4, 3, 5, 2], cost=cost)
    for _ in range(steps):
        g = here.net.backward(here.net.forward(here.X), here.Y)
        for l in (1, 2, 3):
            here.net.W[l], here.net.b[l] = here.net.W[l] - alpha * g.W[l], here.net.b[l] - alpha * g.b[l]
    return np.hstack([here.net.W[1], here.net.b[1]])


def test_half_in_the_cost_is_half_the_step():  # E15
    with_half = trained("half_squared_error", 0.8)
    assert relative_error(trained("squared_error", 0.8), with_half) > 0.01
    assert relative_error(trained("squared_error", 0.4), with_half) < 1e-12


def test_output_without_the_target():  # E19
    here = case([4, 3, 5, 2])
    by_Y = complex_step_gradient(lambda t: here.net.cost(here.X, t), here.Y)
    assert relative_error(by_Y, -2 / here.N * (here.A[3] - here.Y)) < 1e-12


def steps_back(rule, delta):
    """Return the layers for which a step back exists; where it does, it is right."""
    found = []
    for l in range(6):
        try:
            got = rule(l)
        except KeyError:  # the formula asks for something that does not exist
            continue
        assert relative_error(got, delta(l)) < 1e-12
        found.append(l)
    return found


def test_where_the_step_back_exists():  # E23, E38, E62, E65
    here = case([4, 3, 5, 2], N=1)
    W, z, d = ({l: values(l) for l in (1, 2, 3)} for values in (here.W.__getitem__, here.Z.__getitem__, here.Delta))
    W_up, z_up, d_up = ({l + 1: v[l] for l in v} for v in (W, z, d))  # the same, if the input is layer 1
    assert steps_back(lambda l: (W[l + 1].T @ d[l + 1]) * sigmoid_prime(z[l]), d.get) == [1, 2]  # S0
    assert steps_back(lambda l: (W[l].T @ d_up[l + 1]) * sigmoid_prime(z_up[l]), d_up.get) == [2, 3]  # S2
    assert steps_back(lambda l: sigmoid_prime(z[l - 1]) * (W[l].T @ d[l]), lambda l: d[l - 1]) == [2, 3]  # S3
    assert steps_back(lambda l: (W_up[l + 1].T @ d_up[l + 1]) * sigmoid_prime(z_up[l]), d_up.get) == [2, 3]  # S4
    assert len(W_up) == max(d_up) - 1  # S4: one matrix fewer than layers


def test_samples_or_neurons():  # E32
    here = case([4, 3, 5, 2])
    rows = [(row**2).sum() for row in here.A[3] - here.Y]
    columns = [(column**2).sum() for column in (here.A[3] - here.Y).T]
    assert relative_error(sum(rows), sum(columns)) < 1e-12
    assert relative_error(np.mean(columns), here.net.cost(here.X, here.Y)) < 1e-12
    assert relative_error(np.mean(rows), 3 * here.net.cost(here.X, here.Y)) < 1e-12


def misfit(hidden):
    """Return how much the best affine map leaves of 200 outputs."""
    here = case([4, 3, 5, 2], N=200, hidden=hidden, output="identity")
    out, columns = here.A[3].T, np.vstack([here.X, np.ones((1, 200))]).T
    return relative_error(columns @ np.linalg.lstsq(columns, out)[0], out)


def test_what_an_activation_function_must_be():  # E33
    assert misfit("identity") < 1e-12 < 0.01 < min(misfit("sigmoid"), misfit("relu"))
    z = np.random.default_rng(3).normal(size=100_000)
    assert np.array_equal(relu(2.0**20 * z), 2.0**20 * relu(z))  # no bound
    assert 0.49 < (relu(z) == 0).mean() < 0.51  # not strictly positive


def test_without_activation_functions():  # E34
    here = case([4, 3, 5, 2], hidden="identity", output="identity")

    def f(x):
        return here.net.forward(x).A[3]

    x_1, x_2, c = here.X[:, :3], here.X[:, 3:], f(np.zeros((4, 1)))
    assert relative_error(f(x_1) + f(x_2), f(x_1 + x_2)) > 0.1
    assert relative_error(f(x_1) + f(x_2) - c, f(x_1 + x_2)) < 1e-12
    assert relative_error(f(here.X), here.W[3] @ here.W[2] @ here.W[1] @ here.X + c) < 1e-12


def test_where_descent_arrives():  # E35
    t = np.linspace(-1, 1, 9)
    values, powers = np.sin(2 * t), t[:, None] ** np.arange(3)
    eigenvalues = np.linalg.eigvalsh(2 * powers.T @ powers)
    best, starts = np.linalg.lstsq(powers, values)[0], np.random.default_rng(35).normal(size=(5, 3))
    for share in (0.9, 1.1):
        ends = starts
        for _ in range(500):
            ends = ends - share * 2 / eigenvalues.max() * 2 * (ends @ powers.T - values) @ powers
        distance = np.abs(ends - best).max(axis=1)
        assert (distance < 1e-9).all() if share < 1 else (distance > 1e30).all()
    assert eigenvalues.min() > 0  # convex: the one minimum is the global one


def test_slope_of_relu_at_0():  # E36, E66
    left, right = (relu(0.0) - relu(-1e-6)) / 1e-6, (relu(1e-6) - relu(0.0)) / 1e-6
    assert np.allclose([left, numerical_gradient(relu, 0.0), right], [0, 0.5, 1])

    def bias_gradient(at_0, X, Y):
        own = Activation("ReLU", "ReLU", relu, lambda z: np.heaviside(z, at_0), gain=np.sqrt(2))
        net = Network([784, 10, 10], hidden=own)  # biases 0
        return net.backward(net.forward(X), Y).b[1]

    images, labels = load_mnist("test")
    X, Y = as_columns(images[:200]), one_hot(labels[:200])
    assert np.array_equal(bias_gradient(0, X, Y), bias_gradient(1, X, Y))
    black = np.zeros((784, 1))
    assert not np.array_equal(bias_gradient(0, black, Y[:, :1]), bias_gradient(1, black, Y[:, :1]))


def test_pixels_that_are_bytes():  # E45
    pixels = as_columns(load_mnist("test")[0][:200])

    def lost(scale):
        found = []
        for seed in range(5):
            rng = np.random.default_rng(seed)
            W1, W2 = rng.uniform(-0.5, 0.5, (10, 784)), rng.uniform(-0.5, 0.5, (10, 10))
            with np.errstate(over="ignore", invalid="ignore"):
                e = np.exp(W2 @ relu(W1 @ (scale * pixels)))
                found.append(np.isnan(e / e.sum(axis=0)).any(axis=0).mean())
        return np.mean(found)

    assert lost(1) == 0 < 0.1 < lost(255)


def gradient_size(depth, hidden, start, seed):
    rng = np.random.default_rng(seed)
    net = Network([10] * (depth + 1), hidden=hidden, rng=rng)
    if start == "uniform":
        net.W = [None] + [rng.uniform(-0.5, 0.5, (10, 10)) for _ in range(depth)]
    X, Y = rng.uniform(size=(10, 20)), one_hot(rng.integers(0, 10, 20))
    return np.linalg.norm(net.backward(net.forward(X), Y).W[1])


def test_gradients_of_deep_networks():  # E56
    for hidden, start in (("relu", "uniform"), ("sigmoid", "uniform"), ("relu", "He")):
        sizes = [np.median([gradient_size(d, hidden, start, s) for s in range(15)]) for d in (2, 10, 20)]
        if start == "uniform":
            assert sizes[0] / 10 > sizes[1] > 30 * sizes[2]
        else:
            assert sizes[2] > sizes[0] / 100


def test_proof_entry_by_entry():  # E57
    z, y = np.array([1.0, 2.0, 0.5]), np.array([0.0, 1.0, 0.0])
    exact = complex_step_gradient(lambda t: -(y * np.log(softmax(t))).sum(), z)
    assert relative_error([softmax(z)[k] - y[k] for k in range(3)], exact) < 1e-12


def test_bias_as_a_weight():  # E59
    here = case([4, 3, 5, 2])
    with_one = np.vstack([here.A[1], np.ones((1, here.N))])
    assert relative_error(here.Delta(2) @ with_one.T / here.N, np.hstack([here.by_W(2), here.by_b(2)])) < 1e-12


def test_target_of_0_in_floating_point():  # E60
    def from_softmax(z, y):
        return -(y * np.log(softmax(z))).sum()

    def from_logits(z, y):
        return z.max() + np.log(np.exp(z - z.max()).sum()) - y @ z

    moderate, second = np.array([2.0, 0.5, -1.0]), np.array([0.0, 1.0, 0.0])
    assert np.isclose(from_softmax(moderate, second), from_logits(moderate, second), rtol=1e-12)
    z, y = np.array([800.0, 0.0, -1.0]), np.array([1.0, 0.0, 0.0])
    with np.errstate(divide="ignore", invalid="ignore"):
        assert np.isnan(from_softmax(z, y))
    assert from_logits(z, y) == 0
    here, calls = case([4, 3, 5, 2]), []
    cost = here.net.cost
    here.net.cost = lambda X, Y: calls.append(1) or cost(X, Y)
    parameter_gradients(here.net, here.X, here.Y, numerical_gradient)
    assert len(calls) == 2 * sum(p.size for p in here.W[1:] + here.b[1:])  # a check needs the cost, twice for each


def test_softmax_as_an_output_function():  # E64
    here = case([7, 5, 4], hidden="relu", output="softmax", cost="cross_entropy")
    Y = one_hot([0, 3, 2, 1, 1, 3], 4)
    exact = complex_step_gradient(lambda z: -(Y * np.log(softmax(z))).sum(), here.Z[2])
    G, A = -Y / here.A[2], here.A[2]
    entrywise = G * A * (1 - A)
    columns = [softmax_jacobian(z).T @ g for z, g in zip(here.Z[2].T, G.T, strict=True)]
    assert relative_error(np.array(columns).T, exact) < 1e-12
    assert np.allclose(entrywise[Y == 1], exact[Y == 1])  # the row of the right class
    assert not entrywise[Y == 0].any()


# The invented page


@pytest.mark.parametrize("number", LINES)
def test_a_line_of_the_page(number):
    line = LINES[number]
    for sizes in ([4, 3, 5, 2], [4, 4, 4, 4]):
        printed, other, exact = line.read(sizes)
        assert judge(other, exact) == RIGHT
        assert FAILS.match(judge(printed, exact)) if line.is_slip else judge(printed, exact) == RIGHT


def test_the_page():
    assert len(SLIPS) == 5
    text = page().data
    for number, line in LINES.items():
        assert f"**({number})** {line.text}" in text
