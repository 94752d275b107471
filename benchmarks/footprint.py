"""What the library needs besides time on large arrays: importing it, and the memory of the notebooks' kernels."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import numpy as np
from nbclient import NotebookClient

from backprop_lib.series import notebooks, stage

ROOT = Path(__file__).parent.parent
NOTEBOOKS = notebooks(ROOT / "notebooks")
# Not getrusage's ru_maxrss: a process inherits that from the one that started it.
PEAK = "print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1])"  # KiB


def _seconds(command):
    start = time.perf_counter()
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
    return time.perf_counter() - start


def import_ms_over_numpy(rounds=15):
    """Return by how many milliseconds `import backprop_lib` takes longer than `import numpy`, in a new process."""
    ours, numpys = [], []
    for _ in range(rounds):
        numpys.append(_seconds([sys.executable, "-c", "import numpy"]))
        ours.append(_seconds([sys.executable, "-c", "import backprop_lib"]))
    return 1000 * float(np.median(np.subtract(ours, numpys)))


def peak_mib(path):
    """Execute a notebook, and return the largest resident size of its kernel in MiB."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(PEAK))
    folder, quiet = {"metadata": {"path": str(path.parent)}}, ["--log-level=ERROR"]
    NotebookClient(notebook, timeout=3600, resources=folder, extra_arguments=quiet).execute()
    return int(notebook.cells[-1].outputs[0].text) / 1024


def notebook_peak_mib():
    """Return the peak of each notebook's kernel, by the notebook's name. Only Linux tells it."""
    if sys.platform != "linux":
        return "not known, this is not Linux"
    return {path.stem: round(peak_mib(path)) for path in NOTEBOOKS}


def classroom(learners=10):
    """Execute the notebooks of stage 05 for many learners at once; return the largest peak, and the seconds in all."""
    paths = [path for path in NOTEBOOKS if stage(path) == "05"]
    start = time.perf_counter()
    with ThreadPoolExecutor(learners) as pool:
        peaks = [peak for path in paths for peak in pool.map(peak_mib, [path] * learners)]
    return round(max(peaks)), time.perf_counter() - start


def suite_seconds():
    """Return how long the README's test command takes."""
    return _seconds([sys.executable, "-m", "pytest", "--nbval", "-q"])
