"""A notebook as a deck of slides, by one rule for all sittings.

A heading begins a slide, and so does a paragraph with a heading of its own (**Write it**: …). A figure has a slide for
itself and its sentence; a prediction ends one, so that the answer is on the next. What belongs together stays together:
a formula and the sentence before it, code and what it prints. Collapsed code is left out, but for a worked solution,
which is folded.

A cell whose metadata say ``"slideshow": {"slide_type": ...}`` is treated as they say, whatever the rule is: "slide"
and "subslide" begin a slide, "-" goes on with the one before, "fragment" appears on it after a click, "skip" leaves the
cell out, "notes" puts it into the speaker's notes.
"""

import itertools
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode, from_dict

from backprop_lib.sources.puzzles import explained
from website.blocks import GAP, LINE, Block, blocks, halves, height_of_code

ROOM, MOST = 430, 570  # pixels: what one idea may fill, and what a slide can hold
WIDTH = 1168
SMALL = 2 * LINE + GAP  # a text that would look lost on a slide of its own
SENTENCE = 4 * LINE  # the longest text that stands above a figure
OUTCOMES = Path(__file__).with_name("outcomes.json")  # what came out of the experiments, by the prediction's name

ASKS = re.compile(r"^(?:check|predict|verdict|came_out|reveal|given)\(.*(?:\n[ )].*)*", flags=re.MULTILINE)
CAME_OUT = re.compile(r'^came_out\(\s*"([^"]+)"', flags=re.MULTILINE)
REVEALS = re.compile(r'^reveal\("([^"]+)"\)')
HINT = re.compile(r"^predict\(.*\) *# *(.+)", flags=re.MULTILINE)
ANSWER = re.compile(r"^answer = .*\n?", flags=re.MULTILINE)
ALONE = {"figure", "solution"}  # kinds that share a slide with nothing but their sentence
SOLUTION = "# one way to write it"
LEAD = re.compile(r"\*\*(?!Time|You need|\d)[^*]+\*\*")  # a heading inside of the first line
TASK = re.compile(r"\*\*(?:Write|Before you go)")


class Piece(NamedTuple):
    """A part of a notebook that is not divided: a block of its text, a cell's code, or one of its outputs."""

    cell: NotebookNode
    kind: str
    height: float = 0
    slide_type: str | None = None  # as the cell's metadata say, if they do


class Deck(Preprocessor):
    """Divide a notebook into slides."""

    def preprocess(self, notebook, resources):
        """Replace the cells by those of the slides, which know where columns, slides and fragments begin and end."""
        suffix = resources.get("output_extension", ".html")
        pieces = [piece for cell in notebook.cells for piece in pieces_of(cell)]
        ask(pieces, notebook.cells)
        slides = divided(pieces)
        title = slides[0][0].cell.source.removeprefix("# ")
        section = ""
        notebook.metadata.title = title
        for slide in slides:
            if slide[0].kind == "heading":
                section = slide[0].cell.source.lstrip("# ")
            for piece in slide:
                if piece.cell.cell_type == "markdown":
                    piece.cell.source = linked(piece.cell.source, suffix)
            mark(slide, title, section)
        notebook.cells = [piece.cell for slide in slides for piece in slide]
        for k, cell in enumerate(notebook.cells):
            cell.metadata.origin, cell.id = cell.id, f"piece-{k}"
        for cell, following in pairwise(notebook.cells):
            cell.metadata.column_end = following.metadata.get("column_start", False)
        notebook.cells[-1].metadata.column_end = True
        return notebook, resources


def ask(pieces, cells):
    """Give the look of a task to what stands above a cell for an answer, as far as the exercises."""
    asking = []
    for cell, following in pairwise(cells):
        if cell.source.startswith("## Exercises"):
            break
        if cell.cell_type == "markdown" and following.source.startswith("answer ="):
            asking.append(cell.id)
    last = {piece.cell.id: piece for piece in pieces}
    for name in asking:
        if name in last and last[name].kind == "paragraph":
            last[name].cell.metadata.look = "task"


