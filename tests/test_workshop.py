"""What a learner has written is used if it is right, and else something that is; known mistakes train, or do not."""

import numpy as np
import pytest
from moving import assert_moves

from backprop_lib.exercises import EXERCISES, use
from backprop_lib.exercises.workshop import ERROR, NOT_FINITE, outcomes
from backprop_lib.widgets import growth_figure
from backprop_lib.widgets.growth import growth_picture

pytestmark = pytest.mark.usefixtures("own_record")
STEP = EXERCISES["05-7"]


def softmax_of_mine(Z):
    E = np.exp(Z - Z.max(axis=0))
    return E / E.sum(axis=0)


def wrong_softmax(Z):
    return np.exp(Z) / np.exp(Z).sum()


def test_a_right_function_is_used(capsys):
    assert use("05-2", softmax_of_mine) is softmax_of_mine
    assert capsys.readouterr().out == "05-2: right. Yours is used.\n"


@pytest.mark.parametrize("nothing", [..., lambda Z: None, lambda Z: ...])
def test_what_is_missing_is_replaced_by_the_worked_solution(capsys, nothing):
    assert use("05-2", nothing) is EXERCISES["05-2"].right
    assert capsys.readouterr().out == "05-2: nothing is there yet. The worked solution is used in its place.\n"


def test_what_is_wrong_is_told_and_replaced(capsys):
    assert use("05-2", wrong_softmax) is EXERCISES["05-2"].right
    said = capsys.readouterr().out
    assert said.startswith("05-2: not yet. ")
    assert "Add anyway=True" in said


def test_what_is_wrong_is_used_if_the_learner_insists(capsys):
    assert use("05-2", wrong_softmax, anyway=True) is wrong_softmax
    assert "Yours is used all the same" in capsys.readouterr().out


def test_known_mistakes_are_tried_one_by_one():
    def train(step):
        W, b = [None, np.eye(3, 4), np.eye(2, 3)], [None, np.zeros((3, 1)), np.zeros((2, 1))]
        W, b = step(W, b, np.eye(4), np.eye(2, 4), 0.1)
        return W[2].sum() if len(W) == 3 else np.nan

    found = outcomes(STEP, train)
    assert found.keys() == STEP.mistakes.keys()
    assert found["no transpose"] == ERROR
    assert found["learning rate forgotten"] != pytest.approx(train(STEP.right))
    assert outcomes(STEP, lambda step: np.nan)["uphill"] == NOT_FINITE


WEIGHTS = [np.random.default_rng(k).normal(size=(20, 784)) * (k + 1) for k in range(4)]


def test_the_growth_of_a_network_is_walked_through():
    assert_moves(growth_figure(WEIGHTS, [0.1, 0.8, 0.9, 0.95]))


@pytest.mark.parametrize("epoch", range(4))
def test_the_picture_shows_the_share_of_its_epoch(epoch):
    shares = [0.1, 0.825, 0.9, 0.95]
    assert f"{100 * shares[epoch]:.1f} %" in growth_picture(WEIGHTS, shares, epoch).texts()["share"]
