"""What a reader does on the pages of the site: predict, look at a hint, search, read by night, print."""

import pytest
from notebook_files import PATHS, code_cells, read

from backprop_lib.exercises import EXERCISES
from website import outcomes

SITTING = "01a_one_neuron.html"


def calls(name):
    """Return the first arguments of all calls of a function in the series."""
    sources = (cell.source for path in PATHS for cell in code_cells(read(path)))
    return {line.split('"')[1] for source in sources for line in source.splitlines() if line.startswith(f'{name}("')}


@pytest.fixture
def form(visit):
    """Return `form(prediction_id, page)`: the form of a prediction, as nobody has filled it in yet."""

    def find(prediction_id, page=SITTING):
        opened = visit(page).page
        opened.evaluate("() => localStorage.clear()")
        opened.reload()
        return opened.locator(f'form[data-id="{prediction_id}"]')

    return find


def test_what_came_out_is_known_of_every_experiment():
    assert set(outcomes.stored()) == calls("predict")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("2", "2 came out, as you predicted."),
        ("1.5", "You predicted 1.5, and 2 came out: that is close."),
        ("3", "You predicted 3, and 2 came out. Where does the difference come from?"),
        ("−7", "You predicted -7, and 2 came out. A surprise"),
        ("twice", "You predicted “twice”, and 2 came out. A surprise"),
    ],
)
def test_a_number_is_predicted_and_compared(form, said, answer):
    question = form("01a-1")
    question.get_by_label("a number").fill(said)
    question.get_by_role("button", name="Predict").click()
    assert question.locator("output").text_content().startswith(answer)


def test_a_word_is_predicted_with_the_keyboard_alone(form):
    question = form("01a-2")
    question.get_by_label("larger").focus()
    question.page.keyboard.press("ArrowDown")
    question.page.keyboard.press("Enter")
    assert question.locator("output").text_content() == "“smaller” came out, as you predicted."


@pytest.mark.parametrize("said", ['["up", "minus"]', "Up, minus."])
def test_several_words_are_predicted(form, said):
    question = form("00a-1", "00a_descent.html")
    question.get_by_role("textbox").fill(said)
    question.get_by_role("textbox").press("Enter")
    assert question.locator("output").text_content() == "“up”, “minus” came out, as you predicted."


def test_a_prediction_is_kept_until_it_is_forgotten(form):
    question = form("01a-1")
    question.get_by_role("textbox").fill("3")
    question.get_by_role("textbox").press("Enter")
    question.page.reload()
    assert question.get_by_role("textbox").input_value() == "3"
    assert question.get_by_role("textbox").is_disabled()
    question.get_by_role("button", name="Forget it").click()
    question.page.reload()
    assert question.get_by_role("textbox").input_value() == ""
    assert question.get_by_role("textbox").is_enabled()


def test_a_verdict_opens_what_is_said_about_the_line(form):
    question = form("07-1", "07_find_the_slip.html")
    said = question.page.locator('details[data-after="07-1"]')
    assert not said.locator("table").is_visible()
    question.get_by_label("slip").check()
    question.get_by_role("button", name="Commit").click()
    assert question.locator("output").text_content() == "“slip” came out, as you predicted."
    assert said.locator("table").is_visible()


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_each_exercise_has_its_solution_folded_away(built, path):
    page = (built / f"{path.stem}.html").read_text(encoding="utf-8")
    asked = [name for name in EXERCISES if f'check("{name}"' in "\n".join(cell.source for cell in read(path).cells)]
    for name in asked:
        assert page.count(f"<summary>{name}: the solution</summary>") == 1, name


def test_a_solution_opens_on_a_click(visit):
    answer = visit(SITTING).page.locator("details.answer", has_text="01-1: the solution")
    assert not answer.locator("pre").is_visible()
    answer.locator("summary").click()
    assert "−0.4530" in answer.locator("pre").text_content()
    assert answer.locator("pre").is_visible()


def test_the_search_finds_a_word(visit):
    page = visit("search.html?q=saturated").page
    page.locator("#search-results a", has_text="01a · One neuron").wait_for()


def test_it_is_dark_where_the_reader_wants_it(visit):
    page = visit(SITTING).page
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("() => getComputedStyle(document.body).backgroundColor === 'rgb(18, 18, 18)'")
    letters = page.evaluate("() => getComputedStyle(document.body).color")
    page.emulate_media(color_scheme="light")
    assert min(int(part) for part in letters[4:-1].split(",")) > 150


def test_lines_are_about_75_letters_long(visit):
    length = """() => {
        const text = document.querySelector("article p");
        const line = document.createElement("span");
        line.textContent = text.textContent.repeat(9).slice(0, 500);
        line.style.whiteSpace = "nowrap";
        text.append(line);
        const letters = 500 * text.clientWidth / line.getBoundingClientRect().width;
        line.remove();
        return letters;
    }"""
    assert 65 < visit("00b_learning_rate.html").page.evaluate(length) < 85


def test_on_paper_stands_what_can_be_read_there(visit):
    page = visit(SITTING).page
    page.emulate_media(media="print")
    assert not page.locator("form.prediction").first.is_visible()
    assert not page.locator(".bd-sidebar-primary").is_visible()
    assert page.locator("h1").locator("visible=true").count() == 1
    page.emulate_media(media="screen")
