"""The record of a learner: nothing is lost, nothing is overwritten, and answers are judged whatever is in the way."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from backprop_lib.exercises import EXERCISES, check, progress, record
from backprop_lib.exercises.number import Number
from backprop_lib.exercises.record import EMPTY, NotKeptError, note, parsed

ID = "01-1"
RIGHT = EXERCISES[ID].right
WRONG = next(iter(EXERCISES[ID].mistakes.values())).answer
ROOT = Path(__file__).parents[1]


pytestmark = pytest.mark.usefixtures("own_record")


def said(report):
    return " ".join(report.text.split())


def in_file(path):
    return json.loads(path.read_text(encoding="utf-8"))


def test_progress_is_kept_and_once_solved_is_solved(own_record):
    for answer in (WRONG, RIGHT, WRONG):
        check(ID, answer)
    entry = in_file(own_record)["exercises"][ID]
    assert (entry["status"], entry["attempts"]) == ("right", 3)
    assert sum(entry["mistakes"].values()) == 2
    assert f"✓ {ID}" in progress().text
    assert f"Kept in {own_record}" in progress().text
    assert os.listdir(own_record.parent) == [own_record.name]


def test_a_record_of_the_first_format_goes_on(own_record):
    own_record.write_text(json.dumps({"00-1": {"status": "right", "attempts": 2, "mistakes": {}, "solved on": "x"}}))
    check(ID, RIGHT)
    assert in_file(own_record)["exercises"]["00-1"] == {
        **{"status": "right", "attempts": 2, "mistakes": {}, "solved on": "x"}
    }
    assert in_file(own_record)["exercises"][ID]["status"] == "right"


def test_what_this_version_does_not_know_is_kept(own_record):
    check(ID, RIGHT)
    content = in_file(own_record)
    content["exercises"][ID]["mood"] = "good"
    content["exercises"]["77-1"] = {"status": "not yet", "attempts": 1, "mistakes": {}}
    content["settings"] = {"colour": "blue"}
    own_record.write_text(json.dumps(content), encoding="utf-8-sig")  # as some editors write it
    check(ID, WRONG)
    content["exercises"][ID].update(attempts=2, mistakes=in_file(own_record)["exercises"][ID]["mistakes"])
    assert in_file(own_record) == content


ENTRY = {"status": "right", "attempts": 1, "mistakes": {}}
STRANGE = {
    "empty": b"",
    "half of it": b'{"format": 1, "exerc',
    "binary": bytes(range(256)),
    "deeply nested": b"[" * 10**5,
    "a list": b"[1, 2]",
    "a number": b"3",
    "another program's": b'{"cells": [], "nbformat": 4}',
    "a newer format": json.dumps({**EMPTY, "format": 2}).encode(),
    "a format in words": json.dumps({**EMPTY, "format": "new"}).encode(),
    "no exercises": b'{"format": 1}',
    "an entry without anything": json.dumps({ID: {}}).encode(),
    "attempts in words": json.dumps({ID: {**ENTRY, "attempts": "x"}}).encode(),
    "fewer than no attempts": json.dumps({ID: {**ENTRY, "attempts": -1}}).encode(),
    "mistakes in a list": json.dumps({ID: {**ENTRY, "mistakes": []}}).encode(),
    "a status of its own": json.dumps({ID: {**ENTRY, "status": "well"}}).encode(),
    "a prediction without words": json.dumps({**EMPTY, "predictions": {"03a-2": {}}}).encode(),
}


@pytest.mark.parametrize("content", STRANGE.values(), ids=STRANGE.keys())
def test_what_is_no_record_is_left_as_it_is_and_said_so(own_record, content):
    own_record.write_bytes(content)
    first, second, right = check(ID, WRONG), check(ID, WRONG), check(ID, RIGHT)
    assert said(first) != said(second)  # it counts in memory
    assert right.status == "right"
    assert f"could not be kept in {own_record} and is counted for this session only: the file is" in said(right)
    assert f"✓ {ID}" in progress().text
    assert "Kept in" not in progress().text
    assert own_record.read_bytes() == content
    assert os.listdir(own_record.parent) == [own_record.name]


def test_a_newer_format_is_not_called_damaged():
    with pytest.raises(NotKeptError, match="from a newer version of this library"):
        parsed(STRANGE["a newer format"])


def test_a_folder_in_its_place_stays(own_record):
    own_record.mkdir()
    assert "there is a folder in the place of the file" in said(check(ID, RIGHT))
    assert own_record.is_dir()


def test_a_pipe_in_its_place_is_not_waited_for(own_record):
    os.mkfifo(own_record)
    assert "there is something else in the place of the file" in said(check(ID, RIGHT))
    assert own_record.is_fifo()


def test_a_file_in_the_place_of_its_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("BACKPROP_EXERCISES", str(tmp_path / "a file" / "record.json"))
    (tmp_path / "a file").write_text("in the way")
    report = check(ID, RIGHT)
    assert report.status == "right"
    assert "could not be kept" in said(report)


@pytest.mark.parametrize("named", [None, "~nobody-of-this-name/record.json"])
def test_without_a_home_folder_answers_are_judged_and_counted(monkeypatch, named):
    def unknown():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", unknown)
    monkeypatch.setattr(Path, "expanduser", lambda path: unknown())
    if named:
        monkeypatch.setenv("BACKPROP_EXERCISES", named)
    else:
        monkeypatch.delenv("BACKPROP_EXERCISES")
    first, second = check(ID, WRONG), check(ID, WRONG)
    assert said(first) != said(second)
    assert "counted for this session only: no home folder is known here" in said(first)
    assert "no home folder" in said(progress())
    assert f"· {ID}" in progress().text


def refuse(error):
    def refusing(*arguments, **options):
        raise error

    return refusing


@pytest.mark.parametrize("step", ["open", "replace"])
def test_where_nothing_can_be_written_the_old_file_stays_and_counts(own_record, monkeypatch, step):
    check(ID, WRONG)
    before = own_record.read_bytes()
    with monkeypatch.context() as readonly:
        readonly.setattr(os, step, refuse(PermissionError(13, "Permission denied")))
        report = check(ID, RIGHT)
        assert (
            f"(Your progress could not be kept in {own_record} and is counted for this session only: "
            "Permission denied.)"
        ) in said(report)
        assert f"✓ {ID}" in progress().text
        assert "Permission denied" in progress().text
        assert own_record.read_bytes() == before
    assert os.listdir(own_record.parent) == [own_record.name]
    progress()  # as soon as it can be written, it is
    assert in_file(own_record)["exercises"][ID]["attempts"] == 2


def test_a_file_that_somebody_protected_is_not_replaced(own_record, monkeypatch):
    check(ID, WRONG)
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert "the file is read-only" in said(check(ID, RIGHT))
    assert in_file(own_record)["exercises"][ID]["attempts"] == 1


def test_a_link_stays_a_link_and_permissions_stay(own_record):
    target = own_record.with_name("elsewhere.json")
    target.write_text(json.dumps(EMPTY))
    target.chmod(0o600)
    own_record.symlink_to(target)
    check(ID, RIGHT)
    assert own_record.is_symlink()
    assert in_file(target)["exercises"][ID]["status"] == "right"
    assert target.stat().st_mode & 0o777 == 0o600


def test_windows_is_asked_again_while_another_process_has_the_file_open(own_record, monkeypatch):
    calls, replace = [], os.replace

    def busy(*arguments):
        calls.append(arguments)
        if len(calls) < 4:
            raise PermissionError(13, "Access is denied")
        return replace(*arguments)

    monkeypatch.setattr(record, "BUSY", PermissionError)
    monkeypatch.setattr(os, "replace", busy)
    assert "could not be kept" not in said(check(ID, RIGHT))
    assert len(calls) == 4


def lock_of(path):
    return path.with_name(f"{path.name}.lock")


def test_a_lock_that_was_left_behind_is_overcome(own_record, monkeypatch):
    monkeypatch.setattr(record, "STALE", 0.2)
    lock_of(own_record).touch()
    os.utime(lock_of(own_record), (2e9, 2e9))  # by a computer whose clock is ahead
    assert said(check(ID, RIGHT)) == f"{ID}: Right."
    assert not lock_of(own_record).exists()


def test_a_lock_in_use_is_not_waited_for_without_end(own_record, monkeypatch):
    monkeypatch.setattr(record, "PATIENCE", 0.2)
    lock_of(own_record).touch()
    assert "another program has been writing it for too long" in said(check(ID, RIGHT))
    lock_of(own_record).unlink()
    check(ID, WRONG)
    assert in_file(own_record)["exercises"][ID]["attempts"] == 2


ANSWERS = """
import sys
from backprop_lib.exercises.record import note
print("ready", flush=True)
sys.stdin.readline()
for n in range(int(sys.argv[1])):
    _, complaint = note(f"00-{n % 3}", "not yet", f"mistake {n % 5} of {sys.argv[2]}")
    assert complaint is None, complaint
