"""Checks of what comes in, kept apart so that the mathematics can be read without them.

A check raises `ValueError` that says what was expected, what came, and what probably happened. Some return their
argument as an array of the right dtype. `check_finite` raises `DivergedError` where the network itself, and not its
input, has left the range of floating-point numbers.
"""

import itertools
import operator
import os

import numpy as np

# A float64 takes 8 bytes. Training holds three numbers for each parameter (its value, its derivative, its new value),
# so 10^8 parameters take 2.4 GB, about what a notebook may ask of a computer; those of these notebooks have 10^5.
MOST_PARAMETERS = 10**8
# The most numbers in an array whose size is an argument: 10^8 take 0.8 GB.
MOST_NUMBERS = 10**8
# The most pixels of a stack of images: 10^9 make columns of 8 GB, and MNIST has 5 10^7.
MOST_PIXELS = 10**9
# The largest numbers that leave room for twice a difference of two of them, by the code of the dtype.
LARGEST = {code: float(np.finfo(code).max / 4) for code in "fdFD"}
FLOATS = (np.dtype(np.float64), np.dtype(np.float32))


class DivergedError(ValueError):
    """A value computed by the network is no longer a finite number, although its input is."""


def shown(value, most=500):
    """Return `value` as it is written, in at most so many letters."""
    try:
        words = repr(value)
    except Exception:  # of an object that is not ours; and Python does not write whole numbers of over 4300 digits
        return f"a {type(value).__name__} that cannot be written"
    return words if len(words) <= most else f"{words[: most - 3]}..."


def check_choice(argument, value, choices):
    """Raise unless `value` is one of the names in `choices`."""
    if not isinstance(value, str) or value not in choices:
        raise ValueError(f"{argument}={shown(value)} is unknown, expected one of {', '.join(map(repr, choices))}")


def check_hidden(hidden):
    """Raise if the hidden layers are to have softmax, which is no element-wise activation."""
    if isinstance(hidden, str) and hidden == "softmax":
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
    """Return the widths of the layers as a list of ints: at least two, each at least 1, and not too many weights."""
    try:
        widths = [operator.index(n) for n in sizes]
    except (TypeError, ValueError):
        raise ValueError(f"sizes={shown(sizes)}, expected a list of whole numbers such as [784, 10, 10]") from None
    if len(widths) < 2 or min(widths) < 1:
        raise ValueError(f"sizes={shown(sizes)}, expected at least two widths (input and output), each at least 1")
    count = sum(n * (m + 1) for m, n in itertools.pairwise(widths))
    if count > MOST_PARAMETERS:
        raise ValueError(
            f"sizes={shown(sizes)} make {shown(count)} weights and biases, expected at most {MOST_PARAMETERS}: "
            f"training holds three numbers for each, and so many take {24 * MOST_PARAMETERS / 1e9:g} GB"
        )
    return widths


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
    """Raise unless `value` can be called."""
    if not callable(value):
        raise TypeError(f"{argument}={shown(value)}, expected a function")


def check_callback(callback):
    """Raise unless `callback` can be called, or is None."""
    if callback is not None:
        check_callable("callback", callback)


def check_network(net):
    """Raise unless `net` is a network."""
    if not hasattr(net, "cost_name"):
        raise TypeError(f"net={shown(net)}, expected a Network")


def check_parameters(net):
    """Raise unless W[l] and b[l] are still arrays of numbers of the shapes that the widths ask for."""
    if not (isinstance(net.W, list | tuple) and isinstance(net.b, list | tuple)):
        raise TypeError(f"W is a {type(net.W).__name__} and b a {type(net.b).__name__}, expected lists of arrays")
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
            if getattr(parameter, "dtype", np.dtype(object)).kind not in "iufc":
                raise ValueError(f"{name}[{l}] is {shown(parameter)}, expected an array of numbers")


def _as_array(argument, values):
    try:
        return np.asarray(values)
    except (TypeError, ValueError, OverflowError):
        if not isinstance(values, list | tuple):
            raise
        raise ValueError(f"{argument}={shown(values)}, expected an array: rows of equal length") from None


def _place(array, wrong):
    """Return the first entry for which `wrong` is true, and its place, in words."""
    place = tuple(int(i) for i in np.argwhere(wrong)[0])
    words = {0: "", 1: f" at index {place}", 2: " in row {} of column {}"}.get(len(place), f" at index {place}")
    return f"{array[place]}{words.format(*place)}"


