"""What a formula costs: numbers that tell a tally each time they are multiplied."""


class Tally:
    """A count of multiplications.

    Attributes
    ----------
    count : int
        How often a number of this tally, or a product of one, has been multiplied.
    """

    def __init__(self):
        self.count = 0

    def number(self, value):
        """Return a number that is as good as `value`, and is counted when it is multiplied."""
        return _Counted(value, self)


class _Counted(float):
    """A number that tells its tally when it is multiplied; sums and differences of it are plain numbers."""

    def __new__(cls, value, tally):
        made = super().__new__(cls, value)
        made.tally = tally
        return made

    def __mul__(self, other):
        self.tally.count += 1
        return _Counted(float(self) * float(other), self.tally)

    __rmul__ = __mul__
