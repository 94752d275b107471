"""`pytest --nbval` runs the series; a reader's own notebooks in this folder are left out, unless one is named."""

from pathlib import Path

from backprop_lib.series import notebooks

FOLDER = Path(__file__).parent
SERIES = notebooks(FOLDER)


def pytest_ignore_collect(collection_path):
    """Leave out what only looks like a notebook of the series: copies, an Untitled.ipynb."""
    return True if collection_path.suffix == ".ipynb" and collection_path not in SERIES else None


def pytest_itemcollected(item):
    """Compare no HTML: what figures leave for a notebook that is saved and reopened is not in the series."""
    if hasattr(item.parent, "skip_compare"):
        item.parent.skip_compare = {*item.parent.skip_compare, "text/html"}


def pytest_report_header():
    """Say so, by name."""
    others = sorted(path.name for path in FOLDER.glob("*.ipynb") if path not in SERIES)
    return f"not of the series, run only if named: {', '.join(others)}" if others else None
