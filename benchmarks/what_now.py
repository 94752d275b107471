"""`python -m benchmarks.what_now`: the recipes of docs/what_now.md from three random starts, and the table of the page.

The code that is measured is that of the page itself, block by block.
"""

import argparse
import re
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import NamedTuple

PAGE = Path(__file__).parent.parent / "docs" / "what_now.md"
SEEDS, TEST_IMAGES = (0, 1, 2), 10_000
PUBLISHED = {"800 hidden neurons": "1.6 %, Simard and others 2003", "Squared error": "4.7 %, LeCun and others 1998"}


class Block(NamedTuple):
    """A block of code, and the heading that it stands below."""

    heading: str
    code: str


def blocks(page):
    """Return the blocks of Python of a page, in order."""
    sections = re.split(r"^## ", page, flags=re.MULTILINE)[1:]
    return [
        Block(section.partition("\n")[0], code)
        for section in sections
        for code in re.findall(r"^```python\n(.*?)^```$", section, flags=re.DOTALL | re.MULTILINE)
    ]


def recipes(page):
    """Return the block that all recipes begin with, and the recipes: blocks that print how many images are misread."""
    first, *others = blocks(page)
    return first, [block for block in others if "{error(" in block.code]


def beginning(block, **changes):
    """Return the names that the first block defines, with some of them changed: its functions see the changes."""
    names = {}
    exec(block.code, names)
    names.update(changes)
    return names


def error(block, names):
    """Run a recipe, and return the percentage that it prints."""
    printed = StringIO()
    with redirect_stdout(printed):
        exec(block.code, names)
    return float(printed.getvalue().split()[0])


def spread(percent, N=TEST_IMAGES):
    """Return the standard deviation of a percentage of N images, sqrt(p (1 - p) / N), in percentage points."""
    p = percent / 100
    return 100 * (p * (1 - p) / N) ** 0.5


def row(heading, percents):
    """Return a row of the table."""
    mean = sum(percents) / len(percents)
    figures = [f"{percent:.2f}" for percent in (mean, min(percents), max(percents), spread(mean))]
    return f"| {' | '.join([heading, *figures, PUBLISHED.get(heading, '')])} |"


def main():
    """Measure the recipes, or those that the command names, and print their rows."""
    first, measured = recipes(PAGE.read_text(encoding="utf-8"))
    parser = argparse.ArgumentParser(prog="python -m benchmarks.what_now", description=__doc__)
    parser.add_argument("headings", nargs="*", help="the recipes to run, by their headings (default: all)")
    chosen = parser.parse_args().headings
    for block in measured:
        if not chosen or block.heading in chosen:
            percents = []
            for seed in SEEDS:
                percents.append(error(block, beginning(first, seed=seed)))
                print(f"{block.heading}, seed {seed}: {percents[-1]} %", file=sys.stderr)
            print(row(block.heading, percents), flush=True)


if __name__ == "__main__":
    main()
