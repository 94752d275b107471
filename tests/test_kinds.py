"""Kinds of exercises that make a program, have other numbers each time, or take any point that refutes a formula."""

import itertools
import re

import numpy as np
import pytest

from backprop_lib.exercises import EXERCISES, check, given, record, solution
from backprop_lib.exercises.ordering import Ordering
from backprop_lib.exercises.program import Program
from backprop_lib.exercises.variants import VariedNumber, redrawn, varied

ORDER, FADED, REFUTED = EXERCISES["04-7"], EXERCISES["04-8"], EXERCISES["00-8"]
VARIED = [exercise for exercise in EXERCISES.values() if isinstance(exercise, VariedNumber)]


@pytest.fixture(autouse=True)
def own_record(tmp_path, monkeypatch):
    monkeypatch.setenv("BACKPROP_EXERCISES", str(tmp_path / "record.json"))
    monkeypatch.setattr(record, "_waiting", [])


def said(report):
    return " ".join(report.text.split())


@pytest.mark.parametrize("exercise", [ORDER, FADED], ids=lambda exercise: exercise.id)
def test_nonsense_is_answered_in_words(exercise):
    for nonsense in ("x", [], [1, 2, 3], float("nan"), {}, object(), 1j, b"2", "a\x00b", ["import os"] * 6, [[1], [2]]):
        report = check(exercise.id, nonsense)
        assert report.status == "not yet"
        assert len(report.text.split()) > 4


def test_dots_in_one_part_mean_not_attempted():
    for exercise in (ORDER, FADED, REFUTED):
        assert check(exercise.id, (1, ...)).status == "not attempted"


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


START, BACK, DW, DB = FADED.right


@pytest.mark.parametrize(
    "answer",
    [
        (START, BACK, DW, DB),
        ["(A[L] - Y) * A[L] * (1 - A[L]) * 2", "(Delta[l].T @ W[l]).T", DW, DB],
        (START, BACK, "np.einsum('is,js->ij', Delta[l], A[l - 1]) / N".replace("np", "__import__('numpy')"), DB),
        (START, BACK, DW, "Delta[l].mean(axis=1)[:, None]"),
    ],
)
def test_whatever_computes_the_same_fills_a_blank(answer):
    assert check(FADED.id, answer).status == "right"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((BACK, DW, DB), "has 3 parts, expected 4: one for each ___"),
        (("mu(Z[L])", BACK, DW, DB), "stops at `Delta[L] = (mu(Z[L])) # (4.6) the start` with NameError"),
        ((START, "W[l", DW, DB), "blank 2 is 'W[l', expected an expression of Python"),
        ((START, "W[9].T @ Delta[l]", DW, DB), "with IndexError"),
        ((START, "1)\nprint(2", DW, DB), "blank 2"),
        (("___", BACK, DW, DB), "with NameError"),
        (("exit()", BACK, DW, DB), "with SystemExit"),
        ((START, BACK, DW, "Delta[l].sum(axis=1, keepdims=True) / 5"), "The program runs, but look at db: do a small"),
    ],
)
def test_what_is_said_about_other_blanks(answer, words):
    report = check(FADED.id, answer)
    assert (report.status, report.diagnosis) == ("not yet", None)
    assert words in said(report)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((START, BACK, DW, "0 * b"), "Look at blank 4: the others are right."),
        (("0 * Y", BACK, DW, "1"), "Look at blank 1, 4: the others are right."),
        (("0 * Y", "1", "2", "3"), "Look at blank 1, 2, 3, 4: none is right yet."),
    ],
)
def test_the_second_hint_says_which_blanks_are_off(answer, words):
    check(FADED.id, answer)
    assert words in said(check(FADED.id, answer))


def test_two_mistakes_in_two_blanks_are_answered_with_the_first():
    wrong = {name: mistake.answer for name, mistake in FADED.mistakes.items()}
    report = check(FADED.id, (START, BACK, wrong["dW without 1/N"][2], wrong["db without 1/N"][3]))
    assert report.diagnosis == "dW without 1/N"
    assert "Blank 3: The matrix product of (4.8)" in said(report)


def test_the_program_is_shown_with_its_blanks():
    assert given(FADED.id).text.count("___") == len(FADED.right) == 4


@pytest.mark.parametrize("exercise", [e for e in EXERCISES.values() if isinstance(e, Program)], ids=lambda e: e.id)
def test_the_solution_is_a_program_that_is_right(exercise):
    program, _, _ = solution(exercise.id).text.partition("\n\n")[2].partition("\n\n")
    if isinstance(exercise, Ordering):
        assert check(exercise.id, program).status == "right"
    assert exercise.program(exercise.right).strip().replace("(", "").replace(")", "") == (
        program.replace("(", "").replace(")", "")
    )


varied_only = pytest.mark.parametrize("exercise", VARIED, ids=lambda exercise: exercise.id)


@pytest.mark.parametrize("variant", range(50))
def test_a_variant_has_its_numbers_and_its_answer(variant):
    numbers = given("01-1", variant)
    z = numbers["w"] * numbers["a0"] + numbers["b"]
    a = 1 / (1 + np.exp(-z))
    right = 2 * (a - numbers["y"]) * a * (1 - a) * numbers["a0"]
    assert check("01-1", right, variant=variant).status == "right"
    assert check("01-1", -right, variant=variant).diagnosis == "sign lost"
    assert check("01-1", right / 2, variant=variant).diagnosis == "factor 2 forgotten"


