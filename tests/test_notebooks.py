"""The notebooks as documents: what a reader relies on without running them."""

import re

import pytest
from notebook_files import PATHS, code_cells, markdown, read

from backprop_lib.exercises import catalogue

FORMULA = re.compile(r"(?<![A-Za-z])\((\d\.\d+)\)")  # not a function of a number, such as σ(0.26)

# How many formulas and statements are counted in each of the five texts that the series follows.
SOURCE_ITEMS = {"S0": 20, "S1": 45, "S2": 30, "S3": 166, "S4": 32}

every_notebook = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


def test_the_series_is_complete():
    assert [path.stem[:2] for path in PATHS] == ["00", "01", "02", "03", "04", "05", "06"]


@every_notebook
def test_every_formula_is_named_by_a_cell_that_asserts(path):
    notebook = read(path)
    tags = re.findall(r"\\tag\{([^}]*)\}", markdown(notebook))
    assert tags
    assert len(tags) == len(set(tags))
    asserting = [cell.source for cell in code_cells(notebook) if "assert " in cell.source]
    assert set(tags) <= {name for source in asserting for name in FORMULA.findall(source)}


@every_notebook
def test_formulas_are_numbered_in_order_by_their_notebook(path):
    tags = re.findall(r"\\tag\{([^}]*)\}", markdown(read(path)))
    numbers = [tag.split(".") for tag in tags]
    assert [(int(k), int(n)) for k, n in numbers] == [(int(path.stem[:2]), n + 1) for n in range(len(numbers))]


def test_a_formula_named_anywhere_exists():
    # Cells may name formulas of earlier notebooks, and texts refer to them.
    tags, named = set(), set()
    for path in PATHS:
        text = markdown(read(path))
        tags |= set(re.findall(r"\\tag\{([^}]*)\}", text))
        named |= set(FORMULA.findall(text))
        comments = [
            line.split("#", 1)[1]
            for cell in code_cells(read(path))
            for line in cell.source.splitlines()
            if "# (" in line
        ]
        named |= set(FORMULA.findall("\n".join(comments)))
    assert named <= tags


def test_every_item_of_the_sources_has_a_place():
    named = []
    for path in PATHS:
        for line in re.findall(r"^\*Sources: (.*)\*$", markdown(read(path)), flags=re.MULTILINE):
            for first, last in re.findall(r"(S\d\.\d+)(?:-(S\d\.\d+))?", line):
                source, start = first.split(".")
                end = (last or first).split(".")[1]
                named += [f"{source}.{number}" for number in range(int(start), int(end) + 1)]
    assert set(named) == {f"{source}.{n + 1}" for source, count in SOURCE_ITEMS.items() for n in range(count)}


@every_notebook
def test_every_section_says_where_its_formulas_come_from(path):
    sections = re.split(r"^## (?=\d)", markdown(read(path)), flags=re.MULTILINE)[1:]
    assert len(sections) >= 5
    for section in sections:
        own = re.split(r"^## ", section, flags=re.MULTILINE)[0]
        lines = re.findall(r"^\*Sources: (.*)\*$", own, flags=re.MULTILINE)
        assert lines, section.splitlines()[0]
        for line in lines:
            assert line.startswith("none. ") or re.fullmatch(r"S\d\.\d+(-S\d\.\d+)?(, S\d\.\d+(-S\d\.\d+)?)*", line), (
                line
            )


# What is a matter of spelling, of history, of damaged text or of missing pictures: nothing in it can be computed.
NOT_COMPUTABLE = {3, 4, 21, 25, 26, 28, 50, 58, 63}


def test_all_misprints_what_only_looks_like_one_and_all_claims_are_computed():
    (path,) = (path for path in PATHS if path.stem.startswith("06"))
    notebook = read(path)
    told = set(re.findall(r"\b([EKC]\d+)\b", markdown(notebook)))
    comments = "\n".join(
        line.split("#", 1)[1]
        for cell in code_cells(notebook)
        if "assert " in cell.source
        for line in cell.source.splitlines()
        if "#" in line
    )
    computed = set(re.findall(r"\b([EKC]\d+)\b", comments))
    everything = {f"E{n}" for n in range(1, 69)} | {f"K{n}" for n in range(1, 19)} | {f"C{n}" for n in range(1, 14)}
    assert everything <= told
    assert everything - computed <= {f"E{n}" for n in NOT_COMPUTABLE}


@every_notebook
def test_cells_are_short_and_ran_in_order(path):
    cells = code_cells(read(path))
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    for cell in cells:
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
def test_only_progress_bars_are_left_out_of_the_comparison(path):
    for cell in code_cells(read(path)):
        if cell.metadata.get("tags"):
            assert cell.metadata.tags == ["nbval-ignore-output"]
            assert "progress=True" in cell.source or "train(" in cell.source
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


@every_notebook
def test_some_figures_move_and_the_text_says_what_to_try(path):
    cells = read(path).cells
    moving = [k for k, cell in enumerate(cells) if re.search(r"^\w+_figure\(.*\)$", cell.source, flags=re.MULTILINE)]
    assert moving
    for k in moving:
        assert cells[k].source.splitlines()[-1].endswith(")")
        (output,) = cells[k].outputs  # the still twin: a figure without its kernel would show an error
        assert output.metadata["image/png"]["width"] == 800
        before = "\n".join(cell.source for cell in cells[k - 2 : k] if cell.cell_type == "markdown")
        assert "**Move it.**" in before or "**Draw.**" in before


@every_notebook
def test_every_exercise_is_asked_and_none_is_answered(path):
    asked = [
        (exercise_id, output.data["text/plain"])
        for cell in code_cells(read(path))
        for exercise_id in re.findall(r'^check\("([^"]+)", \w+\)$', cell.source, flags=re.MULTILINE)
        for output in cell.outputs
    ]
    assert [name for name, _ in asked] == [entry.id for entry in catalogue() if entry.notebook == path.stem[:2]]
    assert len(asked) >= 6
    for name, text in asked:
        assert text.startswith(f"{name}: not attempted")


@every_notebook
def test_metadata_is_minimal(path):
    notebook = read(path)
    assert notebook.metadata == {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        assert set(cell.metadata) <= {"tags"}
    assert path.stat().st_size < 2e6


@every_notebook
def test_a_notebook_says_what_it_gives_what_it_needs_and_how_long_it_takes(path):
    first = read(path).cells[0].source
    assert first.startswith(f"# {path.stem[:2]} · ")
    for heading in ("**What you will be able to do**", "**What you need**", "**Time**"):
        assert heading in first
    text = markdown(read(path))
    assert text.count("> **Predict.**") >= 4
    assert "## Summary" in text


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
