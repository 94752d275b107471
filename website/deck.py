"""A notebook as a deck of slides, by one rule for all sittings.

A heading begins a slide, and so does a paragraph with a heading of its own (**Any bias.** …). A figure has a slide for
itself and its sentence; a prediction ends one, so that the answer is on the next. What belongs together stays together:
a formula and the sentence before it, code and what it prints. What is too long for a slide goes on on the next.

A cell whose metadata say ``"slideshow": {"slide_type": ...}`` is treated as they say, whatever the rule is: "slide"
and "subslide" begin a slide, "-" goes on with the one before, "fragment" appears on it after a click, "skip" leaves the
cell out, "notes" puts it into the speaker's notes.
"""

import re
from itertools import chain, pairwise

from nbconvert.preprocessors import Preprocessor

from website import blocks
from website.blocks import LINE, Block
from website.pieces import HEIGHT, SMALL, block_piece, pieces_of

ROOM = 430  # pixels: what one idea may fill
SENTENCE = 4 * LINE  # the longest text that stands above a figure
SHOWN = {"code", "output", "table"}  # what may fill a slide to its end
ALONE = {"figure", "solution"}  # what shares a slide with nothing but its sentence
LOST = 4 * LINE  # text that is no higher would look lost on a slide of its own
LEAD = re.compile(r"\*\*(?!Time|You need|\d)[^*]+\*\*")  # a heading inside of the first line


class Deck(Preprocessor):
    """Divide a notebook into slides."""

    def preprocess(self, notebook, resources):
        """Replace the cells by those of the slides, which know where columns, slides and fragments begin and end."""
        slides = divided(pieces_of(notebook.cells))
        headings = [piece.cell.source for slide in slides for piece in slide if piece.kind == "heading"]
        notebook.metadata.title = section = headings[0].lstrip("# ") if headings else "Slides"
        for slide in slides:
            if slide[0].kind == "heading":
                section = slide[0].cell.source.lstrip("# ")
            mark(slide, notebook.metadata.title, section)
        notebook.cells = [piece.cell for slide in slides for piece in slide]
        for k, cell in enumerate(notebook.cells):
            cell.metadata.origin, cell.id = cell.id, f"piece-{k}"
            if cell.cell_type == "markdown":
                cell.source = linked(cell.source, resources["output_extension"])
        for cell, following in pairwise(notebook.cells):
            cell.metadata.column_end = following.metadata.get("column_start", False)
        if notebook.cells:
            notebook.cells[0].metadata.column_start = notebook.cells[-1].metadata.column_end = True
        return notebook, resources


def divided(pieces):
    """Return the pieces of a notebook as slides, each a list of pieces."""
    slides = []
    for part in chain.from_iterable(map(fitting, groups(pieces))):
        if not slides or begins(slides[-1], part):
            slides.append([])
        slides[-1] += part
    return joined(slides)


def joined(slides):
    """Return the slides without those that have a few lines of text alone, where these end the slide before."""
    found = slides[:1]
    for slide in slides[1:]:
        if is_lost(slide) and may_go_on(found[-1]) and height(found[-1] + slide) <= HEIGHT:
            found[-1] += slide
        else:
            found.append(slide)
    return found


def is_lost(slide):
    """Say whether a slide has nothing but a few lines of text, which have no heading."""
    first = slide[0]
    texts = all(piece.kind == "paragraph" and not piece.asks for piece in slide)
    return texts and not first.slide_type and not LEAD.match(first.cell.source) and height(slide) <= LOST


def may_go_on(slide):
    """Say whether text may follow on a slide: not after a question, nor beside what is alone."""
    return not ALONE & {piece.kind for piece in slide} and not any(
        piece.kind in ("question", "hint") or piece.asks for piece in slide
    )


def groups(pieces):
    """Return the pieces in groups that stay on one slide if they can."""
    together = [pieces[:1]] if pieces else []
    for piece, following in pairwise(pieces):
        if not belong(piece, following):
            together.append([])
        together[-1].append(following)
    return together


def belong(piece, following):
    """Say whether a piece should not be parted from the one after it."""
    if following.slide_type:
        return following.slide_type not in ("slide", "subslide")
    if piece.kind == "heading" or following.kind == "hint":
        return True
    if piece.kind == "code":
        return following.kind in ("output", "table")
    if piece.kind == following.kind == "formula":
        return True
    if piece.kind != "paragraph":
        return False
    if following.kind in ("figure", "list"):
        return piece.height < SENTENCE
    leads = piece.cell.source.endswith(":") or following.kind in ("formula", "table", "output")
    return leads or (following.kind == "code" and piece.asks)


def fitting(group):
    """Return a group in parts that a slide can hold."""
    if height(group) <= HEIGHT:
        return [group]
    parts = [[]]
    for piece in chain.from_iterable(map(cut, group)):
        if parts[-1] and parts[-1][-1].kind != "heading":
            goes_on = piece.kind == parts[-1][-1].kind == "table"
            if goes_on or height([*parts[-1], piece]) > (HEIGHT if piece.kind == "output" else ROOM):
                parts.append([])
        parts[-1].append(piece)
    return parts


def cut(piece):
    """Return a piece in parts that leave room on a slide; one that has no parts stays whole."""
    if piece.height <= ROOM or piece.cell.cell_type != "markdown":
        return [piece]
    return [block_piece(part, piece.cell) for part in blocks.divided(Block(piece.kind, piece.cell.source), ROOM)]


def begins(slide, part):
    """Say whether a part of the notebook begins a slide, after the one that has been filled so far."""
    first = part[0]
    if first.slide_type:
        return first.slide_type in ("slide", "subslide")
    kinds = {piece.kind for piece in slide}
    if first.kind == "heading" or "question" in kinds or ALONE & (kinds | {piece.kind for piece in part}):
        return True
    together = height(slide) + height(part)
    if first.kind == "question":
        return together > HEIGHT or sum(piece.kind != "heading" for piece in slide) > 4
    if first.asks and not slide[-1].asks and slide[-1].kind != "hint":
        return True
    small = height(part) <= SMALL  # it would look lost on a slide of its own
    if LEAD.match(first.cell.source) and not small:
        return True
    return together > (HEIGHT if small or part[-1].kind in SHOWN else ROOM)


def height(pieces):
    """Estimate how many pixels high several pieces are."""
    return sum(piece.height for piece in pieces if piece.slide_type != "notes")


def mark(slide, title, section):
    """Note in the metadata of the cells where a slide and its column begin and end, and what stands above it."""
    first, last = slide[0], slide[-1]
    is_section = first.kind == "heading" and not first.cell.source.startswith("###")
    first.cell.metadata.column_start = is_section or first.slide_type == "slide"
    first.cell.metadata.slide_start = True
    first.cell.metadata.where = [title] if section == title or first.kind == "heading" else [title, section]
    last.cell.metadata.slide_end = True
    for piece in slide:
        piece.cell.metadata.slide_type = piece.slide_type


def linked(source, suffix):
    """Return a text whose links to sittings lead to their decks; of links to other files only the words stay."""
    source = re.sub(r"\]\((\w+)\.ipynb(?:#[^)]*)?\)", rf"](\1{suffix})", source)
    return re.sub(r"\[([^]]+)\]\((?!\w+:|\w+\.(?:slides\.)?html\))[^)]*\)", r"\1", source)
