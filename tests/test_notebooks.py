"""The notebooks as documents: what a reader relies on without running them."""

import re
import runpy
import string
from itertools import chain, pairwise

import pytest
from form import CHECK, SOURCES, faults
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from notebook_files import (
    PATHS,
    ROOT,
    STAGES,
    STORED,
    code_cells,
    every_notebook,
    every_stage,
    is_sitting,
    markdown,
    read,
    sections,
    traces_of_a_reader,
)
from traitlets.config import Config

from backprop_lib import series
from backprop_lib.exercises import EXERCISES, catalogue
from backprop_lib.series import NAME, notebooks, sitting

FORMULA = re.compile(r"(?<![A-Za-z])\((\d+\.\d+)\)")  # not a function of a number, such as σ(0.26)


def tags(*paths):
    """Return the numbers of the formulas of some notebooks, in order."""
    return [tag for path in paths for tag in re.findall(r"\\tag\{([^}]*)\}", markdown(read(path)))]


def comments(source):
    """Return the comments of a text of Python."""
    return "\n".join(line.split("#", 1)[1] for line in source.splitlines() if "#" in line)


def asserting(path):
    """Return the code cells of a notebook that assert something."""
    return [cell.source for cell in code_cells(read(path)) if "assert " in cell.source]


@pytest.mark.parametrize(
    ("name", "number"),
    [("01_single_neuron.ipynb", "01"), ("01a_one_neuron.ipynb", "01a"), ("10_other_libraries.ipynb", "10")],
)
def test_a_name_of_the_series(name, number):
    assert sitting(name) == number
    assert series.stage(name) == number[:2]


@pytest.mark.parametrize(
    "name",
    ["Untitled.ipynb", "Untitled1.ipynb", "01_single_neuron-Copy1.ipynb", "my_01.ipynb", "1_x.ipynb", "01ab_x.ipynb"],
)
def test_a_name_of_a_readers_own(name):
    assert not NAME.fullmatch(name)


def test_the_series_is_found_in_the_order_of_reading(tmp_path):
    for name in ("10_c.ipynb", "01b_b.ipynb", "01a_z.ipynb", "00_a.ipynb", "Untitled.ipynb", "00_a.txt"):
        (tmp_path / name).touch()
    assert [path.name for path in notebooks(tmp_path)] == ["00_a.ipynb", "01a_z.ipynb", "01b_b.ipynb", "10_c.ipynb"]


def test_the_series_has_no_gap_and_no_number_twice():
    twice = [f"{one.name} and {other.name}" for one, other in pairwise(PATHS) if sitting(one) == sitting(other)]
    assert not twice, f"two notebooks have one number: {twice}. If one is your own, name it without a number in front."
    assert list(STAGES) == [f"{k:02}" for k in range(len(STAGES))]
    for paths in STAGES.values():
        letters = "".join(sitting(path)[2:] for path in paths)
        assert letters == ("" if len(paths) == 1 else string.ascii_lowercase[: len(paths)])


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_notebook_is_as_the_repository_stores_it(path):
    traces = traces_of_a_reader(read(path))
    name = path.relative_to(ROOT).as_posix()
    assert not traces, (
        f"{path.name} was opened, run and saved: it has {', '.join(traces)}. To keep what you wrote, save it under a "
        f"name of your own; `git checkout {name}` restores the original. If you are changing the series, execute it "
        "as CONTRIBUTING.md says."
    )
    assert path.stat().st_size < 2e6


