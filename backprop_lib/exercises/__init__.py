"""Exercises that know which mistake was made.

>>> from backprop_lib.exercises import check, progress, solution
>>> check("01-1", 0.3)  # doctest: +SKIP
"""

import pkgutil
import textwrap
from importlib import import_module
from typing import NamedTuple

from backprop_lib.checks import shown
from backprop_lib.exercises.exercise import MOST, NOT_ATTEMPTED, RIGHT
from backprop_lib.exercises.record import note, read_record, record_path

__all__ = ["Entry", "Report", "catalogue", "check", "progress", "solution"]

# The exercises of stage 01 are in notebook_01.py, and so on.
STAGES = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name.startswith("notebook_"))
EXERCISES = {exercise.id: exercise for name in STAGES for exercise in import_module(f"{__name__}.{name}").EXERCISES}


class Report:
    """What is said about an answer; a notebook shows its text.

    Attributes
    ----------
    status : {"right", "not yet", "not attempted"}
    diagnosis : str or None
        Name of the mistake, if it is a known one.
    text : str
    """

    def __init__(self, status, diagnosis, text):
        self.status, self.diagnosis, self.text = status, diagnosis, text

    def __repr__(self):
        return self.text


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


def check(exercise_id, answer=...):
    """Check an answer to an exercise.

    Parameters
    ----------
    exercise_id : str
        Such as "01-1".
    answer : object
        A number, a word, or a function, as the exercise asks. Dots (``...``) mean: no answer yet.

    Returns
    -------
    Report
        Right, not yet, or not attempted. To the same mistake the second answer is a stronger hint.

    Raises
    ------
    ValueError
        If there is no such exercise.
    """
    exercise = find(exercise_id)
    finding = exercise.examine(answer)
    if finding.status == NOT_ATTEMPTED:
        return Report(NOT_ATTEMPTED, None, _wrapped(f"{exercise_id}: not attempted. {finding.hints[0]}"))
    # What no known mistake explains is counted by what was said about it, so that a new trouble gets its first hint.
    trouble = finding.diagnosis or finding.hints[0]
    entry, complaint = note(exercise_id, finding.status, trouble)
    words = finding.hints[0]
    if finding.status != RIGHT:
        before = entry["mistakes"][trouble] - 1
        words = f"not yet. {finding.hints[min(before, len(finding.hints) - 1)]}"
        if before >= len(finding.hints):
            words += f" (If you are stuck: solution({exercise_id!r}).)"
    text = f"{exercise_id}: {words}" + (f" {complaint}" if complaint else "")
    return Report(finding.status, finding.diagnosis, _wrapped(text))


def solution(exercise_id):
    """Return the worked solution of an exercise, with its derivation, as a Report."""
    exercise = find(exercise_id)
    return Report("solution", None, f"{exercise_id}: {exercise.task}\n\n{textwrap.dedent(exercise.worked).strip()}")


def progress():
    """Return a Report of which exercises are done, and where that is kept."""
    record, lines = read_record(), []
    for notebook in sorted({exercise.notebook for exercise in EXERCISES.values()}):
        here = [exercise for exercise in EXERCISES.values() if exercise.notebook == notebook]
        done = sum(record.get(exercise.id, {}).get("status") == RIGHT for exercise in here)
        lines.append(f"notebook {notebook}: {done} of {len(here)} done")
        for exercise in here:
            entry = record.get(exercise.id, {})
            mark = {"right": "✓", "not yet": "·"}.get(entry.get("status"), " ")
            tried = f"   ({entry['attempts']} attempts)" if entry.get("attempts") else ""
            lines.append(f"  {mark} {exercise.id}  {exercise.task}{tried}")
    lines.append(f"Kept in {record_path()}; you may read it, hand it in, or delete it.")
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


def _wrapped(text):
    return textwrap.fill(text, 100)
