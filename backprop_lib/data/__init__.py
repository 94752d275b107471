"""The MNIST images, which lie beside this file, and the two forms in which a network takes them."""

from backprop_lib.data.encoding import LazyColumns, as_columns, one_hot
from backprop_lib.data.mnist import load_mnist

__all__ = ["LazyColumns", "as_columns", "load_mnist", "one_hot"]
