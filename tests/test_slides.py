"""The rule that makes a deck of a sitting; how its slides look is tested in `tests/site`."""

import re

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from notebook_files import PATHS, every_notebook, read

from backprop_lib.teaching.reading_time import is_collapsed
from website.blocks import Block, blocks, divided
from website.deck import Deck
from website.pieces import SOLUTION
from website.slides import SCRIPT, write

HEADING = new_markdown_cell("# 99 · A sitting", id="title")


def deck(*cells):
    """Return the slides of some cells, each as the list of its cells."""
    notebook, _ = Deck().preprocess(new_notebook(cells=[HEADING.copy(), *cells]), {"output_extension": ".html"})
    slides = []
    for cell in notebook.cells:
        if cell.metadata.get("slide_start"):
            slides.append([])
        slides[-1].append(cell)
    return slides


def sources(slides):
    """Return the texts of slides."""
    return [[cell.source for cell in slide] for slide in slides]


def text(source, **metadata):
    """Return a cell of text."""
    return new_markdown_cell(source, metadata=metadata)


def slides_of(path):
    """Return the slides of a notebook, without its heading of this file."""
    return deck(*[cell.copy() for cell in read(path).cells])[1:]


def test_a_text_is_divided_at_empty_lines_and_a_fence_is_not():
    found = blocks("# A\n\nfirst\nline\n\n- one\n- two\n\n$$x$$\n\n```\na\n\nb\n```\n\n> asked\n\n| a |\n|---|\n| 1 |")
    assert [block.kind for block in found] == ["heading", "paragraph", "list", "formula", "fence", "question", "table"]
    assert found[1].source == "first\nline"
    assert found[4].source == "```\na\n\nb\n```"


def test_a_long_table_goes_on_below_its_heading():
    table = Block("table", "| a |\n|---|\n| 1 |\n| 2 |\n| 3 |\n| 4 |")
    first, second = divided(table, 0.6 * table.height)
    assert first.source == "| a |\n|---|\n| 1 |\n| 2 |"
    assert second.source == "| a |\n|---|\n| 3 |\n| 4 |"


def test_a_heading_begins_a_slide_and_short_texts_share_it():
    slides = deck(text("one"), text("two\n\n## 1 · One\n\n### Part\n\nthree"))
    assert sources(slides) == [["# 99 · A sitting", "one", "two"], ["## 1 · One", "### Part", "three"]]
    assert [slide[0].metadata.column_start for slide in slides] == [True, True]


def test_a_long_text_goes_on_on_the_next_slide():
    paragraph = "A sentence of eight words stands here alone. " * 15
    slides = deck(text("\n\n".join([paragraph] * 3)))
    assert [len(slide) for slide in slides] == [2, 1, 1]
    assert "".join(cell.source for slide in slides for cell in slide).count("alone.") == 45


def test_a_formula_stays_with_the_sentence_before_it():
    filling = "A sentence of eight words stands here alone. " * 8
    slides = deck(text(f"{filling}\n\nIn letters\n\n$$a = b \\tag{{1}}$$"))
    assert sources(slides)[-1] == ["In letters", "$$a = b \\tag{1}$$"]


def test_a_few_lines_of_text_have_no_slide_for_themselves():
    long, few = "One sentence after another. " * 18, " ".join(["Three lines of text are few."] * 7)
    assert sources(deck(text("one"), text(f"## 1 · One\n\n{long}\n\n{few}")))[-1][-1] == few
    assert len(deck(text("one"), text(f"## 1 · One\n\n{long}\n\n{few}"))) == 2
    asked = deck(text("## 1 · One\n\n> **Predict.** What?"), text(few))
    assert sources(asked)[-1] == [few]


def test_two_formulas_and_their_question_share_a_slide():
    puzzle = ["## 2 · Two", "### Puzzle 1", "Judge the second.", "$$a = b$$", "$$c = d$$", "> **Predict.** Slip?"]
    assert sources(deck(text("one"), text("\n\n".join(puzzle))))[-1] == puzzle


def test_a_prediction_ends_its_slide():
    slides = deck(
        text("> **Predict.** How many?"), new_code_cell('predict("00b-2", ...)  # a number'), text("It is two.")
    )
    assert sources(slides)[-2:] == [
        ["# 99 · A sitting", "> **Predict.** How many?", "Your answer: a number"],
        ["It is two."],
    ]


def test_what_came_out_is_said_after_the_experiment():
    slides = deck(text("> **Predict.** How?"), new_code_cell('x = 1\ncame_out("00c-1", x)'))
    assert sources(slides)[-1] == ["x = 1", "It came out: **worse**"]