def pieces_of(cell):
    """Return the pieces of a cell that are shown on slides."""
    slide_type = cell.metadata.get("slideshow", {}).get("slide_type")
    if slide_type == "skip":
        return []
    pieces = pieces_of_text(cell) if cell.cell_type == "markdown" else pieces_of_code(cell)
    if not slide_type or not pieces:
        return pieces
    first, *others = pieces
    later = slide_type if slide_type == "notes" else "-"
    return [first._replace(slide_type=slide_type), *[piece._replace(slide_type=later) for piece in others]]


def pieces_of_text(cell):
    """Return the blocks of a cell of text."""
    return [piece_of(block, cell.id) for block in blocks(cell.source)]


def piece_of(block, name):
    """Return a block of text as a piece, in a cell of its own."""
    asks = block.kind == "question" or TASK.match(block.source)
    return Piece(text(block.source, name, "task" if asks else None), block.kind, block.height)


def text(source, name, look=None):
    """Return a cell of text."""
    return from_dict({"cell_type": "markdown", "id": name, "source": source, "metadata": {"look": look}})


def code(cell, source="", outputs=(), look="code"):
    """Return a cell that shows some of another one's code, or some of its outputs."""
    metadata = {"look": look, "transient": {"remove_source": not source}}
    shown = {"cell_type": "code", "id": cell.id, "source": source, "outputs": list(outputs), "metadata": metadata}
    return from_dict({**shown, "execution_count": None})


def pieces_of_code(cell):
    """Return the code of a cell, unless it is collapsed or asks for an answer, and its outputs."""
    pieces = []
    if cell.source.startswith(SOLUTION):
        source = cell.source.removeprefix(SOLUTION).lstrip("\n").replace("\n\n\n", "\n\n")
        pieces.append(Piece(code(cell, source, look="solution"), "solution", height_of_code(source)))
    elif not cell.metadata.get("jupyter", {}).get("source_hidden"):
        source = without_machinery(cell.source)
        if source:
            pieces.append(Piece(code(cell, source), "code", height_of_code(source)))
    pieces += [hint(match[1], cell.id) for match in HINT.finditer(cell.source)]
    for output in cell.outputs:
        shown = without_asking(output)
        if shown:
            pieces += shown_output(cell, output)
    return pieces + answers(cell)


def without_machinery(source):
    """Return code without the lines in which a reader answers; a function that is to be written stays as it is."""
    source = source.replace("\n\n\n", "\n\n")
    if "    ...\n" in source or re.search(r"^    \.\.\.", source, flags=re.MULTILINE):
        return source
    return ASKS.sub("", ANSWER.sub("", source)).strip()


def without_asking(output):
    """Return whether an output says something besides that nobody has answered yet."""
    return "not attempted" not in output.get("data", {}).get("text/plain", "")


def shown_output(cell, output):
    """Return the pieces of an output: a figure, a table, or what was printed."""
    data = output.get("data", {})
    if "text/markdown" in data:
        return [piece_of(block, cell.id) for block in blocks(data["text/markdown"])]
    shown = code(cell, outputs=[output], look="output")
    if "image/png" in data:
        size = output.metadata["image/png"]
        return [Piece(shown, "figure", min(WIDTH * size["height"] / size["width"], MOST - SMALL))]
    return [Piece(shown, "output", height_of_code(output.get("text") or data.get("text/plain", "")))]


def hint(words, name):
    """Return what kind of answer a prediction asks for."""
    return Piece(text(f"Your answer: {words}", name, "hint"), "hint", LINE)


def answers(cell):
    """Return what came out of the experiment of a cell, or what is to be said about a puzzle."""
    outcomes = json.loads(OUTCOMES.read_text(encoding="utf-8")) if OUTCOMES.exists() else {}
    names = [match[1] for match in CAME_OUT.finditer(cell.source) if match[1] in outcomes]
    texts = [f"It came out: **{written(outcomes[name])}**" for name in names]
    texts += [explained(match[1]) for match in REVEALS.finditer(cell.source)]
    return [piece_of(block, cell.id) for text in texts for block in blocks(text)]


def written(outcome):
    """Return what came out, in words."""
    if isinstance(outcome, list):
        return ", ".join(map(written, outcome))
    return f"{outcome:.4g}".replace("-", "−") if isinstance(outcome, float) else str(outcome)


