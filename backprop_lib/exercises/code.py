"""Exercises whose answer is a function: it is run on nets that nobody has seen, and compared with known mistakes."""

import contextlib
import copy
import ctypes
import inspect
import threading
import warnings
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import NamedTuple

import numpy as np

from backprop_lib.exercises.edits import function_of, mistakes_of_code, tidy
from backprop_lib.exercises.exercise import (
    FACTORS,
    NOT_YET,
    RIGHT_ANSWER,
    UNTOUCHED,
    Exercise,
    Finding,
    found,
    in_words,
)

SECONDS = 5.0  # that a function may take for one case


@dataclass(frozen=True, eq=False)
class Code(Exercise):
    """An exercise whose answer is a function.

    Attributes
    ----------
    cases : callable
        Returns a list of cases. A case is a pair (name, arguments); the learner has not seen them.
    parts : tuple of str
        Names of what the function returns, in order; one name if it returns a single thing.
    samples : callable
        samples(arguments) gives N, for a 1/N that is lost or doubled.
    check : str
        Which check would find an unknown mistake.
    tolerance : float
        Relative, entry by entry against the largest entry of the array.
    """

    cases: object = None
    parts: tuple = ("the result",)
    samples: object = field(default=lambda arguments: 1)
    check: str = "Compare with complex_step_gradient, one parameter at a time."
    tolerance: float = 1e-9

    @classmethod
    def from_text(cls, id, task, solution, mistakes, using, answers=None, **more):
        """Return an exercise whose printed solution is what runs as right, and what the mistakes edit.

        Parameters
        ----------
        solution, mistakes : str
            The function, with the numbers of its formulas in comments, and the table of mistakes; see `edits`.
        using : dict
            The names that the function may use.
        answers : dict, optional
            name of the mistake -> function, for mistakes that are no edits.
        """
        source = tidy(solution)
        known = mistakes_of_code(id, source, mistakes, using, answers or {})
        return cls(id, task, function_of(source, using, f"the solution of {id}"), known, source, **more)

    def examine(self, function):
        """Run a function on all cases and compare what it returns with the right functions and the mistaken ones."""
        if function is None or function is Ellipsis:
            return UNTOUCHED
        if not callable(function):
            return found(
                f"Your answer is {type(function).__name__}, expected a function: write its name, without brackets."
            )
        cases, wanted, mistaken = _prepared(self)
        outcomes = []
        for (_, arguments), arrays in zip(cases, wanted, strict=True):
            outcomes.append(outcome(function, arguments, self.parts, arrays))
            if outcomes[-1].kind == "nothing" and len(outcomes) == 1 and _is_stub(function):
                return UNTOUCHED
            if outcomes[-1].kind == "time":
                break
        names = [name for name, _ in cases]
        if all(_equal(self, got, arrays) for got, arrays in zip(outcomes, wanted, strict=False)) and len(
            outcomes
        ) == len(cases):
            return RIGHT_ANSWER
        for name, results in mistaken.items():
            if len(outcomes) == len(cases) and _matches(self, outcomes, results):
                return self.known(name)
        return _with_factors(self, cases, outcomes, wanted, mistaken) or _unknown(self, names, outcomes, wanted)


class Outcome(NamedTuple):
    """What a function did with one case: `arrays` holds, for each part of what it returned, a list of arrays."""

    arrays: list | None
    problem: str | None  # in words; None if all is well
    kind: str  # "value", "nothing", "error", "time", "changed" or "form"


class _Stop(BaseException):
    """Raised inside a function that takes too long; not an Exception, so that no `except Exception` catches it."""


def run(function, arguments, parts):
    """Call a function with copies of the arguments, but not for longer than `SECONDS`.

    Returns
    -------
    result : object
        What it returned, as `_read` gives it, or the exception that it raised, or None if it did not come to an end.
    copies : list
        The arguments that it was called with, as it left them.
    ended : bool
    """
    copies, results = copy.deepcopy(list(arguments)), []

    def work():
        try:
            with np.errstate(all="ignore"), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                # It is read here too: also what it returned may never come to an end, or stop with an error.
                results.append(_read(function(*copies), parts))
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
    result, left, ended = run(function, arguments, parts)
    if not ended:
        return Outcome(None, f"it was still running after {SECONDS:g} seconds; perhaps a loop never ends", "time")
    if isinstance(result, NotImplementedError) or result is None or result is Ellipsis:
        return Outcome(None, "it returned nothing; a `return` seems to be missing", "nothing")
    if isinstance(result, _Unreadable):
        layers = wanted is not None and any(len(part) > 1 for part in wanted)
        return Outcome(None, str(result) + ("; a list of layers has None at index 0" if layers else ""), "form")
    if isinstance(result, BaseException):
        return Outcome(None, f"it stopped with {_named(result)}", "error")
    if not all(_same(before, after) for before, after in zip(arguments, left, strict=True)):
        words = (
            "it changed its arguments. Make a new array instead of writing into the one it was given (`+=`, `[...] =`)"
        )
        return Outcome(None, words, "changed")
    return Outcome(result, _wrong_form(result, wanted, parts) if wanted else None, "value")


