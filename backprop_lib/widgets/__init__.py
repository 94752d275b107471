"""Figures that move: each is a pure function from its state to a picture, and a few controls.

>>> from backprop_lib.widgets import fit_figure
"""

from backprop_lib.widgets.descent import bowl_figure, fit_figure

__all__ = ["bowl_figure", "fit_figure"]
