"""How a learner's function is run: on copies, not for long, and with everything that it may do put into words."""

import contextlib
import copy
import ctypes
import inspect
import sys
import threading
import time
import warnings
from functools import partial
from typing import NamedTuple

import numpy as np

SECONDS = 5.0  # that a function may take for one case


class Outcome(NamedTuple):
    """What a function did with one case: `arrays` holds, for each part of what it returned, a list of arrays."""

    arrays: list | None
    problem: str | None  # in words; None if all is well
    kind: str  # "value", "nothing", "error", "time", "changed" or "form"
    changed: bool = False  # whether the arguments are not what they were
    loose: list | None = None  # the arrays, where they are there, but not as they should be


class _Stop(BaseException):
    """Raised inside a function that takes too long; not an Exception, so that no `except Exception` catches it."""


class Worker:
    """Work that can be left behind, so that nothing can hold up the notebook: it is done in a thread of its own.

    Python in a browser has no threads. There the work is done at once, and stopped from within when its time is over.

    Parameters
    ----------
    work : callable
        It lets no exception out.
    longest : float
        Seconds that the work may take where there are no threads.
    """

    def __init__(self, work, longest):
        self.over = False  # whether it was stopped from within
        self.thread = threading.Thread(target=work, daemon=True)
        try:
            self.thread.start()
        except RuntimeError:
            self._work_here(work, time.monotonic() + longest)

    def _work_here(self, work, end):
        def trace(*_):  # called at each line
            if time.monotonic() > end:
                self.over = True
                raise _Stop
            return trace

        before = sys.gettrace()
        sys.settrace(trace)
        try:
            with contextlib.suppress(_Stop):
                work()
        finally:
            sys.settrace(before)

    def ends_within(self, seconds):
        """Wait for so long at most, and return whether the work has come to its end."""
        if self.thread.is_alive():
            self.thread.join(seconds)
        return not (self.over or self.thread.is_alive())

    def stop(self):
        """Raise an error in the midst of the work."""
        if self.thread.is_alive():
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self.thread.ident), ctypes.py_object(_Stop))


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

    worker = Worker(work, SECONDS)
    if not worker.ends_within(SECONDS):
        worker.stop()
        return None, copies, False
    return results[0], copies, True


def outcome(function, arguments, parts, wanted=None, keep=True):
    """Return what a function does with one case.

    Parameters
    ----------
    wanted : list, optional
        The right arrays, whose form it should have.
    keep : bool
        Whether the arguments must stay as they were.
    """
    result, left, ended = run(function, arguments, parts)
    if not ended:
        return Outcome(None, f"it was still running after {SECONDS:g} seconds; perhaps a loop never ends", "time")
    if isinstance(result, NotImplementedError) or result is None or result is Ellipsis:
        return Outcome(None, "it returned nothing; a `return` seems to be missing", "nothing")
    if isinstance(result, _Unreadable):
        layers = wanted is not None and any(len(part) > 1 for part in wanted)
        words = str(result) + ("; a list of layers has None at index 0" if layers else "")
        return Outcome(None, words, "form", loose=result.loose)
    if isinstance(result, BaseException):
        return Outcome(None, f"it stopped with {_named(result)}", "error")
    changed = not all(_same(before, after) for before, after in zip(arguments, left, strict=True))
    if changed and keep:
        words = (
            "it changed its arguments. Make a new array instead of writing into the one it was given (`+=`, `[...] =`)"
        )
        return Outcome(None, words, "changed", True, loose=result)
    return Outcome(result, _wrong_form(result, wanted, parts) if wanted else None, "value", changed)


def arrays_of(function, arguments, parts):
    """Return what a function returns, part by part, or None; for a search, which looks after the time itself."""
    try:
        return _read(function(*copy.deepcopy(list(arguments))), parts)
    except Exception:
        return None


class _Unreadable(Exception):
    """What a function returned is not what was asked for; the words say why."""

    loose = None


def _read(result, parts):
    """Return a result as a list of arrays for each part, or None if there is nothing."""
    if result is None or result is Ellipsis:
        return None
    if inspect.isgenerator(result) or (hasattr(result, "__next__") and not hasattr(result, "shape")):
        raise _Unreadable("it returned a generator; perhaps there is a `yield` where a `return` should be")
    several = len(parts) > 1
    if several and (not isinstance(result, list | tuple | np.ndarray) or len(result) != len(parts)):
        raise _Unreadable(f"it returned {type(result).__name__}, expected {listed(parts)}, with a comma between them")
    given = result if several else (result,)
    try:
        return [_arrays(part) for part in given]
    except (TypeError, ValueError, OverflowError) as error:
        unreadable = _Unreadable(f"it returned {type(result).__name__}, expected {listed(parts)} as numbers")
        with contextlib.suppress(Exception):
            unreadable.loose = [[_real(entry) for entry in part] for part in given]
        raise unreadable from error


def _arrays(part):
    """Return one part of a result as a list of arrays: those of the layers 1 to L, or a single one.

    Layer 0 has none, but a number or nothing at index 0 does as well as None.
    """
    if isinstance(part, list | tuple) and len(part):
        first, arrays = part[0], len(part) > 1 and all(np.ndim(entry) for entry in part[1:])
        if first is None or (arrays and (np.ndim(first) == 0 or np.size(first) == 0)):
            return [_real(entry) for entry in part[1:]]
    return [_real(part)]


def _real(entry):
    if np.iscomplexobj(entry):
        if np.any(np.imag(entry) != 0):
            raise _Unreadable(
                "it returned complex numbers; where a complex step was taken, take the imaginary part, (0.13)"
            )
        entry = np.real(entry)
    return np.asarray(entry, dtype=float)


def _named(error):
    words = ""
    with contextlib.suppress(Exception):  # the learner's own exception may fail to speak
        words = " ".join(str(error).split())
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def listed(parts):
    """Return names in words: "dW and db"."""
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


def _stub(*_): ...


def _stopping(*_):
    raise NotImplementedError


STUBS = (_stub.__code__.co_code, _stopping.__code__.co_code)


def is_stub(function):
    """Return whether a function has nothing in it but dots, `return ...` or `raise NotImplementedError`."""
    while isinstance(function, partial):  # an exercise may have wrapped the learner's function
        function = function.args[0]
    code = getattr(function, "__code__", None)
    return code is None or len(code.co_code) <= max(map(len, STUBS))
