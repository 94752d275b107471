"""What an earlier sitting has written is what a later one imports: the two texts are the same."""

import ast
import pkgutil

import pytest
from notebook_files import ROOT, STAGES, code_cells, functions, read

from backprop_lib import ladder

STAGE = {"curve": "00", "neuron": "01", "chain": "02", "loops": "03", "matrices": "04", "rings": "04"}
TEXTS = {
    module.name: (ROOT / "backprop_lib" / "ladder" / f"{module.name}.py").read_text(encoding="utf-8")
    for module in pkgutil.iter_modules(ladder.__path__)
}


def essence(function):
    """Return the syntax tree of a function, as text, without its docstring."""
    if ast.get_docstring(function):
        function.body = function.body[1:]
    return ast.dump(function)


@pytest.mark.parametrize(
    ("module", "name"), [(module, name) for module, text in TEXTS.items() for name in functions(text)]
)
def test_the_notebooks_of_its_stage_write_each_function(module, name):
    cells = [functions(cell.source) for path in STAGES[STAGE[module]] for cell in code_cells(read(path))]
    written = {essence(cell[name]) for cell in cells if name in cell}
    assert written, f"no notebook of stage {STAGE[module]} writes {name}"
    assert written == {essence(functions(TEXTS[module])[name])}
