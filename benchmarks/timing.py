"""Times that can be compared: contestants take turns, and what counts is the median of the ratios of each round."""

import gc
import time

import numpy as np


def take_turns(contestants, rounds):
    """Run the contestants one after the other, `rounds` times, after one round to warm up.

    Parameters
    ----------
    contestants : dict of callables without arguments
    rounds : int

    Returns
    -------
    dict of list of float
        Seconds of each run, by name.
    """
    seconds = {name: [] for name in contestants}
    for round_ in range(rounds + 1):
        for name, run in contestants.items():
            gc.collect()
            start = time.perf_counter()
            run()
            if round_:
                seconds[name].append(time.perf_counter() - start)
    return seconds


def ratio(seconds, name, other):
    """Return the median of the rounds' ratios: how many times as long `name` takes as `other`."""
    return float(np.median(np.divide(seconds[name], seconds[other])))


def processors(run):
    """Return how many processors a contestant took on average: at most as many as it has threads."""
    wall, cpu = time.perf_counter(), time.process_time()
    run()
    return (time.process_time() - cpu) / (time.perf_counter() - wall)


def exponent(sizes, seconds):
    """Return k of the power law seconds = c * sizes^k that fits best."""
    return float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])
