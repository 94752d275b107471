"""The game: a reader commits to a verdict before anything is said about a printed line."""

import re
from collections import Counter

import pytest
from notebook_files import PATHS, read

from backprop_lib.exercises import record, reveal, verdict
from backprop_lib.exercises.verdict import OPTIONS
from backprop_lib.sources import errata
from backprop_lib.sources.puzzles import FINE, PUZZLES, VERDICTS, explained, right_verdict
from backprop_lib.sources.readings import READINGS

VERDICT = re.compile(r'^verdict\("([^"]+)"')
ASKED = {
    path: [VERDICT.findall(cell.source) for cell in read(path).cells] for path in PATHS if "07" <= path.stem < "10"
}


@pytest.fixture(autouse=True)
def own_record(tmp_path, monkeypatch):
    monkeypatch.setenv("BACKPROP_EXERCISES", str(tmp_path / "record.json"))
    monkeypatch.setattr(record, "_waiting", [])
    for puzzle_id in PUZZLES:
        verdict(puzzle_id, ...)


def test_puzzles_are_numbered_and_each_has_one_of_the_verdicts():
    for stage in ("07", "08", "09"):
        numbers = [puzzle_id for puzzle_id in PUZZLES if puzzle_id.startswith(stage)]
        assert numbers == [f"{stage}-{n + 1}" for n in range(len(numbers))]
    kinds = {erratum.id: erratum.kind for erratum in errata()}
    assert {kinds[puzzle.erratum] for puzzle in PUZZLES.values()} <= FINE | set(VERDICTS)
    assert {right_verdict(puzzle_id) for puzzle_id in PUZZLES} == set(OPTIONS)
    asked = [puzzle.erratum for puzzle in PUZZLES.values()]
    assert len(set(asked)) == len(asked)


def test_each_puzzle_is_asked_once():
    assert sorted(puzzle_id for cells in ASKED.values() for ids in cells for puzzle_id in ids) == sorted(PUZZLES)


@pytest.mark.parametrize("path", ASKED, ids=lambda path: path.stem[:2])
def test_no_verdict_is_right_out_of_habit(path):
    end = next(k for k, cell in enumerate(read(path).cells) if cell.source.startswith("## Summary"))
    for cells in (ASKED[path][:end], ASKED[path]):
        kinds = Counter(right_verdict(puzzle_id) for ids in cells for puzzle_id in ids)
        assert 3 * max(kinds.values()) <= 2 * kinds.total()


def test_nothing_is_shown_before_a_verdict():
    for puzzle_id in PUZZLES:
        assert verdict(puzzle_id, ...) is None
        assert reveal(puzzle_id) is None


def test_it_is_explained_without_a_verdict_if_asked_for():
    assert reveal("07-3", anyway=True).data == explained("07-3")
    assert reveal("07-3") is None
    verdict("07-3", "fine")
    assert reveal("07-3", anyway=True).data.startswith("07-3: “fine” came out")


def test_the_first_verdict_is_kept_and_compared():
    assert verdict("07-1", " Fine ").text == "07-1: you predict “fine”."
    assert "your first prediction counts" in verdict("07-1", "slip").text
    shown = reveal("07-1").data
    assert shown.startswith("07-1: you predicted “fine”, and “slip” came out.")
    assert "| 4-3-5-2 | is 1/5 of the right one | is right |" in shown
    verdict("09-1", "fine")
    assert reveal("09-1").data.startswith("09-1: “fine” came out, as you predicted.")


@pytest.mark.parametrize("word", ["fien", "", 3, {"slip"}])
def test_another_word_is_not_kept(word):
    assert "choose among 'slip' (computed as printed" in " ".join(verdict("07-1", word).text.split())
    assert reveal("07-1") is None


def test_what_is_explained():
    notes = {erratum.id: erratum for erratum in errata()}
    for puzzle_id, puzzle in PUZZLES.items():
        text = explained(puzzle_id)
        assert text.startswith(f"**{right_verdict(puzzle_id).capitalize()}.** ")
        assert puzzle.more.strip() in text
        assert ("| network |" in text) == (notes[puzzle.erratum].test in READINGS)


@pytest.mark.parametrize("function", [verdict, reveal])
def test_an_unknown_puzzle(refused, function):
    known = ", ".join(puzzle_id for puzzle_id in PUZZLES if puzzle_id.startswith("08"))
    with refused(f"puzzle_id is '08-99', expected one of {known}"):
        function("08-99")
    with refused(f"puzzle_id is 3, expected one of {', '.join(PUZZLES)}"):
        function(3)
