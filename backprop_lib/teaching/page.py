"""The page of a sitting for its teacher, as Markdown."""

import re
import textwrap

import numpy as np

from backprop_lib.exercises import EXERCISES
from backprop_lib.exercises.program import Program
from backprop_lib.exercises.variants import VariedNumber
from backprop_lib.sources.puzzles import explained
from backprop_lib.teaching.formulas import named
from backprop_lib.teaching.notes import BOARD, SURPRISES
from backprop_lib.teaching.reading_time import EXERCISE

MADE = (
    "*This page is made by `python -m backprop_lib.teaching` from the notebook, the exercises and the notes in "
    "`backprop_lib/teaching/notes`; change those, and not the page.*"
)
NOTEBOOKS = "../../notebooks"
ALOUD = 2  # minutes for a question that is answered aloud
PUZZLES = (
    "S0 to S4 are the five published texts; [who writes what](../source_cards.md). At each puzzle the class decides "
    "first, and somebody keeps the vote with `verdict`; then `reveal` shows what stands below the puzzle here. A "
    "*slip* gives something else than it says. A *convention* is right once one knows how the text means it. An "
    "*assumption* is right under a condition that is not written down. *Fine* is fine."
)


def page(sitting, notes, known=None):
    """Return the page of a sitting.

    Parameters
    ----------
    sitting : Sitting
    notes : Notes
    known : dict, optional
        The formulas by number; those that the page names stand at its end.
    """
    parts = [
        f"# {sitting.number} · {sitting.title}: for the teacher",
        MADE,
        f"The sitting: [{sitting.number} · {sitting.title}]({NOTEBOOKS}/{sitting.file}). "
        f"{sitting.minutes} minutes. All pages and plans of a course: [Teaching](index.md).",
        "## Aims",
        f"Afterwards your learners can\n\n{sitting.marked('You will be able to')}",
        f"They need: {_moved(sitting.marked('You need'))}",
        "Before the lesson: open the notebook, *Run All* once to see that it runs, then *Edit → Clear Outputs of All "
        "Cells*, and run the first cell, which shows the figure. Run each further cell only when its question has been "
        "answered.",
        "## Minutes",
        _minutes(sitting),
        _not_counted(sitting),
        "## What to ask, and when",
        *_recalled(sitting),
        *([PUZZLES] if any(asked.kind == "verdict" for asked in sitting.spoken) else []),
        *(part for asked in sitting.spoken for part in _spoken(asked, notes)),
        "## Three mistakes to expect",
        *_mistakes(sitting, notes),
        "## On the board",
        notes.parts[BOARD],
        "## When time is short",
        _cuts(sitting, notes),
        "Run the cells of what you leave out all the same.",
    ]
    if SURPRISES in notes.parts:
        parts += ["## What surprises a class", notes.parts[SURPRISES]]
    parts += ["## Exit question", *_exit(sitting), *_on_paper(sitting)]
    parts += _formulas("\n".join(parts), known or {})
    return "\n\n".join(parts) + "\n"


def link(sitting, section):
    """Return a link to a section of a notebook, with its title."""
    return f"[{section.title}]({NOTEBOOKS}/{sitting.file}#cell-id={section.cell})"


def _formulas(text, known):
    """Return what stands at the end of a page: the formulas that it names, with the sittings that derive them."""
    found = named(text, known)
    if not found:
        return []
    by_sitting = {}
    for number, formula in found:
        by_sitting.setdefault(number, []).append(formula)
    listed = (part for number, some in by_sitting.items() for part in (f"Of {number}:", *some))
    return ["## Formulas by number", *listed]


def _moved(text):
    """Return a text of a notebook whose links to other notebooks lead there from here."""
    return re.sub(r"\]\((\w+\.ipynb)\)", rf"]({NOTEBOOKS}/\1)", text)


def _minutes(sitting):
    rows = ["| minute | section | takes | formulas | you ask | they write |", "|--:|:--|--:|:--|:--|:--|"]
    for section in sitting.sections:
        formulas = re.findall(r"\\tag\{([^}]*)\}", "".join(cell.source for cell in section.cells))
        spoken = [f"[{_name(one)}](#{_anchor(one)})" for one in sitting.spoken if one.section == section.title]
        written = [one.id for one in sitting.exercises if one.section == section.title]
        cells = [
            f"{section.begins}",
            link(sitting, section),
            f"{section.minutes or '< 1'}",
            " to ".join(f"({number})" for number in dict.fromkeys([*formulas[:1], *formulas[-1:]])),
            ", ".join(spoken),
            ", ".join(written),
        ]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join([*rows, f"| {sitting.minutes} | end | **{sitting.minutes}** | | | |"])


def _not_counted(sitting):
    taught = {section.title for section in sitting.sections}
    written = [one.id for one in sitting.exercises if one.section in taught]
    at_home = [one.id for one in sitting.exercises if one.section not in taught]
    aloud = ALOUD * (len(sitting.recalled) + 1)
    parts = [
        f"the questions to begin with and the exit question: aloud about {ALOUD} minutes each, together {aloud}. Leave "
        "out as much further down, or take them from the lesson before."
    ]
    if written:
        parts.append(
            f"what they write, {', '.join(written)}: at least {EXERCISE} minutes each, at home or in a double lesson. "
            "The text goes on without it."
        )
    if at_home:
        parts.append(f"the exercises at the end, {', '.join(at_home)}: about {EXERCISE} minutes each.")
    return "Counted are reading, formulas, figures and predictions. Not counted are\n\n- " + "\n- ".join(parts)