def test_the_execution_keeps_what_the_repository_keeps():
    config = runpy.run_path(ROOT / "notebooks" / "jupyter_nbconvert_config.py", {"get_config": Config})
    (minimal,) = (part for part in config["c"].NotebookExporter.preprocessors if part.__name__ == "Minimal")
    kept = {"sources": ["S1.1"], "slideshow": {"slide_type": "slide"}}
    title = new_markdown_cell("# 01a · Title", metadata={**kept, "editable": True})
    hidden = {"jupyter": {"source_hidden": True, "outputs_hidden": False}, "tags": ["hide-input"], "collapsed": False}
    cells = [title, new_code_cell("plot()", metadata=hidden, execution_count=1)]
    cells.append(new_code_cell("x = 1", metadata={"jupyter": {"source_hidden": False}}, execution_count=2))
    notebook, _ = minimal().preprocess(new_notebook(cells=cells, metadata={"widgets": {}}), {})
    assert [cell.metadata for cell in notebook.cells] == [
        kept,
        {"jupyter": {"source_hidden": True}, "tags": ["hide-input"]},
        {},
    ]
    assert not traces_of_a_reader(notebook)
    notebook.cells[0].metadata["jupyter"] = {"source_hidden": True, "outputs_hidden": True}
    assert traces_of_a_reader(notebook) == ["metadata of a cell"]


@every_notebook
def test_every_formula_is_named_by_a_cell_that_asserts(path):
    assert set(tags(path)) <= {name for source in asserting(path) for name in FORMULA.findall(source)}


@every_stage
def test_formulas_are_numbered_in_order_through_their_stage(stage):
    numbers = tags(*STAGES[stage])
    assert numbers
    assert numbers == [f"{int(stage)}.{n + 1}" for n in range(len(numbers))]


def test_a_formula_named_anywhere_exists():
    # Cells may name formulas of earlier notebooks, and texts refer to them.
    texts = [markdown(read(path)) for path in PATHS]
    texts += [comments(cell.source) for path in PATHS for cell in code_cells(read(path))]
    named = {name for text in texts for name in FORMULA.findall(text)}
    assert named <= set(tags(*PATHS))


@every_stage
def test_every_section_says_where_its_formulas_come_from(stage):
    found = sections(*STAGES[stage])
    assert len(found) >= (5 if stage < SOURCES else 3)
    for cells in found:
        heading = cells[0].source.splitlines()[0]
        lists = [cell.metadata.sources for cell in cells if "sources" in cell.metadata]
        assert lists, f'{heading}: no cell has "sources" in its metadata; [] means that it goes beyond the texts'
        for entry in chain.from_iterable(lists):
            assert re.fullmatch(r"S\d+\.\d+(-S\d+\.\d+)?", entry), f"{heading}: {entry!r}"


@every_notebook
def test_what_a_section_covers_stands_with_its_text_and_its_heading_begins_a_cell(path):
    for cell in read(path).cells:
        assert cell.cell_type == "markdown" or "sources" not in cell.metadata, cell.source
        if cell.cell_type == "markdown":
            assert cell.source.strip()
            assert not re.search(r"\n##? ", cell.source), cell.source
            assert not re.search(r"^\*Sources", cell.source, flags=re.MULTILINE), cell.source


@every_notebook
def test_cells_are_short(path):
    for cell in code_cells(read(path)):
        assert len([line for line in cell.source.splitlines() if line.strip()]) <= 15, cell.source


@every_notebook
def test_stored_outputs_are_clean(path):
    for cell in code_cells(read(path)):
        for output in cell.outputs:
            assert output.output_type != "error"
            assert output.get("name") != "stderr"
            text = output.get("text", "") + output.get("data", {}).get("text/plain", "")
            assert not re.search(r"0x[0-9a-f]{6,}|np\.float|/home/|/root/|\bnan?os?seconds", text), text


@every_notebook
def test_code_is_collapsed_in_jupyterlab_and_on_the_site_alike(path):
    for cell in read(path).cells:
        assert ("jupyter" in cell.metadata) == ("hide-input" in cell.metadata.get("tags", [])), cell.source
        assert "jupyter" not in cell.metadata or cell.cell_type == "code", cell.source


@every_notebook
def test_only_progress_bars_are_left_out_of_the_comparison(path):
    for cell in code_cells(read(path)):
        tags = set(cell.metadata.get("tags", [])) - {"hide-input"}
        if tags:
            assert tags == {"nbval-ignore-output"}
            assert re.search(r"progress=True|train\(|tqdm\(", cell.source)
            assert not cell.outputs
            assert "print(" not in cell.source
            assert "assert " not in cell.source


