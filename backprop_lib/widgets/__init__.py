"""Figures that move: each is a pure function from its state to a picture, and a few controls.

>>> from backprop_lib.widgets import fit_figure
"""

from backprop_lib.widgets.chain import chain_figure
from backprop_lib.widgets.curve import curve_figure
from backprop_lib.widgets.descent import bowl_figure, fit_figure
from backprop_lib.widgets.difference import difference_figure
from backprop_lib.widgets.digit import digit_figure, pixel_gradient
from backprop_lib.widgets.drawing_pad import DrawingPad
from backprop_lib.widgets.fan import fan_figure
from backprop_lib.widgets.finger import finger_figure
from backprop_lib.widgets.folding import folding_figure
from backprop_lib.widgets.growth import growth_figure
from backprop_lib.widgets.hidden_units import hidden_units_figure
from backprop_lib.widgets.matrices import matrix_figure
from backprop_lib.widgets.network import network_figure
from backprop_lib.widgets.neuron import neuron_figure, surface_figure
from backprop_lib.widgets.nudge import nudge_figure
from backprop_lib.widgets.nudged_neuron import nudged_neuron_figure
from backprop_lib.widgets.paths import paths_figure
from backprop_lib.widgets.rings import live_rings_figure, rings_figure
from backprop_lib.widgets.rosetta import rosetta_figure
from backprop_lib.widgets.softmax import softmax_figure
from backprop_lib.widgets.staircase import staircase_figure
from backprop_lib.widgets.training_lab import training_figure
from backprop_lib.widgets.widths import widths_figure

__all__ = [
    "DrawingPad",
    "bowl_figure",
    "chain_figure",
    "curve_figure",
    "difference_figure",
    "digit_figure",
    "fan_figure",
    "finger_figure",
    "fit_figure",
    "folding_figure",
    "growth_figure",
    "hidden_units_figure",
    "live_rings_figure",
    "matrix_figure",
    "network_figure",
    "neuron_figure",
    "nudge_figure",
    "nudged_neuron_figure",
    "paths_figure",
    "pixel_gradient",
    "rings_figure",
    "rosetta_figure",
    "softmax_figure",
    "staircase_figure",
    "surface_figure",
    "training_figure",
    "widths_figure",
]
