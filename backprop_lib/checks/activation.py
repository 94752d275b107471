"""What an activation of one's own has to be, and which one can be where in a network."""

import numpy as np

from backprop_lib.checks.arrays import as_array
from backprop_lib.checks.general import check_callable, check_positive, check_text

# On both sides of 0, with two samples: what a hidden layer may hand to an activation.
PROBE = np.array([[-2.0, -0.5], [0.25, 1.0], [3.0, -1.0]])


def check_activation(activation):
    """Raise unless the parts of an activation are what they are to be, and its functions take arrays."""
    check_text("name", activation.name)
    check_text("symbol", activation.symbol)
    check_positive("gain", activation.gain)
    for part in ("mu", "mu_prime"):
        _check_entrywise(f"{part} of the activation {activation.name!r}", getattr(activation, part))


def _check_entrywise(which, function):
    check_callable(which, function)
    try:
        values = as_array(which, function(PROBE.copy()))
    except Exception as error:  # whatever a learner's function raises
        raise ValueError(
            f"{which} raised {type(error).__name__} ({error}) for an array of shape {PROBE.shape}, expected a function "
            "that takes arrays: where it has cases, np.where(z > 0, ..., ...) in place of if"
        ) from error
    if values.shape != PROBE.shape or values.dtype.kind not in "biuf" or not np.isfinite(values).all():
        raise ValueError(
            f"{which} returned an array of shape {values.shape} and dtype {values.dtype} for one of shape "
            f"{PROBE.shape}, expected a finite real number for each entry"
        )


def check_keeps(activation, dtype):
    """Raise if an activation makes other numbers of a network's: float32 would become float64 on the way."""
    for part in ("mu", "mu_prime"):
        function = getattr(activation, part)
        returned = dtype if function is None else np.asarray(function(PROBE.astype(dtype))).dtype
        if np.result_type(returned, dtype) != dtype:
            raise ValueError(
                f"{part} of the activation {activation.name!r} returned dtype {returned} for {dtype}, expected "
                f"{dtype}, that of the network: np.where(z > 0, np.ones_like(z), 0.01) keeps it, "
                "np.where(z > 0, 1.0, 0.01) does not"
            )


def check_element_wise(hidden):
    """Raise if the hidden layers are to have an activation that is not element-wise, such as softmax."""
    if hidden.mu_prime is None:
        raise ValueError(
            f"hidden={hidden.name!r} is not possible: a hidden layer needs an element-wise activation, {hidden.name} "
            "mixes the neurons of its layer; use it as output"
        )


def check_classifies(output, cost):
    """Raise for an output that gives the cost no probabilities to work with."""
    if not output.classifies:
        raise ValueError(
            f"cost={cost.name!r} takes the logarithm of probabilities, but output={output.name!r} does not give any: "
            "use output='softmax', or cost='squared_error'"
        )
