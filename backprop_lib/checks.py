"""Checks of what comes in, kept apart so that the mathematics can be read without them.

A check raises `ValueError` that says what was expected, what came, and what probably happened. Some return their
argument as an array of the right dtype. `check_finite` raises `DivergedError` where the network itself, and not its
input, has left the range of floating-point numbers.
"""

import operator

import numpy as np


class DivergedError(ValueError):
    """A value computed by the network is no longer a finite number, although its input is."""


def check_choice(argument, value, choices):
    """Raise unless `value` is one of the names in `choices`."""
    if value not in choices:
        raise ValueError(f"{argument}={value!r} is unknown, expected one of {', '.join(map(repr, choices))}")


def check_hidden(hidden):
    """Raise if the hidden layers are to have softmax, which is no element-wise activation."""
    if hidden == "softmax":
        raise ValueError(
            "hidden='softmax' is not possible: a hidden layer needs an element-wise activation, softmax mixes the "
            "neurons of its layer; use it as output"
        )


def check_output(output, cost):
    """Raise for an output that gives the cost no probabilities to work with."""
    if cost == "cross_entropy" and output != "softmax":
        raise ValueError(
            f"cost='cross_entropy' takes the logarithm of probabilities, but output={output!r} does not give any: "
            "use output='softmax', or cost='squared_error'"
        )


def check_sizes(sizes):
    """Return the widths of the layers as a list of ints; there are at least two, each at least 1."""
    try:
        widths = [operator.index(n) for n in sizes]
    except TypeError:
        raise ValueError(f"sizes={sizes!r}, expected a list of whole numbers such as [784, 10, 10]") from None
    if len(widths) < 2 or min(widths) < 1:
        raise ValueError(f"sizes={sizes!r}, expected at least two widths (input and output), each at least 1")
    return widths


def check_dtype(dtype):
    """Return `dtype` as a numpy dtype; it is float32 or float64."""
    try:
        dtype = np.dtype(dtype)
    except TypeError:
        raise ValueError(f"dtype={dtype!r} is no numpy dtype, expected float64 or float32") from None
    if dtype not in (np.float32, np.float64):
        raise ValueError(f"dtype={dtype}, expected float64 or float32: gradients need fractions")
    return dtype


def check_count(argument, value):
    """Return `value` as an int of at least 1."""
    try:
        count = operator.index(value)
    except TypeError:
        raise ValueError(f"{argument}={value!r}, expected a whole number") from None
    if count < 1:
        raise ValueError(f"{argument}={count}, expected at least 1")
    return count


def check_positive(argument, value):
    """Return `value` as a float that is positive and finite."""
    try:
        number = np.nan if isinstance(value, str) else float(value)
    except (TypeError, ValueError, OverflowError):
        number = np.nan
    if not 0 < number < np.inf:
        raise ValueError(f"{argument}={value!r}, expected a positive number")
    return number


def check_parameters(net):
    """Raise unless W[l] and b[l] still have the shapes that the widths ask for."""
    if len(net.W) != net.L + 1 or len(net.b) != net.L + 1:
        raise ValueError(
            f"W and b have {len(net.W)} and {len(net.b)} entries, expected {net.L + 1}: index 0, which is unused, and "
            f"one for each of the {net.L} layers"
        )
    for l in range(1, net.L + 1):
        n, m = net.sizes[l], net.sizes[l - 1]
        for name, parameter, shape in (("W", net.W[l], (n, m)), ("b", net.b[l], (n, 1))):
            if np.shape(parameter) != shape:
                raise ValueError(
                    f"{name}[{l}] has shape {np.shape(parameter)}, expected {shape}: layer {l} has {n} neurons "
                    f"and layer {l - 1} has {m}"
                )


def _as_numbers(argument, values, dtype):
    array = np.asarray(values)
    if array.dtype.kind == "c":  # the complex step comes through unchanged
        return array
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{argument} has dtype {array.dtype}, expected numbers")
    return array.astype(dtype, copy=False)


