"""Which one edit of a program explains an answer.

It is used both ways. A wrong number is explained by an edit of the program that gives the right one. A wrong function
is explained by the edit of its own source that makes it right; or, where there is none, by an edit of the worked
solution that computes the same. Likely edits are tried first, until the time is over.
"""

import ast
import contextlib
import copy
import inspect
import itertools
import textwrap
import time
import warnings
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np

from backprop_lib.exercises.changes import LIKELY, POSSIBLE, RARE, changes, text
from backprop_lib.exercises.edits import FORMULA, answer_of, called, edited, function_of
from backprop_lib.exercises.harmless import harmless, used_names
from backprop_lib.exercises.running import Worker

SECONDS = 1.8  # of the processor, that a search may take
EXACT, ROUNDED = 1e-7, 5e-4  # relative: of a number that was computed, and of one with four digits on the way
PATIENCE = 1.0  # seconds after which the learner hears that something is going on
LONGEST = 4.0  # seconds after which a search is stopped in any case


# ---------------------------------------------------------------------------------------------------------------------
# A search ends when its time is over.


def within_time(search):
    """Return what a search returns, or None if it fails or does not end; after a second, say that it goes on."""
    results = []

    def work():
        with contextlib.suppress(BaseException), np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            results.append(search())

    worker = Worker(work, LONGEST)
    if not worker.ends_within(PATIENCE):
        print("Looking for what would make it right ...", flush=True)
        if not worker.ends_within(LONGEST - PATIENCE):
            worker.stop()
    return results[0] if results else None


class Clock:
    """How much time of the processor is left to a search; what other programs do does not count."""

    def __init__(self, share=1.0):
        self.end = time.process_time() + share * SECONDS

    def over(self):
        """Return whether the time is over."""
        return time.process_time() > self.end


# ---------------------------------------------------------------------------------------------------------------------
# Numbers.


class Program:
    """A program that calls its result `answer`, and the results of its edits."""

    def __init__(self, exercise):
        self.source, self.using = exercise.sources[None], exercise.using
        self.tree = ast.parse(self.source)
        self.changes = list(changes(self.tree, self.using))

    def result(self):
        """Return the answer of the tree as it is now, as an array, or None."""
        try:
            namespace = dict(self.using)
            exec(compile(self.tree, "<an edit>", "exec"), namespace)
            answer = np.asarray(namespace["answer"], dtype=float)
        except Exception:
            return None
        return answer if np.isfinite(answer).all() else None

    def place(self, change):
        """Return where a change is: "`z`, (1.1)", "what is given for `x`", or ""."""
        place, name = called(self.source.splitlines()[change.line - 1]), self.name_at(change.where)
        if name is None or name == "answer":
            return place
        return f"`{name}`, {place}" if place else f"what is given for `{name}`"

    def name_at(self, node):
        """Return the name that gets the value in which a node stands, or None."""
        for statement in self.tree.body:
            if isinstance(statement, ast.Assign):
                target, value = statement.targets[0], statement.value
                pairs = [(target, value)]
                if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                    pairs = list(zip(target.elts, value.elts, strict=True))
                for name, part in pairs:
                    if any(other is node for other in ast.walk(part)):
                        return text(name)
        return None

    def results(self, changes, clock):
        """Return pairs (change, result) of all changes that give one, as long as there is time."""
        pairs = []
        for change in changes:
            if clock.over():
                break
            with change:
                result = self.result()
            if result is not None:
                pairs.append((change, result))
        return pairs


class Explanation(NamedTuple):
    """What explains a number: the ways to it, each a list of edits as pairs (place, words), and by how much accident.

    `accidents` is how many of the edits that were tried would be expected to give such a number by accident, and `rank`
    says how likely such edits are.
    """

    ways: list
    accidents: float
    rank: int


