"""The exercises: what is right is right, what is wrong gets its own diagnosis, and a stub is neither."""

import numpy as np
import pytest

from backprop_lib import exercises
from backprop_lib.exercises import EXERCISES, catalogue, check, solution
from backprop_lib.exercises.code import Code
from backprop_lib.exercises.number import Number

ENTRIES = catalogue()
everyone = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)


@pytest.fixture(autouse=True)
def own_record(tmp_path, monkeypatch):
    """Keep the record of the tests away from the learner's."""
    monkeypatch.setenv("BACKPROP_EXERCISES", str(tmp_path / "record.json"))
    return tmp_path / "record.json"


def in_one_line(text):
    return " ".join(text.split())


def stub(*arguments): ...


def unfinished(*arguments):
    raise NotImplementedError


@everyone
def test_a_stub_is_not_attempted(entry, own_record):
    for untouched in (..., None, *((stub, unfinished) if callable(entry.right) else ())):
        report = check(entry.id, untouched)
        assert (report.status, report.diagnosis) == ("not attempted", None)
    assert not own_record.exists()


@everyone
def test_the_right_answer_is_right(entry):
    report = check(entry.id, entry.right)
    assert (report.status, report.diagnosis) == ("right", None)


@everyone
def test_each_exercise_knows_three_mistakes_or_more(entry):
    assert len(entry.wrong) >= 3


@everyone
def test_every_wrong_answer_has_its_own_diagnosis_and_a_stronger_hint_and_neither_gives_the_answer_away(
    entry, own_record
):
    exercise = EXERCISES[entry.id]
    for name, wrong in entry.wrong.items():
        own_record.unlink(missing_ok=True)
        first, second, third = (check(entry.id, wrong) for _ in range(3))
        for report in (first, second, third):
            assert (report.status, report.diagnosis) == ("not yet", name)
        assert first.text != second.text
        assert f"solution({entry.id!r})" in third.text
        for text in exercise.mistakes[name][1:]:
            assert len(text.split()) >= 4
            if isinstance(exercise, Number) and np.ndim(entry.right) == 0 and abs(entry.right) not in (0, 1, 2):
                assert f"{abs(entry.right):.3g}".replace("-", "−") not in text


@everyone
def test_the_solution_is_worked_and_names_formulas(entry):
    text = solution(entry.id).text
    assert EXERCISES[entry.id].task in text
    assert len(text.split()) > 20


@everyone
def test_wrong_answers_times_a_constant_factor_are_not_right(entry):
    exercise = EXERCISES[entry.id]
    if isinstance(exercise, Number) and np.any(exercise.right):
        for factor in (2, 0.5, -1, -2):
            assert check(entry.id, factor * np.asarray(entry.right)).status == "not yet"


@everyone
def test_nonsense_is_answered_in_words(entry):
    for nonsense in ("x", [], [1, 2, 3, 4, 5, 6, 7], float("nan"), float("inf"), {}, object(), 1j, b"2", 10**400):
        report = check(entry.id, nonsense)
        assert report.status == "not yet"
        assert report.diagnosis is None or report.diagnosis in entry.wrong
        assert len(report.text.split()) > 4


def test_the_third_message_says_nothing_twice():
    def breaks(gradient, w, alpha, steps):
        return w - alpha * gradient

    def returns_nothing(gradient, w, alpha, steps):
        w = w - alpha * gradient(w)

    for exercise_id, answers in (("01-4", [17.3, -8.11, 0.0333]), ("00-9", [breaks, breaks, returns_nothing])):
        *_, third = (in_one_line(check(exercise_id, answer).text) for answer in answers)
        assert third.count(EXERCISES[exercise_id].check) == 1


CODE = [entry for entry in ENTRIES if isinstance(EXERCISES[entry.id], Code)]
code_only = pytest.mark.parametrize("entry", CODE, ids=lambda entry: entry.id)


@code_only
def test_functions_that_fail_are_answered_in_words(entry, monkeypatch):
    monkeypatch.setattr("backprop_lib.exercises.running.SECONDS", 0.2)

    def stops(*arguments):
        raise KeyError("W")

    def loops(*arguments):
        while True:
            pass

    def interrupts(*arguments):
        raise KeyboardInterrupt

    def leaves(*arguments):
        raise SystemExit

    def yields_for_ever(*arguments):
        while True:
            yield 1.0

    class Silent(Exception):
        def __str__(self):
            raise RuntimeError

    def fails_to_say_why(*arguments):
        raise Silent

    class Bottomless:
        def __array__(self, *_, **__):
            while True:
                pass

    def forgets_to_return(*arguments):
        result = entry.right(*arguments)
        print(len(str(result)))

    for function, words in (
        (stops, "stopped with KeyError"),
        (loops, "still running after"),
        (interrupts, "KeyboardInterrupt"),
        (leaves, "SystemExit"),
        (lambda: 1.0, "TypeError"),
        (lambda *arguments: "a text", "expected"),
        (lambda *arguments: np.nan, "not yet"),
        (yields_for_ever, "a generator"),
        (fails_to_say_why, "Silent"),
        (lambda *arguments: Bottomless(), "not yet"),
        (forgets_to_return, "`return`"),
    ):
        report = check(entry.id, function)
        assert report.status == "not yet"
        assert words in " ".join(report.text.split())


