"""The edits of a program: other signs, names, places, functions, factors and orders, one at a time.

Each `Change` is put into the syntax tree and taken out again, so that thousands of programs can be tried.
"""

import ast
import copy
import itertools
from dataclasses import dataclass

from backprop_lib.activations import ELEMENTWISE, SOFTMAX

LIKELY, POSSIBLE, RARE = 0, 1, 2
SHORT = 40  # letters of an expression that is repeated as a whole

# The names of functions that may be mistaken for each other, those of the activations and what 05-2 calls its softmax.
SLOPES = [function.__name__ for mu in ELEMENTWISE.values() for function in (mu.mu, mu.mu_prime)]
SLOPES += [SOFTMAX.mu.__name__, "stable_softmax"]
METHODS = {"sum": "mean", "mean": "sum", "max": "min", "min": "max"}  # and their counterparts
NEEDLESS = ("astype", "reshape", "copy", "ravel", "flatten", "round", "transpose")
OPERATIONS = {
    ast.Add: ["left - right", "left * right"],
    ast.Sub: ["right - left", "left + right"],
    ast.Mult: ["left / right", "left @ right", "left + right"],
    ast.Div: ["left * right", "right / left"],
    ast.MatMult: ["left * right", "right @ left"],
    ast.FloorDiv: ["left / right"],
}
COMPARED = {
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
}


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
        short = isinstance(self.before, ast.BinOp) and len(text(self.before)) <= SHORT
        if self.words and not (short and self.words.endswith("left out")):
            return self.words
        alone = isinstance(self.before, ast.Name | ast.Constant)  # a name alone says little
        around = self.owner if alone and isinstance(self.owner, ast.Call | ast.BinOp | ast.Subscript) else None
        self._put(self.before)
        before = text(around or self.before)
        self._put(self.after)
        after = text(around or self.after)
        self._put(self.before)
        return f"`{after}` in place of `{before}`"


def changes(tree, names=(), insert=False):
    """Yield the changes of a tree, the likely ones first.

    Parameters
    ----------
    tree : ast.AST
        A module; what stands in a `while` is left alone, so that it still comes to an end.
    names : collection of str
        Functions that may take the place of each other, such as "sigmoid_prime" of "sigmoid".
    insert : bool
        Whether it is a learner's function, and something may be put in that a mistake left out; else it is a program
        that is right, and what a mistake leaves out is taken from it.
    """
    about = _About(tree, names, insert)
    yield from sorted(_walk(tree, about), key=lambda change: change.rank)
    about.rare = True  # these are many, and only made if all others are no use
    yield from (change for change in _walk(tree, about) if change.rank == RARE)


# ---------------------------------------------------------------------------------------------------------------------
# Nodes.


def text(node):
    """Return a node as Python is written, in one line."""
    return ast.unparse(node).replace("\n", "; ")


def put(template, **nodes):
    """Return the expression that a template writes, with nodes in the places of its names."""
    return _Put(nodes).visit(ast.parse(template, mode="eval").body)


class _Put(ast.NodeTransformer):
    """Puts nodes in the places of names; what is new has no line yet, and takes that of what it replaces."""

    def __init__(self, nodes):
        self.nodes = nodes

    def visit(self, node):
        """Return what comes in the place of a node."""
        if isinstance(node, ast.Name) and node.id in self.nodes:
            return self.nodes[node.id]
        for attribute in node._attributes:
            vars(node).pop(attribute, None)
        return self.generic_visit(node)


def number(node):
    """Return the number that a node writes, with its sign, or None."""
    sign = 1
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        node, sign = node.operand, -1
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return sign * node.value
    return None


def is_shape(node):
    """Return whether a node is part of a shape, such as X.shape[1]."""
    return isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute) and node.value.attr == "shape"


def is_length(node):
    """Return whether a node is a whole number made of lengths and shapes, such as len(W) - 1."""
    written = text(node)
    return ("len(" in written or ".shape[" in written) and "np." not in written and "@" not in written


def different(nodes):
    """Return the nodes that are written differently."""
    return list({text(node): node for node in nodes}.values())