def _as_numbers(argument, values, dtype):
    array = _as_array(argument, values)
    if array.dtype.kind == "c":  # the complex step comes through unchanged
        return array
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{argument} has dtype {array.dtype}, expected numbers")
    if array.dtype == dtype:
        return array
    with np.errstate(over="ignore"):
        converted = array.astype(dtype)
    lost = np.isfinite(array) & ~np.isfinite(converted)
    if lost.any():
        raise ValueError(f"{argument} holds {_place(array, lost)}, expected numbers that {np.dtype(dtype)} can hold")
    return converted


def _in_range(array):
    """Say whether all entries are finite, and small enough for the difference of any two to be finite."""
    # The sum of squares is the faster question; only what is not finite, or very large, is looked at more closely.
    if _square_sum(array).real < np.inf:
        return True
    with np.errstate(over="ignore", invalid="ignore"):
        return bool((np.abs(array) <= LARGEST[array.dtype.char]).all())


def _size(array):
    """Return the sum of the squares of an array that is what all functions take, and infinity for any other.

    It is one call of numpy, so that a check in the loop of the training takes a microsecond. What has an infinite size
    is not refused for that; it is looked at more closely.
    """
    if type(array) is np.ndarray and array.dtype in FLOATS:
        return _square_sum(array)
    return np.inf


def _square_sum(array):
    flags = array.flags
    if flags.c_contiguous:
        return np.vdot(array, array)
    return np.vdot(array.T, array.T) if flags.f_contiguous else np.inf  # of others numpy would make a copy


def check_numbers(argument, values):
    """Return `values` as an array of finite numbers; whole numbers become float64, what is float32 stays so."""
    if _size(values) < np.inf:
        return values if values.ndim else values[()]
    array = values if type(values) is np.ndarray else _as_array(argument, values)
    if array.dtype.char not in LARGEST or not array.dtype.isnative:
        array = _as_numbers(argument, array, np.float64)
        array = array.astype(np.complex128) if array.dtype.kind == "c" else array
    if not _in_range(array):
        largest = LARGEST[array.dtype.char]
        with np.errstate(over="ignore", invalid="ignore"):
            wrong = ~(np.abs(array) <= largest)
        raise ValueError(f"{argument} holds {_place(array, wrong)}, expected finite numbers of at most {largest:.1e}")
    return array if array.ndim else array[()]


def check_real_numbers(argument, values):
    """Return `values` as `check_numbers` does, if they are real."""
    array = check_numbers(argument, values)
    if array.dtype.kind == "c":
        raise ValueError(
            f"{argument} has dtype {array.dtype}, expected real numbers: there is no step at a complex number"
        )
    return array


def check_columns(**arrays):
    """Return arrays of numbers, all of the same shape: (n, N) or (n,), with n at least 1."""
    if _are_columns(*arrays.values()):
        return list(arrays.values()) if len(arrays) > 1 else next(iter(arrays.values()))
    checked = [check_numbers(argument, array) for argument, array in arrays.items()]
    check_same_shape(**dict(zip(arrays, checked, strict=True)))
    shape = checked[0].shape
    if not 1 <= len(shape) <= 2 or shape[0] == 0:
        raise ValueError(f"{next(iter(arrays))} has shape {shape}, expected (n, N), one column per sample, or (n,)")
    return checked if len(checked) > 1 else checked[0]


def _are_columns(*arrays):
    """Say whether arrays are columns as they should be, and small enough to be squared; False is no verdict."""
    if not sum(map(_size, arrays)) < LARGEST["f"]:
        return False
    shape = arrays[0].shape
    return len(shape) == 2 and shape[0] > 0 and shape == arrays[-1].shape


def check_squares(A, Y):
    """Return A and Y as `check_columns` does; their squared distance has to be finite too."""
    if _are_columns(A, Y):
        return A, Y
    A, Y = check_columns(A=A, Y=Y)
    if not (np.vdot(A, A) + np.vdot(Y, Y)).real < min(LARGEST[A.dtype.char], LARGEST[Y.dtype.char]):
        with np.errstate(over="ignore", invalid="ignore"):
            difference = A - Y
            if not np.isfinite((difference**2).sum(axis=0)).all():
                raise DivergedError(
                    f"the cost is inf: the network's output A is up to {np.abs(difference).max():.3g} away from its "
                    "targets Y, expected a distance that can be squared"
                )
    return A, Y


