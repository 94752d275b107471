"""What is wrong is never called right, also where no catalogue knows the mistake.

The right function of each code exercise is changed in one place: a sign, an index, a factor, a name. If such a mutant
computes something else, on inputs like those of the exercise but not the same, then `examine` must not call it right.
"""

import ast
import copy
import dataclasses
import inspect
import textwrap
import warnings
import zlib

import numpy as np
import pytest

from backprop_lib.exercises import EXERCISES
from backprop_lib.exercises.code import Code
from backprop_lib.exercises.number import Number

MUTANTS = 30  # that are tested for each function, if it has so many
REFUSED = 5  # so many more that numpy refuses in every case: they are no danger
FEWEST = 10  # even the shortest of the functions has so many that compute something else
INDICES = set("ijklmnps")


@pytest.fixture(autouse=True)
def no_search(monkeypatch):
    """Leave out the search for an explanation: whether an answer is right is decided before it."""
    monkeypatch.setattr("backprop_lib.exercises.search.SECONDS", 0)


CODE = [exercise for exercise in EXERCISES.values() if isinstance(exercise, Code)]
NUMBERS = [exercise for exercise in EXERCISES.values() if isinstance(exercise, Number)]


# Mutants


def own_functions(function):
    """Return a function and those of its own module that it calls, as {name: tree}, and their namespace."""
    function = inspect.unwrap(function)
    namespace = {**function.__globals__, **inspect.getclosurevars(function).nonlocals}
    trees, waiting = {}, [function]
    while waiting:
        function = waiting.pop()
        if function.__name__ in trees:
            continue
        body = ast.parse(textwrap.dedent(inspect.getsource(function))).body
        assert isinstance(body[0], ast.FunctionDef), f"{function.__name__} is no def: it cannot be mutated"
        trees[function.__name__] = body[0]
        for node in ast.walk(body[0]):
            called = namespace.get(node.id) if isinstance(node, ast.Name) else None
            if inspect.isfunction(called) and called.__module__ == function.__module__:
                waiting.append(inspect.unwrap(called))
    return trees, namespace


def plus(node, step):
    """Return the tree of `node + step`; where node is a number, that of the sum."""
    if isinstance(node, ast.Constant):
        return ast.Constant(node.value + step)
    return ast.BinOp(copy.deepcopy(node), ast.Add() if step > 0 else ast.Sub(), ast.Constant(abs(step)))


def edits(node, names):
    """Yield trees, each of which may stand in the place of a node; `names` are the variables of its function."""
    if isinstance(node, ast.BinOp):
        swapped = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult}
        if type(node.op) in swapped:
            yield ast.BinOp(node.left, swapped[type(node.op)](), node.right)
        if isinstance(node.op, ast.MatMult):
            yield ast.BinOp(node.right, node.op, node.left)
            for left, right in ((transposed(node.left), node.right), (node.left, transposed(node.right))):
                yield ast.BinOp(left, node.op, right)
        yield node.left  # without the other factor, or the other term
        yield node.right
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and not isinstance(node.operand, ast.Constant):
        yield node.operand
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        yield ast.Constant(node.value + 1)
        yield ast.Constant(node.value - 1)
    if isinstance(node, ast.Subscript):
        places = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        for n, place in enumerate(places):
            for moved in moved_index(place):
                index = [*places[:n], moved, *places[n + 1 :]]
                whole = ast.Tuple(index, ast.Load()) if isinstance(node.slice, ast.Tuple) else moved
                yield ast.Subscript(node.value, whole, node.ctx)
        if len(places) == 2:
            yield ast.Subscript(node.value, ast.Tuple(places[::-1], ast.Load()), node.ctx)
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield node.value
    if isinstance(node, ast.Attribute) and node.attr in ("sum", "mean"):
        yield ast.Attribute(node.value, {"sum": "mean", "mean": "sum"}[node.attr], node.ctx)
    if isinstance(node, ast.Call):
        yield from changed_calls(node)
    if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq):
        yield ast.Compare(node.left, [ast.NotEq()], node.comparators)
    if isinstance(node, ast.AugAssign):
        target = copy.deepcopy(node.target)
        yield ast.Assign([target], node.value)  # the sum is overwritten
        yield ast.AugAssign(node.target, ast.Sub() if isinstance(node.op, ast.Add) else ast.Add(), node.value)
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        yield ast.Return(ast.Tuple(node.value.elts[::-1], ast.Load()))
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names:
        same_kind = [name for name in names if name != node.id and (name in INDICES) == (node.id in INDICES)]
        yield from (ast.Name(name, ast.Load()) for name in same_kind)


def transposed(node):
    return ast.Attribute(copy.deepcopy(node), "T", ast.Load())


def moved_index(index):
    if not isinstance(index, ast.Slice):
        yield from (plus(index, 1), plus(index, -1))
        return
    for part in ("lower", "upper"):
        bound = getattr(index, part)
        for step in (1, -1) if bound is not None else ():
            yield ast.Slice(**{"lower": index.lower, "upper": index.upper, "step": index.step, part: plus(bound, step)})


