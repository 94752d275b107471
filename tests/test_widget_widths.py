"""The moving figure of sitting 07: a wrong line in networks of several widths."""

import itertools

from moving import assert_moves

from backprop_lib.widgets import widths_figure
from backprop_lib.widgets.widths import WIDEST, fate, widths_picture


def test_it_moves():
    assert_moves(widths_figure())


def test_the_line_runs_where_the_last_two_layers_are_equal():
    for sizes in itertools.product((1, 2, WIDEST), repeat=4):
        if sizes[2] != sizes[3]:
            assert fate(sizes) == "stops with ValueError", sizes
        elif sizes[2] == 1:
            assert fate(sizes) == "is right", sizes
        else:
            assert fate(sizes).startswith("is off by "), sizes


def test_what_is_shown_is_the_fate_of_the_network():
    texts = widths_picture(4, 3, 2, 2).texts()
    assert [texts[f"fate{panel}"] for panel in (0, 2)] == ["is right", "stops with ValueError"]
    assert texts["fate3"] == fate((4, 3, 2, 2))