def check_probabilities(Z, Y):
    """Return Z and Y as `check_columns` does; the columns of Y have to sum to 1."""
    if not _are_columns(Z, Y):
        Z, Y = check_columns(Z=Z, Y=Y)
    _check_sums(Y)
    return Z, Y


def _check_sums(Y):
    off = np.abs(np.add.reduce(Y, axis=0) - 1) > 1e-4
    if np.logical_or.reduce(off):
        s = np.flatnonzero(off)[0]
        raise ValueError(
            f"column {s} of Y sums to {Y.reshape(len(Y), -1)[:, s].sum():g}, expected 1: cross-entropy compares "
            f"probabilities, did you mean one_hot(labels, {len(Y)})?"
        )


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
    """Return Y as an array of finite numbers, of shape (n_L, N) and of the network's dtype."""
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
    if not _in_range(Y) and not np.isfinite(Y).all():
        raise ValueError(f"Y holds {_place(Y, ~np.isfinite(Y))}, expected finite numbers")
    return Y


def check_cache(net, cache):
    """Raise unless `cache` is what this network's `forward` returns."""
    Z, A = getattr(cache, "Z", None), getattr(cache, "A", None)
    if not _fits(Z, A, net.sizes):
        raise ValueError(
            f"cache does not fit a network of widths {net.sizes}: expected what forward(X) of this network returned, "
            f"came {_shapes_in(cache)}"
        )


def _fits(Z, A, sizes):
    if not (isinstance(Z, list) and isinstance(A, list) and len(Z) == len(A) == len(sizes)):
        return False
    for array in (*Z[1:], *A):
        if type(array) is not np.ndarray or array.dtype.char not in LARGEST:
            return False
    N = A[0].shape[-1] if A[0].ndim else 0
    shapes = [(n, N) for n in sizes]
    return N > 0 and [a.shape for a in A] == shapes and [z.shape for z in Z[1:]] == shapes[1:]


def _shapes_in(cache):
    A = getattr(cache, "A", None)
    if not isinstance(A, list):
        return f"a {type(cache).__name__}"
    return f"A with {', '.join(str(np.shape(a)) if isinstance(a, np.ndarray) else type(a).__name__ for a in A)}"


def check_finite(Z, l, X):
    """Raise if a pre-activation of layer l is not a finite number, and say whose fault it is."""
    if _in_range(Z):
        return
    if not np.isfinite(X).all():
        raise ValueError(f"X holds {_place(X, ~np.isfinite(X))}, expected finite numbers")
    raise DivergedError(
        f"Z[{l}] is no longer finite although X is: W[{l}] or b[{l}] holds NaN, infinity or numbers too large to "
        "multiply; after training, the likely cause is too large a learning rate"
    )


def check_finite_cost(cost):
    """Raise if the mean cost is not a finite number."""
    if not abs(cost) < np.inf:
        raise DivergedError(f"the cost is {cost}: the network's output is too far from its targets")


def check_finite_gradients(dW, db):
    """Raise if a derivative in the gradients of a network is not a finite number."""
    for l in range(1, len(dW)):
        if not (_in_range(db[l]) and _in_range(dW[l])):
            raise DivergedError(
                f"dW[{l}] or db[{l}] is not finite: an activation, a weight or a target is too large to multiply"
            )


def check_samples(net, X, Y):
    """Return X and Y as arrays with one column for each of N samples; columns made on demand stay as they are."""
    check_network(net)
    check_parameters(net)
    for l, (W, b) in enumerate(zip(net.W[1:], net.b[1:], strict=True), start=1):
        for name, parameter in (("W", W), ("b", b)):
            if parameter.dtype.kind != "f":
                raise ValueError(
                    f"{name}[{l}] has dtype {parameter.dtype}, expected {net.dtype}: a step needs fractions"
                )
    if getattr(X, "columns_on_demand", False):
        _check_input_shape(X.shape, net.sizes[0])
    else:
        X = check_input(net, X)
    Y = check_targets(net, Y, X.shape[1])
    for argument, values in (("X", X), ("Y", Y)):
        if values.dtype.kind == "c":
            raise ValueError(f"{argument} has dtype {values.dtype}, expected real numbers for training")
    if net.cost_name == "cross_entropy":
        _check_sums(Y)
    return X, Y


