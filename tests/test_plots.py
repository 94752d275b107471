"""Figures: what `show` sends to a notebook, and that drawing follows the data."""

import base64
import re
from pathlib import Path

import numpy as np
import pytest
from matplotlib import pyplot
from matplotlib.colors import to_hex
from notebook_files import PATHS, ROOT, code_cells, read

from backprop_lib.plots import (
    colours,
    draw_matrices,
    draw_network,
    draw_pictures,
    figure,
    network_graph,
    pictures,
    show,
)
from backprop_lib.plots import figure as figure_function

HEX_COLOUR = r"#[0-9a-fA-F]{3,8}\b"


@pytest.fixture
def sent(monkeypatch):
    """Collect what is displayed."""
    calls = []
    module = __import__(figure_function.__module__, fromlist=["display"])
    monkeypatch.setattr(module, "display", lambda data, metadata, raw: calls.append((data, metadata, raw)))
    return calls


def test_show_sends_a_png_with_its_text(sent):
    fig, ax = figure(width=6, height=2)
    ax.plot([0, 1])
    show(fig, "A line\n    that rises.")
    ((data, metadata, raw),) = sent
    assert raw
    assert set(data) == {"image/png", "text/plain"}
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert data["text/plain"] == "A line that rises."
    assert metadata == {"image/png": {"alt": "A line that rises.", "width": 576, "height": 192}}


def test_a_figure_without_a_text_is_refused(sent):
    fig, _ = figure()
    with pytest.raises(ValueError, match=r"^alt is empty, expected a sentence"):
        show(fig, " \n ")
    assert not sent


def test_no_figure_stays_open():
    figure(2, 3)
    assert not pyplot.get_fignums()


def test_figure_returns_one_axes_or_an_array_of_them():
    assert figure()[1].get_figure() is not None
    assert figure(columns=3)[1].shape == (3,)
    assert figure(2, 3)[1].shape == (2, 3)


def test_a_network_has_a_circle_per_neuron_and_a_line_per_weight():
    _, ax = figure()
    draw_network(ax, [4, 3, 5, 2], labels={(1, 2): "i"}, titles=["a", "b", "c", "d"])
    assert len(ax.patches) == 14
    assert len(ax.lines) == 4 * 3 + 3 * 5 + 5 * 2
    assert "i" in [text.get_text() for text in ax.texts]
    assert [text.get_text() for text in ax.texts][-1] == "d"


def test_weights_are_drawn_by_size_and_sign():
    _, ax = figure()
    draw_network(ax, [2, 2], weights=[None, np.array([[1.0, -2.0], [0.5, 0.0]])])
    widths = [line.get_linewidth() for line in ax.lines]
    assert widths[1] > widths[0] > widths[2] > widths[3]
    assert [line.get_linestyle() for line in ax.lines] == ["-", "--", "-", "-"]


def test_a_path_runs_through_the_neurons_it_names():
    _, ax = figure()
    sizes = [2, 3, 2]
    draw_network(ax, sizes, paths=[(0, 1, 2, 0)])
    xs, ys = ax.lines[-1].get_data()
    expected = [network_graph.neuron_position(sizes, l, i) for l, i in enumerate((1, 2, 0))]
    np.testing.assert_allclose(np.transpose([xs, ys]), expected)


def test_a_matrix_has_its_cells_and_fills_those_named():
    _, ax = figure()
    draw_matrices(ax, [("W", (2, 3), "#0072B2", [(1, 2)]), "·", ("a", (3, 1), "#D55E00")])
    assert len(ax.patches) == 9
    filled = [k for k, patch in enumerate(ax.patches) if patch.get_facecolor()[3] > 0]
    assert filled == [5]
    assert to_hex(ax.patches[8].get_edgecolor()) == "#d55e00"
    assert [text.get_text() for text in ax.texts] == ["W\n2 × 3", "·", "a\n3 × 1"]


def test_pictures_stand_in_rows_under_their_titles():
    images = np.arange(12 * 4).reshape(12, 2, 2)
    fig = draw_pictures(images, [str(k) for k in range(12)], columns=5)
    shown = [ax for ax in fig.axes if ax.images]
    assert [ax.get_title() for ax in shown] == [str(k) for k in range(12)]
    np.testing.assert_array_equal(shown[7].images[0].get_array(), images[7])
    assert len(fig.axes) == 15


def test_symmetric_pictures_put_zero_in_the_middle():
    fig = draw_pictures(np.array([[[-1.0, 3.0]]]), ["w"], columns=1, symmetric=True)
    assert fig.axes[0].images[0].get_clim() == (-3, 3)


def test_every_colour_stands_in_one_place():
    files = [path for folder in ("backprop_lib", "benchmarks") for path in (ROOT / folder).rglob("*.[pj]*")]
    texts = {path: path.read_text(encoding="utf-8") for path in files if path.suffix in (".py", ".js")}
    texts |= {path: "\n".join(cell.source for cell in code_cells(read(path))) for path in PATHS}
    found = {path: re.findall(HEX_COLOUR, text) for path, text in texts.items()}
    assert [path for path in found if found[path]] == [Path(colours.__file__)]


def test_a_matrix_equation_is_as_large_as_its_matrices(monkeypatch):
    sizes = {}
    monkeypatch.setattr(pictures, "show", lambda fig, alt: sizes.__setitem__(alt, fig.get_size_inches()))
    pictures.show_matrices([("A", (2, 3), colours.FORWARD), "=", ("B", (2, 3), colours.FORWARD)], "small")
    pictures.show_matrices([("A", (6, 3), colours.FORWARD), "=", ("B", (6, 3), colours.FORWARD)], "tall")
    pictures.show_matrices([("A", (2, 30), colours.FORWARD), "=", ("B", (2, 3), colours.FORWARD)], "wide")
    assert np.isclose(sizes["small"][0], sizes["tall"][0])
    assert np.isclose(sizes["tall"][1] - sizes["small"][1], 1.1 * 4 * pictures.CELL)  # four more rows
    assert sizes["small"][0] < sizes["wide"][0] <= 8.5
