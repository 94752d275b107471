"""The exercises of stages 07 and 08: their right answers are what a computation gives."""

import numpy as np
import pytest

from backprop_lib.activations import sigmoid, softmax
from backprop_lib.exercises import EXERCISES
from backprop_lib.gradcheck import complex_step_gradient, relative_error
from backprop_lib.sources.referee import case

CLASSIFIER = {"hidden": "relu", "output": "softmax", "cost": "cross_entropy"}


def right(exercise_id):
    return EXERCISES[exercise_id].right


def test_the_weighted_sums_of_07_1_are_those_of_the_network():
    here = case([4, 3, 5, 2], N=1)
    for l in (1, 2, 3):
        z = right("07-1")(here.W[l].T, here.b[l][:, 0], here.A[l - 1][:, 0])
        assert relative_error(z, here.Z[l][:, 0]) < 1e-12


def test_the_derivative_of_07_2():
    x, y, hat = np.array([0.5, -1.5]), np.array([1.0, 0.0]), np.array([0.8, 0.6])
    w = np.array([[0.0, 0.0], np.log(hat / (1 - hat)) / x[1]])  # source first: these weights give these outputs
    assert np.allclose(sigmoid(w.T @ x), hat)
    by_w = complex_step_gradient(lambda v: ((y - sigmoid(v.T @ x)) ** 2).sum() / 2, w)
    assert np.isclose(right("07-2"), by_w[1, 0], rtol=1e-12)


def test_the_fates_of_07_3():
    here, sizes = case([5, 3, 3, 4]), [5, 3, 3, 4]

    def becomes(l):
        by_b = np.zeros((sizes[l], 1))
        try:
            for i in range(sizes[l - 1]):
                by_b[i] = here.Delta(l)[i].sum() / here.N
        except IndexError:
            return "stops"
        return "right" if relative_error(by_b, here.by_b(l)) < 1e-12 else "silent"

    assert right("07-3") == tuple(becomes(l) for l in (1, 2, 3))


@pytest.mark.parametrize("sizes", [[7, 5, 4], [4, 4, 4], [3, 6, 2]], ids=str)
def test_the_mended_page_of_08_1_gives_the_exact_gradients(sizes):
    here = case(sizes, **CLASSIFIER)
    dW, db = right("08-1")(here.W, here.b, here.X, here.Y)
    for l in (1, 2):
        assert relative_error(dW[l], here.by_W(l)) < 1e-12
        assert relative_error(db[l], here.by_b(l)) < 1e-12


def test_the_four_programs_of_08_2():
    here, N = case([7, 5, 4], N=5, **CLASSIFIER), 5
    exact, programs = here.by_W(2), [(1, 1 / N), (1, 1), (1 / N, 1 / N), (1 / N, 1)]
    ratios = [(end * (start * (here.A[2] - here.Y)) @ here.A[1].T / exact).mean() for start, end in programs]
    assert np.allclose(right("08-2"), 0.6 * np.array(ratios))


def test_the_products_of_08_3():
    def size(*shapes):
        try:
            return int(np.prod(np.broadcast_shapes(*shapes)))
        except ValueError:
            return 0

    pairs = [((1, 6), (5, 6)), ((4, 1), (4, 4)), ((3, 6), (5, 6)), ((5, 6), (5,))]
    assert right("08-3") == tuple(size(*pair) for pair in pairs)


def test_the_answers_of_the_questions_that_recall():
    here = case([4, 3, 5, 2])
    assert right("07-r2") == (here.W[3].T @ here.Delta(3)).shape
    z = np.log([0.5, 0.3, 0.2])
    assert np.isclose(right("08-r1"), complex_step_gradient(lambda v: softmax(v)[0], z)[1])
