"""The rules for the form of a sitting: a sound one breaks none, and each can be broken."""

import pytest
from form import SITTING, faults
from made_up import collapsed, exercise, picture, sitting
from nbformat.v4 import new_code_cell, new_markdown_cell

from backprop_lib.teaching.reading_time import ReadingTime, reading_time

NUMBER = "01b"


@pytest.fixture
def cells():
    return sitting(NUMBER, "1.1", "01-1", "def double(x):\n    return 2 * x").cells


def rewrite(before, after):
    """Return a change of a sitting: other words in the first cell that has these."""

    def change(cells):
        cell = next(cell for cell in cells if before in cell.source)
        cell.source = cell.source.replace(before, after, 1)

    return change


def insert(k, *new):
    """Return a change of a sitting: cells that are put in front of cell k."""
    return lambda cells: cells.__setitem__(slice(k, k), new)


def remove(*places):
    def change(cells):
        cells[:] = [cell for k, cell in enumerate(cells) if k not in places]

    return change


def swap(j, k):
    def change(cells):
        cells[j], cells[k] = cells[k], cells[j]

    return change


def in_turn(*changes):
    return lambda cells: [change(cells) for change in changes]


LONG_CODE = [new_code_cell("\n".join("x = 1" for _ in range(15))) for _ in range(8)]
TIME = "says_how_long_it_takes"
HEADINGS = "says_below_the_figure_what_it_gives_and_needs"
COMPARED, PLACE = "has_predictions_that_are_compared", "has_a_place_for_each_prediction"
BROKEN = "breaks_no_line_before_what_begins_a_list"
OPEN, RECALL = "has_only_mathematics_open", "recalls_earlier_sittings"

SPOILT = [
    (rewrite("# 01b · ", "# 01 · "), ["has_its_title_and_a_summary"]),
    (rewrite("## Summary", "## The end"), ["has_its_title_and_a_summary"]),
    (insert(1, new_markdown_cell("A word before.")), ["opens_with_a_figure"]),
    (insert(1, new_code_cell("import numpy as np")), ["opens_with_a_figure"]),
    (rewrite("**You will be able to**", "**What you will be able to do**"), [HEADINGS]),
    (rewrite("**You need**", "You need"), [HEADINGS]),
    (insert(2, new_markdown_cell("And more.")), [HEADINGS, HEADINGS, HEADINGS, TIME]),
    (rewrite("20 minutes", "25 minutes"), [TIME]),
    (rewrite("15 for", "20 for"), [TIME]),
    (rewrite("20 minutes", "about 20 minutes"), [TIME]),
    (insert(14, new_markdown_cell("**Nudge** one. **Write** it.")), [TIME]),
    (insert(14, *(new_markdown_cell("**Try it.**") for _ in range(12))), [TIME, "fits_into_one_sitting"]),
    (insert(14, *LONG_CODE), [TIME, "fits_into_one_sitting"]),
    (insert(14, new_code_cell("show(figure, alt)")), [OPEN]),
    (insert(14, new_code_cell("alt = 'A line.'")), [OPEN]),
    (insert(14, new_code_cell("ax = descent_figure()")), [OPEN]),
    (insert(14, new_code_cell("axes[0, 1].imshow(W)")), [OPEN]),
    (insert(14, new_code_cell("lines = panel.plot(x, y)")), [OPEN]),
    (insert(14, new_code_cell("Markdown(table)")), [OPEN]),
    (insert(14, new_markdown_cell("word " * 25)), ["has_short_lines_of_text"]),
    (insert(14, new_markdown_cell("> It leads to output\n> 1. How many terms change?")), [BROKEN]),
    (insert(14, new_markdown_cell("The sum of 3\n+ 5 is 8.")), [BROKEN]),
    (remove(3), [TIME, RECALL]),
    (insert(3, exercise("01b-r3", "..."), exercise("01b-r4", "...")), [TIME, RECALL]),
    (insert(14, exercise("01b-r3", "...")), [TIME, RECALL]),
    (rewrite("01b-r1", "01a-r1"), [RECALL]),
    (rewrite("What grows?", "What grows in S3.14?"), ["is_silent_about_the_source_texts"]),
    (rewrite("What grows?", "What grows (E17)?"), ["is_silent_about_the_source_texts"]),
    (rewrite('predict("01b-1"', 'predict("01b-9"'), [COMPARED]),
    (rewrite('came_out("01b-1"', 'came_out("01b-9"'), [COMPARED]),
    (rewrite('came_out("01b-1", 1 + 1)', 'came_out("01b-1", 1 + 1)\nx = 3'), [COMPARED]),
    (in_turn(rewrite('predict("01b-1"', 'predict("01a-1"'), rewrite('out("01b-1"', 'out("01a-1"')), [COMPARED]),
    (in_turn(rewrite('predict("01b-1"', 'predict("01b-2"'), rewrite('out("01b-1"', 'out("01b-2"')), [COMPARED] * 2),
    (swap(7, 10), [COMPARED]),
    (swap(6, 7), [COMPARED, PLACE]),
    (remove(6, 7), [PLACE]),
    (rewrite('predict("01b-1", ...)', 'predict("01b-1", 3)'), [COMPARED, PLACE]),
    (insert(14, new_markdown_cell("> **Predict.** And now?")), [PLACE]),
    (remove(19, 20), ["asks_before_the_reader_goes"]),
]


