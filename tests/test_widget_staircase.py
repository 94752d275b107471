"""The moving figure of sitting 02b: the products of a chain, one below the other."""

import numpy as np
import pytest
from moving import assert_moves

from backprop_lib.activations import sigmoid_prime
from backprop_lib.ladder import chain
from backprop_lib.widgets import staircase_figure
from backprop_lib.widgets.staircase import MOST, factors, is_new, staircase_picture


def test_it_moves():
    assert_moves(staircase_figure())


def test_the_factors_multiply_to_the_derivative():
    w, z, a = [0, 0.5, -1.5, 2.0, 0.9], [None, 0.2, -0.4, 0.1, 1.2], [0.6, 0.1, 0.7, 0.3, 0.8]
    values = {"2(a^{(4)}−y)": 2 * (a[4] - 0.25), "a^{(0)}": a[0]}
    for l in range(1, 5):
        values |= {f"w^{{({l})}}": w[l], f"μ′(z^{{({l})}})": sigmoid_prime(z[l]), f"a^{{({l})}}": a[l]}
    dC_dw, _ = chain.products(w, z, a, 0.25, sigmoid_prime)
    for l in range(1, 5):
        assert np.isclose(np.prod([values[factor] for factor in factors(4, l)]), dC_dw[l])


@pytest.mark.parametrize("L", range(1, MOST + 1))
def test_what_is_new_does_not_stand_in_the_line_above(L):
    above = []
    for l in range(L, 0, -1):
        line = factors(L, l)
        assert [factor for place, factor in enumerate(line) if is_new(L, l, place)] == [
            f for f in line if f not in above
        ]
        above = line
    assert staircase_picture(L, True).texts()["count"].endswith(f"{3 * L} of them do not stand in the line above.")
