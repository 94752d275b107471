"""What a grader and a screen get: errors where an answer is missing or wrong, and letters that can be printed."""

import io
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from backprop_lib.exercises import EXERCISES, NotRightError, check, progress, solution
from backprop_lib.exercises.words import Report, printable

ID = "01-1"
RIGHT = EXERCISES[ID].right
ROOT = Path(__file__).parents[1]


pytestmark = pytest.mark.usefixtures("own_record")


@pytest.mark.parametrize(("answer", "words"), [(..., "not attempted"), (0.777, "not yet")])
def test_a_grader_gets_an_error_with_the_text(monkeypatch, answer, words):
    with pytest.raises(NotRightError, match=rf"^{ID}: {words}\. "):
        check(ID, answer, grading=True)
    monkeypatch.setenv("BACKPROP_GRADING", "1")
    with pytest.raises(NotRightError, match=rf"^{ID}: {words}\. "):
        check(ID, answer)
    assert check(ID, answer, grading=False).status == words


def test_a_right_answer_passes_the_grader(monkeypatch):
    monkeypatch.setenv("BACKPROP_GRADING", "1")
    assert check(ID, RIGHT).status == "right"


@pytest.mark.parametrize("switched_off", ["0", ""])
def test_a_learner_gets_no_error(monkeypatch, switched_off):
    monkeypatch.setenv("BACKPROP_GRADING", switched_off)
    assert check(ID, ...).status == "not attempted"


def test_a_grader_does_not_write_into_the_record_of_its_own_home(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.delenv("BACKPROP_EXERCISES")
    monkeypatch.setenv("BACKPROP_GRADING", "1")
    assert check(ID, RIGHT).status == "right"
    assert list(tmp_path.iterdir()) == []


def executed(answer):
    source = f'from backprop_lib.exercises import check\ncheck("{ID}", {answer})'
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    return NotebookClient(notebook, kernel_name="python3").execute().cells[0].outputs


def test_a_notebook_that_nobody_has_touched_fails_under_a_grader_and_not_else(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    assert "not attempted" in executed("...")[0].data["text/plain"]
    monkeypatch.setenv("BACKPROP_GRADING", "1")
    with pytest.raises(CellExecutionError, match=rf"{ID}: not attempted"):
        executed("...")
    assert executed(RIGHT)[0].data["text/plain"] == f"{ID}: Right."


def on_a_screen_of(encoding, code):
    done = subprocess.run(
        [sys.executable, "-c", f"from backprop_lib.exercises import *\n{code}"],
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )
    return done.stdout.decode(encoding)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437"])
def test_a_screen_with_few_letters_gets_others(encoding):
    check(ID, RIGHT)
    check("01-2", 0.777)
    shown = on_a_screen_of(encoding, "print(progress()); print(solution('04-6')); print(solution('01-1'))")
    assert f"x {ID}  " in shown or f"√ {ID}  " in shown
    assert "- 01-2  " in shown or "· 01-2  " in shown
    assert on_a_screen_of("utf-8", "print(progress())").strip() == progress().text


def test_only_what_cannot_be_printed_is_exchanged():
    ascii_only = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    assert printable("✓ a − 1, δ", ascii_only) == "x a - 1, ?"
    assert printable("✓ a − 1, δ", io.StringIO()) == "✓ a − 1, δ"
    assert printable("✓", None) == "✓"
    assert printable("\ud800 is half a letter", None) == "? is half a letter"


def test_a_notebook_shows_the_text_as_it_is():
    report = solution(ID)
    assert repr(report) == str(report) == report.text
    assert repr(Report("right", None, "✓ δ")) == "✓ δ"