class _About:
    """What the edits need to know of a program: its names, numbers, and what stands for a value in it."""

    def __init__(self, tree, names, insert):
        nodes = list(ast.walk(tree))
        self.insert, self.rare = insert, False
        self.slopes = [name for name in SLOPES if name in names]
        stored = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        arguments = {node.arg for node in nodes if isinstance(node, ast.arg)}
        self.counts = set(_counts(nodes))
        self.values = (stored | arguments) - self.counts - {"answer", "_"}
        self.numbers = dict.fromkeys(number(node) for node in nodes if number(node) is not None)
        loads = [node for node in nodes if isinstance(getattr(node, "ctx", None), ast.Load)]
        shapes = [node for node in loads if is_shape(node)]
        places = [node for node in loads if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name)]
        self.atoms = different(
            [node for node in loads if isinstance(node, ast.Name) and node.id in self.values] + places
        )
        self.places = [
            ast.Subscript(name, index, ast.Load())
            for name in different(node.value for node in places)
            for index in different(node.slice for node in places)
        ]
        if insert and not shapes:
            shapes = [put(f"{name}.shape[{axis}]") for name in sorted(arguments & set("XYZxy")) for axis in (1, 0)]
        self.lengths = different([*(put(name) for name in sorted(self.counts)), *shapes])
        self.longest = max((len(node.elts) for node in nodes if isinstance(node, ast.List)), default=0)

    def others(self, name):
        """Return the names of the same kind: whole numbers, or values."""
        same = next((names for names in (self.counts, self.values) if name in names), ())
        return [other for other in sorted(same) if other != name]


