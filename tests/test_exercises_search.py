"""The search for the edit that explains an answer: what it names is verified, and it harms nothing."""

import ast
import contextlib
import itertools
import time

import numpy as np
import pytest

from backprop_lib.activations import sigmoid, sigmoid_prime
from backprop_lib.exercises import EXERCISES, search
from backprop_lib.exercises.changes import changes
from backprop_lib.exercises.edits import function_of
from backprop_lib.exercises.evidence import DIGITS
from backprop_lib.exercises.forms import digits
from backprop_lib.exercises.number import Number
from backprop_lib.exercises.search import Program, Source, within_time

NUMBERS = [exercise for exercise in EXERCISES.values() if isinstance(exercise, Number) and exercise.sources]

# A learner's own way to write 04-6.
GRADIENTS = """
def gradients(W, b, X, Y):
    L = len(W) - 1
    N = X.shape[1]
    A, Z = [X], [None]
    for l in range(1, L + 1):
        Z.append(W[l] @ A[-1] + b[l])
        A.append(sigmoid(Z[-1]))
    dW, db = [None] * (L + 1), [None] * (L + 1)
    D = 2 * (A[L] - Y) * sigmoid_prime(Z[L])
    for l in range(L, 0, -1):
        dW[l] = D @ A[l - 1].T / N  # (4.8)
        db[l] = D.sum(axis=1, keepdims=True) / N
        if l > 1:
            D = sigmoid_prime(Z[l - 1]) * (W[l].T @ D)
    return dW, db
"""
USING = {"np": np, "sigmoid": sigmoid, "sigmoid_prime": sigmoid_prime}
numbers = itertools.count()


@pytest.fixture(autouse=True)
def time_enough(monkeypatch):
    """Let no search end because the computer is busy."""
    monkeypatch.setattr(search, "SECONDS", 20)
    monkeypatch.setattr(search, "LONGEST", 120)


def written(*edits, source=GRADIENTS):
    """Return the learner's function with some edits, each of which fits in one place."""
    for old, new in edits:
        assert source.count(old) == 1, old
        source = source.replace(old, new)
    return function_of(source.lstrip(), USING, f"cell {next(numbers)}")


def hints(exercise_id, answer):
    finding = EXERCISES[exercise_id].examine(answer)
    assert finding.status == "not yet"
    return finding.hints


def test_the_learners_own_way_is_right():
    assert EXERCISES["04-6"].examine(written()).status == "right"


@pytest.mark.parametrize(
    ("old", "new", "line", "repair"),
    [
        ("(W[l].T @ D)", "(W[l].T @ D) * Z[l - 1]", 14, "`Z[l - 1]` left out"),
        ("range(1, L + 1)", "range(1, L)", 5, "`range(1, L + 1)` in place of `range(1, L)`"),
        ("+ b[l]", "+ b[1]", 6, "`b[l]` in place of `b[1]`"),
        ("+ b[l]", "- b[l]", 6, "`W[l] @ A[-1] + b[l]` in place of `W[l] @ A[-1] - b[l]`"),
        ("D @ A[l - 1].T", "D @ X.T", 11, "`A[l - 1]` in place of `X`"),
        ("sigmoid(Z[-1])", "sigmoid(Z[1])", 7, "`Z[l]` in place of `Z[1]`"),
        ("/ N  #", "// N  #", 11, ""),
        (
            "sigmoid_prime(Z[l - 1]) *",
            "sigmoid_prime(Z[l - 1]) +",
            14,
            "`sigmoid_prime(Z[l - 1]) * (W[l].T @ D)` in place of",
        ),
        (
            "(A[L] - Y) * sigmoid_prime",
            "A[L] - Y * sigmoid_prime",
            9,
            "`2 * (A[L] - Y) * sigmoid_prime(Z[L])` in place of",
        ),
        ("sigmoid_prime(Z[L])", "(A[L] + A[L] ** 2)", 9, "`A[L] - A[L] ** 2` in place of `A[L] + A[L] ** 2`"),
    ],
)
def test_the_edit_that_makes_a_function_right_is_the_diagnosis(old, new, line, repair):
    first, second, third = hints("04-6", written((old, new)))
    if not repair:
        assert "decimals are cut off" in second
        return
    assert f"line {line} of your function" in first
    assert f"In line {line} with {repair}" in second
    assert second.endswith("all cases agree.")
    assert EXERCISES["04-6"].check in third


def test_an_order_of_statements_is_an_edit():
    late = written(
        ("        dW[l] = D @ A[l - 1].T / N  # (4.8)\n", ""),
        ("    return", "        dW[l] = D @ A[l - 1].T / N\n    return"),
    )
    assert "In line 14 with `dW[l] = D @ A[l - 1].T / N` before `if l > 1:` all cases agree." in hints("04-6", late)[1]


def test_two_edits_are_found_one_after_the_other():
    both = written(("D @ A[l - 1].T / N", "D @ X.T / N"), ("D.sum(axis=1, keepdims=True) / N", "D.sum(axis=1) / N"))
    second = hints("04-6", both)[1]
    assert second.startswith("Two things at once.")
    assert "in line 11 with `A[l - 1]` in place of `X`" in second
    assert "n line 12 with `D.sum(axis=1, keepdims=True)` in place of `D.sum(axis=1)`" in second