@code_only
def test_a_function_that_changes_its_arguments_is_told_so_and_refused_where_the_task_says_that_they_stay(entry):
    def changes(*arguments):
        result = entry.right(*arguments)
        for argument in arguments:
            for array in argument if isinstance(argument, list) else [argument]:
                if isinstance(array, np.ndarray) and array.size:
                    array *= 2
        return result

    exercise, report = EXERCISES[entry.id], check(entry.id, changes)
    if any(isinstance(part, np.ndarray | list) for _, case in exercise.cases() for part in case):
        assert report.status == ("not yet" if exercise.keeps_arguments else "right")
        assert "its arguments" in in_one_line(report.text)


@code_only
def test_complex_results_are_not_right(entry):
    def with_imaginary_parts(part):
        return [None if p is None else p + 1j for p in part] if isinstance(part, list) else np.asarray(part) + 1j

    def function(*arguments):
        result = entry.right(*arguments)
        several = len(EXERCISES[entry.id].parts) > 1
        return tuple(map(with_imaginary_parts, result)) if several else with_imaginary_parts(result)

    report = check(entry.id, function)
    assert report.status == "not yet"
    assert "complex" in report.text


def test_lists_of_layers_begin_with_none():
    exercise = EXERCISES["04-6"]
    report = check("04-6", lambda *arguments: tuple(part[1:] for part in exercise.right(*arguments)))
    assert report.status == "not yet"
    assert "None at index 0" in " ".join(report.text.split())


def test_hints_grow_stronger_also_if_the_mistake_changes():
    exercise = EXERCISES["01-1"]
    names = ["mu for mu'", "w for the input", "sign lost"]
    first, second, third = (check("01-1", exercise.mistakes[name].answer).text for name in names)
    assert exercise.mistakes[names[0]].hint in in_one_line(first)
    assert exercise.mistakes[names[1]].stronger in in_one_line(second)
    assert exercise.check in in_one_line(third)
    assert "solution('01-1')" in third


def writable(result):
    """Return a copy of what a function returned, all of it arrays, and these in a list."""
    if isinstance(result, list | tuple):
        pairs = [(None, []) if part is None else writable(part) for part in result]
        return type(result)(part for part, _ in pairs), [array for _, arrays in pairs for array in arrays]
    array = np.array(result, dtype=float)  # also a truth value, which has no small change
    return array, [array]


def nudged(function, number, place):
    """Return the function with one entry changed in what it returns: in which array, and where in it."""

    def changed(*arguments):
        result, arrays = writable(function(*arguments))
        array, k = arrays[number], place % arrays[number].size
        array.flat[k] += 1e-6 * (1 + abs(array.flat[k]))
        return result

    return changed


@code_only
def test_a_small_change_of_one_entry_in_any_array_is_not_right(entry):
    exercise, rng = EXERCISES[entry.id], np.random.default_rng(0)
    for number in range(min(len(writable(entry.right(*arguments))[1]) for _, arguments in exercise.cases())):
        for place in rng.integers(1000, size=2):
            assert exercise.examine(nudged(entry.right, number, place)).status == "not yet"


def test_an_unknown_exercise_is_refused_with_a_list():
    with pytest.raises(ValueError, match=r"^exercise_id is '01-99', expected one of 01-1, 01-2"):
        check("01-99", 1)


def test_the_report_is_what_a_notebook_shows():
    report = check(ENTRIES[0].id, ENTRIES[0].right)
    assert repr(report) == report.text
    assert all(len(line) <= 100 for line in report.text.splitlines())


def test_exercises_are_numbered_in_their_notebook():
    for notebook in sorted({entry.notebook for entry in ENTRIES}):
        here = [entry.id for entry in ENTRIES if entry.notebook == notebook and "-r" not in entry.id]  # r: it recalls
        assert here == [f"{notebook}-{n + 1}" for n in range(len(here))]
    assert exercises.EXERCISES.keys() == {entry.id for entry in ENTRIES}