def _check_input_shape(shape, n):
    if len(shape) == 2 and shape[0] == n and shape[1] > 0:
        return
    hint = ""
    if shape == (n,):
        hint = ": one sample is one column, X.reshape(-1, 1)"
    elif len(shape) == 2 and shape[1] == n:
        hint = ": samples are columns, did you mean X.T?"
    elif shape == (n, 0):
        hint = ": there is no sample in it"
    elif len(shape) == 3 and shape[1] * shape[2] == n:
        hint = ": did you mean as_columns(images)?"
    raise ValueError(f"X has shape {shape}, expected ({n}, N) with one sample per column{hint}")


def check_input(net, X):
    """Return X as an array of shape (n_0, N), N at least 1, of the network's dtype."""
    if getattr(X, "dtype", None) == np.uint8:
        raise ValueError("X has dtype uint8, expected numbers in [0, 1]: did you mean as_columns(images)?")
    X = _as_numbers("X", X, net.dtype)
    _check_input_shape(X.shape, net.sizes[0])
    return X


def check_targets(net, Y, N):
    """Return Y as an array of shape (n_L, N) of the network's dtype; for cross-entropy its columns sum to 1."""
    n = net.sizes[-1]
    Y = _as_numbers("Y", Y, net.dtype)
    if Y.shape != (n, N):
        hint = ""
        if Y.ndim == 1 and n == 1:
            hint = ": did you mean Y.reshape(1, -1)?"
        elif Y.ndim == 1:
            hint = f": did you mean one_hot(labels, {n})?"
        elif Y.shape == (N, n):
            hint = ": samples are columns, did you mean Y.T?"
        elif Y.ndim == 2 and Y.shape[0] == n:
            hint = f": X has {N} samples"
        raise ValueError(f"Y has shape {Y.shape}, expected ({n}, {N}), one column per sample{hint}")
    if not np.isfinite(Y).all():
        i, s = np.argwhere(~np.isfinite(Y))[0]
        raise ValueError(f"Y holds {Y[i, s]} in row {i} of column {s}, expected finite numbers")
    if net.cost_name == "cross_entropy":
        off = np.abs(Y.sum(axis=0) - 1) > 1e-4
        if off.any():
            s = np.flatnonzero(off)[0]
            raise ValueError(
                f"column {s} of Y sums to {Y[:, s].sum():g}, expected 1: cross-entropy compares probabilities, "
                f"did you mean one_hot(labels, {n})?"
            )
    return Y


def check_cache(net, cache):
    """Raise unless `cache` is what this network's `forward` returns."""
    Z, A = getattr(cache, "Z", None), getattr(cache, "A", None)
    if not (isinstance(Z, list) and isinstance(A, list)) or [len(a) for a in A] != net.sizes:
        raise ValueError(
            f"cache does not fit a network of widths {net.sizes}: expected what forward(X) of this network returned"
        )


def check_finite(Z, l, X):
    """Raise if a pre-activation of layer l is not a finite number, and say whose fault it is."""
    if np.isfinite(Z).all():
        return
    if not np.isfinite(X).all():
        i, s = np.argwhere(~np.isfinite(X))[0]
        raise ValueError(f"X holds {X[i, s]} in row {i} of column {s}, expected finite numbers")
    raise DivergedError(
        f"Z[{l}] is no longer finite although X is: W[{l}] or b[{l}] holds NaN, infinity or numbers too large to "
        "multiply; after training, the likely cause is too large a learning rate"
    )


def check_finite_cost(cost):
    """Raise if the mean cost is not a finite number."""
    if not np.isfinite(cost):
        raise DivergedError(f"the cost is {cost}: the network's output is too far from its targets")


def check_samples(net, X, Y):
    """Return X and Y as arrays with one column for each of N samples; columns made on demand stay as they are."""
    if hasattr(X, "columns_on_demand"):
        _check_input_shape(X.shape, net.sizes[0])
    else:
        X = check_input(net, X)
    return X, check_targets(net, Y, X.shape[1])


