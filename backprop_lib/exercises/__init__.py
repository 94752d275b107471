"""Exercises that know which mistake was made.

>>> from backprop_lib.exercises import check, progress, solution
>>> check("01-1", 0.3)  # doctest: +SKIP

An exercise is an entry of EXERCISES in the module of its stage, such as `notebook_01`. So is a question at the
beginning of a sitting that recalls an earlier one; its id has the letter of the sitting and an r, as in

    Number("01b-r1", "the derivative of (a - y)² by a, at a = 0.6, y = 0.1", 1.0, {...}, "2 (a - y), (0.4).")

and is asked in the same way: ``check("01b-r1", ...)``.
"""

import pkgutil
import textwrap
from importlib import import_module
from typing import NamedTuple

from backprop_lib.checks import shown
from backprop_lib.exercises.exercise import MOST, NOT_ATTEMPTED, RIGHT
from backprop_lib.exercises.prediction import came_out, predict
from backprop_lib.exercises.record import is_grading, note, record_path, update
from backprop_lib.exercises.variants import varied
from backprop_lib.exercises.verdict import reveal, verdict
from backprop_lib.exercises.words import NotRightError, Report, wrapped
from backprop_lib.exercises.workshop import chosen

__all__ = [
    "Entry",
    "NotRightError",
    "Report",
    "came_out",
    "catalogue",
    "check",
    "given",
    "predict",
    "progress",
    "reveal",
    "solution",
    "use",
    "verdict",
]

# The exercises of stage 01 are in notebook_01.py, and so on.
STAGES = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name.startswith("notebook_"))
EXERCISES = {exercise.id: exercise for name in STAGES for exercise in import_module(f"{__name__}.{name}").EXERCISES}

MARKS = {"right": "✓", "not yet": "·", None: " "}


class Entry(NamedTuple):
    """An exercise in the catalogue; `right` and `wrong` hold answers, which are functions where code is asked for."""

    id: str
    notebook: str
    right: object
    wrong: dict


def find(exercise_id):
    """Return an exercise, or raise a ValueError that lists those of the same notebook."""
    if isinstance(exercise_id, str) and exercise_id in EXERCISES:
        return EXERCISES[exercise_id]
    beginning = exercise_id[:2] if isinstance(exercise_id, str) else None
    same = [name for name in EXERCISES if name[:2] == beginning] or list(EXERCISES)
    raise ValueError(f"exercise_id is {shown(exercise_id, MOST)}, expected one of {', '.join(same)}")


def check(exercise_id, answer=..., *, variant=None, grading=None):
    """Check an answer to an exercise.

    Parameters
    ----------
    exercise_id : str
        Such as "01-1".
    answer : object
        A number, a word, or a function, as the exercise asks. Dots (``...``) mean: no answer yet.
    variant : int, optional
        Which numbers the exercise has, where it has others each time; `given` shows them.
    grading : bool, optional
        Whether all but a right answer is an error, which a grader notices. By default the environment says so:
        BACKPROP_GRADING=1.

    Returns
    -------
    Report
        Right, not yet, or not attempted. The second wrong answer gets a stronger hint, also if it is another one.

    Raises
    ------
    ValueError
        If there is no such exercise, or it has no variants.
    NotRightError
        When grading, with the text of the report.
    """
    exercise = find(exercise_id) if variant is None else varied(find(exercise_id), variant)[0]
    report = _report(exercise, exercise.examine(answer), variant)
    if report.status != RIGHT and (is_grading() if grading is None else grading):
        raise NotRightError(report.text)
    return report


def _report(exercise, finding, variant):
    """Return what is said about a finding, and note it."""
    if finding.status == NOT_ATTEMPTED:
        return Report(NOT_ATTEMPTED, None, wrapped(f"{exercise.id}: not attempted. {finding.hints[0]}"))
    # What no known mistake explains is counted by what was said about it.
    trouble = finding.diagnosis or finding.hints[0]
    entry, complaint = note(exercise.id, finding.status, trouble, variant)
    words = finding.hints[0]
    if finding.status != RIGHT:
        before = sum(entry["mistakes"].values()) - 1  # wrong answers to this exercise, whatever the mistake was
        words = f"not yet. {finding.due(before, entry['mistakes'][trouble])}"
        if before >= 2:
            more = "" if variant is None else f", variant={variant}"
            words += f" (If you are stuck: solution({exercise.id!r}{more}).)"
    text = f"{exercise.id}: {words}" + (f" {complaint}" if complaint else "")
    return Report(finding.status, finding.diagnosis, wrapped(text))


def use(exercise_id, function=..., *, anyway=False):
    """Return a function to go on with: the learner's if it is right, else that of the worked solution.

    What is used, and why, is printed.

    Parameters
    ----------
    exercise_id : str
        Of an exercise that asks for code.
    function : callable
        What the learner has written. Dots (``...``) mean: nothing yet.
    anyway : bool
        Whether a function that is not right is used all the same, to see what it does.
    """
    function, words = chosen(find(exercise_id), check(exercise_id, function, grading=False), function, anyway)
    print(words)
    return function


def given(exercise_id, variant=None):
    """Return what an exercise gives: the numbers of a variant as a dict, or as a Report lines or a program."""
    exercise = find(exercise_id)
    if variant is not None:
        return varied(exercise, variant)[1]
    if not hasattr(exercise, "given"):
        raise ValueError(f"exercise {exercise_id} gives only its text, expected one with lines, blanks or variants")
    return Report("given", None, exercise.given)


def solution(exercise_id, variant=None):
    """Return the worked solution of an exercise, with its derivation, or with the numbers of a variant, as a Report."""
    exercise = find(exercise_id) if variant is None else varied(find(exercise_id), variant)[0]
    return Report("solution", None, f"{exercise_id}: {exercise.task}\n\n{textwrap.dedent(exercise.worked).strip()}")


def progress():
    """Return a Report of which exercises are done, and where that is kept."""
    record, complaint = update()
    lines = []
    for notebook in sorted({exercise.notebook for exercise in EXERCISES.values()}):
        here = [exercise for exercise in EXERCISES.values() if exercise.notebook == notebook]
        entries = [record["exercises"].get(exercise.id, {}) for exercise in here]
        done = sum(entry.get("status") == RIGHT for entry in entries)
        lines.append(f"notebook {notebook}: {done} of {len(here)} done")
        for exercise, entry in zip(here, entries, strict=True):
            tried = f"   ({entry['attempts']} attempts)" if entry.get("attempts") else ""
            lines.append(f"  {MARKS[entry.get('status')]} {exercise.id}  {exercise.task}{tried}")
    if record["predictions"]:
        met = sum(entry.get("as predicted") is True for entry in record["predictions"].values())
        lines.append(f"predictions: {len(record['predictions'])}, of which {met} came out as you said")
    lines.append(complaint or f"Kept in {record_path()}; you may read it, hand it in, or delete it.")
    return Report("progress", None, "\n".join(lines))


def catalogue():
    """Return all exercises with their right answer and the wrong answers that are known, as a list of `Entry`."""
    return [
        Entry(
            exercise.id,
            exercise.notebook,
            exercise.right,
            {name: mistake.answer for name, mistake in exercise.mistakes.items()},
        )
        for exercise in EXERCISES.values()
    ]
