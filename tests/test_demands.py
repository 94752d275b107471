"""How a function declares what it asks of its arguments."""

import functools
import inspect

import pytest

from backprop_lib.checks import demands, unchecked


def even(argument, value):
    if value % 2:
        raise ValueError(f"{argument}={value}, expected an even number")
    return value


def below(x, limit):
    if x >= limit:
        raise ValueError(f"x={x}, expected less than limit={limit}")
    return x


def together(x, limit):
    if x + limit > 100:
        raise ValueError(f"x={x} and limit={limit}, expected a sum of at most 100")


def test_a_check_gets_the_argument_and_its_name(refused):
    @demands(x=even, y=even)
    def add(x, y=2):
        return x + y

    assert add(4) == 6
    assert add(4, y=6) == add(y=6, x=4) == 10
    with refused("x=3, expected an even number"):
        add(3)
    with refused("y=5, expected an even number"):
        add(4, y=5)


def test_a_default_is_checked_too(refused):
    @demands(x=even)
    def f(x=3):
        return x

    with refused("x=3, expected an even number"):
        f()


def test_a_check_gets_the_other_arguments_that_it_names(refused):
    @demands(x=below)
    def f(limit, x):
        return x

    assert f(5, 4) == 4
    with refused("x=5, expected less than limit=5"):
        f(5, 5)


def test_an_argument_is_what_its_check_returns():
    @demands(x=lambda value: 10 * value, limit=lambda x, limit: limit + x)
    def f(x, limit):
        return x, limit

    assert f(1, 2) == (10, 12)  # the checks come in the order in which they are written


def test_checks_of_several_arguments_come_after_those_of_one(refused):
    @demands(together, x=even, limit=even)
    def f(x, limit):
        return x + limit

    assert f(2, 98) == 100
    with refused("x=3, expected an even number"):
        f(3, 98)
    with refused("x=4 and limit=98, expected a sum of at most 100"):
        f(4, 98)


def test_net_is_the_first_argument_of_a_method_or_function(refused):
    def smaller(net, x):
        if x >= net.size:
            raise ValueError(f"x={x}, expected less than {net.size}")
        return x

    class Some:
        size = 3

        @demands(x=smaller)
        def method(self, x):
            return x

    @demands(x=smaller)
    def function(net, x):
        return x

    assert Some().method(2) == function(Some(), 2) == 2
    for call in (Some().method, functools.partial(function, Some())):
        with refused("x=3, expected less than 3"):
            call(3)


def test_a_check_that_takes_all_gets_all_by_name():
    seen = {}

    @demands(lambda **arguments: seen.update(arguments))
    def f(x, y=2):
        return x

    f(1)
    assert seen == {"x": 1, "y": 2}


def test_a_parameter_of_a_check_with_a_default_keeps_it(refused):
    def at_most(argument, value, most=9):
        if value > most:
            raise ValueError(f"{argument}={value}, expected at most {most}")
        return value

    @demands(x=at_most, y=functools.partial(at_most, most=3))
    def f(x, y):
        return x + y

    assert f(9, 3) == 12
    with refused("y=4, expected at most 3"):
        f(9, 4)


@pytest.mark.parametrize("arguments", [{}, {"x": 2, "z": 1}, {"y": 1}])
def test_arguments_that_do_not_fit_get_pythons_own_words(arguments):
    def add(x, y=2):
        return x + y

    with pytest.raises(TypeError) as plain:
        add(**arguments)
    with pytest.raises(TypeError) as declared:
        demands(x=even)(add)(**arguments)
    assert str(declared.value) == str(plain.value)


def test_a_function_keeps_its_name_its_text_and_its_arguments():
    def add(x, y=2):
        """Return the sum."""
        return x + y

    declared = demands(x=even)(add)
    assert (declared.__name__, declared.__doc__) == ("add", "Return the sum.")
    assert inspect.signature(declared) == inspect.signature(add)
    assert unchecked(declared) is add
    assert unchecked(add) is add
