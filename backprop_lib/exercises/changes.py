"""The edits of a program: other signs, names, places, functions, factors and orders, one at a time.

Each `Change` is put into the syntax tree and taken out again, so that thousands of programs can be tried.
"""

import ast
import copy
import itertools
from dataclasses import dataclass

LIKELY, POSSIBLE, RARE = 0, 1, 2
SLOPES = ("sigmoid", "sigmoid_prime", "relu", "relu_prime", "tanh", "tanh_prime", "softmax", "stable_softmax")
SWAPPED = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.MatMult),
    ast.Div: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
}
COMPARED = {
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
}
COUNTERPARTS = {"sum": "mean", "mean": "sum", "max": "min", "min": "max", "zeros_like": "ones_like"}


@dataclass(frozen=True)
class Change:
    """An edit of a syntax tree: a node, or a block of statements, gives way to another.

    Attributes
    ----------
    rank : int
        How likely it is; the smaller, the likelier.
    owner, field, index
        Where the node stands: `owner.field`, or `owner.field[index]`.
    before, after : ast.AST or list
        What stands there, and what comes in its place.
    where : ast.AST
        The node whose line is said.
    words : str
        The edit in words, where "this in place of that" is not what one would say.
    """

    rank: int
    owner: ast.AST
    field: str
    index: int | None
    before: object
    after: object
    where: ast.AST
    words: str = ""

    def __enter__(self):
        self._put(self.after)

    def __exit__(self, *_):
        self._put(self.before)

    def _put(self, node):
        if self.index is None:
            setattr(self.owner, self.field, node)
        else:
            getattr(self.owner, self.field)[self.index] = node

    @property
    def line(self):
        """The line of the source that is edited, counted from 1."""
        return self.where.lineno

    def __str__(self):
        if self.words and not (isinstance(self.before, ast.BinOp) and len(_text(self.before)) <= SHORT):
            return self.words
        shown = None
        if isinstance(self.before, ast.Name | ast.Constant) and isinstance(
            self.owner, ast.Call | ast.BinOp | ast.Subscript
        ):
            shown = self.owner  # a name alone says little
        self._put(self.before)
        before = _text(shown or self.before)
        self._put(self.after)
        after = _text(shown or self.after)
        self._put(self.before)
        return f"`{after}` in place of `{before}`"


SHORT = 40  # letters of an expression that is repeated as a whole


def _text(node):
    return ast.unparse(node).replace("\n", "; ")


def changes(tree, names=(), insert=False):
    """Return the changes of a tree, the likely ones first.

    Parameters
    ----------
    tree : ast.AST
        A module, or a function; what stands in a `while` is left alone, so that it still comes to an end.
    names : collection of str
        Functions that may take the place of each other, such as "sigmoid_prime" of "sigmoid".
    insert : bool
        Whether also something may be put in: what a mistake left out.
    """
    about = _About(tree, names, insert)
    found = list(_walk(tree, about))
    return sorted(found, key=lambda change: change.rank)


class _About:
    """What the edits need to know of a program."""

    def __init__(self, tree, names, insert):
        nodes = list(ast.walk(tree))
        self.insert = insert
        self.slopes = [name for name in SLOPES if name in names]
        stored = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        arguments = {node.arg for node in nodes if isinstance(node, ast.arg)}
        self.counts = set(_counts(nodes))
        self.values = sorted((stored | arguments) - self.counts - {"answer", "_"})
        self.numbers = list(dict.fromkeys(_number(node) for node in nodes if _number(node) is not None))
        loads = [
            node
            for node in nodes
            if isinstance(node, ast.Name | ast.Subscript)
            and isinstance(node.ctx, ast.Load)
            and not (isinstance(node, ast.Name) and (node.id in self.counts or node.id not in self.values))
            and not (isinstance(node, ast.Subscript) and _shape(node))
        ]
        self.atoms = list({ast.unparse(node): node for node in loads}.values())
        places = [node for node in self.atoms if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name)]
        lists = {node.value.id: node.value for node in places}.values()
        indices = {ast.unparse(node.slice): node.slice for node in places}.values()
        self.places = [ast.Subscript(name, index, ast.Load()) for name in lists for index in indices]
        shapes = [node for node in nodes if isinstance(node, ast.Subscript) and _shape(node)]
        lengths = [ast.Name(name, ast.Load()) for name in sorted(self.counts)]
        if insert and not shapes:
            lengths += [_shape_of(name, axis) for name in sorted(arguments) if name in "XYZxy" for axis in (1, 0)]
        self.lengths = list({ast.unparse(node): node for node in [*lengths, *shapes]}.values())
        self.longest = max((len(node.elts) for node in nodes if isinstance(node, ast.List)), default=0)


