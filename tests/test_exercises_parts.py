"""Answers of several parts are explained part by part; what numpy refuses in 04-2 and 05-6 is tried out."""

import numpy as np
import pytest

from backprop_lib.exercises import EXERCISES

# Wrong answers that are no mistake of their own, and the mistakes of which they are made.
COMBINED = [
    ("04-1", ((7, 4), (7, 1), (2, 7), (7, 1)), ["delta already averaged", "A Δᵀ"]),
    ("04-4", [5, 2880], ["slopes left out", "own layer counted"]),
    ("05-5", [38112, 29115], ["no biases", None]),
    ("05-6", ({"A", "B", "C", "D", "E", "F"}, {"A", "C", "D", "F"}), ["B fits", "C fits always"]),
    ("06-1", (2, 3, 4, 2), ["everything shifted down", "nothing shifted"]),
    ("06-1", (4, 3, 4, 2), ["entered layer in the text's count", "nothing shifted"]),
    ("06-1", (3, 2, 4, 2), ["z not shifted", "δ not shifted"]),
    ("06-2", (0.35, 0.7), ["the half of E kept", "the sum like the mean"]),
    ("06-3", ((3, 5), (5, 6), (5, 6), (3, 5)), ["weights source first", "samples as columns"]),
    ("06-4", (1, 3, 1, 0.4), ["layer as in S4", "indices not exchanged"]),
    ("06-5", {"A", "B", "D", "E"}, ["two looks the same, indices", "two looks the same, layers"]),
    ("06-5", {"A", "B"}, ["two looks the same, indices", "a missing transpose taken for a slip"]),
    ("06-5", {"D", "E"}, ["two looks the same, layers", "the layer that is left taken for a slip"]),
    ("06-5", {"B", "C", "D", "F"}, ["1/N twice", "a product of sums"]),
]


@pytest.mark.parametrize(("exercise_id", "answer", "names"), COMBINED)
def test_each_part_that_is_off_is_explained_by_the_mistake_that_gives_it(exercise_id, answer, names):
    exercise = EXERCISES[exercise_id]
    finding = exercise.examine(answer)
    assert (finding.status, finding.diagnosis) == ("not yet", names[0])
    first, stronger, third = finding.hints
    assert first.startswith(("Look at", "Not this set"))
    assert third == (exercise.check or stronger)
    for name in filter(None, names):
        last_sentence = exercise.mistakes[name].stronger.split(". ")[-1]
        assert last_sentence in stronger


def test_the_parts_that_are_off_are_named_and_no_others():
    assert "number 3, 4: the others are right" in EXERCISES["06-1"].examine((3, 2, 4, 2)).hints[0]
    assert "parts 2, 3 of" in EXERCISES["04-1"].examine(((7, 4), (7, 1), (2, 7), (7, 1))).hints[0]
    both = EXERCISES["05-6"].examine((set("ABCDEF"), set("AC"))).hints[0]
    assert "parts 1 (1 too many), 2 (1 too many and 2 missing) of" in both
    assert "Not this set: 2 too many and 1 missing" in EXERCISES["06-5"].examine(set("ACD")).hints[0]


def test_what_no_mistake_gives_is_left_to_the_other_ways():
    finding = EXERCISES["06-1"].examine((17, 2, 3, 1))
    assert finding.diagnosis is None
    assert "number 1: the others are right" in finding.hints[0]


@pytest.mark.parametrize("answer", ["nonsense", {"G"}, 5, ({"A"}, {"B"})])
def test_another_form_than_a_set_of_letters_is_told_what_is_expected(answer):
    assert EXERCISES["06-5"].examine(answer).hints[0].startswith("Expected a set of letters from A to F")


@pytest.mark.parametrize("answer", ["nonsense", {"A", "C"}, ({"A"},), (5, {"A"}), ({"A"}, {"X"})])
def test_another_form_than_two_sets_of_letters_is_told_what_is_expected(answer):
    assert EXERCISES["05-6"].examine(answer).hints[0].startswith("Expected two sets of letters")


def test_the_brackets_of_04_2_are_left_out():
    words = []
    for N in (1, 3, 4, 6):
        rng = np.random.default_rng(N)
        m, W, d = rng.normal(size=(3, N)), rng.normal(size=(4, 3)), rng.normal(size=(4, N))
        try:
            words.append("right" if np.allclose(m * W.T @ d, m * (W.T @ d)) else "wrong")
        except ValueError:
            words.append("error")
    assert EXERCISES["04-2"].right == tuple(words)


def slips(width):
    """Return letter -> a wrong formula of 05-6 in 784-width-10, and the shape that its result must have."""
    rng, N = np.random.default_rng(56), 64
    W1, W2 = rng.normal(0, 0.05, (width, 784)), rng.normal(0, 0.3, (10, width))
    b1, b2 = rng.normal(size=(width, 1)), rng.normal(size=(10, 1))
    X, Y = rng.uniform(size=(784, N)), np.eye(10)[:, rng.integers(0, 10, N)]
    Z1 = W1 @ X + b1
    A1 = np.maximum(Z1, 0)
    E = np.exp(W2 @ A1 + b2)
    Delta2 = E / E.sum(axis=0) - Y
    by_W2 = Delta2 @ A1.T / N
    return {
        "A": (lambda: Delta2 @ A1.T, W2.shape),
        "B": (lambda: (Z1 > 0) * (W1.T @ Delta2), Z1.shape),
        "C": (lambda: W2 - A1 @ Delta2.T / N, W2.shape),
        "D": (lambda: E / E.sum(axis=1, keepdims=True), Y.shape),
        "E": (lambda: b1 - Delta2.mean(axis=1, keepdims=True), b1.shape),
        "F": (lambda: (Z1 > 0) * ((W2 - by_W2).T @ Delta2), Z1.shape),
    }


@pytest.mark.parametrize(("width", "place"), [(10, 0), (25, 1)])
def test_the_letters_of_05_6_are_those_that_numpy_computes_and_that_fit(width, place):
    letters = set()
    for letter, (formula, shape) in slips(width).items():
        try:
            if formula().shape == shape:
                letters.add(letter)
        except ValueError:
            pass
    assert EXERCISES["05-6"].right[place] == letters
