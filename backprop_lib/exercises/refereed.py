"""An exercise in which the lines of a page are marked that are wrong."""

from dataclasses import dataclass

from backprop_lib.checks import shown
from backprop_lib.exercises.exercise import MOST, RIGHT_ANSWER, UNTOUCHED, Exercise, Mistake, counted, found, untouched


@dataclass(frozen=True, eq=False)
class Refereed(Exercise):
    """An exercise whose answer is the set of those lines of a page that are wrong.

    What is said is about one line: first about one that is right and was marked, for a referee does most harm there;
    then about one that was missed.

    Attributes
    ----------
    lines : dict
        number -> Line of `backprop_lib.sources.page`.
    """

    lines: dict = None

    @classmethod
    def of_page(cls, id, task, lines, worked):
        """Return the exercise of a page; each of its lines can be judged wrongly, which is one mistake."""
        right = frozenset(number for number, line in lines.items() if line.is_slip)
        mistakes = {
            _name(number, line): Mistake(right ^ {number}, line.hint, line.stronger) for number, line in lines.items()
        }
        return cls(id, task, right, mistakes, worked, lines=lines)

    def examine(self, answer):
        """Compare the marked lines with the wrong ones."""
        if untouched(answer):
            return UNTOUCHED
        marked = _as_set(answer)
        if marked is None or not marked <= set(self.lines):
            return found(
                f"Your answer is {shown(answer, MOST)}; give the set of the lines that are wrong, such as {{1, 2}}, "
                f"of the numbers 1 to {len(self.lines)}."
            )
        too_many, missing = sorted(marked - self.right), sorted(self.right - marked)
        if not too_many and not missing:
            return RIGHT_ANSWER
        number = (too_many or missing)[0]
        counts = []
        if too_many:
            counts.append(f"{counted(len(too_many), 'line')} of yours right as printed")
        if missing:
            counts.append(f"{counted(len(missing), 'slip')} not marked")
        return self.known(_name(number, self.lines[number]), before=f"({' and '.join(counts)}.) ")


def _name(number, line):
    return f"line {number} {'missed' if line.is_slip else 'marked'}"


def _as_set(answer):
    try:
        numbers = frozenset(answer)
    except TypeError:
        return None
    return numbers if all(isinstance(n, int) and not isinstance(n, bool) for n in numbers) else None
