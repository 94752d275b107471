"""Exercises of notebook 06: reading the sources, and translating from one convention to another."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from backprop_lib.activations import sigmoid, sigmoid_prime
from backprop_lib.exercises.choice import Choice, exact
from backprop_lib.exercises.code import Code
from backprop_lib.exercises.exercise import NOT_YET, Mistake, found
from backprop_lib.exercises.number import Number
from backprop_lib.gradcheck import complex_step_gradient, relative_error

# 06-1: layers from 1, weights named by the layer they leave.

TEXT = {"W": 3, "a": 3, "z": 4, "δ": 2}  # the numbers in the text


def _numbers(W=0, a=-1, z=-1, delta=-1):
    """Return the numbers that the four have here, if those of the text are moved by so many."""
    return TEXT["W"] + W, TEXT["a"] + a, TEXT["z"] + z, TEXT["δ"] + delta


# 06-2: three costs.

DERIVATIVE, M = 0.35, 4


def _costs(mean, total):
    """Return dE/dw multiplied by two factors."""
    return round(mean * DERIVATIVE, 12), round(total * DERIVATIVE, 12)


# 06-3: a linear layer with samples as rows.

FROM, TO, ROWS = 3, 5, 6
_weight, _rows = (TO, FROM), (ROWS, TO)

# 06-4: the text T.

N_TEXT, LEAVES, SOURCE, TARGET = 5, 2, 3, 1


def _entry(layer=0, row=TARGET, column=SOURCE, factor=2 / N_TEXT):
    """Return layer, row, column and factor, where the number of the layer is moved by `layer`."""
    return float(LEAVES + layer), float(row), float(column), factor


# 06-5: right in their own convention, or wrong.


@dataclass(frozen=True, eq=False)
class Letters(Choice):
    """A choice of a set of letters; says how many are too many, and how many are missing."""

    def examine(self, answer):
        """Compare as `Choice` does; to a set that no known mistake explains, say how many letters are off."""
        finding = super().examine(answer)
        if finding.status != NOT_YET or finding.diagnosis:
            return finding
        given = exact(answer)
        if isinstance(given, tuple) and all(isinstance(part, str) for part in given):
            given = frozenset(given)
        letters, right = exact(set(FORMULAS)), exact(self.right)
        if not isinstance(given, frozenset) or not given <= letters:
            return found('Expected a set of letters from A to F: {"A", "B"}, and set() for none.')
        words = f"Count your letters: too many: {len(given - right)}, missing: {len(right - given)}."
        return found(
            words,
            f"{words} Write each formula as a function, in its own convention, and compare with the complex step.",
        )


def _example(sizes, N, seed=65):
    """Return W, b, Z, A and Y of a network with sigmoid neurons."""
    rng = np.random.default_rng(seed)
    W = [None] + [rng.normal(size=(n, m)) for m, n in pairwise(sizes)]
    b = [None] + [rng.normal(size=(n, 1)) for n in sizes[1:]]
    Z, A = [None], [rng.normal(size=(sizes[0], N))]
    for l in range(1, len(sizes)):
        Z.append(W[l] @ A[l - 1] + b[l])
        A.append(sigmoid(Z[l]))
    return W, b, Z, A, rng.uniform(size=(sizes[-1], N))


def _exact(W, b, Z, A, Y):
    """Return Δ and ∂C/∂W by the complex step, as lists indexed by layer: no formula of backpropagation is in them."""
    L, N = len(W) - 1, Y.shape[1]

    def total(Z_l, l):  # the cost of all samples together, from the pre-activations of layer l on
        for k in range(l + 1, L + 1):
            Z_l = W[k] @ sigmoid(Z_l) + b[k]
        return ((sigmoid(Z_l) - Y) ** 2).sum()

    Delta, by_W = [None], [None]
    for l in range(1, L + 1):
        Delta.append(complex_step_gradient(lambda t, l=l: total(t, l), Z[l]))
        by_W.append(complex_step_gradient(lambda t, l=l: total(t @ A[l - 1] + b[l], l) / N, W[l]))
    return Delta, by_W


# A and D are one formula with different w, B and E with different W: their conventions say what these letters mean.
# l is our number of a layer; Z, A, Delta and W are ours.


def _by_indices(w, z, delta):
    """Return μ′(z_j) Σ_i w_ji δ_i for each j and each sample."""
    collected = [sum(w[j, i] * delta[i] for i in range(len(delta))) for j in range(len(z))]
    return sigmoid_prime(z) * np.array(collected)


def _by_matrices(W, z, delta):
    """Return μ′(z) ⊙ (Wᵀ δ)."""
    return sigmoid_prime(z) * (W.T @ delta)


def _by_rows(D, rows):
    """Return (1/N) Dᵀ A with samples as rows."""
    return D.T @ rows / len(rows)


def _by_sums(Delta, A):
    """Return (1/N) (Σ_s δ_is) (Σ_s a_js) for each i and j."""
    return np.outer(Delta.sum(axis=1), A.sum(axis=1)) / A.shape[1]


# Letter -> (formula, what it should give).
FORMULAS = {
    # z_i = Σ_j w_ij a_j + b_i: target first, as ours
    "A": (lambda l, W, Z, A, Delta: _by_indices(W[l + 1], Z[l], Delta[l + 1]), "Delta"),
    # z^(l+1) = W^(l) a^(l) + b^(l): W^(l) leaves layer l
    "B": (lambda l, W, Z, A, Delta: _by_matrices(W[l + 1], Z[l], Delta[l + 1]), "Delta"),
    # D = ∂C/∂Z of the mean cost, samples as rows
    "C": (lambda l, W, Z, A, Delta: _by_rows(Delta[l].T / A[l].shape[1], A[l - 1].T), "by_W"),
    # z_i = Σ_j w_ji a_j + b_i: source first
    "D": (lambda l, W, Z, A, Delta: _by_indices(W[l + 1].T, Z[l], Delta[l + 1]), "Delta"),
    # z^(l) = W^(l) a^(l-1) + b^(l): W^(l) enters layer l
    "E": (lambda l, W, Z, A, Delta: _by_matrices(W[l], Z[l], Delta[l + 1]), "Delta"),
    "F": (lambda l, W, Z, A, Delta: _by_sums(Delta[l], A[l - 1]), "by_W"),
}


def right_letters(sizes, N, seed=65):
    """Return the letters of the formulas that are right in all layers of an example."""
    W, b, Z, A, Y = _example(sizes, N, seed)
    Delta, by_W = _exact(W, b, Z, A, Y)
    letters = set()
    for letter, (formula, what) in FORMULAS.items():
        wanted = Delta[:-1] if what == "Delta" else by_W
        try:
            results = [formula(l, W, Z, A, Delta) for l in range(1, len(wanted))]
            errors = [relative_error(result, wanted[l]) for l, result in enumerate(results, start=1)]
        except (IndexError, ValueError):  # it does not even fit
            continue
        if max(errors) < 1e-9:
            letters.add(letter)
    return letters


_RIGHT = right_letters([3, 3, 3, 3], 5) & right_letters([4, 3, 5, 2], 6)
_ALL = set(FORMULAS)

# 06-6: the whole algorithm, with samples as rows.


def row_gradients(W, b, X, Y):
    """Return the right answer to 06-6."""
    L, N = len(W) - 1, X.shape[0]
    Z, A = [None], [X]
    for l in range(1, L + 1):
        Z.append(A[l - 1] @ W[l].T + b[l])  # (4.11), transposed
        A.append(sigmoid(Z[l]))
    D, dW, db = [None] * (L + 1), [None] * (L + 1), [None] * (L + 1)
    D[L] = 2 * (A[L] - Y) * sigmoid_prime(Z[L])  # (4.14)
    for l in range(L, 1, -1):
        D[l - 1] = (D[l] @ W[l]) * sigmoid_prime(Z[l - 1])  # (4.15), transposed
    for l in range(1, L + 1):
        dW[l] = D[l].T @ A[l - 1] / N  # (4.16)
        db[l] = D[l].sum(axis=0) / N  # (4.17), transposed
    return dW, db


# The same in pieces, one for each formula. A piece takes (W, Z, A, Y, D, l); N is the number of rows of Y.
PIECES = {
    "z": lambda W, b, a: a @ W.T + b,
    "start": lambda W, Z, A, Y, D, l: 2 * (A[l] - Y) * sigmoid_prime(Z[l]),
    "back": lambda W, Z, A, Y, D, l: (D[l] @ W[l]) * sigmoid_prime(Z[l - 1]),
    "by_W": lambda W, Z, A, Y, D, l: D[l].T @ A[l - 1] / len(Y),
    "by_b": lambda W, Z, A, Y, D, l: D[l].sum(axis=0) / len(Y),
}


def _with(**changed):
    """Return row_gradients with some of its pieces exchanged."""
    pieces = {**PIECES, **changed}

    def function(W, b, X, Y):
        L = len(W) - 1
        Z, A, D = [None], [X], [None] * (L + 1)
        for l in range(1, L + 1):
            Z.append(pieces["z"](W[l], b[l], A[l - 1]))
            A.append(sigmoid(Z[l]))
        D[L] = pieces["start"](W, Z, A, Y, D, L)
        for l in range(L, 1, -1):
            D[l - 1] = pieces["back"](W, Z, A, Y, D, l)
        layers = range(1, L + 1)
        dW = [None] + [pieces["by_W"](W, Z, A, Y, D, l) for l in layers]
        return dW, [None] + [pieces["by_b"](W, Z, A, Y, D, l) for l in layers]

    return function


def _slope_is(function):
    """Return the pieces in which the slope of layer l is function(Z, A, l)."""
    return {
        "start": lambda W, Z, A, Y, D, l: 2 * (A[l] - Y) * function(Z, A, l),
        "back": lambda W, Z, A, Y, D, l: (D[l] @ W[l]) * function(Z, A, l - 1),
    }


def _gradients_times(factor):
    """Return the pieces in which the gradients are multiplied by factor(Y, X)."""
    return {
        name: lambda W, Z, A, Y, D, l, piece=PIECES[name]: piece(W, Z, A, Y, D, l) * factor(Y, A[0])
        for name in ("by_W", "by_b")
    }


def _column_code(turned):
    """Return the code of notebook 04, for columns, that is given flat biases and the rows, turned or as they are."""

    def function(W, b, X, Y):
        X, Y = (X.T, Y.T) if turned else (X, Y)
        L, N = len(W) - 1, X.shape[1]
        Z, A, Delta = [None], [X], [None] * (L + 1)
        for l in range(1, L + 1):
            Z.append(W[l] @ A[l - 1] + b[l])
            A.append(sigmoid(Z[l]))
        Delta[L] = 2 * (A[L] - Y) * sigmoid_prime(Z[L])
        for l in range(L, 1, -1):
            Delta[l - 1] = sigmoid_prime(Z[l - 1]) * (W[l].T @ Delta[l])
        layers = range(1, L + 1)
        dW = [None] + [Delta[l] @ A[l - 1].T / N for l in layers]
        return dW, [None] + [Delta[l].sum(axis=1) / N for l in layers]

    return function


def _row_cases():
    rng = np.random.default_rng(66)
    cases = []
    for sizes, N in (([4, 3, 5, 2], 6), ([3, 3, 3, 3], 3), ([3, 3, 3], 1), ([2, 4, 1], 5)):
        W = [None] + [rng.normal(size=(n, m)) for m, n in pairwise(sizes)]
        b = [None] + [rng.normal(size=n) for n in sizes[1:]]
        arguments = (W, b, rng.normal(size=(N, sizes[0])), rng.uniform(size=(N, sizes[-1])))
        cases.append((f"the network {'-'.join(map(str, sizes))} and N = {N}", arguments))
    return cases


# 06-7: from the text T to ours.


def from_text(dE, N):
    """Return the right answer to 06-7."""
    dW = [None]
    for k in range(1, len(dE)):
        dW.append(2 / N * dE[k].T)
    return dW


def _translated(entry):
    """Return from_text with another entry(G, N) in place of 2/N times the transpose."""
    return lambda dE, N: [None] + [entry(G, N) for G in dE[1:]]


def _translation_cases():
    rng = np.random.default_rng(67)
    cases = []
    for sizes, N in (([4, 3, 5, 2], 6), ([3, 3, 3, 3], 5), ([2, 6, 3], 1), ([5, 4, 4, 3, 2], 2), ([4, 2], 3)):
        dE = [None] + [rng.normal(size=shape) for shape in pairwise(sizes)]
        cases.append((f"the network {'-'.join(map(str, sizes))} and N = {N}", (dE, N)))
    return cases


EXERCISES = [
    Number(
        "06-1",
        "layers from 1, weights named by the layer they leave: the numbers of W(3), a(3), z(4), δ(2) here",
        _numbers(),
        {
            "nothing shifted": Mistake(
                _numbers(a=0, z=0, delta=0),
                "One of the four is right. Which number has the input layer in the text, and which here?",
                "The text starts with layer 1, we start with layer 0. What belongs to a layer has to move.",
            ),
            "everything shifted down": Mistake(
                _numbers(W=-1),
                "Three are right. This would be the rule for weights named by the layer they enter, as in S4.",
                "Draw the layer that W(3) leaves and the layer that it enters. Write both numbers to them, the text's "
                "and ours.",
            ),
            "everything shifted up": Mistake(
                _numbers(1, 1, 1, 1),
                "Which of the two has the smaller number for the same layer: the text, or this series?",
                "The text's layer 1 is our layer 0. And a weight has to be looked at from both of its ends.",
            ),
            "shifted the wrong way": Mistake(
                _numbers(a=1, z=1, delta=1),
                "One of the four is right. Take the text's layer 1: which number has it here?",
                "The text is ahead of us. From its numbers to ours something is taken away, not added.",
            ),
            "the input counted for weights alone": Mistake(
                _numbers(W=-1, a=0, z=0, delta=0),
                "You moved what may stay, and left what has to move.",
                "What belongs to a layer has another number here. For the weights two shifts meet.",
            ),
            "entered layer in the text's count": Mistake(
                _numbers(W=1),
                "Three are right. The layer that W(3) enters: in whose count did you number it?",
                "You found the layer that W(3) enters. It still has its number of the text.",
            ),
            "entered layer, the count forgotten": Mistake(
                _numbers(W=1, a=0, z=0, delta=0),
                "You thought of one of the two differences. Which number has the input layer in the text?",
                "W(3) enters the text's layer after 3, that is so. Now give each layer of the text its number here.",
            ),
            "both shifts of the weight downwards": Mistake(
                _numbers(W=-2),
                "Three are right. For the weight there are two shifts. Do they go in the same direction?",
                "From the layer left to the layer entered it goes forward; from the text's count to ours it goes back.",
            ),
            "only a shifted": Mistake(
                _numbers(z=0, delta=0),
                "Two are right. Do z and δ belong to a layer, or to a weight?",
                "z, a and δ of one neuron have the same number, in the text as well as here.",
            ),
            "z and δ named like the weight": Mistake(
                _numbers(z=-2, delta=-2),
                "Two are right. z is made of the weight with the number before, in the text. Does that move z itself?",
                "You took away one for the count and one for the name of the weight. z and δ belong to a layer.",
            ),
            "a not shifted": Mistake(
                _numbers(a=0),
                "Three are right. To which layer does a belong?",
                "An activation has the number of its layer, and the text's layer 1 is our layer 0.",
            ),
            "z not shifted": Mistake(
                _numbers(z=0),
                "Three are right. To which layer does z belong?",
                "A pre-activation has the number of its layer, and the text's layer 1 is our layer 0.",
            ),
            "δ not shifted": Mistake(
                _numbers(delta=0),
                "Three are right. To which layer does δ belong?",
                "δ is the derivative by z, so it has the number of its z.",
            ),
        },
        f"""
        The input is layer 1 in the text and layer 0 here: what belongs to a layer loses one.
        a(3) -> {_numbers()[1]}, z(4) -> {_numbers()[2]}, δ(2) -> {_numbers()[3]}
        W(3) leaves the text's layer 3 and enters its layer 4. These are our layers 2 and 3, and we name a weight
        by the layer it enters, Z(l) = W(l) A(l−1) + b(l), (4.11). So it is {_numbers()[0]}: plus one, minus one.
        Check: the text's z(4) = W(3) a(3) + b(3) becomes z(3) = W(3) a(2) + b(3), which is (4.11) with l = 3.
        S2 has this convention (S2.5, S2.27, S2.29).
        """,
        check="Draw the network, and write the text's number and ours to each layer.",
        tolerance=1e-9,
    ),
    Number(
        "06-2",
        "dE/dw = 0.35 with E = 1/(2m) Σ and m = 4: the derivative of (1/m) Σ, and that of Σ, by the same w",
        _costs(2, 2 * M),
        {
            "divided by 2": Mistake(
                _costs(1 / 2, M / 2),
                "Which of the two costs is larger, the one with the half or ours?",
                "E has a half that our cost has not. So E is half of ours, and not the other way round.",
            ),
            "the half not noticed": Mistake(
                _costs(1, M),
                "The two answers fit together. How do the constants before the sums of E and of our cost differ?",
                "In E stands 1/(2m). You treated it as 1/m.",
            ),
            "the half of E kept": Mistake(
                _costs(1, 2 * M),
                "One is right. E has a mean in it. Has our cost all the rest of E's constant too?",
                "The sum is right. Ours is that sum divided by m; E is divided by 2m.",
            ),
            "1/m removed from ours": Mistake(
                _costs(2 * M, 2 * M),
                "One is right. Has our cost a 1/N in front?",
                "Our cost is a mean, (4.13). It keeps the division by the number of samples and loses the half only.",
            ),
            "1/m removed instead of the half": Mistake(
                _costs(M, 2 * M),
                "One is right. In our cost, which of the two factors below the line of 1/(2m) is gone?",
                "You took away the m and kept the 2. Our cost (4.13) is a mean, without a half.",
            ),
            "exchanged": Mistake(
                _costs(2 * M, 2),
                "Which of the two was asked for first?",
                "A sum is larger than the mean of the same numbers. Look at the order of your answers.",
            ),
            "divided by m for the sum": Mistake(
                _costs(2, 2 / M),
                "One is right. Which is larger, a sum or the mean of the same numbers?",
                "From the mean to the sum the 1/m is taken away. You put in another one.",
            ),
            "the sum keeps the half": Mistake(
                _costs(2, M),
                "One is right. Is there still a half in your sum?",
                "You took the 1/m away from E. The 2 below the line has to go as well.",
            ),
            "the sum like the mean": Mistake(
                _costs(2, 2),
                "One is right. Does it make no difference whether a cost is divided by m?",
                "A derivative has the constant of its cost: a cost m times as large has a derivative m times as large.",
            ),
            "the 2 twice": Mistake(
                _costs(2, 4 * M),
                "One is right. The other is twice too large. Is the half in your first answer already?",
                "The factor from the half is in your first answer already. From the mean to the sum only m is missing.",
            ),
            "the m twice": Mistake(
                _costs(2, 2 * M * M),
                "One is right. How often stands 1/m in E?",
                "E has 1/m once. To get rid of it, multiply by m once.",
            ),
        },
        f"""
        Let S be the sum of the squared errors. E = S/(2m), our cost is C = S/m, (4.13).
        So C = 2E, and a constant factor goes through the derivative: dC/dw = 2 · {DERIVATIVE} = {_costs(2, 2 * M)[0]}
        S = 2m E = {2 * M} E: dS/dw = {2 * M} · {DERIVATIVE} = {_costs(2, 2 * M)[1]}
        S0 has the constant of E (S0.6), and S3 has the sum in its middle part (S3.69).
        """,
        check="Call the sum of the squared errors S, and write all three costs with it.",
        tolerance=1e-6,
    ),
    Choice(
        "06-3",
        "Linear from 3 to 5 neurons, 6 samples as rows: shapes of weight, output, derivative by it, weight.grad",
        (_weight, _rows, _rows, _weight),
        {
            "weights source first": Mistake(
                ((FROM, TO), _rows, _rows, (FROM, TO)),
                "Two are right. This is how scikit-learn stores its weights. How does PyTorch?",
                "A Linear layer computes x @ weight.T, with a transpose. Which shape must weight have then?",
            ),
            "samples as columns": Mistake(
                (_weight, (TO, ROWS), (TO, ROWS), _weight),
                "Two are right. Is a sample a row or a column in this exercise?",
                "You have our Z and Δ. With samples as rows they are transposed.",
            ),
            "all turned": Mistake(
                ((FROM, TO), (TO, ROWS), (TO, ROWS), (FROM, TO)),
                "Are the samples rows or columns? And in x @ weight.T, is it weight that is turned, or its storage?",
                "The samples are rows, so their number comes first. And weight itself has the shape of our W.",
            ),
            "weight as it is used": Mistake(
                ((FROM, TO), _rows, _rows, _weight),
                "Three are right. Could you subtract your gradient from your weight?",
                "You have the shape of weight.T, which is made in the forward pass. Stored is weight.",
            ),
            "gradient transposed": Mistake(
                (_weight, _rows, _rows, (FROM, TO)),
                "Three are right. Could you subtract your gradient from the weight?",
                "A gradient has the shape of its parameter. You have the shape of x.T @ D.",
            ),
            "derivative transposed": Mistake(
                (_weight, _rows, (TO, ROWS), _weight),
                "Three are right. Which shape has a derivative by an array?",
                "For each entry of the output there is one derivative. They lie as the entries do.",
            ),
            "derivative by the input": Mistake(
                (_weight, _rows, (ROWS, FROM), _weight),
                "Three are right. By what is the third one a derivative?",
                "You went one step too far: D @ weight is the derivative by what comes into the layer.",
            ),
            "derivative averaged, a row": Mistake(
                (_weight, _rows, (1, TO), _weight),
                "Three are right. Has each sample its own derivative?",
                "The samples stay apart until the gradients are made, (4.15), (4.16). You added them up too early.",
            ),
            "derivative of the bias": Mistake(
                (_weight, _rows, (TO,), _weight),
                "Three are right. You have a derivative by something with one entry for each neuron.",
                "That is the shape of the gradient of the bias. Before the sum over the samples each has its own.",
            ),
            "a gradient for each sample": Mistake(
                (_weight, _rows, _rows, (ROWS, TO, FROM)),
                "Three are right. Has the layer one weight for each pair of neurons, or one for each sample too?",
                "The matrix product of (4.16) adds up the samples.",
            ),
            "widths exchanged in the output": Mistake(
                (_weight, (ROWS, FROM), (ROWS, FROM), _weight),
                "Two are right. How many neurons has what comes out of the layer?",
                "You have the shape of what goes into the layer.",
            ),
        },
        f"""
        x has a sample in each row: {(ROWS, FROM)}. The weight is stored as ours, target first: {_weight}.
        output = x @ weight.T + bias: {(ROWS, FROM)} times {(FROM, TO)} is {_rows}          (4.11), transposed
        The derivative D by the output has one entry for each entry of the output: {_rows}
        gradient = D.T @ x: {(TO, ROWS)} times {(ROWS, FROM)} is {_weight}, as the weight   (4.16)
        The {ROWS} is the inner number of the last product: it adds up the samples, here as with columns.
        """,
    ),
    Number(
        "06-4",
        "text T, N = 5: layer, row and column of its dE/dw(2)_31 here, and the factor to our gradient",
        _entry(),
        {
            "nothing converted": Mistake(
                _entry(row=SOURCE, column=TARGET, factor=1.0),
                "The layer is right. Ask T the question of the indices, and that of the cost.",
                "T has the source first, and its cost is no mean and has a half.",
            ),
            "indices not exchanged": Mistake(
                _entry(row=SOURCE, column=TARGET),
                "Two are right. Which of T's indices is the source? And what is a row of our matrix?",
                "A row of ours holds all weights into one neuron, (4.11). T's first index says where a weight begins.",
            ),
            "layer as in S4": Mistake(
                _entry(layer=-1),
                "Three are right. Into which layer does this weight lead, in our count?",
                "You took one away for the count of the layers. T names a weight by the layer it leaves, we do not.",
            ),
            "layer entered, in T's count": Mistake(
                _entry(layer=1),
                "Three are right. You found the layer that the weight enters. In whose count?",
                "T's input is layer 1. Give the layer that you found its number here.",
            ),
            "layer shifted twice": Mistake(
                _entry(layer=-2),
                "Three are right. Can a weight lead into the input?",
                "Two shifts meet: the one of the count goes back. In which direction does the one of the name go?",
            ),
            "layer and indices": Mistake(
                _entry(layer=-1, row=SOURCE, column=TARGET),
                "The factor is right, the place is not. Draw the weight, with both of its ends.",
                "It leads from neuron 3 to neuron 1. Look at the order of the indices, and at the layer it enters.",
            ),
            "neurons counted from 0": Mistake(
                _entry(row=TARGET - 1, column=SOURCE - 1),
                "Two are right. Are the neurons of a layer counted differently here?",
                "The layers are counted in another way, the neurons are not: both from 1, as the task says.",
            ),
            "factor upside down": Mistake(
                _entry(factor=N_TEXT / 2),
                "The place is right. In which direction does the conversion go?",
                "E is N/2 times our cost. You go from T's gradient to ours.",
            ),
            "half not noticed": Mistake(
                _entry(factor=1 / N_TEXT),
                "The place is right. What else distinguishes T's cost from ours, besides the sum?",
                "T has half squares. Our squares are whole.",
            ),
            "half the wrong way": Mistake(
                _entry(factor=1 / (2 * N_TEXT)),
                "The place is right. Which is larger, half a square or a square?",
                "The half is in T's cost already. To get rid of it you halved once more.",
            ),
            "mean not noticed": Mistake(
                _entry(factor=2.0),
                "The place is right. Does T add up the samples, or average them?",
                "You mended the half. T's cost is a sum, ours a mean, (4.13).",
            ),
            "mean the wrong way": Mistake(
                _entry(factor=2.0 * N_TEXT),
                "The place is right. Is a mean larger or smaller than the sum?",
                "T's sum has no 1/N, ours has one. You multiplied where a division belongs.",
            ),
            "half a mean": Mistake(
                _entry(factor=0.5),
                "The place is right. Two things distinguish T's cost from ours, and both are treated in another way.",
                "T has a half and no 1/N; we have 1/N and no half. You have the half alone.",
            ),
            "no factor": Mistake(
                _entry(factor=1.0),
                "The place is right. Is T's cost the same as ours?",
                "Compare the constants before the two sums. A gradient has the constant of its cost.",
            ),
        },
        f"""
        The weight leaves T's layer 2 and enters its layer 3: our layers 1 and 2. We name it by the layer it enters,
        (4.11): l = {LEAVES}. The number stays, because the two shifts cancel.
        Source first: it leads from neuron {SOURCE} to neuron {TARGET}.
        Ours has the target first: i = {TARGET}, j = {SOURCE}.
        E = Σ_s ½ ‖a − y‖² = (N/2) C, with C from (4.13). So ∂C = (2/N) ∂E, and 2/{N_TEXT} = {2 / N_TEXT}
        """,
        check="Draw the weight with both of its neurons, and write T's numbers and ours to them.",
        tolerance=1e-6,
    ),
    Letters(
        "06-5",
        "six formulas in six conventions: which are right for all widths and any number of samples?",
        _RIGHT,
        {
            "a missing transpose taken for a slip": Mistake(
                _RIGHT - {"D"},
                "All that you named is right, and something is missing. Which formula seems to lack a transpose?",
                "Look for the formula that puts the source first, and write its sum for two neurons: which index of w "
                "is summed over?",
            ),
            "the layer that is left taken for a slip": Mistake(
                _RIGHT - {"B"},
                "All that you named is right, and something is missing. Which weights lie between layers l and l + 1?",
                "Look at the forward formulas: one of the texts names a weight by the layer it leaves.",
            ),
            "two looks the same, indices": Mistake(
                _RIGHT | {"A"},
                "One too many. Two of the formulas look the same, and stand beside different forward formulas.",
                "In the step back the sum runs over the targets. In which of the two is i the target of w_ji?",
            ),
            "two looks the same, layers": Mistake(
                _RIGHT | {"E"},
                "One too many. Two of the formulas look the same, and stand beside different forward formulas.",
                "To get from layer l + 1 to layer l you cross the weights between them. Which number have they?",
            ),
            "both twins": Mistake(
                _RIGHT | {"A", "E"},
                "Two too many. There are two pairs of formulas that look the same. Can both of a pair be right?",
                "Read the forward formula first, then ask: which index is summed over, which weights are crossed?",
            ),
            "the index twin exchanged": Mistake(
                (_RIGHT - {"D"}) | {"A"},
                "One too many, one missing. w_ji stands in two formulas. Who is the target in each of them?",
                "Where w_ij leads from j to i, the step back into j needs w_ij. Read both forward formulas once more.",
            ),
            "the layer twin exchanged": Mistake(
                (_RIGHT - {"B"}) | {"E"},
                "One too many, one missing. Two formulas have the same W and δ. Which weights enter, and which leave?",
                "z(l+1) = W(l) a(l) and z(l) = W(l) a(l−1) are different W(l). Which of them lies behind layer l?",
            ),
            "both twins exchanged": Mistake(
                {"A", "E"},
                "Two pairs of formulas look the same. You took the other one of each.",
                "You judged by the look of our own convention. Read the forward formula of each text first.",
            ),
            "1/N twice": Mistake(
                _RIGHT | {"C"},
                "One too many. Where is the 1/N of the cost, and is it in one place only?",
                "If D is the derivative of the mean cost, the 1/N is in D already. Compare with (4.16).",
            ),
            "a product of sums": Mistake(
                _RIGHT | {"F"},
                "One too many. One formula is right for a single sample.",
                "Write it out for two samples: which products are in it that (4.16) does not have?",
            ),
            "the gradients both accepted": Mistake(
                _RIGHT | {"C", "F"},
                "Two too many. Look at the two gradients, and try them with one sample and with two.",
                "One 1/N is in the derivative already; and a product of sums is no sum of products, (4.16).",
            ),
            "only what looks like ours": Mistake(
                {"C", "F"},
                "You named the formulas that look the most like ours. Try them with two samples.",
                "Where is the 1/N of the mean in each? And does each δ meet the a of its own sample, (4.16)?",
            ),
            "the wrong ones": Mistake(
                _ALL - _RIGHT,
                "Read the question again: which ones does it ask for?",
                "You found out which are slips. Asked for are the others.",
            ),
            "all": Mistake(
                _ALL,
                "Some of them look the same and have different conventions. Can both be right?",
                "Try them in a network with equal widths and with two samples. A formula that runs need not be right.",
            ),
            "none": Mistake(
                set(),
                "Some of them are right in their own convention, though they look strange here.",
                "Do not compare with ours. Translate: what is called w, W(l), D in that text?",
            ),
        },
        f"""
        A  wrong. w_ij leads from j to i, so δ_j collects over i with w_ij, (4.8): the index slip. Different widths
           refuse it, equal widths do not.
        B  right. z(l+1) = W(l) a(l) says that W(l) lies between layers l and l + 1. This is (4.15) with other numbers.
        C  wrong. D = ∂C/∂Z of the mean has the 1/N already. Here it is twice; with N = 1 nobody sees it, (4.16).
        D  right. w_ji leads from j to i: δ_j collects over i with w_ji. As matrices W δ, without a transpose.
        E  wrong. z(l) = W(l) a(l−1) says that W(l) lies before layer l. Between l and l + 1 is W(l+1), (4.15).
        F  wrong. Each δ belongs to the a of its own sample: a sum of products, (4.16), no product of sums.
        A and D look the same, and so do B and E. No formula is right or wrong without its convention.
        Right: {", ".join(sorted(_RIGHT))}.
        """,
    ),
    Code(
        "06-6",
        "write row_gradients(W, b, X, Y): forward and backward pass with samples as rows and flat biases",
        row_gradients,
        {
            "W transposed in the step back": Mistake(
                _with(back=lambda W, Z, A, Y, D, l: (D[l] @ W[l].T) * sigmoid_prime(Z[l - 1])),
                "The last layer is right. Look at the step back: where has the transpose gone, with samples as rows?",
                "Transpose (4.15) as a whole: the W that was transposed is turned once more. Equal widths do not "
                "complain.",
            ),
            "W not transposed in the forward pass": Mistake(
                _with(z=lambda W, b, a: a @ W + b),
                "Look at the forward pass. W[l] has the shape (n_l, n_(l−1)).",
                "With rows the input is to the left, and W needs its transpose. Equal widths hide it.",
            ),
            "the code for columns": Mistake(
                _column_code(turned=False),
                "Is a sample a row or a column of X in this exercise?",
                "You have the formulas for columns. With as many samples as neurons they run, and mix up the two.",
            ),
            "the code for columns, X turned": Mistake(
                _column_code(turned=True),
                "You turned X and Y and went on with columns. Which shape must b have then?",
                "A flat b is added along the rows. With columns it would have to be a column: b[l][:, None].",
            ),
            "W of layer l-1": Mistake(
                _with(back=lambda W, Z, A, Y, D, l: (D[l] @ W[l - 1]) * sigmoid_prime(Z[l - 1])),
                "The last layer is right. Which weights lie between layer l − 1 and layer l?",
                "The step from layer l back to layer l − 1 crosses W[l], (4.15). You took its neighbour.",
            ),
            "slope of layer l": Mistake(
                _with(back=lambda W, Z, A, Y, D, l: (D[l] @ W[l]) * sigmoid_prime(Z[l])),
                "The last layer is right. In the step back, where is the slope taken?",
                "The slope belongs to the layer in which you arrive, (4.15): Z[l - 1], not Z[l].",
            ),
            "mu for mu'": Mistake(
                _with(**_slope_is(lambda Z, A, l: A[l])),
                "In (4.14) and (4.15) stands the slope of the sigmoid. What do you multiply by?",
                "You multiply by the activation. It is sigmoid_prime of Z, or A * (1 - A).",
            ),
            "mu for mu' in the step back": Mistake(
                _with(back=lambda W, Z, A, Y, D, l: (D[l] @ W[l]) * A[l - 1]),
                "The last layer is right. What do you multiply by in the step back, (4.15)?",
                "The step back has the activation in place of its derivative.",
            ),
            "mu' at a": Mistake(
                _with(**_slope_is(lambda Z, A, l: sigmoid_prime(A[l]))),
                "What goes into sigmoid_prime: what went into the sigmoid, or what came out, (4.14), (4.15)?",
                "A has been through the sigmoid already. sigmoid_prime takes Z.",
            ),
            "no mu' in the step back": Mistake(
                _with(back=lambda W, Z, A, Y, D, l: D[l] @ W[l]),
                "The last layer is right. Is the step back complete, (4.15)?",
                "D[l] @ W[l] is the derivative by A[l - 1]. To get to Z[l - 1] the slope is missing.",
            ),
            "no mu' at the start": Mistake(
                _with(start=lambda W, Z, A, Y, D, l: 2 * (A[l] - Y)),
                "Look at the start: is it a derivative by A or by Z, (4.14)?",
                "2(A − Y) is the derivative by the output's activation. Its slope is missing.",
            ),
            "no mu'": Mistake(
                _with(**_slope_is(lambda Z, A, l: 1.0)),
                "All layers are off. Does the sigmoid appear in your backward pass?",
                "The slopes are missing, at the start (4.14) and in the step back (4.15).",
            ),
            "no brackets": Mistake(
                _with(back=lambda W, Z, A, Y, D, l: sigmoid_prime(Z[l - 1]) * D[l] @ W[l]),
                "The last layer is right. In which order does Python compute your step back?",
                "`*` and `@` have the same rank and go from left to right. Put brackets around D[l] @ W[l].",
            ),
            "factor 2 lost": Mistake(
                _with(start=lambda W, Z, A, Y, D, l: (A[l] - Y) * sigmoid_prime(Z[l])),
                "Everything is off by the same factor. Where does the cost enter?",
                "The cost is a square, without a half: the start (4.14) has a 2.",
            ),
            "y - a": Mistake(
                _with(start=lambda W, Z, A, Y, D, l: 2 * (Y - A[l]) * sigmoid_prime(Z[l])),
                "The sizes are right. In which direction does the cost grow?",
                "The start (4.14) has A − Y, in this order.",
            ),
            "mean of MSELoss": Mistake(
                _with(**_gradients_times(lambda Y, X: 1 / Y.shape[1])),
                "With a single output all is right. Over what is our cost a mean, and over what that of MSELoss?",
                "(4.13) adds up the outputs and averages the samples. You averaged both, as Y.size or mean() do.",
            ),
            "a of layer l": Mistake(
                _with(by_W=lambda W, Z, A, Y, D, l: D[l].T @ A[l] / len(Y)),
                "db is right. Which activations does W[l] multiply in the forward pass?",
                "W[l] multiplies A[l - 1], so A[l - 1] stands in (4.16).",
            ),
            "dW transposed": Mistake(
                _with(by_W=lambda W, Z, A, Y, D, l: A[l - 1].T @ D[l] / len(Y)),
                "db is right, and dW holds the right numbers. Are they in the right places?",
                "This is the gradient for weights with the source first. dW[l] has the shape of W[l].",
            ),
            "dW as with columns": Mistake(
                _with(by_W=lambda W, Z, A, Y, D, l: D[l] @ A[l - 1].T / len(Y)),
                "db is right. Over what does the inner sum of your dW run?",
                "In (4.16) the inner sum runs over the samples. With rows they are the first axis of both factors.",
            ),
            "D not transposed": Mistake(
                _with(by_W=lambda W, Z, A, Y, D, l: D[l] @ A[l - 1] / len(Y)),
                "db is right. Over what does the inner sum of your dW run?",
                "In (4.16) the inner sum runs over the samples. Write the shapes of D[l] and A[l - 1] side by side.",
            ),
            "mean delta times mean activation": Mistake(
                _with(by_W=lambda W, Z, A, Y, D, l: np.outer(D[l].mean(axis=0), A[l - 1].mean(axis=0))),
                "db is right. For the weights each δ belongs to the activation of the same sample.",
                "A mean of products is no product of means. (4.16) adds the products sample by sample.",
            ),
            "db over the wrong axis": Mistake(
                _with(by_b=lambda W, Z, A, Y, D, l: D[l].sum(axis=1) / len(Y)),
                "dW is right. Does your db add up samples, or neurons?",
                "axis=1 is right for columns, (4.17). Here the samples are rows.",
            ),
            "db not added up": Mistake(
                _with(by_b=lambda W, Z, A, Y, D, l: D[l] / len(Y)),
                "dW is right. How many numbers has b[l], and how many your db[l]?",
                "(4.17) adds up the samples.",
            ),
            "db a column": Mistake(
                _with(by_b=lambda W, Z, A, Y, D, l: D[l].sum(axis=0)[:, None] / len(Y)),
                "The numbers are right. Has db[l] the shape of b[l]?",
                "A column is the shape of this series. Here b[l] is flat, (n_l,).",
            ),
            "db a row with two axes": Mistake(
                _with(by_b=lambda W, Z, A, Y, D, l: D[l].sum(axis=0, keepdims=True) / len(Y)),
                "The numbers are right. Has db[l] the shape of b[l]?",
                "keepdims=True keeps an axis that b[l] does not have: it is flat, (n_l,).",
            ),
            "db from layer l-1": Mistake(
                _with(by_b=lambda W, Z, A, Y, D, l: PIECES["by_b"](W, Z, A, Y, D, max(l - 1, 1))),
                "dW is right. From which layer's D do you take db[l]?",
                "(4.17) has the same l on both sides. You took the D of the layer before.",
            ),
            "db without 1/N": Mistake(
                _with(by_b=lambda W, Z, A, Y, D, l: D[l].sum(axis=0)),
                "dW is right. With one sample db is right as well.",
                "(4.17) has a 1/N too.",
            ),
            "db with 1/N twice": Mistake(
                _with(by_b=lambda W, Z, A, Y, D, l: D[l].mean(axis=0) / len(Y)),
                "dW is right. With one sample db is right as well.",
                "A mean holds the 1/N of (4.17) already.",
            ),
            "dW without 1/N": Mistake(
                _with(by_W=lambda W, Z, A, Y, D, l: D[l].T @ A[l - 1]),
                "db is right. With one sample dW is right as well.",
                "The matrix product of (4.16) adds up the samples. The mean needs 1/N beside it.",
            ),
            "no 1/N": Mistake(
                _with(**_gradients_times(lambda Y, X: len(Y))),
                "With one sample all is right. Is the cost a sum or a mean, (4.13)?",
                "The 1/N is missing. It belongs into the start, or into both gradients.",
            ),
            "1/N twice": Mistake(
                _with(**_gradients_times(lambda Y, X: 1 / len(Y))),
                "With one sample all is right. In how many places do you divide by N?",
                "The 1/N has one place: in the start as in PyTorch, or in the gradients as in (4.16), (4.17).",
            ),
            "divided by the columns": Mistake(
                _with(**_gradients_times(lambda Y, X: len(Y) / X.shape[1])),
                "By what do you divide? Which axis of X counts the samples?",
                "X.shape[1] is N where samples are columns. Here it is the number of inputs.",
            ),
            "divided by the outputs instead": Mistake(
                _with(**_gradients_times(lambda Y, X: len(Y) / Y.shape[1])),
                "By what do you divide? Which axis of Y counts the samples?",
                "Y.shape[1] is N where samples are columns. Here it is the number of outputs.",
            ),
            "no bias": Mistake(
                _with(z=lambda W, b, a: a @ W.T),
                "Look at the forward pass: are all parameters used?",
                "The b of (4.11) is missing.",
            ),
        },
        """
        def row_gradients(W, b, X, Y):
            L, N = len(W) - 1, X.shape[0]
            Z, A = [None], [X]
            for l in range(1, L + 1):
                Z.append(A[l - 1] @ W[l].T + b[l])                       # (4.11), transposed
                A.append(sigmoid(Z[l]))
            D, dW, db = [None] * (L + 1), [None] * (L + 1), [None] * (L + 1)
            D[L] = 2 * (A[L] - Y) * sigmoid_prime(Z[L])                  # (4.14)
            for l in range(L, 1, -1):
                D[l - 1] = (D[l] @ W[l]) * sigmoid_prime(Z[l - 1])       # (4.15), transposed
            for l in range(1, L + 1):
                dW[l] = D[l].T @ A[l - 1] / N                            # (4.16): D is our Δ, transposed
                db[l] = D[l].sum(axis=0) / N                             # (4.17), transposed
            return dW, db

        A product that is transposed turns its order round, (PQ)ᵀ = QᵀPᵀ. So the transpose of the step back goes into
        the forward pass, and the sum over the samples runs down.
        """,
        cases=_row_cases,
        parts=("dW", "db"),
        samples=lambda arguments: arguments[2].shape[0],
        keeps_arguments=True,
        check="Give X.T, Y.T and biases as columns to Network.backward, and compare layer by layer, from the last.",
    ),
    Code(
        "06-7",
        "write from_text(dE, N): the gradients of text T as ours",
        from_text,
        {
            "not transposed": Mistake(
                _translated(lambda G, N: 2 / N * G),
                "Which shape has dE[k], and which our dW of this layer?",
                "T has the source first, so its matrices are ours transposed. Equal widths hide it.",
            ),
            "reshaped": Mistake(
                _translated(lambda G, N: 2 / N * G.reshape(G.shape[::-1])),
                "All shapes are right. Is each number in its place?",
                "reshape reads the numbers row by row and writes them in the same order. A transpose mirrors them.",
            ),
            "nothing converted": Mistake(
                _translated(lambda G, N: G),
                "You return what you were given. What distinguishes T from this series?",
                "The order of the indices and the constant of the cost; 06-4 has both of them.",
            ),
            "no constant": Mistake(
                _translated(lambda G, N: G.T),
                "With two samples you are right, and with no other number of them.",
                "All is in its place. Compare T's cost with (4.13): a sum of half squares, a mean of whole ones.",
            ),
            "half not noticed": Mistake(
                _translated(lambda G, N: G.T / N),
                "Everything is in its place, and off by the same factor for every N.",
                "You made a mean of the sum. T has half squares as well.",
            ),
            "half the wrong way": Mistake(
                _translated(lambda G, N: G.T / (2 * N)),
                "Everything is in its place, and off by the same factor for every N.",
                "The half is in T's cost already. To get rid of it you halved once more.",
            ),
            "the constant of 06-4": Mistake(
                _translated(lambda G, N: 0.4 * G.T),
                "With five samples you are right, and with no other number of them.",
                "The 0.4 of 06-4 was for five samples. Here N is the second argument.",
            ),
            "mean not noticed": Mistake(
                _translated(lambda G, N: 2 * G.T),
                "With one sample you are right.",
                "T adds up the samples. Our cost is a mean, (4.13).",
            ),
            "mean the wrong way": Mistake(
                _translated(lambda G, N: 2 * N * G.T),
                "With one sample you are right. Is a mean larger or smaller than the sum?",
                "You multiplied by the number of samples where a division belongs, (4.13).",
            ),
            "constant upside down": Mistake(
                _translated(lambda G, N: N / 2 * G.T),
                "With two samples you are right, and with no other number of them.",
                "E is N/2 times our cost. You go from T's gradient to ours, not the other way.",
            ),
            "half alone, the wrong way": Mistake(
                _translated(lambda G, N: G.T / 2),
                "Everything is in its place. What is the constant for?",
                "T's squares have a half, ours have none; and T adds up where (4.13) takes the mean.",
            ),
            "1/N twice": Mistake(
                _translated(lambda G, N: 2 / N**2 * G.T),
                "With one sample you are right. How often is N in the mean, (4.13)?",
                "The 1/N belongs there once.",
            ),
            "divided by the layers": Mistake(
                lambda dE, N: [None] + [2 / len(dE) * G.T for G in dE[1:]],
                "By what do you divide? What does the length of dE count?",
                "The number of samples is the second argument, N.",
            ),
            "shifted down": Mistake(
                lambda dE, N: [None] + [2 / N * G.T for G in dE[2:]],
                "Which layer does T's weight number 1 enter, in our count?",
                "You moved the numbers as for S4, and one matrix fell out. T names a weight by the layer it leaves.",
            ),
            "shifted up": Mistake(
                lambda dE, N: [None, None] + [2 / N * G.T for G in dE[1:]],
                "Which layer does T's weight number 1 enter, in our count?",
                "You have a layer too many. T's layer 1 is our layer 0, and its weights lead into the next one.",
            ),
            "order turned round": Mistake(
                lambda dE, N: [None] + [2 / N * G.T for G in dE[:0:-1]],
                "Take one matrix alone: between which two layers does it lie? In which order do yours stand?",
                "Both texts count from the input to the output.",
            ),
        },
        """
        def from_text(dE, N):
            dW = [None]
            for k in range(1, len(dE)):
                dW.append(2 / N * dE[k].T)
            return dW

        The number stays: T's weights k leave its layer k, which is our k − 1, and enter our layer k. (4.11)
        Source first: T's matrix is ours transposed, and so is its gradient.
        E = Σ_s ½ ‖a − y‖² = (N/2) C, with C from (4.13): our gradient is 2/N times T's.
        """,
        cases=_translation_cases,
        parts=("dW",),
        samples=lambda arguments: arguments[1],
        check="Write T's cost for a small network, take its gradients by the complex step, and compare.",
    ),
]
