"""What of a notebook is shown on slides: the pieces of its cells, none of which is divided.

Collapsed code is left out, but for a worked solution, which is folded. A reader's answers are left out as well, and
what asks for them; in their place stand the kind of answer that is asked for and, after the experiment, what came out.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from nbformat import NotebookNode, from_dict

from backprop_lib.sources.puzzles import explained
from website import outcomes
from website.blocks import GAP, LINE, blocks, height_of_code

WIDTH, HEIGHT = 1168, 570  # pixels of a slide, without its margins
SMALL = 2 * LINE + GAP  # the height of two lines of text

SOLUTION = "# one way to write it\n"
TO_BE_WRITTEN = re.compile(r"^    \.\.\.", flags=re.MULTILINE)
ANSWERS = re.compile(
    r"^(?:answer = .*|(?:check|predict|verdict|came_out|reveal|given)\(.*(?:\n[ )].*)*)\n?", flags=re.MULTILINE
)
KIND_OF_ANSWER = re.compile(r"^(?:predict\(.*\)|answer = .*?) *# *(.+)", flags=re.MULTILINE)
CAME_OUT = re.compile(r'^came_out\(\s*"([^"]+)"', flags=re.MULTILINE)
REVEALS = re.compile(r'^reveal\("([^"]+)"\)', flags=re.MULTILINE)
TASK = re.compile(r"\*\*(?:Write|Before you go)")


class Piece(NamedTuple):
    """A part of a notebook: a block of its text, a cell's code, or one of its outputs."""

    cell: NotebookNode
    kind: str
    height: float
    slide_type: str | None = None  # as the cell's metadata say, if they do

    @property
    def asks(self):
        """Say whether the class is asked something."""
        return self.cell.metadata.look == "task"


def pieces_of(cells):
    """Return the pieces of a notebook's cells."""
    found, exercises = [], False
    for cell, following in pairwise([*cells, NotebookNode(source="")]):
        exercises |= cell.source.startswith("## Exercises")
        pieces = pieces_of_cell(cell)
        if pieces and cell.cell_type == "markdown" and following.source.startswith("answer =") and not exercises:
            pieces[-1].cell.metadata.look = "task"
        found += pieces
    return found


def pieces_of_cell(cell):
    """Return the pieces of a cell."""
    slide_type = cell.metadata.get("slideshow", {}).get("slide_type")
    if slide_type == "skip":
        return []
    pieces = text_pieces(cell.source, cell) if cell.cell_type == "markdown" else pieces_of_code(cell)
    if not slide_type or not pieces:
        return pieces
    later = slide_type if slide_type == "notes" else "-"
    return [pieces[0]._replace(slide_type=slide_type), *[piece._replace(slide_type=later) for piece in pieces[1:]]]


def pieces_of_code(cell):
    """Return the pieces of a cell of code."""
    pieces = []
    if cell.source.startswith(SOLUTION):
        pieces.append(code_piece(cell.source.removeprefix(SOLUTION), cell, "solution"))
    elif not is_hidden(cell) and (source := without_answers(cell.source)):
        pieces.append(code_piece(source, cell, "code"))
    pieces += [hint(match[1], cell) for match in KIND_OF_ANSWER.finditer(cell.source)]
    pieces += [piece for output in cell.outputs for piece in output_pieces(output, cell)]
    stored = outcomes.stored()
    came_out = [stored[match[1]] for match in CAME_OUT.finditer(cell.source) if match[1] in stored]
    texts = [f"It came out: **{written(outcome)}**" for outcome in came_out]
    texts += [explained(match[1]) for match in REVEALS.finditer(cell.source)]
    return pieces + [piece for text in texts for piece in text_pieces(text, cell)]


def is_hidden(cell):
    """Say whether the code of a cell is collapsed, or is nothing but the name of the figure that it shows."""
    draws = any("image/png" in output.get("data", {}) for output in cell.outputs)
    return cell.metadata.get("jupyter", {}).get("source_hidden") or (draws and "\n" not in cell.source)


def without_answers(source):
    """Return code without the lines in which a reader answers; a function that is to be written stays as it is."""
    return source if TO_BE_WRITTEN.search(source) else ANSWERS.sub("", source).strip()


def text_pieces(source, cell):
    """Return the blocks of a text, which belongs to a cell."""
    return [block_piece(block, cell) for block in blocks(source)]


def block_piece(block, cell):
    """Return a block of text as a piece."""
    look = "task" if block.kind == "question" or TASK.match(block.source) else None
    return Piece(part_of(cell, "markdown", block.source, look), block.kind, block.height)


def hint(words, cell):
    """Return what kind of answer is asked for."""
    return Piece(part_of(cell, "markdown", f"Your answer: {words}", "hint"), "hint", LINE)


def code_piece(source, cell, look):
    """Return code as a piece; it does without second empty lines."""
    source = re.sub(r"\n{3,}", "\n\n", source.strip())
    return Piece(part_of(cell, "code", source, look), look, height_of_code(source))


def output_pieces(output, cell):
    """Return a figure, a table, or what was printed; nothing of an answer that nobody has given."""
    data = output.get("data", {})
    if "text/markdown" in data:
        return text_pieces(data["text/markdown"], cell)
    shown = part_of(cell, "code", "", "output", [output])
    if "image/png" in data:
        size = output.metadata.get("image/png", {})
        high = WIDTH * size.get("height", 1) / size.get("width", 1)
        return [Piece(shown, "figure", min(high, HEIGHT - SMALL))]
    printed = output.get("text") or data.get("text/plain", "")
    return [] if "not attempted" in printed else [Piece(shown, "output", height_of_code(printed))]


def part_of(cell, cell_type, source, look, outputs=()):
    """Return a cell that shows a part of another one.

    `look` is a name that the style of the slides knows; a cell without a source has its outputs alone.
    """
    part = {"cell_type": cell_type, "id": cell.id, "source": source, "metadata": {"look": look}}
    if cell_type == "code":
        part |= {"outputs": list(outputs), "execution_count": None}
        part["metadata"]["transient"] = {"remove_source": not source}
    return from_dict(part)


def written(outcome):
    """Return what came out, in words."""
    if isinstance(outcome, list):
        return ", ".join(map(written, outcome))
    return f"{outcome:.4g}".replace("-", "−") if isinstance(outcome, float) else str(outcome)