def changed_calls(call):
    name = call.func.id if isinstance(call.func, ast.Name) else None
    if name == "range":
        for n, bound in enumerate(call.args):
            for step in (1, -1):
                yield ast.Call(call.func, [*call.args[:n], plus(bound, step), *call.args[n + 1 :]], call.keywords)
    elif len(call.args) == 1 and not call.keywords:
        yield call.args[0]  # the function left out, such as a sigmoid
    for n in range(len(call.keywords)):  # an axis, or keepdims
        yield ast.Call(call.func, call.args, call.keywords[:n] + call.keywords[n + 1 :])
    if name == "sigmoid":
        yield ast.Call(ast.Name("sigmoid_prime", ast.Load()), call.args, call.keywords)
    if name == "sigmoid_prime":
        yield ast.Call(ast.Name("sigmoid", ast.Load()), call.args, call.keywords)


class Edits(ast.NodeTransformer):
    """Walks through a function and lists all its edits as pairs (node, edit); or carries out the one that is chosen."""

    def __init__(self, names, chosen=None):
        self.names, self.chosen, self.number, self.possible = names, chosen, -1, []

    def visit(self, node):
        # What is in a `while` stays as it is, so that it comes to an end; a `for` does in any case.
        if isinstance(node, ast.While | ast.arguments):
            return node
        self.number += 1
        if self.chosen is None:
            self.possible += [(self.number, k) for k, _ in enumerate(edits(node, self.names))]
        elif self.chosen[0] == self.number:
            return list(edits(node, self.names))[self.chosen[1]]
        return self.generic_visit(node)


def names_of(tree):
    stored = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return sorted(stored | {argument.arg for argument in tree.args.args})


def mutants(trees, seed):
    """Yield pairs of syntax trees, a function before and after one change, tree by tree.

    They come in a random order that is the same each time.
    """
    rng = np.random.default_rng(seed)
    for tree in trees:
        lister = Edits(names_of(tree))
        lister.visit(copy.deepcopy(tree))
        for k in rng.permutation(len(lister.possible)):
            changed = Edits(names_of(tree), lister.possible[k]).visit(copy.deepcopy(tree))
            yield tree, ast.fix_missing_locations(changed)


def compiled(name, trees, namespace):
    """Return the function of a name, from trees of functions that call each other."""
    own = dict(namespace)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        exec(compile(ast.Module(list(trees.values()), []), f"mutant of {name}", "exec"), own)
    return own[name]


def in_words(tree, changed):
    before, after = ast.unparse(tree).splitlines(), ast.unparse(changed).splitlines()
    lines = [(a.strip(), b.strip()) for a, b in zip(before, after, strict=False) if a != b]
    return "; ".join(f"`{a}` -> `{b}`" for a, b in lines)


# Does a mutant compute something else? That is decided here, by other means than `examine` has.


def fresh(value, rng):
    """Return an argument of the same kind with other numbers."""
    if isinstance(value, list | tuple):
        return type(value)(fresh(entry, rng) for entry in value)
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        if np.isin(value, (0, 1)).all():  # classes, one column each
            return value.copy()
        if value.ndim == 2 and (value >= 0).all() and np.allclose(value.sum(axis=0), 1):  # probabilities
            other = value * np.exp(0.3 * rng.normal(size=value.shape))
            return other / other.sum(axis=0)
        if (value >= 0).all() and (value <= 1).all():  # targets
            return value + 0.5 * rng.uniform(-1, 1, value.shape) * value * (1 - value)
        return value + 0.3 * rng.normal(size=value.shape).astype(value.dtype)
    if isinstance(value, float):
        return value * float(np.exp(0.2 * rng.normal()))
    if type(value).__module__.startswith("backprop_lib"):
        other = copy.copy(value)
        vars(other).update({name: fresh(part, rng) for name, part in vars(value).items()})
        return other
    return copy.deepcopy(value)


def result_of(function, arguments):
    """Return what a function computes as a list of arrays, or the exception that it raises."""
    try:
        with np.errstate(all="ignore"):
            return leaves(function(*copy.deepcopy(list(arguments))))
    except Exception as error:
        return error


def leaves(result):
    if isinstance(result, list | tuple):
        parts = [part for part in result if part is not None]
        try:
            return [np.asarray(parts, dtype=float)]
        except (TypeError, ValueError):  # not of the same shape
            return [array for part in parts for array in leaves(part)]
    return [] if result is None else [np.asarray(result, dtype=float)]


def computes_the_same(result, right):
    if isinstance(result, Exception) or len(result) != len(right):
        return False
    return all(
        a.shape == b.shape and np.max(np.abs(a - b), initial=0.0) <= 1e-5 * np.max(np.abs(b), initial=1e-9)
        for a, b in zip(result, right, strict=True)
    )


