"""Small tables of numbers: as a table where a notebook is read, as plain text where it is compared."""

import re

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
ON_THE_LINE = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "−0123456789")


class Table:
    """Columns of numbers under their names.

    Parameters
    ----------
    columns : dict
        Name of the column -> its entries, as text.
    """

    def __init__(self, columns):
        self.names = list(columns)
        self.rows = list(zip(*columns.values(), strict=True))

    def __repr__(self):
        widths = [max(map(len, column)) for column in zip(self.names, *self.rows, strict=True)]
        lines = [[entry.rjust(width) for entry, width in zip(row, widths, strict=True)] for row in self._all()]
        return "\n".join("   ".join(line) for line in lines)

    def _repr_markdown_(self):
        head, *rows = [f"| {' | '.join(map(with_high_numbers, row))} |" for row in self._all()]
        return "\n".join([head, "|" + "---:|" * len(self.names), *rows])

    def _all(self):
        return [self.names, *self.rows]


def table(digits=4, **columns):
    """Return a table.

    Parameters
    ----------
    digits : int
        Of each number that is not whole, behind the point.
    **columns
        Name -> entries, numbers or words. An underscore in a name is shown as a space.

    Returns
    -------
    Table
    """
    return Table(
        {name.replace("_", " "): [entry_of(entry, digits) for entry in entries] for name, entries in columns.items()}
    )


def entry_of(entry, digits):
    """Return an entry as text: words and whole numbers as they are, others with `digits` digits behind the point."""
    text = entry if isinstance(entry, str) else f"{entry}" if isinstance(entry, int) else f"{entry:z.{digits}f}"
    return f"−{text[1:]}" if text[:1] == "-" else text


def with_high_numbers(text):
    """Return a text with its exponents marked, so that they are drawn as large as can be read."""
    return re.sub("[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda exponent: f"<sup>{exponent[0].translate(ON_THE_LINE)}</sup>", text)


def power_of_ten(number, digits=1):
    """Return a very small or very large number as text, such as 3.8·10⁻²⁰."""
    mantissa, exponent = f"{number:.{digits}e}".split("e")
    return f"{entry_of(mantissa, digits)}·10{str(int(exponent)).translate(SUPERSCRIPTS)}"
