"""Networks: their widths and parameters, their samples, and what they compute."""

import itertools
import math
import operator

import numpy as np

from backprop_lib.checks.arrays import LARGEST, as_numbers, in_range, place
from backprop_lib.checks.general import DivergedError, shown

# A float64 takes 8 bytes. Training holds three numbers for each parameter (its value, its derivative, its new value),
# so 10^8 parameters take 2.4 GB, about what a notebook may ask of a computer; those of these notebooks have 10^5.
MOST_PARAMETERS = 10**8
# Whole numbers up to at least so much, in as many rows as a square image has pixels, are bytes that nobody divided.
BRIGHT = 128


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


def check_network(net):
    """Return `net` if it is a network."""
    if not hasattr(net, "ending"):
        raise TypeError(f"net={shown(net)}, expected a Network")
    return net


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


def check_input_shape(shape, n):
    """Raise unless there is one column of n numbers for each of N samples, N at least 1."""
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
    X = as_numbers("X", X, net.dtype)
    check_input_shape(X.shape, net.sizes[0])
    _check_brightness(X)
    return X


def _check_brightness(X):
    """Raise if the first sample looks like the bytes of an image: they train, but slowly and badly."""
    n = len(X)
    if n < 64 or math.isqrt(n) ** 2 != n or X.dtype.kind == "c":
        return
    first = X[:, 0]
    if BRIGHT <= first.max() <= 255 and first.min() >= 0 and (first == np.floor(first)).all():
        raise ValueError(
            f"X holds whole numbers up to {first.max():g} in its first column, expected numbers in [0, 1]: they look "
            "like the bytes of an image, divide by 255"
        )


def check_targets(net, Y, cache):
    """Return Y as an array of finite numbers, one column for each sample of the cache, of the network's dtype."""
    return check_target_columns(net, Y, cache.A[net.L].shape[1])


def check_target_columns(net, Y, N):
    """Return Y as an array of finite numbers, of shape (n_L, N) and of the network's dtype."""
    n = net.sizes[-1]
    Y = as_numbers("Y", Y, net.dtype)
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
    if not in_range(Y) and not np.isfinite(Y).all():
        raise ValueError(f"Y holds {place(Y, ~np.isfinite(Y))}, expected finite numbers")
    net.ending.check_targets(Y)
    return Y


def check_cache(net, cache):
    """Return `cache` if it is what this network's `forward` returns."""
    Z, A = getattr(cache, "Z", None), getattr(cache, "A", None)
    if not _fits(Z, A, net.sizes):
        raise ValueError(
            f"cache does not fit a network of widths {net.sizes}: expected what forward(X) of this network returned, "
            f"came {_shapes_in(cache)}"
        )
    return cache


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
    if in_range(Z):
        return
    if not np.isfinite(X).all():
        raise ValueError(f"X holds {place(X, ~np.isfinite(X))}, expected finite numbers")
    raise DivergedError(
        f"Z[{l}] is no longer finite although X is: W[{l}] or b[{l}] holds NaN, infinity or numbers too large to "
        "multiply; after training, the likely cause is too large a learning rate"
    )


def check_finite_gradients(dW, db):
    """Raise if a derivative in the gradients of a network is not a finite number."""
    for l in range(1, len(dW)):
        if not (in_range(db[l]) and in_range(dW[l])):
            raise DivergedError(
                f"dW[{l}] or db[{l}] is not finite: an activation, a weight or a target is too large to multiply"
            )


def check_several_outputs(net):
    """Raise if the network has a single output, of which the largest is always number 0."""
    if net.sizes[-1] == 1:
        raise ValueError(
            "predict returns the number of the largest output, but this network has one output: "
            "compare forward(X).A[net.L] with a threshold"
        )