def explain_number(exercise, matches, accidents, factors, strong):
    """Return the edits of the exercise's program that give a number, as an `Explanation`; or None.

    Parameters
    ----------
    matches : callable
        matches(result, tolerance) says whether a result is the learner's number, within its digits.
    accidents : callable
        accidents(results, tolerance) says how many of so many results would be the learner's number by accident.
    factors : dict
        Constant factors that an answer, or the step to it, may have besides, with what they mean.
    strong : bool
        Whether so many digits agree that two edits are no accident.
    """
    program, clock = Program(exercise), Clock(0.5)
    tried = []
    for ranks in ((LIKELY, POSSIBLE), (RARE,)):
        tried += program.results((change for change in program.changes if change.rank in ranks), clock)
        for tolerance in (EXACT, ROUNDED):  # `matches` knows how many digits there are to compare
            fitting = [change for change, result in tried if matches(result, tolerance)]
            if fitting:
                best = [change for change in fitting if change.rank == fitting[0].rank]
                places = {program.place(change): change for change in reversed(best)}
                ways = [[(place, str(change))] for place, change in reversed(places.items())]
                near = [result for change, result in tried if change.rank <= fitting[0].rank]
                return Explanation(ways, accidents(near, tolerance), fitting[0].rank)
    return _edit_and_factor(exercise, program, tried, matches, accidents, factors) or (
        _two_edits(program, matches, Clock(0.5)) if strong else None
    )


def _edit_and_factor(exercise, program, tried, matches, accidents, factors):
    """Return the only edit, with one of the factors, that gives a number."""
    start = exercise.start
    tried = [
        (change, start + factor * (result - start), meaning)
        for change, result in tried
        if change.rank < RARE
        for factor, meaning in factors.items()
    ]
    fitting = [(change, meaning) for change, result, meaning in tried if matches(result, EXACT)]
    if len({meaning for _, meaning in fitting}) != 1:
        return None
    change, meaning = fitting[0]
    way = [(program.place(change), str(change)), ("", meaning)]
    return Explanation([way], accidents([result for _, result, _ in tried], EXACT), POSSIBLE)


def _two_edits(program, matches, clock):
    for one, two in itertools.combinations(program.changes, 2):
        if one.rank + two.rank > LIKELY or (one.owner is two.owner and one.field == two.field):
            continue
        with one, two:
            result = program.result()
        if result is not None and matches(result, EXACT):
            return Explanation([[(program.place(change), str(change)) for change in (one, two)]], 0.0, LIKELY)
        if clock.over():
            return None
    return None


def sources_of_two(exercise, clock):
    """Yield pairs (names, source) of all pairs of known mistakes whose edits fit together, as long as there is time."""
    for names in itertools.combinations(exercise.edits, 2):
        if clock.over():
            return
        source = exercise.sources[None]
        with contextlib.suppress(ValueError):  # where the one leaves no place for the other
            for name in names:
                source = edited(source, exercise.edits[name], "two mistakes")
            yield names, source


def results_of_two(exercise, clock):
    """Yield pairs (names, answer) of all pairs of known mistakes that give a number, as long as there is time."""
    for names, source in sources_of_two(exercise, clock):
        with contextlib.suppress(Exception):  # together they may stop
            answer = np.asarray(answer_of(source, exercise.using, name="two mistakes"), dtype=float)
            if np.isfinite(answer).all() and answer.shape == np.shape(exercise.right):
                yield names, answer


def functions_of_two(exercise, clock):
    """Yield pairs (names, function) of all pairs of known mistakes, as long as there is time."""
    for names, source in sources_of_two(exercise, clock):
        with contextlib.suppress(SyntaxError):
            yield names, function_of(source, exercise.using, "two mistakes")


def numbers_on_the_way(exercise):
    """Return pairs (name, value) of what an exercise's program computes before its answer."""
    if not exercise.sources:
        return []
    names, known, computed = dict(exercise.using), set(), []
    exec(exercise.sources[None], names)
    for statement in ast.parse(exercise.sources[None]).body:
        targets = [node.id for node in ast.walk(statement.targets[0]) if isinstance(node, ast.Name)]
        if any(isinstance(node, ast.Name) and node.id in known for node in ast.walk(statement.value)):
            computed += [name for name in targets if name != "answer"]
        known |= set(targets)
    return [(name, names[name]) for name in dict.fromkeys(computed)]


def places_of_factor(exercise, factor, start):
    """Return where in an exercise's program an edit makes the answer, or the step to it, so many times as large."""
    program, right = Program(exercise), np.asarray(exercise.right, dtype=float) - start
    pairs = program.results((change for change in program.changes if change.rank < RARE), Clock(0.2))
    fits = [change for change, result in pairs if exercise.equal(result - start, factor * right)]
    fits = [change for change in fits if change.rank == fits[0].rank]
    return list(dict.fromkeys(place for change in fits for place in FORMULA.findall(program.place(change))))


