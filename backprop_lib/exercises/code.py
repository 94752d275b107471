"""Examining a function that the learner wrote: it is run on nets it has not seen, and compared with known mistakes."""

import copy
import ctypes
import threading
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from backprop_lib.exercises.exercise import FACTORS, NOT_YET, RIGHT_ANSWER, UNTOUCHED, Finding, found, in_words

SECONDS = 5.0  # that a function may take for one case


class Outcome(NamedTuple):
    """What a function did with one case: `arrays` holds, for each part of what it returned, a list of arrays."""

    arrays: list | None
    problem: str | None  # in words; None if all is well
    kind: str  # "value", "nothing", "error", "time", "changed" or "form"


class _Stop(BaseException):
    """Raised inside a function that takes too long; not an Exception, so that no `except Exception` catches it."""


def run(function, arguments):
    """Call a function with copies of the arguments, but not for longer than `SECONDS`.

    Returns
    -------
    result : object
        What it returned, or the exception that it raised, or None if it did not come to an end.
    copies : list
        The arguments that it was called with, as it left them.
    ended : bool
    """
    copies, results = copy.deepcopy(list(arguments)), []

    def work():
        try:
            with np.errstate(all="ignore"):
                results.append(function(*copies))
        except BaseException as error:  # whatever it is, the learner should hear of it
            results.append(error)

    # A thread of its own, which can be left behind: so no function can hold up the notebook.
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(SECONDS)
    if thread.is_alive():
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(_Stop))
        return None, copies, False
    return results[0], copies, True


def outcome(function, arguments, parts, wanted=None):
    """Return what a function does with one case; `wanted` are the right arrays, whose form it should have."""
    result, left, ended = run(function, arguments)
    if not ended:
        return Outcome(None, f"it was still running after {SECONDS:g} seconds; perhaps a loop never ends", "time")
    if isinstance(result, NotImplementedError) or result is None or result is Ellipsis:
        return Outcome(None, "it returned nothing; a `return` seems to be missing", "nothing")
    if isinstance(result, BaseException):
        return Outcome(None, f"it stopped with {type(result).__name__}: {result}", "error")
    if not all(_same(before, after) for before, after in zip(arguments, left, strict=True)):
        words = (
            "it changed its arguments. Make a new array instead of writing into the one it was given (`+=`, `[...] =`)"
        )
        return Outcome(None, words, "changed")
    try:
        arrays = [_arrays(part) for part in (result if len(parts) > 1 else (result,))]
    except (TypeError, ValueError):
        return Outcome(None, f"it returned {type(result).__name__}, expected {_listed(parts)} as numbers", "form")
    return Outcome(arrays, _wrong_form(arrays, wanted, parts) if wanted else None, "value")


def _arrays(part):
    """Return one part of a result as a list of arrays: a list of layers without its empty places, or one array."""
    if isinstance(part, list | tuple) and any(isinstance(entry, np.ndarray | list) or entry is None for entry in part):
        return [np.asarray(entry, dtype=float) for entry in part if entry is not None]
    return [np.asarray(part, dtype=float)]


def _listed(parts):
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _same(before, after):
    if isinstance(before, list | tuple):
        return len(before) == len(after) and all(_same(a, b) for a, b in zip(before, after, strict=True))
    if isinstance(before, np.ndarray):
        return isinstance(after, np.ndarray) and np.array_equal(before, after, equal_nan=before.dtype.kind == "f")
    if callable(before) or not hasattr(before, "__dict__"):
        return True
    return all(_same(vars(before)[name], vars(after)[name]) for name in vars(before))


def _wrong_form(arrays, wanted, parts):
    if len(arrays) != len(wanted):
        return f"it returned {len(arrays)} things, expected {_listed(parts)}"
    for name, part, right in zip(parts, arrays, wanted, strict=True):
        if len(part) != len(right):
            return f"{name} has {len(part)} arrays, expected {len(right)}: one for each layer"
        for place, (array, expected) in enumerate(zip(part, right, strict=True), start=1):
            which = f"{name}[{place}]" if len(right) > 1 else name
            if array.shape != expected.shape:
                return f"{which} has shape {array.shape}, expected {expected.shape}"
    return None


@lru_cache(maxsize=64)
def _prepared(exercise):
    """Return the cases, the right outcomes, and the outcomes of each mistake: they are the same at every call."""
    cases = exercise.cases()
    right = [outcome(exercise.right, arguments, exercise.parts) for _, arguments in cases]
    wanted = [result.arrays for result in right]
    mistaken = {
        name: [
            outcome(mistake.answer, arguments, exercise.parts, arrays)
            for (_, arguments), arrays in zip(cases, wanted, strict=True)
        ]
        for name, mistake in exercise.mistakes.items()
    }
    return cases, wanted, mistaken


