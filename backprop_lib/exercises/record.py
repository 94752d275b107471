"""What a learner has done, kept in a file in the learner's own folder."""

import contextlib
import json
import os
from datetime import date
from pathlib import Path


def record_path():
    """Return where the file is: ``backprop_exercises.json`` in the home folder, or what BACKPROP_EXERCISES names."""
    named = os.environ.get("BACKPROP_EXERCISES")
    return Path(named).expanduser() if named else Path.home() / "backprop_exercises.json"


def read_record():
    """Return the record, exercise by exercise; empty if there is none.

    A file that cannot be read is moved aside, never overwritten.
    """
    path = record_path()
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(record, dict) and all(map(_is_sound, record.values())):
            return record
    except FileNotFoundError:
        return {}
    except (ValueError, OSError):
        pass
    with contextlib.suppress(OSError):  # if it cannot be moved it cannot be written either, and `note` says so
        path.replace(path.with_suffix(".unreadable.json"))
    return {}


def _is_sound(entry):
    if not isinstance(entry, dict) or not isinstance(entry.get("mistakes"), dict):
        return False
    counts = [entry.get("attempts"), *entry["mistakes"].values()]
    return entry.get("status") in ("right", "not yet") and all(isinstance(count, int) for count in counts)


def note(exercise_id, status, diagnosis):
    """Note an attempt and return the exercise's entry and, if the file could not be written, a sentence about it.

    Returns
    -------
    entry : dict
        With "status", "attempts", "mistakes" (how often each was made) and, once it is right, "solved on".
    complaint : str or None
    """
    record = read_record()
    entry = record.setdefault(exercise_id, {"status": "not yet", "attempts": 0, "mistakes": {}})
    entry["attempts"] += 1
    mistakes = entry["mistakes"]
    if status != "right":
        mistakes[diagnosis] = mistakes.get(diagnosis, 0) + 1
    if status == "right" and entry["status"] != "right":  # once solved, solved: later trials take nothing away
        entry["status"], entry["solved on"] = "right", date.today().isoformat()
    path = record_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_text(
            json.dumps(dict(sorted(record.items())), indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
        )
        fresh.replace(path)  # a program that is stopped here leaves the old file or the new one, never half of one
    except OSError as error:
        return entry, f"(Your progress could not be kept in {path}: {error.strerror}.)"
    return entry, None
