"""What comes out of the experiments that a reader predicts: found by running the notebooks, and kept in a file.

A page has no kernel, so it cannot run an experiment. ``python -m website outcomes`` runs all of them, which takes some
minutes, and writes `outcomes.json`; the pages compare a reader's prediction with what stands there.
"""

import json
import os
import re
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from backprop_lib.series import notebooks
from website import ROOT

STORED = Path(__file__).with_name("outcomes.json")


def stored():
    """Return what came out, by the name of the prediction."""
    return json.loads(STORED.read_text(encoding="utf-8"))


def write():
    """Run all notebooks, and write what came out."""
    outcomes = {}
    for path in notebooks(ROOT / "notebooks"):
        outcomes |= outcomes_of(path)
    lines = [f"  {json.dumps(name)}: {json.dumps(outcomes[name])}" for name in sorted(outcomes)]
    STORED.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def outcomes_of(path):
    """Return what comes out of the experiments of one notebook.

    A learner who predicts something finds in the record what came out; so we predict an empty word everywhere.
    """
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source = re.sub(r'^(predict\("[^"]+", )\.\.\.', r'\1""', cell.source, flags=re.MULTILINE)
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder, "record.json")
        environment = os.environ | {"BACKPROP_EXERCISES": str(record)}
        NotebookClient(notebook, resources={"metadata": {"path": str(path.parent)}}).execute(env=environment)
        if not record.exists():
            return {}
        predictions = json.loads(record.read_text(encoding="utf-8"))["predictions"]
    return {name: entry["came out"] for name, entry in predictions.items()}
