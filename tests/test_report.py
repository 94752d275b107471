"""What a teacher sees of a class: all records in a folder, as text, JSON, CSV and a picture."""

import csv
import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from backprop_lib.exercises import EXERCISES, catalogue
from backprop_lib.exercises.__main__ import main
from backprop_lib.exercises.record import EMPTY
from backprop_lib.exercises.report import as_data, as_text, most_made, read_class, write_marks
from backprop_lib.exercises.report_figure import draw_class

ROOT = Path(__file__).parents[1]


def entry(status, attempts, day=None, **mistakes):
    made = {name.replace("_", " "): count for name, count in mistakes.items()}
    return {"status": status, "attempts": attempts, "mistakes": made, **({"solved on": day} if day else {})}


def write(path, exercises, predictions=()):
    path.parent.mkdir(parents=True, exist_ok=True)
    said = {name: {"said": 1, "on": "2031-05-04"} for name in predictions}
    path.write_text(json.dumps({**EMPTY, "exercises": exercises, "predictions": said}), encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    """Return a folder as a class hands it in: any names, folders, old and damaged files, and what else lies about."""
    folder = tmp_path / "class"
    write(folder / "pupil é.JSON", {"01-1": entry("right", 3, "2031-05-04", no_slope=2)}, predictions=["03a-2"])
    write(folder / "group 1" / "b 04" / "backprop_exercises.json", {"01-1": entry("not yet", 4, no_slope=3, other=1)})
    write(folder / "group 2" / "backprop_exercises.json", {"01-2": entry("right", 1, "2031-05-05")})
    (folder / "old.json.txt").write_text(json.dumps({"01-1": entry("right", 1, "2030-01-01")}))
    (folder / "torn.json").write_text('{"form')
    (folder / "other.json").write_text('{"cells": []}')
    (folder / "empty.json").touch()
    write(folder / "._pupil é.json", {})
    (folder / "notes.txt").write_text("nothing")
    (folder / "pupil é.JSON.lock").touch()
    return folder


def test_all_records_are_read_and_damaged_ones_named(folder):
    group = read_class(folder)
    assert list(group.records) == ["group 1/b 04", "group 2", "old", "pupil é"]
    assert list(group.unreadable) == ["empty.json", "other.json", "torn.json"]
    assert "damaged" in group.unreadable["torn.json"]
    assert "no record of exercises" in group.unreadable["other.json"]


def test_two_learners_of_the_same_name_stay_two(folder):
    write(folder / "group 2.json", {})
    assert set(read_class(folder).records) >= {"group 2.json", "group 2/backprop_exercises.json"}


def test_a_record_that_cannot_be_opened_is_named(folder, monkeypatch):
    read_bytes = Path.read_bytes

    def refusing(path):
        if path.name == "pupil é.JSON":
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refusing)
    assert read_class(folder).unreadable["pupil é.JSON"] == "Permission denied"


def test_who_has_done_what(folder):
    group = read_class(folder)
    assert group.counts("01-1") == (2, 1)
    assert group.counts("01-2") == (1, 0)
    assert group.counts("06-1") == (0, 0)
    assert group.mistakes("01-1") == {"no slope": (5, 2), "other": (1, 1)}
    text = as_text(group)
    row = "".join({"01-1": "✓"}.get(name, " ") for name in EXERCISES)
    assert f"pupil é       |{row}|  1 done, 0 tried, 1 predictions" in text
    assert f"01-1  2 done, 1 tried, {len(group.records) - 3} not touched" in text
    assert "5 times, by 2: no slope" in text
    assert "  torn.json: the file is empty or damaged" in text


def test_an_exercise_that_only_a_record_knows_is_counted(folder):
    write(folder / "new.json", {"01b-r9": entry("right", 1, "2031-05-04")})
    group = read_class(folder)
    assert group.exercises == [*EXERCISES, "01b-r9"]
    assert "01b-r9  1 done" in as_text(group)
    assert as_data(group)["exercises"]["01b-r9"]["task"] is None


def test_marks_have_a_row_for_each_learner_and_exercise(folder):
    write(folder / "=1+1.json", {"@x": entry("right", 1, "-2")})
    file = io.StringIO()
    write_marks(read_class(folder), file)
    head, *rows = csv.reader(io.StringIO(file.getvalue()))
    assert head == ["learner", "exercise", "status", "attempts", "date"]
    assert len(rows) == 5 * (len(EXERCISES) + 1)
    assert ["pupil é", "01-1", "right", "3", "2031-05-04"] in rows
    assert ["group 1/b 04", "01-1", "not yet", "4", ""] in rows
    assert ["old", "06-1", "not attempted", "0", ""] in rows
    assert ["'=1+1", "'@x", "right", "1", "'-2"] in rows  # not formulas


