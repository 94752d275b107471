"""What is said about functions that no known mistake explains has been verified, and is said only then."""

import numpy as np
import pytest

from backprop_lib.exercises import EXERCISES, catalogue
from backprop_lib.exercises.code import Code
from backprop_lib.exercises.edits import function_of
from backprop_lib.exercises.exercise import without_claims
from backprop_lib.exercises.search import Clock, functions_of_two

GRADIENTS = EXERCISES["04-6"]
RIGHT = GRADIENTS.right


def hints(function, exercise=GRADIENTS):
    finding = exercise.examine(function)
    assert finding.status == "not yet"
    return finding.hints


def changed(change):
    """Return a function that returns change(dW, db, N)."""
    return lambda W, b, X, Y: change(*RIGHT(W, b, X, Y), X.shape[1])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda dW, db, N: (db, dW), "All numbers are right: return dW and db, in this order."),
        (lambda dW, db, N: (dW[1:], db[1:]), "a list of layers has None at index 0"),
        (lambda dW, db, N: ([None, *dW[:0:-1]], [None, *db[:0:-1]]), "the last layer stands first"),
        (lambda dW, db, N: (dW, [None] + [array[:, 0] for array in db[1:]]), "keepdims"),
        (lambda dW, db, N: (dW, [None] + [array[None] for array in db[1:]]), "1 axis too many"),
        (lambda dW, db, N: ([None] + [np.round(100 * a) for a in dW[1:]], db), "decimals are cut off"),
        (lambda dW, db, N: ([None] + [4 * a for a in dW[1:]], db), "dW: a factor 4 too many"),
        (lambda dW, db, N: (dW, [None] + [N * a / 2 for a in db[1:]]), "not divided by it, and a factor 2 lost"),
        (lambda dW, db, N: ([None] + [a.astype(np.float32) for a in dW[1:]], db), "digits of float32"),
        (lambda dW, db, N: ([None] + [a * (1 + 1e-7) for a in dW[1:]], db), "to some digits only. Is a difference"),
        (lambda dW, db, N: ([None] + [0 * a for a in dW[1:]], db), "dW[1] is 0 everywhere"),
        (lambda dW, db, N: ([None] + [a if N == 1 else a**3 for a in dW[1:]], db), "With one sample it is right"),
        (lambda dW, db, N: ([None] + [a**3 for a in dW[1:]], db), "db is right in all cases."),
        (lambda dW, db, N: ([*dW[:-1], dW[-1] + 1], [None] + [2 * a for a in db[1:]]), "entries of dW[3] differ"),
    ],
)
def test_what_is_off_is_said(change, words):
    assert words in " ".join(hints(changed(change)))


def test_one_array_in_several_layers_is_noticed():
    def function(W, b, X, Y):
        dW, _ = RIGHT(W, b, X, Y)
        return dW, [None] + [np.zeros((4, 1))] * (len(b) - 1)

    assert "one and the same array" in hints(function)[1]


def test_a_number_of_layers_that_is_built_in_is_noticed():
    def function(W, b, X, Y):
        if len(W) != 4:
            raise IndexError("list index out of range")
        return RIGHT(W, b, X, Y)

    assert "With 3 layers it is right, with 2 it is not: is a number of layers built in" in hints(function)[1]


def test_a_mistake_in_a_function_of_the_learners_own_that_is_called_is_found_there():
    source = """def neuron_step(w, b, inputs, targets, alpha):
    by_w, by_b = neuron_gradient(w, b, inputs, targets)
    return w - alpha * by_w.mean(), b - alpha * by_b.mean()
"""
    step = EXERCISES["01-7"]
    wrong = EXERCISES["01-6"].mistakes["slope of tanh"].answer
    function = function_of(source, {"neuron_gradient": wrong}, "a step")
    assert "the mistake is in your `neuron_gradient`." in hints(function, step)[1]


def test_an_order_of_samples_that_makes_a_difference_is_noticed():
    first_counts_less = lambda W, b, X, Y: RIGHT(W, b, X * np.linspace(1, 2, X.shape[1]), Y)  # noqa: E731
    assert "With the same samples in another order" in hints(first_counts_less)[1]


def test_two_known_mistakes_in_different_parts_are_both_named():
    mistakes = GRADIENTS.mistakes

    def function(*arguments):
        dW = mistakes["a of layer l"].answer(*arguments)[0]
        return dW, mistakes["db from layer l-1"].answer(*arguments)[1]

    finding = GRADIENTS.examine(function)
    text = " ".join(finding.hints)
    assert finding.diagnosis in ("a of layer l", "db from layer l-1")
    assert mistakes["a of layer l"].stronger in text
    assert mistakes["db from layer l-1"].stronger in text


