"""The exercises of notebook 06 against the complex step: each right answer is right, each slip is a slip."""

import numpy as np
import pytest

from backprop_lib import Network, complex_step_gradient, parameter_gradients, relative_error
from backprop_lib.activations import sigmoid, sigmoid_prime
from backprop_lib.exercises import EXERCISES, check
from backprop_lib.exercises.forms import exact

WIDTHS = [[3, 3, 3, 3], [4, 3, 5, 2], [2, 4, 4, 1]]


@pytest.fixture(autouse=True)
def own_record(tmp_path, monkeypatch):
    """Keep the record of the tests away from the learner's."""
    monkeypatch.setenv("BACKPROP_EXERCISES", str(tmp_path / "record.json"))


def example(sizes, N, seed=1):
    """Return a sigmoid network with random biases, X and Y."""
    rng = np.random.default_rng(seed)
    net = Network(sizes, hidden="sigmoid", output="sigmoid", cost="squared_error", rng=rng)
    net.b = [None] + [rng.normal(size=(n, 1)) for n in sizes[1:]]
    return net, rng.normal(size=(sizes[0], N)), rng.uniform(size=(sizes[-1], N))


class TextT:
    """The text T of 06-4 and 06-7: layers 1 to L_T, w[k] leaves layer k, source first, sum of half squares."""

    def __init__(self, net, X, Y):
        self.w = [None] + [W.T for W in net.W[1:]]
        self.b, self.X, self.Y = net.b, X, Y

    def cost(self, k, w_k):
        """Return E with w_k in place of w[k]; a[1] is the input."""
        a = [None, self.X]
        for layer in range(1, len(self.w)):
            w = w_k if layer == k else self.w[layer]
            a.append(sigmoid(np.einsum("ij,is->js", w, a[layer]) + self.b[layer]))
        return (0.5 * (a[-1] - self.Y) ** 2).sum()

    def gradients(self):
        """Return dE, with None at index 0."""
        layers = range(1, len(self.w))
        return [None] + [complex_step_gradient(lambda t, k=k: self.cost(k, t), self.w[k]) for k in layers]


# 06-1


def test_the_numbers_of_06_1_name_the_same_arrays():
    """The text's formulas hold with its own numbering, and what it calls W(3), a(3), z(4), δ(2) is ours of 06-1."""
    net, X, Y = example([4, 3, 5, 2, 3], 6)
    cache = net.forward(X)
    Z, A = cache
    Delta = net.backward(cache, Y).Delta
    text = {"W": net.W, "a": [None, *A], "z": [None, *Z], "δ": [None, *Delta]}
    for l in (1, 2, 3, 4):
        assert np.allclose(text["W"][l] @ text["a"][l] + net.b[l], text["z"][l + 1])
    for (name, number), ours, here in zip(
        {"W": 3, "a": 3, "z": 4, "δ": 2}.items(), (net.W, A, Z, Delta), EXERCISES["06-1"].right, strict=True
    ):
        assert text[name][number] is ours[here]
    assert EXERCISES["06-1"].right == [3, 2, 3, 1]


# 06-2


def test_the_factors_of_06_2():
    m = 6
    net, X, Y = example([2, 3, 2], m)

    def derivative(constant):
        def cost(W1):
            return constant * ((sigmoid(net.W[2] @ sigmoid(W1 @ X + net.b[1]) + net.b[2]) - Y) ** 2).sum()

        return complex_step_gradient(cost, net.W[1])[1, 0]

    given = derivative(1 / (2 * m))
    ratios = derivative(1 / m) / given, derivative(1.0) / given
    assert np.allclose(EXERCISES["06-2"].right, np.multiply(0.35, ratios), rtol=1e-12)


# 06-3


