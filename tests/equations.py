"""Evaluating the equations that a picture prints, as a reader with a calculator would."""

import re

import numpy as np

NUMBER = r"\d+(?:\.\d+)?(?:·10\^\{−?\d+\})?"
SIGNS = {"−": "-", "·": "*", "½": "0.5", "e^{": "exp(", "}": ")", "^{2}": "**2", "ln": "log"}


def assert_equations(lines, names):
    """Assert that on both sides of each "=" stands the same, to the digits that are shown.

    Parameters
    ----------
    lines : list of str
        A line that begins with "=" goes on with the one before.
    names : dict
        What each symbol stands for: a number or a function.
    """
    for line in "\n".join(lines).replace("\n   =", " =").split("\n"):
        sides = [evaluate(side, names) for side in line.split(" = ")]
        assert len(sides) > 1, line
        first, slack = sides[0]
        assert all(abs(value - first) <= slack + more + 1e-9 for value, more in sides), (line, sides)


def evaluate(side, names):
    """Return the value of one side, and how much the rounding of the numbers in it can have changed it."""
    symbols = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    signs = "|".join(map(re.escape, [*SIGNS, *"()+/"]))
    tokens = re.findall(f"{symbols}|{NUMBER}|{signs}", side)
    assert "".join(tokens).replace(" ", "") == side.replace(" ", ""), side
    code, numbers, halves, after = [], [], [], ""
    for token in tokens:
        known, is_number = token in names, re.fullmatch(NUMBER, token)
        if after == "factor" and (known or is_number or token in ("(", "e^{", "ln")):
            code.append("*")  # between two factors stands no sign
        if is_number:
            written = f"n[{len(numbers)}]"
            mantissa, _, power = token.partition("·10^{")
            unit = 10.0 ** int(power.strip("}").replace("−", "-") or 0)
            numbers.append(float(mantissa) * unit)
            halves.append(0.5 * unit * 10.0 ** -len(mantissa.partition(".")[2]) if "." in mantissa else 0.0)
        else:
            written = f"names[{token!r}]" if known else SIGNS.get(token, token)
        code.append(f"({written})" if after == "ln" and token != "(" else written)
        function = known and callable(names[token])
        factor = (known and not function) or is_number or token in (")", "}", "½", "^{2}")
        after = "ln" if token == "ln" else "factor" if factor else ""

    def value(n):
        return eval(" ".join(code), {"n": n, "names": names, "exp": np.exp, "log": np.log})

    here = value(numbers)
    moved = ([*numbers[:k], numbers[k] + half, *numbers[k + 1 :]] for k, half in enumerate(halves) if half)
    return here, 1.01 * sum(abs(value(n) - here) for n in moved)
