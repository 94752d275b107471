"""On one thread, as the library chooses, or on one for each core: alone, and beside three others who train as well."""

import os
import subprocess
import sys
import time

import numpy as np

from backprop_lib import LazyColumns, Network, as_columns, gradient_descent, load_mnist, one_hot, sgd
from backprop_lib.threads import NAMED

BESIDE = 3


def threads():
    """Return the seconds of a third of an epoch, and of ten steps on 50,000 images, by what was chosen."""
    figures = {}
    for company, beside in (("alone", 0), (f"beside_{BESIDE}", BESIDE)):
        for choice, number in (("as_chosen", None), ("all_cores", os.cpu_count())):
            minibatch, fullbatch = seconds(number, beside)
            figures[f"threads.minibatch.{company}.{choice}"] = minibatch
            figures[f"threads.fullbatch.{company}.{choice}"] = fullbatch
    return figures


def seconds(number, beside):
    """Return the median seconds of 1 + beside processes that train at once, on so many threads or as is chosen."""
    environment = {name: value for name, value in os.environ.items() if name not in NAMED}
    if number:
        environment |= dict.fromkeys(NAMED, str(number))
    command, pipe = [sys.executable, "-m", "benchmarks.threads"], subprocess.PIPE
    learners = [
        subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, text=True) for _ in range(1 + beside)
    ]
    for learner in learners:
        learner.stdout.readline()  # it is ready
    for learner in learners:
        learner.stdin.write("\n")
        learner.stdin.flush()
    return np.median([[float(part) for part in learner.communicate()[0].split()] for learner in learners], axis=0)


def train():
    """Say that all is ready, wait for a line, and print the seconds of both trainings."""
    images, labels = load_mnist("train")
    X, Y = LazyColumns(images[:20_000], np.float32), one_hot(labels[:20_000], dtype=np.float32)
    X_all, Y_all = as_columns(images[:50_000], np.float32), one_hot(labels[:50_000], dtype=np.float32)
    print("ready", flush=True)
    sys.stdin.readline()
    start = time.perf_counter()
    sgd(Network([784, 128, 10], dtype=np.float32), X, Y, learning_rate=0.5, epochs=1)
    between = time.perf_counter()
    gradient_descent(Network([784, 10, 10], dtype=np.float32), X_all, Y_all, learning_rate=0.1, steps=10)
    print(between - start, time.perf_counter() - between)


if __name__ == "__main__":
    train()