def check_descent(net, learning_rate):
    """Return `learning_rate` as a positive float, for a step of `net`, which has to be a network."""
    check_network(net)
    return check_positive("learning_rate", learning_rate)


def check_update(parameters, gradients, learning_rate):
    """Return `learning_rate` as a positive float; there is a gradient of the same shape for each parameter."""
    if _are_like(parameters, gradients):
        return check_positive("learning_rate", learning_rate)
    for argument, arrays in (("parameters", parameters), ("gradients", gradients)):
        if not (isinstance(arrays, list | tuple) and all(isinstance(array, np.ndarray) for array in arrays[1:])):
            raise TypeError(f"{argument}={shown(arrays)}, expected a list of arrays whose index 0 is not used")
    shapes, others = ([array.shape for array in arrays[1:]] for arrays in (parameters, gradients))
    if shapes != others:
        raise ValueError(f"gradients have the shapes {shown(others)}, expected those of parameters, {shown(shapes)}")
    for argument, arrays in (("parameters", parameters), ("gradients", gradients)):
        for array in arrays[1:]:
            if array.dtype.kind not in "iufc":
                raise ValueError(f"{argument} have dtype {array.dtype}, expected numbers")
    return check_positive("learning_rate", learning_rate)


def _are_like(parameters, gradients):
    """Say whether two lists of arrays are those of a network; False is no verdict."""
    if not (type(parameters) is type(gradients) is list and len(parameters) == len(gradients)):
        return False
    for p, g in zip(parameters[1:], gradients[1:], strict=True):
        if not (type(p) is type(g) is np.ndarray and p.shape == g.shape and p.dtype in FLOATS and g.dtype in FLOATS):
            return False
    return True


def check_minibatches(N, batch_size, rng):
    """Raise unless N samples can be shuffled by `rng` and cut into batches of `batch_size`."""
    if check_count("N", N) > MOST_NUMBERS:
        raise ValueError(f"N={shown(N)}, expected at most {MOST_NUMBERS} samples")
    check_count("batch_size", batch_size)
    if not isinstance(rng, np.random.Generator):
        raise TypeError(f"rng={shown(rng)}, expected a numpy.random.Generator, such as np.random.default_rng(0)")


def check_images(images, dimensions):
    """Raise unless `images` are bytes, in an array with one of the given numbers of dimensions."""
    array = _as_array("images", images)
    if array.ndim not in dimensions or getattr(images, "dtype", None) != np.uint8 or 0 in array.shape[-2:]:
        raise ValueError(
            f"images have shape {array.shape} and dtype {array.dtype}, expected uint8 of shape "
            "(N, 28, 28) as load_mnist returns them; they are scaled to [0, 1] here, once"
        )
    if array.size > MOST_PIXELS:
        raise ValueError(f"images have shape {array.shape}, expected at most {MOST_PIXELS} pixels at a time")


def check_column_index(index, N):
    """Return the samples in columns[:, samples]: a slice, or an array of numbers from -N to N - 1 or of N booleans."""
    expected = f"expected columns[:, samples] with samples a slice, a list or an array, for {N} columns"
    if not (isinstance(index, tuple) and len(index) == 2 and isinstance(index[0], slice)):
        raise ValueError(f"index {shown(index)}, {expected}")
    rows, samples = index
    try:
        if rows == slice(None) and isinstance(samples, slice):
            samples.indices(N)  # raises if it is no slice of whole numbers
            return samples
        samples = np.asarray(samples)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"index {shown(index)}, {expected}") from None
    if samples.shape == (0,):
        samples = samples.astype(int)
    if rows != slice(None) or samples.ndim != 1 or samples.dtype.kind not in "iub":
        raise ValueError(f"index {shown(index)}, {expected}")
    if samples.dtype.kind == "b":
        wrong = len(samples) != N
    else:
        wrong = samples.size and not (samples.min() >= -N and samples.max() < N)
    if wrong:
        raise ValueError(f"index {shown(index)} goes beyond the columns, {expected}")
    return samples


