"""The decks in a browser, slide by slide: nothing is cut off, formulas are set, nothing comes from elsewhere."""

import pytest
from notebook_files import PATHS
from site_page import EXAMINED, GRAVE

from website import slides

WIDTH, HEIGHT = 1280, 720
# Pixels of a letter that is read from the back row: of text, of code, and of a formula or a table that is very wide.
TEXT, CODE, WIDE = 21, 15, 18

# Each slide is shown, and measured: what sticks out of it or out of its frame, and the sizes of its letters.
LOOK = """
() => Array.from(document.querySelectorAll(".slides > section > section"), (slide) => {
    const { h, v } = Reveal.getIndices(slide);
    Reveal.slide(h, v);
    for (const folded of slide.querySelectorAll("details")) {
        folded.open = true;
    }
    const frame = slide.getBoundingClientRect();
    const size = (part) => parseFloat(getComputedStyle(part).fontSize);
    const parts = Array.from(slide.querySelectorAll("*")).filter((part) => !part.closest("mjx-assistive-mml, aside"));
    const sticksOut = (part) => {
        const { left, right, top, bottom, width } = part.getBoundingClientRect();
        const room = width && { left: frame.left - 1, right: frame.right + 1, bottom: frame.bottom - 20 };
        return room && (left < room.left || right > room.right || bottom > room.bottom || top < frame.top);
    };
    return {
        number: `${h + 1}.${v + 1}`,
        shown: getComputedStyle(slide).display !== "none" && frame.width === innerWidth && frame.height === innerHeight,
        hidden: [slide.scrollWidth - slide.clientWidth, slide.scrollHeight - slide.clientHeight],
        out: parts.filter(sticksOut).map((part) => part.outerHTML.slice(0, 80)),
        text: size(slide),
        code: Array.from(slide.querySelectorAll("pre"), size),
        wide: Array.from(slide.querySelectorAll('mjx-container[display="true"], table'), size),
        pictures: Array.from(slide.querySelectorAll("img"), (one) => [one.naturalWidth, one.height, one.alt]),
        wrong: slide.querySelectorAll("[data-mjx-error], mjx-merror").length,
        source: slide.innerText.match(/\\$|\\\\[a-z]+/g) ?? [],
    };
})
"""

# Every twelfth slide is shown alone, since axe looks at all that is there.
EXAMINE = """
async (examined) => {
    const slides = Array.from(document.querySelectorAll(".slides > section > section"));
    const found = [];
    for (const slide of slides.filter((_, number) => number % 12 === 0)) {
        const { h, v } = Reveal.getIndices(slide);
        Reveal.slide(h, v);
        const others = slides.filter((other) => other !== slide).map((other) => {
            const kept = document.createDocumentFragment();
            kept.append(...other.childNodes);
            return () => other.append(kept);
        });
        const { violations } = await axe.run(examined, { resultTypes: ["violations"] });
        others.forEach((put) => put());
        found.push(...violations.flatMap(({ id, impact, nodes }) => nodes.map(({ html }) => [impact, id, html])));
    }
    return found;
}
"""


@pytest.fixture(scope="module")
def decks(tmp_path_factory):
    """Return the folder of a site with nothing but its decks."""
    output = tmp_path_factory.mktemp("decks")
    slides.write(output)
    return output


@pytest.fixture(scope="module")
def page(window):
    """Return a page as large as a projector shows it."""
    return window.new_page(viewport={"width": WIDTH, "height": HEIGHT})


@pytest.fixture
def opened(page, decks):
    """Return `opened(path)`: the slides of a sitting's deck, measured, and what the browser complained of."""
    listening = []

    def look(path):
        complaints = []
        for event, complain in {
            "console": lambda said: said.type in ("error", "warning") and complaints.append(said.text),
            "pageerror": lambda error: complaints.append(str(error)),
            "request": lambda sent: sent.url.startswith(("file:", "data:")) or complaints.append(sent.url),
        }.items():
            page.on(event, complain)
            listening.append((event, complain))
        page.goto((decks / "slides" / f"{path.stem}.html").as_uri())
        page.wait_for_function("() => window.Reveal?.isReady()")
        return page.evaluate(LOOK), complaints

    yield look
    for event, complain in listening:
        page.remove_listener(event, complain)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_slide_is_shown_whole_and_can_be_read_from_the_back_row(opened, path):
    found, complaints = opened(path)
    assert not complaints
    assert len(found) >= 20
    for slide in found:
        assert slide["shown"], slide
        assert max(slide["hidden"]) <= 0, slide
        assert not slide["out"], slide
        assert slide["text"] >= TEXT, slide
        assert min(slide["code"], default=CODE) >= CODE, slide
        assert min(slide["wide"], default=WIDE) >= WIDE, slide
        assert all(width and height > 100 and words for width, height, words in slide["pictures"]), slide
        assert not slide["wrong"], slide
        assert not slide["source"], slide


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_nothing_on_the_slides_keeps_people_out(opened, page, axe, path):
    opened(path)
    page.evaluate(axe)
    assert not [one for one in page.evaluate(f"() => ({EXAMINE})({EXAMINED})") if one[0] in GRAVE]


def test_keys_lead_through_all_slides(opened, page):
    found, _ = opened(PATHS[0])
    page.evaluate("() => Reveal.slide(0, 0)")
    for _ in found:
        page.keyboard.press("ArrowRight")
    assert page.evaluate("() => Reveal.isLastSlide()")
