"""Predictions: what a learner expects is kept before an experiment, and compared with what came out.

In a notebook, below the question and before the experiment:

    predict("03a-2", ...)

and as the last line of the experiment:

    came_out("03a-2", ratio)

Nothing is said about a prediction that was not made since the kernel started: a notebook whose dots nobody has
replaced gives the same output everywhere, whatever the record says. A name such as "03a-2" belongs to whoever writes
the notebook; no table knows it.
"""

import math
import re
from functools import partial

import numpy as np

from backprop_lib.checks import shown
from backprop_lib.exercises.exercise import MOST, untouched
from backprop_lib.exercises.record import today, update
from backprop_lib.exercises.words import Report, wrapped

NAME = re.compile(r"\d\d[a-z]?-\d+")
NUMBER = int | float
CLOSE, ZERO = 5e-3, 1e-12  # relative, as for the answers of exercises; and what is meant by 0
LONG, MANY, LARGE = 500, 50, 1e300  # letters of a sentence, entries of a list, numbers that are kept
FEW = 3  # words that are an answer; more of them only their author can compare
COUNTED = 20  # of smaller whole numbers each is another answer, however near
SURPRISE = "A surprise shows where there is something to learn: which step did you think of differently?"

_made = {}  # since the kernel started: name -> what was said first


def predict(prediction_id, answer=...):
    """Keep a prediction before the experiment.

    The first one counts: what is said later, perhaps after having seen what came out, changes nothing. A prediction
    is never wrong, and is not among the exercises that are done or not.

    Parameters
    ----------
    prediction_id : str
        Stage, letter of the sitting, and number, such as "03a-2".
    answer : object
        A number, several numbers, a word, or a sentence. Dots (``...``) mean: no prediction; then nothing happens.

    Returns
    -------
    Report or None
        What is kept; None without a prediction.
    """
    _check_name(prediction_id)
    if untouched(answer):
        _made.pop(prediction_id, None)
        return None
    said = _plain(answer)
    record, complaint = update(partial(_note, prediction_id, said, today()))
    first = _made[prediction_id] = record["predictions"][prediction_id]["said"]
    words = f"you predict {_written(said)}."
    if first != said:
        words = f"your first prediction counts, which was {_written(first)}. Now you say {_written(said)}."
    return _report("predicted", prediction_id, words, complaint)


def came_out(prediction_id, value):
    """Compare what came out of an experiment with what was predicted.

    Parameters
    ----------
    prediction_id : str
        As in `predict`.
    value : object
        What came out: a number, several, or words. True and False are "yes" and "no".

    Returns
    -------
    Report or None
        None if nothing was predicted since the kernel started.
    """
    _check_name(prediction_id)
    if prediction_id not in _made:
        return None
    said = _made[prediction_id]
    if isinstance(value, set | frozenset) and isinstance(said, list):
        said = sorted(said, key=repr)  # the order of a list does not matter then
    value = _plain(value)
    as_predicted, words = _compared(said, value)
    _, complaint = update(partial(_note_outcome, prediction_id, value, as_predicted))
    return _report("came out", prediction_id, words, complaint)


def _note(prediction_id, said, day, record):
    record["predictions"].setdefault(prediction_id, {"said": said, "on": day})


def _note_outcome(prediction_id, value, as_predicted, record):
    entry = record["predictions"].get(prediction_id, {})  # somebody may have deleted the file since
    entry.setdefault("came out", value)
    entry.setdefault("as predicted", as_predicted)


def _check_name(prediction_id):
    if not isinstance(prediction_id, str) or not NAME.fullmatch(prediction_id):
        raise ValueError(
            f"prediction_id is {shown(prediction_id, MOST)}, expected stage, letter and number, such as '03a-2'"
        )


def _report(status, prediction_id, words, complaint):
    return Report(status, None, wrapped(f"{prediction_id}: {words}" + (f" {complaint}" if complaint else "")))


def _plain(value):
    """Return a value as JSON can keep it: numbers, words, and lists of them."""
    if isinstance(value, np.ndarray | np.generic):
        value = value.tolist()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, set | frozenset):
        return sorted(map(_plain, value), key=repr)
    if isinstance(value, list | tuple) and len(value) <= MANY:
        return [_plain(part) for part in value]
    if isinstance(value, NUMBER) and abs(value) < LARGE:
        return value
    return value[:LONG] if isinstance(value, str) else shown(value)


def _written(value):
    if isinstance(value, list):
        return ", ".join(map(_written, value))
    if isinstance(value, float):
        return f"{value:.4g}"
    return str(value) if isinstance(value, int) else f"“{value}”"


def _compared(said, value):
    """Return whether a value is as predicted (None if only the learner can tell), and words about it."""
    if _alike(said, value):
        return True, f"{_written(value)} came out, as you predicted."
    both = f"you predicted {_written(said)}, and {_written(value)} came out"
    if _are(list, said, value) and len(said) == len(value):
        alike = sum(map(_alike, said, value))
        if not alike:
            return False, f"{both}. {SURPRISE}"
        return False, f"{both}: {alike} of {len(value)} as you predicted. What is different about the others?"
    if _are(NUMBER, said, value):
        ratio = said / value if value else math.inf
        if 0.5 <= ratio <= 2:
            if abs(value) < COUNTED and said == round(said) and value == round(value):
                return False, f"{both}. Where does the difference come from?"
            return False, f"{both}: that is close."
        return False, f"{both}{_how_far(said, value)}. {SURPRISE}"
    if _are(str, said, value) and max(len(said.split()), len(value.split())) <= FEW:
        return False, f"{both}. {SURPRISE}"
    return None, f"{both}. Compare the two: what did you see coming, and what not?"


def _how_far(said, value):
    if not said or not value:
        return ""
    if said * value < 0:
        return ", with the other sign"
    if abs(said) < abs(value):
        return f", {_times(value / said)} times what you predicted"
    return f"; what you predicted is {_times(said / value)} times as much"


def _times(ratio):
    return f"{ratio:.2g}" if ratio < 99.5 or ratio >= 1e9 else f"{float(f'{ratio:.2g}'):,.0f}"


def _alike(said, value):
    if _are(NUMBER, said, value):
        return said == value or math.isclose(said, value, rel_tol=CLOSE, abs_tol=0 if said else ZERO)
    if _are(list, said, value):
        return len(said) == len(value) and all(map(_alike, said, value))
    return _are(str, said, value) and _plain_words(said) == _plain_words(value)


def _plain_words(text):
    return text.casefold().rstrip(" .!").split()


def _are(kind, *values):
    return all(isinstance(value, kind) for value in values)