"""


def answering(count, name):
    """Return a process that answers so many times as soon as it gets a line."""
    process = subprocess.Popen(
        [sys.executable, "-c", ANSWERS, str(count), name],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "ready\n"
    return process


def start(process):
    process.stdin.write("\n")
    process.stdin.flush()


def end(process):
    process.communicate(timeout=60)
    return process.returncode


def test_three_processes_that_answer_at_once_lose_nothing(own_record):
    processes = [answering(40, name) for name in "abc"]
    for process in processes:
        start(process)
    assert [end(process) for process in processes] == [0, 0, 0]
    entries = in_file(own_record)["exercises"].values()
    assert sum(entry["attempts"] for entry in entries) == 120
    assert sum(sum(entry["mistakes"].values()) for entry in entries) == 120
    assert os.listdir(own_record.parent) == [own_record.name]


def test_a_process_that_is_killed_leaves_a_whole_file(own_record, monkeypatch):
    monkeypatch.setattr(record, "STALE", 0.2)
    attempts = 0
    for k in range(5):
        process = answering(10**6, "a")
        start(process)
        time.sleep(0.05 + 0.013 * k)
        process.send_signal(signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
        end(process)
        before = sum(entry["attempts"] for entry in parsed(own_record.read_bytes())["exercises"].values())
        assert before > attempts
        entry, complaint = note("00-7", "right", None)
        assert (entry["attempts"], complaint) == (k + 1, None)
        attempts = before + 1


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_kernel_that_is_interrupted_leaves_the_old_file_and_counts_later(own_record, monkeypatch, step):
    check(ID, WRONG)
    before = own_record.read_bytes()
    with monkeypatch.context() as stopped:
        stopped.setattr(os, step, refuse(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            check(ID, RIGHT)
    assert own_record.read_bytes() == before
    assert os.listdir(own_record.parent) == [own_record.name]
    check(ID, WRONG)
    assert in_file(own_record)["exercises"][ID]["attempts"] == 3


def test_a_question_that_recalls_an_earlier_sitting_is_an_exercise(own_record, monkeypatch):
    recall = Number("01b-r1", "the derivative of (a - y)² by a, at a = 0.6, y = 0.1", 1.0, {}, "2 (a - y), (0.4).")
    monkeypatch.setitem(EXERCISES, "01b-r1", recall)
    assert said(check("01b-r1", ...)).startswith("01b-r1: not attempted.")
    assert check("01b-r1", 1.0).status == "right"
    assert "✓ 01b-r1  the derivative" in progress().text
