"""Training: samples, steps and batches."""

import numpy as np

from backprop_lib.checks.arrays import FLOATS
from backprop_lib.checks.general import MOST_NUMBERS, check_count, shown
from backprop_lib.checks.network import (
    check_input,
    check_input_shape,
    check_network,
    check_parameters,
    check_target_columns,
)


def check_trainable(net):
    """Return `net` if it is a network whose parameters can take steps."""
    check_network(net)
    check_parameters(net)
    for l in range(1, net.L + 1):
        for name, parameter in (("W", net.W[l]), ("b", net.b[l])):
            if parameter.dtype.kind != "f":
                raise ValueError(
                    f"{name}[{l}] has dtype {parameter.dtype}, expected {net.dtype}: a step needs fractions"
                )
    return net


def check_training_input(net, X):
    """Return X as `check_input` does, real; columns made on demand stay as they are."""
    if getattr(X, "columns_on_demand", False):
        check_input_shape(X.shape, net.sizes[0])
        return X
    return _real("X", check_input(net, X))


def check_training_targets(net, X, Y):
    """Return Y as `check_targets` does, real, one column for each sample of X."""
    return _real("Y", check_target_columns(net, Y, X.shape[1]))


def _real(argument, values):
    if values.dtype.kind == "c":
        raise ValueError(f"{argument} has dtype {values.dtype}, expected real numbers for training")
    return values


SAMPLES = {"net": check_trainable, "X": check_training_input, "Y": check_training_targets}


def check_step_cost(cost):
    """Return as a float what a step returned: the cost before it."""
    if not isinstance(cost, int | float | np.integer | np.floating):
        raise TypeError(f"step returned {shown(cost)}, expected the cost before the step, a number")
    return float(cost)


def check_update(parameters, gradients):
    """Raise unless there is a gradient of the same shape for each parameter."""
    if _are_like(parameters, gradients):
        return
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


def _are_like(parameters, gradients):
    """Say whether two lists of arrays are those of a network; False is no verdict."""
    if not (type(parameters) is type(gradients) is list and len(parameters) == len(gradients)):
        return False
    for p, g in zip(parameters[1:], gradients[1:], strict=True):
        if not (type(p) is type(g) is np.ndarray and p.shape == g.shape and p.dtype in FLOATS and g.dtype in FLOATS):
            return False
    return True


def check_sample_count(N):
    """Return N as an int: so many samples can be shuffled."""
    if check_count("N", N) > MOST_NUMBERS:
        raise ValueError(f"N={shown(N)}, expected at most {MOST_NUMBERS} samples")
    return N


def check_generator(rng):
    """Return `rng` if it is a generator of random numbers."""
    if not isinstance(rng, np.random.Generator):
        raise TypeError(f"rng={shown(rng)}, expected a numpy.random.Generator, such as np.random.default_rng(0)")
    return rng
