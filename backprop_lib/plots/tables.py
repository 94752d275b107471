"""Small tables of numbers: as a table where a notebook is read, as plain text where it is compared."""


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
        head, *rows = [f"| {' | '.join(row)} |" for row in self._all()]
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