# ---------------------------------------------------------------------------------------------------------------------
# Code.


@dataclass(frozen=True)
class Repair:
    """An edit of a function: the line of its source, the edit in words, and how many arrays it sets right."""

    line: int
    text: str
    words: str


class Source:
    """The source of a function, and what it may use; `None` in the place of both where it cannot be edited safely."""

    def __init__(self, function):
        self.wrapped = []
        while isinstance(function, partial):  # an exercise may have wrapped the learner's function
            self.wrapped.append(function.func)
            function = function.args[0]
        self.function = function
        self.source = textwrap.dedent(inspect.getsource(function))
        self.tree = ast.parse(self.source)
        self.definition = self.tree.body[0]
        if not isinstance(self.definition, ast.FunctionDef):
            raise ValueError("no plain function")
        self.definition.decorator_list = []  # the source is that of the function itself, not of what surrounds it
        if not harmless(function):
            raise ValueError("it uses more than numbers")
        self.names = {**function.__globals__, **inspect.getclosurevars(function).nonlocals}
        for name in used_names(function) & self.names.keys():
            if isinstance(self.names[name], list | dict | np.ndarray):  # the learner's own stay as they are
                self.names[name] = copy.deepcopy(self.names[name])
        self.names["print"] = lambda *_, **__: None

    @property
    def lines(self):
        """The lines of the source."""
        return self.source.splitlines()

    def helpers(self, using):
        """Return the functions that it calls and that are the learner's own, where the solution has others."""
        mine = used_names(self.function) & using.keys() & self.names.keys()
        return [name for name in sorted(mine) if callable(using[name]) and self.names[name] is not using[name]]

    def with_name(self, name, using):
        """Return the function with the solution's function of a name in place of the learner's."""
        own = self.names[name]
        self.names[name] = using[name]
        function = self.compiled()
        self.names[name] = own
        return function

    def compiled(self):
        """Return the function of the tree as it is now, wrapped as the learner's is, or None."""
        try:
            code = compile(self.tree, "<an edit>", "exec")
        except (SyntaxError, ValueError, TypeError, RecursionError):
            return None
        namespace = dict(self.names)
        exec(code, namespace)
        function = namespace[self.definition.name]
        for wrapper in reversed(self.wrapped):
            function = partial(wrapper, function)
        return function


def repair(source, names, right_at, arrays_right, clock):
    """Return the edits of a function's own source that make it right, as a list of `Repair`; or None.

    Parameters
    ----------
    source : Source
    names : collection of str
        Functions that may be used in an edit, if the learner has them.
    right_at : callable
        right_at(function) says whether a function is right in all cases.
    arrays_right : callable
        arrays_right(function) counts the arrays that are right in one case that shows the mistake, those that are a
        multiple of the right ones as a half, and says whether all are right.
    """
    names = [name for name in names if name in source.names]
    base, _ = arrays_right(source.compiled())
    best, gain = None, 0
    for change in changes(source.tree, names, insert=True):
        with change:
            function = source.compiled()
            count, complete = arrays_right(function) if function else (0, False)
            if complete and right_at(function):
                return [_repair(source, change)]
        if count - base > gain:
            best, gain = change, count - base
        if clock.over():
            break
    if best is None:
        return None
    with best:
        for change in changes(source.tree, names, insert=True):
            with change:
                function = source.compiled()
                if function and arrays_right(function)[1] and right_at(function):
                    return [_repair(source, best), _repair(source, change)]
            if clock.over():
                return None
    return None


def _repair(source, change):
    return Repair(change.line, source.lines[change.line - 1].strip(), str(change))


def same_as_edited(source, using, first, everywhere, clock):
    """Return place and words of an edit of the worked solution that computes what the learner computes; or None.

    Parameters
    ----------
    first, everywhere : callable
        first(function) and everywhere(function) say whether a function computes the same in one case, and in all.
    """
    tree = ast.parse(source)
    name = tree.body[0].name
    for change in changes(tree, using):
        with change:
            try:
                namespace = dict(using)
                exec(compile(tree, "<an edit>", "exec"), namespace)
            except (SyntaxError, ValueError, TypeError):
                continue
        if first(namespace[name]) and everywhere(namespace[name]):
            return called(source.splitlines()[change.line - 1]), str(change)
        if clock.over():
            return None
    return None
