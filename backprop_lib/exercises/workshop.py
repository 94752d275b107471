"""What a learner has written is put to use: in the last sitting of Part I it trains the learner's own network."""

import numpy as np

from backprop_lib.exercises.exercise import NOT_ATTEMPTED, RIGHT
from backprop_lib.exercises.words import wrapped

ERROR, NOT_FINITE = "stops with an error", "gives no finite numbers"


def chosen(exercise, report, function, anyway):
    """Return the function that is used for an exercise, and words that say which one it is, and why.

    Parameters
    ----------
    exercise : Exercise
    report : Report
        Of the check of `function`.
    anyway : bool
        Whether a function that is not right is used all the same.
    """
    if report.status == RIGHT:
        return function, f"{exercise.id}: right. Yours is used."
    if report.status == NOT_ATTEMPTED:
        return exercise.right, f"{exercise.id}: nothing is there yet. The worked solution is used in its place."
    if anyway:
        return function, f"{report.text}\nYours is used all the same: watch what it does."
    return exercise.right, (
        f"{report.text}\n"
        + wrapped("The worked solution is used in its place. Add anyway=True, and yours is: then you see what it does.")
    )


def outcomes(exercise, train):
    """Return what becomes of a training with each known mistake of an exercise.

    Parameters
    ----------
    exercise : Exercise
        Of code.
    train : callable
        train(function) trains a network and returns the share of images that it then reads, from 0 to 1.

    Returns
    -------
    dict
        Name of the mistake -> `ERROR`, `NOT_FINITE`, or the share.
    """
    return {name: _outcome(train, mistake.answer) for name, mistake in exercise.mistakes.items()}


def _outcome(train, function):
    try:
        with np.errstate(all="ignore"):
            share = float(train(function))
    except Exception:  # whatever a wrong function raises
        return ERROR
    return share if np.isfinite(share) else NOT_FINITE