def examine_function(exercise, function):
    """Return the finding about a learner's function.

    Parameters
    ----------
    exercise : Code
    function : callable

    Returns
    -------
    Finding
    """
    if function is None or function is Ellipsis:
        return UNTOUCHED
    if not callable(function):
        return found(
            f"Your answer is {type(function).__name__}, expected a function: write its name, without brackets."
        )
    cases, wanted, mistaken = _prepared(exercise)
    outcomes = []
    for (_, arguments), arrays in zip(cases, wanted, strict=True):
        outcomes.append(outcome(function, arguments, exercise.parts, arrays))
        if outcomes[-1].kind == "nothing" and len(outcomes) == 1:
            return UNTOUCHED
        if outcomes[-1].kind == "time":
            break
    names = [name for name, _ in cases]
    if all(_equal(exercise, got, arrays) for got, arrays in zip(outcomes, wanted, strict=False)) and len(
        outcomes
    ) == len(cases):
        return RIGHT_ANSWER
    for name, results in mistaken.items():
        if len(outcomes) == len(cases) and _matches(exercise, outcomes, results):
            return exercise.known(name)
    return _with_factors(exercise, cases, outcomes, wanted, mistaken) or _unknown(exercise, names, outcomes, wanted)


def _equal(exercise, got, arrays):
    return got.kind == "value" and got.problem is None and _close(exercise, got.arrays, arrays)


def _close(exercise, arrays, others, factors=None):
    """Return whether all arrays are equal, each part of the others multiplied by its factor."""
    factors = factors or [1.0] * len(arrays)
    for part, other, factor in zip(arrays, others, factors, strict=True):
        for a, b in zip(part, other, strict=True):
            if a.shape != b.shape:
                return False
            finite = b[np.isfinite(b)]
            scale = max(np.abs(factor * finite).max(), 1e-12) if finite.size else 1e-12
            if not np.allclose(a, factor * b, rtol=0, atol=exercise.tolerance * scale, equal_nan=True):
                return False
    return True


def _same_form(got, other):
    return [[a.shape for a in part] for part in got.arrays] == [[a.shape for a in part] for part in other.arrays]


def _matches(exercise, outcomes, results):
    """Return whether two functions did the same in all cases: the same numbers, or both no numbers."""
    for got, other in zip(outcomes, results, strict=True):
        if got.kind != other.kind:
            return False
        if got.kind == "value" and not (_same_form(got, other) and _close(exercise, got.arrays, other.arrays)):
            return False
    return True


def _with_factors(exercise, cases, outcomes, wanted, mistaken):
    """Return a finding if a constant factor explains the difference to the right answer or to a known mistake."""
    sources = {None: [Outcome(arrays, None, "value") for arrays in wanted], **mistaken}
    if len(outcomes) < len(cases):
        return None
    for name, results in sources.items():
        factor = _common_factors(exercise, cases, outcomes, results)
        if factor is None:
            continue
        words = in_words(factor)
        if name is None:
            second = "Look at each constant: a 2 from a square, a 1/N of a mean, the order of a difference."
            return found(f"Everything is there, but for {words} in some part of it.", second)
        both = f"Two things at once: {words} is off, and this:"
        mistake = exercise.mistakes[name]
        return Finding(NOT_YET, name, (f"{both} {mistake.hint}", f"{both} {mistake.stronger}"))
    return None


def _common_factors(exercise, cases, outcomes, results):
    """Return a factor other than 1 by which some part is off in the same way in all cases, or None."""
    powers = {(factor, power): None for factor in [1.0, *FACTORS] for power in (0, 1, -1)}
    parts = len(exercise.parts)
    allowed = [dict(powers) for _ in range(parts)]
    compared = 0
    for (_, arguments), got, other in zip(cases, outcomes, results, strict=True):
        if got.kind != other.kind:
            return None
        if got.kind != "value":
            continue
        if not _same_form(got, other):
            return None
        compared += 1
        N = exercise.samples(arguments)
        for place in range(parts):
            for factor, power in list(allowed[place]):
                arrays, others = [got.arrays[place]], [other.arrays[place]]
                if not _close(exercise, arrays, others, [factor * float(N) ** power]):
                    del allowed[place][factor, power]
    if not compared or not all(allowed):
        return None
    off = [next(iter(part)) for part in allowed]
    changed = [factor for factor, power in off if (factor, power) != (1.0, 0)]
    return min(changed) if changed else None


def _unknown(exercise, names, outcomes, wanted):
    """Return what can be said about a function that no known mistake explains."""
    for name, got, arrays in zip(names, outcomes, wanted, strict=False):
        if got.problem is not None:
            return found(f"With {name}: {got.problem}.", f"With {name}: {got.problem}. {exercise.check}")
        if _equal(exercise, got, arrays):
            continue
        for part, mine, right in zip(exercise.parts, got.arrays, arrays, strict=True):
            for place, (a, b) in enumerate(zip(mine, right, strict=True), start=1):
                which = f"{part}[{place}]" if len(right) > 1 else part
                if not np.isfinite(a).all():
                    return found(
                        f"With {name}: {which} has entries that are not finite (NaN or infinity).", exercise.check
                    )
                scale = max(np.abs(b).max(), 1e-12)
                off = np.abs(a - b) > exercise.tolerance * scale
                if off.any():
                    return found(_differences(name, which, a, b, off, scale), exercise.check)
    return found("Some cases are right and some are not.", exercise.check)


def _differences(name, which, a, b, off, scale):
    index = tuple(int(k) for k in np.argwhere(off)[0])
    entry = f", the first at {list(index)}" if a.ndim else ""
    largest = float((np.abs(a - b) / scale).max())
    places = f"{int(off.sum())} of {a.size} entries of {which} differ{entry}" if a.ndim else f"{which} differs"
    return f"With {name}: the shapes fit, but {places}, by up to {100 * largest:.2g} % of the largest entry."
