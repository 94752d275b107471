"""The series can grow: another notebook, exercise, source text or activation needs no change in any test.

And a reader's own notebooks, saved among those of the series, disturb nothing.
"""

import re
import shutil
import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from notebook_files import MINIMAL_METADATA, PATHS, ROOT, STAGES

from backprop_lib.sources import TEXTS

FOLDERS = ("backprop_lib", "benchmarks", "mutation", "notebooks", "tests")
FILES = ("pyproject.toml", "README.md", "CONTRIBUTING.md")
DOCUMENTS = ("tests/test_notebooks.py", "tests/test_sources.py", "tests/test_taught_code.py")

STAGE = f"{len(STAGES):02}"
TEXT = f"S{len(TEXTS)}"
TAG = f"{len(STAGES)}.1"

EXERCISE = f'''
from backprop_lib.exercises.exercise import Mistake
from backprop_lib.exercises.number import Number

EXERCISES = [Number("{STAGE}-1", "Compute 1 + 1.", 2, {{"product": Mistake(1, "Add.", "1 + 1.")}}, "1 + 1 = 2.")]
'''
ACTIVATION = '''

def leaky_relu(z):
    """Return z, or a hundredth of it where it is negative."""
    return np.where(np.real(z) > 0, z, z / 100)
'''


def picture(source, width):
    """Return a cell with a picture, as it is stored; the picture itself does not matter."""
    alt = "A picture that shows nothing, described in at least eight words."
    data = {"image/png": "iVBORw0KGgo=", "text/plain": alt}
    output = new_output("display_data", data, metadata={"image/png": {"alt": alt, "width": width}})
    return new_code_cell(source, outputs=[output])


def sitting():
    """Return the smallest notebook that has the form of the series; it names the first item of the new text."""
    beginning = f"# {STAGE} · One more\n\n**What you will be able to do**\n\n**What you need**\n\n**Time**"
    taught = {"sources": [f"{TEXT}.1"]}
    answer = new_output("execute_result", {"text/plain": f"{STAGE}-1: not attempted."}, execution_count=4)
    cells = [
        new_markdown_cell(beginning),
        picture("show(figure, alt)", 400),
        *(new_markdown_cell(f"## {k} · Part\n\n> **Predict.** What?", metadata=taught) for k in range(1, 6)),
        new_markdown_cell(f"$$1 + 1 = 2 \\tag{{{TAG}}}$$"),
        new_code_cell(f"assert 1 + 1 == 2  # ({TAG})"),
        new_markdown_cell("**Move it.** Drag the slider."),
        picture("slider_figure()", 800),
        new_code_cell(f'check("{STAGE}-1", total)', outputs=[answer]),
        new_markdown_cell("## Summary"),
    ]
    code = [cell for cell in cells if cell.cell_type == "code"]
    for k, cell in enumerate(code, start=1):
        cell.execution_count = k
    return new_notebook(cells=cells, metadata=MINIMAL_METADATA)


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

    nbformat.write(sitting(), folder / f"{STAGE}_extra.ipynb")
    (library / "exercises" / f"notebook_{STAGE}.py").write_text(EXERCISE, encoding="utf-8")
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
    assert collected == {path.name for path in PATHS} | {f"{STAGE}_extra.ipynb"}


def test_the_documents_fail_where_they_should_and_nowhere_else(copy):
    done = run_pytest(copy, "-q", "-rA", "-p", "no:nbval", "-o", "addopts=", *DOCUMENTS)
    failed = re.findall(r"^FAILED \S+::(\S+)", done.stdout, flags=re.MULTILINE)
    assert failed == [
        f"test_a_notebook_is_as_the_repository_stores_it[{PATHS[1].stem}]",
        "test_every_item_of_the_notebooks_has_a_place",
    ], done.stdout
    assert f"`git checkout notebooks/{PATHS[1].name}` restores the original" in done.stdout
    assert f"no cell's metadata name {TEXT}.2 among its sources\n" in done.stdout
    assert f"test_every_exercise_is_asked_and_none_is_answered[{STAGE}]" in done.stdout