def check_images(images, dimensions):
    """Raise unless `images` are bytes, in an array with one of the given numbers of dimensions."""
    if np.ndim(images) not in dimensions or getattr(images, "dtype", None) != np.uint8:
        raise ValueError(
            f"images have shape {np.shape(images)} and dtype {np.asarray(images).dtype}, expected uint8 of shape "
            "(N, 28, 28) as load_mnist returns them; they are scaled to [0, 1] here, once"
        )


def check_column_index(index):
    """Raise unless `index` is what stands in columns[:, samples], with samples a slice or an array."""
    if not (isinstance(index, tuple) and len(index) == 2 and index[0] == slice(None) and not np.isscalar(index[1])):
        raise ValueError(f"index {index!r}, expected columns[:, samples] with samples a slice, a list or an array")


def check_labels(labels, classes):
    """Return `labels` as an array of shape (N,) of whole numbers from 0 to classes - 1."""
    array = np.asarray(labels)
    if array.ndim != 1 or array.dtype.kind not in "iu":
        raise ValueError(
            f"labels have shape {array.shape} and dtype {array.dtype}, expected whole numbers of shape (N,)"
        )
    if array.size and not (array.min() >= 0 and array.max() < classes):
        wrong = array[(array < 0) | (array >= classes)][0]
        raise ValueError(f"label {wrong} is out of range: {classes} classes are numbered 0 to {classes - 1}")
    return array


def check_real_point(x):
    """Raise unless x is an array of finite real numbers."""
    point = np.asarray(x)
    if point.dtype.kind not in "iuf":
        raise ValueError(f"x has dtype {point.dtype}, expected real numbers")
    if not np.isfinite(point).all():
        raise ValueError("x holds NaN or infinity, expected finite numbers")


def check_step(x, h):
    """Raise unless h is positive and moves every entry of x."""
    check_positive("h", h)
    lost = np.asarray(x) + h == x
    if np.any(lost):
        raise ValueError(
            f"h={h} is lost in rounding beside the entry {np.asarray(x)[lost].flat[0]} of x, expected a step that "
            "moves it"
        )


def _check_number(value, kinds, expected):
    array = np.asarray(value)
    if array.shape != ():
        raise ValueError(f"f returned an array of shape {array.shape}, expected one number")
    if array.dtype.kind not in kinds:
        raise ValueError(f"f returned {value!r}, expected {expected}")
    if not np.isfinite(array):
        raise ValueError(f"f returned {array} near x, expected a finite number")


def check_real_value(value):
    """Raise unless f returned one finite real number."""
    _check_number(value, "biuf", "a real number")


def check_complex_value(value):
    """Raise unless f returned one finite complex number."""
    if np.ndim(value) == 0 and np.asarray(value).dtype.kind in "biuf":
        raise ValueError(
            f"f returned the real number {value} for a complex argument: either f does not depend on x, or a step in "
            "it (abs, max, .real, a cast to float) drops the imaginary part, which carries the derivative"
        )
    _check_number(value, "c", "a complex number")


def check_same_shape(a, b):
    """Raise unless a and b have the same shape: numpy would stretch one of them without a word."""
    if np.shape(a) != np.shape(b):
        raise ValueError(f"shapes {np.shape(a)} and {np.shape(b)} differ, expected the same")


def check_vector(z):
    """Raise unless z is one vector."""
    if np.ndim(z) != 1:
        raise ValueError(f"z has shape {np.shape(z)}, expected (n,): the Jacobian belongs to one vector")


def check_several_outputs(net):
    """Raise if the network has a single output, of which the largest is always number 0."""
    if net.sizes[-1] == 1:
        raise ValueError(
            "predict returns the number of the largest output, but this network has one output: "
            "compare forward(X).A[net.L] with a threshold"
        )
