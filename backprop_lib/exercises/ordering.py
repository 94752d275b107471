"""Exercises in which the lines of a program are put in order; some of the lines are mistakes (a Parsons problem)."""

from dataclasses import dataclass, field

from backprop_lib.checks import shown
from backprop_lib.exercises.edits import mistakes_of_choice, tidy
from backprop_lib.exercises.exercise import MOST, NOT_YET
from backprop_lib.exercises.program import Program


@dataclass(frozen=True, eq=False)
class Ordering(Program):
    """An exercise whose answer is a list of lines, by their labels or as they are written.

    `right`, and the answers of the mistakes, are sequences of labels. Another order that computes the same is right.

    Attributes
    ----------
    lines : dict
        label -> line of the program with its indentation, in the order in which they are offered.
    """

    lines: dict = field(default_factory=dict)

    @classmethod
    def from_text(cls, id, task, right, lines, mistakes, worked, **more):
        """Return an exercise whose right answer is a text of labels, such as "dab".

        Parameters
        ----------
        mistakes : str
            The table; see `edits`. An answer is `= tuple("dac")`.
        worked : str
            What is printed below the lines in their order.
        """
        program = "\n".join(lines[label] for label in right)
        known, worked = mistakes_of_choice(id, mistakes, {}, {}), f"{program}\n\n{tidy(worked)}"
        return cls(id, task, tuple(right), known, worked, lines=lines, **more)

    @property
    def given(self):
        """The lines that are offered, with their labels."""
        return "\n".join(f"{label}   {line}" for label, line in self.lines.items())

    def labels(self, answer):
        """Return an answer as a list of labels; what is no line of the program is None."""
        if isinstance(answer, str):
            answer = answer.splitlines() if "\n" in answer.strip() else answer.replace(",", " ").split()
        by_line = {" ".join(line.split()): label for label, line in self.lines.items()}
        parts = [" ".join(str(part).split()) for part in answer if str(part).strip()]
        return [part if part in self.lines else by_line.get(part) for part in parts]

    def form(self, answer):
        """Return what is wrong with the form of an answer, in words, or None."""
        if not isinstance(answer, str | list | tuple):
            return f"Your answer is {shown(answer, MOST)}, expected a list of labels, such as {list(self.lines)[:3]}."
        labels = self.labels(answer)
        if None in labels:
            place = labels.index(None) + 1
            return f"Number {place} of your answer is no line of this program; the labels are {', '.join(self.lines)}."
        twice = [label for label in self.lines if labels.count(label) > 1]
        if twice:
            return f"Line {twice[0]} stands more than once; each line is needed once at most."
        if len(labels) != len(self.right):
            return f"Your answer has {len(labels)} lines; {len(self.right)} are needed, and the others are mistakes."
        return None

    def program(self, answer):
        """Return the lines of an answer, in its order."""
        return "\n".join(self.lines[label] for label in self.labels(answer))

    def examine(self, answer):
        """Examine an answer; one that no single mistake explains is told about a line that does not belong."""
        finding = super().examine(answer)
        if finding.status != NOT_YET or finding.diagnosis or self.form(answer):
            return finding
        labels = set(self.labels(answer))
        if labels == set(self.right):
            words = finding.hints[0]
            return self.unknown(words, f"{words} All lines that you chose belong; look at their order.")
        for name, mistake in self.mistakes.items():
            if labels & set(mistake.answer) - set(self.right):
                return self.known(name)
        return finding
