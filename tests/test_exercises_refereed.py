"""The page whose wrong lines are marked: what is said to a referee who is too strict, too kind, or both."""

import pytest

from backprop_lib.exercises import EXERCISES
from backprop_lib.sources.page import LINES, SLIPS

PAGE = EXERCISES["09-1"]


@pytest.mark.parametrize("answer", [SLIPS, sorted(SLIPS), tuple(SLIPS), set(SLIPS)])
def test_the_slips_in_any_form(answer):
    assert PAGE.examine(answer).status == "right"


def test_dots_are_no_answer():
    assert PAGE.examine(...).status == "not attempted"


def test_each_line_has_a_diagnosis():
    for number, line in LINES.items():
        finding = PAGE.examine(SLIPS ^ {number})
        assert finding.diagnosis == f"line {number} {'missed' if number in SLIPS else 'marked'}"
        assert finding.hints[0].endswith(line.hint)
        assert finding.hints[1].endswith(line.stronger)
        assert f"ine {number}" not in line.hint or number not in SLIPS  # the first hint does not name a slip


def test_the_innocent_come_first():
    finding = PAGE.examine({4, 7, 9})
    assert finding.hints[0].startswith("(2 lines of yours right as printed and 4 slips not marked.) Line 7 is right")
    assert PAGE.examine({4}).hints[0].startswith("(4 slips not marked.) One layer is named wrongly")
    assert PAGE.examine(set()).hints[0].startswith("(5 slips not marked.)")


@pytest.mark.parametrize("answer", [3, "4", {0}, {14}, {"4"}, {True}, {4.5}, [[4]]])
def test_nonsense(answer):
    assert "give the set of the lines that are wrong, such as {1, 2}" in PAGE.examine(answer).hints[0]
