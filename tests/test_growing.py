"""The series can grow: another notebook, exercise, source text or activation needs no change in any test.

And a reader's own notebooks, saved among those of the series, disturb nothing.
"""

import re
import shutil
import subprocess
import sys

import nbformat
import pytest
from made_up import sitting
from nbformat.v4 import new_code_cell
from notebook_files import PATHS, ROOT, STAGES

from backprop_lib.sources import TEXTS

FOLDERS = ("backprop_lib", "benchmarks", "classroom", "docs", "mutation", "notebooks", "tests", "website")
FILES = ("pyproject.toml", "README.md", "CONTRIBUTING.md")
DOCUMENTS = ("tests/test_notebooks.py", "tests/test_sources.py", "tests/test_taught_code.py")

STAGE = f"{len(STAGES):02}"
TEXT = f"S{len(TEXTS)}"

IDS = [f"{STAGE}{end}" for end in ("-1", "-2", "a-r1", "a-r2", "b-r1", "b-r2")]
EXERCISES = f"""
from backprop_lib.exercises.exercise import Mistake
from backprop_lib.exercises.number import Number

MISTAKES = {{"product": Mistake(1, "Add.", "1 + 1.")}}
EXERCISES = [Number(name, "Compute 1 + 1.", 2, MISTAKES, "1 + 1 = 2.") for name in {IDS}]
"""
ACTIVATION = '''

def leaky_relu(z):
    """Return z, or a hundredth of it where it is negative."""
    return np.where(np.real(z) > 0, z, z / 100)
'''
# Of the same stage: the exercises are asked in another order than that of their numbers, and the second sitting
# teaches the new activation in a collapsed cell.
SITTINGS = [
    sitting(f"{STAGE}a", f"{len(STAGES)}.1", f"{STAGE}-2", "def leaky_relu(z):\n    ...", [f"{TEXT}.1"]),
    sitting(f"{STAGE}b", f"{len(STAGES)}.2", f"{STAGE}-1", ACTIVATION, [f"{TEXT}.1"]),
]


def run_and_saved(path):
    """Return a notebook as JupyterLab saves it after its cells were run, some of them again."""
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {}, "version_major": 2}}
    notebook.metadata["language_info"] = {"name": "python", "version": "3.12.1"}
    notebook.cells.append(new_code_cell("%time forward(0.5)"))
    for k, cell in enumerate(cell for cell in notebook.cells if cell.cell_type == "code"):
        cell.execution_count = 2 * k + 5
        for output in cell.outputs:
            if "image/png" in output.get("data", {}):
                output.data["application/vnd.jupyter.widget-view+json"] = {"model_id": "1"}
        cell.source = re.sub(r"^(check\(.*), \w+\)$", r"\1, 0.25)", cell.source, flags=re.MULTILINE)
    return notebook


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """Return a copy of the repository in which everything has grown by one, and a reader has been at work."""
    copy = tmp_path_factory.mktemp("copy")
    for name in FOLDERS:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns(".*", "__pycache__", "mnist"))
    for name in FILES:
        shutil.copy(ROOT / name, copy)
    library, folder = copy / "backprop_lib", copy / "notebooks"
    (library / "data" / "mnist").symlink_to(ROOT / "backprop_lib" / "data" / "mnist")

    for letter, notebook in zip("ab", SITTINGS, strict=True):
        nbformat.write(notebook, folder / f"{STAGE}{letter}_extra.ipynb")
    (library / "exercises" / f"notebook_{STAGE}.py").write_text(EXERCISES, encoding="utf-8")
    with (library / "activations.py").open("a", encoding="utf-8") as file:
        file.write(ACTIVATION)
    with (library / "sources" / "items.tsv").open("a", encoding="utf-8") as file:
        file.write(f"{TEXT}.1\tsomething that has a place\n{TEXT}.2\tsomething that has none\t$a=b$\n")

    (folder / "Untitled.ipynb").touch()
    shutil.copy(PATHS[1], folder / f"{PATHS[1].stem}-Copy1.ipynb")
    (folder / ".ipynb_checkpoints").mkdir()
    shutil.copy(PATHS[1], folder / ".ipynb_checkpoints" / f"{PATHS[1].stem}-checkpoint.ipynb")
    nbformat.write(run_and_saved(PATHS[1]), folder / PATHS[1].name)
    return copy


def run_pytest(folder, *arguments):
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--tb=short", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def test_all_is_collected_but_a_readers_own_notebooks(copy):
    done = run_pytest(copy, "--collect-only", "--nbval")
    assert done.returncode == 0, done.stdout
    assert f"not of the series, run only if named: {PATHS[1].stem}-Copy1.ipynb, Untitled.ipynb\n" in done.stdout
    collected = set(re.findall(r"<IPyNbFile (.*)>", done.stdout))
    assert collected == {path.name for path in PATHS} | {f"{STAGE}a_extra.ipynb", f"{STAGE}b_extra.ipynb"}


def test_the_documents_fail_where_they_should_and_nowhere_else(copy):
    done = run_pytest(copy, "-q", "-rA", "-p", "no:nbval", "-o", "addopts=", *DOCUMENTS)
    failed = re.findall(r"^FAILED \S+::(\S+)", done.stdout, flags=re.MULTILINE)
    assert failed == [
        f"test_a_notebook_is_as_the_repository_stores_it[{PATHS[1].stem}]",
        "test_every_item_of_the_notebooks_has_a_place",
    ], done.stdout
    assert f"`git checkout notebooks/{PATHS[1].name}` restores the original" in done.stdout
    assert f"no cell's metadata name {TEXT}.2 among its sources\n" in done.stdout
    for name in (
        "test_every_exercise_of_the_late_stages_is_asked_in_one_of_them",
        f"test_the_taught_function_is_the_imported_one[{STAGE}]",
        f"test_a_notebook_has_the_form_of_the_series[{STAGE}b_extra]",
    ):
        assert re.search(rf"^PASSED .*::{re.escape(name)}$", done.stdout, flags=re.MULTILINE), name
