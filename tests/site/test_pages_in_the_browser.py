"""Each page of the site, as a reader meets it in a browser."""

import re

import pytest
from notebook_files import code_cells, markdown, read
from site_page import NOTEBOOKS, PAGES

ONE_OF_EACH_KIND = [
    "00b_learning_rate.html",
    "04c_bug_zoo.html",
    "08_numpy_is_content.html",
    "errata.html",
    "index.html",
]
TAG = re.compile(r"\\tag\{(.*?)\}")

# Each page is opened once, for all tests.
every_page = pytest.mark.parametrize("site", PAGES, indirect=True, scope="module")
every_notebook = pytest.mark.parametrize("site", NOTEBOOKS, indirect=True, scope="module")

# What a reader would see of a formula that was not set.
UNSET = r"\$|\\[(\[a-z]"
UNSET_TEXT = """() => {
    const shown = document.querySelector("article").cloneNode(true);
    for (const one of shown.querySelectorAll("pre, code, script, mjx-container, form")) one.remove();
    return shown.textContent;
}"""


@pytest.fixture(scope="module")
def site(visit, request):
    """Return the page of this name."""
    return visit(request.param)


@every_page
def test_nothing_goes_wrong_and_no_other_host_is_asked(site):
    assert site.complaints == []


@every_page
def test_formulas_are_set(site):
    formulas = site.page.locator("span.math, div.math").count()
    assert site.page.locator(":is(span, div).math > mjx-container").count() == formulas
    assert site.page.locator("mjx-merror, [data-mjx-error]").count() == 0
    assert re.findall(UNSET, site.page.evaluate(UNSET_TEXT)) == []


@every_notebook
def test_each_tag_is_shown(site):
    shown = [text.strip("()") for text in site.texts("mjx-assistive-mml mlabeledtr > mtd:first-child")]
    assert shown == TAG.findall(markdown(read(NOTEBOOKS[site.name])))


@every_page
def test_each_picture_is_there_and_has_words(site):
    pictures = site.page.locator("article img").evaluate_all("all => all.map(one => [one.alt, one.naturalWidth])")
    assert all(words and width for words, width in pictures)


@every_notebook
def test_collapsed_code_opens_on_a_click(site):
    tags = [cell.metadata.get("tags", []) for cell in code_cells(read(NOTEBOOKS[site.name]))]
    folded = site.page.locator("details.hide")
    assert folded.count() == sum("hide-input" in those for those in tags)
    first = folded.first
    assert not first.locator("pre").is_visible()
    first.locator("summary").click()
    assert first.locator("pre").is_visible()


@every_page
def test_nothing_keeps_anybody_out(site):
    assert site.barriers() == []


@pytest.mark.parametrize("site", ONE_OF_EACH_KIND, indirect=True, scope="module")
def test_nothing_keeps_anybody_out_in_the_dark(site):
    site.page.evaluate("() => document.documentElement.dataset.theme = 'dark'")
    assert site.barriers("color-contrast", "link-in-text-block") == []
    site.page.evaluate("() => document.documentElement.dataset.theme = 'light'")


@every_page
def test_a_phone_is_wide_enough(site):
    site.page.set_viewport_size({"width": 390, "height": 844})
    assert site.page.evaluate("() => document.documentElement.scrollWidth") <= 390
    begin = site.page.locator("div.math svg").evaluate_all("all => all.map(one => one.getBoundingClientRect().left)")
    assert min(begin, default=0) >= 0  # what begins further to the left cannot be scrolled to
    site.page.set_viewport_size({"width": 1280, "height": 1000})
