"""Tables of numbers, as they are read and as they are compared."""

import pytest

from backprop_lib.plots import power_of_ten, table


@pytest.mark.parametrize(
    ("number", "digits", "text"),
    [(3.78e-20, 1, "3.8·10⁻²⁰"), (-2e5, 1, "−2.0·10⁵"), (1234.0, 0, "1·10³"), (1.0, 2, "1.00·10⁰")],
)
def test_a_power_of_ten(number, digits, text):
    assert power_of_ten(number, digits) == text


def test_exponents_are_large_enough_to_be_read_where_a_table_is_drawn():
    shown = table(arrives=[power_of_ten(5.5e-8), 0.5])
    assert repr(shown).split() == ["arrives", "5.5·10⁻⁸", "0.5000"]
    assert shown._repr_markdown_() == "| arrives |\n|---:|\n| 5.5·10<sup>−8</sup> |\n| 0.5000 |"
