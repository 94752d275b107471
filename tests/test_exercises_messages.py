"""Messages are read as a whole: whichever hint is due, no sentence comes twice, and no two spaces stand together."""

import itertools
import re

import numpy as np
import pytest

from backprop_lib.exercises import EXERCISES
from backprop_lib.exercises.choice import Choice
from backprop_lib.exercises.code import Code
from backprop_lib.exercises.exercise import Finding
from backprop_lib.exercises.number import Number
from backprop_lib.exercises.program import Program
from backprop_lib.exercises.words import once

# How many wrong answers came before, and how many had the same thing wrong: all that decides which hint is due.
ATTEMPTS = [(0, 1), (1, 1), (1, 2), (2, 1), (2, 3), (3, 4), (5, 2)]

every = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda exercise: exercise.id)


@pytest.fixture(autouse=True)
def short_search(monkeypatch):
    """Search for an explanation for an instant: of how a message is put together it changes nothing."""
    monkeypatch.setattr("backprop_lib.exercises.search.SECONDS", 0.1)


def sentences(text):
    """Return the sentences of a text, without what introduces one of two mistakes."""
    bare = re.sub(r"(Two things( at once)?\.|The one:|The other:|And)", "", text)
    return [" ".join(sentence.split()) for sentence in re.split(r"(?<=[.?!]) ", bare) if sentence.strip()]


def assert_reads_well(finding):
    for before, times in ATTEMPTS:
        text = finding.due(before, times)
        assert "  " not in text
        assert text == text.strip()
        said = sentences(text)
        assert len(said) == len(set(said)), text


def stops(*_):
    raise IndexError("list index  out of range\nin layer 3")


def spoiled(exercise, spoil):
    """Return a function that gives what is right, spoiled."""
    return lambda *arguments: spoil(exercise.right(*arguments))


def each(change):
    """Return how a result is changed in each of its arrays."""

    def changed(result):
        if isinstance(result, tuple | list):
            return type(result)(None if part is None else changed(part) for part in result)
        return change(np.asarray(result, dtype=float))

    return changed


def stops_now_and_then(exercise):
    """Return a function that stops in every second case, and is wrong in the others."""
    calls = []

    def answer(*arguments):
        calls.append(1)
        return stops() if len(calls) % 2 else each(lambda array: array + 0.1)(exercise.right(*arguments))

    return answer


def wrong_answers(exercise):
    """Return answers that nobody foresaw, of the kind that an exercise asks for."""
    rng = np.random.default_rng(7)
    if isinstance(exercise, Code):
        changes = (
            lambda array: array * rng.normal(size=array.shape),
            lambda array: 3.7 * array,
            lambda array: 0 * array,
            lambda array: array + np.nan,
            lambda array: np.append(array, 1.0),
            lambda array: 1j * array,
        )
        functions = [spoiled(exercise, each(change)) for change in changes]
        return [*functions, stops, stops_now_and_then(exercise), lambda *_: "word", lambda *_: None]
    if isinstance(exercise, Number):
        right = np.asarray(exercise.right, dtype=float)
        many = [right * factor for factor in (-1, 0.37, 2, -0.5, 4, 1.02, 0)]
        mixed = [right + rng.normal(size=right.shape) * (rng.uniform(size=right.shape) < 0.6) for _ in range(6)]
        return [answer.tolist() for answer in many + mixed] + ["word", [1.0] * 9, np.inf]
    if isinstance(exercise, Program):
        parts = [mistake.answer for mistake in exercise.mistakes.values()]
        pairs = zip(parts, parts[3:], strict=False)
        return ["word", *([*one[:2], *two[2:]] for one, two in pairs), ["1"] * len(exercise.right)]
    options = [mistake.answer for mistake in exercise.mistakes.values()]
    if isinstance(exercise, Choice) and isinstance(exercise.right, tuple):
        options += [one[:1] + two[1:] for one, two in itertools.pairwise(options)]
    return [*options, "word", {"word"}, 17, ("word",) * 2, [0, 0], [2, 2]]


@every
def test_no_hint_of_a_known_mistake_repeats_itself(exercise):
    for name in exercise.mistakes:
        assert_reads_well(exercise.known(name))
        assert_reads_well(exercise.known(name, "Two things at once. ", claims=False))


@every
def test_no_message_to_an_answer_that_nobody_foresaw_repeats_itself(exercise):
    for answer in wrong_answers(exercise):
        assert_reads_well(exercise.examine(answer))


def test_a_function_that_stops_is_told_once_how_it_stops():
    finding = EXERCISES["02-6"].examine(stops)
    assert finding.due(4, 5).count("it stopped with IndexError: list index out of range in layer 3.") == 1


def test_what_was_said_in_the_second_hint_is_not_said_again_in_the_third():
    finding = Finding("not yet", None, ("Look.", "Look. It is off.", "It is off.  Nudge w. Look."))
    assert finding.due(2, 3) == "It is off. Nudge w. Look."
    assert finding.due(2, 1) == "Look. It is off. Nudge w."


def test_once_keeps_the_order_and_what_is_no_whole_sentence():
    assert once("A 1.5 b. C?  A 1.5 b. C? D") == "A 1.5 b. C? D"
