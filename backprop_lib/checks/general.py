"""Single arguments: counts, names, functions, seeds, types."""

import operator
import os

import numpy as np

# The most numbers in an array whose size is an argument: 10^8 take 0.8 GB.
MOST_NUMBERS = 10**8


class DivergedError(ValueError):
    """A value computed by the network is no longer a finite number, although its input is."""


def shown(value, most=500):
    """Return `value` as it is written, in at most so many letters."""
    try:
        words = repr(value)
    except Exception:  # of an object that is not ours; and Python does not write whole numbers of over 4300 digits
        return f"a {type(value).__name__} that cannot be written"
    return words if len(words) <= most else f"{words[: most - 3]}..."


def check_choice(argument, value, choices, otherwise=""):
    """Return `value` if it is one of the names in `choices`; `otherwise` are words about what else might have come."""
    if not isinstance(value, str) or value not in choices:
        names = ", ".join(map(repr, choices))
        raise ValueError(f"{argument}={shown(value)} is unknown, expected one of {names}{otherwise}")
    return value


def check_count(argument, value):
    """Return `value` as an int of at least 1."""
    try:
        count = operator.index(value)
    except TypeError:
        raise ValueError(f"{argument}={shown(value)}, expected a whole number") from None
    if count < 1:
        raise ValueError(f"{argument}={shown(count)}, expected at least 1")
    return count


def check_positive(argument, value):
    """Return `value` as a float that is positive and finite."""
    try:
        number = np.nan if isinstance(value, str | bytes | bytearray) or np.ndim(value) else float(value)
    except (TypeError, ValueError, OverflowError):
        number = np.nan
    if not 0 < number < np.inf:
        raise ValueError(f"{argument}={shown(value)}, expected a positive number")
    return number


def check_callable(argument, value):
    """Return `value` if it can be called."""
    if not callable(value):
        raise TypeError(f"{argument}={shown(value)}, expected a function")
    return value


def check_callable_or_none(argument, value):
    """Return `value` if it can be called, or is None."""
    return value if value is None else check_callable(argument, value)


def check_text(argument, value):
    """Return `value` if it is a text."""
    if not isinstance(value, str):
        raise TypeError(f"{argument}={shown(value)}, expected a text")
    return value


def check_folder(folder):
    """Return `folder` if it is a path."""
    try:
        sound = isinstance(os.fspath(folder), str) and b"\0" not in os.fsencode(folder)
    except (TypeError, ValueError):
        sound = False
    if not sound:
        raise ValueError(f"folder={shown(folder)}, expected the path of a folder")
    return folder


def check_rng(rng):
    """Return the generator of random numbers that `rng` is, or that has `rng` as its seed."""
    try:
        return np.random.default_rng(rng)
    except (TypeError, ValueError):
        raise ValueError(
            f"rng={shown(rng)}, expected a seed (a whole number, at least 0) or a numpy.random.Generator"
        ) from None


def check_dtype(dtype):
    """Return `dtype` as a numpy dtype; it is float32 or float64."""
    try:
        dtype = np.dtype(dtype)
    except (TypeError, ValueError, KeyError, SyntaxError, AttributeError, OverflowError):
        raise ValueError(f"dtype={shown(dtype)} is no numpy dtype, expected float64 or float32") from None
    if dtype not in (np.float32, np.float64):
        raise ValueError(f"dtype={dtype}, expected float64 or float32: gradients need fractions")
    return dtype
