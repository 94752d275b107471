"""The live part of the site: Part I up to stage 04 in Pyodide under node, and one sitting in a browser.

Stage 05 and Part II take minutes, and are run by name: `pytest tests/site/live_in_full.py`.
"""

import json

import pytest
from live_page import LivePage
from live_part import differences, run_in_node

from backprop_lib.series import notebooks, stage
from website import ROOT

PATHS = [path for path in notebooks(ROOT / "notebooks") if stage(path) <= "04"]
DATA = "jupyter-config-data"
DRAWN = "05a_softmax.ipynb"
FIGURE = ".jp-OutputArea-output:has(svg[role=img])"
ENDLESS = """
from backprop_lib.exercises import check
def jacobian(z):
    while True: pass
print(check("05-8", jacobian))
"""


@pytest.fixture(scope="session")
def site(built):
    """Return the folder of the live part."""
    return built / "live"


@pytest.fixture(scope="session")
def results(site):
    """Return what the notebooks gave in Pyodide, by their names."""
    return run_in_node(site, PATHS)


every_notebook = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


@every_notebook
def test_it_gives_in_pyodide_what_is_stored(results, path):
    found = differences(path, results[path.name])
    assert not found, "\n".join(["", *found])


@every_notebook
def test_it_keeps_the_processor_busy_for_less_than_a_minute(results, path):
    assert sum(results[path.name]["seconds"]) < 60


def test_nothing_is_left_to_be_installed_or_fetched_from_elsewhere(site):
    lock = json.loads((site / "static" / "pyodide" / "pyodide-lock.json").read_text(encoding="utf-8"))
    for entry in lock["packages"].values():
        assert (site / "static" / "pyodide" / entry["file_name"]).exists()
    (settings,) = json.loads((site / "jupyter-lite.json").read_text())[DATA]["litePluginSettings"].values()
    assert settings["disablePyPIFallback"]
    for path in notebooks(ROOT / "notebooks"):
        assert "%pip" not in path.read_text(encoding="utf-8")


def test_images_are_no_part_of_what_every_sitting_loads(site):
    sizes = [path.stat().st_size for path in (site / "static" / "pyodide").glob("backprop_lib-*.whl")]
    assert sizes == [size for size in sizes if size < 1_500_000]
    assert len(sizes) == 1
    assert {path.name for path in (site / "static" / "mnist").iterdir()} == {
        f"{part}-idx{number}-ubyte.gz"
        for part, number in (("train-images", 3), ("train-labels", 1), ("t10k-images", 3), ("t10k-labels", 1))
    }


@pytest.fixture(scope="session")
def opened(address, window):
    """Return a sitting in JupyterLite, served from a subfolder, with all its cells run."""
    page = LivePage(window.new_page(), f"{address}live", DRAWN)
    page.run_all()
    yield page
    page.page.close()


def test_all_cells_run_in_the_browser(opened):
    assert opened.ask("cellsNotRun") + opened.ask("errors") + opened.ask("brokenWidgets") == []
    assert opened.ask("saidByKernel") == []


def test_the_outputs_are_those_that_are_stored(opened):
    path = ROOT / "notebooks" / DRAWN
    found = differences(path, {"outputs": opened.outputs()})
    assert not found, "\n".join(["", *found])


def test_a_digit_that_is_drawn_is_read(opened):
    figure = opened.page.locator(FIGURE, has=opened.page.locator("canvas"))
    answer = figure.locator("text[data-name=answer]")
    figure.get_by_role("button", name="Clear").click()
    answer.get_by_text("the pad is empty").wait_for()
    box, mouse = figure.locator("canvas").bounding_box(), opened.page.mouse
    across, down = box["x"] + box["width"] / 2, [box["y"] + part * box["height"] for part in (0.2, 0.8)]
    mouse.move(across, down[0])
    mouse.down()
    mouse.move(across, down[1], steps=20)
    mouse.up()
    answer.get_by_text("reads a 1").wait_for()


def test_an_exercise_is_checked_and_the_progress_stays(opened):
    opened.answer("05a-r1", 'answer = (10, 784)\ncheck("05a-r1", answer)')
    opened.page.locator(".jp-OutputArea-output", has_text="05a-r1: right").wait_for()
    kept = opened.ask("python", "print(open('/drive/backprop_exercises.json').read())")
    assert json.loads(kept)["exercises"]["05a-r1"]["status"] == "right"


def test_a_loop_that_never_ends_is_stopped(opened):
    said = opened.ask("python", ENDLESS)
    assert "still running after 5 seconds" in " ".join(said.split())


def test_nothing_is_complained_about(opened):
    # After all that was done: by the scripts of the page, by the browser; and no request left this machine.
    assert not opened.complaints, "\n".join(["", *opened.complaints])
