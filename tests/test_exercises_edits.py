"""A mistake is an edit of the worked solution: the table of mistakes, and what is refused in it."""

import inspect
import traceback

import pytest

from backprop_lib.exercises import EXERCISES, solution
from backprop_lib.exercises.choice import Choice
from backprop_lib.exercises.code import Code
from backprop_lib.exercises.edits import called, function_of, tidy
from backprop_lib.exercises.number import Number

SOLUTION = """
    def line(x, m, c):
        y = m * x + c     # (1.1) the line
        return y, m       # (1.2), (1.3): the last one is its slope
    """
HINTS = """
        What does the function do here?
        It should do something else here.
    """


def code(table, **more):
    return Code.from_text(
        "09-1", "a line", SOLUTION, table, {}, cases=lambda: [("one", (2.0, 3.0, 4.0))], parts=("y", "m"), **more
    )


def mistakes(head):
    return code(f"    {head}{HINTS}").mistakes


def answer(head):
    (mistake,) = mistakes(head).values()
    return mistake.answer(2.0, 3.0, 4.0)


def test_edits_change_one_place_or_all_or_several():
    assert answer("minus: + c -> - c") == (2.0, 3.0)
    assert answer("gone: + c ->") == (6.0, 3.0)
    assert answer("everywhere: y => m") == (10.0, 10.0)
    assert answer("two: + c -> - c ;; y, m -> y, -m") == (2.0, -3.0)
    assert answer("lines\n        + c -> - c\n        y, m -> y, -m") == (2.0, -3.0)


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("name: m + x -> m", r"09-1, mistake 'name': `m \+ x -> m` fits in 0 places, expected one"),
        ("name: m -> x", r"09-1, mistake 'name': `m -> x` fits in \d places, expected one"),
        ("name: none => x", r"`none => x` fits in 0 places, expected at least one"),
        ("name: m * x", r"09-1, mistake 'name': 'm \* x' is no edit"),
        ("name", r"09-1, mistake 'name': no edit, and no answer beside the table"),
        ("name: + c -> - c\n        A third line.", r"09-1, mistake 'name': 3 hints"),
        ("name: = 3", r"09-1, mistake 'name': `= 3` gives a number, not a function"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_exercise_and_the_edit(head, words):
    with pytest.raises(ValueError, match=words):
        mistakes(head)


def test_a_mistake_stands_once_and_an_answer_has_its_block():
    block = f"    name: + c -> - c{HINTS}\n"
    with pytest.raises(ValueError, match="09-1: the mistake 'name' stands twice"):
        code(block + block)
    with pytest.raises(ValueError, match="09-1: other: an answer, but no block"):
        code(block, answers={"other": abs})


def test_a_mistake_may_be_a_function_beside_the_table():
    exercise = code(f"    other{HINTS}", answers={"other": max})
    assert exercise.mistakes["other"].answer is max


def test_the_hint_begins_with_the_place_that_is_edited_unless_it_names_one():
    assert mistakes("a: + c -> - c")["a"].hint == "Look at (1.1), the line. What does the function do here?"
    assert mistakes("a: return y, m -> return m, y")["a"].hint.startswith("Look at (1.2) and (1.3). What")
    with_formula = code("    a: + c -> - c\n        Look at (1.7).\n        No.\n    ")
    assert with_formula.mistakes["a"].hint == "Look at (1.7)."


def test_what_a_comment_explains_is_no_place():
    assert called("y = x  # (1.1) the line") == "(1.1), the line"
    assert called("y = x  # (1.2), (1.3): both") == "(1.2) and (1.3)"
    assert called("y = x  # (5.3), with the largest") == "(5.3)"
    assert called("y = x  # without a number") == ""


def test_long_hints_go_on_where_a_line_is_indented_farther():
    table = "    a: + c -> - c\n        One\n            two.\n        Three.\n"
    assert code(table).mistakes["a"][1:] == ("Look at (1.1), the line. One two.", "Three.")


def test_programs_give_numbers_and_choices_expressions():
    number = Number.from_text(
        "09-2",
        "a sum",
        "x, y = 2.0, 3.0\nanswer = x + y",
        f"    minus: x + y -> x - y{HINTS}\n    only x: = x{HINTS}\n    far{HINTS}",
        "2 + 3",
        using={},
        answers={"far": 1e9},
    )
    assert number.right == 5.0
    assert [mistake.answer for mistake in number.mistakes.values()] == [-1.0, 2.0, 1e9]
    choice = Choice.from_text("09-3", "who?", "nobody", f"    both{HINTS}\n    pair: = (n, 2){HINTS}", "", {"n": 1})
    assert [mistake.answer for mistake in choice.mistakes.values()] == ["both", (1, 2)]


def test_what_is_printed_is_what_runs():
    for exercise in EXERCISES.values():
        if isinstance(exercise, Code) and exercise.right.__code__.co_filename.startswith("<"):
            printed = solution(exercise.id).text.split("\n\n")[1]  # remarks may follow
            assert inspect.getsource(exercise.right).strip() == printed


def test_a_solution_that_fails_shows_its_line():
    function = function_of(tidy("\n    def f(x):\n        return x / 0  # (1.1)\n"), {}, "a function")
    with pytest.raises(ZeroDivisionError) as failure:
        function(1.0)
    assert "return x / 0" in "".join(traceback.format_exception(failure.value))


def test_functions_without_a_name_of_their_own_keep_their_source():
    one, two = (function_of(f"def {name}():\n    return 1\n", {}) for name in ("one", "two"))
    assert inspect.getsource(one).startswith("def one")
    assert inspect.getsource(two).startswith("def two")
