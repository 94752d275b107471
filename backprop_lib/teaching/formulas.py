"""The formulas that a page names by their numbers, so that nobody has to look for them."""

import re

NUMBER = re.compile(r"\((\d+\.\d+)\)")
DISPLAYED = re.compile(r"\$\$.*?\$\$", flags=re.DOTALL)
TAG = re.compile(r"\\tag\{(\d+\.\d+)\}")


def formulas(series):
    """Return the displayed formulas of all sittings by number: the sitting, and the formula as its notebook has it.

    Parameters
    ----------
    series : dict
        The sittings by number.
    """
    texts = ((number, cell.source) for number, one in series.items() for cell in one.cells)
    shown = ((number, formula) for number, text in texts for formula in DISPLAYED.findall(text))
    return {tag: (number, formula) for number, formula in shown for tag in TAG.findall(formula)}


def named(text, known):
    """Return the formulas whose numbers stand in a text, each once, in the order of their numbers."""
    numbers = sorted(set(NUMBER.findall(text)) & known.keys(), key=lambda number: [*map(int, number.split("."))])
    return list(dict.fromkeys(known[number] for number in numbers))
