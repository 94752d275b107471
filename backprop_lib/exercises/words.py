"""What is said to a learner, and how it gets onto every screen."""

import re
import sys
import textwrap

# What stands for a mark where a screen has no such letter; other letters become a question mark.
STAND_INS = str.maketrans({"✓": "x", "·": "-", "−": "-", "“": '"', "”": '"', "’": "'", "…": "..."})


class Report:
    """What is said about an answer; a notebook shows its text.

    Attributes
    ----------
    status : str
        Of an answer: "right", "not yet" or "not attempted".
    diagnosis : str or None
        Name of the mistake, if it is a known one.
    text : str
        As it is meant; what is printed has other letters where the screen lacks them.
    """

    def __init__(self, status, diagnosis, text):
        self.status, self.diagnosis, self.text = status, diagnosis, text

    def __repr__(self):
        return printable(self.text, sys.stdout)


class NotRightError(AssertionError):
    """An answer is not right, or not there: how a grader comes to know."""


def printable(text, stream):
    """Return a text with stand-ins for letters that a stream cannot print; a stream without encoding prints all."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(STAND_INS).encode(encoding, "replace").decode(encoding)
    return text


def once(text):
    """Return a text with each of its sentences said once, and single spaces."""
    return " ".join(dict.fromkeys(re.split(r"(?<=[.?!]) ", " ".join(text.split()))))


def wrapped(text):
    """Return a text in lines of at most 100 letters; the name of a file stays in one piece."""
    return textwrap.fill(text, 100, break_long_words=False, break_on_hyphens=False)