def _counts(nodes):
    """Yield the names of whole numbers: what loops run over, lengths, and parts of a shape."""
    for node in nodes:
        loop = isinstance(node, ast.For | ast.comprehension) and "range(" in text(node.iter)
        if loop and isinstance(node.target, ast.Name):
            yield node.target.id
        if isinstance(node, ast.Assign):
            pairs = [(node.targets[0], node.value)]
            if isinstance(node.targets[0], ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = zip(node.targets[0].elts, node.value.elts, strict=False)
            for target, value in pairs:
                if isinstance(target, ast.Name) and is_length(value):
                    yield target.id


def _walk(node, about):
    """Yield the changes of what lies below a node."""
    for field, value in ast.iter_fields(node):
        if isinstance(value, list):
            if value and isinstance(value[0], ast.stmt) and about.insert and not isinstance(node, ast.While):
                yield from _orders(node, field, value)
            for index, part in enumerate(value):
                yield from _at(node, field, index, part, about)
        else:
            yield from _at(node, field, None, value, about)


def _at(owner, field, index, node, about):
    """Yield the changes of a node and of what lies below it."""
    if not isinstance(node, ast.AST) or isinstance(node, ast.While | ast.arguments):
        return
    for rank, after, *words in _replacements(node, owner, field, about):
        if any(part is owner for part in ast.walk(after)):  # put in as it is, it would hold itself
            after = copy.deepcopy(after)
        if not hasattr(after, "lineno"):
            ast.copy_location(after, node)
        yield Change(rank, owner, field, index, node, ast.fix_missing_locations(after), node, *words)
    if number(node) is None:  # a number with its sign is one thing
        yield from _walk(node, about)


def _replacements(node, owner, field, about):
    """Yield what may stand in the place of a node: its rank, the other node, and words or nothing."""
    if number(node) is not None:
        yield from _other_numbers(node, owner, about)
    elif isinstance(node, ast.BinOp):
        yield from _other_operations(node, about)
    elif isinstance(node, ast.UnaryOp):
        yield LIKELY, node.operand
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARED:
        yield from (
            (LIKELY, ast.Compare(node.left, [kind()], node.comparators)) for kind in COMPARED[type(node.ops[0])]
        )
    elif isinstance(node, ast.Subscript):
        yield from _other_places(node, about)
    elif isinstance(node, ast.Attribute) and node.attr == "T":
        yield LIKELY, node.value
    elif isinstance(node, ast.Attribute) and node.attr in METHODS:
        yield LIKELY, ast.Attribute(node.value, METHODS[node.attr], node.ctx)
    elif isinstance(node, ast.Call):
        yield from _other_calls(node, about)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and field != "func":
        yield from _other_names(node, owner, about)
    elif isinstance(node, ast.stmt):
        yield from _other_statements(node, about)
    value = isinstance(owner, ast.stmt | ast.Tuple) and field in ("value", "elts") and isinstance(node, ast.expr)
    if not value or not about.insert or isinstance(getattr(node, "ctx", None), ast.Store):
        return
    if not isinstance(node, ast.Tuple | ast.List | ast.Constant) and not is_length(node):
        yield from _other_names_throughout(node, about)
        yield from _more(node, about)


# ---------------------------------------------------------------------------------------------------------------------
# What may stand in the place of a node.


def _other_numbers(node, owner, about):
    value = number(node)
    if isinstance(owner, ast.Subscript | ast.Slice):  # its places are exchanged as a whole
        return
    if isinstance(owner, ast.keyword) and owner.arg == "axis":
        yield LIKELY, put("1" if value == 0 else "0")
        return
    if value:
        yield LIKELY, put(f"{-value}")
    if type(value) is float or abs(value) > 2:
        yield from ((RARE, put(f"{other}")) for other in about.numbers if other != value and about.rare)
    if type(value) is float and not about.insert:  # the point in another place
        yield from ((POSSIBLE, put(f"{float(f'{value * factor:.12g}')}")) for factor in (10, 0.1))
    if value == int(value):
        yield POSSIBLE, put(f"{value + 1}")
        yield POSSIBLE, put(f"{value - 1}")
    if about.rare:
        yield RARE, put(f"{2 * value}")
        yield RARE, put(f"{value / 2}")


def _other_operations(node, about):
    left, right = node.left, node.right
    for template in OPERATIONS.get(type(node.op), ()):
        rank = LIKELY if template in ("right - left", "right @ left") or isinstance(node.op, ast.FloorDiv) else POSSIBLE
        yield rank, put(template, left=left, right=right)
    if isinstance(node.op, ast.MatMult):
        for a, b in ((_turned(left), right), (left, _turned(right)), (_turned(left), _turned(right))):
            yield LIKELY, put("a @ b", a=a, b=b)
            yield POSSIBLE, put("b @ a", a=a, b=b)
    if isinstance(node.op, ast.Mult) and number(left) == 2:  # the square itself, not its derivative
        yield LIKELY, put("right ** 2", right=right)
    if isinstance(node.op, ast.Pow) and number(right) == 2:
        yield LIKELY, put("2 * left", left=left)
        if not about.insert:
            words = f"the square of a negative `{text(left)}` taken as negative"
            yield LIKELY, put("left * abs(left)", left=left), words
    yield LIKELY, left, f"`{text(right)}` left out"
    yield LIKELY, right, f"`{text(left)}` left out"
    if isinstance(left, ast.BinOp):  # other brackets
        yield LIKELY, ast.BinOp(left.left, left.op, ast.BinOp(left.right, node.op, right))
    if isinstance(right, ast.BinOp):
        yield LIKELY, ast.BinOp(ast.BinOp(left, node.op, right.left), right.op, right.right)
    if isinstance(left, ast.BinOp) and isinstance(right, ast.BinOp):
        middle = ast.BinOp(left.right, node.op, right.left)
        yield LIKELY, ast.BinOp(ast.BinOp(left.left, left.op, middle), right.op, right.right)
    if isinstance(node.op, ast.Mult) and isinstance(left, ast.List) and left.elts:  # new entries, not the same one
        yield LIKELY, put("[entry for _ in range(length)]", entry=left.elts[0], length=right)


def _turned(node):
    """Return a node transposed, or not transposed if it is."""
    return node.value if isinstance(node, ast.Attribute) and node.attr == "T" else put("node.T", node=node)


def _other_places(node, about):
    places = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    if len(places) == 2:
        yield LIKELY, ast.Subscript(node.value, ast.Tuple(places[::-1], ast.Load()), node.ctx)
    for k, place in enumerate(places):
        for other in _other_index(place, about):
            index = ast.Tuple([*places[:k], other, *places[k + 1 :]], ast.Load()) if len(places) > 1 else other
            yield LIKELY, ast.Subscript(node.value, index, node.ctx)


def _other_index(index, about):
    if isinstance(index, ast.Slice):
        for part in ("lower", "upper"):
            for moved in _moved(getattr(index, part)):
                yield ast.Slice(**{"lower": index.lower, "upper": index.upper, "step": index.step, part: moved})
        return
    yield from _moved(index)
    if number(index) is not None:  # a layer that is built in
        yield from map(put, sorted(about.counts))


def _moved(node):
    """Yield a whole number plus and minus 1; l - 1 becomes l and l - 2."""
    value = number(node)
    if node is None:
        return
    if value is not None:
        yield from (put(f"{value + 1}"), put(f"{value - 1}"))
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub) and number(node.right) == 1:
        yield from (node.left, ast.BinOp(node.left, node.op, put("2")))
        yield ast.BinOp(node.left, ast.Sub() if isinstance(node.op, ast.Add) else ast.Add(), node.right)
    else:
        yield from (put("node - 1", node=node), put("node + 1", node=node))


