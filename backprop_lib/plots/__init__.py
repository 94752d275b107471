"""Figures. Importing this module imports matplotlib; the mathematics does without it."""

from backprop_lib.plots.colours import BACKWARD, BLACK, FORWARD, GREEN, PURPLE, SKY, YELLOW
from backprop_lib.plots.copies import show_copies
from backprop_lib.plots.descent import show_descent, show_errors, show_map, show_two_nudges
from backprop_lib.plots.digits import (
    show_confusion,
    show_full_batch,
    show_looks,
    show_pictures,
    show_runs,
    show_training,
)
from backprop_lib.plots.figure import figure, show
from backprop_lib.plots.layouts import show_layouts
from backprop_lib.plots.learning import show_learning
from backprop_lib.plots.loops import (
    show_fork,
    show_growth,
    show_samples,
    show_two_sums,
)
from backprop_lib.plots.network_graph import draw_network
from backprop_lib.plots.neuron import show_slope
from backprop_lib.plots.pictures import draw_matrices, draw_pictures, show_matrices
from backprop_lib.plots.tables import power_of_ten, table
from backprop_lib.plots.workshop import show_outcomes
from backprop_lib.plots.zoo import show_costs, show_zoo

__all__ = [
    "BACKWARD",
    "BLACK",
    "FORWARD",
    "GREEN",
    "PURPLE",
    "SKY",
    "YELLOW",
    "draw_matrices",
    "draw_network",
    "draw_pictures",
    "figure",
    "power_of_ten",
    "show",
    "show_confusion",
    "show_copies",
    "show_costs",
    "show_descent",
    "show_errors",
    "show_fork",
    "show_full_batch",
    "show_growth",
    "show_layouts",
    "show_learning",
    "show_looks",
    "show_map",
    "show_matrices",
    "show_outcomes",
    "show_pictures",
    "show_runs",
    "show_samples",
    "show_slope",
    "show_training",
    "show_two_nudges",
    "show_two_sums",
    "show_zoo",
    "table",
]
