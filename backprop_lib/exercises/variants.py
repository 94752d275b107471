"""The same exercise with other numbers each time, so that neighbours can compare ways and not results.

The data of a program are its first lines, as long as there are numbers with a decimal point in them. A variant draws
these numbers anew, and all else follows: the right answer, the wrong ones, and the program that is searched. So the
edits of the mistakes must not name them, and the hints must not quote them.
"""

import ast
import itertools
import operator
import re
import string
from dataclasses import dataclass, replace

import numpy as np

from backprop_lib.checks import shown
from backprop_lib.exercises.exercise import MOST
from backprop_lib.exercises.forms import digits, written
from backprop_lib.exercises.number import Number

TRIALS = 100
DECIMAL = re.compile(r"\d+\.\d+")


@dataclass(frozen=True, eq=False)
class VariedNumber(Number):
    """An exercise with variants whose answer is a number, or several.

    Attributes
    ----------
    paper : str
        The whole question, as it is printed on a worksheet, with the names of the data in braces, such as ``{w}`` or
        ``{x[0]}``.
    with_program : callable
        with_program(program) returns the exercise with another program, to which its edits fit.
    """

    paper: str = ""
    with_program: object = None

    @classmethod
    def from_text(cls, id, task, program, mistakes, worked, using, **more):
        """Return an exercise as `Number.from_text` does; it can be made again from another program."""

        def with_program(program):
            return cls.from_text(id, task, program, mistakes, worked, using, **more)

        return super().from_text(id, task, program, mistakes, worked, using, with_program=with_program, **more)


def varied(exercise, variant):
    """Return an exercise with the numbers of a variant, and its data as a dict.

    Numbers with which two mistakes, or a mistake and the right way, give the same answer are drawn again.
    """
    if not isinstance(exercise, VariedNumber):
        raise ValueError(f"exercise {exercise.id} has the same numbers for all, expected no variant")
    try:
        number = operator.index(variant)
    except TypeError:
        number = -1
    if number < 0:
        raise ValueError(f"variant is {shown(variant, MOST)}, expected a whole number, 0 or more")
    lines = exercise.sources[None].splitlines(keepends=True)
    data = "".join(itertools.takewhile(lambda line: DECIMAL.search(line.partition("#")[0]), lines))
    rest = exercise.sources[None].removeprefix(data)
    for trial in range(TRIALS):
        drawn = redrawn(data, np.random.default_rng((number, trial)))
        changed = exercise.with_program(drawn + rest)
        if all(changed.examine(mistake.answer).diagnosis == name for name, mistake in changed.mistakes.items()):
            given = _names(drawn, exercise.using)
            return replace(changed, task=put_in(exercise.paper, given), worked=worked_out(changed)), given
    raise ValueError(f"exercise {exercise.id}: in {TRIALS} draws, some mistakes always gave the same answer")


class Numbers(string.Formatter):
    """What puts numbers, columns and matrices into a text: −0.6, (0.3, −1.1) and [1.1 −1.7; 0.2 1.5]."""

    def format_field(self, value, format_spec):
        """Return a number, a column or a matrix as a text."""
        if np.ndim(value) == 2:
            return f"[{'; '.join(' '.join(map(written, row)) for row in value)}]"
        return written(value)


def put_in(text, given):
    """Return a text with data in the places of their names."""
    return Numbers().format(" ".join(text.split()), **given)


def worked_out(exercise):
    """Return the program of an exercise, and below each line the numbers that it gives."""
    source, names, lines = exercise.sources[None], dict(exercise.using), []
    for statement in ast.parse(source).body:
        line = "\n".join(source.splitlines()[statement.lineno - 1 : statement.end_lineno])
        exec(ast.unparse(statement), names)
        lines.append(line)
        target = ast.unparse(statement.targets[0])
        if not isinstance(statement.targets[0], ast.Tuple) and written(names[target]):
            lines.append(f"    {target} = {written(names[target])}")
    return "\n".join(lines)


def redrawn(data, rng):
    """Return lines of data with other numbers in them, of the same kind: as many decimals, and the same sign.

    They are at most by half larger or smaller, but by one unit of the last digit in any case. What is below 1 stays
    below 1, as a target or an activation should.
    """

    def another(match):
        value = float(match[0])
        _, unit = digits(value)
        count = round(value / unit)
        spread = max(1, count // 2)
        most = min(count + spread, round(1 / unit) - 1) if value < 1 else count + spread
        return repr(round(int(rng.integers(max(1, count - spread), most, endpoint=True)) * unit, 12))

    return DECIMAL.sub(another, data)


def _names(data, using):
    names = {}
    exec(data, dict(using), names)
    return names