class _Unreadable(Exception):
    """What a function returned is not what was asked for; the words say why."""


def _read(result, parts):
    """Return a result as a list of arrays for each part, or None if there is nothing."""
    if result is None or result is Ellipsis:
        return None
    if inspect.isgenerator(result) or (hasattr(result, "__next__") and not hasattr(result, "shape")):
        raise _Unreadable("it returned a generator; perhaps there is a `yield` where a `return` should be")
    several = len(parts) > 1
    if several and (not isinstance(result, list | tuple | np.ndarray) or len(result) != len(parts)):
        raise _Unreadable(f"it returned {type(result).__name__}, expected {_listed(parts)}, with a comma between them")
    try:
        return [_arrays(part) for part in (result if several else (result,))]
    except (TypeError, ValueError, OverflowError) as error:
        kind = type(result).__name__
        raise _Unreadable(f"it returned {kind}, expected {_listed(parts)} as numbers") from error


def _arrays(part):
    """Return one part of a result as a list of arrays: those of the layers 1 to L, or a single one."""
    if isinstance(part, list | tuple) and len(part) and part[0] is None:
        return [_real(entry) for entry in part[1:]]
    return [_real(part)]


def _real(entry):
    if np.iscomplexobj(entry):
        raise _Unreadable("it returned complex numbers; where a complex step was taken, take the imaginary part, (0.8)")
    return np.asarray(entry, dtype=float)


def _named(error):
    words = ""
    with contextlib.suppress(Exception):  # the learner's own exception may fail to speak
        words = str(error)
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


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
    for name, part, right in zip(parts, arrays, wanted, strict=True):
        if len(part) != len(right):
            return f"{name} should be a list with None at index 0 and an array for each of the {len(right)} layers"
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


def _stub(*_): ...


def _stopping(*_):
    raise NotImplementedError


STUBS = (_stub.__code__.co_code, _stopping.__code__.co_code)


def _is_stub(function):
    """Return whether a function has nothing in it but dots, `return ...` or `raise NotImplementedError`."""
    while isinstance(function, partial):  # an exercise may have wrapped the learner's function
        function = function.args[0]
    code = getattr(function, "__code__", None)
    return code is None or len(code.co_code) <= max(map(len, STUBS))


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
            first = f"Everything is there, but for {words} in some part of it."
            return found(first, f"{first} Look at each 2, each 1/N, and the order of each difference.")
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
    words = next(filter(None, map(_trouble, names, outcomes, wanted, [exercise] * len(names))))
    return found(words, f"{words} {exercise.check}")


def _trouble(name, got, arrays, exercise):
    """Return what is wrong with one case, in words, or None."""
    if got.problem is not None:
        return f"With {name}: {got.problem}."
    for part, mine, right in zip(exercise.parts, got.arrays, arrays, strict=True):
        for place, (a, b) in enumerate(zip(mine, right, strict=True), start=1):
            which = f"{part}[{place}]" if len(right) > 1 else part
            if not np.isfinite(a).all() and np.isfinite(b).all():
                return f"With {name}: {which} has entries that are not finite (NaN or infinity)."
            scale = max(np.abs(b).max(), 1e-12)
            off = np.abs(a - b) > exercise.tolerance * scale
            if off.any():
                return _differences(name, which, a, b, off, scale)
    return None


def _differences(name, which, a, b, off, scale):
    largest = float((np.abs(a - b) / scale).max())
    if largest < 1e-5:
        return f"With {name}: {which} is right to single precision only. Keep float64."
    size = f"{100 * largest:.2g} %" if largest < 1 else f"{largest:.3g} times the size"
    if not a.ndim:
        return f"With {name}: {which} is off by {size} of the right number."
    first = [int(k) for k in np.argwhere(off)[0]]
    entries = f"{int(off.sum())} of {a.size} entries of {which} differ, the first at {first}"
    return f"With {name}: the shapes fit, but {entries}, by up to {size} of the largest entry."