def test_a_worked_solution_has_a_slide_of_its_own():
    slides = deck(text("before"), new_code_cell(f"{SOLUTION}x = 1", metadata={"jupyter": {"source_hidden": True}}))
    (solution,) = slides[-1]
    assert solution.source == "x = 1"
    assert solution.metadata.look == "solution"


def test_a_figure_has_a_slide_for_itself_and_its_sentence():
    size = {"image/png": {"width": 800, "height": 300, "alt": "A figure."}}
    figure = new_output("display_data", {"image/png": "AAAA", "text/plain": "A figure."}, metadata=size)
    slides = deck(text("short\n\nLook at it:"), new_code_cell("draw()", outputs=[figure]), text("after"))
    assert sources(slides)[-2:] == [["Look at it:", ""], ["after"]]
    assert slides[-2][1].outputs == [figure]


@pytest.mark.parametrize("slide_type", ["slide", "subslide"])
def test_metadata_begin_a_slide(slide_type):
    slides = deck(text("one"), text("two", slideshow={"slide_type": slide_type}), text("three"))
    assert sources(slides) == [["# 99 · A sitting", "one"], ["two", "three"]]
    assert slides[1][0].metadata.column_start == (slide_type == "slide")


def test_metadata_keep_a_cell_on_the_slide_before_it():
    slides = deck(text("one"), text("> **Predict.** Two?"), text("three", slideshow={"slide_type": "-"}))
    assert sources(slides) == [["# 99 · A sitting", "one", "> **Predict.** Two?", "three"]]


def test_metadata_leave_a_cell_out():
    assert sources(deck(text("one", slideshow={"slide_type": "skip"}))) == [["# 99 · A sitting"]]


@pytest.mark.parametrize("slide_type", ["fragment", "notes"])
def test_metadata_reach_the_template(slide_type):
    (slide,) = deck(text("one\n\ntwo", slideshow={"slide_type": slide_type}))
    assert slide[1].metadata.slide_type == slide_type
    assert slide[2].metadata.slide_type == ("notes" if slide_type == "notes" else "-")


def test_links_lead_to_decks():
    slides = deck(text("See [02a](02a_chain.ipynb#cell-id=02a-3), [errata](../docs/errata.md), [web](https://a.org)."))
    assert sources(slides)[0][1] == "See [02a](02a_chain.html), errata, [web](https://a.org)."


def test_figures_move_where_the_site_has_their_frames(tmp_path):
    (still,) = write(tmp_path / "still", PATHS[:1])
    (tmp_path / "moving" / "_static").mkdir(parents=True)
    (tmp_path / "moving" / SCRIPT).touch()
    (moving,) = write(tmp_path / "moving", PATHS[:1])
    assert "figures.js" not in still.read_text(encoding="utf-8")
    assert 'src="../_static/figures.js"' in moving.read_text(encoding="utf-8")
    cells = {cell.id for cell in read(PATHS[0]).cells}
    shown = re.findall(r'<img[^>]*data-cell="([^"]+)"', moving.read_text(encoding="utf-8"))
    assert shown
    assert set(shown) <= cells


def test_a_readers_own_notebook_is_a_deck_as_well():
    picture = new_output("display_data", {"image/png": "AAAA", "text/plain": "<Figure>"})
    cells = [new_code_cell("plt.plot(x)", outputs=[picture]), new_code_cell('x = 1\ncame_out("mine-1", x)')]
    notebook, _ = Deck().preprocess(new_notebook(cells=cells), {"output_extension": ".html"})
    assert notebook.metadata.title == "Slides"
    assert [cell.source for cell in notebook.cells] == ["", "x = 1"]
    assert notebook.cells[0].metadata.column_start
    empty, _ = Deck().preprocess(new_notebook(), {"output_extension": ".html"})
    assert empty.cells == []


@every_notebook
def test_no_prediction_shares_its_slide_with_what_came_out(path):
    questions = 0
    for slide in slides_of(path):
        asked = [k for k, cell in enumerate(slide) if "**Predict.**" in cell.source]
        questions += len(asked)
        assert len(asked) <= 1
        for cell in slide[asked[0] + 1 :] if asked else []:
            assert cell.source.startswith("Your answer: ")
    assert questions >= 1


@every_notebook
def test_collapsed_code_is_not_shown(path):
    shown = {cell.source for slide in slides_of(path) for cell in slide}
    hidden = [cell for cell in read(path).cells if is_collapsed(cell) and not cell.source.startswith(SOLUTION)]
    assert not [cell.source for cell in hidden if cell.source in shown]


@every_notebook
def test_no_slide_is_only_a_heading(path):
    for slide in slides_of(path):
        assert any(not re.match("#{2,} ", cell.source) for cell in slide)
