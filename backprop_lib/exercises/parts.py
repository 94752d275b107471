"""Answers of several parts: whatever is off in them is explained part by part, by the known mistakes."""

import operator

from backprop_lib.exercises.exercise import NOT_YET, Finding


def parts_of(answer):
    """Return part -> what stands there, of a tuple by number, of a set by element, of a tuple of sets by both."""
    if isinstance(answer, frozenset):
        return dict.fromkeys(sorted(answer), True)
    parts = {}
    for k, entry in enumerate(answer, start=1):
        parts |= {(k, name): True for name in sorted(entry)} if isinstance(entry, frozenset) else {k: entry}
    return parts


def explained_by_parts(exercise, answer, words, read=lambda answer: answer, same=operator.eq):
    """Return a finding if parts of an answer that are off are those of known mistakes, or None.

    Parameters
    ----------
    exercise : Exercise
    answer : tuple or frozenset
    words : str
        Which parts are off; it stands in front of the hints.
    read, same : callable
        read(answer) gives the right answer and those of the mistakes in this form, and same(a, b) compares two parts.
    """
    given, right = parts_of(answer), parts_of(read(exercise.right))
    mistaken = {name: parts_of(read(mistake.answer)) for name, mistake in exercise.mistakes.items()}

    def off(parts):
        return [part for part in {**right, **parts} if not same(parts.get(part), right.get(part))]

    def explanation(part):
        """Return the mistake that gives what stands here, nothing that does not stand there, and most of the rest."""
        fits = {
            name: [same(parts.get(other), given.get(other)) for other in off(parts)]
            for name, parts in mistaken.items()
            if same(parts.get(part), given.get(part))
        }
        return min(fits, key=lambda name: (fits[name].count(False), -fits[name].count(True)), default=None)

    mine = [part for part in off(given) if part in given]  # what stands there says more than what is missing
    rest = [part for part in off(given) if part not in given]
    names = list(dict.fromkeys(filter(None, map(explanation, mine + rest))))
    if not names:
        return None
    hints = [exercise.known(name, claims=False).hints for name in names]
    stronger = " ".join([words, *(hint[1] for hint in hints)])
    return Finding(NOT_YET, names[0], (f"{words} {hints[0][0]}", stronger, exercise.check or stronger))