@varied_only
def test_the_answers_of_a_variant_are_its_own(exercise):
    changed, _ = varied(exercise, 7)
    assert check(exercise.id, changed.right, variant=7).status == "right"
    assert check(exercise.id, changed.right).status == "not yet"
    name, mistake = list(changed.mistakes.items())[-1]
    assert check(exercise.id, mistake.answer, variant=7).diagnosis == name
    assert changed.mistakes.keys() == exercise.mistakes.keys()


@varied_only
def test_variants_differ_and_stay(exercise):
    numbers = [str(given(exercise.id, variant)) for variant in range(20)]
    assert len(set(numbers)) > 12
    assert numbers == [str(given(exercise.id, variant)) for variant in range(20)]


@varied_only
def test_no_hint_quotes_a_number_of_one_variant(exercise):
    for mistake in exercise.mistakes.values():
        text = " ".join(mistake[1:])
        assert not re.search(r"(?<!\()\d\.\d", text), text


def test_what_is_drawn_is_of_the_same_kind():
    for seed in range(200):
        names = {}
        exec(redrawn("w, a, y, N = -0.6, 14.0, 0.9, 3\n", np.random.default_rng(seed)), names)
        assert -1 < names["w"] < 0
        assert 7 <= names["a"] <= 21
        assert names["a"] == round(names["a"])
        assert 0 < names["y"] < 1
        assert names["N"] == 3


def test_an_edit_of_the_variants_own_program_explains_a_number():
    numbers = given("01-1", variant=7)
    w, b, a0, y = numbers.values()
    a = 1 / (1 + np.exp(-(w * a0 - b)))  # b subtracted: no known mistake
    finding = varied(EXERCISES["01-1"], 7)[0].examine(2 * (a - y) * a * (1 - a) * a0)
    assert f"One way to this number would be `-{b}` in place of `{b}`, in what is given for `b`." in finding.hints[1]


def test_numbers_that_tell_no_mistakes_apart_are_refused():
    program = "a, b = 1.0, 2.0\nanswer = a + b\n"
    table = "nothing: a + b -> b + a\n    Look at it.\n    Look at it again."
    same = VariedNumber.from_text("01-1", "a sum", program, table, "a + b", using={})
    with pytest.raises(ValueError, match=r"in 100 draws, some mistakes always gave the same answer$"):
        varied(same, 7)


def test_the_record_says_which_variant_was_solved():
    check("01-1", varied(EXERCISES["01-1"], 7)[0].right, variant=7)
    entry = record.update()[0]["exercises"]["01-1"]
    assert (entry["status"], entry["variant"]) == ("right", 7)


@pytest.mark.parametrize("variant", [-1, 0.5, "7", [7]])
def test_other_variants_are_refused(variant):
    with pytest.raises(ValueError, match=r"^variant is .*, expected a whole number, 0 or more$"):
        check("01-1", 1, variant=variant)


@pytest.mark.parametrize("point", [(2, 1), "2, 1", [0, 1], np.array([3, -0.5]), (1, 1.001)])
def test_every_point_at_which_the_formulas_differ_is_right(point):
    assert check(REFUTED.id, point).status == "right"


@pytest.mark.parametrize(
    ("point", "name"), [((0, 0), "all zero"), ((3, 3), "equal"), ((1, 1 + 1e-7), "equal"), ((-0.2, 0.2), "opposite")]
)
def test_a_point_at_which_they_agree_is_told_why(point, name):
    assert check(REFUTED.id, point).diagnosis == name


@pytest.mark.parametrize(
    ("point", "words"),
    [
        ((1e200, 1), "no finite numbers"),
        ((np.nan, 1), "no finite numbers"),
        ((1e-250, 2e-250), "agree to 5 digits"),
        (2, "has 1 number, expected 2"),
    ],
)
def test_what_is_said_about_other_points(point, words):
    report = check(REFUTED.id, point)
    assert (report.status, report.diagnosis) == ("not yet", None)
    assert words in said(report)


def test_an_exercise_without_variants_or_lines_says_so():
    with pytest.raises(ValueError, match=r"^exercise 01-2 has the same numbers for all, expected no variant$"):
        check("01-2", 1, variant=7)
    with pytest.raises(ValueError, match=r"^exercise 01-1 gives only its text"):
        given("01-1")


LOOPS = EXERCISES["03-8"]


@pytest.mark.parametrize(
    ("exercise", "blank", "text", "name"),
    [
        (FADED, 1, "W[l-1].T@Delta[l]", "W of layer l-1"),
        (FADED, 1, "W[l] @ (Delta[l])", "W not transposed"),
        (LOOPS, 1, "W[l+1][i,k]*delta[l+1][k]", "w_ik for w_ki"),
        (LOOPS, 1, "delta[l + 1][k] * W[l][k, i]", "weights of layer l"),
    ],
)
def test_a_known_mistake_that_stops_the_program_is_known_however_it_is_written(exercise, blank, text, name):
    answer = [*exercise.right[:blank], text, *exercise.right[blank + 1 :]]
    report = check(exercise.id, answer)
    assert report.diagnosis == name
    assert exercise.mistakes[name].hint in said(report)


def test_what_stops_in_every_network_is_no_known_mistake():
    for text in ("W[9].T @ Delta[l]", "V[l].T @ Delta[l]", "Delta[l] @ Delta[l]"):
        assert FADED.examine((START, text, DW, DB)).diagnosis is None


def test_numpy_is_there_as_in_the_notebook():
    for exercise in (FADED, LOOPS):
        assert exercise.examine([f"np.add({part}, 0)" for part in exercise.right]).status == "right"
