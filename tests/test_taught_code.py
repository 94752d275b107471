"""The taught code is the imported code: what a notebook derives and the library has, is the same text.

Both sides are found, not listed. From the stage on that teaches a function, its name stands for the library's code;
before it, as in a chain of neurons, the same name may stand for a stepping stone.
"""

import ast
import re

import pytest
from made_up import collapsed
from nbformat.v4 import new_code_cell
from notebook_files import PATHS, ROOT, STAGES, code_cells, functions, read

# The modules of which all is taught, but for what is given: it follows from the rest, or keeps house.
GIVEN = {
    "activations": {"identity", "identity_prime"},
    "costs": {"half_squared_error", "half_squared_error_prime"},
    "network": {"output", "mean_cost", "cost", "predict"},
    "gradcheck": {"parameter_gradients"},
    "training": {"gradient_descent", "sgd", "default_step"},
    "data/encoding": set(),
    "widgets/digit": {"push_pixels", "drawn", "read_digit", "digit_picture", "digit_figure"},
}


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


def library_functions(module):
    """Return the public functions of a module, as text without what does not count."""
    found = functions((ROOT / "backprop_lib" / f"{module}.py").read_text(encoding="utf-8"))
    return {name: essence(function) for name, function in found.items() if not name.startswith("_")}


def is_left_to_the_reader(function):
    """Say whether there are dots in a function: it is the reader's to write, and claims nothing."""
    return any(isinstance(node, ast.Constant) and node.value is ... for node in ast.walk(function))


def cell_functions(cells):
    """Return all functions that some cells define, collapsed ones too, as pairs of a name and its text."""
    found = [pair for cell in cells for pair in functions(cell.source).items()]
    return {(name, essence(function)) for name, function in found if not is_left_to_the_reader(function)}


def notebook_functions(stage):
    """Return all functions that the notebooks of a stage define, as pairs of a name and its text."""
    return cell_functions(cell for path in STAGES[stage] for cell in code_cells(read(path)))


LIBRARY = {name: text for module in GIVEN for name, text in library_functions(module).items()}
WRITTEN = {stage: notebook_functions(stage) for stage in STAGES}
# The first stage that writes a function as the library has it.
TAUGHT_IN = {name: stage for stage in reversed(STAGES) for name in LIBRARY if (name, LIBRARY[name]) in WRITTEN[stage]}


def is_chosen(name):
    """Say whether some notebook names an activation: of one that none does, nothing has to be taught."""
    code = "\n".join(cell.source for path in PATHS for cell in code_cells(read(path)))
    return re.search(rf"\b{name.removesuffix('_prime')}\b", code)


@pytest.mark.parametrize("module", GIVEN)
def test_each_function_of_the_mathematics_is_taught(module):
    wanted = {name for name in library_functions(module) if module != "activations" or is_chosen(name)}
    assert wanted - GIVEN[module] <= set(TAUGHT_IN), "no notebook has the code of the library"
    assert not GIVEN[module] & set(TAUGHT_IN), "taught, and listed as given"


@pytest.mark.parametrize("stage", STAGES)
def test_the_taught_function_is_the_imported_one(stage):
    for name, text in WRITTEN[stage]:
        if name in TAUGHT_IN and TAUGHT_IN[name] <= stage:
            assert text == LIBRARY[name], f"{name} is not the code of the library"


def test_the_comparison_notices_a_change():
    same = functions("def relu(z):\n    return np.where(np.real(z) > 0, z, 0)")["relu"]
    changed = functions("def relu(z):\n    return np.where(np.real(z) >= 0, z, 0)")["relu"]
    assert essence(same) == LIBRARY["relu"] != essence(changed)


def test_a_collapsed_cell_teaches_and_what_the_reader_is_to_write_does_not():
    written = [new_code_cell("def relu(z):\n    # return an array\n    ..."), new_code_cell('check("01-9", relu)')]
    written.append(new_code_cell("def loss(a, y):\n    error = a - y\n    return ..."))
    assert cell_functions(written) == set()
    printed = collapsed("def relu(z):\n    return np.where(np.real(z) > 0, z, 0)")
    assert cell_functions([*written, printed]) == {("relu", LIBRARY["relu"])}


def test_a_check_is_left_out_and_a_computation_is_not():
    with_checks = functions('def f(x):\n    """Doc."""\n    check_x(x)\n    x = check_x(x, 1)\n    return x + 1')["f"]
    without = functions("def f(x):\n    return x + 1")["f"]
    pair = functions("def f(x):\n    x, x = check_pair(a=x)\n    return x + 1")["f"]
    computed = functions("def f(x):\n    y = check_x(x)\n    return x + 1")["f"]
    other = functions("def f(x):\n    x, y = check_pair(x=x)\n    return x + 1")["f"]
    assert essence(with_checks) == essence(without) == essence(pair)
    assert essence(without) not in (essence(computed), essence(other))
