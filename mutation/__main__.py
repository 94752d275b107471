"""`python -m mutation [module ...]`: change the mathematics in one place at a time, and see whether a unit test fails.

cosmic-ray makes the mutants: each has another operator, number, comparison or keyword than the code, or lacks a
decorator. The unit tests of the module run on every one. What they do not notice, `survivors.toml` has to explain.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from mutation import MODULES, ROOT

# Left out: operators on bits. Between numbers with a fraction they raise a TypeError, so that any test would do.
CONFIGURATION = """
[cosmic-ray]
module-path = "backprop_lib/{module}.py"
timeout = 120
excluded-modules = []
test-command = "{python} -m pytest -x -q -o addopts= -p no:nbval -p no:cacheprovider tests/{tests}"
[cosmic-ray.distributor]
name = "local"
[cosmic-ray.filters.operators-filter]
exclude-operators = ["core/ReplaceBinaryOperator_.*_(RShift|LShift|BitOr|BitAnd|BitXor)"]
"""


def changed_lines(diff):
    """Return the line that a mutant takes away and the line that it puts there, from a unified diff."""
    lines = [line for line in diff.splitlines() if not line.startswith(("---", "+++"))]
    removed, added = ([line[1:].strip() for line in lines if line.startswith(sign)] for sign in "-+")
    return " / ".join(removed), " / ".join(added)


def survivors(module):
    """Return how many mutants of a module were tested, and those that survived as pairs of lines."""
    with tempfile.TemporaryDirectory() as folder:
        for part in ("backprop_lib", "tests", "pyproject.toml"):
            copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
            copy(ROOT / part, Path(folder, part))
        configuration = CONFIGURATION.format(module=module, python=sys.executable, tests=MODULES[module])
        Path(folder, "mutation.toml").write_text(configuration, encoding="utf-8")

        def run(*command):
            environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": folder}
            done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
            if done.returncode:
                raise RuntimeError(f"{' '.join(map(str, command))} failed:\n{done.stdout}\n{done.stderr}")
            return done.stdout

        tools = Path(sys.executable).parent
        run(tools / "cosmic-ray", "init", "mutation.toml", "session.sqlite")
        run(tools / "cr-filter-operators", "session.sqlite", "mutation.toml")
        run(tools / "cosmic-ray", "baseline", "mutation.toml")  # the tests pass on what is not mutated
        run(tools / "cosmic-ray", "exec", "mutation.toml", "session.sqlite")
        results = [json.loads(line)[1] for line in run(tools / "cosmic-ray", "dump", "session.sqlite").splitlines()]
    tested = [result for result in results if result["worker_outcome"] != "skipped"]
    return len(tested), [changed_lines(result["diff"]) for result in tested if result["test_outcome"] != "killed"]


def main():
    """Test the mutants of all modules, several modules at a time, and exit with 1 if a survivor is not explained."""
    parser = argparse.ArgumentParser(prog="python -m mutation", description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="module", help=f"by default all: {', '.join(MODULES)}")
    modules = parser.parse_args().modules or list(MODULES)
    with open(ROOT / "mutation" / "survivors.toml", "rb") as file:
        explained = {(s["module"], s["line"], s["mutant"]): s["reason"] for s in tomllib.load(file)["survivor"]}

    unexplained, tested, alive = 0, 0, 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for module, (number, lines) in zip(modules, pool.map(survivors, modules), strict=True):
            tested, alive = tested + number, alive + len(lines)
            print(f"{module}: {number - len(lines)} of {number} killed", flush=True)
            for line, mutant in lines:
                reason = explained.get((module, line, mutant))
                unexplained += reason is None
                print(f"    {line}\n    {mutant}\n        {reason or 'NOT EXPLAINED in survivors.toml'}", flush=True)
    print(f"{tested - alive} of {tested} killed, {100 * (tested - alive) / tested:.1f} %")
    sys.exit(unexplained > 0)


main()
