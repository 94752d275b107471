"""The figures of stage 05 say what their numbers say."""

import numpy as np
import pytest

from backprop_lib.plots import digits


@pytest.fixture
def shown(monkeypatch):
    """Collect the figures, each with its text for those who cannot see it."""
    figures = []
    monkeypatch.setattr(digits, "show", lambda fig, alt: figures.append((fig, " ".join(alt.split()))))
    return figures


def words(ax):
    return [text.get_text() for text in ax.texts]


def test_pictures_have_their_titles_and_their_text(shown):
    digits.show_pictures(np.zeros((3, 28, 28)), ["5", "0", "4"], "Three digits.")
    ((fig, alt),) = shown
    assert [ax.get_title() for ax in fig.axes[:3]] == ["5", "0", "4"]
    assert alt == "Three digits."


def test_runs_have_a_dot_each_and_their_mean(shown):
    digits.show_runs({"one way": [80.0, 90.0], "another": [10.0, 11.0]}, "Two ways.", lowest=5)
    ax = shown[0][0].axes[0]
    dots = [line.get_xdata() for line in ax.lines if line.get_marker() == "o"]
    assert np.array_equal(dots, [[80, 90], [10, 11]])
    assert words(ax) == ["85.0", "10.5", "mean"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["one way", "another"]
    assert ax.get_xlim() == (5, 100)


def test_of_a_single_run_there_is_no_mean(shown):
    digits.show_runs({"once": [97.9]}, "One run.")
    assert words(shown[0][0].axes[0]) == ["97.9"]


def test_full_steps_show_their_costs_and_the_last_result(shown):
    digits.show_full_batch([2.3, 1.5, 0.9, 0.6], [40.0, 60.0], every=2)
    left, right = shown[0][0].axes
    assert left.lines[0].get_ydata().tolist() == [2.3, 1.5, 0.9, 0.6]
    assert right.lines[0].get_xdata().tolist() == [2, 4]
    assert words(right) == ["60.0 %"]


def test_looks_are_counted_in_images(shown):
    digits.show_looks([10.0, 20.0, 30.0], [[50.0, 60.0]], images=1000)
    batches, full = shown[0][0].axes[0].lines
    assert batches.get_xdata().tolist() == [1000, 2000]
    assert full.get_xdata().tolist() == [1000, 2000, 3000]
    digits.show_looks([10.0, 20.0, 30.0], [[50.0, 60.0]], images=1000, every=5)
    assert shown[1][0].axes[0].lines[1].get_xdata().tolist() == [5000, 10000, 15000]
    assert "15 steps" in words(shown[1][0].axes[0])[1]


def test_training_says_where_the_steps_get_small(shown):
    digits.show_training([95.0, 89.0, 97.0], change=2)
    fig, alt = shown[0]
    (ax,) = fig.axes
    assert ax.lines[1].get_xdata() == [2.5, 2.5]
    assert "97.0 %" in words(ax)
    assert ax.get_ylim()[0] == 88
    assert "after each of 3 epochs" in alt
    assert "after 2 epochs" in alt


def test_a_confusion_has_its_numbers_in_their_places(shown):
    confusion = np.arange(100).reshape(10, 10)
    digits.show_confusion(confusion)
    (ax,) = shown[0][0].axes
    placed = {tuple(map(int, text.get_position())): text.get_text() for text in ax.texts}
    assert placed[7, 3] == "37"  # column 7, row 3
    assert len(placed) == 100
    assert ax.images[0].get_array()[4, 4] == 0  # the diagonal is not shaded