def test_two_edits_in_one_line_are_found_in_this_line():
    both = written(("2 * (A[L] - Y) * sigmoid_prime(Z[L])", "(A[L] + Y) * sigmoid_prime(Z[L])"))
    second = hints("04-6", both)[1]
    assert second.startswith("Two things at once. In line 9 with")
    assert ", and in line 9 with" in second


def test_without_its_source_a_function_is_compared_with_edits_of_the_solution():
    wrong = written(("sigmoid(Z[-1])", "sigmoid(Z[-1]) * 2"))
    lines = {}
    exec(GRADIENTS.replace("+ b[l]", "- b[l]"), {**USING}, lines)
    first, second, _ = hints("04-6", lines["gradients"])
    assert first.startswith("Look at (4.2).")
    assert "what the worked solution gives with `W[l] @ A[l - 1] - b[l]` in place of" in second
    assert "In line 7" in hints("04-6", wrong)[1]


def test_a_search_changes_and_prints_nothing_of_the_learners(tmp_path, capsys):
    seen, path = [], tmp_path / "calls"

    def writes(W, b, X, Y):
        with open(path, "a") as file:
            file.write("x")
        return W, b

    def keeps(W, b, X, Y):
        seen.append(1)
        print("called")
        return [None] + [2 * w for w in W[1:]], [None] + [2 * c for c in b[1:]]

    EXERCISES["04-6"].examine(EXERCISES["04-6"].right)
    EXERCISES["04-6"].examine(writes)
    most = 2 * len(EXERCISES["04-6"].cases())  # each case once, and some with the samples in another order
    assert len(path.read_text()) <= most
    EXERCISES["04-6"].examine(keeps)
    assert len(seen) <= most
    assert capsys.readouterr().out.count("called") == len(seen)


def test_what_could_do_harm_is_not_edited():
    class Own:
        value = 1

    def uses_an_object(W, b, X, Y):
        return Own.value

    def imports(W, b, X, Y):
        import os

        return os

    def evaluates(W, b, X, Y):
        return eval("W")

    def saves(W, b, X, Y):
        return np.save("x", W)

    for function in (uses_an_object, imports, evaluates, saves):
        with pytest.raises(ValueError, match="more than numbers"):
            Source(function)


def test_the_tree_is_as_it_was_after_a_search():
    source = Source(written())
    before = source.compiled().__code__.co_code
    for change in changes(source.tree, USING, insert=True):
        with change:
            pass
        str(change)
    assert source.compiled().__code__.co_code == before


@pytest.mark.parametrize("exercise", [e for e in EXERCISES.values() if e.sources], ids=lambda exercise: exercise.id)
def test_every_change_is_a_program_and_has_words(exercise):
    tree = ast.parse(exercise.sources[None])
    for insert in (False, True):
        for change in itertools.islice(changes(tree, exercise.using, insert), 400):
            with contextlib.suppress(SyntaxError), change:
                compile(tree, "a change", "exec")
            assert str(change).count("`") % 2 == 0
            assert change.line <= len(exercise.sources[None].splitlines())


def test_where_there_are_no_threads_all_is_done_at_once(monkeypatch):
    def start(self):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("threading.Thread.start", start)
    assert EXERCISES["04-6"].examine(written()).status == "right"
    assert "`b[l]` in place of `b[1]`" in hints("04-6", written(("+ b[l]", "+ b[1]")))[1]


def test_a_search_that_does_not_end_is_left(monkeypatch, capsys):
    monkeypatch.setattr(search, "PATIENCE", 0.05)
    monkeypatch.setattr(search, "LONGEST", 0.2)

    def endless():
        while True:
            pass

    began = time.perf_counter()
    assert within_time(endless) is None
    assert time.perf_counter() - began < 2
    assert "Looking for what would make it right" in capsys.readouterr().out
    assert within_time(lambda: 3) == 3
    assert within_time(lambda: 1 / 0) is None


@pytest.mark.parametrize("exercise", NUMBERS, ids=lambda exercise: exercise.id)
def test_numbers_of_one_edit_are_explained_by_an_edit_or_by_a_known_mistake(exercise):
    program, explained, tried = Program(exercise), 0, 0
    for change in program.changes[:: len(program.changes) // 12]:
        with change:
            number = program.result()
        if number is None or number.shape != np.shape(exercise.right) or exercise.equal(number, exercise.right):
            continue
        off = number[~np.isclose(number, exercise.right)]
        if not off.all() or min(digits(part)[0] for part in off) <= DIGITS:  # to these there are too many ways
            continue
        tried += 1
        finding = exercise.examine(number)
        words = " ".join(finding.hints)
        said = ("but for", "One way to", "Right to", "In which order")
        explained += bool(finding.diagnosis or any(part in words for part in said))
    assert explained == tried


@pytest.mark.parametrize("exercise", NUMBERS, ids=lambda exercise: exercise.id)
def test_a_random_number_is_seldom_explained(exercise):
    rng = np.random.default_rng(3)
    right = np.asarray(exercise.right, dtype=float)
    explained = 0
    for _ in range(15):
        number = np.round((np.abs(right) + 0.1) * rng.uniform(-3, 3, right.shape), 4)
        explained += "One way to" in " ".join(exercise.examine(number).hints)
    assert explained <= 3
