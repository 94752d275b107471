"""The table of the conventions: its factors lead from each text's own gradient to ours."""

import numpy as np
import pytest

from backprop_lib import relative_error
from backprop_lib.sources.conventions import convention_rows, convention_table, own_gradient
from backprop_lib.sources.referee import case
from backprop_lib.widgets.rosetta_notation import TEXTS

ROWS = convention_rows()


@pytest.mark.parametrize("sizes", [[4, 3, 5, 2], [4, 3, 2, 5]], ids=str)
@pytest.mark.parametrize("name", TEXTS)
def test_the_factor_in_the_table_leads_to_our_gradient(name, sizes):
    here = case(sizes)
    column = ROWS["text"].index(name)
    factor = {"1": 1, "2": 2, "1/N": 1 / here.N, "$n_{L}$": sizes[-1]}[ROWS["our gradient is theirs times"][column]]
    gradient = own_gradient(name, here, 2)
    source_first = ROWS["first index"][column] == "source"
    assert gradient.shape == (here.W[2].T if source_first else here.W[2]).shape
    assert relative_error(factor * (gradient.T if source_first else gradient), here.by_W(2)) < 1e-12


def test_where_the_mean_is_follows_from_the_two_factors():
    # If delta has another factor than the gradient has, its 1/N is inside.
    for where, gradient, delta in zip(
        ROWS["1/N stands in"],
        ROWS["our gradient is theirs times"],
        ROWS["our delta is theirs times"],
        strict=True,
    ):
        inside = where == "the start"
        assert (gradient != delta) == (inside or gradient == "1/N")


def test_the_layers_are_those_of_the_figure():
    numbers = dict(zip(ROWS["text"], ROWS["number of the weights into our layer 2"], strict=True))
    for name, convention in TEXTS.items():
        if name != "S1":
            assert str(convention.weights_number(2)) in numbers[name]
    assert [name for name, number in numbers.items() if "leaves" in number] == ["S2"]


def test_the_table_has_a_column_for_each_text():
    rows = [row.strip("| ").split(" | ") for row in convention_table(["ours", "S2"]).splitlines()]
    assert np.shape(rows) == (len(ROWS) + 1, 3)
    assert rows[0] == ["text", "ours", "S2"]