def test_the_shapes_of_06_3():
    rng = np.random.default_rng(3)
    x, weight, bias = rng.normal(size=(6, 3)), rng.normal(size=(5, 3)), rng.normal(size=5)
    output = x @ weight.T + bias
    D = complex_step_gradient(lambda t: (t**2).sum(), output)
    by_weight = complex_step_gradient(lambda t: ((x @ t.T + bias) ** 2).sum(), weight)
    assert relative_error(D.T @ x, by_weight) < 1e-12
    assert EXERCISES["06-3"].right == (weight.shape, output.shape, D.shape, by_weight.shape)


# 06-4


@pytest.mark.parametrize("sizes", WIDTHS, ids=str)
def test_the_entry_of_06_4(sizes):
    net, X, Y = example(sizes, 5)
    by_W, _ = parameter_gradients(net, X, Y)
    dE = TextT(net, X, Y).gradients()
    layer, row, column, factor = EXERCISES["06-4"].right
    ours = by_W[int(layer)][int(row) - 1, int(column) - 1]
    assert np.isclose(factor * dE[2][3 - 1, 1 - 1], ours, rtol=1e-12)


# 06-5: the six formulas


def printed(letter, W, Z, A, Delta, l):
    """Return what a formula gives, and where: ("Delta", layer) or ("W", layer), in our numbers."""
    N = A[0].shape[1]
    if letter == "A":  # target first
        return np.einsum("ji,is->js", W[l + 1], Delta[l + 1]) * sigmoid_prime(Z[l]), ("Delta", l)
    if letter == "B":  # W_text(l) leaves layer l
        W_text = [W[k + 1] for k in range(len(W) - 1)]
        assert np.allclose(W_text[l] @ A[l] - Z[l + 1], (W_text[l] @ A[l] - Z[l + 1])[:, :1])  # its forward formula
        return sigmoid_prime(Z[l]) * (W_text[l].T @ Delta[l + 1]), ("Delta", l)
    if letter == "C":  # D = ∂C/∂Z, with rows
        return (Delta[l] / N) @ A[l - 1].T / N, ("W", l)
    if letter == "D":  # source first
        w = W[l + 1].T
        return np.einsum("ji,is->js", w, Delta[l + 1]) * sigmoid_prime(Z[l]), ("Delta", l)
    if letter == "E":  # W(l) enters layer l
        return sigmoid_prime(Z[l]) * (W[l].T @ Delta[l + 1]), ("Delta", l)
    return np.einsum("is,jt->ij", Delta[l], A[l - 1]) / N, ("W", l)  # F


def verdicts(sizes, N, seed):
    """Return letter -> largest relative error over the layers, or None where a formula does not fit."""
    net, X, Y = example(sizes, N, seed)
    W, b = net.W, net.b
    Z, A = net.forward(X)
    by_W, _ = parameter_gradients(net, X, Y)
    Delta = [None]
    for l in range(1, len(W)):

        def total(z, l=l):
            a = sigmoid(z)
            for k in range(l + 1, len(W)):
                a = sigmoid(W[k] @ a + b[k])
            return ((a - Y) ** 2).sum()

        Delta.append(complex_step_gradient(total, Z[l]))
    found = {}
    for letter in "ABCDEF":
        errors = []
        for l in range(1, len(W) - (letter in "ABDE")):
            try:
                value, (kind, layer) = printed(letter, W, Z, A, Delta, l)
                errors.append(relative_error(value, (Delta if kind == "Delta" else by_W)[layer]))
            except ValueError:
                errors.append(np.inf)
        found[letter] = max(errors)
    return found


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("sizes", WIDTHS, ids=str)
def test_each_formula_of_06_5_is_right_or_wrong_as_the_answer_says(sizes, seed):
    right = EXERCISES["06-5"].right
    assert right == {"B", "D"}
    for letter, error in verdicts(sizes, 5, seed).items():
        assert error < 1e-12 if letter in right else error > 0.05, (letter, error)