@pytest.mark.parametrize(
    ("exercise_id", "names"),
    [
        ("04-6", ("no mu' at the start", "W not transposed")),
        ("04-10", ("W not transposed", "mu' at a")),
        ("03-7", ("rows counted", "rows for columns")),
        ("00-7", ("absolute", "absolute value forgotten")),
        ("02-9", ("factor 2 forgotten", "neighbouring weight")),
    ],
)
def test_two_known_mistakes_at_once_are_both_named(exercise_id, names):
    exercise, made = EXERCISES[exercise_id], {}
    for pair, function in functions_of_two(exercise, Clock(10)):
        made[frozenset(pair)] = function
    finding = exercise.examine(made[frozenset(names)])
    text = " ".join(finding.hints)
    assert finding.diagnosis in names
    for name in names:
        assert without_claims(exercise.mistakes[name].stronger) in text or "a factor 2 lost" in text


def test_a_sign_in_one_part_and_a_factor_in_another_are_told_apart():
    function = changed(lambda dW, db, N: ([None] + [-a for a in dW[1:]], [None] + [N * a for a in db[1:]]))
    assert "but for the sign in dW and a constant factor in db" in hints(function)[0]


def test_one_layer_that_is_right_points_to_what_lies_between_layers():
    function = changed(lambda dW, db, N: (dW, db) if len(dW) == 2 else ([None] + [a**3 for a in dW[1:]], db))
    text = " ".join(hints(function))
    assert "built in" not in text


def test_one_slip_that_nobody_foresaw_is_not_taken_for_two():
    source = GRADIENTS.sources[None].replace("X.shape[1]", "(X.shape[1] + 1)")
    function = function_of(source, GRADIENTS.using, "one slip")
    assert "Two things" not in " ".join(GRADIENTS.examine(function).hints)


def test_wrong_verdicts_that_agree_by_accident_name_no_mistake():
    agrees = EXERCISES["00-7"]

    def first_entry_only(f, x, claimed):
        return agrees.right(lambda part: f(np.append(part, x.ravel()[1:]).reshape(x.shape)), x.ravel()[:1], claimed[:1])

    def one_sided(f, x, claimed):
        slope = [(f(x + 1e-3 * part) - f(x)) / 1e-3 for part in np.eye(x.size).reshape(-1, *x.shape)]
        return bool(np.abs(np.reshape(slope, x.shape) - claimed).max() <= 1e-5 * np.abs(claimed).max())

    for function in (first_entry_only, one_sided, lambda f, x, claimed: x.shape == (3, 3)):
        finding = agrees.examine(function)
        assert finding.diagnosis is None or "it seems" in finding.hints[0]
        assert "worked solution" not in " ".join(finding.hints)


def test_a_known_mistake_that_shows_in_some_cases_is_named():
    wrong = GRADIENTS.mistakes["slope of layer l"].answer

    def function(W, b, X, Y):
        return RIGHT(W, b, X, Y) if len(W) == 4 and X.shape[1] == 6 else wrong(W, b, X, Y)

    assert GRADIENTS.examine(function).diagnosis == "slope of layer l"


def test_a_factor_of_a_step_is_that_of_the_step():
    step = EXERCISES["01-7"]

    def twice(w, b, inputs, targets, alpha):
        return step.right(w, b, inputs, targets, 2 * alpha)

    def doubled(*arguments):
        return tuple(2 * part for part in step.right(*arguments))

    assert "w and b: a factor 2 too many" in hints(twice, step)[1]
    assert "factor" not in " ".join(hints(doubled, step))


def test_work_in_place_is_allowed_where_the_task_does_not_forbid_it():
    softmax = EXERCISES["05-2"]

    def in_place(Z):
        Z -= Z.max(axis=0)
        np.exp(Z, out=Z)
        Z /= Z.sum(axis=0)
        return Z

    finding = softmax.examine(in_place)
    assert finding.status == "right"
    assert "changes its arguments" in finding.hints[0]


def test_numbers_or_nothing_at_index_0_do_as_well_as_none():
    for first in (0, 0.0, [], np.array([])):
        answer = changed(lambda dW, db, N, first=first: ([first, *dW[1:]], [first, *db[1:]]))
        assert GRADIENTS.examine(answer).status == "right"


def test_sentences_that_claim_what_need_not_be_true_are_left_out():
    assert (
        without_claims("db is right. Which activations does W[l] multiply?") == "Which activations does W[l] multiply?"
    )
    assert without_claims("All sizes are right.") == ""


@pytest.mark.parametrize("entry", [e for e in catalogue() if isinstance(EXERCISES[e.id], Code)], ids=lambda e: e.id)
def test_every_finding_has_words_that_grow_stronger(entry):
    exercise = EXERCISES[entry.id]
    source = "def function(*arguments):\n    result = right(*arguments)\n    return result * 3\n"
    finding = exercise.examine(function_of(source, {"right": entry.right}, f"of {entry.id}"))
    assert finding.status == "not yet"
    assert all(len(words.split()) > 4 for words in finding.hints)


def test_a_wrong_verdict_is_said_as_such():
    exercise = EXERCISES["00-7"]

    def verdict(found):
        return exercise.examine(lambda f, x, claimed: found if x.shape == (3, 3) else exercise.right(f, x, claimed))

    assert "With a transposed gradient: the verdict is True." in verdict(True).hints[0]
    assert "the verdict is 0.5, expected True or False." in verdict(0.5).hints[0]
