"""The live part of the site: the notebooks in JupyterLite, where Python runs in the reader's browser.

It is a folder of files and nothing else. Any web server can hand them out, under any address.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat

from backprop_lib.data.mnist import FILES, FOLDER
from backprop_lib.series import notebooks
from website import ROOT, pyodide

EXTENSIONS = Path(sys.prefix, "share", "jupyter", "labextensions")
KERNEL = "@jupyterlite/pyodide-kernel-extension"
WIDGETS = ("@jupyter-widgets/jupyterlab-manager", "anywidget")
APPS = ("lab", "notebooks")
NOTEBOOKS = ROOT / "notebooks"

SETTINGS = {
    "jupyter-lite-schema-version": 0,
    "jupyter-config-data": {
        "appName": "Backpropagation, step by step",
        "enableServiceWorkerCache": "true",  # so that what was loaded once works offline
        "litePluginSettings": {
            f"{KERNEL}:kernel": {
                "pyodideUrl": "./static/pyodide/pyodide.js",
                "disablePyPIFallback": True,
                "loadPyodideOptions": {
                    "packages": [*pyodide.KERNEL, "backprop-lib"],
                    "env": {
                        "BACKPROP_EXERCISES": "/drive/backprop_exercises.json",  # a folder that stays
                        "PYTHONWARNINGS": "ignore:tqdm",  # which misses the threads that it would like to have
                    },
                },
            }
        },
    },
}

# Of the extensions of JupyterLab that are installed here, these: others may not fit its version.
CHOSEN = {
    "LiteBuildConfig": {
        "ignore_sys_prefix": ["federated_extensions"],
        "federated_extensions": [str(EXTENSIONS / name) for name in (KERNEL, *WIDGETS)],
    }
}


def build(output):
    """Write the live part into a new folder.

    Parameters
    ----------
    output : path

    Raises
    ------
    website.fetched.UnavailableError
        If something that it needs cannot be had: then it has to be left out, and the message says why.
    """
    output = Path(output).resolve()
    with tempfile.TemporaryDirectory() as place:
        lite = Path(place, "lite")
        pyodide.write(lite / "static" / "pyodide", kernel_wheels())
        (lite / "jupyter-lite.json").write_text(json.dumps(SETTINGS), encoding="utf-8")
        Path(place, "jupyter_lite_config.json").write_text(json.dumps(CHOSEN), encoding="utf-8")
        contents = Path(place, "contents")
        shutil.copytree(NOTEBOOKS / "pictures", contents / "pictures")
        for path in notebooks(NOTEBOOKS):
            # With texts in one piece, as JupyterLite wants them: its server does not put the lines together.
            (contents / path.name).write_text(json.dumps(nbformat.read(path, as_version=4)), encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "jupyter",
            "lite",
            "build",
            "--no-sourcemaps",
            *(f"--apps={app}" for app in APPS),
        ]
        command += [f"--lite-dir={lite}", f"--contents={contents}", f"--output-dir={output}"]
        subprocess.run(command, check=True, cwd=place)
    data = output / "static" / "mnist"
    data.mkdir()
    for name, _ in (file for files in FILES.values() for file in files):
        shutil.copy(FOLDER / name, data)


def kernel_wheels():
    """Return the paths of the wheels that come with the kernel of JupyterLite."""
    folder = EXTENSIONS / KERNEL / "static" / "pypi"
    index = json.loads((folder / "all.json").read_text(encoding="utf-8"))
    latest = [list(package["releases"].values())[-1] for package in index.values()]
    return [folder / files[0]["filename"] for files in latest]
