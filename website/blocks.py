"""A text of Markdown as its blocks, and how much room each of them takes on a slide."""

import re
from itertools import accumulate
from math import ceil
from typing import NamedTuple

LETTERS = 78  # in a line of text, on a slide that is 1280 pixels wide
LINE, GAP = 42, 18  # pixels: a line of text, and the space below a block
CODE_LINE, CODE_LETTERS, SMALLEST_CODE = 31, 86, 0.85
FORMULA, TALL, ROW = 52, 40, 58  # a display, what a fraction or a sum adds to it, a row of a matrix or of cases
HEADINGS = {"#": 90, "##": 76, "###": 60}

BEGINNINGS = {
    "heading": r"#+ ",
    "question": r"> ",
    "table": r"\|",
    "list": r"- |\d+\. ",
    "formula": r"\$\$",
    "fence": r"```",
}


class Block(NamedTuple):
    """A heading, a paragraph, a formula, … of a text."""

    kind: str
    source: str

    @property
    def height(self):
        """Estimate how many pixels high the block is on a slide."""
        lines = self.source.splitlines()
        match self.kind:
            case "heading":
                return HEADINGS[self.source.split(" ")[0]]
            case "formula":
                return GAP + height_of_formula(self.source)
            case "fence":
                return height_of_code("\n".join(lines[1:-1]))
            case "table":
                return GAP + sum(map(height_of_row, lines[:1] + lines[2:]))
            case "list":
                return GAP + sum(height_of_text(item) for item in items(self.source))
        return GAP + height_of_text(self.source)


def blocks(source):
    """Return the blocks of a text: what is separated by empty lines, outside of fences."""
    found, fenced = [[]], False
    for line in source.splitlines():
        fenced ^= line.startswith("```")
        if line.strip() or fenced:
            found[-1].append(line)
        else:
            found.append([])
    return [Block(kind_of("\n".join(lines)), "\n".join(lines)) for lines in found if lines]


def kind_of(source):
    """Return which kind of block a text is."""
    return next((kind for kind, pattern in BEGINNINGS.items() if re.match(pattern, source)), "paragraph")


def items(source):
    """Return the items of a list."""
    return [item for item in re.split(r"\n(?=- |\d+\. )", source) if item]


def divided(block, most):
    """Return a block in parts that are about as high as one another, and hardly higher than `most`.

    A list is divided between its items, a table between its rows, a paragraph between its sentences.
    """
    above = ""
    match block.kind:
        case "list":
            parts = items(block.source)
        case "table":
            lines = block.source.splitlines()
            parts, above = lines[2:], "\n".join(lines[:2]) + "\n"
        case "paragraph":
            # A sentence ends before a capital letter; not inside of a formula, or of brackets.
            parts = re.split(r"(?<=[a-z$*][.?!])\s+(?=[A-Z$])", block.source)
        case _:
            return [block]
    ends = list(accumulate(Block(block.kind, part).height for part in parts))
    count = ceil(ends[-1] / most)
    shares = [[] for _ in range(count)]
    for part, start, end in zip(parts, [0, *ends], ends, strict=False):
        shares[int(count * (start + end) / 2 / ends[-1])].append(part)
    return [Block(block.kind, above + "\n".join(share)) for share in shares if share]


def letters(source):
    """Return how many letters of a text are seen."""
    seen = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", source)  # of a link its words
    seen = re.sub(r"\\(?:left|right|[bB]ig|text|math\w+|operatorname|partial|[,;])", "", seen)
    seen = re.sub(r"\\[a-zA-Z]+", "x", seen)
    return len(re.sub(r"[{}$^_*`&\\]", "", seen))


def height_of_text(source):
    """Estimate the height of a paragraph without the space below it."""
    return LINE * ceil(letters(source) / LETTERS)


def height_of_formula(source):
    """Estimate the height of a displayed formula."""
    rows = source.count(r"\\") + 1
    tall = re.search(r"\\(?:frac|sum|prod|underbrace)", source) is not None
    return FORMULA + TALL * tall + (ROW + TALL / 2 * tall) * (rows - 1)


def height_of_row(row):
    """Estimate the height of a row of a table; columns have the width that their texts need."""
    lines = max(1, ceil(letters(row.replace("|", "")) / (LETTERS - 4 * row.count("|"))))
    return LINE * 0.9 * lines + 12 + 14 * ("frac" in row)


def height_of_code(source):
    """Estimate the height of code, or of what it prints; where lines are long, letters are smaller."""
    lengths = [len(line) for line in source.splitlines()]
    part = max(SMALLEST_CODE, min(1, CODE_LETTERS / max(lengths, default=1)))
    return GAP + 24 + CODE_LINE * part * sum(max(1, ceil(length * part / CODE_LETTERS)) for length in lengths)
