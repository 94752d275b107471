"""Figures that were saved and reopened, that have lost their kernel, and that are touched."""

import pytest
from lab_page import FIGURE, JUPYTERLAB, NOTEBOOK, write

FIGURES = (
    """
from backprop_lib import Network
from backprop_lib.widgets import bowl_figure, network_figure

bowl_figure()
""",
    """
network_figure(Network([2, 3, 2], output="sigmoid", cost="squared_error"), [[0.5], [-1.0]], [[1.0], [0.0]])
""",
)
ASLEEP = ".moving-figure-asleep"
NOTICE = ".moving-figure-notice"

each_front_end = pytest.mark.parametrize("front_end", [JUPYTERLAB, NOTEBOOK], ids=["lab", "notebook"])


@each_front_end
def test_a_saved_figure_is_its_picture_and_says_what_wakes_it(lab, open_page, front_end):
    folder, _ = lab
    name = write(folder, f"saved_{front_end[:3]}.ipynb", *FIGURES)
    book = open_page(name, front_end)
    book.run_all()
    assert len(book.figures()) == 2
    assert book.visible(ASLEEP) == 0
    book.save()
    book.shut_down()  # else the page finds the widgets again in the kernel that still runs
    book.page.close()

    book = open_page(name, front_end)
    book.wait("() => !document.body.textContent.includes('Loading widget')")
    assert book.visible(ASLEEP) == 2
    for asleep in book.page.locator(ASLEEP).all():
        assert asleep.inner_text() == "Run this cell to move the figure."
        shown = asleep.evaluate("node => getComputedStyle(node, '::after').backgroundImage.slice(0, 21)")
        assert shown == 'url("data:image/png;b'
        assert asleep.bounding_box()["height"] > 300
    assert book.page.get_by_text("Error displaying widget").locator("visible=true").count() == 0
    book.run_all()
    assert len(book.figures()) == 2
    assert book.visible(ASLEEP) == 0


@each_front_end
def test_a_figure_whose_kernel_is_gone_says_so(lab, open_page, front_end):
    folder, _ = lab
    book = open_page(write(folder, f"gone_{front_end[:3]}.ipynb", *FIGURES), front_end)
    book.run_all()
    assert book.visible(f"{NOTICE}:not(:empty)") == 0

    def assert_gone():
        for figure in book.figures():
            slider = figure.locator("[role=slider]").first
            slider.evaluate("slider => slider.focus()")
            figure.get_by_text("run this cell to move the figure").wait_for()
            assert not slider.evaluate("slider => slider === document.activeElement")

    book.restart()
    book.page.locator(NOTICE).first.get_by_text("run this cell").wait_for()  # before anybody touches it
    assert_gone()
    book.run_all()
    assert book.visible(f"{NOTICE}:not(:empty)") == 0
    book.shut_down()
    assert_gone()


def test_a_touched_symbol_lights_what_it_means(lab, open_page):
    folder, _ = lab
    book = open_page(write(folder, "touched.ipynb", *FIGURES))
    book.run_all()
    figure = book.page.locator(FIGURE, has=book.page.locator(".moving-figure-meaning"))
    line, lit = figure.locator(".moving-figure-meaning"), figure.locator(".moving-figure-lit")
    figure.get_by_role("button", name="next").click()
    figure.locator("text[data-name='z(1,1)']").wait_for()
    assert lit.count() == 0

    figure.locator("tspan[data-means='w(1,1,2)']").first.hover()
    line.get_by_text("the weight from input 2 to neuron 1 of layer 1").wait_for()
    assert figure.locator("polyline.moving-figure-lit").count() == 1
    figure.locator("circle").nth(2).hover()  # and the other way round
    line.get_by_text("neuron 1 of layer 1: z₁⁽¹⁾ =").wait_for()
    names = set(lit.evaluate_all("parts => parts.map(part => part.dataset.means ?? part.dataset.name)"))
    assert {"z(1,1)", "a(1,1)"} < names
    assert figure.locator("tspan.moving-figure-lit").count() > 2

    book.page.mouse.move(0, 0)
    line.focus()
    said = []
    for _ in range(4):
        book.page.keyboard.press("ArrowRight")
        said.append(line.get_attribute("aria-valuetext"))
        assert lit.count() > 1
    assert len(set(said)) == 4
    assert said[0].startswith("z₁⁽¹⁾ = ")
    book.page.keyboard.press("Escape")
    assert lit.count() == 0


LIVE = """
from backprop_lib.widgets import live_rings_figure

figure = live_rings_figure()
figure
"""
STEPS = "print(figure.controls['training'].value.steps)"
SHOWN = (
    "Number(document.querySelector('text[data-name=title]').textContent.match(/after (.*) steps/)[1].replace(',', ''))"
)


def test_a_network_learns_until_it_is_stopped_and_the_kernel_answers_meanwhile(lab, open_page):
    folder, _ = lab
    book = open_page(write(folder, "live.ipynb", LIVE))
    book.run_all()
    (figure,) = book.figures()
    train, stop = (figure.get_by_role("button", name=name) for name in ("train", "stop"))
    train.click()
    stop.wait_for()
    early = int(book.ask("python", STEPS))
    assert 0 < early < 2000
    book.wait(f"() => {SHOWN} > {early + 60}")
    stop.click()
    train.wait_for()
    last = int(book.ask("python", STEPS))
    book.wait(f"() => {SHOWN} === {last}")
    book.page.wait_for_timeout(500)
    assert int(book.ask("python", STEPS)) == last
    train.click()
    book.wait(f"() => {SHOWN} > {last}")
