"""Figures that move on a page without a kernel, met as a reader meets them: by keyboard, mouse and finger."""

import json
import random
import re
from html import escape
from statistics import median

import pytest
from notebook_files import PATHS, code_cells, read

from backprop_lib.widgets.svg import to_svg
from website.cells import figures
from website.states import chosen, states

PAGE_SIZE = 1_000_000  # bytes of frames on a page
SOME = ["00c", "01a", "02b", "03a", "04b", "05a"]  # sittings whose pictures are drawn once more, and compared
OWN_ALT = re.compile(r"(digit|hidden_units|growth)_figure")  # whose still twin is described in other words
FIGURE, PICTURE = ".moving-figure", ".moving-figure-picture > svg"

# Compare two pictures, in numbers where numbers stand: what is drawn differently, and where.
DIFFERENCE = """(figure, svg) => {
  const template = document.createElement("template");
  template.innerHTML = svg;
  const numbers = (points) => points.split(/[ ,]/).map(Number);
  const near = (a, b) => numbers(a).every((number, k) => Math.abs(number - numbers(b)[k]) < 1e-6);
  const alike = (a, b) => a === b || (numbers(a).length === numbers(b).length && near(a, b));
  const compare = (a, b) => {
    if (a.nodeName !== b.nodeName || a.data !== b.data) return `${a.nodeName} ${a.data}, not ${b.nodeName} ${b.data}`;
    for (const { name, value } of b.attributes ?? []) {
      if (name === "class" || name === "href") continue; // what is lit, and images, which are packed otherwise
      if (!alike(a.getAttribute(name), value)) return `${name} ${a.getAttribute(name)}, not ${value}`;
    }
    if (a.childNodes.length !== b.childNodes.length) return `another number of parts in ${a.nodeName}`;
    return [...a.childNodes].map((child, k) => compare(child, b.childNodes[k])).find(Boolean) ?? "";
  };
  return compare(figure.querySelector(".moving-figure-picture > svg"), template.content.firstChild);
}"""