def test_the_slips_of_06_5_hide_where_the_solution_says():
    """Equal widths hide no slip, but make all of them run; one sample hides C and F."""
    equal, different, one = verdicts([3, 3, 3, 3], 5, 7), verdicts([4, 3, 5, 2], 5, 7), verdicts([3, 3, 3, 3], 1, 7)
    assert np.isfinite(list(equal.values())).all()
    assert {letter for letter, error in different.items() if np.isinf(error)} == {"A", "E"}
    assert {letter for letter, error in one.items() if error < 1e-12} == {"B", "C", "D", "F"}


def test_other_sets_of_letters_are_counted():
    report = check("06-5", {"A", "C", "D"})
    assert report.status == "not yet"
    assert "2 too many and 1 missing" in report.text
    assert "set of letters" in check("06-5", 5).text
    for written in (["d", "B"], "BD", "{B, D}", "B and D", np.array(["B", "D"])):
        assert check("06-5", written).status == "right"


def test_all_sets_of_letters_but_one_are_wrong():
    for number in range(64):
        letters = {letter for k, letter in enumerate("ABCDEF") if number >> k & 1}
        assert (EXERCISES["06-5"].examine(letters).status == "right") == (letters == {"B", "D"})


# 06-6 and 06-7


@pytest.mark.parametrize("N", [1, 3, 6])
@pytest.mark.parametrize("sizes", WIDTHS, ids=str)
def test_the_rows_of_06_6_give_the_exact_gradients(sizes, N):
    net, X, Y = example(sizes, N)
    by_W, by_b = parameter_gradients(net, X, Y)
    dW, db = EXERCISES["06-6"].right(net.W, [None] + [b[:, 0] for b in net.b[1:]], X.T, Y.T)
    for l in range(1, len(sizes)):
        assert relative_error(dW[l], by_W[l]) < 1e-12
        assert relative_error(db[l], by_b[l][:, 0]) < 1e-12


@pytest.mark.parametrize("N", [1, 2, 5])
@pytest.mark.parametrize("sizes", WIDTHS, ids=str)
def test_the_translation_of_06_7_gives_the_exact_gradients(sizes, N):
    net, X, Y = example(sizes, N)
    by_W, _ = parameter_gradients(net, X, Y)
    dW = EXERCISES["06-7"].right(TextT(net, X, Y).gradients(), N)
    assert dW[0] is None
    for l in range(1, len(sizes)):
        assert relative_error(dW[l], by_W[l]) < 1e-12


# Answers


def test_wrong_answers_differ_from_each_other_and_from_the_right_one():
    for exercise in EXERCISES.values():
        if exercise.notebook == "06" and not callable(exercise.right):
            answers = [exact(mistake.answer) for mistake in exercise.mistakes.values()] + [exact(exercise.right)]
            assert len(set(answers)) == len(answers)
            assert len(exercise.mistakes) >= (3 if "r" in exercise.id else 4)  # a question that recalls has four words


def test_other_ways_to_write_06_6_and_06_7_are_right():
    """The 1/N may stand in the start, as in PyTorch, and the translation may go entry by entry."""

    def start(W, b, X, Y):
        L, A = len(W) - 1, [X]
        for l in range(1, L + 1):
            A.append(sigmoid(A[-1] @ W[l].T + b[l]))
        grad, dW, db = 2 * (A[L] - Y) / len(X), [None] * (L + 1), [None] * (L + 1)
        for l in range(L, 0, -1):
            grad = grad * A[l] * (1 - A[l])
            dW[l], db[l] = grad.T @ A[l - 1], grad.sum(axis=0)
            grad = grad @ W[l]
        return dW, db

    def entries(dE, N):
        dW = [None]
        for G in dE[1:]:
            sources, targets = G.shape
            dW.append(np.array([[G[j, i] / (0.5 * N) for j in range(sources)] for i in range(targets)]))
        return dW

    assert check("06-6", start).status == "right"
    assert check("06-7", entries).status == "right"
