"""Forms in which an answer may be written: what is meant counts, not how it is typed."""

import ast
import operator
import re
import unicodedata
from decimal import Decimal

import numpy as np

OPERATIONS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
}
TYPED = str.maketrans({"−": "-", "–": "-", "·": "*", "×": "*", "^": "**", "\u2009": "", "\u00a0": " "})


class ComplexError(ValueError):
    """The answer has an imaginary part."""


def numbers(answer):
    """Return an answer as an array of floats; raise a ValueError if it holds something else than numbers.

    Numbers may be of any kind that `float` understands, in lists, tuples, arrays, or in quotes: "-0.25", "1/3", "37 %".
    """
    if isinstance(answer, str):
        answer = _typed(answer)
    if isinstance(answer, set | frozenset) and len(answer) == 1:
        (answer,) = answer
    if isinstance(answer, list | tuple):
        return np.array([numbers(part) for part in answer], dtype=float)
    if isinstance(answer, bytes | dict | set | frozenset):
        raise ValueError("no number")
    if np.iscomplexobj(answer):
        if np.any(np.imag(answer) != 0):
            raise ComplexError
        answer = np.real(answer)
    if isinstance(answer, np.ndarray) and answer.dtype != object:
        return answer.astype(float)
    if isinstance(answer, np.ndarray):
        return np.array([numbers(part) for part in answer.ravel()], dtype=float).reshape(answer.shape)
    if hasattr(answer, "__float__"):
        return np.array(float(answer))
    return np.asarray(answer, dtype=float)


def _typed(text):
    """Return the number, or the tuple of numbers, that a text means."""
    text = re.split("[=≈]", text.translate(TYPED))[-1].strip().rstrip(".;").strip("'\"` ")
    percent = text.endswith("%")
    text = text.rstrip("% ")
    if re.fullmatch(r"-?\d+,\d+", text):  # a comma before the decimals
        text = text.replace(",", ".")
    if len(text) > 200:
        raise ValueError("too long")
    try:
        value = _computed(ast.parse(text, mode="eval").body)
    except (SyntaxError, TypeError, ZeroDivisionError, RecursionError, MemoryError) as error:
        raise ValueError("no number") from error
    return value / 100 if percent else value


def _computed(node):
    """Return the value of arithmetic with numbers."""
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float | complex):
        return node.value
    if isinstance(node, ast.Tuple | ast.List):
        return tuple(map(_computed, node.elts))
    if isinstance(node, ast.UnaryOp) and type(node.op) in OPERATIONS:
        return OPERATIONS[type(node.op)](_computed(node.operand))
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATIONS:
        left, right = float(_computed(node.left)), float(_computed(node.right))
        return OPERATIONS[type(node.op)](left, right)
    raise ValueError("no number")


def digits(value):
    """Return how many digits a number was given with, and the place of its last one as a number, such as 0.01.

    >>> digits(0.45)
    (2, 0.01)
    """
    _, figures, exponent = Decimal(repr(float(value))).as_tuple()
    if exponent == -1 and figures[-1] == 0 and len(figures) > 1:  # 74.0 is how Python writes 74
        figures, exponent = figures[:-1], 0
    return len(figures), float(f"1e{exponent}")


def written(value):
    """Return a number, or a few of them, with four digits; nothing of what is larger, or complex.

    >>> written([1.23456, -2])
    '(1.235, −2)'
    """
    value = np.asarray(value)
    if np.iscomplexobj(value) or value.ndim > 1 or value.size > 6:
        return ""
    parts = ", ".join(f"{number:.4g}".replace("-", "−") for number in value.ravel())
    return f"({parts})" if value.ndim else parts


def word(text):
    """Return a word in the form in which it is compared: letters and digits alone, in lower case, w₅ as w5.

    >>> word("w_5"), word("W^(5)"), word("∂C/∂w₅"), word("The  code.")
    ('w5', 'w5', 'w5', 'thecode')
    """
    text = unicodedata.normalize("NFKC", str(text)).casefold()
    text = re.sub(r"[∂d]c\s*/\s*[∂d]", "", text)
    return re.sub(r"[\W_]", "", text)


def words(text):
    """Return the words of a list that was typed as one text."""
    text = re.sub(r"\{(\w+)\}|\((\w+)\)", r"\1\2", text)  # w_{5} and w(5) are one word
    return [part for part in re.split(r"[\s,;{}()\[\]]+|\band\b|\bund\b", text) if word(part)]


def like(answer, right):
    """Return an answer in the form of the right one, so that it can be compared with it, as far as it has this form.

    Sets and tuples may be typed as lists, arrays or one text; a single thing may stand in a list of one.
    """
    if isinstance(answer, np.ndarray | np.generic):
        answer = answer.tolist()
    if isinstance(right, set | frozenset):
        return _set_like(answer, right)
    if isinstance(right, tuple | list):
        return _tuple_like(answer, right)
    if isinstance(answer, list | tuple | set | frozenset) and len(answer) == 1:
        (answer,) = answer
        return like(answer, right)
    if type(right) is int and isinstance(answer, str) and answer.strip().isdecimal():
        return int(answer)
    return exact(answer)


def _set_like(answer, right):
    if isinstance(answer, str):
        parts = words(answer)
        if len(parts) == 1 and parts[0].casefold() in ("set", "none", "nothing", "∅"):
            parts = []
        letters = all(isinstance(name, str) and len(name) == 1 for name in right)
        answer = list("".join(map(word, parts))) if letters else parts
    if isinstance(answer, list | tuple | set | frozenset | dict):
        return frozenset(exact(part) for part in answer)
    return exact(answer)


def _tuple_like(answer, right):
    if isinstance(answer, str):
        try:
            answer = ast.literal_eval(answer)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            answer = words(answer)
    if isinstance(answer, list | tuple) and len(answer) == len(right):
        return tuple(map(like, answer, right))
    return exact(answer)


def exact(answer):
    """Return an answer in the form in which it is compared: ways of writing a word, lists and tuples are the same."""
    if isinstance(answer, np.ndarray | np.generic):
        answer = answer.tolist()  # a number of numpy compares itself with each entry of a tuple
    if isinstance(answer, str):
        return word(answer)
    if isinstance(answer, set | frozenset):
        return frozenset(exact(part) for part in answer)
    if isinstance(answer, list | tuple):
        return tuple(exact(part) for part in answer)
    return answer