def divided(pieces):
    """Return the pieces of a notebook as slides, each a list of pieces."""
    slides = []
    for group in groups(pieces):
        for part in fitting(group):
            if not slides or begins(slides[-1], part):
                slides.append([])
            slides[-1] += part
    return slides


def groups(pieces):
    """Return the pieces in groups that stay on one slide if they can."""
    together = [[]]
    for piece in pieces:
        if together[-1] and not belongs(together[-1][-1], piece):
            together.append([])
        together[-1].append(piece)
    return together


def belongs(piece, following):
    """Say whether a piece must not be parted from the one after it."""
    source = piece.cell.source
    if following.slide_type:
        return following.slide_type not in ("slide", "subslide")
    if following.kind == "hint" or piece.kind == "heading":
        return True
    if piece.kind == "paragraph":
        says_so = source.endswith(":") or following.kind in ("formula", "table", "output")
        return says_so or short(piece, following) or (following.kind == "code" and TASK.match(source) is not None)
    return piece.kind == "code" and following.kind in ("output", "table")


def short(piece, following):
    """Say whether a paragraph is the sentence of the figure, or the lead of the list, that follows it."""
    return following.kind in ("figure", "list") and piece.height < SENTENCE


def fitting(group):
    """Return a group as it is if a slide can hold it, and otherwise in parts that it can hold."""
    if height(group) <= MOST:
        return [group]
    parts = [[]]
    for piece in itertools.chain.from_iterable(map(cut, group)):
        if parts[-1] and height([*parts[-1], piece]) > ROOM and parts[-1][-1].kind != "heading":
            parts.append([])
        parts[-1].append(piece)
    return parts


def cut(piece):
    """Return a piece that fills more than a slide in parts; a piece that has no parts stays whole."""
    if piece.height <= ROOM or piece.cell.cell_type != "markdown":
        return [piece]
    parts = halves(Block(piece.kind, piece.cell.source))
    if len(parts) == 1:
        return [piece]
    return [smaller for part in parts for smaller in cut(piece_of(part, piece.cell.id))]


def height(pieces):
    """Estimate the height of several pieces."""
    return sum(piece.height for piece in pieces if piece.slide_type != "notes")


def begins(slide, part):
    """Say whether a part of the notebook begins a slide, after the one that has been filled so far."""
    first, last = part[0], slide[-1]
    if first.slide_type:
        return first.slide_type in ("slide", "subslide")
    kinds = {piece.kind for piece in slide}
    if first.kind == "heading" or "question" in kinds or ALONE & (kinds | {piece.kind for piece in part}):
        return True
    together = height(slide) + height(part)
    if first.kind == "question":
        return together > MOST or len(slide) > 4
    if is_task(first) != is_task(last) and is_task(first):
        return True
    small = height(part) <= SMALL
    if LEAD.match(first.cell.source) and not small:
        return True
    return together > (MOST if small or part[-1].kind in ("code", "output", "table") else ROOM)


def is_task(piece):
    """Say whether a piece asks the class for something."""
    return piece.cell.metadata.look == "task"


def mark(slide, title, section):
    """Note in the metadata of the cells where the slide, its column and its fragments begin and end."""
    first, last = slide[0], slide[-1]
    is_column = first.slide_type == "slide" or (first.kind == "heading" and not first.cell.source.startswith("###"))
    first.cell.metadata.slide_start = True
    first.cell.metadata.column_start = is_column
    first.cell.metadata.where = [title] if section == title or first.kind == "heading" else [title, section]
    last.cell.metadata.slide_end = True
    for piece in slide:
        piece.cell.metadata.slide_type = piece.slide_type or "-"


def linked(source, suffix):
    """Return a text whose links to sittings lead to their decks; of links to other files only the words stay."""
    source = re.sub(r"\]\((\w+)\.ipynb(?:#[^)]*)?\)", rf"](\1{suffix})", source)
    return re.sub(r"\[([^]]+)\]\((?!\w+:|[\w.]+html\))[^)]*\)", r"\1", source)
