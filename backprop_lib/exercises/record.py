"""What a learner has done, kept in a file in the learner's own folder.

The file is read, changed and written as one step, which no other process can interrupt, and the new file takes the
place of the old one at once. What cannot be kept waits in memory: it counts for as long as the kernel lives, and is
written with the next change that can be. Whatever else stands in the place of the file is left as it is.
"""

import contextlib
import copy
import json
import os
import random
import shutil
import threading
import time
from datetime import date
from functools import partial
from pathlib import Path

FILE = "backprop_exercises.json"
FORMAT = 1  # of the file; an older library leaves the file of a newer one alone
EMPTY = {"format": FORMAT, "exercises": {}, "predictions": {}}
STALE = 5.0  # seconds after which a lock that nobody renews was left behind: a change takes milliseconds
PATIENCE = 20.0  # seconds that are waited for others
BUSY = PermissionError if os.name == "nt" else ()  # what Windows says while another process has a file open

_waiting = []  # changes that could not be written so far
_one_thread = threading.Lock()


class NotKeptError(Exception):
    """The record cannot be read or written here; the message is the reason."""


def is_grading():
    """Return whether a grader runs the notebook: the environment variable BACKPROP_GRADING is set, and not to 0."""
    return os.environ.get("BACKPROP_GRADING", "0") not in ("", "0")


def record_path():
    """Return where the file is: ``backprop_exercises.json`` in the home folder, or what BACKPROP_EXERCISES names.

    Raises
    ------
    NotKeptError
        If there is no home folder, or a grader runs the notebook: the record in its home is another person's.
    """
    named = os.environ.get("BACKPROP_EXERCISES")
    if is_grading() and not named:
        raise NotKeptError("BACKPROP_GRADING is set, and BACKPROP_EXERCISES names no file")
    try:
        return Path(named).expanduser() if named else Path.home() / FILE
    except RuntimeError:
        raise NotKeptError("no home folder is known here; BACKPROP_EXERCISES may name a file instead") from None


def read(path):
    """Return the record in a file; an empty one if there is no such file.

    Raises
    ------
    NotKeptError
        If something else is there.
    OSError
        If it cannot be read.
    """
    if not os.path.lexists(path):
        return copy.deepcopy(EMPTY)
    if not path.is_file():
        raise NotKeptError(f"there is {'a folder' if path.is_dir() else 'something else'} in the place of the file")
    return parsed(_patiently(path.read_bytes))


def parsed(content):
    """Return the record that the bytes of a file hold, or raise a NotKeptError that says why there is none."""
    left = "is left as it is; move it away, and a new one is begun"
    try:
        record = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise NotKeptError(f"the file is empty or damaged, and {left}") from None
    if isinstance(record, dict) and "format" not in record:  # the first format had the exercises alone
        record = {**EMPTY, "exercises": record, "predictions": {}}
    if isinstance(record, dict) and isinstance(record["format"], int) and record["format"] > FORMAT:
        raise NotKeptError("the file is from a newer version of this library, and is left as it is")
    if not _is_sound(record):
        raise NotKeptError(f"the file is no record of exercises, or somebody edited it, and {left}")
    return record


def _is_sound(record):
    if not isinstance(record, dict) or record["format"] != FORMAT:
        return False
    parts = [record.get("exercises"), record.get("predictions")]
    if not all(isinstance(part, dict) and all(isinstance(entry, dict) for entry in part.values()) for part in parts):
        return False
    exercises, predictions = (list(part.values()) for part in parts)
    mistakes = [entry.get("mistakes") for entry in exercises]
    if not all(isinstance(part, dict) for part in mistakes):
        return False
    counts = [entry.get("attempts") for entry in exercises] + [n for part in mistakes for n in part.values()]
    return (
        all(isinstance(count, int) and count >= 0 for count in counts)
        and all(entry.get("status") in ("right", "not yet") for entry in exercises)
        and all("said" in entry for entry in predictions)
    )


