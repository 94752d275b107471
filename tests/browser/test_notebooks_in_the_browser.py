"""The notebooks as a reader has them: opened in JupyterLab, run, looked at, and moved by keyboard and mouse."""

import json
import re
from statistics import median

import pytest
from lab_page import CONTROLS, JUPYTERLAB, NOTEBOOK, write
from notebook_files import PATHS, code_cells, markdown, read

SLIDER = "[role=slider]"

# How each kind of control is moved by the keyboard. Sliders go to both ends, and not all the way at last: at its first
# and last step a figure can show something that the other controls have nothing to do with.
KEYS = {
    SLIDER: ["ArrowRight", "Home", "End", "ArrowLeft"],
    ".widget-toggle-button:not(.mod-active)": ["Enter"],
    "[type=checkbox]": ["Space", "Space"],
    ".widget-button": ["Enter", "Space"],
    "select": ["ArrowDown", "End"],
}


def assert_none(faults):
    """Fail with all of a list, if there is something in it."""
    assert not faults, "\n".join(["", *faults])


# Of the scope of the session, so that all tests of a notebook follow one another.
every_notebook = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem, scope="session")


@every_notebook
def test_stored_pictures_are_seen_before_anything_runs(books, path):
    outputs = [output for cell in code_cells(read(path)) for output in cell.outputs]
    stored = sum("image/png" in output.get("data", {}) for output in outputs)
    assert books(path).stored_pictures == stored
    assert_none(books(path).stored_faults)


@every_notebook
@pytest.mark.parametrize("faults", ["cellsNotRun", "errors", "brokenWidgets", "wideOutputs", "scrollingOutputs"])
def test_all_cells_run_and_show_what_they_should(books, path, faults):
    assert_none(books(path).ask(faults))


@every_notebook
def test_formulas_are_rendered(books, path):
    books(path).wait("() => look.unrenderedFormulas().length === 0")
    assert books(path).page.locator("mjx-container").count() >= markdown(read(path)).count("$$") // 2


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
    return timeit.repeat(lambda: to_svg(figure.drawn()), number=1, repeat=9)

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
    kinds = {"button": "button", "checkbox": "[type=checkbox]", "application": "canvas", "slider": SLIDER}
    kinds |= {"textbox": "[contenteditable]", "combobox": "select", "spinbutton": "[role=spinbutton]"}
    for figure in books(path).figures():
        for role, selector in kinds.items():
            named = figure.get_by_role(role, name=re.compile(r"\w"))
            assert named.count() == figure.locator(selector).count()
        for slider in figure.locator(".moving-figure-slider").all():
            name, value = slider.inner_text().split("\n")  # what stands on both sides of the slider
            assert slider.locator(SLIDER).get_attribute("aria-label") == name
            assert slider.locator(SLIDER).get_attribute("aria-valuetext") == value


@every_notebook
def test_the_tab_key_reaches_all_controls_and_letters_stay_there(books, path):
    book = books(path)
    book.ask("keepWatch")
    for figure in book.figures():
        controls = figure.locator(CONTROLS).all()
        controls[0].focus()
        for control in controls:
            assert control.evaluate("control => control === document.activeElement")
            for key in ("x", "r", "Tab"):  # cut the cell, make it raw, go on
                book.page.keyboard.press(key)
    assert_none(book.ask("letOut"))


@every_notebook
def test_each_control_moves_its_picture_within_100_milliseconds(books, path, capsys):
    book, faults, latencies = books(path), [], {}
    for number, figure in enumerate(book.figures()):
        for selector, keys in KEYS.items():
            for control in figure.locator(selector).all():
                label = control.evaluate("control => look.label(control)")
                moves = [book.press(control, key) for key in keys]
                must_change = ("picture", "alt") if selector == SLIDER else ("picture",)
                # The list that says which number a slider moves changes that slider, and not the picture.
                found = faults_of(moves, () if label == "move the number" else must_change)
                faults += [f"figure {number}, {label}: {fault}" for fault in found]
                times = [move["milliseconds"] for move in moves if move["picture"]]
                if selector == SLIDER and times:
                    latencies[number, label] = times
    assert_none(faults)
    with capsys.disabled():
        print(f"\n{path.stem}: milliseconds from the key to the new picture, median and slowest")
        for (number, label), times in latencies.items():
            print(f"  {number}  {label:<28} {median(times):4.0f} {max(times):4.0f}")
    assert not latencies or median(time for times in latencies.values() for time in times) < 100


def faults_of(moves, must_change):
    """Return what went wrong in the moves of a control: see `watch` in look.js."""
    faults = [fault for fault in ("flickers", "grows", "losesFocus") if any(move[fault] for move in moves)]
    faults += [f"does not change the {part}" for part in must_change if not any(move[part] for move in moves)]
    return faults + [text for move in moves for text in move["texts"]]


# As in 05f: what was drawn for the weights that come with the package is read by others, too.
DRAWN = (
    """
from backprop_lib.pretrained import pretrained
from backprop_lib.widgets import DrawingPad, digit_figure

pad = DrawingPad()
""",
    "digit_figure(pretrained(), pad)",
    "digit_figure(pretrained(), DrawingPad(value=pad.value))",
)


