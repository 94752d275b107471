"""Mutation testing: would the unit tests notice if a line of the mathematics were wrong? `python -m mutation`."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
LIBRARY = ROOT / "backprop_lib"

# The modules of the mathematics, and the file of their unit tests: those of network.py are in test_network.py.
MODULES = {
    path.relative_to(LIBRARY).with_suffix("").as_posix(): f"test_{path.name}"
    for path in sorted([*LIBRARY.glob("*.py"), *LIBRARY.glob("data/*.py")])
    if (ROOT / "tests" / f"test_{path.name}").exists()
}
MODULES["recording"] = "test_training.py"  # what a training run notes is seen in training runs
