"""Verdicts on printed lines: the reader commits before anything is said, and then compares.

In a notebook, below a puzzle:

    verdict("07-3", ...)  # slip, convention, assumption or fine

and below that, or below an experiment of the reader's:

    reveal("07-3")

which shows nothing without a verdict, unless it is asked for: ``reveal("07-3", anyway=True)``.

A verdict is a prediction: the first one counts, it is kept in the same record, and nothing is shown for a puzzle on
which nobody has said anything since the kernel started. So no answer stands in a notebook.
"""

from IPython.display import Markdown

from backprop_lib.checks import shown
from backprop_lib.exercises.exercise import MOST, untouched
from backprop_lib.exercises.prediction import came_out, predict
from backprop_lib.exercises.words import Report, wrapped
from backprop_lib.sources.puzzles import PUZZLES, explained, right_verdict

OPTIONS = {
    "slip": "computed as printed, it gives something else than it says",
    "convention": "right, once you know how the text means it",
    "assumption": "right under a condition that the text does not write down",
    "fine": "right as it stands",
}


def verdict(puzzle_id, word=...):
    """Commit to a verdict on a printed line.

    Parameters
    ----------
    puzzle_id : str
        Such as "07-3".
    word : str
        "slip", "convention", "assumption" or "fine". Dots (``...``) mean: none yet; then nothing happens.

    Returns
    -------
    Report or None
        What is kept; None without a verdict.
    """
    _check_puzzle(puzzle_id)
    if not untouched(word):
        word = word.strip().casefold() if isinstance(word, str) else word
        if not isinstance(word, str) or word not in OPTIONS:
            among = "; ".join(f"'{option}' ({means})" for option, means in OPTIONS.items())
            words = f"{puzzle_id}: your verdict is {shown(word, MOST)}; choose among {among}."
            return Report("not predicted", None, wrapped(words))
    return predict(puzzle_id, word)


def reveal(puzzle_id, anyway=False):
    """Compare a verdict with what a computation gives, and explain.

    Parameters
    ----------
    puzzle_id : str
        As in `verdict`.
    anyway : bool
        Whether to explain also where no verdict was given.

    Returns
    -------
    IPython.display.Markdown or None
        None if no verdict was given since the kernel started, and none is dispensed with.
    """
    _check_puzzle(puzzle_id)
    compared = came_out(puzzle_id, right_verdict(puzzle_id))
    if compared is None:
        return Markdown(explained(puzzle_id)) if anyway else None
    return Markdown(f"{' '.join(compared.text.split())}\n\n{explained(puzzle_id)}")


def _check_puzzle(puzzle_id):
    if not isinstance(puzzle_id, str) or puzzle_id not in PUZZLES:
        beginning = puzzle_id[:2] if isinstance(puzzle_id, str) else None
        same = [name for name in PUZZLES if name[:2] == beginning] or list(PUZZLES)
        raise ValueError(f"puzzle_id is {shown(puzzle_id, MOST)}, expected one of {', '.join(same)}")