@every_notebook
def test_every_picture_is_a_png_with_a_text_for_those_who_cannot_see_it(path):
    shown = [output for cell in code_cells(read(path)) for output in cell.outputs if "data" in output]
    pictures = [output for output in shown if set(output.data) not in ({"text/plain"}, {"text/plain", "text/markdown"})]
    assert pictures
    for output in pictures:
        assert set(output.data) == {"image/png", "text/plain"}
        alt = output.metadata["image/png"]["alt"]
        assert output.data["text/plain"] == alt
        assert len(alt.split()) >= 8


@every_stage
def test_some_figures_move_and_the_text_says_what_to_try(stage):
    cells = [cell for path in STAGES[stage] for cell in read(path).cells]
    moving = [k for k, cell in enumerate(cells) if re.search(r"^\w+_figure\(.*\)$", cell.source, flags=re.MULTILINE)]
    assert moving or stage > SOURCES
    for k in moving:
        assert cells[k].source.splitlines()[-1].endswith(")")
        (output,) = cells[k].outputs  # the still twin: a figure without its kernel would show an error
        assert output.metadata["image/png"]["width"] == 800
        before = "\n".join(cell.source for cell in cells[max(k - 2, 0) : k] if cell.cell_type == "markdown")
        assert "**Move it.**" in before or "**Draw.**" in before


def exercises_asked(paths):
    """Return the exercises that some notebooks ask, in order, and test that none of them is answered."""
    found = []
    for cell in (cell for path in paths for cell in code_cells(read(path))):
        for exercise_id in CHECK.findall(cell.source):
            for output in cell.outputs:
                assert output.data["text/plain"].startswith(f"{exercise_id}: not attempted")
                found.append(exercise_id)
    return found


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage < SOURCES and set(STAGES[stage]) <= set(STORED)])
def test_every_exercise_is_asked_and_none_is_answered(stage):
    asked = exercises_asked(STAGES[stage])
    ids = [entry.id for entry in catalogue() if entry.notebook == stage]
    assert asked
    if any(map(is_sitting, STAGES[stage])):  # they ask an exercise where it belongs, in the text or below it
        asked, ids = sorted(asked), sorted(ids)
    assert asked == ids


def test_every_exercise_of_the_late_stages_is_asked_in_one_of_them():
    asked = [exercise for stage, paths in STAGES.items() if stage >= SOURCES for exercise in exercises_asked(paths)]
    assert sorted(asked) == sorted(entry.id for entry in catalogue() if entry.notebook >= SOURCES)


@every_notebook
def test_a_notebook_has_the_form_of_the_series(path):
    found = faults(sitting(path), read(path).cells)
    assert not found, "\n".join(found)


@every_stage
def test_the_sittings_of_a_stage_ask_for_the_right_hand_side(stage):
    if stage < SOURCES and any(map(is_sitting, STAGES[stage])):
        question = "Do we have every number on the right-hand side?"
        assert any(question in markdown(read(path)) for path in STAGES[stage]), f"nowhere in stage {stage}: {question}"


@every_stage
def test_the_reader_is_asked_to_predict(stage):
    assert sum(markdown(read(path)).count("> **Predict.**") for path in STAGES[stage]) >= 4


@every_notebook
def test_the_text_of_an_exercise_has_its_numbers(path):
    tasks, cells = {exercise.id: exercise.task for exercise in EXERCISES.values()}, read(path).cells
    for text, cell in pairwise(cells):
        for name in re.findall(r'^check\("([^"]+)"', cell.source, flags=re.MULTILINE):
            missing = set(re.findall(r"\d+\.\d+", tasks[name])) - set(re.findall(r"\d+\.\d+", text.source))
            assert not missing, f"{name} is about {', '.join(sorted(missing))}, which its text does not have"


@every_notebook
def test_links_lead_somewhere(path):
    for target in re.findall(r"\]\(([^)#]+)\)", markdown(read(path))):
        assert (path.parent / target).exists()


@every_notebook
def test_no_word_talks_the_reader_down(path):
    words = re.findall(
        r"\b(obviously|simply|just|clearly|trivial|trivially|easily|of course)\b", markdown(read(path)).lower()
    )
    assert not words
