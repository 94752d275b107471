"""How a function says what it asks of its arguments."""

import functools
import inspect


def demands(*together, **each):
    """Declare the checks of a function's arguments.

    Parameters
    ----------
    *together : callables
        Checks of several arguments at once. They raise, or return nothing.
    **each : callables
        A check for an argument. It raises, or returns the argument as the function is to have it. These come first, in
        the order in which they are written.

    Notes
    -----
    A check is called with what its own parameters name: arguments of the function; ``net``, its first argument, which
    is the ``self`` of a method; ``argument``, the name of the argument that is checked. Any other name is that argument
    itself. A parameter with a default keeps it, and ``**arrays`` are all arguments by name. So the checks
    `check_positive(argument, value)` and `check_input(net, X)` are declared in the same way:

        @demands(learning_rate=check_positive, X=check_input)
    """

    def declare(function):
        signature = inspect.signature(function)
        names = list(signature.parameters)
        single = [(names.index(name), *_prepared(check, names, name)) for name, check in each.items()]
        joint = [_prepared(check, names) for check in together]

        @functools.wraps(function)
        def checked(*values, **named):
            if named or len(values) != len(names):
                try:
                    bound = signature.bind(*values, **named)
                except TypeError:
                    return function(*values, **named)  # raises, in Python's own words
                bound.apply_defaults()
                values = bound.args
            values = list(values)
            for place, check, needs in single:
                values[place] = check(*[values[need] for need in needs])
            for check, needs in joint:
                check(*[values[need] for need in needs])
            return function(*values)

        checked.unchecked = function
        return checked

    return declare


def unchecked(function):
    """Return the body of a function without its checks, for arguments that have passed them already."""
    return getattr(function, "unchecked", function)


def _prepared(check, names, checked=None):
    """Return a check, and the places of the arguments that it is to be called with."""
    parameters = inspect.signature(check).parameters.values()
    if any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters):
        return lambda *values: check(**dict(zip(names, values, strict=True))), range(len(names))
    wanted = [parameter.name for parameter in parameters if parameter.default is parameter.empty]
    if wanted[0] == "argument":
        check, wanted = functools.partial(check, checked), wanted[1:]
    return check, [0 if name == "net" else names.index(name if name in names else checked) for name in wanted]
