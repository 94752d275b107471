"""Arrays of numbers: what activations and costs ask for."""

import numpy as np

from backprop_lib.checks.general import MOST_NUMBERS, DivergedError, shown

# The largest numbers that leave room for twice a difference of two of them, by the code of the dtype.
LARGEST = {code: float(np.finfo(code).max / 4) for code in "fdFD"}
FLOATS = (np.dtype(np.float64), np.dtype(np.float32))


def as_array(argument, values):
    """Return `values` as an array, which rows of different lengths do not make."""
    try:
        return np.asarray(values)
    except (TypeError, ValueError, OverflowError):
        if not isinstance(values, list | tuple):
            raise
        raise ValueError(f"{argument}={shown(values)}, expected an array: rows of equal length") from None


def place(array, wrong):
    """Return the first entry for which `wrong` is true, and its place, in words."""
    index = tuple(int(i) for i in np.argwhere(wrong)[0])
    words = {0: "", 1: f" at index {index}", 2: " in row {} of column {}"}.get(len(index), f" at index {index}")
    return f"{array[index]}{words.format(*index)}"


def as_numbers(argument, values, dtype):
    """Return `values` as an array of a dtype that can hold them; complex numbers, of the complex step, stay so."""
    array = as_array(argument, values)
    if array.dtype.kind == "c":
        return array
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{argument} has dtype {array.dtype}, expected numbers")
    if array.dtype == dtype:
        return array
    with np.errstate(over="ignore"):
        converted = array.astype(dtype)
    lost = np.isfinite(array) & ~np.isfinite(converted)
    if lost.any():
        raise ValueError(f"{argument} holds {place(array, lost)}, expected numbers that {np.dtype(dtype)} can hold")
    return converted


def in_range(array):
    """Say whether all entries are finite, and small enough for the difference of any two to be finite."""
    # The sum of squares is the faster question; only what is not finite, or very large, is looked at more closely.
    if _square_sum(array).real < np.inf:
        return True
    with np.errstate(over="ignore", invalid="ignore"):
        return bool((np.abs(array) <= LARGEST[array.dtype.char]).all())


def _square_sum(array):
    """Return the sum of squares in one call of numpy, so that a check in a training loop takes a microsecond."""
    flags = array.flags
    if flags.c_contiguous:
        return np.vdot(array, array)
    return np.vdot(array.T, array.T) if flags.f_contiguous else np.inf  # of others numpy would make a copy


def check_numbers(argument, values):
    """Return `values` as an array of finite numbers; whole numbers become float64, what is float32 stays so."""
    array = values
    if array is None:  # such as index 0 of a list of layers
        raise ValueError(f"{argument} is None, expected numbers")
    if type(array) is not np.ndarray or array.dtype not in FLOATS:
        array = array if type(array) is np.ndarray else as_array(argument, array)
        if array.dtype.char not in LARGEST or not array.dtype.isnative:
            array = as_numbers(argument, array, np.float64)
            array = array.astype(np.complex128) if array.dtype.kind == "c" else array
    if not in_range(array):
        largest = LARGEST[array.dtype.char]
        with np.errstate(over="ignore", invalid="ignore"):
            wrong = ~(np.abs(array) <= largest)
        raise ValueError(f"{argument} holds {place(array, wrong)}, expected finite numbers of at most {largest:.1e}")
    return array if array.ndim else array[()]


def check_real_numbers(argument, values):
    """Return `values` as `check_numbers` does, if they are real."""
    array = check_numbers(argument, values)
    if array.dtype.kind == "c":
        raise ValueError(
            f"{argument} has dtype {array.dtype}, expected real numbers: there is no step at a complex number"
        )
    return array


def check_columns(argument, values):
    """Return `values` as `check_numbers` does, of shape (n, N) or (n,), with n at least 1."""
    array = check_numbers(argument, values)
    if not 1 <= array.ndim <= 2 or array.shape[0] == 0:
        raise ValueError(f"{argument} has shape {array.shape}, expected (n, N), one column per sample, or (n,)")
    return array


def check_vector(argument, values):
    """Return `values` as an array of numbers that is one vector, small enough to have a matrix."""
    array = check_numbers(argument, values)
    if array.ndim != 1 or not array.size:
        raise ValueError(f"{argument} has shape {array.shape}, expected (n,): the Jacobian belongs to one vector")
    if array.size**2 > MOST_NUMBERS:
        raise ValueError(
            f"{argument} has shape {array.shape}, expected at most {int(MOST_NUMBERS**0.5)} entries, for an n x n "
            "matrix"
        )
    return array


def check_same_shape(**arrays):
    """Raise unless all arrays have the same shape: numpy would stretch one of them without a word."""
    (first, a), *others = arrays.items()
    for other, b in others:
        if a.shape != b.shape:
            raise ValueError(f"shapes {a.shape} of {first} and {b.shape} of {other} differ, expected the same")


def check_distance(A, Y):
    """Raise unless the squared distances of the columns of A from those of Y are finite."""
    if (np.vdot(A, A) + np.vdot(Y, Y)).real < min(LARGEST[A.dtype.char], LARGEST[Y.dtype.char]):
        return
    with np.errstate(over="ignore", invalid="ignore"):
        difference = A - Y
        if not np.isfinite((difference**2).sum(axis=0)).all():
            raise DivergedError(
                f"the cost is inf: the network's output A is up to {np.abs(difference).max():.3g} away from its "
                "targets Y, expected a distance that can be squared"
            )


def check_finite_cost(cost, A, Y):
    """Raise unless the mean cost of outputs A and targets Y is a finite number."""
    if not abs(cost) < np.inf:
        check_distance(A, Y)
        raise DivergedError(f"the cost is {cost}: the network's output is too far from its targets")


def check_probabilities(Y):
    """Raise unless the columns of Y sum to 1."""
    off = np.abs(np.add.reduce(Y, axis=0) - 1) > 1e-4
    if np.logical_or.reduce(off):
        s = np.flatnonzero(off)[0]
        raise ValueError(
            f"column {s} of Y sums to {Y.reshape(len(Y), -1)[:, s].sum():g}, expected 1: cross-entropy compares "
            f"probabilities, did you mean one_hot(labels, {len(Y)})?"
        )
