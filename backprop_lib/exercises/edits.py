"""A mistake is an edit of the worked solution.

A solution is a text: what is printed as the solution is what runs as the right answer, and what the edits change. The
mistakes are a table, in blocks with an empty line between them:

    W not transposed: W[l].T @ -> W[l] @
        The last layer is right. Look at the step back, (4.11): along a row of W or along a column?
        W[l] needs its transpose in (4.11). Equal widths do not complain.

The first line has the name of the mistake and its edit: `->` replaces the one place where the old text stands, `=>`
all places. More edits of the same mistake follow after `;;`, or in lines of their own. Where the wrong answer is no
edit, `= expression` gives it; after a name alone it is given beside the table, or it is the name. Below stand the hint
and the stronger hint; a line that is indented farther belongs to the one before.
"""

import linecache
import re
import textwrap
from typing import NamedTuple

from backprop_lib.exercises.exercise import Mistake

FORMULA = re.compile(r"\(\d+\.\d+\)")
ARROW = re.compile(r"(?P<old>.*?) (?P<arrow>->|=>)(?: (?P<new>.*))?")


class Edit(NamedTuple):
    """Text that is replaced: the one place where the old text stands, or all of them."""

    old: str
    new: str
    everywhere: bool

    def __str__(self):
        return f"{self.old} {'=>' if self.everywhere else '->'} {self.new}"


class Block(NamedTuple):
    """A mistake as the table has it: an expression or edits or neither, and what is said about it."""

    name: str
    expression: str
    edits: list
    hint: str
    stronger: str


def blocks(table, where):
    """Return the blocks of a table; `where` is said in front of an error."""
    return [_block(text, where) for text in re.split(r"\n\s*\n", textwrap.dedent(table).strip("\n"))]


def edits_by_name(table, where):
    """Return name of a mistake -> its edits, of all that are made by edits."""
    return {block.name: block.edits for block in blocks(table, where) if block.edits}


def _block(text, where):
    head, *lines = text.rstrip().splitlines()
    name, _, change = head.strip().partition(": ")
    change = [change.strip()] if change else []
    body = textwrap.dedent("\n".join(lines)).splitlines()
    while body and (ARROW.fullmatch(body[0].strip()) or body[0].startswith("= ")):
        change.append(body.pop(0).strip())
    hints = re.sub(r"\n +", " ", "\n".join(body)).splitlines()
    if len(hints) != 2:
        raise ValueError(f"{where}, mistake {name!r}: {len(hints)} hints, expected a hint and a stronger one")
    if change and change[0].startswith("= "):
        return Block(name, " ".join(change)[2:], [], *hints)
    return Block(name, "", [edit for line in change for edit in edits_of(line, f"{where}, mistake {name!r}")], *hints)


def edits_of(line, where):
    """Return the edits of a line: `old -> new ;; old => new`."""
    return [_edit(text.strip(), where) for text in line.split(" ;; ")]


def _edit(text, where):
    match = ARROW.fullmatch(text)
    if not match or not match["old"]:
        raise ValueError(f"{where}: {text!r} is no edit, expected `old -> new` or `old => new`")
    return Edit(match["old"], match["new"] or "", match["arrow"] == "=>")


def edited(source, edits, where):
    """Return a solution with edits; an edit that does not fit raises a ValueError, with `where` in front."""
    for edit in edits:
        count = source.count(edit.old)
        if count == 0 or (count > 1 and not edit.everywhere):
            expected = "expected at least one" if edit.everywhere else "expected one"
            raise ValueError(f"{where}: `{edit}` fits in {count} places, {expected}")
        source = source.replace(edit.old, edit.new)
    return source


def tidy(text):
    """Return the text of a solution without its common indentation."""
    return textwrap.dedent(text).strip() + "\n"