def check_labels(labels, classes):
    """Return `labels` as an array of shape (N,) of whole numbers from 0 to classes - 1."""
    array = _as_array("labels", labels)
    if array.ndim != 1 or array.dtype.kind not in "iu":
        raise ValueError(
            f"labels have shape {array.shape} and dtype {array.dtype}, expected whole numbers of shape (N,)"
        )
    if classes * array.size > MOST_NUMBERS or classes > MOST_NUMBERS:
        raise ValueError(
            f"classes={shown(classes)} for {array.size} labels make too many numbers, expected at most {MOST_NUMBERS}"
        )
    if array.size and not (array.min() >= 0 and array.max() < classes):
        wrong = array[(array < 0) | (array >= classes)][0]
        raise ValueError(f"label {wrong} is out of range: {classes} classes are numbered 0 to {classes - 1}")
    return array


def check_folder(folder):
    """Raise unless `folder` is a path."""
    try:
        sound = isinstance(os.fspath(folder), str) and b"\0" not in os.fsencode(folder)
    except (TypeError, ValueError):
        sound = False
    if not sound:
        raise ValueError(f"folder={shown(folder)}, expected the path of a folder")


def check_text(argument, value):
    """Raise unless `value` is a text."""
    if not isinstance(value, str):
        raise TypeError(f"{argument}={shown(value)}, expected a text")


def check_ink(ink):
    """Raise unless `ink` is one image of bytes."""
    if not isinstance(ink, np.ndarray) or ink.ndim != 2 or ink.dtype != np.uint8:
        array = _as_array("ink", ink)
        raise ValueError(
            f"ink has shape {array.shape} and dtype {array.dtype}, expected an array of uint8 of shape (rows, columns)"
        )
    if ink.size > MOST_NUMBERS:
        raise ValueError(f"ink has shape {ink.shape}, expected at most {MOST_NUMBERS} pixels")


def check_inked(ink):
    """Raise unless `ink` is an image with some ink, which alone has a centre of mass."""
    check_ink(ink)
    if not ink.any():
        raise ValueError(
            f"ink has shape {ink.shape} and no pixel above 0, expected some ink: without, it has no centre"
        )


def check_side(argument, side):
    """Return the side of a square of pixels as an int of at least 1."""
    side = check_count(argument, side)
    if side**2 > MOST_NUMBERS:
        raise ValueError(f"{argument}={shown(side)}, expected a square of at most {MOST_NUMBERS} pixels")
    return side


def check_shrinking(ink, side):
    """Raise unless `ink` is an image, and `side` a number of pixels."""
    check_ink(ink)
    check_side("side", side)


def check_centring(ink, side, middle):
    """Raise unless `ink` is an image that has room in a square of `side` pixels with a pixel `middle`."""
    check_ink(ink)
    if max(ink.shape) > check_side("side", side):
        raise ValueError(f"ink has shape {ink.shape}, expected at most ({side}, {side}), to have room in the square")
    try:
        sound = 0 <= operator.index(middle) < side
    except TypeError:
        sound = False
    if not sound:
        raise ValueError(f"middle={shown(middle)}, expected a whole number from 0 to {side - 1}, a pixel of the square")


def _coordinate(x):
    if isinstance(x, str | bytes | bytearray) or np.ndim(x):
        raise TypeError
    return float(x)


def check_strokes(strokes):
    """Return `strokes` as lists of points (x, y) of floats, on the pad or not far from it."""
    try:
        strokes = [[(_coordinate(x), _coordinate(y)) for x, y in stroke] for stroke in strokes]
        pairs = np.array([point for stroke in strokes for point in stroke], dtype=float).reshape(-1, 2)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(
            f"strokes={shown(strokes)}, expected a list of strokes, each a list of points [x, y]"
        ) from None
    if not (np.abs(pairs) <= 100).all():
        x, y = pairs[~(np.abs(pairs) <= 100).all(axis=1)][0]
        raise ValueError(f"strokes hold the point [{x:g}, {y:g}], expected points of the unit square, or near it")
    return strokes


def check_drawing(strokes, size, pen):
    """Return `strokes` as `check_strokes` does, to be drawn on a pad of `size` pixels with a pen no wider than it."""
    strokes = check_strokes(strokes)
    check_side("size", 4 * check_count("size", size))
    if check_positive("pen", pen) > 1:
        raise ValueError(f"pen={shown(pen)}, expected a part of the pad: at most 1")
    return strokes


