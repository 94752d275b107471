"""Where everything is to come out the same: ``pip install -e '.[matrix]' && nox`` runs what is installed of it.

``nox --list`` shows the parts; ``nox -s oldest`` runs one of them, ``nox -s kernels -- Zen Haswell`` two processors.
What is left out is named: a Python that is not on the PATH, a processor that this one cannot play.
"""

import itertools
import os
import random
import signal
import subprocess
import tempfile
from pathlib import Path

import nox
from nox.command import CommandFailed

from backprop_lib.series import notebooks

nox.options.default_venv_backend = "uv"
nox.options.download_python = "never"
nox.options.error_on_missing_interpreters = False
nox.options.reuse_venv = "yes"
nox.options.stop_on_first_error = False

PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
LOWEST = "--resolution=lowest-direct"  # the bounds of pyproject.toml and requirements.txt themselves
NOTEBOOKS = [str(path) for path in notebooks("notebooks")]
ORDERS = {"backward": NOTEBOOKS[::-1], "shuffled": random.Random(0).sample(NOTEBOOKS, len(NOTEBOOKS))}
NAMED = [Path("tests", f"test_{path.name}") for path in sorted(Path("backprop_lib").glob("*.py"))]
MATHEMATICS = [str(path) for path in NAMED if path.exists()]  # the tests of network.py are in test_network.py

# OpenBLAS's name of a processor, and how the names of the instructions begin that numpy does not find there. Some
# releases of numpy put a near relative in its place, as Haswell for Zen.
PROCESSORS = {
    "SkylakeX": (),
    "Haswell": ("AVX512", "X86_V4"),
    "Zen": ("AVX512", "X86_V4"),
    "Nehalem": ("AVX", "F16C", "FMA", "X86_V3", "X86_V4"),
    "Prescott": ("AVX", "F16C", "FMA", "X86_V3", "X86_V4"),
}
THREADS = [1, 2, 4]
PROXY = "configurable-http-proxy@5.1.0"  # later ones need a Node.js that Debian 12 has not got


def install(session, *more):
    """Install what requirements.txt asks for, in the newest versions unless `more` says otherwise."""
    session.install("--upgrade", "-r", "requirements.txt", *more)


def run_pytest(session, *arguments, **environment):
    """Run ``pytest --nbval``, away from the learner's record, and see to it that no notebook writes one."""
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder, "record.json")
        session.run("pytest", "--nbval", *arguments, env={"BACKPROP_EXERCISES": str(record), **environment})
        if record.exists():
            session.error(f"A notebook wrote the learner's record:\n{record.read_text(encoding='utf-8')}")


@nox.session(python=PYTHONS)
def tests(session):
    """Run everything on each Python, with the newest versions."""
    install(session)
    run_pytest(session)


@nox.session(python=PYTHONS[0])
def oldest(session):
    """Run everything with the lowest versions that the requirements admit."""
    install(session, LOWEST)
    run_pytest(session)


@nox.session
@nox.parametrize("order", list(ORDERS))
def orders(session, order):
    """Run the notebooks in an order in which nobody reads them."""
    install(session)
    run_pytest(session, *ORDERS[order])


@nox.session
def alone(session):
    """Run everything in one process, one file after the other."""
    install(session)
    run_pytest(session, "-n", "0")


@nox.session
@nox.parametrize("python, versions", [("3.13", ()), (PYTHONS[0], (LOWEST,))], ids=["newest", "oldest"])
def kernels(session, versions):
    """Run the notebooks and the mathematics as other processors compute, on several threads."""
    install(session, "threadpoolctl>=3.5", *versions)
    if unknown := set(session.posargs) - set(PROCESSORS):
        session.error(f"no processors: {', '.join(unknown)}; known are {', '.join(PROCESSORS)}")
    failed = []
    for processor, threads in itertools.product(session.posargs or PROCESSORS, THREADS):
        case = f"{processor} on {threads} threads"
        environment, obstacle = imitate(session, processor)
        if obstacle:
            session.warn(f"left out: {case}, {obstacle}")
            continue
        session.log(case)
        try:
            run_pytest(session, *NOTEBOOKS, *MATHEMATICS, **environment, **on_threads(session, threads))
        except CommandFailed:
            failed.append(case)
    if failed:
        session.error("; ".join(failed))


@nox.session(python=PYTHONS[0])
def hub(session):
    """Start the hub for a class, and let two learners go through a lesson in fast motion; needs Node.js."""
    session.install("--upgrade", "-r", "requirements.txt", "-e", ".[classroom]")
    session.run("npm", "install", "--global", "--prefix", session.virtualenv.location, PROXY, external=True)
    session.run("pytest", "tests/hub")
    quick = ["--learners", "2", "--arrive", "5", "--seconds", "10", "--pause", "0"]
    session.run("python", "-m", "classroom.load_test", *(session.posargs or quick))


@nox.session(python=PYTHONS[0])
def mutants(session):
    """Change the mathematics in one place at a time: the unit tests have to notice."""
    install(session, "cosmic-ray>=8.7")
    session.run("python", "-m", "mutation", *session.posargs)


@nox.session
def site(session):
    """Build the site into _site/, in an environment of its own since it pins what it needs, and read it."""
    install(session, "-e", ".[site]")
    session.run("python", "-m", "website", "build", *session.posargs)
    session.run("pytest", "tests/site")


@nox.session
def live(session):
    """Run stage 05 and Part II in the Python of the browser, under node: minutes for each notebook."""
    install(session, "-e", ".[site]")
    session.run("pytest", "tests/site/live_in_full.py", *session.posargs)


@nox.session(venv_backend="none")
def serve(session):
    """Show the site on this machine."""
    session.run("python", "-m", "website", "serve", *session.posargs)


def imitate(session, processor):
    """Return the environment in which numpy computes as on another processor, and why it cannot here."""
    environment = {"OPENBLAS_CORETYPE": processor}
    lines = [
        "import numpy as np",
        "for ones in (np.ones((999, 999)), np.ones((999, 999), np.float32)):",
        "    assert (ones @ ones == 999).all()",
        "print(*np.show_config(mode='dicts')['SIMD Extensions'].get('found', ()))",
    ]
    done = subprocess.run(
        [Path(session.bin, "python"), "-c", "\n".join(lines)],
        env={**os.environ, **environment, "OPENBLAS_VERBOSE": "2"},
        capture_output=True,
        text=True,
    )
    if done.returncode == -signal.SIGILL or "Core: " not in done.stderr or "not found" in done.stderr:
        return None, "which this processor, or this numpy, has not got"
    if done.returncode:  # numpy 2.5 does, with some kernels forced upon a processor that has more
        return None, "where this numpy itself fails in a matrix product"
    missing = [name for name in done.stdout.split() if name.startswith(PROCESSORS[processor])]
    return {**environment, "NPY_DISABLE_CPU_FEATURES": " ".join(missing)}, None


def on_threads(session, threads):
    """Return the environment in which numpy computes on so many threads.

    By itself OpenBLAS starts no more of them than there are cores; the kernels of notebooks, which are the ones that
    run PYTHONSTARTUP, are made to.
    """
    startup = Path(session.create_tmp(), "threads.py").resolve()
    startup.write_text(f"import numpy, threadpoolctl\nthreadpoolctl.threadpool_limits({threads})\n", encoding="utf-8")
    count = f"assert {{pool['num_threads'] for pool in threadpoolctl.threadpool_info()}} == {{{threads}}}"
    session.run("python", "-c", f"exec(open({str(startup)!r}).read()); {count}")
    return {"OPENBLAS_NUM_THREADS": str(threads), "PYTHONSTARTUP": str(startup)}
