"""What a puzzle is."""

from typing import NamedTuple


class Puzzle(NamedTuple):
    """A printed line to be judged.

    Attributes
    ----------
    id : str
        Stage and number, such as "07-3"; the sitting calls it Puzzle 3. It is kept where the puzzle moves to another
        place, even to a later sitting, for a reader's record has it.
    erratum : str
        The erratum about the line, such as "E30" or "K7".
    more : str
        What else is said afterwards, in Markdown: a kind reading, and the check that finds it.
    note : str
        What is said first, where the erratum's own note does not fit.
    verdict : str
        Where it does not follow from the class of the erratum.
    """

    id: str
    erratum: str
    more: str = ""
    note: str = ""
    verdict: str = ""
