"""The code that the notebooks derive, to be imported by the next one.

>>> from backprop_lib import Network, as_columns, load_mnist, one_hot, sgd

The mathematics needs numpy alone. Figures are in `backprop_lib.plots`, which is imported only where something is drawn.
"""

from backprop_lib.activations import Activation
from backprop_lib.checks import DivergedError
from backprop_lib.data import LazyColumns, as_columns, load_mnist, one_hot
from backprop_lib.gradcheck import (
    complex_step_gradient,
    numerical_gradient,
    parameter_gradients,
    relative_error,
)
from backprop_lib.network import Cache, Gradients, Network
from backprop_lib.recording import History
from backprop_lib.training import descend, gradient_descent, minibatches, sgd

__all__ = [
    "Activation",
    "Cache",
    "DivergedError",
    "Gradients",
    "History",
    "LazyColumns",
    "Network",
    "as_columns",
    "complex_step_gradient",
    "descend",
    "gradient_descent",
    "load_mnist",
    "minibatches",
    "numerical_gradient",
    "one_hot",
    "parameter_gradients",
    "relative_error",
    "sgd",
]
