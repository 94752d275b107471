"""The tree of all paths, folded into the network, and the multiplications that each way takes."""

import itertools

import numpy as np
import pytest
from moving import assert_moves

from backprop_lib.plots.colours import MARKER
from backprop_lib.widgets import folding_figure
from backprop_lib.widgets.folding import (
    LARGE,
    folding_picture,
    partial_sums_stored,
    path_by_path,
    started_from_the_output,
    tree,
)
from backprop_lib.widgets.picture import Circle

SIZES = (6, 4, 3, 5, 2)


@pytest.mark.parametrize("sizes", [SIZES, (3, 2, 2, 2), (1, 3, 4, 1, 2)])
def test_it_moves(sizes):
    assert_moves(folding_figure(sizes))


def test_the_counts_of_the_large_network():
    assert path_by_path(LARGE) == 30_000_000
    assert partial_sums_stored(LARGE) == 1_110_000
    assert started_from_the_output(LARGE) == 21_000


@pytest.mark.parametrize("sizes", [SIZES, (3, 2, 2, 2), (2, 3, 4, 1, 2), (5, 4, 3)])
def test_the_counts_are_those_of_loops_that_multiply(sizes):
    # Three ways to the derivatives of the sum of all outputs by the neurons of layer 1, of a network without slopes.
    rng = np.random.default_rng(2)
    W = [None, None] + [rng.normal(size=(n, m)) for m, n in itertools.pairwise(sizes[1:])]
    L, count = len(sizes) - 1, 0

    by_path = np.zeros(sizes[1])
    for i, *above in itertools.product(*map(range, sizes[1:])):
        term = 1.0
        for l, (j, k) in enumerate(itertools.pairwise((i, *above)), start=2):
            term *= W[l][k, j]
            count += 1
        by_path[i] += term
    assert count == path_by_path(sizes)

    count, stored = 0, np.zeros(sizes[1])
    for i in range(sizes[1]):
        sums = {i: 1.0}
        for l in range(2, L + 1):
            sums = {k: sum(W[l][k, j] * value for j, value in sums.items()) for k in range(sizes[l])}
            count += sizes[l] * (1 if l == 2 else sizes[l - 1])
        stored[i] = sum(sums.values())
    assert count == partial_sums_stored(sizes)

    count, delta = 0, [1.0] * sizes[-1]
    for l in range(L, 1, -1):
        delta = [sum(W[l][k, j] * delta[k] for k in range(sizes[l])) for j in range(sizes[l - 1])]
        count += sizes[l] * sizes[l - 1]
    assert count == started_from_the_output(sizes)
    assert np.allclose(by_path, stored)
    assert np.allclose(by_path, delta)


def test_the_picture_says_what_was_counted():
    texts = folding_picture(SIZES, 1.0, (3, 1)).texts()
    assert [texts[f"all{row}"] for row in (1, 2, 3)] == ["360", "112", "37"]
    assert [texts[f"one{row}"] for row in (1, 2)] == ["90", "28"]
    assert [texts[f"large{row}"] for row in (1, 2, 3)] == ["30,000,000", "1,110,000", "21,000"]


def nodes(picture, folded):
    """Return the places of the nodes on one side of the picture, and of those that are marked."""
    circles = [s for s in picture.shapes if isinstance(s, Circle) and (s.x > 400) == folded and s.colour == "#000000"]
    return [{(round(s.x), round(s.y)) for s in circles if s.fill in fills} for fills in (("white", MARKER), (MARKER,))]


def test_copies_of_a_neuron_come_to_lie_on_each_other():
    assert len(tree(SIZES)) == 1 + 3 + 15 + 30
    for fold, seen, copies in ((0.0, 49, 3), (0.5, 49, 3), (1.0, 11, 1)):
        places, marked = nodes(folding_picture(SIZES, fold, (3, 1)), folded=True)
        assert (len(places), len(marked)) == (seen, copies)
        places, marked = nodes(folding_picture(SIZES, fold, (3, 1)), folded=False)
        assert (len(places), len(marked)) == (49, 3)
    assert "it stands 3 times in the tree" in folding_picture(SIZES, 1.0, (3, 1)).texts()["copies"]
    assert "it stands 15 times in the tree" in folding_picture(SIZES, 1.0, (4, 1)).texts()["copies"]


@pytest.mark.parametrize("sizes", [(2, 3, 2), (4, 4, 4, 4, 4), (2, 2, 7, 2)])
def test_a_tree_without_room_is_refused(sizes):
    with pytest.raises(ValueError, match="the branches of more have no room"):
        folding_figure(sizes)