def test_the_picture_has_a_mark_for_each_learner_and_exercise_that_differs_by_shape(folder):
    group = read_class(folder)
    grid, mistakes = draw_class(group).axes
    marks = {line.get_label(): line for line in grid.lines}
    assert {name: len(line.get_xdata()) for name, line in marks.items()} == {
        **{"done": 3, "tried": 1, "not touched": 4 * len(EXERCISES) - 4}
    }
    assert len({line.get_marker() for line in marks.values()}) == 3
    assert [text.get_text() for text in grid.texts] == list(group.records)
    bars = mistakes.collections[0].get_segments()
    assert [(left, right) for (left, _), (right, _) in bars] == [(0, 5), (0, 1)]
    assert [text.get_text() for text in mistakes.texts][:2] == ["01-1  no slope", "01-1  other"]


def test_the_command_writes_what_it_is_asked_for_and_nothing_else(folder, tmp_path, capsys):
    before = sorted(folder.rglob("*"))
    files = {kind: tmp_path / f"out.{kind}" for kind in ("json", "csv", "png")}
    options = ["--json", str(files["json"]), "--csv", str(files["csv"]), "--plot", str(files["png"])]
    assert main(["report", str(folder), *options]) == 0
    assert capsys.readouterr().out.strip() == as_text(read_class(folder)).strip()
    data = json.loads(files["json"].read_text(encoding="utf-8"))
    assert data["exercises"]["01-1"]["mistakes"]["no slope"] == {"times": 5, "learners": 2}
    assert data["learners"]["pupil é"]["exercises"]["01-1"]["attempts"] == 3
    assert list(data["not read"]) == ["empty.json", "other.json", "torn.json"]
    assert files["csv"].read_bytes().startswith("\ufefflearner,exercise".encode())
    assert files["png"].read_bytes().startswith(b"\x89PNG")
    assert sorted(folder.rglob("*")) == before


def test_an_empty_folder_and_no_folder(tmp_path, capsys):
    assert main(["report", str(tmp_path), "--plot", str(tmp_path / "none.png")]) == 1
    assert "0 learners" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["report", str(tmp_path / "nowhere")])
    assert "nowhere is no folder" in capsys.readouterr().err


def test_a_screen_with_few_letters_gets_others(folder):
    done = subprocess.run(
        [sys.executable, "-m", "backprop_lib.exercises", "report", str(folder)],
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )
    assert b"pupil ?" in done.stdout
    assert b"x done, - tried" in done.stdout


def test_a_class_of_300_is_read_in_two_seconds(tmp_path):
    exercises = {each.id: {**entry("right", 9), "mistakes": dict.fromkeys(each.wrong, 2)} for each in catalogue()}
    for k in range(300):
        write(tmp_path / f"learner {k}.json", exercises)
    began = time.process_time()
    group = read_class(tmp_path)
    as_text(group), as_data(group), write_marks(group, io.StringIO())
    assert time.process_time() - began < 2


def test_the_mistakes_that_most_have_made_in_a_sitting(tmp_path, capsys):
    made = {"w1 multiplied in": 5, "factor 2 forgotten": 1}
    for k, mistakes in enumerate([made, {"w1 multiplied in": 1}, {"factor 2 forgotten": 9}, {"another": 2}]):
        exercise = {"status": "not yet", "attempts": 9, "mistakes": mistakes}
        write(tmp_path / f"{k}.json", {"02-1": exercise, "01-1": exercise})
    group = read_class(tmp_path)
    first, second, third = most_made(group, ["02a-r1", "02-1"]).split("\n\n")[1:]
    assert first.startswith("02-1, factor 2 forgotten: by 2, 10 times\n  The cost is a square")
    assert second.startswith("02-1, w1 multiplied in: by 2, 6 times\n")
    assert third == "02-1, another: by 1, 2 times"
    notebooks = ["--notebooks", str(ROOT / "notebooks")]
    assert main(["report", str(tmp_path), "--sitting", "02a", *notebooks]) == 0
    said = capsys.readouterr().out
    assert said.startswith(
        "4 learners; the mistakes that most of them have made in 02a-r1, 02a-r2, 02-7, 02-8, 02a-r3, 02-1:"
    )
    assert said.count("02-1, ") == 3
    assert "01-1" not in said
    assert most_made(group, ["03-1"]).endswith("\n\nnone")
    with pytest.raises(SystemExit):
        main(["report", str(tmp_path), "--sitting", "2a", *notebooks])
    assert "there is no sitting '2a', expected one of: 00a, 00b," in " ".join(capsys.readouterr().err.split())
