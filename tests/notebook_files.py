"""The notebooks of the series as the tests of the documents see them; a reader's own notebooks are no part of it."""

import ast
import re
from functools import cache
from itertools import groupby
from pathlib import Path

import nbformat
import pytest

from backprop_lib.series import notebooks, sitting, stage
from backprop_lib.teaching.reading_time import COLLAPSED

ROOT = Path(__file__).parent.parent
PATHS = notebooks(ROOT / "notebooks")
STAGES = {number: list(paths) for number, paths in groupby(PATHS, stage)}

MINIMAL_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python", "nbconvert_exporter": "python"},  # so that a script ends in .py
}
WIDGET = "application/vnd.jupyter.widget-view+json"


@cache
def read(path):
    """Return a notebook; nobody changes it."""
    return nbformat.read(path, as_version=4)


def is_sitting(path):
    """Say whether a notebook is a sitting: one of several of its stage, or of a stage that has one."""
    return sitting(path) != stage(path) or stage(path) >= "06"


def code_cells(notebook):
    """Return the code cells of a notebook."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def markdown(notebook):
    """Return all text of a notebook."""
    return "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def sections(*paths):
    """Return the numbered sections of some notebooks, each as the list of its cells."""
    parts = [[]]
    for cell in (cell for path in paths for cell in read(path).cells):
        if cell.cell_type == "markdown" and re.match("##? ", cell.source):
            parts.append([])
        parts[-1].append(cell)
    return [cells for cells in parts if cells and re.match(r"## \d", cells[0].source)]


def functions(source):
    """Return the functions that a text of Python defines, at its top level or as methods, by name."""
    try:
        nodes = ast.parse(source).body
    except SyntaxError:  # a cell of a reader's, such as `%time f(3)`; of ours ruff and nbval would tell
        return {}
    found = {}
    for node in nodes:
        for definition in node.body if isinstance(node, ast.ClassDef) else [node]:
            if isinstance(definition, ast.FunctionDef):
                found[definition.name] = definition
    return found


def traces_of_a_reader(notebook):
    """Return what a notebook holds, in words, because someone opened it, ran it and saved it."""
    cells = code_cells(notebook)
    found = {
        "metadata of the notebook": notebook.metadata != MINIMAL_METADATA,
        "metadata of a cell": any(
            key not in ("tags", "sources", "slideshow") and (key, value) != ("jupyter", COLLAPSED)
            for cell in notebook.cells
            for key, value in cell.metadata.items()
        ),
        "cells that did not run in order": [cell.execution_count for cell in cells] != list(range(1, len(cells) + 1)),
        "figures of a kernel": any(WIDGET in output.get("data", {}) for cell in cells for output in cell.outputs),
    }
    return [words for words, is_there in found.items() if is_there]


# The tests of form look at notebooks as they are stored in the repository. Of one that a reader saved, a single test
# says so, and what it says does not drown in twenty others.
STORED = [path for path in PATHS if not traces_of_a_reader(read(path))]

every_notebook = pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
every_stage = pytest.mark.parametrize(
    "stage", [number for number, paths in STAGES.items() if set(paths) <= set(STORED)]
)