def function_of(source, using, name=None):
    """Return the first function that a text defines; `using` are the names that it may use.

    In tracebacks its file has a name, else that of the function; two texts with one name would be taken for each other.
    """
    namespace, first = {**using, "__name__": __name__}, re.match(r"def (\w+)", source)[1]
    _run(source, namespace, name or first)
    return namespace[first]


def answer_of(program, using, expression="answer", name="a program"):
    """Return what a program calls `answer`, or the value of another expression after it has run."""
    namespace = dict(using)
    _run(program, namespace, name)
    return eval(expression, namespace)


def _run(source, namespace, name):
    name = f"<{name}>"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)  # for tracebacks and getsource
    exec(compile(source, name, "exec"), namespace)


def mistakes_of_code(where, source, table, using, answers):
    """Return name -> Mistake, whose answers are functions: the edited solution, or what `answers` has."""

    def answer(block):
        if block.expression:
            raise ValueError(f"{where}, mistake {block.name!r}: `= {block.expression}` gives a number, not a function")
        changed = edited(source, block.edits, f"{where}, mistake {block.name!r}")
        return function_of(changed, using, f"{where}, {block.name}")

    return _mistakes(where, source, table, answers, answer)


def mistakes_of_program(where, program, table, using, answers):
    """Return name -> Mistake, whose answers are numbers: those of the edited program, of an expression, or given."""

    def answer(block):
        changed = edited(program, block.edits, f"{where}, mistake {block.name!r}")
        return answer_of(changed, using, block.expression or "answer")

    return _mistakes(where, program, table, answers, answer)


def mistakes_of_choice(where, table, using, answers):
    """Return name -> Mistake, whose answers are expressions, or given, or the name itself."""

    def answer(block):
        return eval(block.expression, dict(using)) if block.expression else block.name

    return _mistakes(where, "", table, answers, answer)


def mistakes_of_text(where, source, table, read):
    """Return name -> Mistake, whose answers are what is read in the edited text."""

    def answer(block):
        return read(edited(source, block.edits, f"{where}, mistake {block.name!r}"))

    return _mistakes(where, source, table, {}, answer)


def _mistakes(where, source, table, answers, answer):
    mistakes = {}
    for block in blocks(table, where):
        if block.name in mistakes:
            raise ValueError(f"{where}: the mistake {block.name!r} stands twice in the table")
        if source and not (block.edits or block.expression or block.name in answers):
            raise ValueError(f"{where}, mistake {block.name!r}: no edit, and no answer beside the table")
        wrong = answers[block.name] if block.name in answers else answer(block)
        mistakes[block.name] = Mistake(wrong, place(source, block) + block.hint, block.stronger)
    if unused := set(answers) - set(mistakes):
        raise ValueError(f"{where}: {', '.join(sorted(unused))}: an answer, but no block in the table")
    return mistakes


def place(source, block):
    """Return where to look, from the comments of the lines that are edited: "Look at (4.11), the step back. ".

    Nothing is said where the hint names a formula itself, or where no line has one.
    """
    lines = [line for line in source.splitlines() if any(edit.old in line for edit in block.edits)]
    formulas = list(dict.fromkeys(formula for line in lines for formula in formulas_of(line)))
    if not 1 <= len(formulas) <= 2 or FORMULA.search(block.hint):
        return ""
    return f"Look at {called(lines[0]) if len(lines) == 1 else ' and '.join(formulas)}. "


def formulas_of(line):
    """Return the numbers of the formulas that the comment of a line begins with."""
    comment = line.partition("#")[2].partition(":")[0]
    return FORMULA.findall(comment)


def called(line):
    """Return what the comment of a line calls its formulas: of `# (4.11) the step back` "(4.11), the step back".

    What follows a comma or a colon explains the line, and might give the solution away.
    """
    comment = line.partition("#")[2].partition(":")[0]
    formulas, words = FORMULA.findall(comment), FORMULA.split(comment)[-1].rstrip()
    return " and ".join(formulas) + (f",{words}" if formulas and re.match(r" \w", words) else "")
