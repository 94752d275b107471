"""What is said about wrong input, one file for each chapter, kept apart so that the mathematics can be read without it.

A function declares what it asks of its arguments (`demands`); its body is mathematics. A check raises `ValueError` or
`TypeError` that says what was expected, what came, and what probably happened. Where the network itself, and not its
input, has left the range of floating-point numbers, it is `DivergedError`.
"""

from backprop_lib.checks.demands import demands, unchecked
from backprop_lib.checks.general import DivergedError, shown

__all__ = ["DivergedError", "demands", "shown", "unchecked"]
