"""The pages for teachers: current, complete, and with minutes that add up."""

import re
from itertools import pairwise

import pytest
from form import MOST_MINUTES
from notebook_files import PATHS, ROOT, read

from backprop_lib.exercises import EXERCISES
from backprop_lib.series import sitting
from backprop_lib.sources.puzzles import PUZZLES
from backprop_lib.teaching import plan
from backprop_lib.teaching.notes import BOARD, FOLDER, MISTAKES, PARTS, SHORT, Notes, divided, read_notes
from backprop_lib.teaching.page import page, shown
from backprop_lib.teaching.pages import write
from backprop_lib.teaching.reading_time import (
    FIGURE,
    FORMULA,
    LINE_OF_CODE,
    QUESTION,
    WORDS_PER_MINUTE,
    reading_time,
)
from backprop_lib.teaching.sitting import sittings

FILES = sorted((ROOT / "docs/teaching").glob("*.md"))
STORED = {path.name: path.read_text(encoding="utf-8") for path in FILES}
SERIES, NOTES = sittings(ROOT / "notebooks"), read_notes()
WRITTEN = {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.md"))}

NUMBER = re.compile(r"\d[\d,]*\.\d+|\d{1,3}(?:,\d{3})+|\d{2,}")
ABOUT = re.compile(rf"about (?:{NUMBER.pattern})(?: and (?:{NUMBER.pattern}))?")


def all_there_is(cells):
    """Return all text of some cells, with what they print and show."""
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    shown = [output.get("data", {}).get(kind, "") for output in outputs for kind in ("text/plain", "text/markdown")]
    texts = [cell.source for cell in cells] + [output.get("text", "") for output in outputs] + shown
    return "\n".join(texts).replace("{,}", ",")


def is_rounding(said, other):
    """Say whether a number is another one, rounded to as many digits as it has."""
    said, other = said.replace(",", ""), other.replace(",", "")
    decimals = len(said.partition(".")[2])
    return f"{float(other):.{decimals}f}" == said


every_sitting = pytest.mark.parametrize("number", SERIES)
every_page = pytest.mark.parametrize("name", STORED)


def test_the_pages_are_current(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    made = {path.name: path.read_text(encoding="utf-8") for path in write(tmp_path)}
    assert made.keys() == STORED.keys()
    for name, text in made.items():
        assert text == STORED[name], f"docs/teaching/{name} is old: run python -m backprop_lib.teaching"


def test_every_sitting_has_notes():
    assert list(NOTES) == list(SERIES) == [sitting(path) for path in PATHS]


@every_sitting
def test_the_minutes_add_up(number):
    sections = SERIES[number].sections
    assert sections[0].begins == 0
    assert all(one.ends == other.begins for one, other in pairwise(sections))
    assert sum(section.minutes for section in sections) == SERIES[number].minutes <= MOST_MINUTES
    assert SERIES[number].minutes == round(reading_time(SERIES[number].cells).minutes)


@every_sitting
def test_what_is_asked_comes_in_order_and_has_an_answer(number):
    asked, minutes = SERIES[number].asked, [one.minute for one in SERIES[number].spoken]
    assert minutes == sorted(minutes)
    for one in asked:
        assert one.text
        assert one.kind != "check" or one.id in EXERCISES
    answered = {one.id for one in SERIES[number].spoken if one.kind != "verdict"}
    puzzles = {one.id for one in asked if one.kind == "verdict"}
    assert puzzles <= PUZZLES.keys()
    assert answered <= NOTES[number].parts.keys() <= answered | puzzles | set(PARTS)


@every_sitting
def test_the_numbers_of_an_answer_are_those_of_the_notebook(number):
    """What is only about right on another machine is called so: "about 98"."""
    found = set(NUMBER.findall(all_there_is(SERIES[number].cells)))
    for one in SERIES[number].spoken:
        if one.kind == "predict":
            _, answer = NOTES[number].answer(one.id)
            first = answer.replace("{,}", ",").partition("\n\n")[0]
            for said in NUMBER.findall(re.sub(ABOUT, "", re.split(r"\. ", first)[0])):
                assert any(is_rounding(said, other) for other in found), f"{one.id}: {said}"


@every_sitting
def test_the_notes_have_what_a_teacher_needs(number):
    notes = NOTES[number]
    assert len(notes.mistakes) == 3
    asked = {one.id for one in SERIES[number].asked}
    for expected in notes.mistakes:
        assert expected.exercise in asked
        assert expected.name in EXERCISES[expected.exercise].mistakes
    assert len(re.findall(r"\$\$|^\||^\d\. |^    ", notes.parts[BOARD], flags=re.MULTILINE)) >= 4
    assert notes.cuts
    saved = STORED[f"{number}.md"].partition("| all of these | **")[2]
    assert 3 <= int(saved.partition("*")[0]) <= SERIES[number].minutes / 2


@every_sitting
def test_a_page_is_read_in_a_quarter_of_an_hour(number):
    puzzles = any(one.kind == "verdict" for one in SERIES[number].spoken)
    assert len(STORED[f"{number}.md"].split()) / WORDS_PER_MINUTE < (25 if puzzles else 15)


@every_sitting
def test_each_formula_that_a_page_calls_by_its_number_stands_at_its_end(number):
    text, _, listed = STORED[f"{number}.md"].partition("## Formulas by number")
    shown = re.findall(r"\\tag\{([^}]+)\}", listed)
    assert len(set(shown)) == len(shown)
    assert set(re.findall(r"\((\d+\.\d+)\)", text)) <= set(shown)


def test_no_question_ends_in_two_question_marks():
    assert not [name for name, text in STORED.items() if "??" in text]


def test_what_stands_before_a_question_comes_before_it():
    text = STORED["04c.md"]
    asked = text[text.index("### Minute", text.index('id="04c-2"')) :]
    assert asked.index("**Before**: ") < asked.index("> **Predict.**") < asked.index("**Answer**")
    assert Notes({"a": "**Before**: x.\n\n**Answer**: y.", "b": "z"}).answer("a") == (
        "**Before**: x.",
        "**Answer**: y.",
    )
    assert Notes({"b": "z"}).answer("b") == ("", "z")
    assert Notes({}).answer("b") == ("", "")


def test_a_puzzle_is_not_called_as_an_exercise_is():
    text = STORED["08.md"]
    assert "· puzzle 1\n" in text
    assert "[puzzle 8](#08-8)" in text
    assert "A *slip* gives" in text
    assert not re.search(r"### Minute \d+ · 08-1\n", text)


@every_page
def test_links_lead_somewhere(name):
    cells = {path.name: {cell.id for cell in read(path).cells} for path in PATHS}
    anchors = {other: set(re.findall(r'<a id="([^"]+)"></a>', text)) for other, text in STORED.items()}
    links = re.findall(r"\]\(([^)\s]+)\)", STORED[name])
    assert links
    for target, _, fragment in (link.partition("#") for link in links):
        assert not target or (ROOT / "docs/teaching" / target).exists(), target
        if target.endswith(".ipynb"):
            assert not fragment or fragment.removeprefix("cell-id=") in cells[target.rpartition("/")[2]], fragment
        else:
            assert not fragment or fragment in anchors[target or name], fragment


@every_page
def test_tables_have_as_many_cells_as_their_heads(name):
    for table in re.findall(r"(?:^\|.*\n)+", STORED[name], flags=re.MULTILINE):
        rows = [re.sub(r"\$[^$]*\$|\\\|", "", row).count("|") for row in table.splitlines()]
        assert len(set(rows)) == 1, table


@every_page
def test_formulas_are_closed(name):
    text = re.sub(r"```.*?```|`[^`\n]*`", "", STORED[name], flags=re.DOTALL)
    assert text.count("$$") % 2 == 0
    assert text.replace("$$", "").count("$") % 2 == 0
    for formula in re.findall(r"\$\$(.*?)\$\$", text, flags=re.DOTALL):
        assert formula.count("{") == formula.count("}"), formula
        assert len(re.findall(r"\\left\b", formula)) == len(re.findall(r"\\right\b", formula)), formula


@pytest.mark.parametrize("name", WRITTEN)
def test_the_notes_do_not_say_that_something_is_plain_to_see(name):
    assert not re.search(
        r"\b(obviously|simply|just|clearly|trivial|trivially|easily|of course)\b", WRITTEN[name].lower()
    )


def test_the_index_states_how_minutes_are_counted():
    numbers = {2: "two", 3: "three", 1: "one", 8: "eight"}
    said = " ".join(STORED["index.md"].split())
    assert (
        f"{WORDS_PER_MINUTE} words a minute, {numbers[FORMULA]} minutes for a formula, "
        f"{numbers[round(60 * LINE_OF_CODE)]} seconds for a line of code, {numbers[QUESTION]} minutes for a prediction "
        f"with its vote, {numbers[FIGURE]} for a figure"
    ) in said


@pytest.mark.parametrize("count", ["Three", "Eight", "Sixteen"])
def test_a_course_has_as_many_lessons_as_it_says(count):
    course = dict(divided(WRITTEN["index.md"], "## "))[f"{count} lessons"]
    lessons = divided(course, "### ")
    assert len(lessons) == {"Three": 3, "Eight": 8, "Sixteen": 16}[count]
    taught = []
    for k, (title, text) in enumerate(lessons, start=1):
        assert title.startswith(f"{k} · ")
        (parts,) = plan.SECTIONS.findall(text)
        taught += [(one.number, section.begins) for one, sections in plan.parts(parts, SERIES) for section in sections]
    assert len(set(taught)) == len(taught), "a section is taught twice"


def test_a_lesson_that_is_too_long_is_refused():
    with pytest.raises(ValueError, match=r"^the lesson '01a all; 02a 1' takes \d+ minutes, expected at most 50$"):
        plan.lesson("01a all; 02a 1", SERIES)


def test_a_section_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="expected some that 02a has"):
        plan.lesson("02a 1 9", SERIES)


def test_a_cut_of_more_than_there_is_is_refused():
    parts = NOTES["02a"].parts | {SHORT: "- 12 minutes of section 2: all of it, and more."}
    with pytest.raises(ValueError, match="12 minutes of section 2 are to be left out, expected fewer than the 4"):
        page(SERIES["02a"], Notes(parts))


def test_an_item_in_another_form_is_named():
    with pytest.raises(ValueError, match="'without an exercise' of the notes has not the form"):
        _ = Notes({MISTAKES: "- without an exercise"}).mistakes


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (-0.0280476, "−0.02805"),
        (10_100, "10,100"),
        ((0.5, "up"), "(0.5, up)"),
        ({"w5", "b4"}, "{b4, w5}"),
        ({10, 4, 8}, "{4, 8, 10}"),
        (-0.0, "0"),
        ("dC_db", r"dC\_db"),
    ],
)
def test_how_an_answer_is_said(answer, words):
    assert shown(answer) == words