def _other_calls(node, about):
    name, method = getattr(node.func, "id", None), getattr(node.func, "attr", None)
    if name in about.slopes:
        for other in about.slopes:
            rank = LIKELY if other.startswith(name) or name.startswith(other) else POSSIBLE
            if other != name:
                yield rank, ast.Call(put(other), node.args, node.keywords)
        if name == "sigmoid_prime" and not about.insert:  # (1.4), with another number in it
            yield from ((POSSIBLE, put("value * (1 - value)", value=put(other))) for other in sorted(about.values))
    if name == "range":
        for k, bound in enumerate(node.args):
            for moved in _moved(bound):
                yield POSSIBLE, ast.Call(node.func, [*node.args[:k], moved, *node.args[k + 1 :]], [])
        yield POSSIBLE, put("reversed(loop)", loop=node)
    elif name == "len" and len(node.args) == 1:
        yield from ((LIKELY, put(f"array.shape[{axis}]", array=node.args[0])) for axis in (1, 0))
    elif len(node.args) == 1 and not node.keywords and name not in ("reversed", "list", "enumerate"):
        yield LIKELY if name in about.slopes else POSSIBLE, node.args[0], f"`{name or method}` left out"
    if len(node.args) == 2 and method in ("outer", "dot", "matmul"):
        yield LIKELY, ast.Call(node.func, node.args[::-1], node.keywords)
    if method in NEEDLESS:
        yield POSSIBLE, node.func.value, f"`.{method}` left out"
    if method in METHODS:
        yield from _other_sums(node, method, about)
        return
    for keyword in node.keywords:
        rest = [other for other in node.keywords if other is not keyword]
        yield POSSIBLE, ast.Call(node.func, node.args, rest), f"`{keyword.arg}` left out"


def _other_sums(node, method, about):
    """Yield a sum, or a mean, along another axis, of fewer things, or none."""
    for options in ("axis=1, keepdims=True", "axis=1", "axis=0, keepdims=True", "axis=0", ""):
        keywords = put(f"f({options})").keywords
        if list(map(text, keywords)) != list(map(text, node.keywords)):
            yield POSSIBLE, ast.Call(node.func, node.args, keywords)
    summed = node.func.value
    if text(summed) == "np":
        return
    yield POSSIBLE, summed, f"`.{method}` left out"
    if not about.insert:
        for k in range(about.longest):
            words = f"number {k + 1} of the {about.longest} left out of the {method}"
            yield POSSIBLE, put(f"np.delete(summed, {k}, -1).{method}()", summed=summed), words


def _other_names(node, owner, about):
    yield from ((POSSIBLE, put(other)) for other in about.others(node.id))
    if not about.insert and node.id in about.values and not isinstance(owner, ast.Attribute):
        yield POSSIBLE, put("abs(node)", node=node), f"`{node.id}` without its minus"
        yield POSSIBLE, put("node[::-1]", node=node), f"the entries of `{node.id}` exchanged"
        if isinstance(owner, ast.BinOp) and isinstance(owner.op, ast.Mult):
            yield POSSIBLE, put("node**2", node=node), f"`{node.id}` twice as a factor"
    turned = isinstance(owner, ast.Attribute) and owner.attr == "T"
    if (
        about.insert
        and about.rare
        and node.id in about.values
        and (turned or not isinstance(owner, ast.Subscript | ast.Attribute))
    ):
        yield from ((RARE, put(template, node=node)) for template in ("node.T", "node.sum()", "node.mean()"))
        yield from ((RARE, place) for place in about.places)


