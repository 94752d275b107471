"""Numbers that are counted when they are multiplied."""

import pytest

from backprop_lib.counting import Tally
from backprop_lib.ladder.chain import backward, products


def test_each_multiplication_is_counted_on_either_side_and_of_products_too():
    tally = Tally()
    x = tally.number(0.5)
    assert (x * 3, 3 * x, x * x * x) == (1.5, 1.5, 0.125)
    assert tally.count == 4


def test_sums_and_their_multiplications_are_not_counted():
    tally = Tally()
    x = tally.number(0.5)
    assert 2 * (x - 1) + x == -0.5
    assert tally.count == 0


def test_two_tallies_count_apart():
    first, second = Tally(), Tally()
    assert first.number(2.0) * 3 == 6
    assert (first.count, second.count) == (1, 0)


@pytest.mark.parametrize(("method", "count"), [(products, 4**2 + 4), (backward, 3 * 4 - 1)])
def test_the_chain_gives_the_same_numbers_counted_or_not(method, count):
    tally = Tally()
    w, z, a = [0.0, 0.5, -1.0, 2.0, 1.5], [None, 0.1, 0.2, -0.3, 0.4], [1.0, 0.3, 0.6, 0.2, 0.7]

    def counted(numbers):
        return [None if number is None else tally.number(number) for number in numbers]

    def slope(z):
        return tally.number(1 - float(z) ** 2)

    assert method(counted(w), counted(z), counted(a), 0.9, slope) == method(w, z, a, 0.9, lambda z: 1 - z**2)
    assert tally.count == count