def check_real_point(f, x):
    """Raise unless x is an array of finite real numbers, and f a function."""
    check_callable("f", f)
    point = _as_array("x", x)
    if point.dtype.kind not in "iuf":
        raise ValueError(f"x has dtype {point.dtype}, expected real numbers")
    if not np.isfinite(point).all():
        raise ValueError("x holds NaN or infinity, expected finite numbers")


def check_step(x, h):
    """Return h as a float that is positive, moves every entry of x, and keeps x + h a finite number."""
    h = check_positive("h", h)
    point = np.asarray(x, dtype=np.float64)
    largest = np.abs(point).max(initial=0)
    if largest + h > LARGEST["d"]:
        raise ValueError(
            f"h={h} and x, which goes up to {largest:g}, are too large, expected x + h below {LARGEST['d']:.1e}"
        )
    lost = (point + h == point) | (point - h == point)
    if np.any(lost):
        raise ValueError(
            f"h={h} is lost in rounding beside the entry {np.asarray(x)[lost].flat[0]} of x, expected a step that "
            "moves it"
        )
    return h


def check_complex_step(h):
    """Return h as a positive float, so small that h^2 vanishes beside 1, and not so small that digits get lost."""
    h = check_positive("h", h)
    if not 1e-290 <= h <= 1e-8:
        raise ValueError(
            f"h={h}, expected a step from 1e-290 to 1e-8: h^2 has to vanish beside 1, and h itself must not"
        )
    return h


def _check_number(value, kinds, expected):
    array = _as_array("what f returned", value)
    if array.shape != ():
        raise ValueError(f"f returned an array of shape {array.shape}, expected one number")
    if array.dtype.kind not in kinds:
        raise ValueError(f"f returned {shown(value)}, expected {expected}")
    if not np.isfinite(array):
        raise ValueError(f"f returned {array} near x, expected a finite number")


def check_real_value(value):
    """Raise unless f returned one finite real number."""
    _check_number(value, "biuf", "a real number")


def check_complex_value(value):
    """Raise unless f returned one finite complex number."""
    array = _as_array("what f returned", value)
    if array.ndim == 0 and array.dtype.kind in "biuf":
        raise ValueError(
            f"f returned the real number {value} for a complex argument: either f does not depend on x, or a step in "
            "it (abs, max, .real, a cast to float) drops the imaginary part, which carries the derivative"
        )
    _check_number(value, "c", "a complex number")


def check_same_shape(**arrays):
    """Raise unless all arrays have the same shape: numpy would stretch one of them without a word."""
    (first, a), *others = arrays.items()
    for other, b in others:
        if a.shape != b.shape:
            raise ValueError(f"shapes {a.shape} of {first} and {b.shape} of {other} differ, expected the same")


def check_comparable(a, b):
    """Raise unless a and b are arrays of real numbers of the same shape; NaN may be among them, infinity not."""
    arrays = {argument: _as_array(argument, values) for argument, values in (("a", a), ("b", b))}
    check_same_shape(**arrays)
    for argument, array in arrays.items():
        if array.dtype.kind not in "biuf":
            raise ValueError(f"{argument} has dtype {array.dtype}, expected real numbers")
        wrong = np.abs(array.astype(np.float64)) > LARGEST["d"]
        if wrong.any():
            raise ValueError(f"{argument} holds {_place(array, wrong)}, expected finite numbers of at most 4.5e+307")


def check_vector(z):
    """Return z as an array of numbers that is one vector, small enough to have a matrix."""
    z = check_numbers("z", z)
    if z.ndim != 1 or not z.size:
        raise ValueError(f"z has shape {z.shape}, expected (n,): the Jacobian belongs to one vector")
    if z.size**2 > MOST_NUMBERS:
        raise ValueError(
            f"z has shape {z.shape}, expected at most {int(MOST_NUMBERS**0.5)} entries, for an n x n matrix"
        )
    return z


def check_several_outputs(net):
    """Raise if the network has a single output, of which the largest is always number 0."""
    if net.sizes[-1] == 1:
        raise ValueError(
            "predict returns the number of the largest output, but this network has one output: "
            "compare forward(X).A[net.L] with a threshold"
        )
