"""Sittings that are made up: the smallest that have the form of the series."""

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from notebook_files import COLLAPSED, MINIMAL_METADATA


def picture(source, width):
    """Return a cell with a picture, as it is stored; the picture itself does not matter."""
    alt = "A picture that shows nothing, described in at least eight words."
    data = {"image/png": "iVBORw0KGgo=", "text/plain": alt}
    output = new_output("display_data", data, metadata={"image/png": {"alt": alt, "width": width}})
    return new_code_cell(source, outputs=[output])


def exercise(name, answer):
    """Return a cell with an exercise that nobody has done."""
    output = new_output("execute_result", {"text/plain": f"{name}: not attempted."})
    return new_code_cell(f'check("{name}", {answer})', outputs=[output])


def collapsed(source):
    return new_code_cell(source, metadata={"jupyter": COLLAPSED, "tags": ["hide-input"]})


def sitting(number, formula, name, source, items=()):
    """Return a sitting of three sections that has a formula, an exercise `name`, and a collapsed cell with `source`."""
    cells = [
        new_markdown_cell(f"# {number} · One more\n\nWhat grows? **Move it.** Drag the slider."),
        picture("slider_figure()", 800),
        new_markdown_cell(
            "**You will be able to** add.\n\n**You need** nothing.\n\n**Time**: 20 minutes, and 15 for the exercises."
        ),
        exercise(f"{number}-r1", "..."),
        exercise(f"{number}-r2", "..."),
    ]
    for k in (1, 2, 3):
        cells += [
            new_markdown_cell(f"## {k} · Part\n\n> **Predict.** What?", metadata={"sources": list(items)}),
            new_code_cell(f'predict("{number}-{k}", ...)'),
            new_code_cell(f'came_out("{number}-{k}", 1 + 1)'),
        ]
    cells += [
        new_markdown_cell(f"$$1 + 1 = 2 \\tag{{{formula}}}$$\n\nDo we have every number on the right-hand side? Both."),
        new_code_cell(f"assert 1 + 1 == 2  # ({formula})"),
        exercise(name, "total"),
        collapsed(source),
        new_markdown_cell("## Summary\n\nNumbers grow.\n\n**Before you go**: what is 2 + 2?"),
        new_code_cell(f'predict("{number}-4", ...)'),
        new_code_cell(f'came_out("{number}-4", 2 + 2)'),
        new_markdown_cell("## Exercises"),
    ]
    for k, cell in enumerate((cell for cell in cells if cell.cell_type == "code"), start=1):
        cell.execution_count = k
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = k
    return new_notebook(cells=cells, metadata=MINIMAL_METADATA)
