"""The notebooks as a reader has them: opened in JupyterLab, run, looked at, and moved by keyboard and mouse."""

import json
import re
from statistics import median

import nbformat
import pytest
from lab_page import CONTROLS, FIGURE
from notebook_files import PATHS, code_cells, read

# How each kind of control is moved by the keyboard. Not all the way back: at its first step a figure of a network shows
# the cost, which is the same for all neurons, so that the slider that chooses one has nothing to do there.
KEYS = {
    ".noUi-handle": ["ArrowRight", "ArrowRight", "ArrowLeft"],
    ".widget-toggle-button:not(.mod-active)": ["Enter"],
    "[type=checkbox]": ["Space", "Space"],
    ".widget-button": ["Enter", "Space"],
}


def assert_none(faults):
    """Fail with all of a list, if there is something in it."""
    assert not faults, "\n".join(["", *faults])


every_notebook = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


@every_notebook
def test_stored_pictures_are_seen_before_anything_runs(books, path):
    outputs = [output for cell in code_cells(read(path)) for output in cell.outputs]
    stored = sum("image/png" in output.get("data", {}) for output in outputs)
    assert books(path).stored_pictures == stored > 0
    assert_none(books(path).stored_faults)


@every_notebook
@pytest.mark.parametrize("faults", ["cellsNotRun", "errors", "brokenWidgets", "wideOutputs", "scrollingOutputs"])
def test_all_cells_run_and_show_what_they_should(books, path, faults):
    assert_none(books(path).ask(faults))


@every_notebook
def test_formulas_are_rendered(books, path):
    books(path).wait("() => look.unrenderedFormulas().length === 0")
    assert books(path).page.locator("mjx-container").count() > 20


@every_notebook
def test_texts_stay_in_their_picture_and_off_each_other(books, path):
    assert_none(books(path).ask("textsOutside"))
    assert_none(books(path).ask("textsOnTexts"))


# Runs in the kernel, where the figures live.
DRAW_FIGURES = """
import json, timeit
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.svg import to_svg

def seconds(figure):
    return timeit.repeat(lambda: to_svg(figure.picture(**figure.state())), number=1, repeat=9)

print(json.dumps([seconds(shown) for shown in Out.values() if isinstance(shown, Interactive)]))
"""


@every_notebook
def test_pictures_are_drawn_in_less_than_50_milliseconds(books, path, capsys):
    figures = json.loads(books(path).ask("python", DRAW_FIGURES))
    assert len(figures) == len(books(path).figures())
    milliseconds = [1000 * median(seconds) for seconds in figures]
    with capsys.disabled():
        print(f"\n{path.stem}: pictures drawn in", [f"{each:.1f} ms" for each in milliseconds])
    assert all(each < 50 for each in milliseconds)


@every_notebook
def test_controls_have_names(books, path):
    # Screen readers speak them.
    kinds = {"button": "button", "checkbox": "[type=checkbox]", "application": "canvas", "slider": ".noUi-handle"}
    kinds |= {"textbox": "[contenteditable]"}
    for figure in books(path).figures():
        for role, selector in kinds.items():
            named = figure.get_by_role(role, name=re.compile(r"\w"))
            assert named.count() == figure.locator(selector).count()
        for slider in figure.locator(".noUi-handle").all():
            assert slider.get_attribute("aria-label") == slider.evaluate("slider => look.label(slider)")
            readout = slider.locator("xpath=ancestor::*[contains(@class, 'widget-slider')]").locator(".widget-readout")
            assert slider.get_attribute("aria-valuetext") == readout.inner_text()


@every_notebook
def test_letters_typed_on_a_control_are_no_commands(books, path):
    book = books(path)
    cells = book.page.locator(".jp-Cell").count()
    for figure in book.figures():
        for control in figure.locator(CONTROLS).all():
            control.focus()
            for letter in "xr":  # cut the cell, make it raw
                book.page.keyboard.press(letter)
    assert book.page.locator(".jp-Cell").count() == cells
    assert not book.page.locator(".jp-RawCell").count()


@every_notebook
def test_the_tab_key_reaches_all_controls(books, path):
    for figure in books(path).figures():
        controls = figure.locator(CONTROLS)
        controls.first.focus()
        reached = {0}
        for _ in range(3 * controls.count()):  # it also stops at the numbers beside sliders
            books(path).page.keyboard.press("Tab")
            reached.add(controls.evaluate_all("controls => controls.indexOf(document.activeElement)"))
        assert reached >= set(range(controls.count()))


@pytest.fixture(scope="module")
def latencies():
    """Return {(notebook, number of the figure, label of the slider): milliseconds of its moves}, filled by one test."""
    return {}


