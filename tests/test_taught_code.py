"""The taught code is the imported code: what a notebook derives and the library has, is the same text."""

import ast

import pytest
from notebook_files import PATHS, ROOT, code_cells, functions, read

LIBRARY = ["activations", "costs", "network", "gradcheck", "training", "data/encoding", "widgets/digit"]

# What each notebook derives for the library.
TAUGHT = {
    "00": {"numerical_gradient", "complex_step_gradient", "relative_error"},
    "01": {"sigmoid", "sigmoid_prime", "relu", "relu_prime"},
    "02": {"tanh", "tanh_prime"},
    "03": set(),
    "04": {"forward", "backward", "squared_error", "squared_error_prime", "updated", "descend"},
    "05": {
        "as_columns",
        "one_hot",
        "softmax",
        "softmax_jacobian",
        "softmax_vjp",
        "cross_entropy",
        "cross_entropy_prime",
        "minibatches",
        "pixel_gradient",
    },
    "06": set(),
}

# Stepping stones under the same name: one neuron, a chain, loops over neurons, a descent in four parameters.
STEPPING_STONES = {
    "00": {"cost", "descend"},
    "01": {"forward", "backward", "cost", "mean_cost"},
    "02": {"forward", "backward", "cost"},
    "03": {"forward", "backward", "cost", "mean_cost"},
    "04": {"mean_cost"},
    "05": set(),
    "06": set(),
}


def library_functions():
    found = {}
    for module in LIBRARY:
        found |= functions((ROOT / "backprop_lib" / f"{module}.py").read_text())
    return found


def is_check(node):
    """Say whether a statement is nothing but a call of a check, or rebinds the checked arguments."""
    call = getattr(node, "value", None)
    if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id.startswith("check_")):
        return False
    if isinstance(node, ast.Assign):
        values = [*call.args, *(keyword.value for keyword in call.keywords)]
        arguments = {value.id for value in values if isinstance(value, ast.Name)}
        targets = getattr(node.targets[0], "elts", node.targets)
        return len(node.targets) == 1 and all(getattr(target, "id", None) in arguments for target in targets)
    return isinstance(node, ast.Expr)


class WithoutChecks(ast.NodeTransformer):
    """Take docstrings, checks of the input and decorators out of a syntax tree."""

    def generic_visit(self, node):
        super().generic_visit(node)
        if isinstance(node, ast.FunctionDef):
            node.decorator_list = []
            if ast.get_docstring(node) is not None:
                node.body = node.body[1:]
        if hasattr(node, "body") and isinstance(node.body, list):
            node.body = [statement for statement in node.body if not is_check(statement)]
        return node


def essence(function):
    """Return the syntax tree of a function, as text, without what does not count."""
    return ast.dump(WithoutChecks().visit(function))


def notebook_functions(path):
    found = {}
    for cell in code_cells(read(path)):
        found |= functions(cell.source)
    return found


TAUGHT_FUNCTIONS = [(path, name) for path in PATHS for name in sorted(TAUGHT[path.stem[:2]])]


@pytest.mark.parametrize(("path", "name"), TAUGHT_FUNCTIONS, ids=lambda value: getattr(value, "stem", value))
def test_the_taught_function_is_the_imported_one(path, name):
    assert essence(notebook_functions(path)[name]) == essence(library_functions()[name])


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_no_other_function_passes_for_one_of_the_library(path):
    number = path.stem[:2]
    shared = set(notebook_functions(path)) & set(library_functions())
    assert shared == TAUGHT[number] | STEPPING_STONES[number]


def test_the_comparison_notices_a_change():
    library = library_functions()["relu"]
    changed = functions("def relu(z):\n    return np.where(np.real(z) >= 0, z, 0)")["relu"]
    assert essence(changed) != essence(library)


def test_a_check_is_left_out_and_a_computation_is_not():
    with_checks = functions('def f(x):\n    """Doc."""\n    check_x(x)\n    x = check_x(x, 1)\n    return x + 1')["f"]
    without = functions("def f(x):\n    return x + 1")["f"]
    pair = functions("def f(x):\n    x, x = check_pair(a=x)\n    return x + 1")["f"]
    computed = functions("def f(x):\n    y = check_x(x)\n    return x + 1")["f"]
    other = functions("def f(x):\n    x, y = check_pair(x=x)\n    return x + 1")["f"]
    assert essence(with_checks) == essence(without) == essence(pair)
    assert essence(without) not in (essence(computed), essence(other))
