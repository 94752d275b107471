"""Figures that move: each is a pure function from its state to a picture, and a few controls.

>>> from backprop_lib.widgets import fit_figure
"""

from backprop_lib.widgets.chain import chain_figure
from backprop_lib.widgets.descent import bowl_figure, fit_figure
from backprop_lib.widgets.matrices import matrix_figure
from backprop_lib.widgets.network import network_figure
from backprop_lib.widgets.neuron import neuron_figure, surface_figure
from backprop_lib.widgets.paths import paths_figure

__all__ = [
    "bowl_figure",
    "chain_figure",
    "fit_figure",
    "matrix_figure",
    "network_figure",
    "neuron_figure",
    "paths_figure",
    "surface_figure",
]
