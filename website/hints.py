"""The hints and the solution of an exercise, each folded away on its own."""

import textwrap
from html import escape

from backprop_lib.exercises import EXERCISES

SEVERAL = 3  # mistakes that are named in a hint


def hints(exercise_id):
    """Return, as HTML, how an answer can be tested, which mistakes are near, and the worked solution."""
    exercise = EXERCISES[exercise_id]
    mistakes = list(exercise.mistakes.items())[:SEVERAL]
    near = "".join(f"<li><strong>{escape(name)}</strong>: {escape(mistake.hint)}</li>" for name, mistake in mistakes)
    parts = [
        ("a hint", f"<p>{escape(exercise.check)}</p>" if exercise.check else ""),
        ("mistakes that are near", f"<ul>{near}</ul>" if near else ""),
        ("the solution", f"<pre>{escape(textwrap.dedent(exercise.worked).strip())}</pre>"),
    ]
    return "".join(folded(f"{exercise_id}: {title}", content) for title, content in parts if content)


def folded(title, content):
    """Return, as HTML, what opens on a click."""
    return f'<details class="answer"><summary>{escape(title)}</summary>{content}</details>'