def update(*changes):
    """Carry out changes of the record, and those that wait, and keep them.

    Parameters
    ----------
    *changes : callable
        change(record) changes a record in place. Without any, the record is only read.

    Returns
    -------
    record : dict
        With "exercises" and "predictions", as they are after the changes.
    complaint : str or None
        Why it could not be kept, in a sentence.
    """
    with _one_thread:
        _waiting.extend(changes)
        where = ""
        try:
            path = record_path()
            where = f" in {path}"
            path = Path(os.path.realpath(path))  # a link stays a link
            if not _waiting:
                return read(path), None
            path.parent.mkdir(parents=True, exist_ok=True)
            with _locked(path):
                record = _changed(read(path))
                _write(path, record)
            _waiting.clear()
            return record, None
        except (NotKeptError, OSError) as error:
            reason = getattr(error, "strerror", None) or error
        complaint = f"(Your progress could not be kept{where} and is counted for this session only: {reason}.)"
        try:
            return _changed(read(record_path())), complaint
        except (NotKeptError, OSError):
            return _changed(copy.deepcopy(EMPTY)), complaint


def _changed(record):
    for change in _waiting:
        change(record)
    return record


@contextlib.contextmanager
def _locked(path):
    """Let no other process in that comes the same way.

    The lock is a file that only one process can create: that holds on all systems, in network folders, too. Whether
    one was left behind is seen by its staying the same for a while, as clocks of other computers may differ.
    """
    lock = path.with_name(f"{path.name}.lock")
    began, seen, since = time.monotonic(), None, None
    while True:
        try:
            os.close(_patiently(os.open, lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            break
        except FileExistsError:
            now = time.monotonic()
        try:
            made = lock.stat().st_mtime_ns
        except FileNotFoundError:
            continue
        if made != seen:
            seen, since = made, now
        elif now - since > STALE:
            lock.unlink(missing_ok=True)
        if now - began > PATIENCE:
            raise NotKeptError("another program has been writing it for too long")
        time.sleep(random.uniform(0.001, 0.02))  # not all at the same time
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # then it counts as left behind
            _patiently(lock.unlink)


def _write(path, record):
    if path.exists() and not os.access(path, os.W_OK):
        raise NotKeptError("the file is read-only")
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with open(fresh, "w", encoding="utf-8", errors="replace") as file:
            json.dump(record, file, indent=2, ensure_ascii=False, sort_keys=True)
            file.write("\n")
            file.flush()
            with contextlib.suppress(OSError):  # not all file systems can
                os.fsync(file.fileno())
        with contextlib.suppress(OSError):  # nor do all know permissions; and there may be no old file
            shutil.copymode(path, fresh)
        _patiently(os.replace, fresh, path)  # a program that is stopped leaves the old file or the new one
    finally:
        fresh.unlink(missing_ok=True)


def _patiently(act, *arguments):
    """Return act(*arguments), tried again for a moment while another process has the file open."""
    for _ in range(20):
        try:
            return act(*arguments)
        except BUSY:
            time.sleep(0.01)
    return act(*arguments)


def note(exercise_id, status, trouble, variant=None):
    """Note an attempt and return the exercise's entry and, if it could not be kept, a sentence about that.

    Parameters
    ----------
    exercise_id : str
    status : {"right", "not yet"}
    trouble : str
        What kept the answer from being right; each is counted.
    variant : int, optional
        Which numbers the exercise had.

    Returns
    -------
    entry : dict
        With "status", "attempts", "mistakes" (how often each was made) and, once it is right, "solved on".
    complaint : str or None
    """
    change = partial(_count, exercise_id=exercise_id, status=status, trouble=trouble, variant=variant, day=today())
    record, complaint = update(change)
    return record["exercises"][exercise_id], complaint


def _count(record, exercise_id, status, trouble, variant, day):
    entry = record["exercises"].setdefault(exercise_id, {"status": "not yet", "attempts": 0, "mistakes": {}})
    entry["attempts"] += 1
    if status != "right":
        entry["mistakes"][trouble] = entry["mistakes"].get(trouble, 0) + 1
    elif entry["status"] != "right":  # once solved, solved: later trials take nothing away
        entry["status"], entry["solved on"] = "right", day
        if variant is not None:
            entry["variant"] = variant


def today():
    """Return the date as the record writes it, such as "2031-05-04"."""
    return date.today().isoformat()