def survivors_of(exercise, cases):
    """Return the mutants that are called right though they compute something else, and how many were tested."""
    exercise = dataclasses.replace(exercise, mistakes={})  # right or not is the question, not which mistake it is
    seed = zlib.crc32(exercise.id.encode())
    rng = np.random.default_rng(seed)
    inputs = [fresh(tuple(arguments), rng) for _, arguments in cases]
    right = [result_of(exercise.right, arguments) for arguments in inputs]
    assert not any(isinstance(result, Exception) for result in right)

    trees, namespace = own_functions(exercise.right)
    tested, refused, survivors = 0, 0, []
    for tree, changed in mutants(trees.values(), seed):
        function = compiled(next(iter(trees)), {**trees, changed.name: changed}, namespace)
        results = [result_of(function, arguments) for arguments in inputs]
        if all(computes_the_same(result, wanted) for result, wanted in zip(results, right, strict=True)):
            continue
        if all(isinstance(result, Exception) for result in results):
            refused += 1
            if refused > REFUSED:
                continue
        else:
            tested += 1
        if exercise.examine(function).status == "right":
            survivors.append(in_words(tree, changed))
        if tested == MUTANTS:
            break
    return survivors, tested


@pytest.mark.parametrize("exercise", CODE, ids=lambda exercise: exercise.id)
def test_a_mutant_that_computes_something_else_is_never_right(exercise, monkeypatch):
    monkeypatch.setattr("backprop_lib.exercises.running.SECONDS", 0.5)
    survivors, tested = survivors_of(exercise, exercise.cases())
    assert not survivors, "\n".join(["called right:", *survivors])
    assert tested >= FEWEST, f"only {tested} mutants"


def test_mutants_survive_where_the_cases_are_too_few():
    """A chain has one neuron in each layer: there no sum is missed. So this file can fail."""
    good = EXERCISES["03-6"]
    one = np.array([0.7])
    chain = ([None, one[:, None], -one[:, None]], [None, one, 2 * one], one, 0.2 * one)
    weak = dataclasses.replace(good, cases=lambda: [("a chain", chain)])
    survivors, tested = survivors_of(weak, good.cases())
    assert tested == MUTANTS
    assert 3 <= len(survivors) < MUTANTS


def test_the_mutants_are_those_that_are_meant():
    text = """
        def layer(W, a, b, mu):
            z = np.zeros(len(b))
            for i in range(len(b)):
                z[i] += W.T[i, 0] * a[i - 1] - b.sum(axis=0)
            while True:
                return mu(z), W @ a
        """
    tree = ast.parse(textwrap.dedent(text)).body[0]
    changes = [in_words(*trees).split("-> ")[-1] for trees in mutants([tree], 0)]
    assert changes == [in_words(*trees).split("-> ")[-1] for trees in mutants([tree], 0)]
    for line in (
        "z[i] += W.T[i, 0] * a[i - 1] + b.sum(axis=0)",
        "z[i] += W.T[i, 0] / a[i - 1] - b.sum(axis=0)",
        "z[i] += W.T[i, 0] * a[i - 1]",
        "z[i] += a[i - 1] - b.sum(axis=0)",
        "z[i] += W[i, 0] * a[i - 1] - b.sum(axis=0)",
        "z[i] += W.T[0, i] * a[i - 1] - b.sum(axis=0)",
        "z[i] += W.T[i + 1, 0] * a[i - 1] - b.sum(axis=0)",
        "z[i] += W.T[i, 0] * a[i - 2] - b.sum(axis=0)",
        "z[i] += W.T[i, 0] * a[i] - b.sum(axis=0)",
        "z[i] += W.T[i, 0] * b[i - 1] - b.sum(axis=0)",
        "z[i] += W.T[i, 0] * a[i - 1] - b.mean(axis=0)",
        "z[i] += W.T[i, 0] * a[i - 1] - b.sum(axis=1)",
        "z[i] += W.T[i, 0] * a[i - 1] - b.sum()",
        "z[i] = W.T[i, 0] * a[i - 1] - b.sum(axis=0)",
        "for i in range(len(b) - 1):",
    ):
        assert f"`{line}`" in changes, line
    assert not any("while" in change or "return" in change for change in changes)  # what might never end stays


@pytest.mark.parametrize("exercise", NUMBERS, ids=lambda exercise: exercise.id)
def test_a_number_beyond_the_tolerance_is_never_right(exercise):
    rng = np.random.default_rng(zlib.crc32(exercise.id.encode()))
    right = np.asarray(exercise.right, dtype=float)
    assert np.isfinite(right).all()
    for place in [*range(right.size)] * 3:
        size = abs(right.flat[place])
        edge = exercise.tolerance * size
        farther = np.exp(rng.uniform(np.log(1.001 * edge), np.log(100 * size))) if size else 10.0 ** rng.uniform(-11, 3)
        for sign in (-1, 1):
            wrong, near = right.copy(), right.copy()
            wrong.flat[place] += sign * farther
            near.flat[place] += sign * rng.uniform(0, 0.99) * edge
            assert exercise.examine(wrong if right.ndim else float(wrong)).status == "not yet"
            assert exercise.examine(near if right.ndim else float(near)).status == "right"
    for nothing in (np.nan, np.inf, -np.inf):
        wrong = right.copy()
        wrong.flat[0] = nothing
        assert exercise.examine(wrong).status == "not yet"
