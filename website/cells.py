"""The moving figures of a notebook, made by running those of its cells that they need."""

import ast
import contextlib
import io

import nbformat


def figures(path):
    """Yield (id of the cell, `Interactive`) for each cell of a notebook that ends with a moving figure."""
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    trees = [ast.parse(cell.source) for cell in cells]
    moving = [place for place, tree in enumerate(trees) if ends_with_a_figure(tree)]
    namespace = {}
    for place in sorted({cell for figure in moving for cell in needed(trees, figure)}):
        value = run(trees[place], namespace)
        if place in moving:
            yield cells[place].id, value


def ends_with_a_figure(tree):
    """Say whether the last line of a cell calls one of the library's functions for moving figures."""
    match tree.body[-1:]:
        case [ast.Expr(ast.Call(ast.Name(name)))]:
            return name.endswith("_figure")
    return False


def needed(trees, place):
    """Return the numbers of the cells that a cell needs: those that make a name that is used, and itself."""
    found, wanted = [place], used(trees[place])
    for earlier in range(place - 1, -1, -1):
        if made(trees[earlier]) & wanted:
            found.append(earlier)
            wanted |= used(trees[earlier])
    return found[::-1]


def used(tree):
    """Return the names that a cell uses."""
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def made(tree):
    """Return the names that a cell makes, or changes a part of: ``b`` of ``b = 1``, ``net`` of ``net.b = [None]``."""
    found = set()
    for node in outside_functions(tree):
        match node:
            case ast.FunctionDef(name) | ast.ClassDef(name):
                found.add(name)
            case ast.alias(name, short):
                found.add(short or name.split(".")[0])
            case ast.Name(name, ast.Store()):
                found.add(name)
            case ast.Attribute(whole, ctx=ast.Store()) | ast.Subscript(whole, ctx=ast.Store()):
                found |= used(whole)
    return found


def outside_functions(node):
    """Yield a node and all below it, but what lies in a function has names of its own."""
    yield node
    if not isinstance(node, ast.FunctionDef):
        for child in ast.iter_child_nodes(node):
            yield from outside_functions(child)


def run(tree, namespace):
    """Run a cell and return the value of its last line, if that is an expression; what it prints is not wanted."""
    *lines, last = tree.body
    with contextlib.redirect_stdout(io.StringIO()):
        if not isinstance(last, ast.Expr):
            exec(_compiled(ast.Module(tree.body, [])), namespace)
            return None
        exec(_compiled(ast.Module(lines, [])), namespace)
        return eval(_compiled(ast.Expression(last.value)), namespace)


def _compiled(tree):
    return compile(tree, "a cell", "eval" if isinstance(tree, ast.Expression) else "exec")
