"""What is meant counts, not how it is typed; and where only the form is off, only that is said."""

import dataclasses
import fractions

import numpy as np
import pytest

from backprop_lib.exercises import EXERCISES
from backprop_lib.exercises.choice import Choice
from backprop_lib.exercises.forms import digits, numbers, word
from backprop_lib.exercises.number import Number


class Symbolic:
    """A number of another library, which `float` understands."""

    def __init__(self, value):
        self.value = value

    def __float__(self):
        return self.value


def examine(exercise_id, answer):
    return EXERCISES[exercise_id].examine(answer)


@pytest.mark.parametrize(
    "written",
    [
        "-0.453",
        "−0.453",
        "-0,453",
        "-0.453.",
        " '-0.453' ",
        "∂C/∂w = -0.453",
        "≈ −0.453",
        "-453/1000",
        "-4.53 * 10^-1",
        "-45.3 %",
        [-0.453],
        (-0.453,),
        {-0.453},
        np.array([[-0.453]]),
        np.float32(-0.453),
        -0.453 + 0j,
        fractions.Fraction(-453, 1000),
        Symbolic(-0.453),
        [[Symbolic(-0.453)]],
    ],
)
def test_a_number_may_be_written_in_many_ways(written):
    assert examine("01-1", written).status == "right"


@pytest.mark.parametrize(
    "written", ["x", "", "1/0", "__import__('os')", "[1, [2]]", "9**9**9", b"1", {}, {1: 2}, {1, 2}]
)
def test_what_is_no_number_is_refused_in_words(written):
    finding = examine("01-1", written)
    assert finding.status == "not yet"
    assert "expected" in finding.hints[0]


def test_several_numbers_may_be_a_list_an_array_or_a_text():
    for written in ([9, 1 / 9, 4.5], np.array([9, 1 / 9, 4.5]), "(9, 1/9, 4.5)", "9, 1/9, 9/2", ["9", "1/9", 4.5]):
        assert examine("04-3", written).status == "right"
    assert "has 1 number, expected 3" in examine("04-3", 9.0).hints[0]
    assert "expected 3 numbers" in examine("04-3", "x").hints[0]


@pytest.mark.parametrize(
    ("value", "words"),
    [(-0.45, "Right to 2 digits; give three"), (-0.5, "Right to 1 digit; give three")],
)
def test_right_to_two_digits_is_told_so(value, words):
    finding = examine("01-1", value)
    assert (finding.status, finding.diagnosis) == ("not yet", None)
    assert words in finding.hints[0]


@pytest.mark.parametrize(("exercise_id", "value"), [("03b-r2", 1.0), ("02a-r3", -0.01)])
def test_a_number_of_another_size_is_not_right_to_one_digit(exercise_id, value):
    assert "Right to" not in " ".join(examine(exercise_id, value).hints)


def test_a_blank_that_python_warns_of_is_judged_in_silence(recwarn):
    blanks = ("2 (a[L][i] - y[i])", *EXERCISES["03-8"].right[1:])
    assert "Look at blank 1" in examine("03-8", blanks).hints[1]
    assert not recwarn.list


def test_a_number_may_be_chosen_as_a_text():
    assert examine("03d-r2", "2").status == "right"
    assert examine("03d-r2", " 4 ").diagnosis == "forwards"


def test_a_number_near_the_right_one_is_rounded_on_the_way_and_no_edit():
    assert "rounded on the way" in examine("02-1", -0.0279).hints[0]


def test_half_of_the_right_number_is_not_the_right_one_cut_off():
    assert examine("03a-r3", -0.1).diagnosis == "second road only"  # -0.2 is computed as -0.19999999999999998


def test_a_number_that_is_cut_off_is_told_so():
    cut = dataclasses.replace(EXERCISES["01-1"], right=0.4586)
    assert "cut off" in cut.examine(0.45).hints[0]


def test_a_known_mistake_to_two_digits_is_possible_and_not_certain():
    finding = examine("01-1", 0.45)
    assert finding.diagnosis is None
    assert finding.hints[0].startswith("To 2 digits it may be this:")


def test_words_of_size_are_true_for_negative_numbers():
    assert "farther from 0" in examine("01-1", -0.61234).hints[0]
    assert "nearer to 0" in examine("01-1", -0.31234).hints[0]
    assert "wrong sign" in examine("01-1", 0.71234).hints[0]


def test_a_factor_is_looked_for_where_it_acts():
    step = examine("01-4", 0.4 + 2 * (EXERCISES["01-4"].right - 0.4))
    assert "Your step is there, but for a constant factor: a factor 2 too many." in step.hints[1]
    assert "factor" not in " ".join(examine("01-4", 2 * EXERCISES["01-4"].right).hints)
    for exercise_id in ("02-3", "03-4"):
        assert "factor" not in examine(exercise_id, 2 * EXERCISES[exercise_id].right).hints[0]


def test_digits_of_a_number():
    assert [digits(value) for value in (0.45, 74.0, -1.0, 0.4, 12.345)] == [
        (2, 0.01),
        (2, 1.0),
        (1, 1.0),
        (1, 0.1),
        (5, 0.001),
    ]
    assert numbers("37 %") == 0.37


@pytest.mark.parametrize(
    "written",
    ["nobody", "Nobody.", " NOBODY ", "'nobody'", ["nobody"], np.array(["nobody"]), ("nobody",), {"nobody"}],
)
def test_a_word_may_be_written_in_many_ways(written):
    assert examine("01-3", written).status == "right"


@pytest.mark.parametrize(
    "written",
    [
        {"a2", "w2", "b2"},
        ["a2", "w2", "b2"],
        np.array(["a2", "w2", "b2"]),
        "a2, w2, b2",
        "{a2, b2, w2}",
        "w_2 and b_2 and a_2",
        {"w₂", "b₂", "a₂"},
        {"w^(2)", "b(2)", "a[2]"},
        {"∂C/∂w2", "∂C/∂b2", "dC/da2"},
        {"w^{(2)}": 1, "b^{(2)}": 2, "a^{(2)}": 3},
    ],
)
def test_a_set_may_be_written_in_many_ways(written):
    assert examine("03-3", written).status == "right"


def test_the_empty_set_may_be_written_in_many_ways():
    nothing = Choice("09-1", "which?", frozenset(), {}, "")
    for written in (set(), [], (), {}, "set()", "{}", "none"):
        assert nothing.examine(written).status == "right"
    assert nothing.examine({"w1"}).hints[0].startswith("Not this set: 1 too many.")


def test_tuples_may_be_lists_or_arrays_or_texts():
    shapes = [[7, 4], (7, 4), np.array([7, 2]), "(7, 1)"]
    assert examine("04-1", shapes).status == "right"
    assert examine("04-1", "((7, 4), (7, 4), (7, 2), (7, 1))").status == "right"
    assert examine("04-2", "right, error, wrong, Error.").status == "right"
    off = examine("04-1", ((7, 4), (4, 7), (7, 2), (1, 7)))
    assert "Look at parts 2, 4 of your answer." in off.hints[0]


def test_spellings_of_a_word():
    assert word("W^(5)") == word("w₅") == word("∂C/∂w_5") == "w5"


@pytest.mark.parametrize("exercise", [e for e in EXERCISES.values() if isinstance(e, Number)], ids=lambda e: e.id)
def test_every_right_number_is_right_as_a_text_and_a_list(exercise):
    right = np.asarray(exercise.right, dtype=float)
    assert exercise.examine(repr(right.tolist())).status == "right"
    assert exercise.examine([right.tolist()] if right.ndim == 0 else right.tolist()).status == "right"
