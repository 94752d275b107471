"""VS Code sets formulas with KaTeX, which knows less than MathJax of JupyterLab: every formula is one for both."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from notebook_files import PATHS, ROOT, code_cells, read

from backprop_lib.sources.puzzles import PUZZLES, explained

FOLDER = Path(__file__).parent / "vscode"
CODE = re.compile(r"```.*?```|`[^`\n]*`", flags=re.DOTALL)
FORMULA = re.compile(r"\$\$.+?\$\$|\$[^$]+\$", flags=re.DOTALL)


@pytest.fixture(scope="module")
def set_formulas(tmp_path_factory):
    """Return a function that sets texts as VS Code does, with the packages of the lock file."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("no node: install Node.js to run these tests")
    folder = shutil.copytree(FOLDER, tmp_path_factory.mktemp("node") / "vscode")
    subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, check=True)

    def set_them(texts):
        done = subprocess.run(
            ["node", "formulas.mjs"], input=json.dumps(texts), cwd=folder, check=True, capture_output=True, text=True
        )
        return json.loads(done.stdout)

    return set_them


def count(texts):
    """Return how many formulas MathJax finds in texts."""
    return sum(len(FORMULA.findall(CODE.sub("", text))) for _, text in texts)


def notebook_texts(path):
    """Return the texts of a notebook, and those that its cells have shown."""
    notebook = read(path)
    for k, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown":
            yield f"{path.name}, cell {k}", cell.source
    for k, cell in enumerate(code_cells(notebook)):
        for output in cell.outputs:
            if "text/markdown" in output.get("data", {}):
                yield f"{path.name}, output of code cell {k}", output.data["text/markdown"]


def test_every_formula_is_one_for_katex(set_formulas):
    texts = [text for path in PATHS for text in notebook_texts(path)]
    texts += [(puzzle_id, explained(puzzle_id)) for puzzle_id in PUZZLES]
    texts += [(path.name, path.read_text(encoding="utf-8")) for path in sorted((ROOT / "docs").glob("*.md"))]
    assert set_formulas(texts) == {"formulas": count(texts), "complaints": []}


@pytest.mark.parametrize("formula", [r"$\nosuch x$", r"$$a \label{a}$$", r"$é$", r"$\begin{foo}a\end{foo}$"])
def test_what_katex_does_not_know_is_seen(set_formulas, formula):
    assert len(set_formulas([("here", formula)])["complaints"]) == 1


def test_what_only_mathjax_takes_for_a_formula_is_seen(set_formulas):
    texts = [("here", "$x$5")]
    assert set_formulas(texts) == {"formulas": 0, "complaints": []}
    assert count(texts) == 1
