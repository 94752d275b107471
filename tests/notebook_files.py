"""The notebooks as the tests of the documents see them."""

import ast
from pathlib import Path

import nbformat

ROOT = Path(__file__).parent.parent
PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def read(path):
    """Return a notebook."""
    return nbformat.read(path, as_version=4)


def code_cells(notebook):
    """Return the code cells of a notebook."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def markdown(notebook):
    """Return all text of a notebook."""
    return "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def functions(source):
    """Return the functions that a text of Python defines, at its top level or as methods, by name."""
    found = {}
    for node in ast.parse(source).body:
        for definition in node.body if isinstance(node, ast.ClassDef) else [node]:
            if isinstance(definition, ast.FunctionDef):
                found[definition.name] = definition
    return found
