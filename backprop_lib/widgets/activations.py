"""What figures ask of an activation: which ones there are to choose from, and how far it reaches."""

import numpy as np

from backprop_lib.activations import ELEMENTWISE
from backprop_lib.widgets.controls import choice

FAR = np.linspace(-30.0, 30.0, 601)  # farther than a neuron of a figure is pushed


def activation_choice():
    """Return a control to choose an element-wise activation: all that formulas write, so not the identity."""
    written = [(name, activation) for name, activation in ELEMENTWISE.items() if activation.symbol]
    return choice("activation μ", written, ELEMENTWISE["sigmoid"])


def reach(activation):
    """Return the lowest and the highest activation of a neuron that is pushed far to both sides."""
    a = activation.mu(FAR)
    return float(a.min()), float(a.max())
