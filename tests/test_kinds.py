"""Kinds of exercises that make a program, or have other numbers each time; the examples are the matter."""

import dataclasses
import itertools
from types import SimpleNamespace

import numpy as np
import pytest

from backprop_lib.exercises import EXERCISES, check, given, record, solution
from backprop_lib.exercises.examples import EXAMPLES, FADED, ORDER, VARIED


@pytest.fixture(autouse=True)
def in_the_catalogue(tmp_path, monkeypatch):
    monkeypatch.setenv("BACKPROP_EXERCISES", str(tmp_path / "record.json"))
    monkeypatch.setattr(record, "_waiting", [])
    for exercise in EXAMPLES:
        monkeypatch.setitem(EXERCISES, exercise.id, exercise)


def said(report):
    return " ".join(report.text.split())


everyone = pytest.mark.parametrize("exercise", EXAMPLES, ids=lambda exercise: exercise.id)


@everyone
def test_right_and_known_mistakes_and_dots(exercise):
    assert check(exercise.id, exercise.right).status == "right"
    for name, mistake in exercise.mistakes.items():
        report = check(exercise.id, mistake.answer)
        assert (report.status, report.diagnosis) == ("not yet", name)
    for untouched in (..., None, (..., ...)):
        assert check(exercise.id, untouched).status == "not attempted"
    assert exercise.task in solution(exercise.id).text


@everyone
def test_nonsense_is_answered_in_words(exercise):
    for nonsense in ("x", [], [1, 2, 3], float("nan"), {}, object(), 1j, b"2", "a\x00b", ["import os"] * 6, [[1], [2]]):
        report = check(exercise.id, nonsense)
        assert report.status == "not yet"
        assert len(report.text.split()) > 4


LINES = ORDER.lines


@pytest.mark.parametrize(
    "answer",
    [
        list("fdahcb"),
        list("fdhacb"),
        "f d a h c b",
        "f, d, h, a, c, b",
        [LINES[label] for label in "fdahcb"],
        "\n".join(LINES[label].strip() for label in "fdahcb"),
    ],
)
def test_every_order_that_computes_the_same_is_right(answer):
    assert check(ORDER.id, answer).status == "right"


def test_of_all_orders_of_the_right_lines_two_are_right():
    right = [order for order in itertools.permutations(ORDER.right) if ORDER.examine(order).status == "right"]
    assert sorted("".join(order) for order in right) == ["fdahcb", "fdhacb"]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("f d a h c", "has 5 lines; 6 are needed"),
        ("f d a h c b g", "has 7 lines; 6 are needed"),
        (
            "f d a h c z",
            "Number 6 of your answer is no line of this program; the labels are a, b, c, d, e, f, g, h, i.",
        ),
        ("f d a a c b", "Line a stands more than once"),
        ("d a h c b f", "The program stops at `dW[l] = Delta @ A[l - 1].T / N` with NameError"),
        ("a f d h c b", "IndentationError"),
        ("f d a c b h", "The program runs, but look at db: do a small step by hand"),
        (3, "expected a list of labels"),
    ],
)
def test_what_is_said_about_other_answers(answer, words):
    report = check(ORDER.id, answer)
    assert (report.status, report.diagnosis) == ("not yet", None)
    assert words in said(report)


def test_the_second_hint_says_that_the_lines_belong():
    check(ORDER.id, "d a h c b f")
    assert "All lines that you chose belong; look at their order." in said(check(ORDER.id, "d a h c b f"))


def test_two_mistakes_at_once_are_answered_with_one_of_them():
    assert check(ORDER.id, "f d i h c e").diagnosis == "mu' at a"
    assert check(ORDER.id, "f d g h c a").diagnosis == "W not transposed"


def test_the_lines_are_shown_with_their_labels():
    assert given(ORDER.id).text.splitlines()[3] == "d   for l in range(L, 0, -1):"


@pytest.mark.parametrize(
    "answer",
    [
        ("sigmoid_prime(z[2])", "w[2]", "a[0]"),
        ["a[2] * (1 - a[2])", "-0.7", 0.9],
        ("sigmoid_prime(z[2])", -0.7, np.float64(0.9)),
    ],
)
def test_whatever_computes_the_same_fills_a_blank(answer):
    assert check(FADED.id, answer).status == "right"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (("w[2]", "a[0]"), "has 2 parts, expected 3: one for each ___"),
        (("mu(z[2])", "w[2]", "a[0]"), "stops at `delta[2] = 2 * (a[2] - y) * (mu(z[2]))` with NameError"),
        (("sigmoid_prime(z[2])", "w[2", "a[0]"), "blank 2 is 'w[2', expected an expression of Python"),
        (("sigmoid_prime(z[2])", "w[3]", "a[0]"), "with IndexError"),
        (("sigmoid_prime(z[2])", "1)\nprint(2", "a[0]"), "blank 2"),
        (("___", "w[2]", "a[0]"), "with NameError"),
        (("exit()", "w[2]", "a[0]"), "with SystemExit"),
        (("sigmoid_prime(z[2])", "w[2]", 0.5), "The program runs, but look at dw: do a small step"),
    ],
)
def test_what_is_said_about_other_blanks(answer, words):
    report = check(FADED.id, answer)
    assert (report.status, report.diagnosis) == ("not yet", None)
    assert words in said(report)


def test_the_program_is_shown_with_its_blanks():
    assert given(FADED.id).text.count("___") == 3


@pytest.mark.parametrize("variant", range(50))
def test_each_variant_has_its_numbers_its_answer_and_its_mistakes(variant):
    numbers = given(VARIED.id, variant)
    z = numbers["w"] * numbers["a0"] + numbers["b"]
    a = 1 / (1 + np.exp(-z))
    right = 2 * (a - numbers["y"]) * a * (1 - a) * numbers["a0"]
    assert check(VARIED.id, right, variant=variant).status == "right"
    for name in VARIED.mistakes:
        wrong = VARIED.variants.answer(numbers, name)
        assert check(VARIED.id, wrong, variant=variant).diagnosis == name


def test_variants_differ_and_stay():
    numbers = [tuple(given(VARIED.id, variant).values()) for variant in range(50)]
    assert len(set(numbers)) > 40
    assert numbers == [tuple(given(VARIED.id, variant).values()) for variant in range(50)]


def test_numbers_that_tell_no_mistakes_apart_are_refused(monkeypatch):
    same = dataclasses.replace(VARIED, variants=SimpleNamespace(data=lambda seed: {}, answer=lambda *_: 1.0))
    monkeypatch.setitem(EXERCISES, VARIED.id, same)
    with pytest.raises(ValueError, match=r"in 100 draws, some mistakes always gave the same answer$"):
        given(VARIED.id, 7)


def test_the_record_says_which_variant_was_solved():
    check(VARIED.id, VARIED.variants.answer(given(VARIED.id, 7)), variant=7)
    entry = record.update()[0]["exercises"][VARIED.id]
    assert (entry["status"], entry["variant"]) == ("right", 7)


@pytest.mark.parametrize("variant", [-1, 0.5, "7", [7]])
def test_other_variants_are_refused(variant):
    with pytest.raises(ValueError, match=r"^variant is .*, expected a whole number, 0 or more$"):
        check(VARIED.id, 1, variant=variant)


def test_an_exercise_without_variants_or_lines_says_so():
    with pytest.raises(ValueError, match=r"^exercise 01-1 has the same numbers for all, expected no variant$"):
        check("01-1", 1, variant=7)
    with pytest.raises(ValueError, match=r"^exercise 01-1 gives only its text"):
        given("01-1")
