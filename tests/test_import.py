"""What importing the library brings along."""

import subprocess
import sys

# A fresh interpreter, since this one has imported much already.
PROGRAM = """
import sys
import backprop_lib
print(*sorted({name.partition(".")[0] for name in sys.modules}))
print("backprop_lib.plots" in sys.modules)
"""


def test_the_mathematics_needs_numpy_alone():
    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    packages, plots = run.stdout.splitlines()
    assert "numpy" in packages.split()
    assert not {"matplotlib", "IPython", "ipywidgets", "tqdm"} & set(packages.split())
    assert plots == "False"