def _other_names_throughout(node, about):
    """Yield a value in which a name that stands there more than once is another one everywhere.

    A name that the value itself gives, in a loop of its own, is free: another one would change nothing.
    """
    names = [part for part in ast.walk(node) if isinstance(part, ast.Name)]
    used = [part.id for part in names]
    for name in sorted(set(used) - {part.id for part in names if isinstance(part.ctx, ast.Store)}):
        for other in about.others(name) if used.count(name) > 1 else ():
            renamed = _Put({name: put(other)}).visit(copy.deepcopy(node))
            yield POSSIBLE, renamed, f"`{other}` in place of each `{name}`"


def _more(node, about):
    """Yield a value with a sign, a factor, or a term that it did not have."""
    yield from ((LIKELY, put(template, node=node)) for template in ("-node", "2 * node", "node / 2"))
    for length in about.lengths:
        yield from ((POSSIBLE, put(template, node=node, n=length)) for template in ("node / n", "node * n"))
    if not about.rare:
        return
    yield from ((RARE, put(f"{slope}(node)", node=node)) for slope in about.slopes)
    factors = [f"node * {slope}(atom)" for slope in about.slopes if slope.endswith("prime")]
    for atom in about.atoms:
        for template in ("node * atom", "node + atom", "node - atom", *factors):
            yield RARE, put(template, node=node, atom=atom)


def _other_statements(node, about):
    if isinstance(node, ast.AugAssign):
        yield LIKELY, ast.Assign([node.target], node.value)
        if isinstance(node.op, ast.Add | ast.Sub):
            yield (
                LIKELY,
                ast.AugAssign(node.target, ast.Sub() if isinstance(node.op, ast.Add) else ast.Add(), node.value),
            )
    elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        yield LIKELY, ast.Return(ast.Tuple(node.value.elts[::-1], ast.Load()))
    elif isinstance(node, ast.Assign) and about.insert and isinstance(node.targets[0], ast.Subscript | ast.Name):
        yield POSSIBLE, ast.AugAssign(node.targets[0], ast.Add(), node.value)
    elif isinstance(node, ast.Assign) and not about.insert:
        yield from _other_data(node, about)


def _other_data(node, about):
    """Yield a line of numbers with two of them exchanged, and the answer given too early."""
    target, value = node.targets[0], node.value
    if isinstance(value, ast.Tuple) and isinstance(target, ast.Tuple):
        for i, j in itertools.combinations(range(len(value.elts)), 2):
            parts = list(value.elts)
            parts[i], parts[j] = parts[j], parts[i]
            words = f"the numbers of `{text(target.elts[i])}` and `{text(target.elts[j])}` exchanged"
            yield POSSIBLE, ast.Assign([target], ast.Tuple(parts, ast.Load())), words
    if text(target) == "answer":
        for name in sorted(about.values):
            yield POSSIBLE, ast.Assign([target], put(name)), f"the value of `{name}` as the answer"


def _orders(owner, field, block):
    """Yield other orders of statements: two neighbours exchanged, or one put into the loop above it, or out of it."""

    def changed(rank, where, after, words):
        # The list itself is exchanged, so that the node that owns it stays.
        return Change(rank, owner, field, None, block, after, where, f"`{text(where).partition(';')[0]}` {words}")

    def looped(loop, body):
        return ast.copy_location(ast.For(loop.target, loop.iter, body, loop.orelse, None), loop)

    for k, (one, two) in enumerate(itertools.pairwise(block)):
        if not isinstance(two, ast.Return):
            words = f"before `{text(one).partition(';')[0]}`"
            yield changed(POSSIBLE, two, [*block[:k], two, one, *block[k + 2 :]], words)
        if isinstance(one, ast.For) and not isinstance(two, ast.Return | ast.For):
            longer = looped(one, [*one.body, two])
            yield changed(POSSIBLE, two, [*block[:k], longer, *block[k + 2 :]], "in the loop before it")
    for k, loop in enumerate(block):
        if isinstance(loop, ast.For) and len(loop.body) > 1:
            *rest, last = loop.body
            shorter = looped(loop, rest)
            yield changed(LIKELY, last, [*block[:k], shorter, last, *block[k + 1 :]], "after the loop, not in it")