def test_a_sound_sitting_breaks_no_rule(cells):
    assert faults(NUMBER, cells) == []


def test_the_first_sitting_recalls_nothing(cells):
    first = sitting("00a", "0.1", "00-1", "").cells[:3] + sitting("00a", "0.1", "00-1", "").cells[5:]
    rewrite("15 for", "5 for")(first)
    assert faults("00a", first) == []


def test_of_a_whole_stage_less_is_asked(cells):
    assert [fault.partition(":")[0] for fault in faults("01", cells)] == [
        "has_its_title_and_a_summary",
        *["says_at_the_top_what_it_gives_and_needs"] * 3,
    ]
    beginning = "# 01 · One\n\n**What you will be able to do**\n\n**What you need**\n\n**Time**"
    assert faults("01", [new_markdown_cell(beginning), new_markdown_cell("## Summary")]) == []


def test_a_late_stage_is_one_sitting():
    assert faults("07", sitting("07", "7.1", "07-1", "def double(x):\n    return 2 * x").cells) == []


def test_a_verdict_is_a_prediction(cells):
    rewrite('predict("01b-1", ...)', 'verdict("01b-1", ...)  # slip, convention, assumption or fine')(cells)
    rewrite('came_out("01b-1", 1 + 1)', 'reveal("01b-1")')(cells)
    assert faults(NUMBER, cells) == []


def test_what_may_be_long_collapsed_or_in_several_lines(cells):
    wide = "word " * 25
    cells[14:14] = [new_markdown_cell(f"| {wide} |\n|---|"), new_markdown_cell(f"$$\n\\text{{{wide}}}\n$$")]
    cells[14:14] = [collapsed("show(figure, alt)"), new_code_cell("softmax_figure(network)")]
    rewrite('predict("01b-1", ...)', 'predict("01b-1", (..., ...))  # two numbers')(cells)
    rewrite('came_out("01b-1", 1 + 1)', 'came_out(\n    "01b-1",\n    (1, 2),\n)')(cells)
    assert faults(NUMBER, cells) == []


def test_every_rule_can_be_broken():
    assert {rule.__name__ for rule in SITTING} == {name for _, broken in SPOILT for name in broken}


def test_the_reading_time_is_counted():
    cells = [
        new_markdown_cell("# Two words\n\n**Write it.** $x^2$ isn't\n\n$$x = y \\tag{1.1}$$"),
        new_code_cell("x = 1\n\ny = 2"),
        collapsed("z = 3"),
        exercise("01-1", "..."),
        picture("one_figure()", 800),
        new_markdown_cell("## Exercises"),
        new_markdown_cell("These words are not counted. **Try it.**"),
        new_code_cell("x = 5"),
        exercise("01-2", "..."),
        new_markdown_cell("## Notes"),
    ]
    time = reading_time(cells)
    assert time == ReadingTime(words=7, formulas=1, lines=3, questions=1, figures=1, exercises=2)
    assert time.minutes == pytest.approx(7 / 120 + 2 + 3 * 8 / 60 + 3 + 1)
    assert time.stated == (10, 10)


@pytest.mark.parametrize(("spoil", "broken"), SPOILT)
def test_a_rule_is_broken(cells, spoil, broken):
    spoil(cells)
    assert [fault.partition(":")[0] for fault in faults(NUMBER, cells)] == broken