def _counts(nodes):
    """Yield the names of whole numbers: what loops run over, lengths, and parts of a shape."""
    for node in nodes:
        if isinstance(node, ast.For | ast.comprehension) and isinstance(node.target, ast.Name):
            called = {part.id for part in ast.walk(node.iter) if isinstance(part, ast.Name)}
            if called & {"range", "reversed"}:
                yield node.target.id
        if isinstance(node, ast.Assign):
            pairs = [(node.targets[0], node.value)]
            if isinstance(node.targets[0], ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = zip(node.targets[0].elts, node.value.elts, strict=False)
            for target, value in pairs:
                text = ast.unparse(value)
                if isinstance(target, ast.Name) and ("len(" in text or ".shape[" in text) and "np." not in text:
                    yield target.id


def _number(node):
    """Return the number that a node writes, with its sign, or None."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
        node, sign = node.operand, -1
    else:
        sign = 1
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return sign * node.value
    return None


def _shape(node):
    return isinstance(node.value, ast.Attribute) and node.value.attr == "shape"


def _shape_of(name, axis):
    shape = ast.Attribute(ast.Name(name, ast.Load()), "shape", ast.Load())
    return ast.Subscript(shape, ast.Constant(axis), ast.Load())


def _walk(node, about):
    """Yield the changes of what lies below a node."""
    for field, value in ast.iter_fields(node):
        if isinstance(value, list):
            if value and isinstance(value[0], ast.stmt):
                yield from _statements(node, field, value, about)
            for index, part in enumerate(value):
                if isinstance(part, ast.AST):
                    yield from _at(node, field, index, part, about)
        elif isinstance(value, ast.AST):
            yield from _at(node, field, None, value, about)


def _at(owner, field, index, node, about):
    if isinstance(node, ast.While | ast.arguments | ast.operator | ast.expr_context):
        return
    for rank, after, *note in _replacements(node, owner, field, about):
        yield Change(rank, owner, field, index, node, ast.fix_missing_locations(after), node, *note)
    if _number(node) is None:  # a number with its sign is one thing
        yield from _walk(node, about)


def _replacements(node, owner, field, about):
    """Yield what may stand in the place of a node: triples (rank, node, words or nothing)."""
    if isinstance(node, ast.stmt):
        yield from _other_statements(node, about)
        return
    if _number(node) is not None:
        yield from _other_numbers(node, owner, field, about)
    elif isinstance(node, ast.BinOp):
        yield from _other_operations(node, about)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield LIKELY, node.operand
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARED:
        for kind in COMPARED[type(node.ops[0])]:
            yield LIKELY, ast.Compare(node.left, [kind()], node.comparators)
    elif isinstance(node, ast.Subscript):
        yield from _other_places(node, about)
    elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
        yield from _other_attributes(node)
    elif isinstance(node, ast.Call):
        yield from _other_calls(node, about)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield from _other_names(node, owner, field, about)
    if (
        about.insert
        and isinstance(owner, ast.Assign | ast.AugAssign | ast.Return | ast.Tuple)
        and field in ("value", "elts")
    ):
        yield from _with_more(node, about)


def _other_numbers(node, owner, field, about):
    value = _number(node)
    if isinstance(owner, ast.Subscript | ast.Slice):  # its places are exchanged as a whole
        return
    if isinstance(owner, ast.keyword) and owner.arg == "axis":
        yield LIKELY, ast.Constant(1 - value if value in (0, 1) else 0)
        return
    if value:
        yield LIKELY, _constant(-value)
    if type(value) is float or abs(value) > 2:
        yield from ((POSSIBLE, _constant(other)) for other in about.numbers if other != value)
    if type(value) is int or value == int(value):
        yield POSSIBLE, _constant(value + 1)
        yield POSSIBLE, _constant(value - 1)
    yield RARE, _constant(2 * value)
    yield RARE, _constant(value / 2)


def _constant(value):
    return ast.Constant(value) if value >= 0 else ast.UnaryOp(ast.USub(), ast.Constant(-value))


def _other_operations(node, about):
    left, right = node.left, node.right
    if isinstance(node.op, ast.Sub):
        yield LIKELY, ast.BinOp(right, node.op, left)
    if isinstance(node.op, ast.MatMult):
        for a, b in ((_turned(left), right), (left, _turned(right)), (_turned(left), _turned(right))):
            yield LIKELY, ast.BinOp(a, node.op, b)
            yield POSSIBLE, ast.BinOp(b, node.op, a)
        yield LIKELY, ast.BinOp(right, node.op, left)
    if isinstance(node.op, ast.Div):
        yield POSSIBLE, ast.BinOp(right, node.op, left)
    if isinstance(node.op, ast.Mult) and _number(left) == 2:  # the square itself, not its derivative
        yield LIKELY, ast.BinOp(right, ast.Pow(), left)
    if isinstance(node.op, ast.Pow) and _number(right) == 2:
        yield LIKELY, ast.BinOp(right, ast.Mult(), left)
    for kind in SWAPPED.get(type(node.op), ()):
        yield LIKELY if isinstance(node.op, ast.FloorDiv) else POSSIBLE, ast.BinOp(left, kind(), right)
    yield LIKELY, left, f"`{_text(right)}` left out"
    yield LIKELY, right, f"`{_text(left)}` left out"
    if isinstance(left, ast.BinOp):  # other brackets
        yield LIKELY, ast.BinOp(left.left, left.op, ast.BinOp(left.right, node.op, right))
    if isinstance(right, ast.BinOp):
        yield LIKELY, ast.BinOp(ast.BinOp(left, node.op, right.left), right.op, right.right)
    if isinstance(node.op, ast.Mult) and isinstance(left, ast.List):
        copies = ast.comprehension(ast.Name("_", ast.Store()), _call("range", right), [], 0)
        yield LIKELY, ast.ListComp(copy.deepcopy(left.elts[0]), [copies])


def _turned(node):
    """Return a node transposed, or not transposed if it is."""
    if isinstance(node, ast.Attribute) and node.attr == "T":
        return node.value
    return ast.Attribute(node, "T", ast.Load())


def _call(name, *arguments):
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])


def _other_places(node, about):
    places = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    if len(places) == 2:
        yield LIKELY, ast.Subscript(node.value, ast.Tuple(places[::-1], ast.Load()), node.ctx)
    for k, place in enumerate(places):
        named = [ast.Name(name, ast.Load()) for name in sorted(about.counts)] if _number(place) is not None else []
        for other in [*_other_index(place), *named]:
            index = ast.Tuple([*places[:k], other, *places[k + 1 :]], ast.Load()) if len(places) > 1 else other
            yield LIKELY, ast.Subscript(node.value, index, node.ctx)


def _other_index(index):
    if not isinstance(index, ast.Slice):
        yield from _moved(index)
        return
    for part in ("lower", "upper"):
        bound = getattr(index, part)
        for moved in _moved(bound) if bound is not None else ():
            yield ast.Slice(**{"lower": index.lower, "upper": index.upper, "step": index.step, part: moved})


def _moved(node):
    """Yield a whole number plus and minus 1; l - 1 becomes l and l - 2."""
    value = _number(node)
    if value is not None:
        yield from (_constant(value + 1), _constant(value - 1))
        return
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub) and _number(node.right) == 1:
        yield node.left
        yield ast.BinOp(node.left, ast.Sub() if isinstance(node.op, ast.Add) else ast.Add(), node.right)
        return
    yield ast.BinOp(node, ast.Sub(), ast.Constant(1))
    yield ast.BinOp(node, ast.Add(), ast.Constant(1))


def _other_attributes(node):
    if node.attr == "T":
        yield LIKELY, node.value
    if node.attr in COUNTERPARTS:
        yield LIKELY, ast.Attribute(node.value, COUNTERPARTS[node.attr], node.ctx)


def _other_calls(node, about):
    name = node.func.id if isinstance(node.func, ast.Name) else None
    method = node.func.attr if isinstance(node.func, ast.Attribute) else None
    if name in about.slopes:
        for other in about.slopes:
            if other != name:
                rank = LIKELY if other.startswith(name) or name.startswith(other) else POSSIBLE
                yield rank, ast.Call(ast.Name(other, ast.Load()), node.args, node.keywords)
    if name == "range":
        for k, bound in enumerate(node.args):
            for moved in _moved(bound):
                yield POSSIBLE, ast.Call(node.func, [*node.args[:k], moved, *node.args[k + 1 :]], node.keywords)
        yield POSSIBLE, _call("reversed", node)
    elif name == "len" and len(node.args) == 1:
        for axis in (1, 0):
            shape = ast.Attribute(node.args[0], "shape", ast.Load())
            yield LIKELY, ast.Subscript(shape, ast.Constant(axis), ast.Load())
    elif len(node.args) == 1 and not node.keywords and name not in ("reversed", "list", "enumerate"):
        words = f"`{name or method}` left out"
        yield LIKELY if name in about.slopes else POSSIBLE, node.args[0], words
    if len(node.args) == 2 and method in ("outer", "dot", "matmul"):
        yield LIKELY, ast.Call(node.func, node.args[::-1], node.keywords)
    if method in ("astype", "reshape", "copy", "ravel", "flatten", "round", "transpose"):
        yield POSSIBLE, node.func.value, f"`.{method}` left out"
    for keyword in node.keywords if method not in COUNTERPARTS else ():
        rest = [other for other in node.keywords if other is not keyword]
        yield POSSIBLE, ast.Call(node.func, node.args, rest), f"`{keyword.arg}` left out"
    if method in ("sum", "mean", "max", "min"):
        yield from _other_sums(node, about)


def _other_sums(node, about):
    """Yield a sum or a mean over other things."""
    given = {keyword.arg: keyword.value for keyword in node.keywords}
    options = [{"axis": axis, "keepdims": keep} for axis in (1, 0) for keep in (True, None)] + [{}]
    for option in options:
        keywords = [ast.keyword(key, ast.Constant(value)) for key, value in option.items() if value is not None]
        if {key.arg: ast.unparse(key.value) for key in keywords} != {key: ast.unparse(v) for key, v in given.items()}:
            yield POSSIBLE, ast.Call(node.func, node.args, keywords)
    if isinstance(node.func.value, ast.Name) and node.func.value.id == "np":
        return
    yield POSSIBLE, node.func.value, f"`.{node.func.attr}` left out"
    if not about.insert:
        for k in range(about.longest):
            fewer = ast.Call(
                ast.Attribute(ast.Name("np", ast.Load()), "delete", ast.Load()),
                [node.func.value, ast.Constant(k), ast.Constant(-1)],
                [],
            )
            words = f"number {k + 1} of the {about.longest} left out of the {node.func.attr}"
            yield POSSIBLE, ast.Call(ast.Attribute(fewer, node.func.attr, ast.Load()), node.args, node.keywords), words


def _other_names(node, owner, field, about):
    if isinstance(owner, ast.Call) and field == "func":
        return
    same = sorted(about.counts) if node.id in about.counts else about.values if node.id in about.values else []
    yield from ((POSSIBLE, ast.Name(name, ast.Load())) for name in same if name != node.id)
    turned = isinstance(owner, ast.Attribute) and owner.attr == "T"
    if (
        not about.insert
        or node.id not in about.values
        or (isinstance(owner, ast.Subscript | ast.Attribute) and not turned)
    ):
        return
    yield RARE, ast.Attribute(node, "T", ast.Load())
    for method in ("sum", "mean"):
        yield RARE, ast.Call(ast.Attribute(node, method, ast.Load()), [], [])
    yield from ((RARE, place) for place in about.places)


def _other_statements(node, about):
    if isinstance(node, ast.AugAssign):
        yield LIKELY, ast.Assign([node.target], node.value)
        other = {ast.Add: ast.Sub, ast.Sub: ast.Add}.get(type(node.op))
        if other:
            yield LIKELY, ast.AugAssign(node.target, other(), node.value)
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript | ast.Name) and about.insert:
        yield POSSIBLE, ast.AugAssign(node.targets[0], ast.Add(), node.value)
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        yield LIKELY, ast.Return(ast.Tuple(node.value.elts[::-1], ast.Load()))
    if not about.insert and isinstance(node, ast.Assign):
        yield from _other_data(node, about)


def _other_data(node, about):
    """Yield a line of numbers with two of them exchanged, and the answer given too early."""
    target, value = node.targets[0], node.value
    if isinstance(value, ast.Tuple):
        for i, j in itertools.combinations(range(len(value.elts)), 2):
            parts = list(value.elts)
            parts[i], parts[j] = parts[j], parts[i]
            words = f"the numbers of `{_text(target.elts[i])}` and `{_text(target.elts[j])}` exchanged"
            yield POSSIBLE, ast.Assign([target], ast.Tuple(parts, ast.Load())), words
    if isinstance(target, ast.Name) and target.id == "answer":
        for name in about.values:
            yield POSSIBLE, ast.Assign([target], ast.Name(name, ast.Load())), f"the value of `{name}` as the answer"


def _with_more(node, about):
    """Yield a value with a sign, a factor, or a term that it did not have."""
    if isinstance(node, ast.Tuple | ast.List | ast.Constant):
        return
    yield from _other_names_throughout(node, about)
    yield LIKELY, ast.UnaryOp(ast.USub(), node)
    yield LIKELY, ast.BinOp(ast.Constant(2), ast.Mult(), node)
    yield LIKELY, ast.BinOp(node, ast.Div(), ast.Constant(2))
    for length in about.lengths:
        yield POSSIBLE, ast.BinOp(node, ast.Div(), length)
        yield POSSIBLE, ast.BinOp(node, ast.Mult(), length)
    for name in about.slopes:
        yield RARE, _call(name, node)
    for atom in about.atoms:
        yield RARE, ast.BinOp(node, ast.Mult(), atom)
        yield RARE, ast.BinOp(node, ast.Add(), atom)
        yield RARE, ast.BinOp(node, ast.Sub(), atom)
        for name in about.slopes:
            if name.endswith("prime"):
                yield RARE, ast.BinOp(node, ast.Mult(), _call(name, atom))


def _other_names_throughout(node, about):
    """Yield a value in which a name that stands there more than once is another one everywhere."""
    used = [part.id for part in ast.walk(node) if isinstance(part, ast.Name)]
    for name in sorted(set(about.values) | about.counts):
        same = about.counts if name in about.counts else about.values
        for other in sorted(same) if used.count(name) > 1 else ():
            if other != name:
                yield POSSIBLE, _Renamed(name, other).visit(copy.deepcopy(node)), f"`{other}` in place of each `{name}`"


class _Renamed(ast.NodeTransformer):
    def __init__(self, old, new):
        self.old, self.new = old, new

    def visit_Name(self, node):
        """Return the other name, if it is this one."""
        return ast.Name(self.new, node.ctx) if node.id == self.old else node


def _statements(owner, field, block, about):
    """Yield changes of the order of statements: two neighbours exchanged, one left out, one out of its loop."""

    def changed(rank, where, after, words):
        # The list itself is exchanged, so that the node that owns it stays.
        return Change(rank, owner, field, None, block, after, where, words)

    if isinstance(owner, ast.While) or not about.insert:
        return
    for k, (one, two) in enumerate(itertools.pairwise(block)):
        if not isinstance(one, ast.FunctionDef) and not isinstance(two, ast.Return):
            words = f"`{_first(two)}` before `{_first(one)}`"
            yield changed(POSSIBLE, two, [*block[:k], two, one, *block[k + 2 :]], words)
    for k, loop in enumerate(block):
        if isinstance(loop, ast.For) and len(loop.body) > 1:
            last = loop.body[-1]
            shorter = ast.copy_location(ast.For(loop.target, loop.iter, loop.body[:-1], loop.orelse, None), loop)
            words = f"`{_first(last)}` after the loop, not in it"
            yield changed(LIKELY, last, [*block[:k], shorter, last, *block[k + 1 :]], words)
        if isinstance(loop, ast.For) and k + 1 < len(block) and not isinstance(block[k + 1], ast.Return | ast.For):
            after = block[k + 1]
            longer = ast.copy_location(ast.For(loop.target, loop.iter, [*loop.body, after], loop.orelse, None), loop)
            words = f"`{_first(after)}` in the loop before it"
            yield changed(POSSIBLE, after, [*block[:k], longer, *block[k + 2 :]], words)


def _first(statement):
    return _text(statement).partition(";")[0]