# A page that has nothing but pictures and the script.
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Figures</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<script type="module" src="_static/figures.js"></script></head><body><main>
<h1>Figures</h1>{}</main></body></html>"""
PLACE = '<h2>{}</h2><img data-cell="{}" alt="{}" width="800" height="300" src="data:,">'


@pytest.fixture(scope="module")
def index(built):
    """Return which cells have frames, and in which notebook they stand."""
    return json.loads((built / "_static" / "frames" / "index.json").read_text())["figures"]


@pytest.fixture(scope="module")
def pages(built, index):
    """Write a page for each notebook, with what it stores of its moving figures; return their names by cell."""
    for path in PATHS:
        moving = [cell for cell in code_cells(read(path)) if cell.id in index]
        places = [PLACE.format(cell.id, cell.id, escape(stored_alt(cell))) for cell in moving]
        (built / f"figures-{path.stem}.html").write_text(PAGE.format("".join(places)), encoding="utf-8")
    return {cell: f"figures-{name.removesuffix('.ipynb')}.html" for cell, name in index.items()}


def stored_alt(cell):
    """Return the text alternative of the picture that a notebook stores of a cell."""
    return next(output.metadata["image/png"]["alt"] for output in cell.outputs if "image/png" in output.get("data", {}))


@pytest.fixture(scope="module")
def reader(window, address):
    """Return `reader(page)`: opens a page in a browser in which nothing may go wrong, nor be asked for elsewhere."""
    wrong, opened = [], []

    def visit(name, **options):
        while opened:
            opened.pop().close()
        context = window.new_context(**{"viewport": {"width": 1000, "height": 900}, **options})
        opened.append(context)
        page = context.new_page()
        page.on("request", lambda request: wrong.append(request.url) if not at_home(request.url) else None)
        page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(address + name)
        return page

    def at_home(url):
        return url.startswith((address, "data:", "blob:"))

    yield visit
    while opened:
        opened.pop().close()
    assert wrong == []


def awake(page, cell):
    """Come to a figure, and return it as it moves."""
    page.evaluate("cell => document.querySelector(`[data-cell='${cell}']`).scrollIntoView()", cell)
    figure = page.locator(f'{FIGURE}[data-cell="{cell}"]')
    figure.locator("svg").first.wait_for()
    return figure


def by_page(pages):
    """Yield the name of each page and its cells."""
    for name in dict.fromkeys(pages.values()):
        yield name, [cell for cell in pages if pages[cell] == name]


def test_all_moving_figures_have_frames_and_no_page_is_large(built, index):
    sizes = {}
    for cell, notebook in index.items():
        size = (built / "_static" / "frames" / f"{cell}.frames").stat().st_size
        sizes[notebook] = sizes.get(notebook, 0) + size
    assert {name: size for name, size in sizes.items() if size > PAGE_SIZE} == {}
    moving = {
        cell.id
        for path in PATHS
        for cell in code_cells(read(path))
        if re.search(r"^(?!live_)\w+_figure\(", cell.source, re.MULTILINE)  # one that trains stays a picture
    }
    assert set(index) == moving


# Until one of them changes the picture: a slider may stand at its end, or at a column that a matrix has not got.
KEYS = {"checkbox": [" "], "range": ["ArrowRight", "ArrowLeft", "Home"]}


def test_every_figure_moves_by_keyboard_and_says_so(reader, pages):
    still, times = [], []
    for name, cells in by_page(pages):
        page = reader(name)
        for cell in cells:
            figure = awake(page, cell)
            for control in figure.locator("input:not([type=radio]), input:checked, select").all():
                before = seen(figure), said(control)
                assert control.evaluate("control => control.labels[0].textContent.trim()")
                control.focus()
                for key in KEYS.get(control.get_attribute("type"), KEYS["range"]):
                    figure.evaluate(WATCH)
                    page.keyboard.press(key)
                    took = figure.evaluate("() => window.took")
                    after = seen(figure), said(page.locator(":focus"))
                    if after[0] != before[0]:
                        break
                where = f"{cell}, {control.evaluate('control => control.labels[0].textContent')}"
                if after[0] == before[0]:
                    still.append(where)
                times.append(took)
                assert after[1] != before[1], where
    assert still == []
    print(f"{len(times)} controls; a move takes {median(times):.1f} ms, at most {max(times):.1f} ms")
    assert median(times) < 50


def seen(figure):
    """Return the picture and its text alternative."""
    return figure.locator(PICTURE).evaluate("svg => [svg.outerHTML, svg.ariaLabel]")


def said(control):
    """Return what a screen reader says about a control."""
    return control.evaluate(
        "control => control.type === 'checkbox' ? control.checked : control.ariaValueText ?? control.value"
    )


# How long it takes from a key to the picture that follows it.
WATCH = """(figure) => {
  window.took = null;
  let pressed;
  figure.addEventListener("keydown", () => (pressed = performance.now()), { capture: true, once: true });
  const done = () => ((window.took ??= performance.now() - pressed), observer.disconnect());
  const observer = new MutationObserver(done);
  observer.observe(figure.querySelector(".moving-figure-picture"), { childList: true });
}"""


# Put a dial, the first of a figure being 0, to one of its values, as a mouse does.
SET = """(figure, [dial, value]) => {
  const node = figure.querySelector(".moving-figure-controls").children[dial];
  const control = node.querySelector("input, select");
  if (control.type === "radio") return node.querySelectorAll("input")[value].click();
  if (control.type === "checkbox") return control.checked !== Boolean(value) && control.click();
  if (control.type === "range") control.value = value;
  else control.selectedIndex = value;
  control.dispatchEvent(new Event(control.type === "range" ? "input" : "change"));
}"""


@pytest.mark.parametrize("sitting", SOME)
def test_what_is_seen_is_what_the_library_draws(reader, pages, sitting):
    path = next(path for path in PATHS if path.name.startswith(sitting))
    for cell, figure in figures(path):
        found, boxes = chosen(figure)
        shown = awake(reader(pages[cell]), cell)
        assert shown.evaluate(DIFFERENCE, to_svg(figure.picture(**figure.state()))) == ""
        for box in random.Random(0).sample(boxes, min(len(boxes), 3)):
            places = [random.Random(k).randrange(len(found[dial].values)) for k, dial in enumerate(box)]
            for dial, place in zip(box, places, strict=True):
                shown.evaluate(SET, [dial, place])
            alone = [
                found[dial]._replace(values=[found[dial].values[place]])
                for dial, place in zip(box, places, strict=True)
            ]
            (state,) = states(figure, alone, [range(len(box))])
            assert shown.evaluate(DIFFERENCE, to_svg(figure.picture(**state))) == "", (cell, state)


def test_a_figure_begins_as_the_notebook_stored_it(reader, pages):
    cells = {cell.id: cell for path in PATHS for cell in code_cells(read(path))}
    for name, shown in by_page(pages):
        page = reader(name)
        for cell in shown:
            said = awake(page, cell).locator(PICTURE).get_attribute("aria-label")
            assert said == stored_alt(cells[cell]) or OWN_ALT.search(cells[cell].source), cell


def test_a_figure_is_moved_by_mouse_and_its_buttons(reader, pages):
    figure = awake(reader(pages["03a-1"]), "03a-1")
    step = figure.get_by_label("step", exact=True)
    for words, value in (("next", "1"), ("next", "2"), ("previous", "1")):
        before = seen(figure)
        figure.get_by_role("button", name=f"step: {words}").click()
        assert step.get_attribute("aria-valuetext") == value
        assert seen(figure)[1] != before[1]
    before = seen(figure)
    nudge = figure.get_by_role("slider", name="by h")
    box = nudge.bounding_box()
    figure.page.mouse.click(box["x"] + box["width"] - 5, box["y"] + box["height"] / 2)
    assert nudge.get_attribute("aria-valuetext") == "0.5"
    assert seen(figure) != before


def test_what_cannot_move_together_gives_way_and_says_so(reader, pages):
    figure = awake(reader(pages["01b-41"]), "01b-41")
    value = {name: figure.get_by_role("slider", name=name) for name in ("weight w", "bias b", "input a(0)")}
    start = {name: said(control) for name, control in value.items()}
    for name in ("weight w", "bias b"):
        value[name].press("ArrowRight")
    moved = {name: said(control) for name, control in value.items()}
    assert moved["weight w"] != start["weight w"]
    value["input a(0)"].press("ArrowRight")
    assert said(value["weight w"]) == start["weight w"]  # moved longest ago
    assert said(value["bias b"]) == moved["bias b"]
    assert figure.locator("span[role=status]").inner_text() == f"back at the start: weight w {start['weight w']}"
    assert "two of the controls move at a time" in figure.inner_text()


def test_a_touched_symbol_lights_what_it_means(reader, pages):
    figure = awake(reader(pages["03c-1"]), "03c-1")
    line, lit = figure.get_by_role("spinbutton"), figure.locator(".moving-figure-lit")
    figure.get_by_role("button", name="next").click()
    figure.locator("tspan[data-means='w(1,1,2)']").first.hover()
    line.get_by_text("the weight from input 2 to neuron 1 of layer 1").wait_for()
    assert lit.count() > 1
    figure.page.mouse.move(0, 0)
    line.focus()
    figure.page.keyboard.press("ArrowRight")
    before = line.get_attribute("aria-valuetext")
    figure.page.keyboard.press("ArrowRight")
    assert line.get_attribute("aria-valuetext") != before
    assert lit.count() > 1


def test_keys_stay_with_the_figure(reader, pages):
    page = reader(pages["00b-1"])
    figure = awake(page, "00b-1")
    page.evaluate("document.addEventListener('keydown', ({ key }) => (window.out = key))")
    figure.get_by_role("slider", name="learning rate").press(
        "ArrowRight"
    )  # which in a deck of slides would turn the page
    assert page.evaluate("window.out") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_letters_that_can_be_read_and_a_finger_moves_them(reader, pages, scheme):
    options = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "color_scheme": scheme}
    for name, cells in by_page(pages):
        page = reader(name, **options)
        for cell in cells:
            figure = awake(page, cell)
            before = seen(figure)
            control = figure.locator("input[type=range], label:has(input:not(:checked)) span").first
            control.scroll_into_view_if_needed()
            box = control.bounding_box()
            for part in (0.8, 0.2):
                page.touchscreen.tap(box["x"] + part * box["width"], box["y"] + box["height"] / 2)
                if seen(figure) != before:
                    break
            assert seen(figure) != before, cell
            assert figure.locator(PICTURE).evaluate(SMALLEST) >= 7.5, cell
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name


# The size of the smallest letters of a picture as they are seen; an index may be smaller.
SMALLEST = """svg => {
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  return Math.min(...[...svg.querySelectorAll("text")].map((text) => scale * text.getAttribute("font-size")));
}"""


def test_axe_finds_nothing_serious(reader, pages, axe):
    for name, cells in by_page(pages):
        page = reader(name)
        for cell in cells:
            awake(page, cell)
        page.evaluate(axe)
        found = page.evaluate("axe.run().then(({ violations }) => violations)")
        serious = [violation for violation in found if violation["impact"] in ("serious", "critical")]
        assert [(violation["id"], violation["nodes"][0]["html"][:200]) for violation in serious] == [], name


def test_without_frames_the_picture_stays(reader, built, pages):
    page = PAGE.format(PLACE.format("none", "none-1", "a picture"))
    (built / "figures-none.html").write_text(page, encoding="utf-8")
    opened = reader("figures-none.html")
    opened.wait_for_load_state("networkidle")
    assert opened.locator("img[data-cell]").count() == 1
    assert opened.locator(FIGURE).count() == 0
