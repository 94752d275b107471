"""The live part of the site, and its notebooks run in Pyodide by node."""

import json
import subprocess
from pathlib import Path

import nbformat

RUNNER = Path(__file__).with_name("in_node.mjs")
KINDS = ("text/plain", "text/markdown")  # pictures are compared by nobody: their letters are other ones there


def run_in_node(site, paths):
    """Run notebooks in Pyodide, each in an empty namespace.

    Returns
    -------
    dict
        Name of the notebook -> what it gave: "outputs", a list for each code cell, and "seconds" of the processor.
    """
    command = ["node", str(RUNNER), str(site), *map(str, paths)]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr[-2000:]
    results = [json.loads(line) for line in run.stdout.splitlines() if line.startswith('{"name"')]
    return {result["name"]: result for result in results}


def differences(path, result):
    """Return in words which cells of a notebook gave something else in Pyodide than what is stored."""
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert len(cells) == len(result["outputs"])
    found = []
    for cell, outputs in zip(cells, result["outputs"], strict=True):
        mine, stored = _comparable(outputs), _comparable(cell.outputs)
        if "nbval-ignore-output" in cell.metadata.get("tags", []):
            mine, stored = ([output for output in part if output[0] in ("error", "stderr")] for part in (mine, stored))
        if mine != stored:
            found.append(f"{cell.id}: {mine}, expected {stored}")
    return found


def _comparable(outputs):
    """Return outputs as pairs of a kind and a text, in order; texts of one stream are one."""
    pairs = []
    for output in outputs:
        if "data" in output:
            pairs += [(kind, _text(output["data"][kind])) for kind in KINDS if kind in output["data"]]
        elif "text" in output:
            earlier = pairs.pop()[1] if pairs and pairs[-1][0] == output["name"] else ""
            pairs.append((output["name"], earlier + output["text"]))
        else:
            pairs.append(("error", output.get("error") or f"{output['ename']}: {output['evalue']}"))
    return pairs


def _text(lines):
    return lines if isinstance(lines, str) else "".join(lines)
