"""`python -m benchmarks`: a table, and with `--plot FILE` a picture; with `--json` one JSON object and nothing else."""

import argparse
import json
import os
import platform
from importlib.metadata import version

SECTIONS = ("minibatch", "fullbatch", "time_to_97", "growth", "threads", "footprint")


def arguments():
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--threads", type=int, default=1, help="threads of numpy and of its peers alike (default: 1)")
    parser.add_argument("--only", choices=SECTIONS, nargs="+", default=SECTIONS, help="run these only")
    parser.add_argument("--plot", metavar="FILE", help="draw how the cost grows into this file")
    parser.add_argument("--classroom", type=int, metavar="N", help="also execute stage 05 N times at once (Linux)")
    return parser.parse_args()


def measure(options):
    """Run the chosen sections, and return their figures."""
    from benchmarks import compiled, descent, footprint, growth, peers, threads

    peers.torch.set_num_threads(options.threads)
    peers.check_gradients()
    compiled.check_epoch()
    figures = {}
    for name in ("minibatch", "fullbatch", "time_to_97"):
        if name in options.only:
            figures |= getattr(descent, name)()
    if "growth" in options.only:
        series = growth.growth()
        figures |= {f"growth.{axis}.{name}": k for axis, _, _, exponents in series for name, k in exponents.items()}
        if options.plot:
            growth.plot(series, options.plot)
    if "threads" in options.only:
        figures |= threads.threads()
    if "footprint" in options.only:
        figures["import_ms_over_numpy"] = footprint.import_ms_over_numpy()
        figures["notebook_peak_mib"] = footprint.notebook_peak_mib()
        figures["suite_seconds"] = footprint.suite_seconds()
    if options.classroom:
        figures["classroom_peak_mib"], figures["classroom_seconds"] = footprint.classroom(options.classroom)
    return figures


def environment(options):
    """Return the machine and the versions."""
    packages = {name: version(name) for name in ("numpy", "torch", "jax", "scikit-learn")}
    return {
        "machine": platform.machine(),
        "processors": os.cpu_count(),
        "threads": options.threads,
        "python": platform.python_version(),
        **packages,
    }


def main():
    """Measure and print."""
    options = arguments()
    # numpy's BLAS reads the first two when it is loaded. JAX has no option for its threads: it takes as many as NPROC
    # says, and XLA's flags for one thread leave some of them.
    os.environ.update(dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "NPROC"), str(options.threads)))
    figures = {"environment": environment(options), **measure(options)}
    if options.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        parts = value.items() if isinstance(value, dict) else [("", value)]
        for part, number in parts:
            print(f"{name} {part}".ljust(60), f"{number:.2f}" if isinstance(number, float) else number)


main()
