"""Stage 05 and Part II in Pyodide: minutes of the processor. Run by name: `pytest tests/site/live_in_full.py`."""

import pytest
from live_part import differences, run_in_node

from backprop_lib.series import notebooks, stage
from website import ROOT

PATHS = [path for path in notebooks(ROOT / "notebooks") if stage(path) >= "05"]


@pytest.fixture(scope="session")
def site(built):
    """Return the folder of the live part."""
    return built / "live"


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_it_gives_in_pyodide_what_is_stored_within_150_seconds(site, path, capsys):
    result = run_in_node(site, [path])[path.name]
    seconds = sum(result["seconds"])
    with capsys.disabled():
        print(f"\n{path.stem}: {seconds:.0f} seconds of the processor")
    found = differences(path, result)
    assert not found, "\n".join(["", *found])
    assert seconds < 150
