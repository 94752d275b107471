"""Worksheets for paper: everybody has numbers of their own, and the key is right."""

import re
import string

import pytest
from notebook_files import ROOT

from backprop_lib.exercises import EXERCISES, check, given, record, solution
from backprop_lib.exercises.__main__ import main
from backprop_lib.exercises.variants import VariedNumber, put_in, varied
from backprop_lib.exercises.worksheet import key, named, numbered, sheets, with_variants
from backprop_lib.teaching.sitting import sittings

VARIED = [exercise.id for exercise in EXERCISES.values() if isinstance(exercise, VariedNumber)]


@pytest.fixture(autouse=True)
def own_record(tmp_path, monkeypatch):
    monkeypatch.setenv("BACKPROP_EXERCISES", str(tmp_path / "record.json"))
    monkeypatch.setattr(record, "_waiting", [])


def questions(page):
    """Return the sheets of a page, each without the name on it and what stands at its foot."""
    return [sheet.partition("</header>")[2].partition("<footer>")[0] for sheet in page.split("<section>")[1:]]


@pytest.mark.parametrize("exercise", VARIED)
def test_a_question_for_paper_names_all_data(exercise):
    names, asked = given(exercise, variant=3), EXERCISES[exercise].paper
    assert asked
    used = {field.partition("[")[0] for _, field, _, _ in string.Formatter().parse(asked) if field}
    assert used <= set(names)
    assert set(names) - used <= {"m"}  # a number of samples is the same for all
    assert put_in(asked, names) in " ".join(solution(exercise, variant=3).text.split())


@pytest.mark.parametrize("exercise", VARIED)
def test_the_key_is_right(exercise):
    learners = numbered(6)
    rows = re.findall(r"<td>Number (\d+)<td><b>(.*?)</b><td>(.*?)<td>", key([exercise], learners, "Worksheet"))
    assert [int(number) for number, _, _ in rows] == [learner.variant for learner in learners]
    first = next(iter(EXERCISES[exercise].mistakes))
    for number, right, wrong in rows:
        assert check(exercise, right.strip("()"), variant=int(number)).status == "right"
        assert check(exercise, wrong.strip("()"), variant=int(number)).diagnosis == first


def test_the_same_learner_has_the_same_sheet():
    exercises, names = ["02-1", "03-2"], ["one", "two", "three"]
    assert sheets(exercises, named(names), "Worksheet") == sheets(exercises, named(names), "Worksheet")
    alone, among_others = (questions(sheets(exercises, named(some), "Worksheet")) for some in (["two"], names))
    assert alone[0] == among_others[1]


def test_other_learners_have_other_numbers():
    for exercise in VARIED:
        asked = questions(sheets([exercise], numbered(10), "Worksheet"))
        assert len(set(asked)) >= 8, exercise  # where a question has one number, two may draw the same one


def test_a_sheet_loads_nothing_and_says_how_it_is_checked():
    page = sheets(VARIED, numbered(2), "Worksheet")
    assert not re.search(r"https?:|src=|<link|<script|@import", page)
    assert f'check("{VARIED[0]}", answer, variant=2)' in page
    assert "break-after: page" in page


def test_matrices_are_tables():
    page = sheets(["03-2"], numbered(1), "Worksheet")
    matrix = varied(EXERCISES["03-2"], 1)[1]["W1"]
    cells = re.findall(r"<td>(−?[\d.]+)", page.partition("<table class=matrix>")[2].partition("</table>")[0])
    assert [float(cell.replace("−", "-")) for cell in cells] == matrix.ravel().tolist()
    assert "<span class=whole>W⁽²⁾\u00a0=\u00a0<table class=matrix>" in page  # no line ends before a matrix


def test_a_pass_through_a_network_has_more_room_than_a_neuron():
    assert 'class="question long"' in sheets(["03-5"], numbered(1), "Worksheet")
    assert 'class="question long"' not in sheets(["01-1"], numbered(1), "Worksheet")


def test_who_has_a_number_writes_a_name_on_the_sheet():
    assert "Number 1 · Name: ___" in sheets(["01-1"], numbered(1), "Worksheet")
    assert "Name:" not in sheets(["01-1"], named(["one"]), "Worksheet")


def test_the_command_writes_sheets_and_key(tmp_path, capsys):
    names = tmp_path / "names.txt"
    names.write_text("one\n\ntwo <3\n", encoding="utf-8")
    out = tmp_path / "out"
    notebooks = str(ROOT / "notebooks")
    assert main(["worksheet", "01a", "02-1", "--names", str(names), "--out", str(out), "--notebooks", notebooks]) == 0
    written = [out / "worksheet_01a_02-1.html", out / "worksheet_01a_02-1_key.html"]
    assert capsys.readouterr().out.split() == list(map(str, written))
    page = written[0].read_text(encoding="utf-8")
    assert page.count("<section>") == 2
    assert "two &lt;3" in page
    assert re.findall(r"<b>(\d\d-\d+)</b>", questions(page)[0]) == ["01-8", "01-1", "02-1"]


def test_a_sitting_without_such_exercises_says_so(capsys):
    with pytest.raises(SystemExit):
        main(["worksheet", "02c", "--notebooks", str(ROOT / "notebooks")])
    message = " ".join(capsys.readouterr().err.split())
    assert "'02c' has no exercise with other numbers for each learner, expected one of 00-1, 01-1," in message
    with pytest.raises(ValueError, match="'01-2' has no exercise"):
        with_variants(["01-2"])


def test_without_the_notebooks_exercises_can_be_named(tmp_path, capsys):
    elsewhere = ["--notebooks", str(tmp_path), "--out", str(tmp_path / "out"), "--learners", "1"]
    assert main(["worksheet", "02-1", *elsewhere]) == 0
    with pytest.raises(SystemExit):
        main(["worksheet", "02a", *elsewhere])
    assert "holds no notebook of the series, so no sitting is known" in " ".join(capsys.readouterr().err.split())


def test_every_such_exercise_is_asked_in_a_sitting():
    asked = [one.id for sitting in sittings(ROOT / "notebooks").values() for one in sitting.exercises]
    assert set(VARIED) <= set(asked)
