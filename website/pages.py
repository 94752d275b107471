"""A notebook as Sphinx is to read it: with names for its cells, its pictures as files, forms and folded answers."""

import base64
import re
from html import escape

import nbformat
from nbformat.v4 import new_markdown_cell, new_output

from website.forms import prediction_form, reveal, verdict_form
from website.hints import hints

# What stands in a code cell by itself: a prediction, a verdict, what is said about a puzzle. And a question to check.
PREDICT = re.compile(r'predict\("(?P<id>[^"]+)", \.\.\.\)(  # (?P<form>.*))?')
VERDICT = re.compile(r'verdict\("(?P<id>[^"]+)", \.\.\.\).*')
REVEAL = re.compile(r'reveal\("(?P<id>[^"]+)"\)')
CHECK = re.compile(r'^check\("(?P<id>[^"]+)"', re.MULTILINE)

LIVE = "live/lab/index.html"
LINK = re.compile(r"\]\(((?:\.\./)*)\.\./(?:notebooks|docs)/")
LINK_INTO = re.compile(r"\[([^\]]+)\]\((?:([\w/.]+)\.(?:md|ipynb))?#(cell-id=)?([^)]+)\)")


def page(path, pictures, outcomes, live):
    """Return a notebook whose cells are those of a page.

    Parameters
    ----------
    path : pathlib.Path
        Of a notebook of the series.
    pictures : pathlib.Path
        The folder for its pictures.
    outcomes : dict
        What came out, by the name of the prediction.
    live : bool
        Whether the page has a link to where it runs.
    """
    notebook = nbformat.read(path, as_version=4)
    cells = []
    for cell in notebook.cells:
        cells += text(cell) if cell.cell_type == "markdown" else [named(cell), *code(cell, pictures, outcomes)]
    cells.insert(1, html(links(path, live)))
    notebook.cells = cells
    return notebook


def links(path, live):
    """Return what leads from a sitting to where it runs, to its slides, and to what is said to teachers about it."""
    ways = {f"slides/{path.stem}.html": "Slides", f"teaching/{path.stem.split('_')[0]}.html": "For teachers"}
    if live:
        ways = {f"{LIVE}?path={path.name}": "Run this sitting", **ways}
    return f'<p class="ways">{" ".join(f"""<a href="{way}">{words}</a>""" for way, words in ways.items())}</p>'


def text(cell):
    """Return a cell of text, with its name in front, which links lead to."""
    cell.source = f"(cell-{cell.id})=\n\n{linked(cell.source)}"
    return [cell]


def named(cell):
    """Return a cell that shows nothing, and has the name of a cell of code, which links lead to."""
    return html(f'<div id="cell-{cell.id}"></div>')


def code(cell, pictures, outcomes):
    """Return what a page has in place of a code cell."""
    if found := PREDICT.fullmatch(cell.source):
        return [html(prediction_form(found["id"], found["form"], outcomes[found["id"]]))]
    if found := VERDICT.fullmatch(cell.source):
        return [html(verdict_form(found["id"]))]
    if found := REVEAL.fullmatch(cell.source):
        return [html(reveal(found["id"]))]
    cell.outputs = [shown(output, cell.id, pictures) for output in cell.outputs if not is_unanswered(output)]
    return [cell, *(html(hints(found["id"])) for found in CHECK.finditer(cell.source))]


def html(source):
    """Return a cell that shows HTML, or Markdown with HTML around it."""
    return new_markdown_cell(source)


def is_unanswered(output):
    """Return whether an output says that an exercise is waiting for an answer, which a page cannot take."""
    return "not attempted. Put your answer" in output.get("data", {}).get("text/plain", "")


def shown(output, cell_id, pictures):
    """Return an output; a picture becomes a file, and has its alternative text, its size and the name of its cell."""
    if "image/png" not in output.get("data", {}):
        return output
    about = output.metadata["image/png"]
    (pictures / f"{cell_id}.png").write_bytes(base64.b64decode(output.data["image/png"]))
    tag = (
        f'<img src="_static/pictures/{cell_id}.png" alt="{escape(about["alt"])}" data-cell="{cell_id}"'
        f' width="{about["width"]}" height="{about["height"]}" loading="lazy">'
    )
    return new_output("display_data", {"text/html": tag})


def linked(source):
    """Return a text whose links lead to pages that lie side by side."""
    source = LINK.sub(r"](\1", source)
    return LINK_INTO.sub(_link_into, source)


def _link_into(found):
    words, target, is_cell, fragment = found.groups()
    page = f"{target}.html" if target else ""
    return f'<a href="{page}#{"cell-" if is_cell else ""}{fragment}">{words}</a>'