@every_notebook
def test_each_control_moves_its_picture(books, path, latencies):
    book, faults = books(path), []
    for number, figure in enumerate(book.figures()):
        for selector, keys in KEYS.items():
            for control in figure.locator(selector).all():
                label = control.evaluate("control => look.label(control)")
                moves = [book.press(control, key) for key in keys]
                # The slider that says which number another one moves changes that one, and not the picture.
                if not happened("picture", moves) and label != "move the number":
                    faults.append(f"figure {number}, {label}: changes nothing")
                for fault in ("flickers", "grows", "losesFocus"):
                    if happened(fault, moves):
                        faults.append(f"figure {number}, {label}: {fault}")
                times = [move["milliseconds"] for move in moves if move["picture"]]
                if selector == ".noUi-handle" and times:
                    latencies[path.stem, number, label] = times
    assert_none(faults)


def happened(what, moves):
    """Return whether something happened in one of the moves."""
    return any(move[what] for move in moves)


@every_notebook
def test_sliders_can_be_pushed_to_both_ends(books, path):
    book, faults = books(path), {}
    for number, figure in enumerate(book.figures()):
        # The last one first: a step that is pushed to its end can take from the other sliders what they act on.
        for slider in reversed(figure.locator(".noUi-handle").all()):
            label = slider.evaluate("slider => look.label(slider)")
            moves = []
            for key in ("Home", "ArrowRight", "End"):
                moves.append(book.press(slider, key))
                for fault in book.ask("textsOutside") + book.ask("textsOnTexts"):
                    faults.setdefault(fault, f"after {key} on {label}")
            # The description speaks of fewer numbers than the picture shows, and a small move may not change them.
            if not happened("alt", moves) and label != "move the number":
                faults[f"figure {number}, {label}"] = "the description does not change"
    assert_none([": ".join(fault) for fault in faults.items()])


def test_a_digit_can_be_drawn(books):
    book = books(next(path for path in PATHS if any("DrawingPad()" in cell.source for cell in code_cells(read(path)))))
    figure = book.page.locator(FIGURE, has=book.page.locator("canvas"))
    assert figure.count() == 1
    pad = figure.locator("canvas")
    answer = figure.locator("text[data-name=answer]")
    figure.get_by_role("button", name="Clear").click()
    answer.get_by_text("the pad is empty").wait_for()

    box, mouse = pad.bounding_box(), book.page.mouse
    across, down = box["x"] + box["width"] / 2, [box["y"] + part * box["height"] for part in (0.2, 0.8)]
    mouse.move(across, down[0])
    mouse.down()
    mouse.move(across, down[1], steps=20)
    mouse.up()
    answer.get_by_text("reads a 1").wait_for()

    drawn = pad.evaluate("pad => pad.toDataURL()")
    pad.evaluate("pad => look.activate(pad)")
    book.ask("start", "notebook:run-cell")
    book.wait("() => look.done && look.figuresToCome() <= 0")
    answer.get_by_text("reads a 1").wait_for()
    assert pad.evaluate("pad => pad.toDataURL()") == drawn


@every_notebook
def test_nothing_is_complained_about(books, path):
    # After all that was done: by the kernel, by the scripts of the page and by the browser.
    assert_none(books(path).ask("saidByKernel"))
    assert_none(books(path).complaints)


TRAINING = """
import numpy as np
from backprop_lib import Network, gradient_descent, one_hot
rng = np.random.default_rng(0)
X, Y = rng.normal(size=(50, 200)), one_hot(rng.integers(0, 5, 200), 5)
net = Network([50, 20, 5])
history = gradient_descent(net, X, Y, steps=10_000_000, progress=True)
"""
RESULT = """
assert 0 < len(history.cost) < 10_000_000
assert net.cost(X, Y) < history.cost[0]
print(history.stopped)
"""


def test_interrupted_training_keeps_what_was_learned(lab, open_page):
    folder, _ = lab
    cells = [nbformat.v4.new_code_cell(source.strip()) for source in (TRAINING, RESULT)]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=read(PATHS[0]).metadata)
    nbformat.write(notebook, folder / "training.ipynb")
    page = open_page("training.ipynb")
    training, result = page.page.locator(".jp-CodeCell .jp-OutputArea").all()
    page.ask("start", "notebook:run-all-cells")
    training.get_by_text(re.compile(r"cost \d")).wait_for()
    page.page.evaluate("() => jupyterapp.commands.execute('notebook:interrupt-kernel')")
    page.wait("() => look.done")
    result.get_by_text("the network keeps what it learned").wait_for()


@pytest.mark.usefixtures("browser")
def test_pictures_follow_the_keyboard_within_100_milliseconds(latencies, capsys):
    if not latencies:
        pytest.skip("the times are measured by test_each_control_moves_its_picture")
    every_time = [time for times in latencies.values() for time in times]
    rows = [*latencies.items(), (("all sliders", "", ""), every_time)]
    with capsys.disabled():
        print("\n\nfrom the key to the new picture: median and slowest, in milliseconds")
        for (notebook, figure, slider), times in rows:
            print(f"{notebook:<22} {figure:>2}  {slider:<28} {median(times):4.0f} {max(times):4.0f}")
    assert median(every_time) < 100
