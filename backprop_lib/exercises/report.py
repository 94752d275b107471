"""What a class has done, from the records that its learners hand in.

Nothing leaves the machine of a learner by itself: somebody collects the files in a folder, and

    python -m backprop_lib.exercises report FOLDER --json class.json --csv marks.csv --plot class.png

reads them. In Python, `read_class` does, and the functions below it say, write and draw what it found.
"""

import csv
import os
import textwrap
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from backprop_lib.exercises import EXERCISES, MARKS
from backprop_lib.exercises.exercise import NOT_ATTEMPTED, NOT_YET, RIGHT
from backprop_lib.exercises.record import FILE, NotKeptError, parsed
from backprop_lib.exercises.words import wrapped

MOST_FREQUENT, LETTERS = 3, 70  # mistakes of an exercise that are shown, and letters of each; JSON holds all


@dataclass
class Class:
    """The records in a folder.

    Attributes
    ----------
    records : dict
        name of the learner -> record, in alphabetical order.
    unreadable : dict
        path in the folder -> why it was not read.
    """

    records: dict
    unreadable: dict

    @cached_property
    def exercises(self):
        """Ids of all exercises, and of those that only a record knows."""
        known = dict.fromkeys(EXERCISES)
        return list(known | dict.fromkeys(name for record in self.records.values() for name in record["exercises"]))

    def status(self, learner, exercise_id):
        """Return whether a learner's answer to an exercise is right, not yet, or was not attempted."""
        return self.records[learner]["exercises"].get(exercise_id, {}).get("status", NOT_ATTEMPTED)

    def counts(self, exercise_id):
        """Return how many learners have done an exercise, and how many have tried it so far."""
        statuses = Counter(self.status(learner, exercise_id) for learner in self.records)
        return statuses[RIGHT], statuses[NOT_YET]

    def mistakes(self, exercise_id):
        """Return the mistakes in an exercise as a dict: name -> (times, learners), the most frequent first."""
        times, learners = Counter(), Counter()
        for record in self.records.values():
            made = record["exercises"].get(exercise_id, {}).get("mistakes", {})
            times.update(made)
            learners.update(made.keys())
        return {name: (count, learners[name]) for name, count in times.most_common()}


def read_class(folder):
    """Return the `Class` whose records lie in a folder and the folders in it.

    A record is any file with ``.json`` in its name. A learner is called as the file is, or as the folder in which it
    is, where the file has the name that all records have at first.
    """
    folder, records, unreadable = Path(folder), {}, {}

    def unopened(error):
        unreadable[os.path.relpath(error.filename, folder)] = error.strerror

    for place, folders, files in os.walk(folder, onerror=unopened):
        folders.sort()
        for name in sorted(files):
            if name.startswith(".") or ".json" not in name.lower() or name.endswith((".lock", ".new")):
                continue
            path = Path(place) / name
            inside = path.relative_to(folder)
            try:
                records[inside] = parsed(path.read_bytes())
            except (NotKeptError, OSError) as error:
                unreadable[inside.as_posix()] = getattr(error, "strerror", None) or str(error)
    learners = defaultdict(list)
    for inside in records:
        learners[_learner(inside)].append(inside)
    named = {
        name if len(paths) == 1 else path.as_posix(): records[path]
        for name, paths in learners.items()
        for path in paths
    }
    return Class(dict(sorted(named.items())), unreadable)


def _learner(path):
    if path.name == FILE and len(path.parts) > 1:
        return path.parent.as_posix()
    return path.with_name(path.name[: path.name.lower().index(".json")] or path.name).as_posix()


def as_text(group):
    """Return who has done what, and which mistakes were made how often, as a text."""
    width = max(map(len, group.records), default=0)
    legend = f"{MARKS[RIGHT]} done, {MARKS[NOT_YET]} tried, blank: not touched"
    lines = [f"{len(group.records)} learners, {len(group.exercises)} exercises ({legend})", ""]
    for learner, record in group.records.items():
        statuses = [group.status(learner, name) for name in group.exercises]
        row = "".join(MARKS[status if status != NOT_ATTEMPTED else None] for status in statuses)
        done, tried = statuses.count(RIGHT), statuses.count(NOT_YET)
        predicted = f", {len(record['predictions'])} predictions" if record["predictions"] else ""
        lines.append(f"{learner:{width}}  |{row}|  {done} done, {tried} tried{predicted}")
    lines.append("")
    for name in group.exercises:
        done, tried = group.counts(name)
        lines.append(f"{name}  {done} done, {tried} tried, {len(group.records) - done - tried} not touched")
        for mistake, (times, learners) in frequent(group, name):
            lines.append(f"      {times} times, by {learners}: {mistake}")
    if group.unreadable:
        lines += ["", "Not read:", *(f"  {path}: {reason}" for path, reason in group.unreadable.items())]
    return "\n".join(lines)


def frequent(group, exercise_id):
    """Return the most frequent mistakes of an exercise, in few words each."""
    mistakes = list(group.mistakes(exercise_id).items())[:MOST_FREQUENT]
    return [(textwrap.shorten(name, LETTERS, placeholder="..."), counts) for name, counts in mistakes]


def most_made(group, exercise_ids):
    """Return the mistakes that most learners have made in some exercises, with what `check` says about them."""
    made = [
        (learners, times, exercise_id, name)
        for exercise_id in exercise_ids
        for name, (times, learners) in group.mistakes(exercise_id).items()
    ]
    learners = "1 learner" if len(group.records) == 1 else f"{len(group.records)} learners"
    lines = [f"{learners}; the mistakes that most of them have made in {', '.join(exercise_ids)}:"]
    for learners, times, exercise_id, name in sorted(made, reverse=True)[:MOST_FREQUENT]:
        lines += ["", f"{exercise_id}, {name}: by {learners}, {times} times"]
        if name in EXERCISES[exercise_id].mistakes:  # what no known mistake explains is named by what was said about it
            lines.append(textwrap.indent(wrapped(EXERCISES[exercise_id].mistakes[name].stronger), "  "))
    return "\n".join(lines if made else [*lines, "", "none"])


def as_data(group):
    """Return all that is known of a class as dicts and lists, for JSON."""
    exercises = {}
    for name in group.exercises:
        done, tried = group.counts(name)
        exercises[name] = {
            "task": EXERCISES[name].task if name in EXERCISES else None,
            "done": done,
            "tried": tried,
            "not touched": len(group.records) - done - tried,
            "mistakes": {
                mistake: {"times": times, "learners": learners}
                for mistake, (times, learners) in group.mistakes(name).items()
            },
        }
    return {"learners": group.records, "exercises": exercises, "not read": group.unreadable}


def write_marks(group, file):
    """Write a row for each learner and exercise into an open file, as CSV: status, attempts, date."""
    writer = csv.writer(file)
    writer.writerow(["learner", "exercise", "status", "attempts", "date"])
    for learner, record in group.records.items():
        for exercise_id in group.exercises:
            entry = record["exercises"].get(exercise_id, {})
            marks = [entry.get("status", NOT_ATTEMPTED), entry.get("attempts", 0), entry.get("solved on", "")]
            writer.writerow(map(_no_formula, [learner, exercise_id, *marks]))


def _no_formula(cell):
    """Return what a cell holds; a spreadsheet would compute a learner that is called =1+1."""
    return f"'{cell}" if str(cell).startswith(("=", "+", "-", "@")) else cell
