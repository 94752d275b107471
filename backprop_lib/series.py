"""Which notebooks belong to the series, and in which order: their names say it.

06_translating.ipynb is stage 06. Where a stage has several sittings, a letter tells them apart, as in
01a_one_neuron.ipynb and 01b_training_a_neuron.ipynb. Any other notebook is a reader's own.
"""

import re
from pathlib import Path

NAME = re.compile(r"(?P<sitting>(?P<stage>\d\d)[a-z]?)_[a-z0-9_]+\.ipynb")


def notebooks(folder):
    """Return the paths of the series' notebooks in a folder, in the order in which they are read."""
    return sorted(path for path in Path(folder).glob("*.ipynb") if NAME.fullmatch(path.name))


def sitting(path):
    """Return the number of a notebook with its letter, such as "01" or "01a"."""
    return NAME.fullmatch(Path(path).name)["sitting"]


def stage(path):
    """Return the stage of a notebook, such as "01": formulas and exercises are numbered through it."""
    return NAME.fullmatch(Path(path).name)["stage"]
