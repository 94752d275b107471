"""The bug zoo as a grid: each cell says what its check noticed, in a colour and in a mark."""

import pytest

from backprop_lib.exercises.bug_zoo import Zoo
from backprop_lib.plots import show_costs, show_zoo, zoo


@pytest.fixture
def shown(monkeypatch):
    pictures = []
    monkeypatch.setattr(zoo, "show", lambda fig, alt: pictures.append((fig, alt)))
    return pictures


def small_zoo(name):
    verdicts = {"right": (False, False), "W": (True, None), "y - a": (False, True), "b": (False, False)}
    noticed = {bug: dict(zip(("shapes", "cost"), verdict, strict=True)) for bug, verdict in verdicts.items()}
    return Zoo(name, noticed, {})


def test_each_cell_has_its_mark_and_the_counts_are_of_those_that_came_so_far(shown):
    show_zoo(small_zoo("2-3, N = 4"), small_zoo("3-3, N = 3"))
    ((fig, alt),) = shown
    texts = [text.get_text() for text in fig.axes[0].texts]
    rows = [texts[k] for k in range(3)]
    assert rows == ["W", "y − a", "b"]
    marks = [text for text in texts if text in ("✓", "○", "")]
    assert marks == 2 * ["✓", "○", "○", "", "✓", "○"] + ["✓", "○", ""]  # check by check, and the key
    assert texts.count("1 of 3") == 2
    assert texts.count("1 of 2") == 2
    assert "In 3-3, N = 3 was noticed by shapes 1 of 3, cost 1 of 2; by no check: b." in alt


def test_colours_and_marks_are_one_to_one():
    marks, colours, _ = zip(*zoo.MARKS.values(), strict=True)
    assert len(set(marks)) == len(set(colours)) == len(zoo.MARKS) == 3


def test_names_stand_at_the_ends_of_the_curves_and_apart(shown):
    show_costs({"A": [1.0, 0.5, 0.101], "B": [1.0, 0.6, 0.1], "C": [1.0, 1.5, 2.0]})
    ((fig, alt),) = shown
    heights = {text.get_text(): text.get_position()[1] for text in fig.axes[0].texts}
    assert heights["B"] == 0.1
    assert heights["A"] == 0.1 * zoo.CLOSE
    assert heights["C"] == 2.0
    assert "The cost of 2 of them ends lower" in " ".join(alt.split())
