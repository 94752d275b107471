"""Predictions and verdicts on a page: a small form each, which `page.js` compares with what came out."""

import json
import re
from html import escape

from backprop_lib.exercises.verdict import OPTIONS
from backprop_lib.sources.puzzles import explained, right_verdict

FORM = """<form class="prediction" data-id="{id}" data-outcome="{outcome}">
{question}
<button>{button}</button> <button type="button" class="forget" hidden>Forget it</button>
<output></output>
</form>"""


def prediction_form(prediction_id, form, outcome):
    """Return, as HTML, the question for a prediction.

    Parameters
    ----------
    prediction_id : str
        Such as "03a-2".
    form : str
        In words, what is to be given, such as ``a number``, or ``"larger" or "smaller"``, which is a choice.
    outcome : object
        What came out.
    """
    options = [] if "such as" in form else re.findall(r'"([^"]*)"', form)
    if isinstance(outcome, str) and options:
        question = choice(prediction_id, "Your prediction", {option: option for option in options})
    else:
        words = f"Your prediction: {escape(form)}"
        question = f'<label>{words} <input name="said" autocomplete="off" autocapitalize="off" required></label>'
    return filled(prediction_id, outcome, question, "Predict")


def verdict_form(puzzle_id):
    """Return, as HTML, the choice of a verdict on a printed line."""
    options = {option: f"<strong>{option}</strong>: {means}" for option, means in OPTIONS.items()}
    return filled(puzzle_id, right_verdict(puzzle_id), choice(puzzle_id, "Your verdict", options), "Commit")


def filled(name, outcome, question, button):
    """Return a form with its parts in it."""
    return FORM.format(id=name, outcome=escape(json.dumps(outcome)), question=question, button=button)


def choice(name, title, options):
    """Return, as HTML, buttons of which one is chosen."""
    labels = "\n".join(
        f'<label><input type="radio" name="said" value="{escape(option)}" required> {words}</label>'
        for option, words in options.items()
    )
    return f"<fieldset><legend>{title}</legend>\n{labels}\n</fieldset>"


def reveal(puzzle_id):
    """Return what is said about a puzzle, folded away: Markdown, between two lines of HTML."""
    number = puzzle_id.partition("-")[2]
    title = f"Puzzle {number}: what a computation gives"
    return (
        f'<details class="answer" data-after="{puzzle_id}"><summary>{title}</summary>\n\n'
        f"{explained(puzzle_id)}\n\n</details>"
    )
