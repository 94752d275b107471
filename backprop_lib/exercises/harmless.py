"""Whether the edits of a function can do harm: they cannot, if it uses nothing but numbers."""

import builtins
import dis
import inspect

import numpy as np

BUILTINS = {
    "abs", "all", "any", "bool", "complex", "dict", "enumerate", "filter", "float", "int", "isinstance", "len",
    "list", "map", "max", "min", "next", "print", "range", "reversed", "round", "set", "slice", "sorted", "sum",
    "tuple", "type", "zip", "Exception", "NotImplementedError", "ValueError",
}  # fmt: skip
MODULES = ("numpy", "math", "backprop_lib", "itertools", "functools", "operator", "cmath", "copy")
FORBIDDEN = (
    "save", "load", "dump", "write", "open", "tofile", "fromfile", "system", "remove", "exec", "eval", "memmap",
)  # fmt: skip


def used_names(function):
    """Return the names that a function uses: those of globals, of builtins and of attributes."""
    names, waiting = set(inspect.getclosurevars(function).nonlocals), [function.__code__]
    while waiting:
        code = waiting.pop()
        names |= set(code.co_names)
        waiting += [constant for constant in code.co_consts if inspect.iscode(constant)]
    return names


DEEPEST = 4  # functions that call each other


def harmless(function, depth=DEEPEST):
    """Return whether a function uses nothing but numbers, numpy, and functions of the same kind: so do its edits."""
    if not inspect.isfunction(function) or depth == 0:
        return False
    if any(step.opname in ("STORE_GLOBAL", "IMPORT_NAME") for step in dis.get_instructions(function)):
        return False
    used = used_names(function)
    if any(name.startswith((*FORBIDDEN, "__")) for name in used):
        return False
    known = {**function.__globals__, **inspect.getclosurevars(function).nonlocals}
    for name in used:
        if name in known:
            if known[name] is not function and not _plain(known[name], depth):
                return False
        elif hasattr(builtins, name) and name not in BUILTINS:
            return False
    return True


def _plain(value, depth):
    """Return whether a global of a function is a number, an array, a module of mathematics, or a harmless function."""
    if inspect.ismodule(value):
        return value.__name__.split(".")[0] in MODULES
    if type(value) in (list, dict, np.ndarray):
        return depth == DEEPEST  # a function that is called by the learner's would change the learner's own
    if type(value) in (int, float, complex, bool, str, tuple, type(None)):
        return True
    if isinstance(value, np.ufunc | np.generic) or (getattr(value, "__module__", None) or "").split(".")[0] in MODULES:
        return True
    return inspect.isfunction(value) and harmless(value, depth - 1)