def test_a_digit_can_be_drawn_and_stays_when_a_cell_is_run_again(lab, open_page):
    book = open_page(write(lab[0], "drawn.ipynb", *DRAWN))
    book.run_all()
    figures = book.figures()
    answers = [figure.locator("text[data-name=answer]") for figure in figures]
    figures[0].get_by_role("button", name="Clear").click()
    answers[0].get_by_text("the pad is empty").wait_for()

    pad = figures[0].locator("canvas")
    box, mouse = pad.bounding_box(), book.page.mouse
    across, down = box["x"] + box["width"] / 2, [box["y"] + part * box["height"] for part in (0.2, 0.8)]
    mouse.move(across, down[0])
    mouse.down()
    mouse.move(across, down[1], steps=20)
    mouse.up()
    answers[0].get_by_text("reads a 1").wait_for()

    drawn = pad.evaluate("pad => pad.toDataURL()")
    for figure, answer in zip(figures, answers, strict=True):
        figure.locator("canvas").evaluate("pad => look.activate(pad)")
        book.ask("start", "notebook:run-cell")
        book.wait("() => look.done && look.figuresToCome() <= 0")
        answer.get_by_text("reads a 1").wait_for()
        assert figure.locator("canvas").evaluate("pad => pad.toDataURL()") == drawn


@every_notebook
def test_nothing_is_complained_about(books, path):
    # After all that was done: by the kernel, by the scripts of the page and by the browser.
    assert_none(books(path).ask("saidByKernel"))
    assert_none(books(path).complaints)


# One of each kind.
ALL_CONTROLS = """
from backprop_lib.widgets import DrawingPad
from backprop_lib.widgets.controls import NumberBoard, StartStop, Stepper, choice, drop_down, scale, slider, switch
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.picture import Picture

def picture(**state):
    shown = Picture(400, 80)
    shown.describe(str(state))
    shown.text(f"state number {hash(str(state))}", 10, 50)
    return shown

Interactive(
    picture,
    slider=slider("slider", 0.0, 1.0, 0.5, 0.1),
    scale=scale("scale", [1, 2, 4, 8], 2),
    choice=choice("choice", ["a", "b", "c"], "b"),
    drop_down=drop_down("drop down", [("first", 1), ("second", 2), ("third", 3)], 2),
    switch=switch("switch"),
    stepper=Stepper("step", 5, 2),
    board=NumberBoard({f"w{k}": (-1.0 - k, 1.0 + k, 0.5) for k in range(20)}),
    pad=DrawingPad(),
    run=StartStop("run", lambda count: count + 1 if count < 3 else None, 0),
)
"""
# Commands of the notebook that is around the figure, or of its page, if they get there.
COMMANDS = [*"xrdd00ijkamocvz1", "Enter", "Shift+Enter", "Control+Enter", "Alt+Enter", "Escape", "Control+s", "Shift+M"]
COMMANDS += ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "Space", "Backspace", "Delete"]


@pytest.mark.parametrize("front_end", [JUPYTERLAB, NOTEBOOK])
def test_no_key_on_a_control_is_a_command(lab, open_page, front_end):
    book = open_page(write(lab[0], "controls.ipynb", "1 + 1", ALL_CONTROLS, "2 + 2"), front_end)
    book.run_all()
    (figure,) = book.figures()
    controls = figure.locator(CONTROLS).all()
    assert len(controls) == 20
    book.ask("keepWatch")
    controls[0].focus()
    for control in controls:
        assert control.evaluate("control => control === document.activeElement")
        for key in COMMANDS:
            book.page.keyboard.press(key)
        book.ask("settled")  # a list that says which number a slider moves brings a new slider
        book.page.keyboard.press("Tab")
    assert_none(book.ask("letOut"))
    for slider in figure.locator(SLIDER).all():
        assert_none(faults_of([book.press(slider, key) for key in ("Home", "ArrowRight")], ("alt",)))
    first, board = figure.locator("select").all()
    assert_none(faults_of([book.press(first, key) for key in ("Home", "ArrowDown")], ("alt",)))
    for key in ("Home", "ArrowDown", "ArrowDown"):
        book.press(board, key)
    # The last slider follows to the number w2, and to its range.
    last = figure.locator(SLIDER).last
    for key in ("Home", "ArrowRight"):
        book.press(last, key)
    assert last.get_attribute("aria-valuetext") == "−2.950"


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
    page = open_page(write(lab[0], "training.ipynb", TRAINING, RESULT))
    training, result = page.page.locator(".jp-CodeCell .jp-OutputArea").all()
    page.ask("start", "notebook:run-all-cells")
    training.get_by_text(re.compile(r"cost \d")).wait_for()
    page.page.evaluate("() => jupyterapp.commands.execute('notebook:interrupt-kernel')")
    page.wait("() => look.done")
    result.get_by_text("the network keeps what it learned").wait_for()