def _recalled(sitting):
    if sitting.recalled:
        yield "To begin with, aloud:"
        yield "\n".join(
            textwrap.indent(f"- {_asked(EXERCISES[one.id])} {_answer(EXERCISES[one.id])}", "  ")[2:]
            for one in sitting.recalled
        )


def _asked(exercise):
    """Return the task of an exercise as a question."""
    return plain(exercise.task).removesuffix("?") + "?"


def _answer(exercise):
    """Return the right answer of a question, how it is found, and what the known wrong answers mean."""
    worked = textwrap.dedent(exercise.worked).strip()
    wrong = "; ".join(
        f"{shown(mistake.answer)} ({plain(name)})" if mistake.answer != name else plain(name)
        for name, mistake in exercise.mistakes.items()
    )
    return f"**{shown(exercise.right)}**\n\n```text\n{worked}\n```\n\nKnown wrong answers: {wrong}."


def _anchor(asked):
    return asked.id.replace(" ", "-")


def _name(asked):
    """Return what a question is called: a puzzle by its title, since an exercise may have the same id."""
    puzzle = re.match(r"\*\*(Puzzle \d+)\*\*", asked.text)
    return puzzle[1].lower() if puzzle else asked.id


def _spoken(asked, notes):
    before, answer = notes.answer(asked.id)
    yield f'<a id="{_anchor(asked)}"></a>\n### Minute {asked.minute} · {_name(asked)}'
    if before:
        yield before
    yield "\n".join(f"> {line}".rstrip() for line in asked.text.splitlines())
    if asked.kind == "verdict":
        yield explained(asked.id)
    if answer:
        yield answer


def _mistakes(sitting, notes):
    named = set()
    for number, expected in enumerate(notes.mistakes, start=1):
        exercise = EXERCISES[expected.exercise]
        mistake = exercise.mistakes[expected.name]
        task = "" if exercise.id in named else f" ({plain(exercise.task)})"
        named.add(exercise.id)
        yield (
            f"{number}. **{expected.exercise}: {plain(expected.name)}**{task}. {_seen(exercise, expected.name)} "
            f"{expected.text}\n   `check` says: *{plain(mistake.hint)}* And later: *{plain(mistake.stronger)}*"
        )
    yield (
        "Which three most of your own class have made, says "
        f"`python -m backprop_lib.exercises report FOLDER --sitting {sitting.number}`, by the same names. "
        "[How to collect the records](index.md#report)."
    )


def _seen(exercise, name):
    """Return how a mistake is recognised: by what is written, or by what comes out."""
    if name in exercise.edits and callable(exercise.right):
        edits = (f"`{edit.old.strip()}` becomes `{edit.new.strip() or ' '}`" for edit in exercise.edits[name])
        return f"In the code, {'; '.join(edits)}."
    if callable(exercise.right):
        return ""
    wrong, right = exercise.mistakes[name].answer, exercise.right
    if isinstance(exercise, Program):
        wrong, right = zip(*(pair for pair in zip(wrong, right, strict=True) if pair[0] != pair[1]), strict=True)
        return f"They write `{'`, `'.join(wrong)}` in place of `{'`, `'.join(right)}`."
    return f"They answer {shown(wrong)} in place of {shown(right)}."


def _cuts(sitting, notes):
    rows, saved = ["| leave out | saves | in its place |", "|:--|--:|:--|"], 0
    sections = {section.number: section for section in sitting.sections}
    for cut in notes.cuts:
        section = sections[cut.section]
        if cut.minutes is not None and cut.minutes >= section.minutes:
            raise ValueError(
                f"{sitting.number}: {cut.minutes} minutes of section {cut.section} are to be left out, expected fewer "
                f"than the {section.minutes} that it has"
            )
        what = link(sitting, section) if cut.minutes is None else f"part of {link(sitting, section)}"
        minutes = section.minutes if cut.minutes is None else cut.minutes
        saved += minutes
        rows.append(f"| {what} | {minutes} | {cut.text} |")
    return "\n".join([*rows, f"| all of these | **{saved}** | {sitting.minutes - saved} minutes are left |"])


def _exit(sitting):
    exercise = EXERCISES[sitting.last.id]
    yield "\n".join(f"> {line}" for line in sitting.last.text.removeprefix("**Before you go**: ").splitlines())
    yield _answer(exercise)


def _on_paper(sitting):
    on_paper = [one.id for one in sitting.exercises if isinstance(EXERCISES[one.id], VariedNumber)]
    if on_paper:
        yield "## Worksheets"
        yield (
            f"{' and '.join(on_paper)} can be printed with other numbers for each learner, and a key for you:\n\n"
            f"```bash\npython -m backprop_lib.exercises worksheet {sitting.number} --learners 30 --out worksheets\n```"
        )


def plain(text):
    """Return a text in which Markdown finds no marks of its own."""
    return re.sub(r"([*_|<\[\]])", r"\\\1", text)


def shown(answer):
    """Return an answer as it is said: numbers with four digits, several parts with commas."""
    if isinstance(answer, list | tuple | np.ndarray):
        return f"({', '.join(map(shown, answer))})"
    if isinstance(answer, set | frozenset):
        return f"{{{', '.join(map(shown, sorted(answer)))}}}"
    if isinstance(answer, int | np.integer):
        return f"{answer:,}".replace("-", "−")
    if isinstance(answer, float):
        return f"{answer + 0:.4g}".replace("-", "−")
    return plain(str(answer))
